//! A record that was put back and written to again has the same revision numbers and other rows:
//! indexes, views, tags and clients of the first history must not be taken for those of the second.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request},
};
use strategraph::{
    app::{Service, back_up, restore_backup},
    error::Code,
    model::Point,
    store::Store,
    write::load_seed,
};
use tower::ServiceExt as _;

use crate::{
    database::{self, Database, both_engines},
    releases::{Place, clock, seed},
};

/// Far longer than anything takes here.
const PATIENCE: Duration = Duration::from_mins(1);

const PAGE: &str = "/partnerships/kent-and-medway";
const SEARCH: &str = "/graphql?query=%7Bsearch(query:%22zanzibar%22)%7BtotalCount%7D%7D";

async fn get(routes: &Router, path: &str, headers: &[(&str, &str)]) -> (u16, HeaderMap, String) {
    let mut request = Request::get(path).header("accept", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = routes.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = to_bytes(response.into_body(), 1 << 24).await.unwrap();
    (status, headers, String::from_utf8(body.into()).unwrap())
}

fn header<'headers>(headers: &'headers HeaderMap, name: &str) -> &'headers str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

async fn rename(store: &Store, name: &str) -> i64 {
    let mut record = seed();
    let row = record.partnerships.get_mut("kent-and-medway").unwrap();
    name.clone_into(&mut std::sync::Arc::make_mut(row).name);
    load_seed(store, &clock(), record, "test").await.unwrap().revision
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

both_engines!(
    an_index_of_the_same_number_of_another_history_is_made_anew,
    |database: Database| async move {
        let (place, directory) = (Place::new(&database), tempfile::tempdir().unwrap());
        drop(place.start().await);
        let file = directory.path().join("x.backup");
        database.store.close().await;
        back_up(place.config(), &clock(), &file, false).await.unwrap();
        let store = place.store().await;
        let first = rename(&store, "Kent and Medway of Zanzibar").await;
        store.close().await;
        let (service, routes) = place.start().await;
        let (_, before, found) = get(&routes, SEARCH, &[]).await;
        assert!(found.contains("\"totalCount\":1"), "{found}");
        let page = get(&routes, PAGE, &[]).await.1;
        drop((service, routes));
        let (index, aside) =
            (place.config().data_dir.join("index"), directory.path().join("index"));
        copy(&index, &aside);
        restore(&place, &file).await;
        let store = place.store().await;
        let second = rename(&store, "Kent and Medway as ever").await;
        store.close().await;
        assert_eq!(first, second);
        // As in the data directory of a replica on another machine.
        copy(&aside, &index);
        let (_service, routes) = place.start().await;
        let (_, after, found) = get(&routes, SEARCH, &[]).await;
        assert!(found.contains("\"totalCount\":0"), "the index of another record: {found}");
        for name in ["etag", "graph-lineage"] {
            assert_ne!(header(&before, name), header(&after, name), "{name}");
        }
        assert_eq!(header(&before, "graph-revision"), header(&after, "graph-revision"));
        let tag = header(&page, "etag");
        let (status, ..) = get(&routes, PAGE, &[("if-none-match", tag)]).await;
        assert_eq!(status, 200, "a page of the other history was taken for this one");
    }
);

both_engines!(
    a_running_replica_notices_a_record_that_was_exchanged_at_the_same_number,
    |database: Database| async move {
        let place = Place::new(&database);
        let (service, routes) = place.start().await;
        let following = service.follow();
        let store = place.store().await;
        let revision = rename(&store, "Kent and Medway of Zanzibar").await.to_string();
        let known = [("graph-revision", &*revision)];
        let (_, headers, body) = get(&routes, SEARCH, &known).await;
        assert!(body.contains("\"totalCount\":1"), "{body}");
        let lineage = header(&headers, "graph-lineage").to_owned();
        assert_eq!(lineage.len(), 32, "{lineage}");
        let known = [("graph-revision", &*revision), ("graph-lineage", &*lineage)];
        assert_eq!(get(&routes, SEARCH, &known).await.0, 200);
        // As a standby that is promoted before the last change had reached it, and then written to.
        let other = Database { store: store.clone(), url: url_of(&place) };
        other.run_sql("update \"revision\" set \"lineage\" = '00000000000000000000000000000000' where \"number\" = 2").await;
        other.run_sql("update \"partnership\" set \"name\" = 'Kent and Medway as ever' where \"slug\" = 'kent-and-medway'").await;
        wait_for(&service, &store).await;
        let (_, headers, body) = get(&routes, SEARCH, &[]).await;
        assert!(body.contains("\"totalCount\":0"), "{body}");
        assert_eq!(header(&headers, "graph-revision"), revision);
        let (status, _, body) = get(&routes, SEARCH, &known).await;
        assert_eq!(status, 409, "{body}");
        assert!(body.contains("CONFLICT") && body.contains("put back"), "{body}");
        // Also where the revision that the client knows is an earlier one by now.
        rename(&store, "Kent and Medway later").await;
        wait_for(&service, &store).await;
        assert_eq!(get(&routes, SEARCH, &known).await.0, 409);
        assert_eq!(get(&routes, SEARCH, &known[..1]).await.0, 200);
        following.abort();
        // A view of a revision that was exchanged is not brought along from it, but made anew.
        other.run_sql("update \"revision\" set \"lineage\" = '11111111111111111111111111111111' where \"number\" = 3").await;
        rename_other(&store).await;
        other.run_sql("update \"partnership\" set \"name\" = 'Surrey of Zanzibar' where \"slug\" = 'surrey-heartlands'").await;
        let following = service.follow();
        wait_for(&service, &store).await;
        following.abort();
        assert_eq!(service.view().record, store.load_record().await.unwrap());
        assert!(get(&routes, SEARCH, &[]).await.2.contains("\"totalCount\":1"));
    }
);

/// Until the view is of the point at which the record is.
async fn wait_for(service: &Service, store: &Store) {
    let (began, due) = (Instant::now(), store.load_point().await.unwrap());
    while service.view().record.point() != due {
        assert!(began.elapsed() < PATIENCE, "{:?}, not {due:?}", service.view().record.point());
        tokio::task::yield_now().await;
    }
}

/// Puts a backup back as soon as the connections of the service that ended are gone.
async fn restore(place: &Place, file: &Path) {
    let began = Instant::now();
    while let Err(error) = restore_backup(place.config(), file, true).await {
        assert!(error.code() == Code::Conflict && began.elapsed() < PATIENCE, "{}", error.chain());
    }
}

/// A change of another row than the one that was exchanged.
async fn rename_other(store: &Store) {
    let mut record = seed();
    let row = record.partnerships.get_mut("sussex").unwrap();
    "Sussex by the sea".clone_into(&mut std::sync::Arc::make_mut(row).name);
    load_seed(store, &clock(), record, "test").await.unwrap();
}

fn url_of(place: &Place) -> String {
    let file = place.config().data_dir.join("strategraph.sqlite");
    let url = place.config().database_url.as_ref().map(|url| url.expose().to_owned());
    url.unwrap_or_else(|| format!("sqlite://{}", file.display()))
}

both_engines!(
    the_same_changes_have_the_same_lineage_on_every_engine,
    |database: Database| async move {
        let points = collect(&database.store).await;
        let other = database::on_sqlite(async |other: Database| collect(&other.store).await).await;
        assert_eq!(points, other);
        assert_eq!((points[0].revision, &*points[0].lineage), (0, ""));
        assert_ne!(points[1].lineage, points[2].lineage);
        let store = database.store;
        assert_eq!(store.find_point(1).await.unwrap().as_ref(), Some(&points[1]));
        assert_eq!(store.find_point(9).await.unwrap(), None);
    }
);

/// The points through which two writes lead.
async fn collect(store: &Store) -> Vec<Point> {
    let mut points = vec![store.load_point().await.unwrap()];
    for name in ["One", "Two"] {
        rename(store, name).await;
        points.push(store.load_point().await.unwrap());
    }
    points
}
