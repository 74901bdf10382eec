//! PostgreSQL servers of one test alone, on ports of this machine: to be stopped, started, followed by
//! a standby, and promoted.

use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::database::{find_programs, run_as_postgres, run_sql};

/// A server with its data in a directory of its own; stopped when it is dropped.
pub(super) struct Server {
    directory: PathBuf,
    pub(super) port: u16,
}

impl Server {
    /// A primary that runs.
    pub(super) fn new() -> Self {
        let server = Self::prepare();
        let data = server.data();
        server.run(
            "initdb",
            &[
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "-D",
                &data,
            ],
        );
        server.start();
        server
    }

    /// A standby that runs and follows this server by streaming.
    pub(super) fn standby(&self) -> Self {
        let standby = Self::prepare();
        let (data, port) = (standby.data(), self.port.to_string());
        let copy = [
            "-h",
            "127.0.0.1",
            "-p",
            &port,
            "-U",
            "postgres",
            "-D",
            &data,
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "--no-sync",
        ];
        standby.run("pg_basebackup", &copy);
        standby.start();
        standby
    }

    fn prepare() -> Self {
        // Not where TMPDIR says: the path of a unix socket may have 107 bytes at most.
        let directory = tempfile::Builder::new().prefix("strategraph-server-").tempdir_in("/tmp");
        // Below the ports that the system gives to whoever asks for any, so that nobody gets it before
        // the server has it.
        let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
        let begin = 20_000 + u16::try_from(std::process::id() % 6_000).unwrap();
        let port = (begin..begin + 6_000).filter(free).find(|port| claim(*port)).unwrap();
        Self { directory: directory.unwrap().keep(), port }
    }

    fn data(&self) -> String {
        self.directory.join("data").display().to_string()
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        assert!(self.try_to_run(program, arguments), "{program} {arguments:?}");
    }

    fn try_to_run(&self, program: &str, arguments: &[&str]) -> bool {
        let programs =
            find_programs().expect("PostgreSQL's programs are installed for these tests");
        let mut command = Command::new(programs.join(program));
        command.args(arguments).current_dir("/tmp").stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        run_as_postgres(&mut command, &self.directory);
        command.status().unwrap().success()
    }

    pub(super) fn start(&self) {
        // What was committed is written at once (not synchronous_commit=off): it must outlive the stop.
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={} -c unix_socket_directories={} -c fsync=off",
            self.port,
            self.directory.display()
        );
        let log = self.directory.join("log").display().to_string();
        self.run("pg_ctl", &["-D", &self.data(), "-w", "-l", &log, "-o", &options, "start"]);
    }

    /// Ends it as a crash of its machine would.
    pub(super) fn stop(&self) {
        assert!(self.try_to_stop());
    }

    fn try_to_stop(&self) -> bool {
        self.try_to_run("pg_ctl", &["-D", &self.data(), "-w", "-m", "immediate", "stop"])
    }

    /// Makes a standby take writes.
    pub(super) fn promote(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-w", "promote"]);
    }

    /// Runs a statement on it.
    pub(super) async fn tell(&self, sql: &str) {
        run_sql(&self.url(), sql).await;
    }

    /// Acknowledges nothing that a standby has not got.
    pub(super) async fn wait_for_standby(&self) {
        self.tell("alter system set synchronous_standby_names = '*'").await;
        self.tell("select pg_reload_conf()").await;
    }

    pub(super) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub(super) fn url(&self) -> String {
        url(&[&self.host()])
    }
}

/// The address of the record on these servers.
pub(super) fn url(hosts: &[&str]) -> String {
    format!("postgres://postgres@{}/postgres", hosts.join(","))
}

/// Whether this test takes a port that no other test of this process has.
fn claim(port: u16) -> bool {
    static TAKEN: std::sync::Mutex<Vec<u16>> = std::sync::Mutex::new(Vec::new());
    let mut taken = TAKEN.lock().unwrap();
    let new = !taken.contains(&port);
    taken.push(port);
    new
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.directory.join("data/postmaster.pid").exists() {
            // Also after a failed test; a second panic would hide the first.
            let _ = self.try_to_stop();
        }
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}
