//! The index on disk or in memory: opened, rebuilt when it does not fit the record, and brought
//! from one revision to the next.
//!
//! The index carries in its commit what it was made from: revision, format, analyser. Here does
//! not belong what is asked of it (`searcher.rs`).

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument};

use super::{
    bulk::write_segments,
    document::SearchDocument,
    names::has_name,
    schema::{FORMAT_VERSION, IndexSchema, vocabulary_fingerprint},
    searcher::{Lexicon, Searcher},
    synonyms::Expressions,
    text::{
        ANALYSER_VERSION,
        indexing::{FORMS, FormTokenizer, STEMS, StemTokenizer},
    },
    unpacked::KnownSegments,
};
use crate::{
    error::{Error, Result},
    model::{NodeKey, Point},
};

/// The index inside the directory that was given; everything in it is ours and may be deleted.
const FOLDER: &str = "search";

/// Memory for the thread that indexes a change: a little over the least that tantivy takes, since a
/// part of it is taken at once.
const WRITER_MEMORY: usize = 16 << 20;

/// An index up to this size is checked byte by byte when it is opened: reading it takes less than a
/// tenth of a second.
const FULLY_CHECKED: u64 = 128 << 20;

/// What an index was made from, kept in its commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Payload {
    revision: i64,
    /// Not in indexes of earlier programs.
    #[serde(default)]
    lineage: String,
    format: u32,
    analyser: u32,
    vocabularies: String,
}

impl Payload {
    fn new(point: Point) -> Self {
        Self {
            revision: point.revision,
            lineage: point.lineage,
            format: FORMAT_VERSION,
            analyser: ANALYSER_VERSION,
            vocabularies: vocabulary_fingerprint(),
        }
    }
}

/// How an index came to be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenedHow {
    /// It was there and fitted.
    Reused,
    /// It was built anew.
    Rebuilt(RebuildReason),
}

/// Why an index was built anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RebuildReason {
    /// It is kept in memory.
    InMemory,
    /// There was none.
    Missing,
    /// It was made of an earlier revision, whose number this is.
    Behind(i64),
    /// It was made of a later revision, whose number this is (the record was restored).
    Ahead(i64),
    /// It was made of this revision of another history: the record was restored, or is another one.
    OtherRecord,
    /// It was made by another version of the program.
    OtherFormat,
    /// It could not be read, and this is what was wrong.
    Damaged(String),
}

impl fmt::Display for RebuildReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InMemory => formatter.write_str("it is kept in memory"),
            Self::Missing => formatter.write_str("there was none"),
            Self::Behind(revision) => write!(formatter, "it was behind, at revision {revision}"),
            Self::Ahead(revision) => write!(formatter, "it was ahead, at revision {revision}"),
            Self::OtherRecord => {
                formatter.write_str("it was of a record that was replaced or put back since")
            }
            Self::OtherFormat => formatter.write_str("another version of the program made it"),
            Self::Damaged(what) => write!(formatter, "it was damaged: {what}"),
        }
    }
}

/// The search index, of which snapshots ([`Searcher`]) answer.
pub struct SearchIndex {
    index: Index,
    reader: IndexReader,
    schema: IndexSchema,
    path: Option<PathBuf>,
    /// Of the newest snapshot.
    lexicon: Mutex<Lexicon>,
    known: KnownSegments,
}

impl fmt::Debug for SearchIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SearchIndex").field("path", &self.path).finish_non_exhaustive()
    }
}

