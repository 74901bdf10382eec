//! Answers that stay open: how many there may be, how long, and how they end when the service does.
//!
//! Not here: what is sent (`graphql::live`).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::client::ClientAddress;
use crate::error::{Code, Error, Result};

/// How many streams there may be, and how long each.
#[derive(Debug, Clone, Copy)]
pub struct StreamLimits {
    /// Streams that are open at once, of all clients.
    pub open: usize,
    /// Streams that one client has open at once.
    pub of_one_client: usize,
    /// How long one is kept at most; whoever wants more opens the next.
    pub longest: Duration,
}

impl Default for StreamLimits {
    /// 200 streams, 20 of one client, an hour each.
    fn default() -> Self {
        Self { open: 200, of_one_client: 20, longest: Duration::from_hours(1) }
    }
}

/// The open streams of a service. Cheap to clone; clones share the room.
#[derive(Clone)]
pub struct Streams {
    limits: StreamLimits,
    room: Arc<Semaphore>,
    /// How many each client has.
    clients: Arc<Mutex<HashMap<ClientAddress, usize>>>,
    stopping: Arc<watch::Sender<bool>>,
}

/// One open stream; its place is given back when it is dropped.
pub struct OpenStream {
    longest: Duration,
    stopping: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
    _share: Option<Share>,
}

/// One of the streams of a client, given back when it is dropped.
struct Share {
    clients: Arc<Mutex<HashMap<ClientAddress, usize>>>,
    client: ClientAddress,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = clients.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                clients.remove(&self.client);
            }
        }
    }
}

impl Streams {
    /// No streams yet.
    pub fn new(limits: StreamLimits) -> Self {
        let open = limits.open.min(Semaphore::MAX_PERMITS);
        Self {
            limits,
            room: Arc::new(Semaphore::new(open)),
            clients: Arc::default(),
            stopping: Arc::new(watch::Sender::new(false)),
        }
    }

    /// Opens a stream for a client, if it is known who that is.
    ///
    /// # Errors
    /// `RATE_LIMITED` where this client has too many, `UNAVAILABLE` where there are too many of all,
    /// or the service is stopping.
    pub fn open(&self, client: Option<ClientAddress>) -> Result<OpenStream> {
        let stopping = self.stopping.subscribe();
        if *stopping.borrow() {
            return Err(Error::unavailable("The service is stopping. Connect again in a moment."));
        }
        let place = self.room.clone().try_acquire_owned().map_err(|_| {
            Error::unavailable(
                "As many subscriptions are open as the service keeps. Try again later, or ask for changes(since:) from time to time.",
            )
        })?;
        let share = client.map(|client| self.share(client)).transpose()?;
        Ok(OpenStream { longest: self.limits.longest, stopping, _place: place, _share: share })
    }

    fn share(&self, client: ClientAddress) -> Result<Share> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let count = clients.entry(client).or_insert(0);
        if *count >= self.limits.of_one_client {
            return Err(Error::new(
                Code::RateLimited,
                format!(
                    "{} subscriptions are open from your address, as many as one may have. End one first; over WebSocket one connection carries several.",
                    self.limits.of_one_client
                ),
            ));
        }
        *count += 1;
        Ok(Share { clients: self.clients.clone(), client })
    }

    /// Ends all streams, each with a reason; no further one is opened.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Waits until all streams have ended.
    pub async fn ended(&self) {
        let all = u32::try_from(self.limits.open.min(Semaphore::MAX_PERMITS)).unwrap_or(u32::MAX);
        // Fails only where the semaphore is closed, which it never is.
        let _ = self.room.acquire_many(all).await;
    }
}

impl OpenStream {
    /// Resolves when the service stops.
    pub async fn stopping(&mut self) {
        // An error would mean that nobody can stop it any more: the same.
        let _ = self.stopping.wait_for(|stopping| *stopping).await;
    }

    /// How long it is kept at most.
    pub fn longest(&self) -> Duration {
        self.longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_so_many_streams_and_no_more() {
        let streams = Streams::new(StreamLimits { open: 2, ..StreamLimits::default() });
        let first = streams.open(None).unwrap();
        let _second = streams.open(None).unwrap();
        assert!(streams.open(None).err().unwrap().public().contains("as the service keeps"));
        drop(first);
        streams.open(None).unwrap();
    }

    #[test]
    fn one_client_cannot_take_them_all() {
        let streams = Streams::new(StreamLimits { of_one_client: 2, ..StreamLimits::default() });
        let client = |text: &str| Some(ClientAddress(text.parse().unwrap()));
        let first = streams.open(client("192.0.2.1")).unwrap();
        let second = streams.open(client("192.0.2.1")).unwrap();
        let third = streams.open(client("192.0.2.1")).err().unwrap();
        assert_eq!(third.code(), Code::RateLimited);
        streams.open(client("192.0.2.2")).unwrap();
        drop(first);
        streams.open(client("192.0.2.1")).unwrap();
        drop(second);
        assert!(streams.clients.lock().unwrap().is_empty(), "nobody is remembered");
    }

    #[tokio::test]
    async fn a_stopping_service_ends_its_streams_and_opens_none() {
        let streams = Streams::new(StreamLimits::default());
        let mut stream = streams.open(None).unwrap();
        streams.stop();
        stream.stopping().await;
        assert!(streams.open(None).err().unwrap().public().contains("stopping"));
        drop(stream);
        streams.ended().await;
    }
}
