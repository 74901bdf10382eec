//! What the log says of requests.

use std::{cell::RefCell, io, sync::Once};

use axum::{Router, routing::get};
use strategraph::{
    error::Error,
    http::Failure,
    telemetry::{self, Form},
};
use tower::ServiceExt as _;

use super::{app, ask};

thread_local! {
    /// What was logged on this thread; each test has a thread of its own.
    static LOGGED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Writes to the buffer of the thread that logs.
struct Writer;

impl io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOGGED.with_borrow_mut(|logged| logged.extend(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Starts one log for the whole test process. (A subscriber for one thread alone would lose lines:
/// another thread without one can make the tracing library believe that nobody listens.)
fn listen() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let log = telemetry::subscriber(Form::Json, "debug", || Writer).unwrap();
        tracing::subscriber::set_global_default(log).unwrap();
        tracing::callsite::rebuild_interest_cache();
    });
    LOGGED.take();
}

/// The lines that this thread has logged since [`listen`].
fn heard() -> Vec<serde_json::Value> {
    let text = String::from_utf8(LOGGED.take()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn every_log_line_of_a_request_carries_its_id_and_the_cause_is_logged_once() {
    listen();
    let fail = get(async || -> Result<(), Failure> {
        let inner = tracing::info_span!("library");
        inner.in_scope(|| tracing::info!("working"));
        Err(Error::internal("the disk is on fire").into())
    });
    let request = ask("/search?q=private");
    app(Router::new().route("/search", fail)).oneshot(request).await.unwrap();
    let lines = heard();
    assert!(lines.iter().any(|line| line["message"] == "working"), "{lines:?}");
    for line in &lines {
        assert_eq!(line["spans"][0]["request_id"], "made", "{line}");
    }
    let causes = lines.iter().filter(|line| line["cause"].to_string().contains("fire"));
    assert_eq!(causes.count(), 1, "{lines:?}");
    let access = lines.last().unwrap();
    assert_eq!(access["path"], "/search");
    assert_eq!((&access["method"], &access["status"]), (&"GET".into(), &500.into()));
    assert!(access["duration_ms"].is_number(), "{access}");
    assert!(!format!("{lines:?}").contains("private"), "the query string is in the log");
}

#[tokio::test]
async fn a_panic_is_logged_once_with_the_request_id_and_its_place() {
    async fn broken() -> &'static str {
        panic!("secret detail")
    }
    listen();
    telemetry::log_panics();
    app(Router::new().route("/", get(broken))).oneshot(ask("/")).await.unwrap();
    // Other tests of this process shall tell on standard error why they fail.
    drop(std::panic::take_hook());
    let lines = heard();
    let panics: Vec<_> = lines.iter().filter(|line| line["level"] == "ERROR").collect();
    assert_eq!(panics.len(), 1, "{lines:?}");
    assert_eq!(panics[0]["panic"], "secret detail");
    assert_eq!(panics[0]["spans"][0]["request_id"], "made");
    assert!(panics[0]["place"].as_str().unwrap().contains("log.rs"), "{lines:?}");
}
