//! The socket that a service manager hands over, so that a restart refuses no connection.
//!
//! The manager holds the listening socket and passes it on (`LISTEN_FDS`, as systemd's socket units
//! do). While one process ends and the next begins, connections wait in the socket. Where to listen
//! without a manager is in `serve`.

use std::net::SocketAddr;

use listenfd::ListenFd;
use tokio::net::TcpListener;

use crate::error::{Error, Result};

/// The listening socket that this process was started with; none where nobody handed one over.
///
/// Fails where something was handed over that is no listening TCP socket: to listen elsewhere
/// then would leave the clients of that socket waiting for ever.
pub(super) fn find_inherited_listener() -> Result<Option<(TcpListener, SocketAddr)>> {
    let mut handed_over = ListenFd::from_env();
    if handed_over.len() == 0 {
        return Ok(None);
    }
    let listener = handed_over.take_tcp_listener(0).map_err(unusable)?;
    let listener = listener.ok_or_else(|| unusable("it was taken before"))?;
    listener.set_nonblocking(true).map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let listener = TcpListener::from_std(listener).map_err(unusable)?;
    Ok(Some((listener, address)))
}

fn unusable(cause: impl std::fmt::Display) -> Error {
    Error::unavailable(format!(
        "LISTEN_FDS names a socket that cannot be served on ({cause}). Hand over one listening TCP socket, or none."
    ))
}
