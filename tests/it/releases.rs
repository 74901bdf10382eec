//! Named revisions: what is pinned to one stays as it was, on both engines, whatever changes later.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};
use strategraph::{
    app::{ReleaseViews, Service},
    clock::Clock,
    config::{Config, Inputs},
    error::Code,
    graphql::list_examples,
    http::addresses::BaseUrl,
    ingest::records::{EmbeddedSeed, read_seed},
    model::Record,
    store::Store,
    write::{Naming, load_seed, release},
};
use tower::ServiceExt as _;

use crate::database::{Database, both_engines, sample};

pub(crate) fn clock() -> Clock {
    Clock::fixed("2026-11-23T09:00:00Z")
}

pub(crate) fn naming(name: &str) -> Naming<'_> {
    Naming { name, revision: None, note: None, by: "test" }
}

/// A service on the built-in seed, with its data in a directory of its own.
pub(crate) struct Place {
    config: Config,
    _directory: tempfile::TempDir,
}

impl Place {
    pub(crate) fn new(database: &Database) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut flags = vec![("data_dir", directory.path().join("data").display().to_string())];
        if database.url.starts_with("postgres") {
            flags.push(("database_url", database.url.clone()));
        }
        let inputs = Inputs { flags, directory: directory.path().into(), ..Inputs::default() };
        Self { config: Config::load(&inputs).unwrap().config, _directory: directory }
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) async fn start(&self) -> (Service, Router) {
        let service = Service::open(&self.config, &clock()).await.unwrap();
        let routes = service.routes(&BaseUrl::new("https://example.org"));
        (service, routes)
    }

    pub(crate) async fn store(&self) -> Store {
        strategraph::app::open_store(&self.config).await.unwrap()
    }
}

/// Status, content type, tag and body of an answer.
pub(crate) type Answer = (StatusCode, String, String, String);

pub(crate) async fn send(routes: &Router, request: Request<Body>) -> Answer {
    let response = routes.clone().oneshot(request).await.unwrap();
    let of = |name: header::HeaderName| {
        let value = response.headers().get(name);
        value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
    };
    let (kind, tag, status) = (of(header::CONTENT_TYPE), of(header::ETAG), response.status());
    let body = to_bytes(response.into_body(), 64 << 20).await.unwrap();
    (status, kind, tag, String::from_utf8(body.into()).unwrap())
}

pub(crate) fn question(query: &str, release: Option<&str>) -> Request<Body> {
    let mut request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
    if let Some(release) = release {
        request = request.header("graph-release", release);
    }
    request.body(Body::from(json!({ "query": query }).to_string())).unwrap()
}

pub(crate) async fn get(routes: &Router, address: &str) -> Answer {
    let request = Request::get(address).header(header::ACCEPT, "text/html");
    send(routes, request.body(Body::empty()).unwrap()).await
}

pub(crate) async fn data(routes: &Router, query: &str, release: Option<&str>) -> Value {
    let (_, _, _, body) = send(routes, question(query, release)).await;
    let mut answer: Value = serde_json::from_str(&body).unwrap();
    assert!(answer.get("errors").is_none(), "{query}\n{answer:#}");
    answer["data"].take()
}

/// Pages of the explorer that are asked at the release.
const PAGES: [&str; 7] = [
    "/?release=golden",
    "/about?release=golden",
    "/themes/best-start-in-life?release=golden",
    "/partnerships/kent-and-medway?release=golden",
    "/search?q=first+1001+days&release=golden",
    "/compare?partnership=sussex&partnership=surrey-heartlands&release=golden",
    "/partnerships/no-such?release=golden",
];

/// Questions beside the examples: pages with cursors, history, and the release itself.
const QUESTIONS: [&str; 3] = [
    "{ dataset { revision release citation } releases { name revision sha256 } }",
    "{ changes(last: 3, partnership: \"sussex\") { totalCount nodes { name action revision { number by } fields { field after } } pageInfo { startCursor } } }",
    "{ priorities(first: 5) { pageInfo { endCursor } nodes { slug webUrl } } search(query: \"carers\", first: 3) { totalCount edges { cursor node { title score } } } }",
];

