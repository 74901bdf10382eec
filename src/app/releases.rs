//! Views of releases: made when one is asked for, a few kept, the one asked for longest ago goes.
//!
//! A view is made beside the requests, one at a time; whoever asks waits a bounded time and is then
//! told to come back. Its search index is kept under the data directory, so that it is made once;
//! rows and graph stay in memory as long as the view is kept. Not here: which release a request
//! asks for (`pinning`).

use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::{Semaphore, watch};

use crate::{
    error::{Error, Result},
    model::{RELEASE_NAMES, Release, is_release_name},
    store::Store,
    view::View,
};

/// How long a request waits for the view of its release. The seed takes under a second.
const PATIENCE: Duration = Duration::from_secs(6);

/// A view that is made or being made; `None` until it is.
type Made = watch::Receiver<Option<Result<Arc<View>, Arc<str>>>>;

/// The views of releases.
pub struct ReleaseViews {
    store: Store,
    directory: Option<PathBuf>,
    most: usize,
    /// The one that was asked for longest ago comes first.
    kept: Mutex<VecDeque<(String, Made)>>,
    /// One view is made at a time: each takes a core and the memory of a record.
    room: Arc<Semaphore>,
}

impl ReleaseViews {
    /// No views yet. Indexes are kept under `directory`, in memory where there is none; at most
    /// `most` views are kept.
    pub fn new(store: Store, directory: Option<PathBuf>, most: usize) -> Self {
        let room = Arc::new(Semaphore::new(1));
        Self { store, directory, most: most.max(1), kept: Mutex::default(), room }
    }

    /// The view of a release.
    ///
    /// # Errors
    /// `NOT_FOUND` where there is no such release, `UNAVAILABLE` where its view is not ready within
    /// a few seconds or cannot be made.
    pub async fn get(&self, name: &str) -> Result<Arc<View>> {
        if !is_release_name(name) {
            return Err(Error::bad_user_input(format!(
                "“{name}” cannot be the name of a release: it has {RELEASE_NAMES}."
            )));
        }
        let mut made = match self.find(name) {
            Some(made) => made,
            None => self.begin(self.get_release(name).await?),
        };
        let ready = tokio::time::timeout(PATIENCE, made.wait_for(Option::is_some)).await;
        let Ok(Ok(result)) = ready.map(|waited| waited.map(|made| made.clone())) else {
            return Err(Error::unavailable(format!(
                "Release {name} is being made ready to answer. Try again in a few seconds."
            )));
        };
        match result {
            Some(Ok(view)) => Ok(view),
            Some(Err(cause)) => Err(Error::unavailable(format!(
                "Release {name} cannot be read now; it has been logged. Try again later."
            ))
            .because(cause.to_string())),
            None => Err(Error::internal("a view was neither made nor refused")),
        }
    }

    async fn get_release(&self, name: &str) -> Result<Release> {
        let releases = self.store.list_releases().await?;
        let known: Vec<_> = releases.iter().rev().take(5).map(|it| it.name.clone()).collect();
        releases.into_iter().find(|release| release.name == name).ok_or_else(|| {
            let offer = if known.is_empty() {
                "no revision has been named yet".to_owned()
            } else {
                format!("the latest are {}", known.join(", "))
            };
            Error::not_found(format!(
                "There is no release “{name}”; {offer}. Ask without a release for the present data."
            ))
        })
    }

    /// The view if it is kept; it then counts as the one asked for last.
    fn find(&self, name: &str) -> Option<Made> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(held, _)| held == name)?;
        let entry = kept.remove(place)?;
        // One that could not be made is tried again.
        if matches!(*entry.1.borrow(), Some(Err(_))) {
            return None;
        }
        let made = entry.1.clone();
        kept.push_back(entry);
        Some(made)
    }

    /// Begins to make a view, unless somebody else has begun meanwhile.
    fn begin(&self, release: Release) -> Made {
        if let Some(made) = self.find(&release.name) {
            return made;
        }
        let (sender, made) = watch::channel(None);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        while kept.len() >= self.most {
            kept.pop_front();
        }
        kept.push_back((release.name.clone(), made.clone()));
        let (store, directory) = (self.store.clone(), self.directory.clone());
        let room = self.room.clone();
        tokio::spawn(async move {
            // The semaphore is never closed; if it were, nobody would wait for the view either.
            let Ok(_place) = room.acquire_owned().await else { return };
            let name = release.name.clone();
            let result = make(store, directory, release).await;
            match &result {
                Ok(view) => {
                    tracing::info!(release = name, revision = view.revision(), "release ready");
                }
                Err(error) => {
                    tracing::error!(release = name, error = error.chain(), "release unreadable");
                }
            }
            sender.send_replace(Some(result.map_err(|error| error.chain().into())));
        });
        made
    }
}

async fn make(store: Store, directory: Option<PathBuf>, release: Release) -> Result<Arc<View>> {
    let frozen = store.load_release(&release).await?;
    // The checksum is part of the name: a restored database may have another release of that name.
    let directory = directory.map(|directory| {
        let checksum = release.sha256.get(..16).unwrap_or_default();
        directory.join(format!("{}-{checksum}", release.name))
    });
    tokio::task::spawn_blocking(move || {
        let record = frozen.thaw(release.revision)?;
        drop(frozen);
        View::of_release(record, release, directory.as_deref()).map(Arc::new)
    })
    .await
    .map_err(Error::internal)?
}
