//! What changed: the list with its pages, what it is about, the page, and the feeds, on both engines.

use axum::{Router, http::StatusCode};
use serde_json::{Value, json};
use strategraph::{app::Service, write::load_seed};

use crate::{
    database::{Database, both_engines},
    releases::{Place, change_much, clock, data, get, question, seed, send},
};

/// A service whose record was changed twice since the seed.
async fn changed(database: &Database) -> (Place, Service, Router) {
    let place = Place::new(database);
    drop(place.start().await);
    change_much(&place.store().await).await;
    let (service, routes) = place.start().await;
    (place, service, routes)
}

/// One page of changes, with little of each, because it is asked for often.
async fn places(routes: &Router, arguments: &str) -> Value {
    let query = format!(
        "{{ changes({arguments}) {{ totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} nodes {{ revision {{ by }} position row }} }} }}"
    );
    data(routes, &query, None).await["changes"].take()
}

/// One page of changes.
async fn changes(routes: &Router, arguments: &str) -> Value {
    let query = format!(
        "{{ changes({arguments}) {{ totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} nodes {{ revision {{ number by at summary }} position what name action row node {{ id }} fields {{ field before after }} }} }} }}"
    );
    data(routes, &query, None).await["changes"].take()
}

fn nodes(page: &Value) -> &Vec<Value> {
    page["nodes"].as_array().unwrap()
}

both_engines!(a_change_tells_who_when_why_before_and_after, |database| async move {
    let (_place, _service, routes) = changed(&database).await;
    let found = changes(&routes, "since: 1, partnership: \"kent-and-medway\", first: 1").await;
    let change = &found["nodes"][0];
    let revision = &change["revision"];
    assert_eq!((&revision["number"], &revision["by"]), (&json!(2), &json!("test")));
    assert_eq!(revision["at"], "2026-11-23T09:00:00Z");
    assert!(revision["summary"].as_str().unwrap().starts_with("Seed loaded: "));
    assert_eq!((&change["what"], &change["action"]), (&json!("partnership"), &json!("UPDATED")));
    let [field] = &change["fields"].as_array().unwrap()[..] else { panic!("{change:#}") };
    assert_eq!((&field["field"], &field["after"]), (&json!("name"), &json!("Kent without Medway")));
    assert!(field["before"].as_str().unwrap().contains("Kent and Medway"), "{field}");
    assert!(change["node"]["id"].is_string());
});

both_engines!(all_pages_forwards_and_backwards_are_the_list, |database| async move {
    let (place, service, routes) = changed(&database).await;
    let whole = places(&routes, "since: 1, first: 1000").await;
    assert_eq!(whole["totalCount"], nodes(&whole).len());
    let (mut forwards, mut after) = (Vec::new(), String::new());
    loop {
        let part = places(&routes, &format!("since: 1, first: 150{after}")).await;
        assert_eq!(part["totalCount"], whole["totalCount"]);
        forwards.extend(nodes(&part).clone());
        after = format!(", after: {}", part["pageInfo"]["endCursor"]);
        if part["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(&forwards, nodes(&whole));
    let (mut backwards, mut before) = (Vec::new(), String::new());
    loop {
        let part = places(&routes, &format!("since: 1, last: 150{before}")).await;
        backwards.splice(0..0, nodes(&part).clone());
        before = format!(", before: {}", part["pageInfo"]["startCursor"]);
        if part["pageInfo"]["hasPreviousPage"] == false {
            break;
        }
    }
    assert_eq!(&backwards, nodes(&whole));
    // Cursors last: a reader goes on after the record has changed.
    load_seed(&place.store().await, &clock(), seed(), "later").await.unwrap();
    drop(service);
    let (_service, routes) = place.start().await;
    let later = places(&routes, &format!("since: 1, first: 1000{after}")).await;
    assert!(!nodes(&later).is_empty());
    assert!(nodes(&later).iter().all(|it| it["revision"]["by"] == "later"));
});

both_engines!(changes_are_found_by_what_they_are_about, |database| async move {
    let (_place, _service, routes) = changed(&database).await;
    let kent = changes(&routes, "since: 1, partnership: \"kent-and-medway\", first: 1000").await;
    assert!(nodes(&kent).iter().any(|it| it["what"] == "priority"), "what belongs to it counts");
    let own = |it: &Value| it["row"].as_str().unwrap().starts_with("kent-and-medway");
    assert!(nodes(&kent).iter().all(own), "{kent:#}");
    let theme = changes(&routes, "since: 1, theme: \"best-start-in-life\", first: 1000").await;
    for what in ["theme", "priority", "priority theme"] {
        assert!(nodes(&theme).iter().any(|it| it["what"] == what), "{what}");
    }
    let both =
        "since: 1, theme: \"best-start-in-life\", partnership: \"kent-and-medway\", first: 1000";
    let both = changes(&routes, both).await;
    assert!(both["totalCount"].as_i64() < theme["totalCount"].as_i64());
    let wrong = "{ changes(theme: \"best-start-in-lif\") { totalCount } }";
    let (_, _, _, body) = send(&routes, question(wrong, None)).await;
    assert!(body.contains("best-start-in-life"), "the nearest is named: {body}");
});

both_engines!(pages_and_feeds_tell_the_changes, |database| async move {
    let (_place, _service, routes) = changed(&database).await;
    let (status, _, tag, html) = get(&routes, "/changes?partnership=kent-and-medway").await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(!tag.is_empty());
    let page = dom_query::Document::from(html);
    assert!(page.select("#revision-2 td").text().contains("Kent without Medway"));
    let feed = page.select("link[rel=alternate][title='What changed about this']").attr("href");
    assert_eq!(feed.as_deref(), Some("/partnerships/kent-and-medway/changes.atom"));
    let earlier = page.select("a[rel=next]").attr("href").unwrap();
    assert_eq!(get(&routes, &earlier).await.0, StatusCode::OK);
    for address in [
        "/changes.atom",
        "/partnerships/kent-and-medway/changes.atom",
        "/themes/best-start-in-life/changes.atom",
    ] {
        let (status, kind, _, xml) = get(&routes, address).await;
        assert_eq!((status, &*kind), (StatusCode::OK, "application/atom+xml; charset=utf-8"));
        let ids = xml.match_indices("<id>urn:uuid:").map(|(place, _)| &xml[place..place + 50]);
        let ids: Vec<_> = ids.collect();
        let different: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), different.len(), "ids are unique");
        assert_eq!(xml.matches("<entry>").count() + 1, ids.len());
        assert!(xml.contains("<updated>2026-11-23T09:00:00Z</updated>"), "{xml}");
        let own = format!("type=\"application/atom+xml\" href=\"https://example.org{address}\"");
        assert!(xml.contains(&own), "{xml}");
        assert_eq!(get(&routes, address).await.3, xml, "the same revision, the same feed");
    }
    assert_eq!(get(&routes, "/themes/no-such/changes.atom").await.0, StatusCode::NOT_FOUND);
});
