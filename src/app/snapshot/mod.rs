//! The search index at a revision as one file, from which a new replica begins in place of making
//! the index anew.
//!
//! `file` is its form, `bootstrap` what a replica does with it. Not here: the index itself
//! (`view::search`) and backups of the record (`app::backup`): a snapshot holds nothing that cannot
//! be made from the record.

mod bootstrap;
mod file;

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::{index_directory, open_store, seed};
use crate::{
    clock::Clock,
    config::Config,
    error::{Error, Result},
    store::Store,
    view::search::{SearchIndex, build_documents},
};

pub(super) use bootstrap::bootstrap;
pub use file::SnapshotHeading;

/// Writes the index at the record's revision into a file: the one of the data directory where it
/// is whole and of that revision, else one that is made anew for this.
///
/// # Errors
/// `UNAVAILABLE` where the record cannot be read or the file not be written.
pub async fn take_snapshot(config: &Config, clock: &Clock, path: &Path) -> Result<SnapshotHeading> {
    let store = open_store(config).await?;
    let record = store.load_record().await?;
    let identity = identify(&store, record.revision).await?.ok_or_else(|| {
        Error::not_found("Nothing is stored yet: there is no index to take a snapshot of.")
    })?;
    let (kept, made) = (index_directory(config), clock.now());
    let usable = SearchIndex::find_revision(&kept) == Some(record.revision)
        && SearchIndex::find_damage(&kept).is_none();
    let expressions = seed::load_expressions(config)?;
    let path = path.to_owned();
    let work = move || {
        if usable {
            // A running service may replace files while they are read: then it is made anew.
            if let Ok(heading) = file::write(&kept, &path, record.revision, &identity, &made) {
                return Ok(heading);
            }
        }
        let place = file::temporary(&path)?;
        let documents = || build_documents(&record);
        SearchIndex::open_with(Some(place.path()), record.revision, expressions.into(), documents)?;
        file::write(place.path(), &path, record.revision, &identity, &made)
    };
    let heading = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
    store.close().await;
    heading
}

/// What tells this record's revision from the same number of another record: when, by whom and why
/// it was committed. `None` where there is no such revision.
async fn identify(store: &Store, revision: i64) -> Result<Option<String>> {
    let found = store.list_revisions(revision - 1, 1).await?.pop();
    Ok(found.filter(|found| found.number == revision).map(|found| {
        let text = format!("{}\n{}\n{}\n{}", found.number, found.at, found.by, found.summary);
        file::hexadecimal(&Sha256::digest(text.as_bytes()))
    }))
}
