//! What both web faces share: request ids, the access log, limits, security headers, failures,
//! caching by revision, health, readiness and metrics. `http` knows no store, no view and no face: the
//! faces give it their routes, and readiness comes through a closure.
//!
//! ```text
//! request → request id → access log → measures → security headers → compression
//!         → failure rendering → caught panics
//!         ─┬─ /health, /ready, /metrics     (never shed: an overloaded service is alive)
//!          └─ the client's share → room → time → body size → token → the faces' routes
//! ```

mod access;
pub mod addresses;
mod authentication;
mod cache;
mod client;
mod clients;
mod cors;
mod failure;
mod limits;
mod metrics;
mod probe;
mod request_id;
mod security;
mod streams;
mod worker;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::Response,
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::config::Secret;

pub use authentication::{Authentication, Caller, FindToken};
pub use cache::{etag, not_modified};
pub use client::{ClientAddress, Peer};
pub use clients::ClientLimits;
pub use cors::cors_for_reads;
pub use failure::{Failure, FailurePage};
pub use limits::Limits;
pub use metrics::{MetricsAccess, question_answered, refused, start_measuring};
pub use probe::Readiness;
pub use request_id::{RequestId, RequestIds};
pub use security::CONTENT_SECURITY_POLICY;
pub use streams::{OpenStream, StreamLimits, Streams};
pub use worker::on_worker_thread;

/// What the shell around the faces' routes needs to be told.
#[derive(Clone)]
pub struct Shell {
    /// Bounds on each request and on all of them together.
    pub limits: Limits,
    /// Checks the tokens of requests that bring one.
    pub authentication: Authentication,
    /// Makes the id of a request that brings none.
    pub request_ids: RequestIds,
    /// The page for a failure, for those who asked for HTML.
    pub failure_page: FailurePage,
    /// With it anybody may fetch the metrics; without it only clients on this machine.
    pub metrics_token: Option<Secret>,
    /// Tells how far the service is.
    pub readiness: Arc<dyn Fn() -> Readiness + Send + Sync>,
}

impl Shell {
    /// Puts the shell around the faces' routes, and adds `/health` and `/ready`.
    pub fn around(self, routes: Router) -> Router {
        // No fallbacks here: one for methods would bypass the layers that a face has put on its
        // routes (CORS), one for paths would replace a face's own. `failure::render` gives axum's
        // empty 404 and 405 their bodies.
        let access = MetricsAccess {
            token: self.metrics_token,
            trusted_proxies: self.limits.clients.trusted_proxies.clone(),
        };
        let authenticate = authentication::authenticate;
        let routes =
            routes.layer(middleware::from_fn_with_state(self.authentication, authenticate));
        let routes = limits::bound(routes, self.limits);
        metrics::routes(access, self.readiness.clone())
            .merge(probe::routes(self.readiness))
            .merge(routes)
            .layer(CatchPanicLayer::custom(failure::of_panic))
            .layer(middleware::from_fn_with_state(self.failure_page, failure::render))
            .layer(CompressionLayer::new())
            .layer(middleware::from_fn_with_state(self.request_ids, attend))
    }
}

/// Numbers, logs and measures a request, and gives its answer the headers that all answers have. One
/// layer for the four: each layer copies all below it for each request.
async fn attend(State(ids): State<RequestIds>, request: Request, next: Next) -> Response {
    request_id::assign(&ids, request, async |request| {
        access::log(request, async |request| {
            let answer = async |request| security::add_headers(next.run(request).await);
            metrics::measure(request, answer).await
        })
        .await
    })
    .await
}
