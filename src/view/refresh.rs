//! The one bridge from store to view: reads the record, builds views, and publishes them whole.
//!
//! Not here: what a view is made of (`graph`, `search`) and when a process refreshes (`app`).

use std::{
    cmp::Ordering,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use super::{
    View, apart,
    passages::Passages,
    search::{
        DocumentBuilder, DocumentChanges, Expressions, SearchIndex, Searcher, build_documents,
        list_document_changes,
    },
};
use crate::{
    error::{Code, Error, Result},
    model::{Changes, Point, Record},
    store::Store,
};

/// How soon the record is asked again for a revision that somebody waits for.
const AGAIN: Duration = Duration::from_millis(50);

/// The current view and what is needed to make the next one.
///
/// Views are made one after the other; a request keeps the view with which it began, however
/// many are published meanwhile.
#[derive(Debug)]
pub struct Views {
    store: Store,
    /// Where what is derived is kept, if anywhere.
    directory: Option<PathBuf>,
    index: Arc<Mutex<Index>>,
    current: watch::Sender<Arc<View>>,
    turn: tokio::sync::Mutex<()>,
}

/// The index that belongs to the current view, and where it is kept.
#[derive(Debug)]
struct Index {
    directory: Option<PathBuf>,
    expressions: Arc<Expressions>,
    /// `None` after a failure half way: then it may be of any revision, and is opened anew.
    open: Option<SearchIndex>,
    /// Whether passages could not be kept the last time, of which the log has told.
    unkept: bool,
}

impl Views {
    /// Reads the record and makes the first view. The search index is kept under `directory`, in
    /// memory where there is none; it is used as it is if it belongs to this revision, and built
    /// anew if not.
    ///
    /// # Errors
    /// `UNAVAILABLE` where the store cannot be read or the directory not be written to.
    pub async fn open(store: Store, directory: Option<&Path>) -> Result<Self> {
        Self::open_with(store, directory, Expressions::built_in()?).await
    }

    /// The same with abbreviations and synonyms that are not those of the program.
    ///
    /// # Errors
    /// As [`Views::open`].
    pub async fn open_with(
        store: Store,
        directory: Option<&Path>,
        expressions: Expressions,
    ) -> Result<Self> {
        let (record, passages) = load(&store, directory).await?;
        let mut index = Index {
            directory: directory.map(Path::to_owned),
            expressions: Arc::new(expressions),
            open: None,
            unkept: false,
        };
        let (view, index) = blocking(move || {
            let searcher = index.open(&record, &passages)?;
            Ok((View::new(record, passages, searcher), index))
        })
        .await?;
        let (current, _) = watch::channel(Arc::new(view));
        let (index, turn) = (Arc::new(Mutex::new(index)), tokio::sync::Mutex::new(()));
        Ok(Self { store, directory: directory.map(Path::to_owned), index, current, turn })
    }

    /// The newest view.
    pub fn current(&self) -> Arc<View> {
        self.current.borrow().clone()
    }

    /// Tells of each view that is published from now on, the latest where several come at once.
    pub fn subscribe(&self) -> watch::Receiver<Arc<View>> {
        self.current.subscribe()
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
        let (held, now) = (old.record.point(), self.store.load_point().await?);
        match now.revision.cmp(&held.revision) {
            Ordering::Equal if now == held => return Ok(false),
            Ordering::Equal | Ordering::Less => return self.begin_anew().await,
            Ordering::Greater => {}
        }
        let changes = match self.store.load_changes(held).await {
            // The revision of this view is not one of the record's: it was put back and went on.
            Err(error) if error.code() == Code::Conflict => return self.begin_anew().await,
            changes => changes?,
        };
        let index = self.index.clone();
        let new = blocking(move || {
            // A panic in an earlier update has left no index open, so nothing half-made is used.
            let mut index = index.lock().unwrap_or_else(PoisonError::into_inner);
            next_view(&old, &changes, &mut index)
        })
        .await?;
        tracing::info!(revision = new.revision(), "view published");
        self.current.send_replace(Arc::new(new));
        Ok(true)
    }

    /// Makes the view of a record that was put back to an earlier revision or replaced by another one,
    /// whatever its number: nothing derived from what was there holds. Called with the turn taken.
    async fn begin_anew(&self) -> Result<bool> {
        let (directory, index) = (self.directory.as_deref(), self.index.clone());
        let (record, passages) = load(&self.store, directory).await?;
        let new = blocking(move || {
            let mut index = index.lock().unwrap_or_else(PoisonError::into_inner);
            let searcher = index.open(&record, &passages)?;
            Ok(View::new(record, passages, searcher))
        })
        .await?;
        let (revision, before) = (new.revision(), self.current().revision());
        tracing::warn!(revision, before, "the record was put back; its view was made anew");
        self.current.send_replace(Arc::new(new));
        Ok(true)
    }

    /// The view of that revision or a later one, waiting for it at most `patience`, and without waiting for somebody else to bring the view along.
    ///
    /// # Errors
    /// `STALE_VIEW` where it does not come in time.
    pub async fn reach(&self, revision: i64, patience: Duration) -> Result<Arc<View>> {
        let now = self.current();
        if now.revision() >= revision {
            return Ok(now);
        }
        let bring = async {
            loop {
                // What keeps it from coming is in the log of whoever follows the record. Where it is
                // read from a standby, that may be a little behind.
                let _ = self.refresh().await;
                if let Ok(view) = self.wait_for(revision, AGAIN).await {
                    return Ok(view);
                }
            }
        };
        match tokio::time::timeout(patience, bring).await {
            Ok(reached) => reached,
            Err(_) => self.wait_for(revision, Duration::ZERO).await,
        }
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

impl Index {
    /// The index as it is kept if it is of the record's revision, else built anew.
    fn open(&mut self, record: &Record, passages: &Passages) -> Result<Searcher> {
        self.open = None;
        let directory = self.directory.as_deref();
        let expressions = self.expressions.clone();
        let (index, searcher, _) =
            SearchIndex::open_with(directory, record.point(), expressions, || {
                build_documents((record, passages))
            })?;
        self.open = Some(index);
        Ok(searcher)
    }

    /// The passages, kept beside the index where there is a directory and it can be written to. That
    /// it cannot is told once, not at every try.
    fn keep(&mut self, passages: Passages, point: &Point) -> Arc<Passages> {
        let Some(directory) = self.directory.as_deref() else { return Arc::new(passages) };
        match passages.keep(directory, point) {
            Ok(kept) => {
                self.unkept = false;
                Arc::new(kept)
            }
            Err(error) => {
                if !std::mem::replace(&mut self.unkept, true) {
                    warn_unkept(&error);
                }
                Arc::new(passages)
            }
        }
    }

    /// The index brought from one view to the rows of the next; opened anew where that fails.
    fn follow(
        &mut self,
        (after, passages): (&Record, &Passages),
        touched: DocumentChanges,
    ) -> Result<Searcher> {
        let Some(index) = self.open.take() else { return self.open(after, passages) };
        let builder = DocumentBuilder::new((after, passages));
        let documents = touched.changed.iter().filter_map(|key| builder.build(key));
        match index.update(after.point(), documents, touched.removed) {
            Ok(searcher) => {
                self.open = Some(index);
                Ok(searcher)
            }
            Err(error) => {
                let error = error.chain();
                tracing::warn!(error, "the search index cannot be updated; it is opened anew");
                drop(index);
                self.open(after, passages)
            }
        }
    }
}

/// The view that follows from another one by some changes, with the index brought along.
fn next_view(old: &View, changes: &Changes, index: &mut Index) -> Result<View> {
    let passages = old.passages.following(changes);
    let passages = index.keep(passages, &changes.changed.point());
    let mut record = old.record.clone();
    record.apply(changes.beside_passages());
    let touched = list_document_changes(old, (&record, &*passages), changes);
    let searcher = index.follow((&record, &passages), touched)?;
    Ok(View::new(record, passages, searcher))
}

/// The rows, and the passages as they are kept under a directory, packed anew and kept where there
/// are none of this point of the record.
async fn load(store: &Store, directory: Option<&Path>) -> Result<(Record, Arc<Passages>)> {
    if let Some(directory) = directory {
        let record = store.load_record_beside_passages().await?;
        let (place, point) = (directory.to_owned(), record.point());
        match blocking(move || Ok(Passages::open(&place, &point))).await? {
            Ok(passages) => return Ok((record, Arc::new(passages))),
            Err(reason) => {
                let revision = record.revision;
                tracing::info!(revision, "passages packed anew, because {reason}");
            }
        }
    }
    let (record, directory) = (store.load_record().await?, directory.map(Path::to_owned));
    blocking(move || {
        let (record, passages) = apart(record);
        let passages = keep(passages, directory.as_deref(), &record.point());
        Ok((record, passages))
    })
    .await
}

/// The passages, kept under a directory where there is one and it can be written to.
pub(super) fn keep(passages: Passages, directory: Option<&Path>, point: &Point) -> Arc<Passages> {
    let Some(directory) = directory else { return Arc::new(passages) };
    Arc::new(passages.keep(directory, point).unwrap_or_else(|error| {
        warn_unkept(&error);
        passages
    }))
}

fn warn_unkept(error: &std::io::Error) {
    let cause = error as &dyn std::error::Error;
    tracing::warn!(cause, "passages cannot be kept; they stay in memory");
}

/// Runs work that keeps a core busy beside the threads that answer requests.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
