//! Full-text search over one revision. The only place that knows `tantivy`.

/// A snapshot of the search index.
#[derive(Debug, Clone)]
pub struct Searcher;
