//! The lineage of revisions: a digest of each one's changes and of the lineage before it, so that two
//! histories that part never agree again, whatever their numbers are.
//!
//! Not here: who compares lineages (`view::refresh`, `view::search`).

use sha2::{Digest as _, Sha256};

use crate::{
    error::{Error, Result},
    model::{Point, Revision},
};

use super::{
    Store,
    dialect::{Cells, Transaction},
    frozen::hexadecimal,
    history::{action_word, read_revision},
    migration,
    writing::Entry,
};

/// How many hexadecimal digits are kept: 128 bits.
const DIGITS: usize = 32;

impl Store {
    /// The last committed revision and its lineage.
    ///
    /// Fails with `UNAVAILABLE` where a newer program brought the database to a form that this one
    /// cannot read.
    pub async fn load_point(&self) -> Result<Point> {
        let mut reading = self.engine.begin_read().await?;
        migration::refuse_unreadable(&mut reading).await?;
        load_point(&mut reading).await
    }

    /// The point at which a revision stood; `None` where there is no such revision.
    pub async fn find_point(&self, revision: i64) -> Result<Option<Point>> {
        let mut reading = self.engine.begin_read().await?;
        find_point(&mut reading, revision).await
    }
}

/// The point that this transaction sees.
pub(super) async fn load_point(transaction: &mut Transaction) -> Result<Point> {
    let revision = super::reading::load_revision(transaction).await?;
    find_point(transaction, revision).await?.ok_or_else(|| {
        Error::internal(format!("revision {revision} of the database has no row of its own"))
    })
}

/// The point of a revision; that of 0 is there before anything is.
pub(super) async fn find_point(
    transaction: &mut Transaction,
    revision: i64,
) -> Result<Option<Point>> {
    const FIND: &str = "select \"number\", \"at\", \"by\", \"summary\", \"lineage\" from \"revision\" where \"number\" = $1";
    if revision == 0 {
        return Ok(Some(Point::default()));
    }
    let read = |cells: &mut Cells<'_>| Ok((read_revision(cells)?, cells.column::<String>()?));
    let found = transaction.fetch(FIND, &[revision.into()], read).await?;
    Ok(found.into_iter().next().map(|(row, kept)| {
        let lineage = if kept.is_empty() { of_earlier_program(&row) } else { kept };
        Point { revision, lineage }
    }))
}

/// The lineage of a revision that follows on another one and makes these changes.
pub(super) fn follow(before: &str, revision: &Revision, entries: &[Entry]) -> String {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    };
    part(before);
    part(&of_earlier_program(revision));
    for entry in entries {
        for text in [entry.table, &*entry.id, action_word(entry.action)] {
            part(text);
        }
        part(entry.before.as_deref().unwrap_or_default());
        part(entry.after.as_deref().unwrap_or_default());
    }
    short(hash)
}

/// What tells a revision without a lineage from others: when, by whom and why it was committed.
fn of_earlier_program(revision: &Revision) -> String {
    let Revision { number, at, by, summary } = revision;
    let mut hash = Sha256::new();
    hash.update(format!("{number}\n{at}\n{by}\n{summary}"));
    short(hash)
}

fn short(hash: Sha256) -> String {
    let mut digits = hexadecimal(hash);
    digits.truncate(DIGITS);
    digits
}
