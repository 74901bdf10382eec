//! What is measured while the service runs, and `/metrics`, where Prometheus fetches it.
//!
//! Labels are bounded: routes are patterns of our own, questions are named by a field of the schema;
//! nothing that a client sends becomes a label. Not here: traces and the log (`telemetry`).

use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use super::{client, failure::Failure, probe::Readiness};
use crate::{
    config::{Networks, Secret},
    error::{Code, Error, Result},
};

/// Where the metrics are.
pub(super) const PATH: &str = "/metrics";

const SECONDS: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0];
const COSTS: [f64; 8] =
    [10.0, 100.0, 1_000.0, 5_000.0, 20_000.0, 100_000.0, 500_000.0, 2_000_000.0];

/// How often what was measured is summed up, so that memory stays flat when nobody fetches it.
const UPKEEP: Duration = Duration::from_secs(5);

/// The measurements of this process: there is one for all services in it.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Who may fetch the metrics, and what they tell beside requests.
#[derive(Clone)]
pub struct MetricsAccess {
    /// With it anybody may; without it only clients on this machine.
    pub token: Option<Secret>,
    /// Proxies on this machine that speak for others.
    pub trusted_proxies: Option<Networks>,
}

/// Starts measuring. To be called once by the program, on its runtime; a second call changes
/// nothing, not even at the same time. Where it was not called, nothing is measured and `/metrics` says so.
///
/// # Errors
/// `INTERNAL` if another recorder was installed.
pub fn start_measuring() -> Result<()> {
    static STARTING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    if RECORDER.get().is_some() {
        return Ok(());
    }
    let handle = install()?;
    let upkeep = handle.clone();
    if RECORDER.set(Some(handle)).is_ok() {
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(UPKEEP);
            loop {
                ticks.tick().await;
                upkeep.run_upkeep();
            }
        });
    }
    Ok(())
}

fn install() -> Result<PrometheusHandle> {
    let suffix = |text: &str| Matcher::Suffix(text.to_owned());
    PrometheusBuilder::new()
        .set_buckets_for_metric(suffix("_seconds"), &SECONDS)
        .and_then(|builder| builder.set_buckets_for_metric(suffix("_cost"), &COSTS))
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(Error::internal)
}

/// A request was refused for this reason, one of ours: `rate`, `client_concurrency`, `room`, `time`,
/// or the code of an error.
pub fn refused(reason: &'static str) {
    counter!("strategraph_refusals_total", "reason" => reason).increment(1);
}

/// A question was answered. `operation` must be a name of the schema or of a stored question.
pub fn question_answered(operation: String, faultless: bool, took: Duration, cost: Option<usize>) {
    let outcome = if faultless { "ok" } else { "errors" };
    counter!("strategraph_questions_total", "operation" => operation.clone(), "outcome" => outcome)
        .increment(1);
    histogram!("strategraph_question_seconds", "operation" => operation).record(took.as_secs_f64());
    if let Some(cost) = cost {
        // Costs are far below 2^52.
        histogram!("strategraph_question_cost").record(cost as f64);
    }
}

/// Measures each request by method, route and class of status.
pub(super) async fn measure(
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let began = Instant::now();
    let method = match request.method().as_str() {
        method @ ("GET" | "HEAD" | "POST" | "OPTIONS") => method.to_owned(),
        _ => "other".to_owned(),
    };
    let route = route_of(&request);
    let response = next(request).await;
    let status = format!("{}xx", response.status().as_u16() / 100);
    counter!("strategraph_requests_total", "method" => method, "route" => route.clone(), "status" => status)
        .increment(1);
    histogram!("strategraph_request_seconds", "route" => route)
        .record(began.elapsed().as_secs_f64());
    response
}

/// The pattern of the route that a request goes to; `none` where there is none.
pub(super) fn route_of(request: &Request) -> String {
    let route = request.extensions().get::<MatchedPath>();
    route.map_or_else(|| "none".to_owned(), |route| route.as_str().to_owned())
}

#[derive(Clone)]
struct Exposition {
    access: MetricsAccess,
    readiness: Arc<dyn Fn() -> Readiness + Send + Sync>,
}

/// The route of the metrics.
pub(super) fn routes(
    access: MetricsAccess,
    readiness: Arc<dyn Fn() -> Readiness + Send + Sync>,
) -> Router {
    Router::new().route(PATH, get(expose)).with_state(Exposition { access, readiness })
}

async fn expose(State(exposition): State<Exposition>, request: Request) -> Response {
    if let Err(failure) = exposition.access.check(&request) {
        return failure.into_response();
    }
    let Some(handle) = RECORDER.get().and_then(Option::as_ref) else {
        return Failure::from(Error::unavailable("Nothing is measured in this process."))
            .into_response();
    };
    set_gauges(&(exposition.readiness)());
    let headers = [
        (header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::OK, headers, handle.render()).into_response()
}

impl MetricsAccess {
    fn check(&self, request: &Request) -> Result<(), Failure> {
        let header = request.headers().get(header::AUTHORIZATION);
        let given = header
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        let local = client::address_of(request, self.trusted_proxies.as_ref())
            .is_some_and(|address| address.is_loopback());
        match (&self.token, given) {
            (Some(token), Some(given)) if token.is(given) => Ok(()),
            (None, _) if local => Ok(()),
            (Some(_), _) => Err(Error::new(
                Code::Unauthenticated,
                "The metrics need the token of the setting metrics_token: “Authorization: Bearer …”.",
            )
            .into()),
            (None, _) => Err(Error::new(
                Code::Forbidden,
                "The metrics are told on this machine only, or with a token once metrics_token is set.",
            )
            .into()),
        }
    }
}

fn set_gauges(readiness: &Readiness) {
    let set = |name: &'static str, value: Option<i64>| {
        if let Some(value) = value {
            gauge!(name).set(value as f64);
        }
    };
    set("strategraph_revision", readiness.view_revision);
    set("strategraph_record_revision", readiness.record_revision);
    let lag = readiness.view_revision.zip(readiness.record_revision);
    set("strategraph_view_lag_revisions", lag.map(|(view, record)| (record - view).max(0)));
    set("strategraph_refresh_failing", Some(i64::from(readiness.trouble.is_some())));
    set("strategraph_resident_memory_bytes", resident_memory());
}

/// The memory that the process holds, where the system tells it (Linux).
fn resident_memory() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<i64>().ok().map(|kilobytes| kilobytes * 1024)
}
