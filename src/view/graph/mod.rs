//! The graph of one revision: nodes that are rows of the record, edges that say how they relate.
//! The only place that knows `petgraph`;
//! `node.rs` and `edge.rs` say what nodes and edges are, `build.rs` makes them from the record;
//! passages and their edges are not made at all but read from their packs (`leaves.rs`).
//!
//! Not here: what a question means (`query`), text search (`search`), and rows that are no nodes
//! (lists, sources), which stay in the [`Record`] beside the graph.

mod build;
mod edge;
mod leaves;
mod node;

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use foldhash::fast::RandomState;
use petgraph::{
    Direction,
    graph::{DiGraph, NodeIndex},
    visit::EdgeRef as _,
};

pub use edge::{Edge, EdgeKind, Fact};
use leaves::Leaves;
pub use node::{Node, NodeRow};

use super::passages::{PassageRef, Passages, TagRef};
use crate::model::{NodeKey, NodeKind, PassagePartner, PassageTheme, Record, Slug};

/// A node of one graph. Valid only for the graph that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeRef(NodeIndex<u32>);

/// One edge as seen from one of its ends.
#[derive(Debug, Clone)]
pub struct Link<'graph> {
    /// The edge.
    pub edge: Cow<'graph, Edge>,
    /// Whether the edge starts at the end from which it is seen.
    pub forwards: bool,
    /// The node at the other end.
    pub far: NodeRef,
}

/// All nodes and edges of one revision.
#[derive(Debug)]
pub struct Graph {
    arena: DiGraph<Node, Edge, u32>,
    nodes: Named,
    by_kind: HashMap<NodeKind, Vec<NodeRef>, RandomState>,
    leaves: Leaves,
}

/// Nodes by their slugs, kind by kind.
type Named = HashMap<NodeKind, HashMap<Slug, NodeRef, RandomState>, RandomState>;

impl Graph {
    /// Builds the graph of a record whose passages stand beside it. The same record gives the same
    /// graph: nodes of a kind and edges of a node stand in the order in which they are to be shown.
    pub fn build(record: &Record, passages: &Arc<Passages>) -> Self {
        let mut graph = Self {
            arena: DiGraph::default(),
            nodes: HashMap::default(),
            by_kind: HashMap::default(),
            leaves: Leaves::default(),
        };
        graph.add_nodes(record);
        let mut edges = graph.list_edges(record);
        // petgraph lists the edges of a node newest first; added in reverse they come out in order.
        edges.reverse();
        for (from, to, edge) in edges {
            graph.arena.add_edge(from.0, to.0, edge);
        }
        graph.leaves = Leaves::new(passages.clone(), graph.arena.node_count(), &graph.nodes);
        graph.by_kind.insert(NodeKind::Passage, graph.leaves.nodes().collect());
        graph
    }

    /// The node with this identity.
    pub fn find(&self, key: &NodeKey) -> Option<NodeRef> {
        self.find_named(key.kind, &key.slug)
    }

    /// The node of this kind with this slug.
    pub fn find_named(&self, kind: NodeKind, slug: &str) -> Option<NodeRef> {
        match kind {
            NodeKind::Passage => self.leaves.find(slug),
            _ => self.nodes.get(&kind)?.get(slug).copied(),
        }
    }

    /// The row with this slug.
    pub fn find_row<T: NodeRow>(&self, slug: &str) -> Option<Arc<T>> {
        let node = self.find_named(T::KIND, slug)?;
        T::of(&self.node(node)).cloned()
    }

