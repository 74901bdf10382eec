//! Everything that a database holds, as one stream of lines, and back into a database of either
//! engine.
//!
//! ```text
//! {"format":"strategraph-backup","version":1,"program":…,"form":6,"revision":12,"engine":…,"made":…}
//! {"table":"theme","columns":[["slug","Text"],…]}      before the rows of each table
//! ["best-start-in-life",null,0,…]                      a row each
//! {"tables":[{"table":"theme","rows":78,"sha256":…}],"sha256":…}
//! ```
//!
//! Real numbers stand as text, so that none is rounded. The last line is the manifest; its
//! `sha256` is of all lines before it. What is written is read in one transaction, hence of one
//! revision. `writing` makes the stream, `reading` checks it, `restoring` fills a database from it.
//! Not here: the file in which it stands (`app::backup`).

mod reading;
mod restoring;
mod writing;

use serde::{Deserialize, Serialize};

use super::column::Kind;

pub use reading::verify;
pub use restoring::restore;

/// Tables beside those of the record that stand before them.
const TABLES_BEFORE: &[&str] = &["graph_state", "revision", "change"];
/// Tables beside those of the record that stand after them.
const TABLES_AFTER: &[&str] = &["token", "release", "release_part", "change_subject"];

/// Every table that is kept, parents before children: all but the list of migrations.
pub(super) fn list_tables() -> impl DoubleEndedIterator<Item = &'static str> {
    let record = crate::model::Record::TABLES;
    TABLES_BEFORE.iter().chain(record).chain(TABLES_AFTER).copied()
}

/// The first line of a backup: what it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Always [`FORMAT`].
    format: String,
    /// The form of the file itself.
    version: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The number of the last migration of the database.
    pub form: i64,
    /// The revision of which everything is.
    pub revision: i64,
    /// The engine from which it was read.
    pub engine: String,
    /// When it was made, RFC 3339.
    pub made: String,
}

/// What the first line says that it is.
const FORMAT: &str = "strategraph-backup";
/// The form of the file that this program writes and reads.
const VERSION: u32 = 1;

/// The line before the rows of a table.
#[derive(Debug, Serialize, Deserialize)]
struct TableLine {
    table: String,
    columns: Vec<(String, Kind)>,
}

/// Rows and checksum of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    /// Its name.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 of the lines of its rows, in hexadecimal digits.
    pub sha256: String,
}

/// The last line of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    tables: Vec<TableSum>,
    sha256: String,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contents {
    /// What it is of.
    pub heading: Heading,
    /// Rows and checksums of its tables.
    pub tables: Vec<TableSum>,
    /// SHA-256 of everything before the manifest, in hexadecimal digits.
    pub sha256: String,
}

impl Contents {
    /// The rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::store::Store;

    #[tokio::test]
    async fn every_table_of_the_database_is_kept() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("x.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        let mut reading = store.engine.begin_read().await.unwrap();
        let held: BTreeSet<String> = reading.load_catalogue().await.unwrap().into_keys().collect();
        let kept = list_tables().chain(["schema_migration"]).map(str::to_owned);
        assert_eq!(held, kept.collect::<BTreeSet<String>>());
    }
}
