//! Strategraph: the open knowledge graph of England's integrated care strategies.
//!
//! Modules in reading order. SQL is the record; everything else is derived from it. After each
//! committed change one immutable [`view::View`] (graph, search index, revision) is built and
//! swapped in; every request takes one view at its start and reads only from it. `query` answers
//! questions on a view in plain structs; `export` makes files of them, and the faces (`graphql`,
//! `explorer`, `cli`) show them.
//! `write` validates and commits; nothing else opens a write transaction. ARCHITECTURE.md tells
//! the same with walkthroughs.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod error;
pub mod explorer;
pub mod export;
pub mod fetch;
pub mod graphql;
pub mod http;
pub mod ingest;
pub mod model;
pub mod query;
pub mod store;
pub mod telemetry;
pub mod view;
pub mod write;
