//! Listening, and ending well: the first signal lets running requests finish within a bound, the
//! second ends at once.

use std::{io, net::SocketAddr, time::Duration};

use axum::Router;
use tokio::{
    net::TcpListener,
    sync::{Semaphore, mpsc},
};

use super::{connections::Connections, inherited::find_inherited_listener};
use crate::config::Config;
use crate::error::{Error, Result};

/// Listens on the socket that a service manager handed over, or else on an address such as
/// `127.0.0.1:8080` or `localhost:8080`.
///
/// Fails with a message that says what is wrong with the address and which flag changes it.
pub async fn bind(listen: &str) -> Result<(TcpListener, SocketAddr)> {
    if let Some(inherited) = find_inherited_listener()? {
        return Ok(inherited);
    }
    let cannot = |error: io::Error| cannot_listen(listen, &error);
    let listener = TcpListener::bind(listen).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    Ok((listener, address))
}

fn cannot_listen(listen: &str, error: &io::Error) -> Error {
    let port = listen.rsplit_once(':').map_or("", |(_, port)| port);
    let message = match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "Port {port} is taken: another program listens on {listen}. Stop it, or choose another port, for instance --listen 127.0.0.1:0 for any free one."
        ),
        io::ErrorKind::PermissionDenied => {
            format!("This user may not listen on {listen}. Choose a port from 1024 with --listen.")
        }
        io::ErrorKind::AddrNotAvailable => format!(
            "This machine has no address {listen}. Choose one of its own with --listen, or 0.0.0.0:{port} for all of them."
        ),
        _ => {
            return Error::bad_user_input(format!(
                "“{listen}” is no address to listen on ({error}). Write address:port, for instance --listen 127.0.0.1:8080."
            ));
        }
    };
    Error::unavailable(message)
}

/// Somebody asks the service to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop;

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Every request was answered.
    Finished,
    /// Some requests were still running when the bound was over.
    TimedOut,
    /// A second signal ended it at once.
    Forced,
}

/// The signals of the operating system (`SIGINT`, `SIGTERM`) as they come.
///
/// Needs a running tokio runtime.
pub fn stop_signals() -> Result<mpsc::Receiver<Stop>> {
    let (sender, receiver) = mpsc::channel(2);
    let cannot = |error: io::Error| {
        Error::unavailable("The signals of the system cannot be received.").because(error)
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        for kind in [SignalKind::interrupt(), SignalKind::terminate()] {
            let (mut signals, sender) = (signal(kind).map_err(cannot)?, sender.clone());
            tokio::spawn(async move {
                while signals.recv().await.is_some() && sender.send(Stop).await.is_ok() {}
            });
        }
    }
    #[cfg(windows)]
    {
        let mut signals = tokio::signal::windows::ctrl_c().map_err(cannot)?;
        tokio::spawn(async move {
            while signals.recv().await.is_some() && sender.send(Stop).await.is_ok() {}
        });
    }
    Ok(receiver)
}

/// How long serving waits, and for how many.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For running requests to finish after the first [`Stop`].
    pub shutdown: Duration,
    /// For a client to send the head of a request; also how long an idle connection is kept.
    pub request_head: Duration,
    /// Connections that are open at once; further ones wait to be accepted.
    pub connections: usize,
}

impl Patience {
    /// What the settings name.
    pub fn of(config: &Config) -> Self {
        let connections = usize::try_from(config.max_connections.get()).unwrap_or(usize::MAX);
        Self {
            shutdown: Duration::from_secs(config.shutdown_seconds.get()),
            request_head: Duration::from_secs(config.idle_seconds.get()),
            // Tokio's semaphores hold no more permits than this.
            connections: connections.min(Semaphore::MAX_PERMITS),
        }
    }
}

/// Serves until the first [`Stop`], then takes no new connections and lets running requests
/// finish for a while; a second [`Stop`] ends it at once. Connections that are still open at the
/// end are cut.
pub async fn serve(
    listener: TcpListener,
    routes: Router,
    patience: Patience,
    mut stops: mpsc::Receiver<Stop>,
) -> Ending {
    let mut connections = Connections::new(routes, patience);
    tokio::select! {
        () = connections.accept(&listener) => {}
        () = next(&mut stops) => {}
    }
    drop(listener);
    let seconds = patience.shutdown.as_secs();
    tracing::info!(open = connections.open(), seconds, "stopping: running requests may finish");
    let ending = tokio::select! {
        () = connections.finish() => Ending::Finished,
        () = tokio::time::sleep(patience.shutdown) => Ending::TimedOut,
        () = next(&mut stops) => Ending::Forced,
    };
    match ending {
        Ending::Finished => tracing::info!("stopped: every request was answered"),
        Ending::TimedOut => tracing::warn!("stopped: some requests were cut off after the bound"),
        Ending::Forced => tracing::warn!("stopped at once by a second signal"),
    }
    ending
}

/// Waits for the next stop; for ever if none can come any more.
async fn next(stops: &mut mpsc::Receiver<Stop>) {
    if stops.recv().await.is_none() {
        std::future::pending::<()>().await;
    }
}

/// Runs a future to its end on the runtime of the program.
///
/// Worker threads that are still busy then do not hold up the end of the process: after a second
/// signal, or after the bound, nothing may.
pub fn run<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| {
        Error::unavailable("The system gives this process no threads.").because(error)
    })?;
    let result = runtime.block_on(future);
    runtime.shutdown_background();
    result
}
