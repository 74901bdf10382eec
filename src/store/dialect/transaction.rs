//! An open transaction on either engine: binding values, running statements, reading rows.

use std::{borrow::Cow, time::Duration};

use futures_util::TryStreamExt as _;
use sqlx::{Postgres, Row as _, SqlSafeStr, Sqlite, postgres::PgRow, sqlite::SqliteRow};

use crate::{
    error::{Error, Result},
    store::{
        column::{Column, Kind, Value},
        sharing::SharedSlugs,
    },
};

use super::{
    CHANNEL,
    failure::{failure, no_answer, unknown_outcome},
};

/// The lock that PostgreSQL holds while tables are made: an arbitrary number (“strategr” in ASCII),
/// so that no other program takes it by chance.
const SCHEMA_LOCK: i64 = 0x7374_7261_7465_6772;

/// How long a server has for one statement, the lock of another writer included.
const STATEMENT: Duration = Duration::from_mins(1);
/// How long it has for a migration, for the lock of another one, and for megabytes of rows.
const LONG: Duration = Duration::from_mins(15);

/// An open transaction; dropped without commit, it leaves no trace.
pub(in crate::store) enum Transaction {
    /// Of a file.
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    /// Of a server.
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// One text, two drivers: `query` is the statement with its values bound, for either of them.
macro_rules! on_either {
    ($transaction:expr, $sql:expr, $values:expr, |$query:ident, $connection:ident| $run:expr) => {
        match $transaction {
            Transaction::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                let $query = bind!(sqlx::query::<Sqlite>($sql), $values);
                $run
            }
            Transaction::Postgres(transaction) => {
                let $connection = &mut **transaction;
                let $query = bind!(sqlx::query::<Postgres>($sql), $values);
                within(STATEMENT, async { $run }).await
            }
        }
    };
}

/// The answer of a server within a bound; a file answers or fails by itself.
async fn within<T>(
    bound: Duration,
    answer: impl Future<Output = sqlx::Result<T>>,
) -> sqlx::Result<T> {
    tokio::time::timeout(bound, answer).await.map_err(no_answer)?
}

macro_rules! bind {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text.as_deref()),
                Value::Int(number) => query.bind(*number),
                Value::Real(number) => query.bind(*number),
            };
        }
        query
    }};
}