impl SearchIndex {
    /// Opens the index of a directory (or a new one in memory) at a point of the record, and builds
    /// it from `build_documents` where it is missing, behind, ahead, damaged, of another history or
    /// made by another version. The log has one line when it is built.
    ///
    /// Errors: `UNAVAILABLE` if the directory cannot be written.
    pub fn open<'record, D>(
        directory: Option<&Path>,
        point: impl Into<Point>,
        build_documents: impl FnOnce() -> D,
    ) -> Result<(Self, Searcher, OpenedHow)>
    where
        D: IntoIterator<Item = SearchDocument<'record>, IntoIter: Send>,
    {
        let expressions = Arc::new(Expressions::built_in()?);
        Self::open_with(directory, point, expressions, build_documents)
    }

    /// The same with abbreviations and synonyms that are not those of the program.
    pub fn open_with<'record, D>(
        directory: Option<&Path>,
        point: impl Into<Point>,
        expressions: Arc<Expressions>,
        build_documents: impl FnOnce() -> D,
    ) -> Result<(Self, Searcher, OpenedHow)>
    where
        D: IntoIterator<Item = SearchDocument<'record>, IntoIter: Send>,
    {
        let (lexicon, point) = (Lexicon::new(expressions), point.into());
        let path = directory.map(|directory| directory.join(FOLDER));
        let reused = path.as_deref().map(|path| Self::reuse(path, &point, lexicon.clone()));
        let reason = match reused {
            Some(Ok((index, searcher))) => return Ok((index, searcher, OpenedHow::Reused)),
            Some(Err(reason)) => reason,
            None => RebuildReason::InMemory,
        };
        let revision = point.revision;
        let (index, searcher) = Self::rebuild(path, &point, lexicon, build_documents())?;
        if reason != RebuildReason::InMemory {
            let documents = searcher.documents();
            tracing::info!(revision, documents, "search index built, because {reason}");
        }
        Ok((index, searcher, OpenedHow::Rebuilt(reason)))
    }

    /// Brings the index to a later point: documents that are new or differ, and keys of those
    /// that are gone. Snapshots that were given out before go on answering as they did.
    ///
    /// The answers of the new snapshot equal those of an index built anew, scores included.
    pub fn update<'record>(
        &self,
        point: impl Into<Point>,
        changed: impl IntoIterator<Item = SearchDocument<'record>>,
        removed: impl IntoIterator<Item = NodeKey>,
    ) -> Result<Searcher> {
        let (mut renamed, point) = (false, point.into());
        let lexicon = self.lexicon.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.write(&point, |writer| {
            for key in removed {
                renamed |= has_name(key.kind);
                writer.delete_term(self.schema.key_term(&key));
            }
            for document in changed {
                renamed = renamed || !lexicon.knows(&document);
                writer.delete_term(self.schema.key_term(&document.key));
                writer.add_document(self.schema.index_document(&document))?;
            }
            Ok(())
        })
        .map_err(unwritable)?;
        // Reading all names anew after every revision would slow the first suggestion after each.
        let lexicon = if renamed { lexicon.renewed() } else { lexicon };
        *self.lexicon.lock().unwrap_or_else(PoisonError::into_inner) = lexicon;
        self.snapshot(point.revision).map_err(Error::internal)
    }

    /// The point of the index that is kept under a directory; `None` where there is none that
    /// can be read. Nothing is repaired.
    pub fn find_point(directory: &Path) -> Option<Point> {
        let metas = Index::open_in_dir(directory.join(FOLDER)).ok()?.load_metas().ok()?;
        let payload: Payload = serde_json::from_str(&metas.payload?).ok()?;
        Some(Point { revision: payload.revision, lineage: payload.lineage })
    }

    /// The index that is kept under a directory, where it is of this point, of this version of
    /// the program, and as far as a start looks whole; else what is wrong with it. Nothing is
    /// changed, so this can be asked beside a running service.
    pub fn open_existing(
        directory: &Path,
        point: impl Into<Point>,
        expressions: Arc<Expressions>,
    ) -> Result<(Self, Searcher), RebuildReason> {
        Self::reuse(&directory.join(FOLDER), &point.into(), Lexicon::new(expressions))
    }

    /// The first file of the index under a directory whose bytes are not those that were written;
    /// `None` where all are. Reads everything, however large. An index that cannot be opened counts
    /// as damaged; one that is not there does not.
    pub fn find_damage(directory: &Path) -> Option<String> {
        let path = directory.join(FOLDER);
        if !path.join("meta.json").exists() {
            return None;
        }
        let check = || -> tantivy::Result<Option<String>> {
            let index = Index::open_in_dir(&path)?;
            if let Some(file) = find_mislisted(&index, &path)? {
                return Ok(Some(file));
            }
            let damaged = index.validate_checksum()?.into_iter().next();
            Ok(damaged.map(|file| file.display().to_string()))
        };
        check().unwrap_or_else(|error| Some(error.to_string()))
    }

    fn reuse(
        path: &Path,
        point: &Point,
        lexicon: Lexicon,
    ) -> Result<(Self, Searcher), RebuildReason> {
        if !path.join("meta.json").exists() {
            return Err(RebuildReason::Missing);
        }
        let damaged = |error: tantivy::TantivyError| RebuildReason::Damaged(error.to_string());
        let index = Index::open_in_dir(path).map_err(damaged)?;
        let payload = index.load_metas().map_err(damaged)?.payload.unwrap_or_default();
        let payload: Payload =
            serde_json::from_str(&payload).map_err(|_| RebuildReason::OtherFormat)?;
        match payload.revision {
            _ if payload
                != Payload {
                    lineage: payload.lineage.clone(),
                    ..Payload::new(payload.revision.into())
                } =>
            {
                return Err(RebuildReason::OtherFormat);
            }
            behind if behind < point.revision => return Err(RebuildReason::Behind(behind)),
            ahead if ahead > point.revision => return Err(RebuildReason::Ahead(ahead)),
            _ if payload.lineage != point.lineage => return Err(RebuildReason::OtherRecord),
            _ => {}
        }
        if let Some(name) = find_mislisted(&index, path).map_err(damaged)? {
            return Err(RebuildReason::Damaged(format!("{name} and the list of files disagree")));
        }
        if !is_large(&index, path)
            && let Some(file) = index.validate_checksum().map_err(damaged)?.into_iter().next()
        {
            return Err(RebuildReason::Damaged(format!("checksum of {}", file.display())));
        }
        let this = Self::with_index(index, Some(path.to_owned()), lexicon).map_err(damaged)?;
        let searcher = this.snapshot(point.revision).map_err(damaged)?;
        Ok((this, searcher))
    }

    fn rebuild<'record>(
        path: Option<PathBuf>,
        point: &Point,
        lexicon: Lexicon,
        documents: impl IntoIterator<Item = SearchDocument<'record>, IntoIter: Send>,
    ) -> Result<(Self, Searcher)> {
        if let Some(path) = &path {
            clear(path).map_err(unwritable)?;
        }
        let schema = IndexSchema::new().schema;
        let index = match &path {
            Some(path) => Index::create_in_dir(path, schema).map_err(unwritable)?,
            None => Index::create_in_ram(schema),
        };
        let this = Self::with_index(index, path, lexicon).map_err(Error::internal)?;
        this.write(point, |writer| {
            let segments = write_segments(&this.index, &this.schema, documents.into_iter())?;
            segments.into_iter().try_for_each(|segment| writer.add_segment(segment))
        })
        .map_err(unwritable)?;
        let searcher = this.snapshot(point.revision).map_err(Error::internal)?;
        Ok((this, searcher))
    }

    fn with_index(index: Index, path: Option<PathBuf>, lexicon: Lexicon) -> tantivy::Result<Self> {
        index.tokenizers().register(STEMS, StemTokenizer::default());
        index.tokenizers().register(FORMS, FormTokenizer::default());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            index,
            reader,
            schema: IndexSchema::new(),
            path,
            lexicon: Mutex::new(lexicon),
            known: KnownSegments::default(),
        })
    }

    /// One commit, with what it was made from.
    fn write(
        &self,
        point: &Point,
        change: impl FnOnce(&IndexWriter<TantivyDocument>) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        let mut writer = self.index.writer_with_num_threads(1, WRITER_MEMORY)?;
        change(&writer)?;
        let mut commit = writer.prepare_commit()?;
        let payload = serde_json::to_string(&Payload::new(point.clone()));
        commit.set_payload(
            &payload.map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))?,
        );
        commit.commit()?;
        writer.wait_merging_threads()
    }

    fn snapshot(&self, revision: i64) -> tantivy::Result<Searcher> {
        self.reader.reload()?;
        let lexicon = self.lexicon.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Searcher::new(&self.reader.searcher(), &self.schema, revision, lexicon, &self.known)
    }
}

