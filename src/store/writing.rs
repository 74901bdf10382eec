//! The transaction through which `write` changes the record: one transaction, one revision.
//!
//! Its first statement takes the next revision and with it the lock that puts writers in order,
//! so that revisions have no holes and their order is the order of commit. Not here: which rows to
//! write (`write`).

use std::sync::Arc;

use sqlx::AssertSqlSafe;

use crate::{
    error::{Error, Result},
    model::{ChangeAction, Record, Revision, Slug, Table},
};

use super::{
    column::{Column as _, Value},
    dialect::{Engine, Transaction},
    history::action_word,
    lineage::{find_point, follow},
    migration,
    reading::{load_part, load_rows},
    statement::{Part, ROWS_AT_ONCE, Statements, Text, log, remove},
    tables::Stored,
};

/// A transaction that makes one revision; dropped without commit, it leaves no trace.
pub(crate) struct Writing {
    engine: Engine,
    pub(super) transaction: Transaction,
    pub(super) revision: i64,
}

/// One entry of the change log.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// Which table.
    pub(crate) table: &'static str,
    /// Which row of it.
    pub(crate) id: Slug,
    /// What happened to it.
    pub(crate) action: ChangeAction,
    /// The row before, as JSON.
    pub(crate) before: Option<String>,
    /// The row after, as JSON.
    pub(crate) after: Option<String>,
}

impl Writing {
    /// Takes the next revision; waits for other writers.
    pub(super) async fn begin(engine: &Engine) -> Result<Self> {
        const TAKE: &str =
            "update \"graph_state\" set \"revision\" = \"revision\" + 1 returning \"revision\"";
        let mut transaction = engine.begin_write().await?;
        let taken = transaction.fetch_column::<i64>(TAKE, &[]).await?;
        let revision = taken
            .first()
            .copied()
            .ok_or_else(|| Error::internal("the table graph_state of the database is empty"))?;
        migration::refuse_unwritable(&mut transaction).await?;
        Ok(Self { engine: engine.clone(), transaction, revision })
    }

    /// The revision that this transaction makes if it is committed.
    pub(crate) fn revision(&self) -> i64 {
        self.revision
    }

    /// What the seed owns: every row but ingested documents and what hangs on them.
    pub(crate) async fn load_seed(&mut self) -> Result<Record> {
        load_part(&mut self.transaction, Part::Seed, true).await
    }

    /// Ingested documents, their passages and what these are about; no texts of documents.
    pub(crate) async fn load_ingested(&mut self) -> Result<Record> {
        load_part(&mut self.transaction, Part::Ingested, false).await
    }

    /// The rows that have one of the values in a column of text.
    pub(crate) async fn load_having<T: Stored>(
        &mut self,
        column: &'static str,
        values: &[Slug],
    ) -> Result<Table<T>> {
        let mut table = Table::new();
        for chunk in values.chunks(ROWS_AT_ONCE) {
            let sql = Statements::<T>::having(column, chunk.len());
            let values: Vec<Value<'_>> = chunk.iter().map(|value| Value::from(&**value)).collect();
            table.extend(load_rows::<T>(&mut self.transaction, &sql, &values).await?);
        }
        Ok(table)
    }

    /// The identities of all rows of a kind.
    pub(crate) async fn load_ids<T: Stored>(&mut self) -> Result<Vec<Slug>> {
        let sql = AssertSqlSafe(Statements::<T>::ids());
        self.transaction.fetch_column::<Slug>(sql, &[]).await
    }

    /// Writes rows, in place of those with the same identities.
    pub(crate) async fn put_rows<T: Stored>(&mut self, rows: &Table<T>) -> Result<()> {
        let rows: Vec<&Arc<T>> = rows.values().collect();
        let size = Statements::<T>::rows_at_once();
        let full = Statements::<T>::put(size);
        for chunk in rows.chunks(size) {
            let mut values = Vec::with_capacity(chunk.len() * (T::COLUMNS.len() + 1));
            for row in chunk {
                values.extend(row.values()?);
                values.push(Value::from(self.revision));
            }
            self.execute(&full, chunk.len() == size, || Statements::<T>::put(chunk.len()), &values)
                .await?;
        }
        Ok(())
    }

