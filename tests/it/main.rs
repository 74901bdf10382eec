//! One integration binary, a module for each area. Tests are sentences; every test that needs a
//! database runs on both engines (`database.rs`).
// clippy.toml allows these in test functions; here also in what test functions share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod cli;
mod corpus;
mod database;
mod explorer;
mod export;
mod fetch;
mod graphql;
mod history;
mod house;
mod ingest;
mod operations;
mod query;
mod readme;
mod records;
mod releases;
mod search;
mod service;
mod store;
mod view;
mod write;
