//! Connections and the end of the process, over real sockets.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

use axum::{Router, routing::get};
use strategraph::{app, error::Code};
use tokio::sync::{Semaphore, mpsc};

use super::NEVER;

const PATIENT: app::Patience =
    app::Patience { shutdown: NEVER, request_head: NEVER, connections: 10 };

/// A server on a free port whose `/` waits for the gate; `started` gets a permit for each request.
struct Server {
    address: SocketAddr,
    stop: mpsc::Sender<app::Stop>,
    started: Arc<Semaphore>,
    gate: Arc<Semaphore>,
    ending: tokio::task::JoinHandle<app::Ending>,
}

impl Server {
    async fn start(patience: app::Patience) -> Self {
        let (started, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let page = {
            let (started, gate) = (started.clone(), gate.clone());
            get(async move || {
                started.add_permits(1);
                gate.acquire().await.unwrap().forget();
                "finished"
            })
        };
        let (listener, address) = app::bind("127.0.0.1:0").await.unwrap();
        let (stop, stops) = mpsc::channel(2);
        let routes = super::app(Router::new().route("/", page));
        let ending = tokio::spawn(app::serve(listener, routes, patience, stops));
        Self { address, stop, started, gate, ending }
    }

    /// Sends a request over a real socket and waits until its handler runs.
    async fn request(&self, connection: &'static str) -> tokio::task::JoinHandle<String> {
        let address = self.address;
        let answer = tokio::task::spawn_blocking(move || {
            let mut socket = TcpStream::connect(address).unwrap();
            let head = format!("GET / HTTP/1.1\r\nHost: a\r\nConnection: {connection}\r\n\r\n");
            socket.write_all(head.as_bytes()).unwrap();
            let mut answer = String::new();
            let _ = socket.read_to_string(&mut answer);
            answer
        });
        self.started.acquire().await.unwrap().forget();
        answer
    }
}

/// Waits until the listener is closed; connects again and again rather than for a guessed time.
async fn refuses_connections(address: SocketAddr) {
    let refused = async {
        while tokio::net::TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(NEVER, refused).await.unwrap();
}

#[tokio::test]
async fn the_first_signal_lets_a_running_request_finish_and_takes_no_new_one() {
    let server = Server::start(PATIENT).await;
    let answer = server.request("keep-alive").await;
    server.stop.send(app::Stop).await.unwrap();
    refuses_connections(server.address).await;
    server.gate.add_permits(1);
    let answer = tokio::time::timeout(Duration::from_secs(10), answer).await.unwrap().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("finished"), "{answer}");
    assert_eq!(server.ending.await.unwrap(), app::Ending::Finished);
}

#[tokio::test]
async fn the_second_signal_ends_at_once() {
    let server = Server::start(PATIENT).await;
    let _answer = server.request("keep-alive").await;
    server.stop.send(app::Stop).await.unwrap();
    server.stop.send(app::Stop).await.unwrap();
    assert_eq!(server.ending.await.unwrap(), app::Ending::Forced);
    server.gate.add_permits(1);
}

#[tokio::test]
async fn a_request_that_does_not_finish_holds_up_the_end_only_for_a_while() {
    let server =
        Server::start(app::Patience { shutdown: Duration::from_millis(50), ..PATIENT }).await;
    let _answer = server.request("keep-alive").await;
    server.stop.send(app::Stop).await.unwrap();
    assert_eq!(server.ending.await.unwrap(), app::Ending::TimedOut);
    server.gate.add_permits(1);
}

#[tokio::test]
async fn a_client_that_sends_no_request_is_let_go_and_one_that_is_answered_may_ask_again() {
    let request_head = Duration::from_millis(50);
    let server = Server::start(app::Patience { request_head, ..PATIENT }).await;
    server.gate.add_permits(2);
    let address = server.address;
    let silent = tokio::task::spawn_blocking(move || {
        let mut socket = TcpStream::connect(address).unwrap();
        socket.write_all(b"GET / HT").unwrap();
        socket.read_to_string(&mut String::new()).unwrap()
    });
    // Far less than the 30 seconds that the HTTP library would wait by itself.
    let silent = tokio::time::timeout(Duration::from_secs(10), silent).await.unwrap();
    assert_eq!(silent.unwrap(), 0, "an unfinished request got an answer");
    let twice = tokio::task::spawn_blocking(move || {
        let mut socket = TcpStream::connect(address).unwrap();
        socket
            .write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            .unwrap();
        let mut answers = String::new();
        socket.read_to_string(&mut answers).unwrap();
        answers
    });
    assert_eq!(twice.await.unwrap().matches("finished").count(), 2);
}

#[tokio::test]
async fn a_connection_over_the_bound_waits_until_another_ends() {
    let server = Server::start(app::Patience { connections: 1, ..PATIENT }).await;
    let first = server.request("close").await;
    let address = server.address;
    let mut second = tokio::task::spawn_blocking(move || {
        let mut socket = TcpStream::connect(address).unwrap();
        socket.write_all(b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    });
    let early = tokio::time::timeout(Duration::from_millis(50), &mut second).await;
    assert!(early.is_err(), "the second connection did not wait");
    server.gate.add_permits(1);
    assert!(first.await.unwrap().ends_with("finished"));
    assert!(second.await.unwrap().starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_taken_port_is_named_with_the_flag_that_changes_it() {
    let (_listener, address) = app::bind("127.0.0.1:0").await.unwrap();
    let error = app::bind(&address.to_string()).await.unwrap_err();
    assert_eq!(error.code(), Code::Unavailable);
    for part in [address.port().to_string().as_str(), "taken", "--listen"] {
        assert!(error.public().contains(part), "{error}");
    }
    for nonsense in ["8080", "nowhere:x", "127.0.0.1:99999"] {
        let error = app::bind(nonsense).await.unwrap_err();
        assert!(error.public().contains("--listen"), "{error}");
    }
}
