//! Tests of the area `view`: a view follows the record and equals one built from nothing. The
//! files of the index are damaged in `index_files`, a service is started in `start`.

mod index_files;
mod kept_passages;
mod start;

use std::{path::Path, sync::Arc, time::Duration};

use strategraph::{
    clock::Clock,
    error::Code,
    model::{AssertionMethod, EditionPolicy, NodeKey, NodeKind, Row as _, Theme, Word as _},
    store::Store,
    view::{
        View,
        graph::{Edge, Graph, Node, NodeRef},
        refresh::Views,
        search::{
            Dimension, FacetRequest, SearchFilter, SearchRequest, SearchResults, SearchSort,
            Suggestion,
        },
    },
    write::load_seed,
};

use crate::{
    database::{Database, both_engines, on_postgresql, on_sqlite, sample},
    write::random_edits::{Edit, Wanted, try_sequences},
};

/// Refreshing the sample takes some hundredths of a second.
const PATIENCE: Duration = Duration::from_secs(30);

const QUERIES: [&str; 9] = [
    "",
    "healthy start",
    "\"family hubs\"",
    "police -hubs",
    "council OR police",
    "reworded",
    "First 1,001 days",
    "helthy",
    "nothing says this",
];

fn clock() -> Clock {
    Clock::fixed("2026-11-23T09:00:00Z")
}

/// Filters that each let through a part of the sample, in whatever state it is.
fn filters() -> [SearchFilter; 4] {
    [
        SearchFilter::default(),
        SearchFilter { themes: vec!["best-start".into()], ..SearchFilter::default() },
        SearchFilter { editions: Some(EditionPolicy::Current), ..SearchFilter::default() },
        SearchFilter {
            methods: Some(vec![AssertionMethod::Accepted]),
            kinds: vec![NodeKind::Passage],
            ..SearchFilter::default()
        },
    ]
}

/// What a view answers: hits with scores and highlights, order, totals, facets, completions.
fn answers(view: &View) -> (Vec<SearchResults>, Vec<Vec<Suggestion>>) {
    let facets = Dimension::ALL.map(|dimension| FacetRequest { dimension, lifted: true }).to_vec();
    let sorts = [SearchSort::Relevance, SearchSort::Newest, SearchSort::Name];
    let mut results = Vec::new();
    for query in QUERIES {
        for (filter, sort) in filters().into_iter().zip(sorts.into_iter().cycle()) {
            let (query, facets) = (query.to_owned(), facets.clone());
            let request = SearchRequest { query, filter, sort, facets, ..SearchRequest::default() };
            results.push(view.searcher.search(&request, view).unwrap());
        }
    }
    let suggest = |prefix| view.searcher.suggest(prefix, 9).unwrap();
    (results, ["nor", "h", "police", "re"].map(suggest).to_vec())
}

/// A node with its edges, each with what it says and where it leads.
type Around = (Node, Vec<(bool, Edge, NodeKey)>);

/// Every node with every edge, all in order.
fn list_graph(graph: &Graph) -> Vec<Around> {
    let around = |node: NodeRef| {
        let far = |node| graph.node(node).key();
        let edges = graph.edges(node);
        let edges = edges.map(|link| (link.forwards, link.edge.into_owned(), far(link.far)));
        (graph.node(node).into_owned(), edges.collect())
    };
    graph.all_nodes().map(around).collect()
}

fn assert_same(view: &View, oracle: &View, when: &str) {
    assert_eq!(view.record, oracle.record, "{when}");
    assert_eq!(view.whole_record(), oracle.whole_record(), "{when}");
    assert_eq!(list_graph(&view.graph), list_graph(&oracle.graph), "{when}");
    for kind in NodeKind::ALL {
        let keys = |view: &View| {
            let nodes = view.graph.nodes(*kind).iter();
            nodes.map(|node| view.graph.node(*node).key()).collect::<Vec<_>>()
        };
        assert_eq!(keys(view), keys(oracle), "{when}");
    }
    assert_eq!(view.searcher.revision(), view.revision(), "{when}");
    let (found, wanted) = (answers(view), answers(oracle));
    for (found, wanted) in found.0.iter().zip(&wanted.0) {
        assert_eq!(found, wanted, "{when}");
    }
    assert_eq!(found.1, wanted.1, "{when}");
}

/// A view of the record made from nothing.
async fn rebuild(store: &Store) -> Arc<View> {
    Views::open(store.clone(), None).await.unwrap().current()
}

async fn refresh(views: &Views) -> bool {
    let refreshed = tokio::time::timeout(PATIENCE, views.refresh()).await;
    refreshed.expect("refreshing takes too long").unwrap()
}

/// Makes one more revision: the theme of this slug.
async fn add_theme(store: &Store, slug: &str) -> i64 {
    let mut record = sample::record();
    record.put(sample::theme(slug, None));
    load_seed(store, &clock(), record, "test").await.unwrap().revision
}

async fn open(store: &Store, directory: &Path) -> Views {
    Views::open(store.clone(), Some(directory)).await.unwrap()
}

