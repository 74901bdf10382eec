//! The types `Path`, `Subgraph` and `GraphEdge`.

use async_graphql::Object;

use super::{
    cost,
    evidence::Evidence,
    int::int,
    node::{Node, show_nodes},
    reading::Reading,
    written::WrittenList,
};
use crate::query;

/// An edge, shown.
#[derive(Debug, Clone)]
pub(super) struct GraphEdge {
    reading: Reading,
    edge: query::GraphEdge,
}

fn show_edges(reading: &Reading, edges: Vec<query::GraphEdge>) -> Vec<GraphEdge> {
    let show = |edge| GraphEdge { reading: reading.clone(), edge };
    edges.into_iter().map(show).collect()
}

/// An edge of the graph. It reads as a sentence: `from`, `label`, `to`.
#[Object]
impl GraphEdge {
    /// The node at which the sentence begins.
    async fn from(&self) -> Node {
        Node::new(&self.reading, self.edge.from.clone())
    }

    /// The node at which the sentence ends.
    async fn to(&self) -> Node {
        Node::new(&self.reading, self.edge.to.clone())
    }

    /// What the edge says, such as “states the priority”.
    async fn label(&self) -> &str {
        &self.edge.label
    }

    /// Where that is said. Empty for edges that are a matter of structure, such as the topics of a
    /// framework.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        Evidence::show_all(&self.reading, &self.edge.evidence)
    }
}

/// A path, shown.
#[derive(Debug, Clone)]
pub(super) struct Path {
    reading: Reading,
    path: query::Path,
}

impl Path {
    /// A path, shown.
    pub(super) fn new(reading: &Reading, path: query::Path) -> Self {
        Self { reading: reading.clone(), path }
    }
}

/// A way through the graph from one node to another.
#[Object]
impl Path {
    /// The nodes on the way, both ends included.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn nodes(&self) -> WrittenList<Node> {
        show_nodes(&self.reading, self.path.nodes.clone())
    }

    /// The edges between them in order: one fewer than nodes.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn edges(&self) -> Vec<GraphEdge> {
        show_edges(&self.reading, self.path.edges(self.reading.view()))
    }
}

/// A part of the graph, shown.
#[derive(Debug, Clone)]
pub(super) struct Subgraph {
    reading: Reading,
    subgraph: query::Subgraph,
}

impl Subgraph {
    /// A part of the graph, shown.
    pub(super) fn new(reading: &Reading, subgraph: query::Subgraph) -> Self {
        Self { reading: reading.clone(), subgraph }
    }
}

/// The part of the graph around a node.
#[Object]
impl Subgraph {
    /// The nodes, nearest first; the node in the middle is the first.
    async fn nodes(&self) -> WrittenList<Node> {
        show_nodes(&self.reading, self.subgraph.nodes.clone())
    }

    /// All edges between these nodes.
    async fn edges(&self) -> Vec<GraphEdge> {
        show_edges(&self.reading, self.subgraph.edges(self.reading.view()))
    }

    /// How many nodes there are within those steps, shown or not.
    async fn total_nodes(&self) -> i32 {
        int(self.subgraph.total_nodes)
    }

    /// Whether nodes were left out because there are more than were asked for.
    async fn truncated(&self) -> bool {
        self.subgraph.truncated
    }
}
