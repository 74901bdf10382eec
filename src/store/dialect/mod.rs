//! Every difference between SQLite and PostgreSQL: opening, the kinds of transaction, binding and
//! reading values, announcing a revision, and what their errors mean to people.
//!
//! The enums are closed: a third engine would be a new variant here and nothing elsewhere. Not
//! here: any statement that reads or writes the record; those have one text for both engines.
//!
//! This file opens databases and begins transactions; `transaction` runs statements and reads
//! rows; `catalogue` asks a database what it holds; `failure` says what errors mean.

mod catalogue;
mod failure;
mod transaction;

use std::{borrow::Cow, str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions as _, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::watch;

use crate::error::{Error, Result};

use failure::failure;

pub(crate) use transaction::Cells;
pub(super) use transaction::{Transaction, refuse_nul};

/// How long a SQLite writer waits for a writer of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long anybody waits for a free connection; writers of one process queue here on SQLite.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);
/// Connections of one process: PostgreSQL allows 100 in all by default.
const MOST_CONNECTIONS: u32 = 8;
/// Prepared statements kept per connection: four for each table and some.
const KEPT_STATEMENTS: usize = 200;
/// The channel on which PostgreSQL announces revisions.
const CHANNEL: &str = "strategraph_revision";

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
