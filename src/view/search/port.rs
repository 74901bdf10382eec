//! The port of search: all that a view asks of whatever finds texts in it. What is built in fills it
//! ([`Searcher`]); an engine on other machines can fill it too (docs/scale.md says at which size that
//! is worth it, and what it would have to do).
//!
//! It has two halves: [`SearchKeeper`] comes to hold the documents of each revision, [`SearchEngine`]
//! finds those of one. The documents themselves are given by [`super::build_documents`] and
//! [`super::DocumentBuilder`].

use std::{fmt, sync::Arc};

use super::{DocumentChanges, Rows, SearchRequest, SearchResults, Searcher, Suggestion, Texts};
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

/// Holds the documents of the record where they can be found, and brings them along with it. A view is
/// published when its keeper has given the engine of its revision, so that no reader sees one without
/// the other; the engines that were given before go on answering of their own revisions as long as
/// they are held.
pub trait SearchKeeper: fmt::Debug + Send {
    /// The engine of these rows: of what is held already where that is of this revision and lineage
    /// (`rows.point()`), else all documents are filed anew.
    ///
    /// # Errors
    /// `UNAVAILABLE` or `INTERNAL` where they cannot be filed.
    fn open(&mut self, rows: Rows<'_>) -> Result<Arc<dyn SearchEngine>>;

    /// The engine of these rows, which follow from those of the last call by changes that touched only
    /// these documents.
    ///
    /// # Errors
    /// As [`SearchKeeper::open`]. After one the next call may find anything half done.
    fn follow(&mut self, rows: Rows<'_>, touched: DocumentChanges)
    -> Result<Arc<dyn SearchEngine>>;
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
