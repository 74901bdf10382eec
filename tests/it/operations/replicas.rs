//! Several services over one record: what was written through one is read from every other, and
//! they never come apart.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use serde_json::Value;
use strategraph::{
    app::Service,
    query::{Comparison, ComparisonQuestion, compare},
    store::Store,
    write::load_seed,
};
use tower::ServiceExt as _;

use super::engines::Chance;
use crate::{
    database::{self, Database, both_engines},
    releases::{Place, clock, golden, naming, seed},
};

/// Far longer than anything takes here.
const PATIENCE: Duration = Duration::from_mins(1);

/// Status, revision header, `Retry-After` and body of a GET.
async fn get(routes: &Router, path: &str, at_least: Option<&str>) -> (u16, String, String, String) {
    let mut request = Request::get(path).header("accept", "application/json");
    if let Some(revision) = at_least {
        request = request.header("graph-revision", revision);
    }
    let response = routes.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let of = |name: &str| {
        let value = response.headers().get(name);
        value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
    };
    let (status, revision, retry) =
        (response.status().as_u16(), of("graph-revision"), of("retry-after"));
    let body = to_bytes(response.into_body(), 1 << 24).await.unwrap();
    (status, revision, retry, String::from_utf8(body.into()).unwrap())
}

async fn rename(store: &Store, name: &str) -> i64 {
    let mut record = seed();
    let row = record.partnerships.get_mut("kent-and-medway").unwrap();
    name.clone_into(&mut Arc::make_mut(row).name);
    load_seed(store, &clock(), record, "test").await.unwrap().revision
}

const PAGE: &str = "/partnerships/kent-and-medway";
const QUESTION: &str = "/graphql?query=%7Bpartnership(slug:%22kent-and-medway%22)%7Bname%7D%7D";

both_engines!(
    whoever_names_a_revision_reads_it_or_is_told_why_not,
    |database: Database| async move {
        let place = Place::new(&database);
        let (_service, routes) = place.start().await;
        let store = place.store().await;
        for path in [PAGE, QUESTION, "/nowhere"] {
            assert_eq!(get(&routes, path, None).await.1, "1", "{path}");
        }
        let revision = rename(&store, "Kent as it is written now").await;
        // Nothing follows the record here, so without the header the answer stays an old one.
        let (_, old, _, body) = get(&routes, QUESTION, None).await;
        assert_eq!(old, "1");
        assert!(!body.contains("written now"), "{body}");
        for path in [QUESTION, PAGE] {
            let (status, now, _, body) = get(&routes, path, Some(&revision.to_string())).await;
            assert_eq!((status, &*now), (200, &*revision.to_string()), "{path}");
            assert!(body.contains("written now"), "{path}: {body}");
        }
        let later = (revision + 1).to_string();
        let began = Instant::now();
        let (status, _, retry, body) = get(&routes, QUESTION, Some(&later)).await;
        assert_eq!((status, &*retry), (503, "1"), "{body}");
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["errors"][0]["extensions"]["code"], "STALE_VIEW", "{body}");
        assert!(began.elapsed() > Duration::from_secs(1), "it did not wait");
        assert!(began.elapsed() < Duration::from_secs(8), "it waited for ever");
        for wrong in ["soon", "-1", "", "1.5"] {
            let (status, _, _, body) = get(&routes, QUESTION, Some(wrong)).await;
            assert_eq!(status, 400, "{wrong}: {body}");
        }
    }
);

both_engines!(an_answer_pinned_to_a_release_says_its_revision, |database: Database| async move {
    let place = Place::new(&database);
    let (_service, routes) = place.start().await;
    let store = place.store().await;
    strategraph::write::release(&store, &clock(), naming("golden")).await.unwrap();
    let revision = rename(&store, "Kent as it is written now").await;
    let (status, now, ..) = get(&routes, PAGE, Some(&revision.to_string())).await;
    assert_eq!((status, now), (200, revision.to_string()));
    let pinned = get(&routes, &format!("{PAGE}?release=golden"), Some("99")).await;
    assert_eq!(
        (pinned.0, &*pinned.1),
        (200, "1"),
        "a release is of its revision, whatever came later"
    );
});

