//! Reading the record: all of it, what changed since a revision, and what a view does not hold.
//!
//! Revision and rows are read in one transaction that sees one committed state. The texts of
//! documents are left out of records: they are large, and views answer from passages.

use std::{collections::BTreeSet, sync::Arc};

use sqlx::AssertSqlSafe;

use crate::{
    error::{Code, Error, Result},
    model::{Changes, DocumentText, Point, Record, Row as _, Slug, Table, for_each_table},
};

use super::{
    Store,
    column::Value,
    dialect::Transaction,
    lineage::{find_point, load_point},
    migration,
    statement::{Part, ROWS_PER_PAGE, Statements},
    tables::Stored,
};

impl Store {
    /// The number of the last committed revision; 0 for an empty record.
    pub async fn revision(&self) -> Result<i64> {
        let mut reading = self.engine.begin_read().await?;
        load_revision(&mut reading).await
    }

    /// All rows at one revision; `document_texts` is left empty (see
    /// [`Store::find_document_text`]).
    pub async fn load_record(&self) -> Result<Record> {
        let mut reading = self.engine.begin_read().await?;
        migration::refuse_unreadable(&mut reading).await?;
        let Point { revision, lineage } = load_point(&mut reading).await?;
        Ok(Record { revision, lineage, ..load_tables(&mut reading).await? })
    }

    /// The same without passages, their themes and their partners, which are most of the rows.
    pub async fn load_record_beside_passages(&self) -> Result<Record> {
        let mut reading = self.engine.begin_read().await?;
        migration::refuse_unreadable(&mut reading).await?;
        let Point { revision, lineage } = load_point(&mut reading).await?;
        let mut record = Record { revision, lineage, ..Record::default() };
        macro_rules! load {
            ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
                if !Record::OF_PASSAGES.contains(&$table) && $table != DocumentText::TABLE {
                    record.$field = load_whole(&mut reading).await?;
                }
            )+};
        }
        for_each_table!(load);
        Ok(record)
    }

    /// What happened after the revision `since`: applied to the record as it was then, it gives
    /// the record as it is now. Without `document_texts`.
    ///
    /// Fails with `CONFLICT` where the database has not reached `since` or came to that number by
    /// other changes, because it is another one or was restored from a backup: then nothing derived
    /// from it holds.
    pub async fn load_changes(&self, since: impl Into<Point>) -> Result<Changes> {
        let Point { revision: since, lineage: held } = since.into();
        let mut reading = self.engine.begin_read().await?;
        migration::refuse_unreadable(&mut reading).await?;
        let Point { revision, lineage } = load_point(&mut reading).await?;
        if since > revision {
            return Err(Error::new(
                Code::Conflict,
                format!(
                    "The database is at revision {revision} and has no revision {since}: it was replaced or restored."
                ),
            ));
        }
        let there = find_point(&mut reading, since).await?.unwrap_or_default();
        if !held.is_empty() && there.lineage != held {
            return Err(Error::new(
                Code::Conflict,
                format!("The database has another revision {since}: it was replaced or restored."),
            ));
        }
        let mut changed = Record { revision, lineage, ..Record::default() };
        let mut removed = load_removed(&mut reading, since).await?;
        macro_rules! load {
            ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
                if $table != DocumentText::TABLE {
                    let sql = Statements::<crate::model::$row>::written_after();
                    changed.$field = load_rows(&mut reading, &sql, &[since.into()]).await?;
                    removed.retain(|(table, id)| {
                        table != $table || !changed.$field.contains_key(id.as_str())
                    });
                }
            )+};
        }
        for_each_table!(load);
        Ok(Changes { changed, removed: removed.into_iter().collect() })
    }

    /// Ingested documents with their passages and what these are about, for recognising anew; the
    /// other tables and `document_texts` are empty.
    pub async fn load_ingested_passages(&self) -> Result<Record> {
        let mut reading = self.engine.begin_read().await?;
        let mut record = load_part(&mut reading, Part::Ingested, false).await?;
        record.revision = load_revision(&mut reading).await?;
        Ok(record)
    }

    /// The text of a document as it was read, where there is such a document.
    pub async fn find_document_text(&self, slug: &str) -> Result<Option<String>> {
        const FIND: &str = "select \"text\" from \"document_text\" where \"document\" = $1";
        let mut reading = self.engine.begin_read().await?;
        let texts = reading.fetch_column::<String>(FIND, &[slug.into()]).await?;
        Ok(texts.into_iter().next())
    }
}

