//! The record in SQL: opening a database, reading from it, and the transaction through which
//! `write` changes it.
//!
//! The only module that knows `sqlx`. One text of every statement serves both engines;
//! `dialect` holds every difference between them. Each row carries the revision that last wrote
//! it; revisions are numbered without holes in the order of commit. Not here: what a command
//! changes and whether it may (`write`), graph and search made from a record (`view`).

mod backup;
mod bulk;
mod changes;
mod column;
mod dialect;
mod examining;
mod frozen;
mod history;
mod lineage;
mod migration;
mod reading;
mod releases;
mod sharing;
mod statement;
mod tables;
mod tokens;
mod writing;

use crate::error::{Error, Result};

use dialect::{Engine, Listener};

pub use backup::{Contents, Heading, TableSum, restore, verify};
pub use examining::{Problems, check_references};
pub use frozen::Frozen;
pub(crate) use tables::Stored;
pub(crate) use writing::{Entry, Writing};

/// An open database that holds the record. Cheap to clone; clones share its connections.
#[derive(Debug, Clone)]
pub struct Store {
    engine: Engine,
}

impl Store {
    /// Opens the database at `sqlite://PATH` (the file is made if missing, its folder is not) or
    /// `postgres://…`, and makes or completes its tables.
    ///
    /// Fails with `BAD_USER_INPUT` for an address that is neither, with `UNAVAILABLE` where the
    /// database cannot be reached or opened, or was made by a newer version of the program.
    pub async fn open(url: &str) -> Result<Self> {
        Self::open_reading(url, None).await
    }

    /// The same, with what is read coming from the standby at `read_url`; changes are written to the
    /// primary, which may be away. What was just written may not have reached the standby.
    pub async fn open_reading(url: &str, read_url: Option<&str>) -> Result<Self> {
        let engine = Engine::open(url, read_url).await?;
        migration::migrate(&engine).await?;
        if read_url.is_some() {
            migration::wait_for_form(&engine).await?;
        }
        Ok(Self { engine })
    }

    /// Opens a database that [`Store::open`] opened before and nobody uses now, to load very many rows
    /// in one transaction; whoever does has checked all their references. To be closed afterwards,
    /// and opened again for anything else.
    pub async fn open_for_load(url: &str) -> Result<Self> {
        Ok(Self { engine: Engine::open_for_load(url).await? })
    }

    /// The same for a database that must be there and stays as it is: no file and no table is made,
    /// an older form is not brought to the present one.
    ///
    /// Fails as [`Store::open`] does, and with `NOT_FOUND` where there is no such file.
    pub async fn open_as_it_is(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite://")
            && !std::path::Path::new(path).exists()
        {
            return Err(Error::not_found(format!(
                "There is no database {path} yet: `strategraph serve` makes one, or name another with --data-dir or --database-url."
            )));
        }
        let engine = Engine::open(url, None).await?;
        let mut reading = engine.begin_read().await?;
        if migration::find_form(&mut reading).await? > migration::LATEST {
            migration::refuse_unreadable(&mut reading).await?;
        }
        drop(reading);
        Ok(Self { engine })
    }

    /// `SQLite` or `PostgreSQL`.
    pub fn engine_name(&self) -> &'static str {
        self.engine.name()
    }

    /// Engine and place of the database for people and logs; never a user or a password.
    pub fn describe(&self) -> String {
        format!("{}: {}", self.engine.name(), self.engine.place())
    }

    /// Whether the database answers; fails with `UNAVAILABLE` where it does not.
    pub async fn ping(&self) -> Result<()> {
        self.revision().await.map(drop)
    }

    /// Closes all connections; whatever uses the store afterwards fails with `UNAVAILABLE`.
    pub async fn close(&self) {
        self.engine.close().await;
    }

    /// Begins to hear of committed revisions: on PostgreSQL those of all processes, on SQLite
    /// those that this process commits through this store or its clones. A slow poll of
    /// [`Store::revision`] beside it finds whatever else happens.
    pub async fn listen_revisions(&self) -> Result<RevisionListener> {
        Ok(RevisionListener(self.engine.listen().await?))
    }

    /// Begins a transaction that can write, and with it the next revision. For `write` only.
    pub(crate) async fn begin_write(&self) -> Result<Writing> {
        Writing::begin(&self.engine).await
    }
}

/// Hears of revisions as they are committed; made by [`Store::listen_revisions`].
pub struct RevisionListener(Listener);

impl RevisionListener {
    /// Waits for the next announcement and returns its revision; several commits may be announced
    /// as one, by the latest. Fails with `UNAVAILABLE` when the database goes away.
    pub async fn next(&mut self) -> Result<i64> {
        self.0.next().await
    }
}
