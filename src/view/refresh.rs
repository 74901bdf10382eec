//! The one bridge from store to view: reads the record, builds views, and publishes them whole.
//!
//! Not here: what a view is made of (`graph`, `search`) and when a process refreshes (`app`).

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use super::{
    View,
    graph::Graph,
    search::{
        DocumentBuilder, OpenedHow, SearchIndex, Searcher, build_documents, list_document_changes,
    },
};
use crate::{
    error::{Code, Error, Result},
    model::{Changes, Record},
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
    directory: Option<PathBuf>,
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
        let (directory, in_directory) =
            (directory.map(Path::to_owned), directory.map(Path::to_owned));
        let (view, index) = blocking(move || {
            let (index, searcher, _) = open_index(in_directory.as_deref(), &record)?;
            Ok((View { graph: Graph::build(&record), record, searcher }, index))
        })
        .await?;
        let (current, _) = watch::channel(Arc::new(view));
        let (index, turn) = (Arc::new(Mutex::new(index)), tokio::sync::Mutex::new(()));
        Ok(Self { store, index, directory, current, turn })
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
        let (index, directory) = (self.index.clone(), self.directory.clone());
        let new = blocking(move || {
            // A panic in an earlier update cannot have left a half-made index: commits are atomic.
            let mut index = index.lock().unwrap_or_else(PoisonError::into_inner);
            next_view(&old, changes, &mut index, directory.as_deref())
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

fn open_index(
    directory: Option<&Path>,
    record: &Record,
) -> Result<(SearchIndex, Searcher, OpenedHow)> {
    SearchIndex::open(directory, record.revision, || build_documents(record))
}

/// The view that follows from another one by some changes, with the index brought along.
///
/// After a failure the index may be ahead of the view: it is opened anew then, which finds that
/// out and builds it from the record.
fn next_view(
    old: &View,
    changes: Changes,
    index: &mut SearchIndex,
    directory: Option<&Path>,
) -> Result<View> {
    let mut record = old.record.clone();
    record.apply(changes.clone());
    let touched = list_document_changes(&old.record, &record, &changes);
    let builder = DocumentBuilder::new(&record);
    let changed = touched.changed.iter().filter_map(|key| builder.build(key));
    let searcher = match index.update(record.revision, changed, touched.removed) {
        Ok(searcher) => searcher,
        Err(error) => {
            tracing::warn!(
                error = error.chain(),
                "the search index cannot be updated; it is built anew"
            );
            let (new, searcher, _) = open_index(directory, &record)?;
            *index = new;
            searcher
        }
    };
    Ok(View { graph: Graph::build(&record), record, searcher })
}

/// Runs work that keeps a core busy beside the threads that answer requests.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
