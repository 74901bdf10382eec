//! The one bridge from store to view: reads the record, builds views, and publishes them whole.
//!
//! Not here: what a view is made of (`graph`, `search`) and when a process refreshes (`app`).

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use super::{
    View,
    graph::Graph,
    search::{SearchDocument, SearchIndex, build_search_documents},
};
use crate::{
    error::{Code, Error, Result},
    model::{Changes, NodeKey, Record},
    store::Store,
};

/// The current view and what is needed to make the next one.
///
/// Views are made one after the other; a request keeps the view with which it began, however
/// many are published meanwhile.
#[derive(Debug)]
pub struct Views {
    store: Store,
    index: Arc<Mutex<SearchIndex>>,
    current: watch::Sender<Arc<View>>,
    turn: tokio::sync::Mutex<()>,
}

impl Views {
    /// Reads the record and makes the first view. The search index is kept under `directory`, in
    /// memory where there is none; it is used as it is if it belongs to this revision, and built
    /// anew if not.
    ///
    /// # Errors
    /// `UNAVAILABLE` where the store cannot be read or the directory not be written to.
    pub async fn open(store: Store, directory: Option<&Path>) -> Result<Self> {
        let record = store.load_record().await?;
        let directory = directory.map(Path::to_owned);
        let (view, index) = blocking(move || {
            let graph = Graph::build(&record);
            let documents = || build_search_documents(&graph, &record);
            let (index, searcher, _) = SearchIndex::open(directory.as_deref(), record.revision, documents)?;
            Ok((View { record, graph, searcher }, index))
        })
        .await?;
        let (current, _) = watch::channel(Arc::new(view));
        Ok(Self { store, index: Arc::new(Mutex::new(index)), current, turn: tokio::sync::Mutex::new(()) })
    }

    /// The newest view.
    pub fn current(&self) -> Arc<View> {
        self.current.borrow().clone()
    }

    /// The store from which the views are made.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Brings the view to the record's newest revision and publishes it; `false` where it is
    /// there already. When it fails, the last good view stays.
    ///
    /// # Errors
    /// `UNAVAILABLE` where the store cannot be read, `INTERNAL` where the index cannot be written.
    pub async fn refresh(&self) -> Result<bool> {
        let _turn = self.turn.lock().await;
        let old = self.current();
        if self.store.revision().await? == old.revision() {
            return Ok(false);
        }
        let changes = self.store.load_changes(old.revision()).await?;
        let index = self.index.clone();
        let new = blocking(move || {
            // A panic in an earlier update cannot have left a half-made index: commits are atomic.
            let mut index = index.lock().unwrap_or_else(PoisonError::into_inner);
            next_view(&old, changes, &mut index)
        })
        .await?;
        tracing::info!(revision = new.revision(), "view published");
        self.current.send_replace(Arc::new(new));
        Ok(true)
    }

    /// The view of that revision or a later one, waiting for it at most `patience`.
    ///
    /// # Errors
    /// `STALE_VIEW` where it does not come in time.
    pub async fn wait_for(&self, revision: i64, patience: Duration) -> Result<Arc<View>> {
        let mut published = self.current.subscribe();
        let waiting = published.wait_for(|view| view.revision() >= revision);
        match tokio::time::timeout(patience, waiting).await {
            Ok(Ok(view)) => Ok(view.clone()),
            _ => Err(Error::new(
                Code::StaleView,
                format!(
                    "The answer would be of revision {}; revision {revision} is still being prepared. Try again in a moment.",
                    self.current().revision()
                ),
            )),
        }
    }
}

/// The view that follows from another one by some changes, with the index brought along.
fn next_view(old: &View, changes: Changes, index: &mut SearchIndex) -> Result<View> {
    let mut record = old.record.clone();
    record.apply(changes);
    let graph = Graph::build(&record);
    let difference = Difference::between(old, &graph, &record);
    let searcher = index.update(record.revision, difference.changed, difference.removed)?;
    Ok(View { record, graph, searcher })
}

/// What must be written to the index so that it equals one built anew.
///
/// The documents of both revisions are made and compared, because a document tells more than its
/// own row (a passage is found by the name of its partnership): nothing is left to remembering
/// which row shows in which document.
struct Difference {
    changed: Vec<SearchDocument>,
    removed: Vec<NodeKey>,
}

impl Difference {
    fn between(old: &View, graph: &Graph, record: &Record) -> Self {
        let mut before: std::collections::HashMap<NodeKey, SearchDocument> =
            build_search_documents(&old.graph, &old.record)
                .into_iter()
                .map(|document| (document.key.clone(), document))
                .collect();
        let changed = build_search_documents(graph, record)
            .into_iter()
            .filter(|document| before.remove(&document.key).as_ref() != Some(document))
            .collect();
        let mut removed: Vec<NodeKey> = before.into_keys().collect();
        removed.sort();
        Self { changed, removed }
    }
}

/// Runs work that keeps a core busy beside the threads that answer requests.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
