//! The graph of one revision: nodes that are rows of the record, edges that say how they relate.
//! The only place that knows `petgraph`;
//! `node.rs` and `edge.rs` say what nodes and edges are, `build.rs` makes them from the record.
//!
//! Not here: what a question means (`query`), text search (`search`), and rows that are no nodes
//! (lists, sources), which stay in the [`Record`] beside the graph.

mod build;
mod edge;
mod node;

use std::{collections::HashMap, sync::Arc};

use foldhash::fast::RandomState;
use petgraph::{
    Direction,
    graph::{DiGraph, NodeIndex},
    visit::EdgeRef as _,
};

pub use edge::{Edge, EdgeKind, Fact};
pub use node::{Node, NodeRow};

use crate::model::{NodeKey, NodeKind, Record, Slug};

/// A node of one graph. Valid only for the graph that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeRef(NodeIndex<u32>);

/// One edge as seen from one of its ends.
#[derive(Debug, Clone, Copy)]
pub struct Link<'graph> {
    /// The edge.
    pub edge: &'graph Edge,
    /// Whether the edge starts at the end from which it is seen.
    pub forwards: bool,
    /// The node at the other end.
    pub far: NodeRef,
}

/// All nodes and edges of one revision.
#[derive(Debug)]
pub struct Graph {
    arena: DiGraph<Node, Edge, u32>,
    nodes: HashMap<NodeKind, HashMap<Slug, NodeRef, RandomState>, RandomState>,
    by_kind: HashMap<NodeKind, Vec<NodeRef>, RandomState>,
}

impl Graph {
    /// Builds the graph of a record. The same record gives the same graph: nodes of a kind and
    /// edges of a node stand in the order in which they are to be shown.
    pub fn build(record: &Record) -> Self {
        let mut graph = Self {
            arena: DiGraph::default(),
            nodes: HashMap::default(),
            by_kind: HashMap::default(),
        };
        graph.add_nodes(record);
        let mut edges = graph.list_edges(record);
        // petgraph lists the edges of a node newest first; added in reverse they come out in order.
        edges.reverse();
        for (from, to, edge) in edges {
            graph.arena.add_edge(from.0, to.0, edge);
        }
        graph
    }

    /// The node with this identity.
    pub fn find(&self, key: &NodeKey) -> Option<NodeRef> {
        self.find_named(key.kind, &key.slug)
    }

    /// The node of this kind with this slug.
    pub fn find_named(&self, kind: NodeKind, slug: &str) -> Option<NodeRef> {
        self.nodes.get(&kind)?.get(slug).copied()
    }

    /// The row with this slug.
    pub fn find_row<T: NodeRow>(&self, slug: &str) -> Option<&Arc<T>> {
        self.find_named(T::KIND, slug).and_then(|node| T::of(self.node(node)))
    }

    /// What a node is.
    pub fn node(&self, node: NodeRef) -> &Node {
        &self.arena[node.0]
    }

    /// All nodes of a kind, in the order in which they are to be shown.
    pub fn nodes(&self, kind: NodeKind) -> &[NodeRef] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// All rows of a kind, in the order in which they are to be shown.
    pub fn rows<T: NodeRow>(&self) -> impl Iterator<Item = &Arc<T>> {
        self.nodes(T::KIND).iter().filter_map(|node| T::of(self.node(*node)))
    }

    /// Every node.
    pub fn all_nodes(&self) -> impl Iterator<Item = NodeRef> {
        self.arena.node_indices().map(NodeRef)
    }

    /// Number of nodes and of edges.
    pub fn size(&self) -> (usize, usize) {
        (self.arena.node_count(), self.arena.edge_count())
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

    /// The rows to which a row's edges of one kind lead.
    pub fn targets<T: NodeRow>(&self, from: &NodeKey, kind: EdgeKind) -> Vec<Arc<T>> {
        self.far_rows(from, kind, Direction::Outgoing)
    }

    /// The rows from which edges of one kind lead to a row.
    pub fn origins<T: NodeRow>(&self, to: &NodeKey, kind: EdgeKind) -> Vec<Arc<T>> {
        self.far_rows(to, kind, Direction::Incoming)
    }

    fn far_rows<T: NodeRow>(
        &self,
        near: &NodeKey,
        kind: EdgeKind,
        direction: Direction,
    ) -> Vec<Arc<T>> {
        self.find(near)
            .into_iter()
            .flat_map(|node| self.links(node, direction))
            .filter(|link| link.edge.kind == kind)
            .filter_map(|link| T::of(self.node(link.far)).cloned())
            .collect()
    }

    fn links(&self, node: NodeRef, direction: Direction) -> impl Iterator<Item = Link<'_>> {
        self.arena.edges_directed(node.0, direction).map(move |edge| {
            let forwards = direction == Direction::Outgoing;
            let far = if forwards { edge.target() } else { edge.source() };
            Link { edge: edge.weight(), forwards, far: NodeRef(far) }
        })
    }
}
