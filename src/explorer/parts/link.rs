//! Links to things: a name and the address of the page.

use crate::{
    explorer::address,
    model::{
        Document, Framework, Measure, NodeKind, Partner, Partnership, Priority, Programme, Region,
        Strategy, Theme, Word as _,
    },
    query::Node,
};

/// A text that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// What is read.
    pub(crate) text: String,
    /// Where it leads.
    pub(crate) href: String,
}

impl Link {
    /// A link to an address.
    pub(crate) fn to(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }

    /// A link to a region's page.
    pub(crate) fn to_region(region: Region) -> Self {
        Self::to(region.label(), address::region(region))
    }

    /// A link to a node of the graph.
    pub(crate) fn to_node(node: &Node) -> Self {
        Self::to(node.name(), address::page_path(&node.key()))
    }
}

/// A row that has a page.
pub(crate) trait Linked {
    /// The address of its page.
    fn path(&self) -> String;
    /// A link to its page by its name.
    fn link(&self) -> Link;
}

macro_rules! linked {
    ($($row:ident by $name:ident;)+) => {
        $(impl Linked for $row {
            fn path(&self) -> String {
                address::thing(NodeKind::$row, &self.slug)
            }

            fn link(&self) -> Link {
                Link::to(self.$name.as_str(), self.path())
            }
        })+
    };
}

linked! {
    Partnership by name;
    Strategy by title;
    Priority by name;
    Theme by label;
    Partner by name;
    Programme by name;
    Measure by what;
    Document by title;
    Framework by label;
}
