//! The bounds of questions: how large, deep and costly one may be, and how long it may run.
//!
//! Not here: how each is measured (`tokens`, `size`, `introspection`, `supervision`, `cost`), and the
//! bounds of requests of whatever kind (`http::Limits`).

use std::time::Duration;

use crate::query::LARGEST_PAGE;

/// What one question may be and take. Every number is a setting of the operator; see
/// docs/configuration.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Levels of fields in each other. The introspection query of common tools needs 15.
    pub depth: usize,
    /// Fields, with fragments written out.
    pub fields: usize,
    /// Fields that are given another name, with fragments written out.
    pub aliases: usize,
    /// Words, numbers, texts and signs of the question.
    pub tokens: usize,
    /// Directives of the whole question.
    pub directives: usize,
    /// Entries of one list among arguments and variables.
    pub list_entries: usize,
    /// Items of a page.
    pub page: usize,
    /// Values in an answer, as `cost` counts them: all priorities with strategy, partnership, themes
    /// and sources, 1000 to a page, cost about a tenth of the default.
    pub cost: usize,
    /// Questions in one request.
    pub batch: usize,
    /// Questions that are worked on at once; the next ones wait.
    pub running: usize,
    /// How long a question waits for its turn before it is refused.
    pub wait: Duration,
    /// How long a question may run.
    pub time: Duration,
    /// From when on a question is logged as slow.
    pub slow: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            depth: 20,
            fields: 5000,
            aliases: 100,
            tokens: 10_000,
            directives: 50,
            list_entries: 1000,
            page: LARGEST_PAGE,
            cost: 500_000,
            batch: 8,
            running: 16,
            wait: Duration::from_secs(1),
            time: Duration::from_secs(9),
            slow: Duration::from_secs(1),
        }
    }
}
