//! What a node of the graph is: a row of the record, or a region.

use std::sync::Arc;

use crate::model::{
    Document, Framework, Measure, NodeKey, NodeKind, Partner, Partnership, Passage, Priority,
    Programme, Region, Strategy, Theme, Topic, Word as _,
};

macro_rules! define_node {
    ($($kind:ident: $row:ty, $field:ident;)+) => {
        /// A node: the row that it is.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Node {
            $(#[doc = concat!("A row of the record's `", stringify!($field), "`.")] $kind(Arc<$row>),)+
            /// An NHS England region.
            Place(Region),
        }

        impl Node {
            /// Its identity.
            pub fn key(&self) -> NodeKey {
                match self {
                    $(Self::$kind(row) => NodeKey::new(NodeKind::$kind, row.slug.clone()),)+
                    Self::Place(region) => NodeKey::new(NodeKind::Place, region.word()),
                }
            }

            /// What kind of thing it is.
            pub fn kind(&self) -> NodeKind {
                match self {
                    $(Self::$kind(_) => NodeKind::$kind,)+
                    Self::Place(_) => NodeKind::Place,
                }
            }
        }

        $(impl NodeRow for $row {
            const KIND: NodeKind = NodeKind::$kind;
            fn of(node: &Node) -> Option<&Arc<Self>> {
                match node { Node::$kind(row) => Some(row), _ => None }
            }
        })+
    };
}

/// A row that is a node of the graph.
pub trait NodeRow: Sized + 'static {
    /// The kind of node that it is.
    const KIND: NodeKind;
    /// The row, if the node is of this kind.
    fn of(node: &Node) -> Option<&Arc<Self>>;
}

define_node! {
    Partnership: Partnership, partnerships;
    Strategy: Strategy, strategies;
    Priority: Priority, priorities;
    Theme: Theme, themes;
    Partner: Partner, partners;
    Programme: Programme, programmes;
    Measure: Measure, measures;
    Document: Document, documents;
    Passage: Passage, passages;
    Framework: Framework, frameworks;
    Topic: Topic, topics;
}

impl Node {
    /// Its name, for people.
    pub fn name(&self) -> &str {
        match self {
            Self::Partnership(row) => &row.name,
            Self::Strategy(row) => &row.title,
            Self::Priority(row) => &row.name,
            Self::Theme(row) => &row.label,
            Self::Partner(row) => &row.name,
            Self::Programme(row) => &row.name,
            Self::Measure(row) => &row.what,
            Self::Document(row) => &row.title,
            Self::Passage(row) => &row.text,
            Self::Framework(row) => &row.label,
            Self::Topic(row) => &row.label,
            Self::Place(region) => region.label(),
        }
    }
}
