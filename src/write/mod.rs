//! Commands that change the record: validate, one transaction, one revision.
//!
//! Nothing else opens a write transaction. Each command says which rows it owns, puts together
//! what these shall be, and commits the difference: rows that are the same are not touched, and
//! where nothing differs there is no revision. A failure anywhere leaves the database exactly as it
//! was. Not here: SQL (`store`), reading files (`ingest`), the derived state (`view`).

mod acceptance;
mod deciding;
mod difference;
mod ingestion;
mod load;
mod proposing;
mod references;
mod release;
mod restoring;
mod retagging;
mod seed;
mod subjects;
mod taking_back;
mod tokens;

use std::collections::BTreeMap;

use crate::{clock::Clock, error::Result, model::Record, store::Writing};

use difference::Difference;

pub use deciding::{Decision, Verdict, decide};
pub use ingestion::{Ingested, ingest_document};
pub(crate) use ingestion::{check_known, is_same};
pub use load::{EVERY_ROW, load_corpus};
pub use release::{Naming, release};
pub use retagging::retag;
pub use seed::{keep_seed_fingerprint, load_seed};
pub use tokens::{IssuedToken, create_token, revoke_token};

/// What a command did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The revision that it made; where nothing differed, the revision at which that was found.
    pub revision: i64,
    /// Whether it made a revision.
    pub changed: bool,
    /// Number of rows that are new.
    pub created: usize,
    /// Number of rows that differ.
    pub updated: usize,
    /// Number of rows that are gone.
    pub removed: usize,
    /// The same for each table in which something happened.
    pub by_table: BTreeMap<&'static str, RowCounts>,
}

/// How many rows of a table a command touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Rows that are new.
    pub created: usize,
    /// Rows that differ.
    pub updated: usize,
    /// Rows that are gone.
    pub removed: usize,
}

/// Who changes the record, when, and what for.
struct Author<'a> {
    clock: &'a Clock,
    by: &'a str,
    /// The beginning of the revision's summary, such as “Seed loaded”.
    what: String,
}

/// Makes `existing` rows the `desired` ones and commits, or rolls back where they are the same.
async fn commit_difference(
    mut writing: Writing,
    existing: &Record,
    desired: &Record,
    author: Author<'_>,
) -> Result<Outcome> {
    let difference = Difference::between(existing, desired)?;
    let mut outcome = difference.outcome();
    if !outcome.changed {
        outcome.revision = writing.revision() - 1;
        writing.roll_back().await?;
        return Ok(outcome);
    }
    let subjects =
        subjects::of_entries(&mut writing, &difference.entries, [existing, desired]).await?;
    difference.write(&mut writing).await?;
    writing.put_subjects(&subjects).await?;
    let summary = format!(
        "{}: {} rows created, {} updated, {} removed",
        author.what, outcome.created, outcome.updated, outcome.removed
    );
    let at = author.clock.now();
    outcome.revision = writing.commit(&at, author.by, &summary, &difference.entries).await?;
    Ok(outcome)
}