    /// Removes rows of a table by their identities.
    pub(crate) async fn remove_rows<T: Stored>(&mut self, ids: &[Slug]) -> Result<()> {
        let (table, column) = (T::TABLE, Statements::<T>::ID);
        let full = remove(table, column, ROWS_AT_ONCE);
        for chunk in ids.chunks(ROWS_AT_ONCE) {
            let values: Vec<Value<'_>> = chunk.iter().map(|id| Value::from(&**id)).collect();
            let is_full = chunk.len() == ROWS_AT_ONCE;
            self.execute(&full, is_full, || remove(table, column, chunk.len()), &values).await?;
        }
        Ok(())
    }

    /// Commits the revision with its entries of the change log, and has it announced.
    pub(crate) async fn commit(
        mut self,
        at: &str,
        by: &str,
        summary: &str,
        entries: &[Entry],
    ) -> Result<i64> {
        const INSERT: &str = "insert into \"revision\" (\"number\", \"at\", \"by\", \"summary\", \"lineage\") values ($1, $2, $3, $4, $5)";
        let row = Revision {
            number: self.revision,
            at: at.to_owned(),
            by: by.to_owned(),
            summary: summary.to_owned(),
        };
        let before = find_point(&mut self.transaction, self.revision - 1).await?;
        let lineage = follow(&before.unwrap_or_default().lineage, &row, entries);
        let values =
            [self.revision.into(), at.into(), by.into(), summary.into(), Value::from(&*lineage)];
        self.transaction.execute(INSERT, &values).await?;
        self.append(entries).await?;
        self.transaction.announce(self.revision).await?;
        self.transaction.commit().await?;
        self.engine.committed(self.revision);
        Ok(self.revision)
    }

    /// Keeps the fingerprint of the seed and gives the revision back: no row has changed.
    pub(crate) async fn keep_seed_fingerprint(mut self, fingerprint: &str) -> Result<()> {
        const KEEP: &str =
            "update \"graph_state\" set \"revision\" = \"revision\" - 1, \"seed_fingerprint\" = $1";
        self.transaction.execute(KEEP, &[fingerprint.into()]).await?;
        self.transaction.commit().await
    }

    /// Commits what is no part of the record and gives the revision back.
    pub(super) async fn commit_without_revision(mut self) -> Result<()> {
        const GIVE_BACK: &str = "update \"graph_state\" set \"revision\" = \"revision\" - 1";
        self.transaction.execute(GIVE_BACK, &[]).await?;
        self.transaction.commit().await
    }

    /// The transaction, for tables that are no part of the record.
    pub(super) fn transaction(&mut self) -> &mut Transaction {
        &mut self.transaction
    }

    /// Leaves everything as it was; the revision is not used up.
    pub(crate) async fn roll_back(self) -> Result<()> {
        self.transaction.roll_back().await
    }

    async fn append(&mut self, entries: &[Entry]) -> Result<()> {
        let full = log(ROWS_AT_ONCE);
        let mut position = 0_i64;
        for chunk in entries.chunks(ROWS_AT_ONCE) {
            let mut values = Vec::with_capacity(chunk.len() * 7);
            for entry in chunk {
                values.extend([self.revision.into(), position.into()]);
                values.extend([entry.table.into(), Value::from(&*entry.id)]);
                values.extend([action_word(entry.action).into()]);
                values.extend([entry.before.value()?, entry.after.value()?]);
                position += 1;
            }
            let is_full = chunk.len() == ROWS_AT_ONCE;
            self.execute(&full, is_full, || log(chunk.len()), &values).await?;
        }
        Ok(())
    }

    /// Runs the statement for a full chunk, which stays prepared, or the one for the rest.
    pub(super) async fn execute(
        &mut self,
        full: &Text,
        is_full: bool,
        rest: impl FnOnce() -> Text + Send,
        values: &[Value<'_>],
    ) -> Result<()> {
        if is_full {
            self.transaction.execute(AssertSqlSafe(Arc::clone(full)), values).await?;
        } else {
            self.transaction.execute_once(AssertSqlSafe(rest()), values).await?;
        }
        Ok(())
    }
}
