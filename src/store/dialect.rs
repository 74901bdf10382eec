//! Every difference between SQLite and PostgreSQL: opening, the kinds of transaction, binding and
//! reading values, announcing a revision, and what their errors mean to people.
//!
//! The enums are closed: a third engine would be a new variant here and nothing elsewhere. Not
//! here: any statement that reads or writes the record; those have one text for both engines.

use std::{borrow::Cow, str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions as _, PgPool, Postgres, Row as _, SqlSafeStr, Sqlite, SqlitePool,
    error::DatabaseError,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions, PgRow},
    sqlite::{
        SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
    },
};
use tokio::sync::watch;

use crate::error::{Error, Result};

use super::column::{Column, Kind, Value};

/// How long a SQLite writer waits for a writer of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long anybody waits for a free connection; writers of one process queue here on SQLite.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);
/// Connections of one process: PostgreSQL allows 100 in all by default.
const MOST_CONNECTIONS: u32 = 8;
/// Prepared statements kept per connection: four for each table and some.
const KEPT_STATEMENTS: usize = 200;
/// The channel on which PostgreSQL announces revisions, and the lock held while tables are made.
const CHANNEL: &str = "strategraph_revision";
/// An arbitrary number: “strategr” in ASCII, so that no other program takes it by chance.
const SCHEMA_LOCK: i64 = 0x7374_7261_7465_6772;

/// The open database.
#[derive(Debug, Clone)]
pub(super) enum Engine {
    /// A file. Readers cannot write, writers stand in a fair queue for the one writing connection.
    Sqlite { readers: SqlitePool, writer: SqlitePool, announced: watch::Sender<i64> },
    /// A server.
    Postgres(PgPool),
}

impl Engine {
    /// Opens `sqlite://PATH` (made if missing) or `postgres://…`.
    pub(super) async fn open(url: &str) -> Result<Self> {
        match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => open_sqlite(url).await,
            Some("postgres" | "postgresql") => open_postgres(url).await,
            _ => Err(Error::bad_user_input(
                "The database address must begin with sqlite:// (a file) or postgres:// (a server).",
            )),
        }
    }

    /// The engine's name for people.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// Where the database is, without any password.
    pub(super) fn place(&self) -> String {
        match self {
            Self::Sqlite { writer, .. } => {
                writer.connect_options().get_filename().display().to_string()
            }
            Self::Postgres(pool) => {
                let options = pool.connect_options();
                let host = options
                    .get_socket()
                    .map_or_else(|| Cow::from(options.get_host()), |path| path.to_string_lossy());
                let database = options.get_database().unwrap_or("(default)");
                format!("{database} at {host}:{}", options.get_port())
            }
        }
    }

    /// A transaction that sees one committed state throughout and cannot write.
    pub(super) async fn begin_read(&self) -> Result<Transaction> {
        match self {
            Self::Sqlite { readers, .. } => readers.begin().await.map(Transaction::Sqlite),
            Self::Postgres(pool) => pool
                .begin_with("begin isolation level repeatable read, read only")
                .await
                .map(Transaction::Postgres),
        }
        .map_err(failure)
    }

    /// A transaction that can write; SQLite takes its write lock at once, because a transaction
    /// that has read and then writes fails when another wrote in between.
    pub(super) async fn begin_write(&self) -> Result<Transaction> {
        match self {
            Self::Sqlite { writer, .. } => {
                writer.begin_with("begin immediate").await.map(Transaction::Sqlite)
            }
            Self::Postgres(pool) => pool.begin().await.map(Transaction::Postgres),
        }
        .map_err(failure)
    }

    /// Tells listeners of this process that a revision is committed. PostgreSQL needs nothing
    /// here: see [`Transaction::announce`].
    pub(super) fn committed(&self, revision: i64) {
        if let Self::Sqlite { announced, .. } = self {
            announced.send_if_modified(|latest| {
                let newer = revision > *latest;
                *latest = revision.max(*latest);
                newer
            });
        }
    }

    /// Begins to listen for revisions.
    pub(super) async fn listen(&self) -> Result<Listener> {
        match self {
            Self::Sqlite { announced, .. } => Ok(Listener::Sqlite(announced.subscribe())),
            Self::Postgres(pool) => {
                let mut listener = PgListener::connect_with(pool).await.map_err(failure)?;
                listener.listen(CHANNEL).await.map_err(failure)?;
                Ok(Listener::Postgres(Box::new(listener)))
            }
        }
    }

    /// Closes all connections.
    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(url: &str) -> Result<Engine> {
    let options = SqliteConnectOptions::from_str(url)
        .map_err(|error| Error::bad_user_input("The address of the SQLite file cannot be read: write sqlite:// and the path of a file.").because(error))?
        .create_if_missing(true)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .synchronous(SqliteSynchronous::Normal)
        .statement_cache_capacity(KEPT_STATEMENTS)
        .disable_statement_logging();
    if url.contains(":memory:") || url.contains("mode=memory") {
        return Err(Error::bad_user_input(
            "An SQLite database in memory is a separate one for every connection: name a file.",
        ));
    }
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options.clone().journal_mode(SqliteJournalMode::Wal))
        .await
        .map_err(failure)?;
    let readers = SqlitePoolOptions::new()
        .max_connections(MOST_CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_lazy_with(options.pragma("query_only", "on"));
    Ok(Engine::Sqlite { readers, writer, announced: watch::Sender::new(0) })
}

