//! Following the record while the service runs: each revision that is committed, by whichever process,
//! becomes a view.
//!
//! Notifications tell of a revision at once; a poll stands behind them, because they can get lost,
//! come from a server that is gone, or run ahead of the standby from which is read. Not here: how a
//! view is made (`view::refresh`).

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use crate::{
    error::{Error, Result},
    http::Readiness,
    store::RevisionListener,
    view::refresh::Views,
};

use super::service::locked;

/// How often the record is asked for its revision. On SQLite this is how another process' writes
/// are noticed.
const POLL: Duration = Duration::from_secs(1);
/// The same while a standby has not got a revision that the primary has announced.
const POLL_OF_STANDBY: Duration = Duration::from_millis(20);
/// For how long a standby is asked so often.
const STANDBY_LAG: Duration = Duration::from_secs(5);

/// Follows the record for ever.
pub(super) async fn follow(views: Arc<Views>, readiness: Arc<Mutex<Readiness>>) {
    let listener = views.store().listen_revisions().await.ok();
    let mut ear = Ear { listener, announced: None };
    loop {
        let heard = ear.wait(&views).await;
        let before = views.current().revision();
        let answered = follow_once(&views, &readiness).await.is_ok();
        let silent = !heard && views.current().revision() > before;
        if answered && (silent || ear.listener.is_none()) {
            // A revision of which nothing was heard: whoever should tell of it is gone or cut off.
            ear.listener = views.store().listen_revisions().await.ok();
        }
    }
}

/// What is heard of the record.
struct Ear {
    listener: Option<RevisionListener>,
    /// The last revision that was announced, and when.
    announced: Option<(i64, Instant)>,
}

impl Ear {
    /// Waits for news, but no longer than the poll takes; whether there were any.
    async fn wait(&mut self, views: &Views) -> bool {
        let current = views.current().revision();
        let due = self
            .announced
            .is_some_and(|(revision, at)| revision > current && at.elapsed() < STANDBY_LAG);
        let patience = if due { POLL_OF_STANDBY } else { POLL };
        match tokio::time::timeout(patience, self.next()).await {
            Ok(Ok(revision)) => {
                self.announced = Some((revision, Instant::now()));
                true
            }
            Ok(Err(_)) => {
                // The poll finds out why, and begins to listen anew.
                self.listener = None;
                false
            }
            Err(_) => due,
        }
    }

    async fn next(&mut self) -> Result<i64> {
        match &mut self.listener {
            Some(listener) => listener.next().await,
            None => std::future::pending().await,
        }
    }
}

async fn follow_once(views: &Views, readiness: &Mutex<Readiness>) -> Result<()> {
    let refreshed = views.refresh().await;
    let view_revision = views.current().revision();
    let record_revision = match &refreshed {
        // Not asked again where it does not answer: that takes its time too.
        Err(_) => locked(readiness).record_revision.unwrap_or(view_revision),
        Ok(_) => views.store().revision().await.unwrap_or(view_revision),
    };
    let mut readiness = locked(readiness);
    let trouble = refreshed.as_ref().err().map(Error::public).map(str::to_owned);
    match (&refreshed, &readiness.trouble) {
        (Err(error), None) => tracing::error!(
            error = error.chain(),
            "the view cannot be brought to the record; the last good one stays"
        ),
        (Ok(_), Some(_)) => {
            tracing::info!(revision = view_revision, "the view follows the record again");
        }
        _ => {}
    }
    *readiness = Readiness {
        view_revision: Some(view_revision),
        record_revision: Some(record_revision),
        trouble,
    };
    refreshed.map(drop)
}
