//! Bounds: how many requests are worked on at once, how long one may take, how large its body may
//! be. What is over a bound is refused at once with a clear failure; nothing waits in a queue.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use tokio::sync::Semaphore;
use tower_http::limit::RequestBodyLimitLayer;

use super::failure::Failure;
use crate::config::Config;

/// The bounds.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Requests that are worked on at once.
    pub concurrent_requests: usize,
    /// Time after which a request without an answer is ended.
    pub request_timeout: Duration,
    /// Bytes of a request's body.
    pub body_bytes: usize,
}

impl Limits {
    /// The bounds that the settings name.
    pub fn of(config: &Config) -> Self {
        let count = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        Self {
            // Tokio's semaphores hold no more permits than this.
            concurrent_requests: count(config.max_concurrent_requests.get())
                .min(Semaphore::MAX_PERMITS),
            request_timeout: Duration::from_secs(config.request_timeout_seconds.get()),
            body_bytes: count(config.max_body_bytes.get()),
        }
    }
}

/// Puts the bounds around these routes; they share the room for requests.
pub(super) fn bound(routes: Router, limits: Limits) -> Router {
    let room = Arc::new(Semaphore::new(limits.concurrent_requests));
    routes
        // axum's own limit of 2 MB would otherwise cap the setting.
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(limits.body_bytes))
        .layer(middleware::from_fn_with_state(limits.request_timeout, end_in_time))
        .layer(middleware::from_fn_with_state(room, shed))
}

/// Refuses the request if there is no room. The room is given back when the answer begins, not
/// when the last byte of a long stream is sent.
async fn shed(State(room): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    match room.try_acquire() {
        Ok(_permit) => next.run(request).await,
        Err(_) => Failure::overloaded().into_response(),
    }
}

/// Ends a request that takes too long. Work on worker threads goes on until it ends by itself.
async fn end_in_time(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::timed_out(limit).into_response(),
    }
}