async fn open_postgres(url: &str) -> Result<Engine> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|error| Error::bad_user_input("The address of the PostgreSQL database cannot be read: write postgres://user:password@host:port/database.").because(error))?
        .application_name("strategraph")
        .statement_cache_capacity(KEPT_STATEMENTS)
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(MOST_CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options)
        .await
        .map_err(failure)?;
    Ok(Engine::Postgres(pool))
}

/// An open transaction; dropped without commit, it leaves no trace.
pub(super) enum Transaction {
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
                $run
            }
        }
    };
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
    pub(super) async fn execute(
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
    pub(super) async fn execute_once(
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
    pub(super) async fn fetch<T: Send>(
        &mut self,
        sql: impl SqlSafeStr + Send,
        values: &[Value<'_>],
        read: impl Fn(&mut Cells<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        match self {
            Self::Sqlite(transaction) => {
                let query = bind!(sqlx::query::<Sqlite>(sql), values);
                let rows = query.fetch_all(&mut **transaction).await.map_err(failure)?;
                rows.iter()
                    .map(|row| read(&mut Cells { row: AnyRow::Sqlite(row), next: 0 }))
                    .collect()
            }
            Self::Postgres(transaction) => {
                let query = bind!(sqlx::query::<Postgres>(sql), values);
                let rows = query.fetch_all(&mut **transaction).await.map_err(failure)?;
                rows.iter()
                    .map(|row| read(&mut Cells { row: AnyRow::Postgres(row), next: 0 }))
                    .collect()
            }
        }
    }

    /// Runs several statements of one text, such as a migration.
    pub(super) async fn run_script(&mut self, sql: &'static str) -> Result<()> {
        match self {
            Self::Sqlite(transaction) => {
                sqlx::raw_sql(sql).execute(&mut **transaction).await.map(drop)
            }
            Self::Postgres(transaction) => {
                sqlx::raw_sql(sql).execute(&mut **transaction).await.map(drop)
            }
        }
        .map_err(failure)
    }

    /// Waits until no other process makes tables; SQLite's write lock does that already.
    pub(super) async fn lock_schema(&mut self) -> Result<()> {
        if let Self::Postgres(_) = self {
            self.execute("select pg_advisory_xact_lock($1)", &[SCHEMA_LOCK.into()]).await?;
        }
        Ok(())
    }

    /// Has the server tell all listeners of the revision as soon as the transaction is committed.
    pub(super) async fn announce(&mut self, revision: i64) -> Result<()> {
        if let Self::Postgres(_) = self {
            let revision = revision.to_string();
            self.execute("select pg_notify($1, $2)", &[CHANNEL.into(), revision.as_str().into()])
                .await?;
        }
        Ok(())
    }

    /// Commits.
    pub(super) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        }
        .map_err(failure)
    }

    /// Leaves everything as it was.
    pub(super) async fn roll_back(self) -> Result<()> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await,
            Self::Postgres(transaction) => transaction.rollback().await,
        }
        .map_err(failure)
    }
}

