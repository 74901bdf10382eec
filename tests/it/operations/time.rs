//! The clock of the machine jumps, forward by years and back: order, bounds and waits do not depend
//! on it; only what is told by date does.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use strategraph::{
    app::Service,
    clock::Clock,
    http::{Peer, addresses::BaseUrl},
    model::Role,
    store::Store,
    write::{create_token, load_seed},
};
use tower::ServiceExt as _;

use super::standby::WRITE;
use crate::{
    database::{Database, both_engines},
    releases::{Place, seed},
};

/// Far longer than anything takes here.
const PATIENCE: Duration = Duration::from_mins(1);

const NOW: &str = "2026-11-23T09:00:00Z";
const PAST: &str = "1999-12-31T23:59:59Z";
const FUTURE: &str = "2038-01-19T03:14:08Z";

/// A clock that is set by hand.
#[derive(Clone)]
struct Hands(Arc<Mutex<String>>);

impl Hands {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(NOW.to_owned())))
    }

    fn set(&self, now: &str) {
        now.clone_into(&mut self.0.lock().unwrap());
    }

    fn clock(&self) -> Clock {
        let hands = self.0.clone();
        Clock::told_by(move || hands.lock().unwrap().clone())
    }
}

async fn send(routes: &Router, mut request: Request<Body>) -> (u16, String) {
    request.extensions_mut().insert(Peer("192.0.2.7".parse::<IpAddr>().unwrap()));
    let response = routes.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), 1 << 24).await.unwrap();
    (status, String::from_utf8(body.into()).unwrap())
}

async fn get(routes: &Router, path: &str, revision: Option<i64>) -> (u16, String) {
    let mut request = Request::get(path).header("accept", "application/json");
    if let Some(revision) = revision {
        request = request.header("graph-revision", revision);
    }
    send(routes, request.body(Body::empty()).unwrap()).await
}

async fn write(routes: &Router, token: &str) -> (u16, String) {
    let request = Request::post("/graphql")
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {token}"));
    send(routes, request.body(Body::from(WRITE)).unwrap()).await
}

async fn rename(store: &Store, clock: &Clock, name: &str) -> i64 {
    let mut record = seed();
    let row = record.partnerships.get_mut("kent-and-medway").unwrap();
    name.clone_into(&mut Arc::make_mut(row).name);
    load_seed(store, clock, record, "test").await.unwrap().revision
}

both_engines!(a_clock_that_jumps_changes_dates_and_nothing_else, |database: Database| async move {
    let (place, hands) = (Place::new(&database), Hands::new());
    let clock = hands.clock();
    let service = Service::open(place.config(), &clock).await.unwrap();
    let routes = service.routes(&BaseUrl::new("https://example.org"));
    let following = service.follow();
    let store = place.store().await;
    let expires = Some("2027-01-01T00:00:00Z".to_owned());
    let token = create_token(&store, &clock, "writer", Role::Curator, expires).await.unwrap();
    let token = token.word.write();
    // Revisions are numbered in the order of commit, whatever the time says.
    let mut last = store.revision().await.unwrap();
    for (number, now) in [PAST, FUTURE, NOW, PAST].into_iter().enumerate() {
        hands.set(now);
        let name = format!("Kent {number}");
        let revision = rename(&store, &clock, &name).await;
        assert_eq!(revision, last + 1);
        last = revision;
        let question = "/graphql?query=%7Bpartnership(slug:%22kent-and-medway%22)%7Bname%7D%7D";
        let (status, body) = get(&routes, question, Some(revision)).await;
        assert_eq!(status, 200, "{body}");
        assert!(body.contains(&name), "{now}: {body}");
        let told = store.list_revisions(revision - 1, 1).await.unwrap();
        assert_eq!(told[0].at, now, "the date is that of the clock");
        for path in ["/", "/changes", "/ready", "/search?q=kent"] {
            assert_eq!(get(&routes, path, None).await.0, 200, "{path} at {now}");
        }
        // A wait for what does not come ends, though the time stands still or goes back.
        if now == PAST {
            let began = Instant::now();
            assert_eq!(get(&routes, question, Some(revision + 9)).await.0, 503);
            assert!(began.elapsed() > Duration::from_secs(1), "it did not wait");
            assert!(began.elapsed() < Duration::from_secs(8), "it waited for ever");
        }
        // A token is good until its day, by the clock of the machine.
        let (status, body) = write(&routes, &token).await;
        let expected = if now == FUTURE { (401, "UNAUTHENTICATED") } else { (200, "NOT_FOUND") };
        assert!(status == expected.0 && body.contains(expected.1), "{now}: {status} {body}");
    }
    following.abort();
    let record = store.load_record().await.unwrap();
    assert_eq!(service.view().record.point(), record.point());
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_often_a_client_may_ask_is_not_told_by_the_clock_of_the_day() {
    crate::database::on_sqlite(|database| async move {
        let (place, hands) = (Place::new(&database), Hands::new());
        let mut config = place.config().clone();
        config.requests_per_second = 1.try_into().unwrap();
        config.request_burst = 3.try_into().unwrap();
        let service = Service::open(&config, &hands.clock()).await.unwrap();
        let routes = service.routes(&BaseUrl::new("https://example.org"));
        let began = Instant::now();
        while get(&routes, "/", None).await.0 == 200 {
            assert!(began.elapsed() < PATIENCE, "never too often");
        }
        hands.set(FUTURE);
        let mut let_in = 0;
        for now in [FUTURE, PAST, NOW].into_iter().cycle().take(30) {
            hands.set(now);
            let_in += u64::from(get(&routes, "/", None).await.0 == 200);
        }
        assert!(
            let_in <= began.elapsed().as_secs() + 1,
            "{let_in} were let in by jumps of the clock"
        );
        hands.set(PAST);
        let began = Instant::now();
        while get(&routes, "/", None).await.0 != 200 {
            assert!(began.elapsed() < PATIENCE, "a clock that went back keeps a client out");
            tokio::task::yield_now().await;
        }
    })
    .await;
}
