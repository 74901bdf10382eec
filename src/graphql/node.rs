//! The interface `Node`: everything that has an identity.

use async_graphql::{ID, Interface};

use super::{
    reading::{Reading, Shown},
    region::Region,
};
use crate::{model, query};

macro_rules! define_node {
    ($($kind:ident,)+) => {
        /// A thing of the graph with an identity. Keep the `id` to ask for the same thing again with
        /// `node`, to find paths between things, or to see what is around them.
        #[derive(Debug, Clone, Interface)]
        #[graphql(field(
            name = "id",
            ty = "ID",
            desc = "Its identity, unique over all kinds: opaque, and the same at every revision of the data."
        ))]
        pub(super) enum Node {
            $(#[doc = concat!("A ", stringify!($kind), ".")] $kind(Shown<model::$kind>),)+
            /// An NHS England region.
            Place(Region),
            /// Something found in a document, until a curator has decided on it.
            Proposal(Shown<model::Proposal>),
        }

        impl Node {
            /// A node of the graph, shown.
            pub(super) fn new(reading: &Reading, node: query::Node) -> Self {
                match node {
                    $(query::Node::$kind(row) => Self::$kind(reading.show(row)),)+
                    query::Node::Place(region) => Self::Place(Region::new(reading, region)),
                }
            }
        }
    };
}

define_node! {
    Partnership,
    Strategy,
    Priority,
    Theme,
    Partner,
    Programme,
    Measure,
    Document,
    Passage,
    Framework,
    Topic,
}

/// Nodes of the graph, shown.
pub(super) fn show_nodes(reading: &Reading, nodes: Vec<query::Node>) -> Vec<Node> {
    nodes.into_iter().map(|node| Node::new(reading, node)).collect()
}