/// The golden set, answered at the release.
pub(crate) async fn golden(routes: &Router) -> Vec<Answer> {
    let mut answers = Vec::new();
    for example in list_examples() {
        answers.push(send(routes, question(&example.query, Some("golden"))).await);
    }
    for query in QUESTIONS {
        answers.push(send(routes, question(query, Some("golden"))).await);
    }
    for page in PAGES {
        let mut answer = get(routes, page).await;
        // A failure carries the id of its request, which is another one each time.
        if answer.0 != StatusCode::OK {
            answer.3.clear();
        }
        answers.push(answer);
    }
    answers
}

/// The rows of the built-in seed, without digests.
pub(crate) fn seed() -> Record {
    read_seed(&EmbeddedSeed).unwrap().record
}

/// Two more revisions: a partnership goes with all that is its own, a theme and a name change.
pub(crate) async fn change_much(store: &Store) {
    let mut record = seed();
    let theme = record.themes.get_mut("best-start-in-life").unwrap();
    Arc::make_mut(theme).label = "Another start".into();
    let partnership = record.partnerships.get_mut("kent-and-medway").unwrap();
    Arc::make_mut(partnership).name = "Kent without Medway".into();
    record.priorities.values_mut().for_each(|row| Arc::make_mut(row).name.push_str(" (again)"));
    load_seed(store, &clock(), record.clone(), "test").await.unwrap();
    record.priority_themes.retain(|id, _| !id.contains("best-start"));
    load_seed(store, &clock(), record, "test").await.unwrap();
}

both_engines!(what_is_pinned_to_a_release_stays_the_same_to_the_byte, |database| async move {
    let place = Place::new(&database);
    let (service, routes) = place.start().await;
    let store = place.store().await;
    let named = release(&store, &clock(), naming("golden")).await.unwrap();
    assert_eq!((named.revision, named.sha256.len()), (1, 64));
    let before = golden(&routes).await;
    assert!(before.iter().filter(|answer| answer.0 == StatusCode::OK).count() >= before.len() - 1);
    let present =
        data(&routes, "{ theme(slug: \"best-start-in-life\") { label webUrl } }", None).await;
    change_much(&store).await;
    drop(service);
    let (_service, routes) = place.start().await;
    let after = golden(&routes).await;
    for (place, (before, after)) in before.iter().zip(&after).enumerate() {
        assert_eq!(before, after, "answer {place}");
    }
    let changed =
        data(&routes, "{ theme(slug: \"best-start-in-life\") { label webUrl } }", None).await;
    assert_ne!(present, changed, "the present did not change");
    let again = Naming { revision: Some(1), ..naming("walked-back") };
    let walked = release(&store, &clock(), again).await.unwrap();
    assert_eq!(walked.sha256, named.sha256, "an earlier revision is brought back as it was");
});

both_engines!(links_cursors_and_pages_of_a_release_stay_in_it, |database| async move {
    let place = Place::new(&database);
    let (_service, routes) = place.start().await;
    let store = place.store().await;
    release(&store, &clock(), naming("2026.11")).await.unwrap();
    change_much(&store).await;
    let theme =
        "{ theme(slug: \"best-start-in-life\") { label webUrl } dataset { release revision } }";
    let answer = data(&routes, theme, Some("2026.11")).await;
    assert_eq!(
        answer["theme"]["webUrl"],
        "https://example.org/themes/best-start-in-life?release=2026.11"
    );
    assert_eq!(answer["dataset"], json!({ "release": "2026.11", "revision": 1 }));
    let by_address = Request::post("/graphql?release=2026.11")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(json!({ "query": theme }).to_string()))
        .unwrap();
    assert!(send(&routes, by_address).await.3.contains("\"release\":\"2026.11\""));
    let (status, _, tag, html) = get(&routes, "/themes?release=2026.11").await;
    assert_eq!(status, StatusCode::OK);
    assert!(tag.contains("2026.11"), "{tag}");
    let page = dom_query::Document::from(html);
    assert!(page.select("[role=status]").text().contains("release 2026.11"));
    assert!(!page.select("link[rel=canonical]").exists(), "the present page is the one to index");
    for link in &page.select("main a[href^='/']") {
        let address = link.attr("href").unwrap();
        assert!(address.contains("release=2026.11"), "{address}");
    }
    for form in &page.select("form") {
        assert!(form.select("input[name=release][value='2026.11']").exists());
    }
});

