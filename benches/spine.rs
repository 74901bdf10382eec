//! What the spine costs on the seed's data: loading, making views, answering.
//!
//! Here is only what is measured; the figures, with the machine, are in docs/performance.md.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use strategraph::{
    app::{Service, seed::load_files},
    clock::Clock,
    config::{Config, Inputs},
    http::addresses::BaseUrl,
    ingest::{records::EmbeddedSeed, seed::build_seed},
    model::Record,
    store::Store,
    view::View,
};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
static CLOCK: LazyLock<Clock> = LazyLock::new(|| Clock::fixed("2026-11-23T09:00:00Z"));

fn main() {
    divan::main();
}

/// A database with the seed in it; it lies in the directory.
fn seeded(directory: &TempDir) -> Store {
    RUNTIME.block_on(async {
        let store = open(directory.path()).await;
        load_files(&store, EmbeddedSeed, &CLOCK).await.unwrap();
        store
    })
}

async fn open(directory: &Path) -> Store {
    let file = directory.join("record.sqlite");
    Store::open(&format!("sqlite://{}", file.display())).await.unwrap()
}

fn seed() -> Record {
    build_seed(&EmbeddedSeed, &CLOCK.now()).unwrap().0
}

mod load {
    use divan::Bencher;

    use super::{RUNTIME, Record, seed, seeded};

    /// Every file read and checked, every digest cut and recognised.
    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn read_the_seed() -> Record {
        seed()
    }

    /// The same, and everything written to a fresh SQLite database.
    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn load_the_seed_into_a_fresh_database(bencher: Bencher<'_, '_>) {
        bencher.with_inputs(|| tempfile::tempdir().unwrap()).bench_values(|directory| {
            let store = seeded(&directory);
            RUNTIME.block_on(store.close());
        });
    }
}

mod view {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use divan::{Bencher, black_box};
    use strategraph::{
        model::Priority,
        view::{
            graph::Graph,
            passages::Passages,
            refresh::Views,
            search::{SearchIndex, build_documents},
        },
        write::load_seed,
    };

    use super::{CLOCK, RUNTIME, seed, seeded};

    /// Record read, graph and index built in memory.
    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn rebuild_from_nothing(bencher: Bencher<'_, '_>) {
        let directory = tempfile::tempdir().unwrap();
        let store = seeded(&directory);
        bencher.bench(|| RUNTIME.block_on(Views::open(store.clone(), None)).unwrap());
    }

    /// The part of a rebuild that reads the rows.
    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn read_the_record(bencher: Bencher<'_, '_>) {
        let directory = tempfile::tempdir().unwrap();
        let store = seeded(&directory);
        bencher.bench(|| RUNTIME.block_on(store.load_record()).unwrap());
    }

    /// The part of a rebuild, and of every refresh, that makes nodes and edges.
    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn build_the_graph(bencher: Bencher<'_, '_>) {
        let mut record = seed();
        let passages = std::sync::Arc::new(Passages::take_from(&mut record));
        bencher.bench(|| Graph::build(black_box(&record), &passages));
    }

    /// The part of a rebuild that indexes.
    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn build_the_index(bencher: Bencher<'_, '_>) {
        let record = seed();
        bencher.bench(|| {
            SearchIndex::open(None, record.revision, || build_documents(&record)).unwrap().1
        });
    }

    /// The data directory of a service that is started again.
    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn reopen_what_is_kept(bencher: Bencher<'_, '_>) {
        let directory = tempfile::tempdir().unwrap();
        let store = seeded(&directory);
        let index = directory.path().join("index");
        drop(RUNTIME.block_on(Views::open(store.clone(), Some(&index))).unwrap());
        bencher.bench(|| RUNTIME.block_on(Views::open(store.clone(), Some(&index))).unwrap());
    }

