//! Bounds: how many requests are worked on at once, how long one may take, how large its body may
//! be. What is over a bound is refused at once with a clear failure; nothing waits in a queue.

use std::{
    num::{NonZeroU32, NonZeroU64},
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use tokio::sync::Semaphore;
use tower_http::limit::RequestBodyLimitLayer;

use super::{
    clients::{self, ClientLimits, Clients},
    failure::Failure,
    metrics,
};
use crate::config::Config;

/// The bounds.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Requests that are worked on at once.
    pub concurrent_requests: usize,
    /// Time after which a request without an answer is ended.
    pub request_timeout: Duration,
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// What one client may do.
    pub clients: ClientLimits,
}

impl Default for Limits {
    /// The bounds of the default settings, but none for single clients.
    fn default() -> Self {
        Self {
            concurrent_requests: 256,
            request_timeout: Duration::from_secs(10),
            body_bytes: 1 << 20,
            clients: ClientLimits::default(),
        }
    }
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
            clients: ClientLimits {
                requests_per_second: small(config.requests_per_second),
                burst: small(config.request_burst),
                concurrent: count(config.max_concurrent_per_client.get()),
                trusted_proxies: config.trusted_proxies.clone(),
            },
        }
    }
}

fn small(value: NonZeroU64) -> NonZeroU32 {
    NonZeroU32::try_from(value).unwrap_or(NonZeroU32::MAX)
}

/// What the requests to all routes share.
#[derive(Clone)]
struct Bounds {
    clients: Arc<Clients>,
    room: Arc<Semaphore>,
    time: Duration,
}

/// Puts the bounds around these routes; they share the room for requests.
pub(super) fn bound(routes: Router, limits: Limits) -> Router {
    let bounds = Bounds {
        room: Arc::new(Semaphore::new(limits.concurrent_requests)),
        time: limits.request_timeout,
        clients: Clients::new(limits.clients),
    };
    routes
        // axum's own limit of 2 MB would otherwise cap the setting.
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(limits.body_bytes))
        .layer(middleware::from_fn_with_state(bounds, take))
}

/// Takes a request that is within its client's share and the room, for the time that it has. One
/// layer for the three: each layer copies all below it for each request.
async fn take(State(bounds): State<Bounds>, request: Request, next: Next) -> Response {
    clients::admit(&bounds.clients, request, async |request| {
        shed(&bounds.room, end_in_time(bounds.time, next.run(request))).await
    })
    .await
}

/// Refuses the request if there is no room. The room is given back when the answer begins, not
/// when the last byte of a long stream is sent.
async fn shed(room: &Semaphore, answer: impl Future<Output = Response>) -> Response {
    if let Ok(_permit) = room.try_acquire() {
        return answer.await;
    }
    metrics::refused("room");
    Failure::overloaded().into_response()
}

/// Ends a request that takes too long. Work on worker threads goes on until it ends by itself.
async fn end_in_time(limit: Duration, answer: impl Future<Output = Response>) -> Response {
    if let Ok(response) = tokio::time::timeout(limit, answer).await {
        return response;
    }
    metrics::refused("time");
    Failure::timed_out(limit).into_response()
}
