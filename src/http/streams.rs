//! Answers that stay open: how many there may be, how long, and how they end when the service does.
//!
//! Not here: what is sent (`graphql::live`).

use std::{sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::error::{Error, Result};

/// How many streams there may be, and how long each.
#[derive(Debug, Clone, Copy)]
pub struct StreamLimits {
    /// Streams that are open at once, of all clients.
    pub open: usize,
    /// How long one is kept at most; whoever wants more opens the next.
    pub longest: Duration,
}

impl Default for StreamLimits {
    /// 200 streams, an hour each.
    fn default() -> Self {
        Self { open: 200, longest: Duration::from_hours(1) }
    }
}

/// The open streams of a service. Cheap to clone; clones share the room.
#[derive(Clone)]
pub struct Streams {
    limits: StreamLimits,
    room: Arc<Semaphore>,
    stopping: Arc<watch::Sender<bool>>,
}

/// One open stream; its place is given back when it is dropped.
pub struct OpenStream {
    longest: Duration,
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
            stopping: Arc::new(watch::Sender::new(false)),
        }
    }

    /// Opens a stream.
    ///
    /// # Errors
    /// `UNAVAILABLE` where there are too many, or the service is stopping.
    pub fn open(&self) -> Result<OpenStream> {
        let stopping = self.stopping.subscribe();
        if *stopping.borrow() {
            return Err(Error::unavailable("The service is stopping. Connect again in a moment."));
        }
        let place = self.room.clone().try_acquire_owned().map_err(|_| {
            Error::unavailable(
                "As many subscriptions are open as the service keeps. Try again later, or ask for changes(since:) from time to time.",
            )
        })?;
        Ok(OpenStream { longest: self.limits.longest, stopping, _place: place })
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
        let first = streams.open().unwrap();
        let _second = streams.open().unwrap();
        assert!(streams.open().err().unwrap().public().contains("as the service keeps"));
        drop(first);
        streams.open().unwrap();
    }

    #[tokio::test]
    async fn a_stopping_service_ends_its_streams_and_opens_none() {
        let streams = Streams::new(StreamLimits::default());
        let mut stream = streams.open().unwrap();
        streams.stop();
        stream.stopping().await;
        assert!(streams.open().err().unwrap().public().contains("stopping"));
        drop(stream);
        streams.ended().await;
    }
}
