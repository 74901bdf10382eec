//! The interface `Node`: everything that has an identity.

use async_graphql::{ID, Interface, parser::types::SelectionSet};

use super::{
    reading::{Reading, Shown},
    region::Region,
    written::{Written, WrittenList, write_plain},
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

        impl Written for Node {
            fn typename(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => stringify!($kind),)+
                    Self::Place(region) => region.typename(),
                    Self::Proposal(_) => "Proposal",
                }
            }

            fn write_field(
                &self,
                name: &str,
                selected: &SelectionSet,
                into: &mut Vec<u8>,
            ) -> Option<()> {
                match self {
                    $(Self::$kind(thing) => thing.write_field(name, selected, into),)+
                    Self::Place(region) => region.write_field(name, selected, into),
                    Self::Proposal(_) => None,
                }
            }
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

/// Things of which only their identity is written at once.
macro_rules! write_identity {
    ($($kind:ident,)+) => {$(
        impl Written for Shown<model::$kind> {
            fn typename(&self) -> &'static str {
                stringify!($kind)
            }

            fn write_field(
                &self,
                name: &str,
                _: &SelectionSet,
                into: &mut Vec<u8>,
            ) -> Option<()> {
                match name {
                    "id" => self.write_id(into),
                    "slug" => write_plain(&*self.row.slug, into),
                    "webUrl" => write_plain(self.page_address().0, into),
                    _ => None,
                }
            }
        }
    )+};
}

write_identity! {
    Programme,
    Measure,
    Framework,
    Topic,
}

/// Nodes of the graph, shown.
pub(super) fn show_nodes(reading: &Reading, nodes: Vec<query::Node>) -> WrittenList<Node> {
    WrittenList(nodes.into_iter().map(|node| Node::new(reading, node)).collect())
}