impl Transaction {
    /// Runs a statement; the number of rows that it touched.
    pub(in crate::store) async fn execute(
        &mut self,
        sql: impl SqlSafeStr + Send,
        values: &[Value<'_>],
    ) -> Result<u64> {
        refuse_nul(values)?;
        on_either!(self, sql, values, |query, connection| {
            query.execute(connection).await.map(|done| done.rows_affected())
        })
        .map_err(failure)
    }

    /// The same for a text that is unlikely to be met again: it is not kept prepared.
    pub(in crate::store) async fn execute_once(
        &mut self,
        sql: impl SqlSafeStr + Send,
        values: &[Value<'_>],
    ) -> Result<u64> {
        refuse_nul(values)?;
        on_either!(self, sql, values, |query, connection| {
            query.persistent(false).execute(connection).await.map(|done| done.rows_affected())
        })
        .map_err(failure)
    }

    /// Runs a query and reads each of its rows.
    pub(in crate::store) async fn fetch<T: Send>(
        &mut self,
        sql: impl SqlSafeStr + Send,
        values: &[Value<'_>],
        read: impl Fn(&mut Cells<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        match self {
            Self::Sqlite(transaction) => {
                let query = bind!(sqlx::query::<Sqlite>(sql), values);
                let rows = query.fetch_all(&mut **transaction).await.map_err(failure)?;
                let shared = &mut SharedSlugs::new();
                let cells = rows.iter().map(AnyRow::Sqlite);
                cells.map(|row| read(&mut Cells { row, next: 0, shared })).collect()
            }
            Self::Postgres(transaction) => {
                let query = bind!(sqlx::query::<Postgres>(sql), values);
                let rows = within(STATEMENT, query.fetch_all(&mut **transaction));
                let rows = rows.await.map_err(failure)?;
                let shared = &mut SharedSlugs::new();
                let cells = rows.iter().map(AnyRow::Postgres);
                cells.map(|row| read(&mut Cells { row, next: 0, shared })).collect()
            }
        }
    }

    /// Runs a query and looks at each of its rows as it comes, so that memory stays bounded.
    pub(in crate::store) async fn for_each_row(
        &mut self,
        sql: impl SqlSafeStr + Send,
        mut look: impl FnMut(&mut Cells<'_>) -> Result<()> + Send,
    ) -> Result<()> {
        let mut shared = SharedSlugs::new();
        match self {
            Self::Sqlite(transaction) => {
                let mut rows = sqlx::query::<Sqlite>(sql).fetch(&mut **transaction);
                while let Some(row) = rows.try_next().await.map_err(failure)? {
                    look(&mut Cells { row: AnyRow::Sqlite(&row), next: 0, shared: &mut shared })?;
                }
            }
            Self::Postgres(transaction) => {
                let mut rows = sqlx::query::<Postgres>(sql).fetch(&mut **transaction);
                while let Some(row) = within(STATEMENT, rows.try_next()).await.map_err(failure)? {
                    look(&mut Cells { row: AnyRow::Postgres(&row), next: 0, shared: &mut shared })?;
                }
            }
        }
        Ok(())
    }

    /// The same for a query with a single column.
    pub(in crate::store) async fn fetch_column<C: Column + Send>(
        &mut self,
        sql: impl SqlSafeStr + Send,
        values: &[Value<'_>],
    ) -> Result<Vec<C>> {
        fn first<C: Column>(cells: &mut Cells<'_>) -> Result<C> {
            cells.column()
        }
        self.fetch(sql, values, first).await
    }

    /// Runs several statements of one text, such as a migration.
    pub(in crate::store) async fn run_script(&mut self, sql: &'static str) -> Result<()> {
        match self {
            Self::Sqlite(transaction) => {
                sqlx::raw_sql(sql).execute(&mut **transaction).await.map(drop)
            }
            Self::Postgres(transaction) => {
                let run = sqlx::raw_sql(sql).execute(&mut **transaction);
                within(LONG, run).await.map(drop)
            }
        }
        .map_err(failure)
    }

    /// Whether rows can be copied in ([`Transaction::copy_in`]); else they are inserted.
    pub(in crate::store) fn can_copy(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Sends rows in the text form of `copy … from stdin`; only where the engine can.
    pub(in crate::store) async fn copy_in(&mut self, sql: &str, rows: Vec<u8>) -> Result<()> {
        let Self::Postgres(transaction) = self else {
            return Err(Error::internal("this engine cannot copy rows in"));
        };
        let copying = async {
            let mut copy = transaction.copy_in_raw(sql).await?;
            copy.send(rows).await?;
            copy.finish().await.map(drop)
        };
        within(LONG, copying).await.map_err(failure)
    }

    /// Waits until no other process makes tables; SQLite's write lock does that already.
    pub(in crate::store) async fn lock_schema(&mut self) -> Result<()> {
        let Self::Postgres(transaction) = self else { return Ok(()) };
        let lock = sqlx::query("select pg_advisory_xact_lock($1)").bind(SCHEMA_LOCK);
        within(LONG, lock.execute(&mut **transaction)).await.map(drop).map_err(failure)
    }

    /// Has the server tell all listeners of the revision as soon as the transaction is committed.
    pub(in crate::store) async fn announce(&mut self, revision: i64) -> Result<()> {
        if let Self::Postgres(_) = self {
            let revision = revision.to_string();
            self.execute("select pg_notify($1, $2)", &[CHANNEL.into(), revision.as_str().into()])
                .await?;
        }
        Ok(())
    }

    /// Commits.
    pub(in crate::store) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => within(STATEMENT, transaction.commit()).await,
        }
        .map_err(unknown_outcome)
    }

    /// Leaves everything as it was.
    pub(in crate::store) async fn roll_back(self) -> Result<()> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await,
            Self::Postgres(transaction) => within(STATEMENT, transaction.rollback()).await,
        }
        .map_err(failure)
    }
}

/// The cells of one row, read from left to right.
pub(crate) struct Cells<'r> {
    row: AnyRow<'r>,
    next: usize,
    shared: &'r mut SharedSlugs,
}

enum AnyRow<'r> {
    Sqlite(&'r SqliteRow),
    Postgres(&'r PgRow),
}

impl Cells<'_> {
    /// The next cell, as a field of a row.
    pub(crate) fn column<C: Column>(&mut self) -> Result<C> {
        let place = self.next;
        self.next += 1;
        let value = match self.row {
            AnyRow::Sqlite(row) => match C::KIND {
                Kind::Text => row.try_get(place).map(borrowed),
                Kind::Int => row.try_get(place).map(Value::Int),
                Kind::Real => row.try_get(place).map(Value::Real),
            },
            AnyRow::Postgres(row) => match C::KIND {
                Kind::Text => row.try_get(place).map(borrowed),
                Kind::Int => row.try_get(place).map(Value::Int),
                Kind::Real => row.try_get(place).map(Value::Real),
            },
        };
        C::read_shared(value.map_err(failure)?, self.shared)
    }
}

fn borrowed(text: Option<&str>) -> Value<'_> {
    Value::Text(text.map(Cow::Borrowed))
}

/// PostgreSQL cannot hold U+0000 in text and SQLite can: refused on both, so that a record moves
/// from one to the other.
pub(in crate::store) fn refuse_nul(values: &[Value<'_>]) -> Result<()> {
    let holds_nul =
        |value: &Value<'_>| matches!(value, Value::Text(Some(text)) if text.contains('\0'));
    if values.iter().any(holds_nul) {
        return Err(Error::bad_user_input(
            "A text contains the character U+0000, which cannot be stored: remove it and try again.",
        ));
    }
    Ok(())
}
