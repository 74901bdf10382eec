//! Tests of the area `graphql`: through the real router, without a socket, on the seed's data.

mod audits;
mod comparing;
mod contract;
mod costs;
mod data;
mod evolution;
mod hostile;
mod hostile_cases;
mod measures;
mod over_http;
mod pages;
mod random_questions;
mod relay;
mod relay_rules;
mod searching;
mod stored;
mod writing;
mod written;

use std::sync::{Arc, LazyLock};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, header},
};
use serde_json::{Value, json};
use strategraph::{
    graphql,
    http::{Authentication, Failure, Limits, Readiness, RequestIds, Shell, addresses::BaseUrl},
    ingest::records::{EmbeddedSeed, read_seed},
    view::View,
};
use tower::ServiceExt as _;

/// The revision that the view of these tests says it has.
const REVISION: i64 = 7;

static VIEW: LazyLock<Arc<View>> = LazyLock::new(|| Arc::new(build_view()));

/// The seed as a view; the one place that knows how a view is put together.
fn build_view() -> View {
    let mut record = read_seed(&EmbeddedSeed).unwrap().record;
    record.revision = REVISION;
    View::of_record(record).unwrap()
}

fn routes() -> Router {
    graphql::routes(Arc::new(|| VIEW.clone()), BaseUrl::new("https://example.org"), None)
}

/// The routes in the shell in which they run.
fn in_shell(routes: Router) -> Router {
    let day = std::time::Duration::from_hours(24);
    Shell {
        authentication: Authentication::of_nobody(),
        limits: Limits { concurrent_requests: 8, request_timeout: day, ..Limits::default() },
        request_ids: RequestIds::fixed("made"),
        failure_page: Arc::new(|failure: &Failure| failure.message.clone()),
        metrics_token: None,
        readiness: Arc::new(Readiness::default),
    }
    .around(routes)
}

async fn send(request: Request<Body>) -> Response<Body> {
    static APP: LazyLock<Router> = LazyLock::new(|| in_shell(routes()));
    APP.clone().oneshot(request).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 24).await.unwrap().into()).unwrap()
}

fn header_of(response: &Response<Body>, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

fn post(body: impl Into<Body>) -> Request<Body> {
    Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .body(body.into())
        .unwrap()
}

/// The whole answer to a question.
async fn ask(query: &str) -> Value {
    let response = send(post(json!({ "query": query }).to_string())).await;
    serde_json::from_str(&text(response).await).unwrap()
}

/// The data of an answer that must have no errors.
async fn data(query: &str) -> Value {
    let answer = ask(query).await;
    assert!(answer.get("errors").is_none(), "{query}\n{:#}", answer["errors"]);
    answer["data"].clone()
}

/// The code and the message of an answer's only error.
async fn refusal(query: &str) -> (String, String) {
    let answer = ask(query).await;
    let errors = answer["errors"].as_array().unwrap_or_else(|| panic!("no error: {answer:#}"));
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let (code, message) = (&errors[0]["extensions"]["code"], &errors[0]["message"]);
    (code.as_str().unwrap().to_owned(), message.as_str().unwrap().to_owned())
}

/// The texts of a list.
fn texts(list: &Value, field: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|entry| entry[field].as_str().unwrap().to_owned()).collect()
}
