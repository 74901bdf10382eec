//! Between clients: how often and how much at once each may ask, who a client is, and who may read
//! the metrics.

use std::{net::IpAddr, num::NonZeroU32, sync::Arc};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    routing::get,
};
use strategraph::{
    config::{Networks, Secret, SettingValue as _},
    http::{ClientLimits, Limits, Peer, Shell, start_measuring},
};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use super::{ask, header_of, json, shell, text};

fn from(peer: &str, path: &str) -> Request<Body> {
    let mut request = ask(path);
    request.extensions_mut().insert(Peer(peer.parse::<IpAddr>().unwrap()));
    request
}

fn app(clients: ClientLimits, routes: Router) -> Router {
    let limits = Limits { clients, concurrent_requests: 100, ..shell().limits };
    Shell { limits, ..shell() }.around(routes)
}

fn slow(burst: u32) -> ClientLimits {
    ClientLimits {
        requests_per_second: NonZeroU32::MIN,
        burst: NonZeroU32::new(burst).unwrap(),
        ..ClientLimits::default()
    }
}

fn hello() -> Router {
    Router::new().route("/", get(async || "hello"))
}

#[tokio::test]
async fn a_client_that_asks_too_often_is_told_when_to_come_back_and_others_are_not() {
    let app = app(slow(3), hello());
    for _ in 0..3 {
        let answer = app.clone().oneshot(from("1.2.3.4", "/")).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    let answer = app.clone().oneshot(from("1.2.3.4", "/")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(header_of(&answer, "retry-after").parse::<u64>().unwrap() >= 1);
    assert_eq!(header_of(&answer, "access-control-allow-origin"), "*");
    let body = json(answer).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "RATE_LIMITED");
    assert_eq!(body["errors"][0]["extensions"]["requestId"], "made");
    let answer = app.clone().oneshot(from("1.2.3.5", "/")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "another client");
    let answer = app.oneshot(from("1.2.3.4", "/health")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "probes are never refused");
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_of_its_clients_is_counted_for_itself() {
    let trusted_proxies = Networks::parse("10.0.0.0/8").ok();
    let app = app(ClientLimits { trusted_proxies, ..slow(1) }, hello());
    for (peer, client, status) in [
        ("10.0.0.1", "1.2.3.4", 200),
        ("10.0.0.1", "1.2.3.5", 200),
        ("10.0.0.1", "1.2.3.4", 429),
        // From elsewhere the header is only a claim.
        ("9.9.9.9", "1.2.3.6", 200),
        ("9.9.9.9", "1.2.3.7", 429),
    ] {
        let mut request = from(peer, "/");
        request.headers_mut().insert("x-forwarded-for", client.parse().unwrap());
        let answer = app.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), status, "{peer} {client}");
    }
}

#[tokio::test]
async fn one_client_cannot_take_all_the_room() {
    let (started, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let page = {
        let (started, gate) = (started.clone(), gate.clone());
        get(async move || {
            started.add_permits(1);
            gate.acquire().await.unwrap().forget();
            "done"
        })
    };
    let clients = ClientLimits { concurrent: 2, ..ClientLimits::default() };
    let app = app(clients, Router::new().route("/", page));
    let ask = |peer: &str| tokio::spawn(app.clone().oneshot(from(peer, "/")));
    let running = [ask("1.2.3.4"), ask("1.2.3.4")];
    started.acquire_many(2).await.unwrap().forget();
    let refused = app.clone().oneshot(from("1.2.3.4", "/")).await.unwrap();
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(header_of(&refused, "retry-after"), "1");
    let other = ask("1.2.3.5");
    started.acquire().await.unwrap().forget();
    gate.add_permits(3);
    for answer in running.into_iter().chain([other]) {
        assert_eq!(answer.await.unwrap().unwrap().status(), StatusCode::OK);
    }
    gate.add_permits(1);
    let again = app.oneshot(from("1.2.3.4", "/")).await.unwrap();
    assert_eq!(again.status(), StatusCode::OK, "room was given back");
}

#[tokio::test]
async fn metrics_are_told_on_this_machine_or_with_the_token_and_to_nobody_else() {
    start_measuring().unwrap();
    let app = |token: Option<&str>| {
        let metrics_token = token.map(|token| Secret::parse(token).unwrap());
        Shell { metrics_token, ..shell() }.around(hello())
    };
    let with = |peer: &str, token: &str| {
        let mut request = from(peer, "/metrics");
        if !token.is_empty() {
            let value = format!("Bearer {token}").parse().unwrap();
            request.headers_mut().insert(header::AUTHORIZATION, value);
        }
        request
    };
    let secret = "a secret of the house";
    for (setting, peer, token, status) in [
        (None, "127.0.0.1", "", 200),
        (None, "::1", "", 200),
        (None, "1.2.3.4", "", 403),
        (None, "1.2.3.4", secret, 403),
        (Some(secret), "1.2.3.4", secret, 200),
        (Some(secret), "127.0.0.1", "", 401),
        (Some(secret), "127.0.0.1", "a secret of the mouse", 401),
    ] {
        let answer = app(setting).oneshot(with(peer, token)).await.unwrap();
        assert_eq!(answer.status(), status, "{setting:?} {peer} {token}");
    }
    let answer = app(None).oneshot(ask("/metrics")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN, "who it is is not known");
}

#[tokio::test]
async fn metrics_count_requests_by_route_and_tell_revision_and_lag() {
    start_measuring().unwrap();
    let app = Shell { ..shell() }.around(Router::new().route("/things/{slug}", get(async || "")));
    for path in ["/things/a", "/things/b", "/nowhere/at/all"] {
        app.clone().oneshot(from("127.0.0.1", path)).await.unwrap();
    }
    let told = text(app.oneshot(from("127.0.0.1", "/metrics")).await.unwrap()).await;
    for line in [
        "strategraph_requests_total{method=\"GET\",route=\"/things/{slug}\",status=\"2xx\"} 2",
        "strategraph_request_seconds_bucket{route=\"/things/{slug}\",le=\"+Inf\"} 2",
        "strategraph_revision 5",
        "strategraph_record_revision 7",
        "strategraph_view_lag_revisions 2",
        "strategraph_refresh_failing 0",
        "strategraph_resident_memory_bytes ",
    ] {
        assert!(told.contains(line), "no “{line}” in\n{told}");
    }
    assert!(!told.contains("nowhere"), "what clients send became a label");
}