/// The cells of one row, read from left to right.
pub(crate) struct Cells<'r> {
    row: AnyRow<'r>,
    next: usize,
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
        C::read(value.map_err(failure)?)
    }
}

fn borrowed(text: Option<&str>) -> Value<'_> {
    Value::Text(text.map(Cow::Borrowed))
}

/// Hears of committed revisions.
pub(super) enum Listener {
    /// Of this process only: other processes that write the same file are not heard.
    Sqlite(watch::Receiver<i64>),
    /// Of all processes on the same database.
    Postgres(Box<PgListener>),
}

impl Listener {
    /// Waits for the next announcement.
    pub(super) async fn next(&mut self) -> Result<i64> {
        match self {
            Self::Sqlite(receiver) => {
                receiver.changed().await.map_err(|closed| {
                    Error::unavailable("The database was closed.").because(closed)
                })?;
                Ok(*receiver.borrow_and_update())
            }
            Self::Postgres(listener) => {
                let heard = listener.recv().await.map_err(failure)?;
                heard.payload().parse().map_err(Error::internal)
            }
        }
    }
}

/// PostgreSQL cannot hold U+0000 in text and SQLite can: refused on both, so that a record moves
/// from one to the other.
fn refuse_nul(values: &[Value<'_>]) -> Result<()> {
    let holds_nul =
        |value: &Value<'_>| matches!(value, Value::Text(Some(text)) if text.contains('\0'));
    if values.iter().any(holds_nul) {
        return Err(Error::bad_user_input(
            "A text contains the character U+0000, which cannot be stored: remove it and try again.",
        ));
    }
    Ok(())
}

/// The error for people, with the driver's own as its cause.
pub(super) fn failure(error: sqlx::Error) -> Error {
    match public_message(&error) {
        Some(message) => Error::unavailable(message).because(error),
        None => Error::internal(error),
    }
}

const UNREACHABLE: &str = "The database cannot be reached: check that it runs and that its address is right, then try again.";
const BUSY: &str = "The database is busy with other work: try again in a moment.";
const READ_ONLY: &str =
    "The database cannot be written: check the permissions of its file and folder or of its user.";
const FULL: &str = "The database has no room left: free space on its disk, then try again.";
const DAMAGED: &str = "The database file is damaged or is no database: restore it from a backup, or name another file.";
const REFUSED: &str = "The database refused the user or has no database of that name: check its address, user and password.";

/// What to tell people where they, or who runs the service, can do something about it.
fn public_message(error: &sqlx::Error) -> Option<&'static str> {
    match error {
        sqlx::Error::PoolTimedOut => Some(BUSY),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Some(UNREACHABLE),
        sqlx::Error::Database(cause) => database_message(&**cause),
        _ => None,
    }
}

fn database_message(error: &dyn DatabaseError) -> Option<&'static str> {
    let code = error.code()?;
    match code.parse::<u32>() {
        // SQLite's codes are small numbers whose low byte is the kind; PostgreSQL's have five
        // characters, and those that are digits only are larger.
        Ok(number) if code.len() < 5 => match number & 0xff {
            5 | 6 => Some(BUSY),
            8 => Some(READ_ONLY),
            13 => Some(FULL),
            3 | 10 | 14 | 23 => Some(
                "The database file cannot be opened: check that its folder exists and may be written.",
            ),
            11 | 26 => Some(DAMAGED),
            _ => None,
        },
        _ => match &code[..2] {
            "08" | "57" => Some(UNREACHABLE),
            "28" | "3D" => Some(REFUSED),
            "40" | "55" => Some(BUSY),
            "53" if &*code == "53100" => Some(FULL),
            "53" => Some(BUSY),
            "42" if &*code == "42501" => Some(READ_ONLY),
            "25" if &*code == "25006" => Some(READ_ONLY),
            _ => None,
        },
    }
}
