//! Tests of the area `fetch`: documents from a server of our own on this machine, which only a
//! permission in code lets a fetcher reach.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Redirect},
    routing::get,
};
use strategraph::fetch::{FetchError, FetchLimits, Fetcher};

const LIMITS: FetchLimits =
    FetchLimits { bytes: 10_000, seconds: 10, redirects: 3, pause_milliseconds: 0 };

/// A server with documents; it ends with the test's runtime.
async fn serve() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let agent = |headers: HeaderMap| async move {
        headers[header::USER_AGENT].to_str().unwrap().to_owned()
    };
    let to = |place: &'static str| get(move || async move { Redirect::temporary(place) });
    let routes = Router::new()
        .route("/robots.txt", get(|| async { "User-agent: *\nDisallow: /private\n" }))
        .route("/plan", get(|| async { "Our plan." }))
        .route("/agent", get(agent))
        .route("/moved", to("/plan"))
        .route("/circle", to("/circle"))
        .route("/inside", to("http://169.254.169.254/latest/meta-data"))
        .route("/loopback", to("http://[::ffff:127.0.0.1]:1/"))
        .route("/file", to("file:///etc/hostname"))
        .route("/to-private", to("/private/plan"))
        .route("/private/plan", get(|| async { "Not for programs." }))
        .route("/large", get(|| async { vec![b'a'; 20_000] }))
        .route(
            "/picture",
            get(|| async { ([(header::CONTENT_TYPE, "image/png")], "x").into_response() }),
        )
        .route("/gone", get(|| async { StatusCode::GONE }));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

async fn fetch(limits: FetchLimits, path: &str) -> Result<String, FetchError> {
    let address = serve().await;
    let fetcher = Fetcher::reaching(limits, vec![address]);
    let answer = fetcher.fetch(&format!("http://{address}{path}")).await?;
    Ok(String::from_utf8(answer.bytes).unwrap())
}

#[tokio::test]
async fn a_document_is_fetched_through_redirects_by_a_program_that_says_its_name() {
    assert_eq!(fetch(LIMITS, "/plan").await.unwrap(), "Our plan.");
    assert_eq!(fetch(LIMITS, "/moved").await.unwrap(), "Our plan.");
    assert!(fetch(LIMITS, "/agent").await.unwrap().starts_with("Strategraph/"));
}

#[tokio::test]
async fn no_hop_leads_into_a_network() {
    for path in ["/inside", "/loopback"] {
        let refused = fetch(LIMITS, path).await.unwrap_err();
        assert!(matches!(refused, FetchError::Private { .. }), "{path}: {refused}");
    }
    let refused = fetch(LIMITS, "/file").await.unwrap_err();
    assert!(matches!(refused, FetchError::Scheme { .. }), "{refused}");
}

#[tokio::test]
async fn this_machine_and_its_network_are_refused_however_they_are_written() {
    let address = serve().await;
    let port = address.port();
    let fetcher = Fetcher::new(LIMITS);
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "0.0.0.0",
    ] {
        let refused = fetcher.fetch(&format!("http://{host}:{port}/plan")).await.unwrap_err();
        assert!(matches!(refused, FetchError::Private { .. }), "{host}: {refused}");
    }
    for address in
        ["file:///etc/hostname", "ftp://example.org/a", "gopher://example.org", "data:text/plain,a"]
    {
        let refused = fetcher.fetch(address).await.unwrap_err();
        assert!(matches!(refused, FetchError::Scheme { .. }), "{address}: {refused}");
    }
    let refused = fetcher.fetch("https://user:word@example.org/").await.unwrap_err();
    assert_eq!(refused, FetchError::Credentials);
    assert!(matches!(fetcher.fetch("plan.pdf").await, Err(FetchError::NoAddress { .. })));
}

#[tokio::test]
async fn limits_hold_while_the_document_comes() {
    assert_eq!(fetch(LIMITS, "/large").await.unwrap_err(), FetchError::TooLarge { limit: 10_000 });
    assert_eq!(
        fetch(LIMITS, "/circle").await.unwrap_err(),
        FetchError::TooManyRedirects { limit: 3 }
    );
    assert_eq!(fetch(LIMITS, "/gone").await.unwrap_err(), FetchError::Status { status: 410 });
    assert!(matches!(fetch(LIMITS, "/picture").await, Err(FetchError::OtherType { .. })));
}

#[tokio::test]
async fn what_a_site_asks_programs_to_leave_is_left_also_behind_a_redirect() {
    for path in ["/private/plan", "/to-private"] {
        assert_eq!(fetch(LIMITS, path).await.unwrap_err(), FetchError::Robots, "{path}");
    }
}

#[tokio::test]
async fn two_requests_to_one_host_are_apart() {
    let address = serve().await;
    let limits = FetchLimits { pause_milliseconds: 150, ..LIMITS };
    let fetcher = Fetcher::reaching(limits, vec![address]);
    let start = Instant::now();
    for _ in 0..2 {
        fetcher.fetch(&format!("http://{address}/plan")).await.unwrap();
    }
    // After robots.txt and after the first document.
    assert!(start.elapsed() >= Duration::from_millis(300), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_host_that_does_not_answer_is_named_with_what_to_check() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let fetcher = Fetcher::reaching(LIMITS, vec![address]);
    let refused = fetcher.fetch(&format!("http://{address}/plan")).await.unwrap_err();
    assert!(matches!(refused, FetchError::Unreachable { .. }), "{refused}");
    assert!(refused.to_string().contains("online"), "{refused}");
}