both_engines!(a_release_that_is_not_there_is_named_with_those_that_are, |database| async move {
    let place = Place::new(&database);
    let (_service, routes) = place.start().await;
    release(&place.store().await, &clock(), naming("2026.11")).await.unwrap();
    let (status, _, _, body) = send(&routes, question("{ __typename }", Some("2026.12"))).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(body.contains("2026.11") && body.contains("NOT_FOUND"), "{body}");
    let (status, ..) = send(&routes, question("{ __typename }", Some("../x"))).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let mut two = question("{ __typename }", Some("2026.11"));
    *two.uri_mut() = "/graphql?release=2026.10".parse().unwrap();
    assert_eq!(send(&routes, two).await.0, StatusCode::BAD_REQUEST);
    let (status, _, _, html) = get(&routes, "/themes?release=2026.12").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(html.contains("no release"), "{html}");
    assert_eq!(get(&routes, "/themes?release=").await.0, StatusCode::OK, "none is asked for");
});

both_engines!(a_name_is_given_once_and_only_to_what_there_is, |database| async move {
    let store = &database.store;
    let error = release(store, &clock(), naming("empty")).await.unwrap_err();
    assert_eq!(error.code(), Code::BadUserInput, "an empty record");
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    release(store, &clock(), naming("a")).await.unwrap();
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    for (wanted, code) in [
        (naming("a"), Code::Conflict),
        (naming("A B"), Code::BadUserInput),
        (Naming { revision: Some(7), ..naming("b") }, Code::NotFound),
    ] {
        let error = release(store, &clock(), wanted).await.unwrap_err();
        assert_eq!(error.code(), code, "{wanted:?}: {error}");
    }
    assert_eq!(store.list_releases().await.unwrap().len(), 1);
    assert_eq!(store.revision().await.unwrap(), 1, "naming makes no revision");
});

both_engines!(a_revision_that_the_log_does_not_tell_is_not_brought_back, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let mut record = sample::record();
    record.put(sample::theme("new", None));
    load_seed(store, &clock(), record, "test").await.unwrap();
    let first = store.load_record_at(1).await.unwrap();
    assert!(!first.themes.contains_key("new"));
    database.run_sql("delete from \"change\" where \"revision\" = 2").await;
    let error = store.load_record_at(1).await.unwrap_err();
    assert_eq!(error.code(), Code::Conflict);
    assert!(error.public().contains("in bulk"), "{error}");
    assert!(store.load_record_at(2).await.is_ok());
});

both_engines!(few_views_of_releases_are_kept_and_damage_is_told, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    for name in ["a", "b", "c"] {
        release(store, &clock(), naming(name)).await.unwrap();
    }
    let views = ReleaseViews::new(store.clone(), None, 2);
    let first = views.get("a").await.unwrap();
    assert!(Arc::ptr_eq(&first, &views.get("a").await.unwrap()), "it is made once");
    views.get("b").await.unwrap();
    views.get("c").await.unwrap();
    assert!(!Arc::ptr_eq(&first, &views.get("a").await.unwrap()), "it made room for another");
    database
        .run_sql("delete from \"release_part\" where \"release\" = 'b' and \"position\" = 0")
        .await;
    let error = views.get("b").await.unwrap_err();
    assert_eq!(error.code(), Code::Unavailable);
    assert!(error.chain().contains("checksum"), "{}", error.chain());
});
