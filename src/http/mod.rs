//! What both web faces share: request ids, the access log, limits, security headers, failures,
//! caching by revision, health and readiness. `http` knows no store, no view and no face: the
//! faces give it their routes, and readiness comes through a closure.
//!
//! ```text
//! request → request id → access log → security headers → compression → failure rendering
//!         → caught panics ─┬─ /health, /ready          (never shed: an overloaded service is alive)
//!                          └─ room → time → body size → token → the faces' routes
//! ```

mod access;
pub mod addresses;
mod authentication;
mod cache;
mod cors;
mod failure;
mod limits;
mod probe;
mod request_id;
mod security;
mod streams;
mod worker;

use std::sync::Arc;

use axum::{Router, middleware};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

pub use authentication::{Authentication, Caller, FindToken};
pub use cache::{etag, not_modified};
pub use cors::cors_for_reads;
pub use failure::{Failure, FailurePage};
pub use limits::Limits;
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
    /// Tells how far the service is.
    pub readiness: Arc<dyn Fn() -> Readiness + Send + Sync>,
}

impl Shell {
    /// Puts the shell around the faces' routes, and adds `/health` and `/ready`.
    pub fn around(self, routes: Router) -> Router {
        // No fallbacks here: one for methods would bypass the layers that a face has put on its
        // routes (CORS), one for paths would replace a face's own. `failure::render` gives axum's
        // empty 404 and 405 their bodies.
        let authenticate = authentication::authenticate;
        let routes =
            routes.layer(middleware::from_fn_with_state(self.authentication, authenticate));
        let routes = limits::bound(routes, self.limits);
        probe::routes(self.readiness)
            .merge(routes)
            .layer(CatchPanicLayer::custom(failure::of_panic))
            .layer(middleware::from_fn_with_state(self.failure_page, failure::render))
            .layer(CompressionLayer::new())
            .layer(middleware::from_fn(security::add_headers))
            .layer(middleware::from_fn(access::log))
            .layer(middleware::from_fn_with_state(self.request_ids, request_id::assign))
    }
}
