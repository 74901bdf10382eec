//! A replica begins: from the index that it has, from a snapshot that fits or can be brought along,
//! or by making the index anew. The log says which and why.

use std::{fs, fs::File, io::Read, path::Path, sync::Arc};

use super::file::{self, SnapshotHeading};
use crate::{
    app::{index_directory, seed},
    config::Config,
    error::{Error, Result},
    fetch::{FetchLimits, Fetcher},
    model::{Changes, Record},
    store::Store,
    view::search::{DocumentBuilder, SearchIndex, list_document_changes},
};

/// What a snapshot over the network may cost: it is held in memory while it is unpacked.
const LIMITS: FetchLimits =
    FetchLimits { bytes: 4_000_000_000, seconds: 600, redirects: 5, pause_milliseconds: 0 };

/// With more changed rows than this share of all, making the index anew is quicker than bringing
/// the snapshot along: a change costs a deletion too, and by one thread.
const MOST_CHANGED: usize = 4;

/// Puts the index of a snapshot into the data directory where that helps. Never fails: what does
/// not fit is left, and the index is made anew from the record.
pub(in crate::app) async fn bootstrap(config: &Config, store: &Store, source: &str) {
    let point = store.load_point().await.unwrap_or_default();
    if SearchIndex::find_point(&index_directory(config)).as_ref() == Some(&point) {
        tracing::info!(
            revision = point.revision,
            "the index here is of the record's revision; no snapshot is needed"
        );
        return;
    }
    match begin(config, store, source).await {
        Ok((of, revision)) if of == revision => {
            tracing::info!(revision, source, "the search index was taken from a snapshot");
        }
        Ok((of, revision)) => {
            tracing::info!(
                revision,
                of,
                source,
                "the search index was taken from an earlier snapshot and brought along"
            );
        }
        Err(error) => {
            tracing::warn!(
                source,
                reason = error.chain(),
                "the snapshot is not used; the search index is made anew from the record"
            );
        }
    }
}

/// The revision of the snapshot, and that of the index as it is now.
async fn begin(config: &Config, store: &Store, source: &str) -> Result<(i64, i64)> {
    let input = open(source).await?;
    let (directory, expressions) = (index_directory(config), seed::load_expressions(config)?);
    let place = file::temporary(&directory)?;
    let unpacked = place.path().to_owned();
    let heading = blocking(move || {
        let (heading, rest) = file::open(input)?;
        file::unpack(&heading, rest, &unpacked)?;
        Ok(heading)
    })
    .await?;
    let record = store.load_record().await?;
    let way = find_way(store, &heading, &record).await?;
    let (of, revision) = (heading.revision, record.revision);
    let held = heading.point();
    blocking(move || {
        let opened = SearchIndex::open_existing(place.path(), held, Arc::new(expressions));
        let (index, _) =
            opened.map_err(|reason| not_fitting(&format!("its index does not: {reason}")))?;
        if let Some((before, changes)) = way {
            let touched = list_document_changes(&before, &record, &changes);
            let builder = DocumentBuilder::new(&record);
            let documents = touched.changed.iter().filter_map(|key| builder.build(key));
            index.update(record.point(), documents, touched.removed)?;
        }
        drop(index);
        // What is there is of another revision, or damaged.
        match fs::remove_dir_all(&directory) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::internal(error));
            }
            _ => {}
        }
        fs::rename(place.path(), &directory).map_err(Error::internal)
    })
    .await?;
    Ok((of, revision))
}

/// The record of the snapshot and what changed since; `None` where nothing did.
async fn find_way(
    store: &Store,
    heading: &SnapshotHeading,
    record: &Record,
) -> Result<Option<(Record, Changes)>> {
    if heading.revision > record.revision {
        return Err(not_fitting(&format!(
            "it is of revision {}, the record at {}",
            heading.revision, record.revision
        )));
    }
    if store.find_point(heading.revision).await? != Some(heading.point()) {
        return Err(not_fitting("it is of another record"));
    }
    if heading.revision == record.revision {
        return Ok(None);
    }
    let changes = store.load_changes(heading.point()).await?;
    let touched = changes.changed.rows() + changes.removed.len();
    if touched > record.rows() / MOST_CHANGED {
        return Err(not_fitting(&format!(
            "{touched} of {} rows changed since, making it anew is quicker",
            record.rows()
        )));
    }
    Ok(Some((store.load_record_at(heading.revision).await?, changes)))
}

/// A file, or what an https address gives.
async fn open(source: &str) -> Result<Box<dyn Read + Send>> {
    if source.starts_with("https://") {
        let fetched = Fetcher::new(LIMITS).fetch(source).await;
        let fetched =
            fetched.map_err(|reason| not_fitting(&format!("it cannot be fetched: {reason}")))?;
        return Ok(Box::new(std::io::Cursor::new(fetched.bytes)));
    }
    let file = File::open(Path::new(source));
    let file = file.map_err(|error| not_fitting(&format!("it cannot be opened: {error}")))?;
    Ok(Box::new(std::io::BufReader::new(file)))
}

fn not_fitting(why: &str) -> Error {
    Error::unavailable(format!("The snapshot does not fit: {why}."))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
