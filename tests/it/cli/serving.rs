//! `strategraph serve` as a process: it says where it is, answers, follows the record, and ends.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    os::fd::OwnedFd,
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use super::{Home, printed};

/// Far longer than anything takes here.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running service; ended when it is dropped.
pub(super) struct Served {
    process: Child,
    greeting: String,
    _output: BufReader<ChildStdout>,
}

impl Served {
    pub(super) fn start(home: &Home) -> Self {
        Self::start_with(home, &[])
    }

    /// With these variables in its environment.
    pub(super) fn start_with(home: &Home, environment: &[(&str, &str)]) -> Self {
        let mut command = home.command(&["serve", "--listen", "127.0.0.1:0"]);
        Self::greeted(command.envs(environment.iter().copied()))
    }

    /// Started as a service manager does it, with a socket as its third descriptor.
    fn inheriting(home: &Home, socket: &TcpListener) -> Self {
        let socket = OwnedFd::from(socket.try_clone().unwrap());
        let program = home.command(&[]).get_program().to_owned();
        let script = "exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" serve";
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(program).env_clear().current_dir(home.path());
        Self::greeted(command.stdin(socket))
    }

    fn greeted(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut greeting = String::new();
        while !greeting.contains("Ctrl-C") {
            assert_ne!(output.read_line(&mut greeting).unwrap(), 0, "it ended: {greeting}");
        }
        Self { process, greeting, _output: output }
    }

    /// The address and port at which it says it is.
    pub(super) fn address(&self) -> &str {
        let line = self.greeting.lines().find(|line| line.contains("explorer")).unwrap();
        line.split("http://").nth(1).unwrap().trim_end_matches('/')
    }

    /// The answer to a GET: head and body.
    pub(super) fn get(&self, path: &str) -> String {
        let mut socket = TcpStream::connect(self.address()).unwrap();
        let address = self.address();
        write!(socket, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The revision of the view that answers.
    fn revision(&self) -> i64 {
        let answer = self.get("/graphql?query=%7B__typename%7D");
        let line = answer.lines().find_map(|line| line.strip_prefix("graphql-revision: "));
        line.unwrap_or_else(|| panic!("{answer}")).trim().parse().unwrap()
    }

    /// Ends it as an operator would; its exit code.
    pub(super) fn stop(mut self) -> Option<i32> {
        let number = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &number]).status().unwrap().success());
        self.process.wait().unwrap().code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn it_says_where_it_is_answers_there_and_ends_well_when_told_to() {
    let home = Home::new();
    let served = Served::start(&home);
    for part in ["42 partnerships", "/graphql", "/graphiql", "revision 1"] {
        assert!(served.greeting.contains(part), "{}", served.greeting);
    }
    for (path, part) in [
        ("/health", "200 OK"),
        ("/ready", "200 OK"),
        ("/partnerships/kent-and-medway", "Kent and Medway"),
        ("/graphql?query=%7Bdataset%7Bthemes%7D%7D", "\"themes\":78"),
        ("/nowhere", "404"),
    ] {
        let answer = served.get(path);
        assert!(answer.contains(part), "{path}: {answer}");
    }
    assert_eq!(served.stop(), Some(0));
}

#[test]
fn its_memory_is_of_small_pages() {
    let home = Home::new();
    let served = Served::start(&home);
    let status = fs::read_to_string(format!("/proc/{}/status", served.process.id())).unwrap();
    let huge = status.lines().find_map(|line| line.strip_prefix("THP_enabled:"));
    assert!(huge.is_none_or(|huge| huge.trim() == "0"), "{status}");
}

#[test]
fn what_another_process_ingests_appears_without_a_restart() {
    let home = Home::new();
    let served = Served::start(&home);
    let text = "# Heron\n\nThe heronry of Northmarsh gives every child the best start in life.\n";
    fs::write(home.path().join("heron.md"), text).unwrap();
    let output = home.run(&["ingest", "heron.md", "--partnership", "kent-and-medway"]);
    assert!(output.status.success(), "{output:?}");
    let began = Instant::now();
    while served.revision() < 2 {
        assert!(began.elapsed() < PATIENCE, "the view does not follow");
        std::thread::yield_now();
    }
    let found = served.get("/graphql?query=%7Bsearch(query:%22heronry%22)%7BtotalCount%7D%7D");
    assert!(found.contains("\"totalCount\":1"), "{found}");
    assert_eq!(served.stop(), Some(0));
}

#[test]
fn a_second_service_on_the_same_data_is_refused_and_told_who_holds_it() {
    let home = Home::new();
    let served = Served::start(&home);
    let output = home.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let message = printed(&output.stderr);
    let holder = format!("process {}", served.process.id());
    for part in ["in use", &holder, "--data-dir"] {
        assert!(message.contains(part), "{part} is not in: {message}");
    }
}

#[test]
fn a_taken_port_is_named_before_anything_is_loaded() {
    let (home, listener) = (Home::new(), TcpListener::bind("127.0.0.1:0").unwrap());
    let address = listener.local_addr().unwrap();
    let output = home.run(&["serve", "--listen", &address.to_string()]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let message = printed(&output.stderr);
    assert!(message.contains("taken") && message.contains("--listen"), "{message}");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "data was made for nothing");
}

#[test]
fn a_data_directory_that_cannot_be_made_is_named_by_every_command_that_needs_it() {
    let home = Home::new();
    fs::write(home.path().join("file"), "in the way").unwrap();
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["search", "carers"]] {
        let output = home.run(&[command, &["--data-dir", "file/data"]].concat());
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let message = printed(&output.stderr);
        assert!(message.contains("file/data") && message.contains("--data-dir"), "{message}");
    }
}

#[test]
fn a_damaged_index_is_made_anew_and_the_log_says_why() {
    let home = Home::new();
    Served::start(&home).stop();
    let index = home.path().join("data/index/search");
    let mut files = fs::read_dir(index).unwrap().map(|entry| entry.unwrap().path());
    let segment = |path: &PathBuf| path.extension().is_some_and(|end| end == "store");
    fs::write(files.find(segment).unwrap(), "no segment").unwrap();
    let mut command = home.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let log = BufReader::new(process.stderr.take().unwrap());
    let line = log.lines().map(Result::unwrap).find(|line| line.contains("search index built"));
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(line.expect("no line in the log").contains("it was damaged"));
}

#[test]
fn a_restart_under_a_service_manager_refuses_no_connection() {
    // The manager's part: a listening socket that is handed to one process after the other.
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    let home = Home::new();
    let first = Served::inheriting(&home, &socket);
    assert_eq!(first.address(), address.to_string());
    assert!(first.get("/health").contains("200 OK"));
    assert_eq!(first.stop(), Some(0));
    // Nobody serves now, and still a client can connect and ask.
    let mut waiting = TcpStream::connect(address).unwrap();
    write!(waiting, "GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")
        .unwrap();
    let second = Served::inheriting(&home, &socket);
    let mut answer = String::new();
    waiting.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("200 OK"), "{answer}");
    assert_eq!(second.stop(), Some(0));
}
