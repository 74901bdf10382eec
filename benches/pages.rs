//! How long the server works on each kind of page: handler, query and template on the real seed,
//! without socket and compression.
// A benchmark that cannot be set up ends with the reason.
#![allow(clippy::expect_used)]

use std::sync::{Arc, LazyLock};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use divan::Bencher;
use strategraph::{
    explorer::{self, Explorer},
    http::addresses::BaseUrl,
    ingest::{records::EmbeddedSeed, seed::build_seed},
    view::View,
};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

fn main() {
    divan::main();
}

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().build().expect("a runtime can be made"));

static ROUTES: LazyLock<Router> = LazyLock::new(|| {
    let (record, _) =
        build_seed(&EmbeddedSeed, "2026-11-23T09:00:00Z").expect("the seed has no problems");
    let view = Arc::new(View::of_record(record).expect("there is memory for the index"));
    explorer::routes(Explorer {
        view: Arc::new(move || view.clone()),
        base_url: BaseUrl::new("https://strategraph.example"),
        today: Arc::new(|| "2026-11-23".into()),
        build: "bench".into(),
    })
});

/// One page of each kind, and the heaviest of those that have several sizes.
const PAGES: [&str; 27] = [
    "/",
    "/search?q=health",
    "/search?q=health&group=kind",
    "/partnerships",
    "/partnerships/kent-and-medway",
    "/partnerships/lancashire-and-south-cumbria",
    "/strategies/lancashire-and-south-cumbria-2023",
    "/strategies/lancashire-and-south-cumbria-2023/changes",
    "/themes",
    "/themes/prevention",
    "/themes/best-start-in-life",
    "/compare",
    "/compare?partnership=kent-and-medway&partnership=gloucestershire&partnership=devon",
    "/compare?region=london",
    "/partners",
    "/partners/kent-county-council",
    "/programmes",
    "/documents",
    "/documents/kent-and-medway-s1",
    "/frameworks",
    "/frameworks/marmot",
    "/regions/london",
    "/graph?of=theme:best-start-in-life",
    "/quotation?text=best+start+in+life",
    "/cite/theme/best-start-in-life",
    "/data",
    "/about",
];

/// Asks for a page and reads it whole.
fn ask(path: &str) -> usize {
    RUNTIME.block_on(async {
        let request = Request::get(path).header(header::ACCEPT, "text/html").body(Body::empty());
        let answer = ROUTES.clone().oneshot(request.expect("an address")).await;
        let answer = answer.expect("routes do not fail");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        to_bytes(answer.into_body(), 64 << 20).await.expect("a body").len()
    })
}

/// Under 10 ms in the median.
#[divan::bench(args = PAGES)]
fn page(bencher: Bencher<'_, '_>, path: &str) {
    bencher.bench(|| ask(path));
}

/// All partnerships by all themes: under 50 ms in the median.
#[divan::bench]
fn full_comparison(bencher: Bencher<'_, '_>) {
    bencher.bench(|| ask("/compare?partnership=all"));
}
