//! Answers that stay open: how many there may be, how long, and how they end when the service does.
//!
//! Not here: what is sent (`graphql::live`).

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::error::{Error, Result};

/// How many streams there may be, and how long each.
#[derive(Debug, Clone, Copy)]
pub struct StreamLimits {
    /// Streams that are open at once, of all clients.
    pub open: usize,
    /// Streams of one client address.
    pub of_one_client: usize,
    /// How long one is kept at most; whoever wants more opens the next.
    pub longest: Duration,
}

impl Default for StreamLimits {
    /// 200 streams, 10 of one address, an hour each.
    fn default() -> Self {
        Self { open: 200, of_one_client: 10, longest: Duration::from_hours(1) }
    }
}

/// The open streams of a service. Cheap to clone; clones share the room.
#[derive(Clone)]
pub struct Streams {
    limits: StreamLimits,
    room: Arc<Semaphore>,
    clients: Arc<Mutex<HashMap<IpAddr, usize>>>,
    stopping: Arc<watch::Sender<bool>>,
}

/// One open stream; its place is given back when it is dropped.
pub struct OpenStream {
    streams: Streams,
    client: Option<IpAddr>,
    stopping: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
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

    /// Opens a stream for a client; one whose address is not known counts only among all.
    ///
    /// # Errors
    /// `UNAVAILABLE` where there are too many, or the service is stopping.
    pub fn open(&self, client: Option<IpAddr>) -> Result<OpenStream> {
        let stopping = self.stopping.subscribe();
        if *stopping.borrow() {
            return Err(Error::unavailable("The service is stopping. Connect again in a moment."));
        }
        let place = self.room.clone().try_acquire_owned().map_err(|_| {
            Error::unavailable(
                "As many subscriptions are open as the service keeps. Try again later, or ask for changes(since:) from time to time.",
            )
        })?;
        if let Some(client) = client {
            self.count(client)?;
        }
        Ok(OpenStream { streams: self.clone(), client, stopping, _place: place })
    }

    fn count(&self, client: IpAddr) -> Result<()> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let open = clients.entry(client).or_default();
        if *open >= self.limits.of_one_client {
            return Err(Error::unavailable(format!(
                "{open} subscriptions of your address are open, which is as many as one may have. Close one of them first."
            )));
        }
        *open += 1;
        Ok(())
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
        self.streams.limits.longest
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        let Some(client) = self.client else { return };
        let mut clients = self.streams.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = clients.get_mut(&client) {
            *open -= 1;
            if *open == 0 {
                clients.remove(&client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn streams() -> Streams {
        Streams::new(StreamLimits { open: 3, of_one_client: 2, ..StreamLimits::default() })
    }

    #[test]
    fn one_client_and_all_together_have_so_many_and_no_more() {
        let (streams, a, b) = (streams(), [1, 1, 1, 1].into(), [2, 2, 2, 2].into());
        let first = streams.open(Some(a)).unwrap();
        let _second = streams.open(Some(a)).unwrap();
        assert!(streams.open(Some(a)).err().unwrap().public().contains("your address"));
        let _third = streams.open(Some(b)).unwrap();
        assert!(streams.open(None).err().unwrap().public().contains("as the service keeps"));
        drop(first);
        streams.open(Some(a)).unwrap();
    }

    #[tokio::test]
    async fn a_stopping_service_ends_its_streams_and_opens_none() {
        let streams = streams();
        let mut stream = streams.open(None).unwrap();
        streams.stop();
        stream.stopping().await;
        assert!(streams.open(None).err().unwrap().public().contains("stopping"));
        drop(stream);
        streams.ended().await;
    }
}
