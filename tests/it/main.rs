//! One integration binary, a module for each area. Tests are sentences; every test that needs a
//! database runs on both engines (`database.rs`).

mod answers;
mod cli;
mod database;
mod explorer;
mod graphql;
mod house;
mod ingest;
mod query;
mod records;
mod search;
mod service;
mod store;
mod view;
mod write;
