//! `/health` (the process answers) and `/ready` (it has a view to answer from, and how far that
//! is behind the record). Both are for machines and are never cached or shed.

use std::sync::Arc;

use axum::{
    Json, Router,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;

/// The paths of the probes.
pub(super) const PATHS: [&str; 2] = ["/health", "/ready"];

/// How far the service is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readiness {
    /// The revision of the view that requests are answered from; `None` before the first view.
    pub view_revision: Option<i64>,
    /// The last revision of the record that this process knows of.
    pub record_revision: Option<i64>,
    /// Why the last attempt to build a view failed, in words for everybody.
    pub trouble: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    ready: bool,
    revision: Option<i64>,
    record_revision: Option<i64>,
    lag: Option<i64>,
    trouble: Option<String>,
}

/// The routes of the probes.
pub(super) fn routes(readiness: Arc<dyn Fn() -> Readiness + Send + Sync>) -> Router {
    let [health, ready] = PATHS;
    Router::new()
        .route(health, get(async || uncached(StatusCode::OK, &serde_json::json!({"alive": true}))))
        .route(ready, get(move || std::future::ready(report(readiness()))))
}

/// A view that lags is still ready: old answers are true answers of their revision, and taking
/// every replica out of service because one build fails would turn lag into an outage.
fn report(readiness: Readiness) -> Response {
    let lag = readiness
        .view_revision
        .zip(readiness.record_revision)
        .map(|(view, record)| record.saturating_sub(view).max(0));
    let ready = readiness.view_revision.is_some();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let report = Report {
        ready,
        revision: readiness.view_revision,
        record_revision: readiness.record_revision,
        lag,
        trouble: readiness.trouble,
    };
    uncached(status, &report)
}

fn uncached(status: StatusCode, body: &impl Serialize) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