    /// What a node is. A passage is unpacked for this: where its kind or its slug is enough, ask for that.
    pub fn node(&self, node: NodeRef) -> Cow<'_, Node> {
        match self.leaves.passage(node) {
            Some(passage) => Cow::Owned(Node::Passage(passage.row())),
            None => Cow::Borrowed(&self.arena[node.0]),
        }
    }

    /// The row that a node is, if it is one of this kind; none of passages, which are no rows here.
    pub fn row<T: NodeRow>(&self, node: NodeRef) -> Option<&Arc<T>> {
        T::of(self.arena.node_weight(node.0)?)
    }

    /// The identity of a node.
    pub fn key(&self, node: NodeRef) -> NodeKey {
        match self.leaves.passage(node) {
            Some(passage) => NodeKey { kind: NodeKind::Passage, slug: passage.slug() },
            None => self.arena[node.0].key(),
        }
    }

    /// The kind of a node.
    pub fn kind(&self, node: NodeRef) -> NodeKind {
        self.arena.node_weight(node.0).map_or(NodeKind::Passage, Node::kind)
    }

    /// The passage that a node is, if it is one.
    pub fn passage(&self, node: NodeRef) -> Option<PassageRef<'_>> {
        self.leaves.passage(node)
    }

    /// The row of a theme that was found in a passage, for an edge that stands on it.
    pub fn passage_theme(&self, tag: TagRef) -> Option<Arc<PassageTheme>> {
        self.leaves.passages().get(tag.passage)?.theme_row(tag.place as usize)
    }

    /// The row of a partner that is named in a passage, for an edge that stands on it.
    pub fn passage_partner(&self, tag: TagRef) -> Option<Arc<PassagePartner>> {
        self.leaves.passages().get(tag.passage)?.partner_row(tag.place as usize)
    }

    /// All nodes of a kind, in the order in which they are to be shown.
    pub fn nodes(&self, kind: NodeKind) -> &[NodeRef] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// All rows of a kind, in the order in which they are to be shown; none of passages, which are
    /// no rows here.
    pub fn rows<T: NodeRow>(&self) -> impl Iterator<Item = &Arc<T>> {
        self.nodes(T::KIND).iter().filter_map(|node| self.row(*node))
    }

    /// Every node.
    pub fn all_nodes(&self) -> impl Iterator<Item = NodeRef> {
        self.arena.node_indices().map(NodeRef).chain(self.leaves.nodes())
    }

    /// Number of nodes and of edges.
    pub fn size(&self) -> (usize, usize) {
        let (passages, edges) = self.leaves.size();
        (self.arena.node_count() + passages, self.arena.edge_count() + edges)
    }

    /// The edges that start at a node, in order.
    pub fn outgoing(&self, node: NodeRef) -> impl Iterator<Item = Link<'_>> {
        self.links(node, Direction::Outgoing)
    }

    /// The edges that end at a node, in order.
    pub fn incoming(&self, node: NodeRef) -> impl Iterator<Item = Link<'_>> {
        self.links(node, Direction::Incoming)
    }

    /// All edges of a node, those that start there first.
    pub fn edges(&self, node: NodeRef) -> impl Iterator<Item = Link<'_>> {
        self.outgoing(node).chain(self.incoming(node))
    }

    /// The rows to which a row's edges of one kind lead; none where these are edges of passages.
    pub fn targets<T: NodeRow>(&self, from: &NodeKey, kind: EdgeKind) -> Vec<Arc<T>> {
        self.far_rows(from, kind, Direction::Outgoing)
    }

    /// The rows from which edges of one kind lead to a row; none where these are edges of passages.
    pub fn origins<T: NodeRow>(&self, to: &NodeKey, kind: EdgeKind) -> Vec<Arc<T>> {
        self.far_rows(to, kind, Direction::Incoming)
    }

    fn far_rows<T: NodeRow>(
        &self,
        near: &NodeKey,
        kind: EdgeKind,
        direction: Direction,
    ) -> Vec<Arc<T>> {
        let near = self.find(near).into_iter();
        near.flat_map(|node| self.own_links(node, direction))
            .filter(|link| link.edge.kind == kind)
            .filter_map(|link| self.row(link.far).cloned())
            .collect()
    }

    fn links(&self, node: NodeRef, direction: Direction) -> impl Iterator<Item = Link<'_>> {
        let forwards = direction == Direction::Outgoing;
        let leaves = self.leaves.links(node, self.arena.node_weight(node.0), forwards);
        self.own_links(node, direction).chain(leaves)
    }

    /// Those between nodes that are no passages.
    fn own_links(&self, node: NodeRef, direction: Direction) -> impl Iterator<Item = Link<'_>> {
        let forwards = direction == Direction::Outgoing;
        self.arena.edges_directed(node.0, direction).map(move |edge| {
            let far = if forwards { edge.target() } else { edge.source() };
            Link { edge: Cow::Borrowed(edge.weight()), forwards, far: NodeRef(far) }
        })
    }
}
