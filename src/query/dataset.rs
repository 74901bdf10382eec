//! How much is held at this revision, and how to cite it.

use crate::{model::NodeKind, view::View};

/// How much is held, under which licence, and how to cite it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dataset {
    /// The revision that all other numbers are of.
    pub revision: i64,
    /// Partnerships.
    pub partnerships: usize,
    /// Strategies and plans, every edition counted.
    pub strategies: usize,
    /// Items of their lists, every edition and role counted.
    pub priorities: usize,
    /// Themes of both levels.
    pub themes: usize,
    /// Organisations and kinds of organisation.
    pub partners: usize,
    /// Programmes.
    pub programmes: usize,
    /// Documents, digests included.
    pub documents: usize,
    /// Passages of those documents.
    pub passages: usize,
    /// The licence of the curated data.
    pub licence: &'static str,
    /// A citation of this revision.
    pub citation: String,
}

/// How much this view holds.
pub fn dataset(view: &View) -> Dataset {
    let count = |kind| view.graph.nodes(kind).len();
    Dataset {
        revision: view.revision(),
        partnerships: count(NodeKind::Partnership),
        strategies: count(NodeKind::Strategy),
        priorities: count(NodeKind::Priority),
        themes: count(NodeKind::Theme),
        partners: count(NodeKind::Partner),
        programmes: count(NodeKind::Programme),
        documents: count(NodeKind::Document),
        passages: count(NodeKind::Passage),
        licence: "CC-BY-4.0",
        citation: format!(
            "Strategraph: the open knowledge graph of England's integrated care strategies. \
             Version {}, revision {}. Curated data under CC BY 4.0; sources belong to their publishers.",
            env!("CARGO_PKG_VERSION"),
            view.revision(),
        ),
    }
}
