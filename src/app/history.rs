//! History for the faces, read from the store: the one implementation of `query`'s port.

use std::sync::Arc;

use tokio::sync::watch;

use crate::{
    model::{ChangeSubject, ChangeWindow, ChangesPart, Release, Revision},
    query::{ReadHistory, ReadingHistory},
    view::{View, refresh::Views},
};

/// The history of the record from which these views are made.
pub(super) struct StoredHistory(pub(super) Arc<Views>);

impl ReadHistory for StoredHistory {
    fn find_changes(&self, window: ChangeWindow) -> ReadingHistory<ChangesPart> {
        let store = self.0.store().clone();
        Box::pin(async move { store.find_changes(&window).await })
    }

    fn list_last_revisions(
        &self,
        until: i64,
        subjects: Vec<ChangeSubject>,
        limit: i64,
    ) -> ReadingHistory<Vec<Revision>> {
        let store = self.0.store().clone();
        Box::pin(async move { store.list_last_revisions(until, &subjects, limit).await })
    }

    fn list_revisions(&self, since: i64, limit: i64) -> ReadingHistory<Vec<Revision>> {
        let store = self.0.store().clone();
        Box::pin(async move { store.list_revisions(since, limit).await })
    }

    fn list_releases(&self) -> ReadingHistory<Vec<Release>> {
        let store = self.0.store().clone();
        Box::pin(async move { store.list_releases().await })
    }

    fn published(&self) -> watch::Receiver<Arc<View>> {
        self.0.subscribe()
    }
}