/// Whether an index is so large that reading all of it would hold up a start. Of such an index only
/// the list of files and the end of each file (tantivy keeps a signed footer there, so a file that
/// was cut does not open) are looked at; [`SearchIndex::find_damage`] reads everything.
fn is_large(index: &Index, path: &Path) -> bool {
    let size = |file: &PathBuf| fs::metadata(path.join(file)).map_or(0, |data| data.len());
    index.directory().list_managed_files().iter().map(size).sum::<u64>() > FULLY_CHECKED
}

/// A file that is not on tantivy's list of files though it is of the index, or that is on the list
/// and not there. Only files on the list are checked, so the list must be whole.
fn find_mislisted(index: &Index, path: &Path) -> tantivy::Result<Option<String>> {
    let listed = index.directory().list_managed_files();
    if let Some(missing) = listed.iter().find(|file| !path.join(file).exists()) {
        return Ok(Some(missing.display().to_string()));
    }
    let segments = index.searchable_segment_ids()?;
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let ours = segments.iter().any(|segment| name.starts_with(&segment.uuid_string()));
        if ours && !listed.contains(Path::new(&name)) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Makes the folder of the index, empty.
fn clear(path: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(path),
    }
}

fn unwritable(cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::unavailable(
        "The search index cannot be written. Check that the data directory is writable, that the \
         disk is not full, and that no other process uses it.",
    )
    .because(cause)
}
