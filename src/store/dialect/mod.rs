//! Every difference between SQLite and PostgreSQL: opening, the kinds of transaction, binding and
//! reading values, announcing a revision, and what their errors mean to people.
//!
//! The enums are closed: a third engine would be a new variant here and nothing elsewhere. Not
//! here: any statement that reads or writes the record; those have one text for both engines.
//!
//! This file opens databases and begins transactions; `transaction` runs statements and reads
//! rows; `servers` keeps the connections to PostgreSQL; `catalogue` asks a database what it holds; `failure` says what errors mean.

mod catalogue;
mod failure;
mod servers;
mod transaction;

use std::{borrow::Cow, str::FromStr as _, time::Duration};

use sqlx::{
    ConnectOptions as _, Connection as _, SqlitePool,
    postgres::PgListener,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::watch;

use crate::error::{Error, Result};

use failure::{failure, no_answer};
use servers::{Servers, Wanted};

pub(crate) use transaction::Cells;
pub(super) use transaction::{Transaction, refuse_nul};

/// How long a SQLite writer waits for a writer of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a load waits for a file of its own before it goes on beside others.
const LOAD_BUSY_TIMEOUT: Duration = Duration::from_millis(200);
/// Memory for pages while a file is loaded, in the way in which SQLite is told of kilobytes.
const LOAD_CACHE: &str = "-16000";
/// How long anybody waits for a free connection; writers of one process queue here on SQLite.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);
/// How long it may take to begin to listen.
const LISTEN_TIMEOUT: Duration = Duration::from_secs(3);
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
    /// A server, or several of which one takes writes. What is read may come from a standby.
    Postgres { primary: Servers, readers: Servers },
}

impl Engine {
    /// Opens `sqlite://PATH` (made if missing) or `postgres://…`; of the latter, what is read comes
    /// from `read_url` where that is given, and then the primary may be away.
    pub(super) async fn open(url: &str, read_url: Option<&str>) -> Result<Self> {
        match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => open_sqlite(url).await,
            Some("postgres" | "postgresql") => open_postgres(url, read_url).await,
            _ => Err(Error::bad_user_input(
                "The database address must begin with sqlite:// (a file) or postgres:// (a server).",
            )),
        }
    }

    /// Opens a database that is there, to write very much into it at once, by somebody who has
    /// checked all references before. A file is to be closed afterwards and opened anew.
    pub(super) async fn open_for_load(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            return open_sqlite_for_load(url).await;
        }
        Self::open(url, None).await
    }

    /// The engine's name for people.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }

    /// Where the database is, without any password.
    pub(super) fn place(&self) -> String {
        match self {
            Self::Sqlite { writer, .. } => {
                writer.connect_options().get_filename().display().to_string()
            }
            Self::Postgres { primary, .. } => {
                let options = primary.options();
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
            Self::Sqlite { readers, .. } => {
                readers.begin().await.map(Transaction::Sqlite).map_err(failure)
            }
            Self::Postgres { readers, .. } => {
                let begun = readers.begin("begin isolation level repeatable read, read only").await;
                begun.map(Transaction::Postgres)
            }
        }
    }

    /// A transaction that can write; SQLite takes its write lock at once, because a transaction
    /// that has read and then writes fails when another wrote in between.
    pub(super) async fn begin_write(&self) -> Result<Transaction> {
        match self {
            Self::Sqlite { writer, .. } => {
                let begun = writer.begin_with("begin immediate").await;
                begun.map(Transaction::Sqlite).map_err(failure)
            }
            Self::Postgres { primary, .. } => {
                primary.begin("begin").await.map(Transaction::Postgres)
            }
        }
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
            Self::Postgres { primary, .. } => {
                let pool = primary.pool().await?;
                let beginning = async {
                    let mut listener = PgListener::connect_with(&pool).await?;
                    listener.listen(CHANNEL).await?;
                    Ok(listener)
                };
                let begun = tokio::time::timeout(LISTEN_TIMEOUT, beginning).await;
                let listener = begun.map_err(no_answer).and_then(|begun| begun).map_err(failure)?;
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
            Self::Postgres { primary, readers } => {
                primary.close().await;
                readers.close().await;
            }
        }
    }
}

async fn open_sqlite(url: &str) -> Result<Engine> {
    let options = sqlite_options(url)?;
    let writer = pool_of(1)
        .connect_with(options.clone().journal_mode(SqliteJournalMode::Wal))
        .await
        .map_err(failure)?;
    let readers = pool_of(MOST_CONNECTIONS).connect_lazy_with(options.pragma("query_only", "on"));
    Ok(Engine::Sqlite { readers, writer, announced: watch::Sender::new(0) })
}

/// A file into which very much is written in one transaction. With the usual log every page is
/// written twice, to the log and from there; with a rollback journal once, and a transaction that
/// did not come to its end is taken back as surely. References are not looked up row by row.
async fn open_sqlite_for_load(url: &str) -> Result<Engine> {
    let options = sqlite_options(url)?;
    let loading = options
        .clone()
        .foreign_keys(false)
        .journal_mode(SqliteJournalMode::Truncate)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(LOAD_BUSY_TIMEOUT)
        .pragma("cache_size", LOAD_CACHE);
    match pool_of(1).connect_with(loading).await {
        Ok(writer) => {
            let readers = pool_of(1).connect_lazy_with(options.pragma("query_only", "on"));
            Ok(Engine::Sqlite { readers, writer, announced: watch::Sender::new(0) })
        }
        // Somebody else has the file open: then the log stays.
        Err(_) => open_sqlite(url).await,
    }
}

fn sqlite_options(url: &str) -> Result<SqliteConnectOptions> {
    if url.contains(":memory:") || url.contains("mode=memory") {
        return Err(Error::bad_user_input(
            "An SQLite database in memory is a separate one for every connection: name a file.",
        ));
    }
    let options = SqliteConnectOptions::from_str(url)
        .map_err(|error| Error::bad_user_input("The address of the SQLite file cannot be read: write sqlite:// and the path of a file.").because(error))?;
    Ok(options
        .create_if_missing(true)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .synchronous(SqliteSynchronous::Normal)
        .statement_cache_capacity(KEPT_STATEMENTS)
        .disable_statement_logging())
}

/// Connections to a file. Where the disk fails in the middle of a change, SQLite ends the transaction
/// by itself and the driver does not notice: such a connection could never begin another one.
fn pool_of(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
}

async fn open_postgres(url: &str, read_url: Option<&str>) -> Result<Engine> {
    let primary = Servers::new(url, Wanted::Primary)?;
    let Some(read_url) = read_url else {
        primary.pool().await?;
        return Ok(Engine::Postgres { readers: primary.clone(), primary });
    };
    let readers = Servers::new(read_url, Wanted::Any)?;
    readers.pool().await?;
    if let Err(error) = primary.pool().await {
        let error = error.chain();
        tracing::warn!(error, "no server takes writes; reading goes on, and writing when one does");
    }
    Ok(Engine::Postgres { primary, readers })
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