/// The revision of a service's view.
async fn wait_until(service: &Service, revision: i64) {
    let began = Instant::now();
    while service.view().revision() < revision {
        assert!(began.elapsed() < PATIENCE, "a replica does not follow");
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_over_one_database_never_come_apart() {
    database::on_postgresql(|database| {
        Box::pin(async move {
            let places = [Place::new(&database), Place::new(&database), Place::new(&database)];
            let mut replicas = Vec::new();
            for place in &places {
                let (service, routes) = place.start().await;
                let following = service.follow();
                replicas.push((service, routes, following));
            }
            let store = places[0].store().await;
            strategraph::write::release(&store, &clock(), naming("golden")).await.unwrap();
            let mut chance = Chance::new(7);
            for round in 0..6 {
                // Two writers at once; the lock on the revision puts them in order.
                let (first, second) = (chance.below(100), chance.below(100));
                let other = places[1].store().await;
                let (first, second) =
                    (format!("Kent {round} {first}"), format!("Kent {round} {second}"));
                let (one, two) = tokio::join!(rename(&store, &first), rename(&other, &second));
                other.close().await;
                for (service, ..) in &replicas {
                    wait_until(service, one.max(two)).await;
                }
                let (_, _, _, expected) = get(&replicas[0].1, QUESTION, None).await;
                for (service, routes, _) in &replicas[1..] {
                    assert_eq!(service.view().revision(), replicas[0].0.view().revision());
                    assert_eq!(get(routes, QUESTION, None).await.3, expected);
                }
            }
            let mut all = Vec::new();
            for (service, routes, following) in replicas {
                all.push(golden(&routes).await);
                let record = store.load_record().await.unwrap();
                assert_eq!(service.view().record, record, "a replica's record is another");
                following.abort();
            }
            assert!(all[0].iter().any(|answer| answer.0 == StatusCode::OK));
            assert!(all.windows(2).all(|two| two[0] == two[1]), "replicas answer differently");
        })
    })
    .await;
}

both_engines!(
    a_replica_of_the_older_version_goes_on_while_a_newer_one_migrates,
    |database: Database| async move {
        let place = Place::new(&database);
        let (service, routes) = place.start().await;
        let following = service.follow();
        let store = place.store().await;
        let url = match &place.config().database_url {
            Some(url) => url.expose().to_owned(),
            None => {
                format!("sqlite://{}", place.config().data_dir.join("strategraph.sqlite").display())
            }
        };
        let newer = Database { store: database.store.clone(), url: url.clone() };
        let first = rename(&store, "Kent before").await;
        wait_until(&service, first).await;
        // What a newer version may do first: add, with a default for whoever does not know of it.
        for sql in [
            "alter table partnership add column later text not null default ''",
            "create table later (slug text primary key, revision bigint not null)",
            "insert into schema_migration (number, name, reads_from, writes_from) values (9998, 'later', 1, 1)",
        ] {
            newer.run_sql(sql).await;
        }
        let second = rename(&store, "Kent after").await;
        wait_until(&service, second).await;
        let (status, revision, _, body) = get(&routes, QUESTION, None).await;
        assert_eq!((status, revision), (200, second.to_string()));
        assert!(body.contains("Kent after"), "{body}");
        following.abort();
        drop((service, routes));
        // It can also be started again, and does not put its own seed in the place of the newer one.
        let (service, routes) = place.start().await;
        let following = service.follow();
        assert_eq!(service.view().revision(), second);
        assert!(get(&routes, QUESTION, None).await.3.contains("Kent after"));
        // Then what only the newer version can write rightly: reading goes on, writing does not.
        newer.run_sql("insert into schema_migration (number, name, reads_from, writes_from) values (9999, 'writing', 1, 9999)").await;
        let refused = load_seed(&store, &clock(), seed(), "test").await;
        let error = refused.unwrap_err();
        assert!(error.public().contains("write through the newer version"), "{error}");
        assert_eq!(store.revision().await.unwrap(), second, "a refused write used up a revision");
        let third = second + 1;
        newer
            .run_sql(&format!(
                "begin; update graph_state set revision = {third}; \
                 insert into revision (number, at, by, summary) values ({third}, '2026-11-23T10:00:00Z', 'newer', 'seen by both'); \
                 update partnership set name = 'Kent of the newer', revision = {third} where slug = 'kent-and-medway'; commit"
            ))
            .await;
        wait_until(&service, third).await;
        assert!(get(&routes, QUESTION, None).await.3.contains("Kent of the newer"));
        // Last what the older version cannot read: its last view stays.
        newer.run_sql("insert into schema_migration (number, name, reads_from, writes_from) values (10000, 'contracted', 10000, 10000)").await;
        newer.run_sql("alter table passage_theme rename to passage_subject").await;
        newer.run_sql("update graph_state set revision = revision + 1").await;
        let began = Instant::now();
        while !get(&routes, "/ready", None).await.3.contains("newer version of Strategraph") {
            assert!(began.elapsed() < PATIENCE, "{}", get(&routes, "/ready", None).await.3);
            tokio::task::yield_now().await;
        }
        let (status, revision, _, body) = get(&routes, QUESTION, None).await;
        assert_eq!((status, revision), (200, third.to_string()), "{body}");
        assert!(body.contains("Kent of the newer"), "{body}");
        let error = Store::open(&url).await.unwrap_err();
        assert!(error.public().contains("newer version"), "{error}");
        following.abort();
    }
);

both_engines!(
    what_the_first_reader_would_wait_for_is_there_beforehand,
    |database: Database| async move {
        let place = Place::new(&database);
        let (service, _routes) = place.start().await;
        let store = place.store().await;
        let whole = ComparisonQuestion::default();
        let kept = |service: &Service| service.view().kept.find::<_, Comparison>(&whole);
        assert!(kept(&service).is_none(), "nobody has asked, and nothing follows the record");
        let following = service.follow();
        for name in ["Kent", "Kent and more"] {
            let revision = rename(&store, name).await;
            wait_until(&service, revision).await;
            let began = Instant::now();
            let comparison = loop {
                if let Some(comparison) = kept(&service) {
                    break comparison;
                }
                assert!(began.elapsed() < PATIENCE, "the comparison is not worked out");
                tokio::task::yield_now().await;
            };
            let asked = compare(&service.view(), &whole).unwrap();
            assert!(Arc::ptr_eq(&comparison, &asked), "whoever asks is given it");
            let told = comparison.columns.iter().any(|column| column.partnership.name == name);
            assert!(told, "it is of the newest view");
        }
        following.abort();
    }
);