/// Makes the edits one by one; after each, the refreshed view is the one made from nothing, and
/// the view before still answers as it did.
async fn follow(database: Database, edits: Vec<Edit>) {
    let (store, directory) = (database.store, tempfile::tempdir().unwrap());
    let mut wanted = Wanted::default();
    load_seed(&store, &clock(), wanted.record(), "test").await.unwrap();
    let views = open(&store, directory.path()).await;
    for (place, edit) in edits.iter().enumerate() {
        let (old, revision) = (views.current(), store.revision().await.unwrap());
        let (told, listed) = (answers(&old), list_graph(&old.graph));
        wanted.make(edit, &store, &clock()).await;
        let changed = store.revision().await.unwrap() != revision;
        assert_eq!(refresh(&views).await, changed);
        let when = format!("after {edit:?}, number {place} of {edits:?}");
        assert_same(&views.current(), &*rebuild(&store).await, &when);
        assert!(answers(&old) == told, "the old view answers differently {when}");
        assert_eq!(list_graph(&old.graph), listed, "{when}");
    }
}

#[test]
fn a_refreshed_view_equals_one_made_from_nothing_on_sqlite() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    try_sequences(|edits| runtime.block_on(on_sqlite(|database| follow(database, edits))));
}

#[test]
fn a_refreshed_view_equals_one_made_from_nothing_on_postgresql() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    try_sequences(|edits| runtime.block_on(on_postgresql(|database| follow(database, edits))));
}

both_engines!(several_revisions_at_once_are_one_step, |database: Database| async move {
    let store = database.store;
    load_seed(&store, &clock(), sample::record(), "test").await.unwrap();
    let views = Views::open(store.clone(), None).await.unwrap();
    // The first theme comes and goes unseen.
    add_theme(&store, "first").await;
    let revision = add_theme(&store, "second").await;
    assert!(refresh(&views).await);
    assert_eq!(views.current().revision(), revision);
    assert_same(&views.current(), &*rebuild(&store).await, "after two revisions");
    assert!(!refresh(&views).await, "nothing more has happened");
});

both_engines!(who_wrote_waits_for_the_view_but_not_for_ever, |database: Database| async move {
    let store = database.store;
    load_seed(&store, &clock(), sample::record(), "test").await.unwrap();
    let views = Arc::new(Views::open(store.clone(), None).await.unwrap());
    let revision = add_theme(&store, "later").await;
    let short = Duration::from_millis(50);
    let began = std::time::Instant::now();
    let error = views.wait_for(revision, short).await.unwrap_err();
    assert_eq!(error.code(), Code::StaleView);
    assert!(error.public().contains(&format!("revision {revision}")), "{error}");
    assert!(began.elapsed() < PATIENCE);
    let waiting = tokio::spawn({
        let views = views.clone();
        async move { views.wait_for(revision, PATIENCE).await }
    });
    refresh(&views).await;
    let view = waiting.await.unwrap().unwrap();
    assert_eq!(view.revision(), revision);
    assert!(view.graph.find_row::<Theme>("later").is_some());
    views.wait_for(1, Duration::ZERO).await.expect("a revision that is long there");
});

both_engines!(a_record_that_was_put_back_has_its_view_made_anew, |database: Database| async move {
    let (store, directory) = (database.store.clone(), tempfile::tempdir().unwrap());
    load_seed(&store, &clock(), sample::record(), "test").await.unwrap();
    add_theme(&store, "later").await;
    let views = open(&store, directory.path()).await;
    assert_eq!(views.current().revision(), 2);
    for sql in [
        "delete from \"change\" where \"revision\" = 2",
        "delete from \"revision\" where \"number\" = 2",
        "delete from \"theme\" where \"slug\" = 'later'",
        "update \"graph_state\" set \"revision\" = 1",
    ] {
        database.run_sql(sql).await;
    }
    assert!(refresh(&views).await);
    assert_eq!(views.current().revision(), 1);
    assert_same(&views.current(), &*rebuild(&store).await, "after the record was put back");
    assert!(!refresh(&views).await, "nothing more has happened");
    add_theme(&store, "another").await;
    assert!(refresh(&views).await);
    assert_same(&views.current(), &*rebuild(&store).await, "and it goes on from there");
});

both_engines!(refreshes_at_the_same_time_take_turns, |database: Database| async move {
    let (store, directory) = (database.store, tempfile::tempdir().unwrap());
    load_seed(&store, &clock(), sample::record(), "test").await.unwrap();
    let views = open(&store, directory.path()).await;
    add_theme(&store, "later").await;
    let both = tokio::join!(refresh(&views), refresh(&views));
    assert_eq!(usize::from(both.0) + usize::from(both.1), 1, "one of them finds nothing to do");
    assert_same(&views.current(), &*rebuild(&store).await, "after two refreshes");
});

both_engines!(
    without_the_database_the_last_view_goes_on_answering,
    |database: Database| async move {
        let store = database.store;
        load_seed(&store, &clock(), sample::record(), "test").await.unwrap();
        let views = Views::open(store.clone(), None).await.unwrap();
        let (before, told) = (views.current(), answers(&views.current()));
        store.close().await;
        let error = views.refresh().await.unwrap_err();
        assert_eq!(error.code(), Code::Unavailable);
        assert!(Arc::ptr_eq(&before, &views.current()));
        assert!(answers(&views.current()) == told);
        assert_eq!(before.record.themes.values().next().unwrap().id().as_ref(), "best-start");
    }
);
