//! The search index at a revision as one file, from which a new replica begins in place of making
//! the index anew.
//!
//! `file` is its form, `bootstrap` what a replica does with it. Not here: the index itself
//! (`view::search`) and backups of the record (`app::backup`): a snapshot holds nothing that cannot
//! be made from the record.

mod bootstrap;
mod file;

use std::path::Path;

use super::{index_directory, open_store, seed};
use crate::{
    clock::Clock,
    config::Config,
    error::{Error, Result},
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
    if record.revision == 0 {
        return Err(Error::not_found(
            "Nothing is stored yet: there is no index to take a snapshot of.",
        ));
    }
    let point = record.point();
    let (kept, made) = (index_directory(config), clock.now());
    let usable = SearchIndex::find_point(&kept).as_ref() == Some(&point)
        && SearchIndex::find_damage(&kept).is_none();
    let expressions = seed::load_expressions(config)?;
    let path = path.to_owned();
    let work = move || {
        if usable {
            // A running service may replace files while they are read: then it is made anew.
            if let Ok(heading) = file::write(&kept, &path, &point, &made) {
                return Ok(heading);
            }
        }
        let place = file::temporary(&path)?;
        let documents = || build_documents(&record);
        SearchIndex::open_with(Some(place.path()), point.clone(), expressions.into(), documents)?;
        file::write(place.path(), &path, &point, &made)
    };
    let heading = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
    store.close().await;
    heading
}
