//! A service as a process of its own, to be starved, cut off and killed; and what it logs.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use strategraph::store::Store;
use strategraph::write::{keep_seed_fingerprint, load_seed};

use crate::{
    database::{Database, sample},
    releases::clock,
};

/// Far longer than anything takes here.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// The data directory of a service and the database that it uses.
pub(super) struct Site {
    pub(super) home: tempfile::TempDir,
    pub(super) url: Option<String>,
}

impl Site {
    /// With the sample as a record that no seed replaces.
    pub(super) async fn new(database: &Database) -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("data")).unwrap();
        let url = database.url.starts_with("postgres").then(|| database.url.clone());
        let site = Self { home, url };
        site.fill().await;
        site
    }

    pub(super) async fn fill(&self) {
        let store = self.store().await;
        load_seed(&store, &clock(), sample::record(), "test").await.unwrap();
        keep_seed_fingerprint(&store, "corpus:test").await.unwrap();
        store.close().await;
    }

    pub(super) fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    pub(super) async fn store(&self) -> Store {
        let file = self.data().join("strategraph.sqlite");
        let url = self.url.clone().unwrap_or_else(|| format!("sqlite://{}", file.display()));
        Store::open(&url).await.unwrap()
    }

    /// The words with which the program is started here.
    pub(super) fn words(&self, arguments: &[&str]) -> Vec<String> {
        let mut words = vec![env!("CARGO_BIN_EXE_strategraph").to_owned()];
        words.extend(arguments.iter().map(|word| (*word).to_owned()));
        words.extend(["--data-dir".to_owned(), self.data().display().to_string()]);
        if let Some(url) = &self.url {
            words.extend(["--database-url".to_owned(), url.clone()]);
        }
        words
    }

    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let words = self.words(arguments);
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).current_dir(self.home.path()).env_clear();
        command.stdin(Stdio::null());
        command
    }

    /// A service of its own words, behind `before` if there is any (such as a shell that sets
    /// limits and then becomes the program).
    pub(super) fn serve(&self, before: &[&str]) -> Running {
        self.serve_with(&[], before)
    }

    /// The same with further arguments.
    pub(super) fn serve_with(&self, further: &[&str], before: &[&str]) -> Running {
        let own = ["serve", "--listen", "127.0.0.1:0", "--log-format", "text"];
        let words = self.words(&[&own[..], further].concat());
        let all: Vec<String> = before.iter().map(|word| (*word).to_owned()).chain(words).collect();
        let log = self.home.path().join("log");
        let mut command = Command::new(&all[0]);
        command.args(&all[1..]).current_dir(self.home.path());
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&log).unwrap());
        Running::greeted(command.spawn().unwrap(), log)
    }

    /// Writes a document that nothing else is like.
    pub(super) fn document(&self, number: usize) -> String {
        let name = format!("heron-{number}.md");
        let mut text = format!("# Heronry {number}\n\n");
        for line in 0..40 {
            let _ = write!(
                text,
                "The heronry {number} opens family hubs with the police, paragraph {line}.\n\n"
            );
        }
        fs::write(self.home.path().join(&name), text).unwrap();
        name
    }

    /// Ingests a document to the end.
    pub(super) fn ingest(&self, number: usize) -> std::process::Output {
        let name = self.document(number);
        self.command(&["ingest", &name, "--partnership", "north-shore"]).output().unwrap()
    }
}

/// A running service; killed when it is dropped.
pub(super) struct Running {
    pub(super) process: Child,
    greeting: String,
    log: PathBuf,
    _output: BufReader<ChildStdout>,
}

impl Running {
    fn greeted(mut process: Child, log: PathBuf) -> Self {
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut greeting = String::new();
        while !greeting.contains("Ctrl-C") {
            let read = output.read_line(&mut greeting).unwrap();
            assert_ne!(read, 0, "it ended: {}", fs::read_to_string(&log).unwrap());
        }
        Self { process, greeting, log, _output: output }
    }

    pub(super) fn address(&self) -> &str {
        let line = self.greeting.lines().find(|line| line.contains("explorer")).unwrap();
        line.split("http://").nth(1).unwrap().trim_end_matches('/')
    }

    /// Head and body of the answer to a GET; empty where the connection was cut.
    pub(super) fn get(&self, path: &str) -> String {
        self.send("GET", path, &[], "")
    }

    /// The same with another method, further lines of the head, and a body.
    pub(super) fn send(&self, method: &str, path: &str, head: &[&str], body: &str) -> String {
        let Ok(mut socket) = TcpStream::connect(self.address()) else { return String::new() };
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        let (address, length) = (self.address(), body.len());
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\n");
        for line in head {
            let _ = write!(request, "{line}\r\n");
        }
        let _ = write!(request, "Content-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        let mut answer = Vec::new();
        let _ = socket.write_all(request.as_bytes()).and_then(|()| socket.read_to_end(&mut answer));
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Asks until the answer has these words.
    pub(super) fn wait_for(&self, path: &str, words: &str) -> String {
        let began = Instant::now();
        loop {
            let answer = self.get(path);
            if answer.contains(words) {
                return answer;
            }
            assert!(began.elapsed() < PATIENCE, "no “{words}” at {path}: {answer}\n{}", self.log());
            // Another process is asked: not faster than its limit for one client allows.
            std::thread::park_timeout(Duration::from_millis(25));
        }
    }

    /// How many lines of the log have these words.
    pub(super) fn logged(&self, words: &str) -> usize {
        self.log().lines().filter(|line| line.contains(words)).count()
    }

    pub(super) fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Ends it at once, as a crash of the machine would.
    pub(super) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// How many texts of the record a question finds.
pub(super) const FOUND: &str =
    "/graphql?query=%7Bsearch(query:%22heronry%22,filter:%7Bkinds:[PASSAGE]%7D)%7BtotalCount%7D%7D";

/// The bytes below a directory.
pub(super) fn size_of(path: &Path) -> u64 {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(found) if found.is_dir() => size_of(&entry.path()),
            Ok(found) => found.len(),
            Err(_) => 0,
        })
        .sum()
}
