//! The port of search: all that a view asks of whatever finds texts in it. What is built in fills it
//! ([`Searcher`]); an engine on other machines can fill it too (docs/scale.md says at which size that
//! is worth it, and what it would have to do).
//!
//! Not here: how an engine comes to hold the documents of a revision. Those of a record are given by
//! [`super::build_documents`], those that a change touches by [`super::list_document_changes`].

use std::fmt;

use super::{SearchRequest, SearchResults, Searcher, Suggestion, Texts};
use crate::error::Result;

/// Finds the documents of one revision. It never changes: a view keeps it as long as it answers.
///
/// Nothing here waits in the built-in engine. One that asks over a network has to wait in the threads
/// of requests, bounded by itself.
pub trait SearchEngine: fmt::Debug + Send + Sync {
    /// The revision of the record whose documents it finds.
    fn revision(&self) -> i64;

    /// How many documents can be found.
    fn documents(&self) -> u64;

    /// Answers a question; totals and facets are exact. `texts` gives the texts of hits for
    /// highlights.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a query that is far longer than a person would type, `UNAVAILABLE` where
    /// the engine does not answer; nothing else that is typed is an error.
    fn search(&self, request: &SearchRequest, texts: &dyn Texts) -> Result<SearchResults>;

    /// Names that begin with what was typed, or nearly, the best first.
    ///
    /// # Errors
    /// `UNAVAILABLE` where the engine does not answer.
    fn suggest(&self, typed: &str, first: usize) -> Result<Vec<Suggestion>>;
}

impl SearchEngine for Searcher {
    fn revision(&self) -> i64 {
        self.revision()
    }

    fn documents(&self) -> u64 {
        self.documents()
    }

    fn search(&self, request: &SearchRequest, texts: &dyn Texts) -> Result<SearchResults> {
        self.search(request, texts)
    }

    fn suggest(&self, typed: &str, first: usize) -> Result<Vec<Suggestion>> {
        self.suggest(typed, first)
    }
}
