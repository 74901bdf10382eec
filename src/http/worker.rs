//! Work that keeps a processor busy, away from the tasks that serve requests.

use tracing::Span;

use crate::error::{Error, Result};

/// Runs a search or a walk of the graph on a worker thread, inside the same spans, so that its
/// log lines carry the request id.
///
/// A panic in it becomes an error. The work goes on when the request is given up, until it ends by
/// itself: whatever can take long must have a bound of its own.
pub async fn on_worker_thread<T, F>(work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let span = Span::current();
    tokio::task::spawn_blocking(move || span.in_scope(work)).await.map_err(Error::internal)
}
