//! Full-text search over one revision. The only place that knows `tantivy`.
//!
//! Reading order: `document.rs` (what is searched), `build.rs` and `texts.rs` (from the record),
//! `index.rs` (on disk; `bulk` writes it anew), `request.rs` (what can be asked and answered), `answer.rs` (the course of
//! a search). The index finds and counts; scores and highlights are our own, because they must be
//! the same after an update as after a rebuild, and must mark phrases and other spellings.
//!
//! Here do not belong cursors as text, pages of nodes and access rules (`query`).

mod answer;
mod build;
mod bulk;
mod changes;
mod cursor;
mod document;
mod facets;
mod filter;
mod fragment;
mod highlight;
mod index;
mod language;
mod named;
mod names;
mod offers;
mod plan;
mod planner;
mod port;
mod proximity;
mod ranking;
mod request;
mod rows;
mod schema;
mod score;
mod searcher;
mod spread;
mod sweep;
mod synonyms;
mod text;
mod texts;
mod unpacked;
mod vocabulary;
mod weights;

pub use build::{DocumentBuilder, build_documents};
pub use changes::{DocumentChanges, list_document_changes};
pub use document::{DocumentStrategy, DocumentTheme, Field, FieldText, SearchDocument, Texts};
pub use index::{OpenedHow, RebuildReason, SearchIndex};
pub use port::SearchEngine;
pub use request::{
    Dimension, Expansion, Facet, FacetRequest, FacetValue, Highlight, RelaxedQuery, SearchFilter,
    SearchHit, SearchRequest, SearchResults, SearchSort, SortKey, SortValue, Suggestion, Window,
};
pub use rows::Rows;
pub use searcher::Searcher;
pub use synonyms::Expressions;
pub use texts::passage_texts;
