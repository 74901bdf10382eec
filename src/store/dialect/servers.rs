//! Connections to PostgreSQL where servers and networks go away and come back: one server or several
//! that hold the same record, of which one takes writes.
//!
//! The driver waits for ever for a server that no longer answers, and its pool goes on trying a
//! server that refuses. Here a pool whose server does not answer is given up, connections in it with
//! it, and a server that can do what is asked is looked for: the same one when it is back, or the
//! standby that has taken over. Not here: what is read and written (`transaction`).

use std::{
    str::FromStr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sqlx::{
    ConnectOptions as _, Connection as _, PgPool, Postgres, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::time::{sleep, timeout};

use crate::error::{Error, Result};

use super::{
    ACQUIRE_TIMEOUT, KEPT_STATEMENTS, MOST_CONNECTIONS,
    failure::{failure, is_lost, no_answer},
};

/// After so long without a connection it is asked whether the server is there at all.
const SUSPICION: Duration = Duration::from_secs(1);
/// How long a server has to answer whether it is there.
const PROBE: Duration = Duration::from_secs(3);
/// How long a failed search answers for those who ask next, so that many do not wait in turn.
const FAILED_FOR: Duration = Duration::from_millis(500);

/// What every connection tells the server: to notice within half a minute that this process or the
/// network is gone, and let go of the lock on the revision that it may hold; and not to wait for one
/// that stays silent in the middle of a change.
const SETTINGS: &str = "select set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false), set_config('tcp_user_timeout', '25000', false), set_config('idle_in_transaction_session_timeout', '600000', false)";

/// What a server is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Wanted {
    /// For writing: of several servers the one that is no standby.
    Primary,
    /// For reading: the first that answers.
    Any,
}

/// Servers of one record. Cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub(in crate::store) struct Servers(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    choices: Vec<PgConnectOptions>,
    wanted: Wanted,
    state: Mutex<State>,
    /// Held by the one who looks for a server.
    search: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct State {
    pool: PgPool,
    /// Its server did not answer.
    lost: bool,
    /// When no server was found, and why.
    failed: Option<(Instant, String)>,
}

impl Servers {
    /// Of `postgres://user:password@one:5432,two:5432/name`. Nothing is connected to yet.
    pub(super) fn new(url: &str, wanted: Wanted) -> Result<Self> {
        let choices =
            list_addresses(url).iter().map(|url| options(url)).collect::<Result<Vec<_>>>()?;
        let first = choices.first().cloned().ok_or_else(unreadable)?;
        let state = State { pool: pool_of(first), lost: true, failed: None };
        let search = tokio::sync::Mutex::default();
        Ok(Self(Arc::new(Inner { choices, wanted, state: Mutex::new(state), search })))
    }

    /// Where the server is that was used last.
    pub(super) fn options(&self) -> Arc<PgConnectOptions> {
        self.state().pool.connect_options()
    }

    /// Connections to a server that answered when it was last asked.
    pub(super) async fn pool(&self) -> Result<PgPool> {
        match self.found() {
            Some(pool) => Ok(pool),
            None => self.search().await,
        }
    }

    /// Begins a transaction; on another server, or on the same one when it is back, where the one
    /// that was used does not answer.
    pub(super) async fn begin(
        &self,
        statement: &'static str,
    ) -> Result<Transaction<'static, Postgres>> {
        let pool = self.pool().await?;
        match self.try_to_begin(&pool, statement).await {
            Err(error) if is_lost(&error) || self.is_given_up(&error) => {}
            begun => return begun.map_err(failure),
        }
        self.give_up(&pool);
        let pool = self.search().await?;
        let begun = self.try_to_begin(&pool, statement).await;
        if begun.as_ref().is_err_and(is_lost) {
            self.give_up(&pool);
        }
        begun.map_err(failure)
    }

    /// Closes all connections; nothing can be begun afterwards.
    pub(super) async fn close(&self) {
        let pool = self.state().pool.clone();
        pool.close().await;
    }

    async fn try_to_begin(
        &self,
        pool: &PgPool,
        statement: &'static str,
    ) -> sqlx::Result<Transaction<'static, Postgres>> {
        let beginning = pool.begin_with(statement);
        tokio::pin!(beginning);
        tokio::select! {
            begun = &mut beginning => return self.writable(begun?).await,
            () = sleep(SUSPICION) => {}
        }
        if pool.is_closed() {
            return Err(sqlx::Error::PoolClosed);
        }
        probe(&pool.connect_options()).await?;
        // The server is there. Either all connections are busy, or those that were kept are dead.
        let busy = pool.size() >= MOST_CONNECTIONS;
        let patience = if busy { ACQUIRE_TIMEOUT } else { PROBE };
        self.writable(timeout(patience, beginning).await.map_err(no_answer)??).await
    }

    /// The transaction, unless it was to write and its server has become a standby.
    async fn writable(
        &self,
        mut begun: Transaction<'static, Postgres>,
    ) -> sqlx::Result<Transaction<'static, Postgres>> {
        if self.0.wanted == Wanted::Primary && self.0.choices.len() > 1 {
            let asked = is_standby(&mut begun);
            if timeout(PROBE, asked).await.map_err(no_answer)?? {
                return Err(no_answer("the server has become a standby"));
            }
        }
        Ok(begun)
    }

    /// The connections, unless their server did not answer.
    fn found(&self) -> Option<PgPool> {
        let state = self.state();
        (!state.lost).then(|| state.pool.clone())
    }

    /// Whether somebody else gave up the connections while this was waiting for one.
    fn is_given_up(&self, error: &sqlx::Error) -> bool {
        let state = self.state();
        matches!(error, sqlx::Error::PoolClosed) && (state.lost || !state.pool.is_closed())
    }

    /// Lets go of connections whose server does not answer; whoever waits for one is told.
    fn give_up(&self, pool: &PgPool) {
        let mut state = self.state();
        // Somebody else may have found another server meanwhile.
        if !state.lost && !pool.is_closed() {
            state.lost = true;
            let pool = pool.clone();
            // Closing waits for connections in use, and they for a server that does not answer.
            tokio::spawn(async move { pool.close().await });
        }
    }

    /// Looks for a server, one who asks at a time.
    async fn search(&self) -> Result<PgPool> {
        let _turn = self.0.search.lock().await;
        if let Some(pool) = self.found() {
            return Ok(pool);
        }
        let failed = self.state().failed.clone();
        if let Some((at, why)) = failed
            && at.elapsed() < FAILED_FOR
        {
            return Err(failure(no_answer(why)));
        }
        let mut why = None;
        for choice in &self.0.choices {
            match probe(choice).await {
                Ok(true) if self.0.wanted == Wanted::Primary && self.0.choices.len() > 1 => {
                    why.get_or_insert_with(|| no_answer("only a standby answers"));
                }
                Ok(_) => return Ok(self.take(choice.clone())),
                Err(error) => why = Some(error),
            }
        }
        let why = why.unwrap_or_else(|| no_answer("no server is named"));
        self.state().failed = Some((Instant::now(), why.to_string()));
        Err(failure(why))
    }

    /// Takes a server that answers.
    fn take(&self, choice: PgConnectOptions) -> PgPool {
        let mut state = self.state();
        let before = state.pool.connect_options();
        if (before.get_host(), before.get_port()) != (choice.get_host(), choice.get_port()) {
            let wanted = self.0.wanted;
            let server = format!("{}:{}", choice.get_host(), choice.get_port());
            tracing::warn!(server, ?wanted, "another server of the database is used from now on");
        }
        *state = State { pool: pool_of(choice), lost: false, failed: None };
        state.pool.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Its fields are set together, so a panic elsewhere cannot have left half of it.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn pool_of(options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new()
        .max_connections(MOST_CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(|connection, _| {
            Box::pin(async move {
                // A server or pooler that knows none of these does without.
                let _ = sqlx::query(SETTINGS).execute(connection).await;
                Ok(())
            })
        })
        .connect_lazy_with(options)
}

/// Whether the server is there, and whether it is a standby.
async fn probe(options: &PgConnectOptions) -> sqlx::Result<bool> {
    let ask = async {
        let mut connection = options.connect().await?;
        let standby = is_standby(&mut connection).await?;
        connection.close().await?;
        Ok(standby)
    };
    timeout(PROBE, ask).await.map_err(no_answer)?
}

async fn is_standby(connection: &mut sqlx::PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar("select pg_is_in_recovery()").fetch_one(connection).await
}

/// One address for each of the servers that an address names.
fn list_addresses(url: &str) -> Vec<String> {
    let Some((scheme, rest)) = url.split_once("://") else { return vec![url.to_owned()] };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let (user, hosts) = match authority.rsplit_once('@') {
        Some((user, hosts)) => (format!("{user}@"), hosts),
        None => (String::new(), authority),
    };
    hosts.split(',').map(|host| format!("{scheme}://{user}{host}{path}")).collect()
}

fn options(url: &str) -> Result<PgConnectOptions> {
    Ok(PgConnectOptions::from_str(url)
        .map_err(|error| unreadable().because(error))?
        .application_name("strategraph")
        .statement_cache_capacity(KEPT_STATEMENTS)
        .disable_statement_logging())
}

fn unreadable() -> Error {
    Error::bad_user_input(
        "The address of the PostgreSQL database cannot be read: write postgres://user:password@host:port/database, with a comma between the hosts of several servers.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_server_or_several() {
        for (url, expected) in [
            ("postgres://u:p@a:1/x?y=z", &["postgres://u:p@a:1/x?y=z"][..]),
            (
                "postgres://u:p,q@a:1,b/x?y=z,w",
                &["postgres://u:p,q@a:1/x?y=z,w", "postgres://u:p,q@b/x?y=z,w"],
            ),
            ("postgres://[::1]:1,b", &["postgres://[::1]:1", "postgres://b"]),
            ("postgres:///x?host=/tmp", &["postgres:///x?host=/tmp"]),
        ] {
            assert_eq!(list_addresses(url), expected);
        }
    }
}
