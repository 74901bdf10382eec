//! How much is held at this revision, and how to cite it.

use crate::{model::NodeKind, view::View};

/// How much is held, under which licence, and how to cite it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dataset {
    /// The revision that all other numbers are of.
    pub revision: i64,
    /// The release whose rows these are; `None` where they are the present ones.
    pub release: Option<String>,
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
        release: view.release.as_ref().map(|release| release.name.clone()),
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
             {}. Curated data under CC BY 4.0; sources belong to their publishers.",
            which(view),
        ),
    }
}

/// What exactly is cited: a release by its name and checksum, which anybody can compare.
fn which(view: &View) -> String {
    match &view.release {
        Some(release) => format!(
            "Release {} of {}, revision {}, SHA-256 {}",
            release.name,
            release.at.get(..10).unwrap_or(&release.at),
            release.revision,
            release.sha256,
        ),
        None => format!("Version {}, revision {}", env!("CARGO_PKG_VERSION"), view.revision()),
    }
}
