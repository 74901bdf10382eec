//! The record in SQL. The only place with SQL; `dialect.rs` holds every difference between the engines.
