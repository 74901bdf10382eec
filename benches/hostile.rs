//! How long it takes to refuse each hostile question of tests/cases/hostile, from the body of the
//! request to the bytes of the answer, through the real router. None may take longer than 10 ms.
// A benchmark that cannot be set up ends with the reason.
#![allow(clippy::expect_used)]

#[path = "../tests/it/graphql/hostile_cases.rs"]
mod hostile_cases;

use std::{collections::BTreeMap, sync::LazyLock};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use divan::Bencher;
use strategraph::{
    graphql,
    http::addresses::BaseUrl,
    ingest::records::{EmbeddedSeed, read_seed},
    view::View,
};
use tower::ServiceExt as _;

fn main() {
    divan::main();
}

static BODIES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let cases = hostile_cases::load().into_iter();
    cases.filter(|case| case.code != "answered").map(|case| (case.name, case.body)).collect()
});

static ROUTES: LazyLock<Router> = LazyLock::new(|| {
    let record = read_seed(&EmbeddedSeed).expect("the seed has no problems").record;
    let view = std::sync::Arc::new(View::of_record(record).expect("there is memory"));
    graphql::routes(
        std::sync::Arc::new(move || view.clone()),
        BaseUrl::new("https://example.org"),
        None,
    )
});

fn names() -> Vec<&'static str> {
    BODIES.keys().map(String::as_str).collect()
}

async fn ask(body: String) -> usize {
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body))
        .expect("the request can be made");
    let response = ROUTES.clone().oneshot(request).await.expect("routes do not fail");
    to_bytes(response.into_body(), usize::MAX).await.expect("the answer has a body").len()
}

#[divan::bench(args = names(), sample_count = 20)]
fn refused(bencher: Bencher<'_, '_>, name: &str) {
    let runtime = tokio::runtime::Runtime::new().expect("there are threads");
    bencher
        .with_inputs(|| BODIES.get(name).cloned().unwrap_or_default())
        .bench_values(|body| runtime.block_on(ask(body)));
}

/// Computed fields beside lists of the same price, to see that what is charged is what it takes:
/// time over cost should be of one order for all.
#[divan::bench(args = [
    "{ priorities(first: 1000) { nodes { name } } }",
    "{ compare { rows { cells { state } } } }",
    "{ compare { similarity { score } } }",
    "{ partnership(slug: \"sussex\") { peers { score } } }",
    "{ partnership(slug: \"sussex\") { themes(first: 80) { edges { state } } } }",
    "{ search(query: \"health\", first: 50) { totalCount edges { cursor } } }",
    "{ themes(first: 80) { nodes { related { score } } } }",
    "{ theme(slug: \"mental-health\") { coverage { assessed } } }",
    "{ theme(slug: \"mental-health\") { coverage(editions: ALL) { assessed } } }",
    "{ partnership(slug: \"sussex\") { effectiveThemes { __typename } } }",
    "{ partnership(slug: \"sussex\") { distinctive { __typename } } }",
    "{ partnership(slug: \"sussex\") { distinctive(of: TERMS) { __typename } } }",
    "{ communities { __typename } }",
    "{ connectingPartners { __typename } }",
    "{ themePairs { __typename } }",
    "{ checkQuotation(text: \"Every child has the best start in life\") { __typename } }",
], sample_count = 20)]
fn answered(bencher: Bencher<'_, '_>, query: &str) {
    let runtime = tokio::runtime::Runtime::new().expect("there are threads");
    let body = serde_json::json!({ "query": query }).to_string();
    bencher.bench(|| runtime.block_on(ask(body.clone())));
}
