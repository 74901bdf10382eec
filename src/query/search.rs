//! Full-text search and suggestions over one view.

use std::sync::Arc;

use crate::{
    error::{Error, Result},
    model::{
        AssertionMethod, EditionPolicy, NodeKind, PartialDate, Partnership, Region, StrategyKind,
    },
    view::{View, graph::Node},
};

use super::page::Page;

/// Which hits: all conditions must hold; a condition that is not given holds for every node.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchFilter {
    /// Of one of these kinds.
    pub kinds: Option<Vec<NodeKind>>,
    /// Of one of these partnerships.
    pub partnerships: Option<Vec<String>>,
    /// Of a partnership in one of these regions.
    pub regions: Option<Vec<Region>>,
    /// About one of these themes or a narrower one.
    pub themes: Option<Vec<String>>,
    /// Of these editions; things that belong to no strategy are not filtered out.
    pub editions: Option<EditionPolicy>,
    /// In a strategy of one of these kinds.
    pub strategy_kinds: Option<Vec<StrategyKind>>,
    /// Published on or after this date.
    pub published_from: Option<PartialDate>,
    /// Published on or before this date.
    pub published_to: Option<PartialDate>,
    /// With one of these methods of assertion.
    pub methods: Option<Vec<AssertionMethod>>,
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first; what has no date comes last.
    Newest,
    /// By name.
    Name,
}

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchQuestion {
    /// The user's text; empty to browse all that the filter lets through.
    pub text: String,
    /// Which hits.
    pub filter: SearchFilter,
    /// In which order.
    pub sort: Sort,
    /// At most so many.
    pub first: Option<i32>,
    /// After this cursor.
    pub after: Option<String>,
}

/// A fragment of text and the character ranges in it that matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Which field, such as `name` or `text`.
    pub field: String,
    /// The fragment.
    pub text: String,
    /// What matched: `[start, end)` in Unicode scalar values of the fragment.
    pub ranges: Vec<(usize, usize)>,
}

/// A hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// How well it matches: BM25 with field weights; 0 when nothing was searched for.
    pub score: f64,
    /// What it is.
    pub node: Node,
    /// What to call it.
    pub title: String,
    /// Where it matched.
    pub highlights: Vec<Highlight>,
    /// Whose it is.
    pub partnership: Option<Arc<Partnership>>,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchAnswer {
    /// Hits of this page, with the exact total.
    pub hits: Page<Hit>,
    /// How the text was read.
    pub interpreted_as: String,
    /// The revision of the view.
    pub revision: i64,
}

/// A completion for a search box.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What to write.
    pub text: String,
    /// What it leads to.
    pub node: Node,
}

/// Hits for a question, best first.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub fn search(view: &View, question: &SearchQuestion) -> Result<SearchAnswer> {
    let _ = (view, question);
    Err(Error::unavailable("search is being built"))
}

/// Completions of what a user has begun to write, most useful first.
pub fn suggest(view: &View, prefix: &str, first: usize) -> Vec<Suggestion> {
    let _ = (view, prefix, first);
    Vec::new()
}
