//! A corpus into an empty record, with its search index: rows are written while the index is
//! built, so that a service that starts on the directory only opens both.

use std::{path::Path, sync::Arc, time::Instant};

use super::{DataDir, index_directory, open_store, seed, service::open_store_for_load};
use crate::{
    clock::Clock,
    config::Config,
    error::{Error, Result},
    ingest::corpus::{CorpusFiles, build_corpus},
    model::{Point, Record},
    view::{
        passages::Passages,
        search::{SearchIndex, build_documents},
    },
    write,
};

/// Who the change log names.
const BY: &str = "strategraph load";

/// How far a load is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The files are being read: so many bytes.
    Reading(usize),
    /// Everything was read: so many rows are to be written.
    Writing(usize),
    /// So many further rows are written.
    Wrote(usize),
    /// The rows are written; the index is being finished.
    Indexing,
}

/// What a load did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loaded {
    /// The revision of the record.
    pub revision: i64,
    /// Rows in all; 0 where exactly this corpus was loaded before.
    pub rows: usize,
    /// Passages among them.
    pub passages: usize,
    /// From the first byte read to the finished index.
    pub milliseconds: u128,
}

/// Reads the corpus of a directory, stores it in one revision, and builds the search index.
///
/// # Errors
/// `BAD_USER_INPUT` that names every problem by file and line, `CONFLICT` where the record is not
/// empty or a service uses the data directory; then nothing is stored.
pub async fn load_corpus(
    config: &Config,
    directory: &Path,
    clock: &Clock,
    tell: Arc<dyn Fn(Progress) + Send + Sync>,
) -> Result<Loaded> {
    let _data_dir = DataDir::open(&config.data_dir)?;
    let store = open_store(config).await?;
    let started = Instant::now();
    let files = Arc::new(CorpusFiles::read(directory)?);
    tell(Progress::Reading(files.size_bytes()));
    let fingerprint = blocking({
        let files = files.clone();
        move || Ok(format!("{}{}", seed::CORPUS, files.fingerprint()))
    });
    let first_seen = clock.now();
    let corpus = blocking(move || build_corpus(&files, &first_seen));
    let (fingerprint, corpus) = tokio::try_join!(fingerprint, corpus)?;
    if store.find_seed_fingerprint().await? == Some(fingerprint.clone()) {
        let (revision, milliseconds) = (store.revision().await?, started.elapsed().as_millis());
        return Ok(Loaded { revision, rows: 0, passages: corpus.passages.len(), milliseconds });
    }
    let corpus = Arc::new(corpus);
    tell(Progress::Writing(corpus.rows()));
    let index = blocking(build_index(config, store.revision().await? + 1, corpus.clone()));
    store.close().await;
    let wrote = |rows| tell(Progress::Wrote(rows));
    let writing = async {
        let store = open_store_for_load(config).await?;
        let written = write::load_corpus(&store, clock, &corpus, &fingerprint, BY, &wrote).await;
        store.close().await;
        let written = written?;
        tell(Progress::Indexing);
        // What the revision follows on is known only now.
        let store = open_store(config).await?;
        let point = store.load_point().await?;
        store.close().await;
        keep_passages(config, corpus.clone(), point.clone()).await?;
        Ok::<_, Error>((written, point))
    };
    // Both are waited for: an index that goes on being built would be in the way of the next try.
    let (written, index) = tokio::join!(writing, index);
    let ((written, point), index) = (written?, index?);
    blocking(move || index.update(point, Vec::new(), Vec::new()).map(drop)).await?;
    Ok(Loaded {
        revision: written.revision,
        rows: written.created,
        passages: corpus.passages.len(),
        milliseconds: started.elapsed().as_millis(),
    })
}

/// Builds the index of a record at the revision that it will have. Where it never gets there, the
/// index is ahead of the record and is built anew by whoever opens it.
fn build_index(
    config: &Config,
    revision: i64,
    corpus: Arc<Record>,
) -> impl FnOnce() -> Result<SearchIndex> + Send + 'static {
    let directory = index_directory(config);
    move || {
        let opened = SearchIndex::open(Some(&directory), revision, || build_documents(&*corpus));
        opened.map(|(index, ..)| index)
    }
}

/// Packs the passages for the next start, while the index is still being built.
async fn keep_passages(config: &Config, corpus: Arc<Record>, point: Point) -> Result<()> {
    let directory = index_directory(config);
    blocking(move || {
        if let Err(error) = Passages::of(&corpus).keep(&directory, &point) {
            tracing::warn!(%error, "passages cannot be kept; the next start packs them anew");
        }
        Ok(())
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
