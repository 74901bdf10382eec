//! A fresh database for a test, on both engines always, and small records to fill it with.
//!
//! ```ignore
//! both_engines!(an_empty_record_has_revision_0, |database| async move {
//!     assert_eq!(database.store.revision().await.unwrap(), 0);
//! });
//! ```
//!
//! makes two tests, `…::on_sqlite` and `…::on_postgresql`. SQLite is a file in a directory of its
//! own; PostgreSQL is one server for the whole test binary, reached by a unix socket in a directory
//! of its own, which goes when the process ends, however that happens. Where PostgreSQL is not
//! installed the tests fail and say what to do. `STRATEGRAPH_TEST_POSTGRES_URL` names another
//! server; its user must be allowed to create databases. Rows to begin with are in [`sample`].

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Read as _},
    os::unix::{fs::chown, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Executor as _, postgres::PgConnectOptions,
    sqlite::SqliteConnectOptions,
};
use strategraph::store::Store;

pub(crate) mod sample;

/// A database that only this test uses, open and empty.
pub(crate) struct Database {
    /// The open database.
    pub(crate) store: Store,
    /// Its address, for opening it once more.
    pub(crate) url: String,
}

/// Makes one test of a body for each engine: `both_engines!(name, |database| async move { … });`
/// where `database` is a [`Database`].
macro_rules! both_engines {
    ($(#[$attribute:meta])* $name:ident, $body:expr $(,)?) => {
        $(#[$attribute])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                $crate::database::on_sqlite($body).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgresql() {
                $crate::database::on_postgresql($body).await;
            }
        }
    };
}
pub(crate) use both_engines;

/// Runs a test on a fresh SQLite file.
pub(crate) async fn on_sqlite<T, F: Future<Output = T>>(body: impl FnOnce(Database) -> F) -> T {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", directory.path().join("record.sqlite").display());
    let store = Store::open(&url).await.unwrap();
    let result = body(Database { store, url }).await;
    // Not a field of the database: a body that uses only some fields would drop the others first.
    directory.close().unwrap();
    result
}

/// Runs a test on a fresh PostgreSQL database.
pub(crate) async fn on_postgresql<T, F: Future<Output = T>>(body: impl FnOnce(Database) -> F) -> T {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("strategraph_test_{}_{number}", std::process::id());
    let server = server_url();
    run_sql(server, &format!("create database {name}")).await;
    let url = with_database(server, &name);
    let store = Store::open(&url).await.unwrap();
    let result = body(Database { store, url }).await;
    // A failed test leaves its database on a server that is not ours, to be looked at.
    if given_server().is_some() {
        run_sql(server, &format!("drop database {name} with (force)")).await;
    }
    result
}

impl Database {
    /// Runs a statement past the store, for making a database that the store itself never makes.
    pub(crate) async fn run_sql(&self, sql: &str) {
        if self.url.starts_with("postgres") {
            return run_sql(&self.url, sql).await;
        }
        let options: SqliteConnectOptions = self.url.parse().unwrap();
        let mut connection = options.connect().await.unwrap();
        connection.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    }
}

/// Runs a statement on a server.
pub(crate) async fn run_sql(url: &str, sql: &str) {
    let options: PgConnectOptions = url.parse().unwrap();
    let mut connection = options.connect().await.unwrap();
    connection.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
}

/// The address with another database in it.
fn with_database(url: &str, name: &str) -> String {
    let (address, query) =
        url.split_once('?').map_or((url, ""), |(address, query)| (address, query));
    let host_ends = address.find("://").map_or(0, |at| at + 3);
    let path = address[host_ends..].find('/').map_or(address.len(), |at| host_ends + at);
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}/{name}{mark}{query}", &address[..path])
}

fn given_server() -> Option<&'static str> {
    static GIVEN: OnceLock<Option<String>> = OnceLock::new();
    GIVEN.get_or_init(|| env::var("STRATEGRAPH_TEST_POSTGRES_URL").ok()).as_deref()
}

/// The server that is given, or our own, started at first use.
fn server_url() -> &'static str {
    static OWN: OnceLock<Server> = OnceLock::new();
    given_server().unwrap_or_else(|| &OWN.get_or_init(Server::start).url)
}

/// A PostgreSQL server of our own.
struct Server {
    url: String,
    /// The server runs while the standard input of this is open: until this process ends.
    _alive: Child,
}

/// Makes and starts a server, says “ready”, and stops it and removes its directory as soon as the
/// standard input ends. It has to outlive interrupts, which are for the tests, and the tests.
const RUN_SERVER: &str = r#"
trap '' INT TERM HUP PIPE
cd "$2" || exit 1
{
    "$1/initdb" -A trust -U postgres -E UTF8 --locale=C --no-sync -D data &&
    "$1/pg_ctl" -D data -w -l server.log start -o "-c listen_addresses= -c unix_socket_directories=$2 \
        -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300"
} >start.log 2>&1 && echo ready || cat start.log server.log
exec >&-
read -r _
"$1/pg_ctl" -D data -m immediate stop
cd / && rm -rf "$2"
"#;

impl Server {
    fn start() -> Self {
        let programs = find_programs().expect(
            "these tests need PostgreSQL's server programs: install Debian's package `postgresql`, or name a server in STRATEGRAPH_TEST_POSTGRES_URL",
        );
        // Not where TMPDIR says: the path of a unix socket may have 107 bytes at most.
        let directory = tempfile::Builder::new().prefix("strategraph-test-").tempdir_in("/tmp");
        let directory = directory.unwrap().keep();
        let mut command = Command::new("sh");
        command.args(["-c", RUN_SERVER, "sh"]).arg(programs).arg(&directory);
        run_as_postgres(&mut command, &directory);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        if line != "ready\n" {
            said.read_to_string(&mut line).unwrap();
            panic!("PostgreSQL did not start: {line}");
        }
        let url = format!("postgres://postgres@localhost/postgres?host={}", directory.display());
        Self { url, _alive: child }
    }
}

/// PostgreSQL refuses to run as root; its Debian package has a user for it.
pub(crate) fn run_as_postgres(command: &mut Command, directory: &Path) {
    if id(&["-u"]) != 0 {
        return;
    }
    let (user, group) = (id(&["-u", "postgres"]), id(&["-g", "postgres"]));
    chown(directory, Some(user), Some(group)).unwrap();
    command.uid(user).gid(group);
}

fn id(arguments: &[&str]) -> u32 {
    let output = Command::new("id").args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().parse().expect(
        "PostgreSQL does not run as root, and there is no user `postgres` to run it as: install Debian's package `postgresql`",
    )
}

/// The directory of `initdb`: the newest of Debian's, else the one on the path.
pub(crate) fn find_programs() -> Option<PathBuf> {
    let version = |path: &PathBuf| path.parent()?.file_name()?.to_str()?.parse::<u32>().ok();
    let debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|path| path.join("initdb").exists())
        .max_by_key(version);
    let path = env::var_os("PATH").unwrap_or_default();
    debian.or_else(|| env::split_paths(&path).find(|path| path.join("initdb").exists()))
}

#[test]
fn the_address_of_a_server_becomes_that_of_a_database() {
    let url = with_database("postgres://u:p@host:5432/postgres?host=/tmp/x", "mine");
    assert_eq!(url, "postgres://u:p@host:5432/mine?host=/tmp/x");
    assert_eq!(with_database("postgres://host", "mine"), "postgres://host/mine");
}
