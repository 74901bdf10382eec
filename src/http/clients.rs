//! Fairness between clients: how often each may ask, and how many of its requests are worked on at
//! once. Who is over a bound is refused at once with 429 and the time after which to try again.

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::Request,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};

use super::{client::Client, failure::Failure, metrics};
use crate::config::Networks;

/// Into how many cells clients fall. Two clients in one cell share its allowance; with a thousand
/// clients at a time that is one in 65. It bounds the memory to a few megabytes whatever addresses
/// ask. The cell of a client is keyed by chance, so that nobody can aim at that of another.
const CELLS: u64 = 1 << 16;

/// What one client may do.
#[derive(Debug, Clone)]
pub struct ClientLimits {
    /// Requests a second, over time.
    pub requests_per_second: NonZeroU32,
    /// Requests at once after a pause.
    pub burst: NonZeroU32,
    /// Requests that are worked on at once.
    pub concurrent: usize,
    /// Proxies that may say who asks.
    pub trusted_proxies: Option<Networks>,
}

impl Default for ClientLimits {
    fn default() -> Self {
        Self {
            requests_per_second: NonZeroU32::MAX,
            burst: NonZeroU32::MAX,
            concurrent: usize::MAX,
            trusted_proxies: None,
        }
    }
}

/// All clients, as far as they ask now or asked lately.
pub(super) struct Clients {
    limits: ClientLimits,
    rate: DefaultKeyedRateLimiter<u64>,
    clock: DefaultClock,
    keys: RandomState,
    running: Mutex<HashMap<Client, usize>>,
}

impl Clients {
    pub(super) fn new(limits: ClientLimits) -> Arc<Self> {
        let quota = Quota::per_second(limits.requests_per_second).allow_burst(limits.burst);
        Arc::new(Self {
            limits,
            rate: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            keys: RandomState::new(),
            running: Mutex::default(),
        })
    }

    /// # Errors
    /// After how long to try again.
    fn check_rate(&self, client: Client) -> Result<(), Duration> {
        let cell = self.keys.hash_one(client) % CELLS;
        self.rate.check_key(&cell).map_err(|refused| refused.wait_time_from(self.clock.now()))
    }

    /// A place among the requests of a client; `None` if it has all of them.
    fn enter(self: &Arc<Self>, client: Client) -> Option<Place> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let count = running.entry(client).or_insert(0);
        if *count >= self.limits.concurrent {
            return None;
        }
        *count += 1;
        Some(Place { clients: self.clone(), client })
    }
}

/// A place among the requests of a client, given back when it is dropped.
struct Place {
    clients: Arc<Clients>,
    client: Client,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut running = self.clients.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = running.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                running.remove(&self.client);
            }
        }
    }
}

/// Refuses a client that asks too often or too much at once.
pub(super) async fn admit(
    clients: &Arc<Clients>,
    mut request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let Some(client) = Client::of(&request, clients.limits.trusted_proxies.as_ref()) else {
        return next(request).await;
    };
    request.extensions_mut().insert(client.address());
    if let Err(wait) = clients.check_rate(client) {
        metrics::refused("rate");
        return refuse(Failure::too_often(), wait);
    }
    if let Some(_place) = clients.enter(client) {
        return next(request).await;
    }
    metrics::refused("client_concurrency");
    refuse(Failure::too_many_at_once(clients.limits.concurrent), Duration::ZERO)
}

/// The refusal with the whole seconds to wait, at least one: zero would call for an instant return.
fn refuse(failure: Failure, wait: Duration) -> Response {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let mut response = failure.into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    response
}