impl Store {
    /// The fingerprint of the seed that was loaded last; `None` before the first.
    pub async fn find_seed_fingerprint(&self) -> Result<Option<String>> {
        const FIND: &str = "select \"seed_fingerprint\" from \"graph_state\" where \"seed_fingerprint\" is not null";
        let mut reading = self.engine.begin_read().await?;
        Ok(reading.fetch_column::<String>(FIND, &[]).await?.into_iter().next())
    }
}

/// The revision that this transaction sees.
pub(super) async fn load_revision(transaction: &mut Transaction) -> Result<i64> {
    const LOAD: &str = "select \"revision\" from \"graph_state\"";
    let revisions = transaction.fetch_column::<i64>(LOAD, &[]).await?;
    revisions
        .first()
        .copied()
        .ok_or_else(|| Error::internal("the table graph_state of the database is empty"))
}

/// All rows but the texts of documents; the revision is left at 0.
pub(super) async fn load_tables(transaction: &mut Transaction) -> Result<Record> {
    let mut record = Record::default();
    macro_rules! load {
        ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
            if $table != DocumentText::TABLE {
                record.$field = load_whole(transaction).await?;
            }
        )+};
    }
    for_each_table!(load);
    Ok(record)
}

/// The rows of a part of the record, with or without the texts of documents.
pub(super) async fn load_part(
    transaction: &mut Transaction,
    part: Part,
    with_texts: bool,
) -> Result<Record> {
    let mut record = Record::default();
    macro_rules! load {
        ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
            if with_texts || $table != DocumentText::TABLE {
                if let Some(sql) = Statements::<crate::model::$row>::part(part) {
                    record.$field = load_rows(transaction, &sql, &[]).await?;
                }
            }
        )+};
    }
    for_each_table!(load);
    Ok(record)
}

/// The rows that a query returns.
pub(super) async fn load_rows<T: Stored>(
    transaction: &mut Transaction,
    sql: &Arc<str>,
    values: &[Value<'_>],
) -> Result<Table<T>> {
    let rows = transaction
        .fetch(AssertSqlSafe(Arc::clone(sql)), values, |cells| T::read(cells).map(Arc::new))
        .await?;
    Ok(rows.into_iter().map(|row| (row.id().clone(), row)).collect())
}

/// All rows of a table, page by page.
async fn load_whole<T: Stored>(transaction: &mut Transaction) -> Result<Table<T>> {
    let sql = Statements::<T>::page();
    let mut table = Table::<T>::new();
    let mut last = Slug::from("");
    loop {
        let values = [Value::from(&*last), Value::from(ROWS_PER_PAGE)];
        let rows = transaction
            .fetch(AssertSqlSafe(Arc::clone(&sql)), &values, |cells| T::read(cells).map(Arc::new))
            .await?;
        let read = rows.len();
        // The order of ids is the database's own and may differ from that of the table here.
        if let Some(row) = rows.last() {
            last = row.id().clone();
        }
        table.extend(rows.into_iter().map(|row| (row.id().clone(), row)));
        if i64::try_from(read).map_err(Error::internal)? < ROWS_PER_PAGE {
            return Ok(table);
        }
    }
}

/// Rows removed after a revision, whether or not they were made again.
async fn load_removed(
    transaction: &mut Transaction,
    since: i64,
) -> Result<BTreeSet<(String, String)>> {
    const LOAD: &str = "select \"row_table\", \"row_id\" from \"change\" where \"revision\" > $1 and \"action\" = 'removed' and \"row_table\" <> $2";
    let values = [since.into(), DocumentText::TABLE.into()];
    let removed = transaction
        .fetch(LOAD, &values, |cells| Ok((cells.column::<String>()?, cells.column::<String>()?)))
        .await?;
    Ok(removed.into_iter().collect())
}
