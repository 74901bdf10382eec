//! Open connections: how many there may be, how long a silent one is kept, and how they end.
//!
//! An accept loop of our own in place of `axum::serve`, which waits for ever for the head of a
//! request: a thousand clients that send nothing would take every file handle of the process.

use std::{
    io,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::Router;
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
};

use tower::ServiceExt as _;

use super::serve::Patience;
use crate::http::Peer;

/// How long nothing may have been refused before that is over: at the edge, places come and go.
const QUIET: Duration = Duration::from_secs(3);

/// The open connections of a service.
pub(super) struct Connections {
    routes: Router,
    head_timeout: Duration,
    room: Arc<Semaphore>,
    /// Becomes `true` when running requests are the last ones.
    stopping: watch::Sender<bool>,
    /// Dropping it cuts what is still open.
    tasks: JoinSet<()>,
}

impl Connections {
    pub(super) fn new(routes: Router, patience: Patience) -> Self {
        Self {
            routes,
            head_timeout: patience.request_head,
            room: Arc::new(Semaphore::new(patience.connections)),
            stopping: watch::Sender::new(false),
            tasks: JoinSet::new(),
        }
    }

    /// How many are open.
    pub(super) fn open(&self) -> usize {
        self.tasks.len()
    }

    /// Accepts connections for as long as it is polled; to be dropped when the service stops.
    pub(super) async fn accept(&mut self, listener: &TcpListener) {
        let mut starved: Option<Instant> = None;
        loop {
            // The semaphore is never closed; if it were, nothing more could be accepted.
            let Ok(place) = Arc::clone(&self.room).acquire_owned().await else { return };
            let stream = tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        if starved.take_if(|last| last.elapsed() > QUIET).is_some() {
                            tracing::info!("connections are accepted again");
                        }
                        stream
                    }
                    Err(error) => {
                        if refused(&error, starved.is_some()).await {
                            starved = Some(Instant::now());
                        }
                        continue;
                    }
                },
                // Ended connections are cleared away while waiting, so that they cost no memory.
                Some(_) = self.tasks.join_next() => continue,
            };
            let conversation =
                converse(stream, self.routes.clone(), self.head_timeout, self.stopping.subscribe());
            self.tasks.spawn(async move {
                conversation.await;
                drop(place);
            });
        }
    }

    /// Lets each connection finish the request that it is in, and waits for all.
    pub(super) async fn finish(&mut self) {
        self.stopping.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Answers the requests of one connection until it ends or the service stops.
async fn converse(
    stream: TcpStream,
    routes: Router,
    head_timeout: Duration,
    mut stopping: watch::Receiver<bool>,
) {
    let peer = stream.peer_addr().ok().map(|peer| Peer(peer.ip()));
    let routes = routes.map_request(move |mut request: hyper::Request<Incoming>| {
        if let Some(peer) = peer {
            request.extensions_mut().insert(peer);
        }
        request
    });
    // Answers are written whole; waiting to fill packets would only delay them.
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_timeout)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes))
        .with_upgrades();
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopping.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// A client that went away is nothing to us. Anything else (no file handles left) passes with
/// time, and would otherwise come back at once for ever; it is logged once, whether it lasts or
/// not. Whether it was that.
async fn refused(error: &io::Error, known: bool) -> bool {
    let gone = [
        io::ErrorKind::ConnectionRefused,
        io::ErrorKind::ConnectionAborted,
        io::ErrorKind::ConnectionReset,
    ];
    if gone.contains(&error.kind()) {
        return false;
    }
    if !known {
        tracing::error!(%error, "no connection can be accepted; trying again every second");
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    true
}
