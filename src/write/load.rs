//! Loading a corpus: a whole record at once, into a database that is empty.
//!
//! One transaction, one revision. The change log of such a revision has one entry for each table
//! instead of one for each row: the row is `*`, and `after` says how many rows there are and
//! nothing of what is in them. A row of the corpus has no history before it, and what it was at
//! this revision is the row itself until a later entry says what it was before; the log of a
//! million passages would be as large as the record and say nothing more.

use crate::{
    clock::Clock,
    error::{Code, Error, Result},
    model::{ChangeAction, Record, for_each_table},
    store::{Entry, Store},
};

use super::{
    Outcome, RowCounts,
    references::{check_passage_names, check_references},
};

/// The row of an entry of the change log that stands for all rows of its table.
pub const EVERY_ROW: &str = "*";

/// Stores all rows of a corpus in one revision and keeps the fingerprint of what it was made
/// from. `wrote` hears how many rows are written, again and again.
///
/// # Errors
/// `BAD_USER_INPUT` where references lead nowhere, `CONFLICT` where the record is not empty; then
/// nothing is stored.
pub async fn load_corpus(
    store: &Store,
    clock: &Clock,
    corpus: &Record,
    fingerprint: &str,
    by: &str,
    wrote: &(dyn Fn(usize) + Send + Sync),
) -> Result<Outcome> {
    check_references(corpus)?;
    check_passage_names(corpus)?;
    let mut writing = store.begin_write().await?;
    if !writing.is_empty().await? {
        writing.roll_back().await?;
        return Err(Error::new(
            Code::Conflict,
            "The record holds something already; a corpus is loaded into an empty one. Choose another directory with --data-dir, or another database.",
        ));
    }
    writing.insert_record(corpus, wrote).await?;
    writing.set_seed_fingerprint(fingerprint).await?;
    let mut outcome = outcome(corpus);
    let summary = format!(
        "Corpus loaded: {} rows created, logged by table and not one by one",
        outcome.created
    );
    outcome.revision = writing.commit(&clock.now(), by, &summary, &entries(corpus)).await?;
    Ok(outcome)
}

fn outcome(corpus: &Record) -> Outcome {
    let mut outcome = Outcome { created: corpus.rows(), changed: true, ..Outcome::default() };
    for_each_count(corpus, |table, created| {
        outcome.by_table.insert(table, RowCounts { created, ..RowCounts::default() });
    });
    outcome
}

fn entries(corpus: &Record) -> Vec<Entry> {
    let mut entries = Vec::new();
    for_each_count(corpus, |table, rows| {
        entries.push(Entry {
            table,
            id: EVERY_ROW.into(),
            action: ChangeAction::Created,
            before: None,
            after: Some(format!("{{\"rows\":{rows}}}")),
        });
    });
    entries
}

/// Every table that has rows, with their number.
fn for_each_count(record: &Record, mut take: impl FnMut(&'static str, usize)) {
    macro_rules! count {
        ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
            if !record.$field.is_empty() {
                take($table, record.$field.len());
            }
        )+};
    }
    for_each_table!(count);
}
