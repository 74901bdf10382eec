//! PostgreSQL goes away under a running service and comes back: reads go on, writes fail clearly
//! and succeed later, the log says it once.

use std::{path::PathBuf, process::Command};

use super::process::{FOUND, Site};
use crate::database::{find_programs, run_as_postgres};

/// A server of this test alone, which can be stopped and started.
struct Server {
    directory: PathBuf,
}

impl Server {
    fn new() -> Self {
        // Not where TMPDIR says: the path of a unix socket may have 107 bytes at most.
        let directory = tempfile::Builder::new().prefix("strategraph-outage-").tempdir_in("/tmp");
        let server = Self { directory: directory.unwrap().keep() };
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
        command.args(arguments).current_dir("/tmp").stdin(std::process::Stdio::null());
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        run_as_postgres(&mut command, &self.directory);
        command.status().unwrap().success()
    }

    fn start(&self) {
        // What was committed is written at once (not synchronous_commit=off): it must outlive the stop.
        let options = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c fsync=off",
            self.directory.display()
        );
        let log = self.directory.join("log").display().to_string();
        self.run("pg_ctl", &["-D", &self.data(), "-w", "-l", &log, "-o", &options, "start"]);
    }

    fn stop(&self) {
        assert!(self.try_to_stop());
    }

    fn try_to_stop(&self) -> bool {
        self.try_to_run("pg_ctl", &["-D", &self.data(), "-w", "-m", "immediate", "stop"])
    }

    fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.directory.display())
    }
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

#[tokio::test]
async fn a_service_outlives_its_database_and_follows_it_again() {
    let server = Server::new();
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("data")).unwrap();
    let site = Site { home, url: Some(server.url()) };
    site.fill().await;
    let service = site.serve(&[]);
    assert!(site.ingest(1).status.success());
    let before = service.wait_for(FOUND, "\"totalCount\":40");
    let revision = |answer: &str| {
        answer.lines().find_map(|line| line.strip_prefix("graph-revision: ").map(str::to_owned))
    };
    assert!(revision(&before).is_some(), "{before}");
    for round in 1..=2 {
        server.stop();
        service.wait_for("/ready", "cannot be reached");
        let during = service.get(FOUND);
        assert!(during.contains(&format!("\"totalCount\":{}", 40 * round)), "{during}");
        assert!(revision(&during).is_some(), "{during}");
        assert!(service.get("/partnerships/north-shore").contains("200 OK"));
        let output = site.ingest(1 + round);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(message.contains("The database cannot be reached"), "{message}");
        server.start();
        assert!(site.ingest(1 + round).status.success());
        let after = service.wait_for(FOUND, &format!("\"totalCount\":{}", 40 * (round + 1)));
        assert_ne!(revision(&after), revision(&before));
        service.wait_for("/ready", "\"trouble\":null");
        assert_eq!(service.logged("cannot be brought to the record"), round, "{}", service.log());
        assert_eq!(service.logged("follows the record again"), round, "{}", service.log());
    }
}