    /// One priority was edited; the index is on disk, as in a service.
    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn refresh_after_one_edited_record(bencher: Bencher<'_, '_>) {
        static EDITS: AtomicUsize = AtomicUsize::new(0);
        let directory = tempfile::tempdir().unwrap();
        let store = seeded(&directory);
        let index = directory.path().join("index");
        let views = RUNTIME.block_on(Views::open(store.clone(), Some(&index))).unwrap();
        let mut record = seed();
        bencher
            .with_inputs(|| {
                let number = EDITS.fetch_add(1, Ordering::Relaxed);
                let first = Priority::clone(record.priorities.values().next().unwrap());
                record.put(Priority { gist: Some(format!("Edit {number}.")), ..first });
                RUNTIME.block_on(load_seed(&store, &CLOCK, record.clone(), "bench")).unwrap();
            })
            .bench_local_values(|()| assert!(RUNTIME.block_on(views.refresh()).unwrap()));
    }
}

/// The service on the seed, as it runs.
struct Running {
    routes: Router,
    view: Arc<View>,
    _service: Service,
    _directory: TempDir,
}

static RUNNING: LazyLock<Running> = LazyLock::new(|| {
    let directory = tempfile::tempdir().unwrap();
    let flags = vec![("data_dir", directory.path().display().to_string())];
    let inputs = Inputs { directory: directory.path().to_owned(), flags, ..Inputs::default() };
    let config: Config = Config::load(&inputs).unwrap().config;
    let service = RUNTIME.block_on(Service::open(&config, &CLOCK)).unwrap();
    let routes = service.routes(&BaseUrl::new("http://127.0.0.1:8080"));
    Running { routes, view: service.view(), _service: service, _directory: directory }
});

/// The bytes of an answer that must be a success.
fn answer(request: Request<Body>) -> usize {
    // First, because starting the service needs the runtime for itself.
    let routes = RUNNING.routes.clone();
    RUNTIME.block_on(async {
        let response = routes.oneshot(request).await.unwrap();
        assert!(response.status().is_success(), "{}", response.status());
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert!(!body.starts_with(b"{\"errors\""), "{}", String::from_utf8_lossy(&body));
        body.len()
    })
}

mod answers {
    use std::sync::LazyLock;

    use axum::{
        body::Body,
        http::{Request, header},
    };
    use divan::{Bencher, black_box};
    use strategraph::query::{Dimension, FacetRequest, SearchQuestion, search};

    use super::{RUNNING, answer};

    const PARTNERSHIP: &str = r#"{ "query": "{ partnership(slug: \"hampshire-and-isle-of-wight\") { name region { name } currentStrategy { title edition priorities { nodes { name gist themes { theme { label } } evidence { source { title url } } } } } programmes { nodes { name from to partners { name } } } partners { edges { role partner { name kind } } } measures { what value } } }" }"#;

    #[divan::bench]
    fn partnership_over_graphql(bencher: Bencher<'_, '_>) {
        let ask = || {
            let post = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
            post.body(Body::from(PARTNERSHIP)).unwrap()
        };
        LazyLock::force(&RUNNING);
        bencher.with_inputs(ask).bench_values(answer);
    }

    #[divan::bench(args = ["/", "/partnerships/hampshire-and-isle-of-wight", "/themes/end-of-life-and-dying-well", "/search?q=carers"])]
    fn explorer_page(bencher: Bencher<'_, '_>, path: &str) {
        // Started here, so that the first sample is an answer like the others.
        LazyLock::force(&RUNNING);
        bencher
            .with_inputs(|| Request::get(path).body(Body::empty()).unwrap())
            .bench_values(answer);
    }

    #[divan::bench(args = ["carers", "first 1001 days", "\"end of life\"", "children mental health -school"])]
    fn search_words(bencher: Bencher<'_, '_>, text: &str) {
        let question = SearchQuestion { text: text.to_owned(), ..SearchQuestion::default() };
        LazyLock::force(&RUNNING);
        bencher.bench(|| search(&RUNNING.view, black_box(&question)).unwrap());
    }

    #[divan::bench]
    fn search_with_every_facet(bencher: Bencher<'_, '_>) {
        let facets = Dimension::ALL.map(|dimension| FacetRequest { dimension, lifted: true });
        let facets = facets.to_vec();
        let question =
            SearchQuestion { text: "health".to_owned(), facets, ..SearchQuestion::default() };
        bencher.bench(|| search(&RUNNING.view, black_box(&question)).unwrap());
    }
}
