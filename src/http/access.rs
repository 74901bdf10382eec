//! One log line for each request, inside the span that gives all its lines their request id.

use std::time::Instant;

use axum::{extract::Request, response::Response};
use opentelemetry::trace::Status;
use tracing::{Instrument as _, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use super::{metrics, probe, request_id::RequestId};

/// Opens the request's span and logs its method, path, status and duration.
///
/// The query string is left out: it holds what people search for. Probes are logged at `debug`
/// only: an orchestrator asks every few seconds.
pub(super) async fn log(request: Request, next: impl AsyncFnOnce(Request) -> Response) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let route = metrics::route_of(&request);
    let span = tracing::info_span!("request", request_id = %id);
    let response = async {
        let response = next(request).await;
        let status = response.status().as_u16();
        let duration_ms = started.elapsed().as_secs_f64() * 1000.0;
        // Three decimals: a microsecond is the finest that says anything.
        let duration_ms = (duration_ms * 1000.0).round() / 1000.0;
        if probe::PATHS.contains(&path.as_str()) {
            tracing::debug!(%method, %path, status, duration_ms, "answered");
        } else {
            tracing::info!(%method, %path, status, duration_ms, "answered");
        }
        describe(&Span::current(), method.as_str(), route, status);
        response
    };
    response.instrument(span).await
}

/// Says in a trace what the request was and how it ended, in the words of OpenTelemetry's
/// [semantic conventions](https://opentelemetry.io/docs/specs/semconv/http/http-spans/); the lines
/// of the log have it already. The route is the pattern, never what was asked.
fn describe(span: &Span, method: &str, route: String, status: u16) {
    span.set_attribute("http.request.method", method.to_owned());
    span.set_attribute("http.route", route);
    span.set_attribute("http.response.status_code", i64::from(status));
    if status >= 500 {
        span.set_status(Status::error(""));
    }
}
