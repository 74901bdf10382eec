//! A snapshot of the index: what answers. Cheap to copy, never changes.
//!
//! Here belong the snapshot, its segments and the course of a search; the parts of that course are
//! in `language.rs` (reading), `plan.rs` (looking up), `cursor.rs` (walking), `filter.rs`,
//! `facets.rs`, `ranking.rs` (choosing) and `highlight.rs` (showing).

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use tantivy::{
    DocId, InvertedIndexReader, SegmentReader,
    columnar::{Column, StrColumn},
    fieldnorm::FieldNormReader,
    postings::TermInfo,
    schema::IndexRecordOption,
};

use super::{
    document::{Field, SearchDocument},
    names::{Names, has_name},
    plan::term_of,
    request::Dimension,
    schema::{IndexSchema, column},
    spread::Spread,
    synonyms::{Expressions, Synonyms},
    unpacked::{Kinds, KnownSegments, Unpacked},
    vocabulary::Vocabulary,
};
use crate::error::{Error, Result};

/// A snapshot of the search index.
#[derive(Clone)]
pub struct Searcher(Arc<Snapshot>);

pub(super) struct Snapshot {
    pub revision: i64,
    pub segments: Vec<Segment>,
    vocabulary: OnceLock<Vocabulary>,
    lexicon: Lexicon,
}

/// What is read of the names of things, and shared with later snapshots until a name changes.
#[derive(Clone)]
pub(super) struct Lexicon {
    expressions: Arc<Expressions>,
    names: Arc<OnceLock<Names>>,
    synonyms: Arc<OnceLock<Synonyms>>,
}

impl Lexicon {
    /// A lexicon in which nothing is read yet.
    pub(super) fn new(expressions: Arc<Expressions>) -> Self {
        Self { expressions, names: Arc::default(), synonyms: Arc::default() }
    }

    /// The same expressions, with names still to be read.
    pub(super) fn renewed(&self) -> Self {
        Self::new(self.expressions.clone())
    }

    /// Whether a document is called as it was when the names were read; `false` where they were not.
    pub(super) fn knows(&self, document: &SearchDocument<'_>) -> bool {
        !has_name(document.key.kind) || self.names.get().is_some_and(|names| names.are_of(document))
    }
}

impl fmt::Debug for Searcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Searcher")
            .field("revision", &self.0.revision)
            .field("documents", &self.documents())
            .field("segments", &self.0.segments.len())
            .finish()
    }
}

impl Searcher {
    pub(super) fn new(
        searcher: &tantivy::Searcher,
        schema: &IndexSchema,
        revision: i64,
        lexicon: Lexicon,
        known: &KnownSegments,
    ) -> tantivy::Result<Self> {
        let readers = searcher.segment_readers();
        let open = |reader: &SegmentReader| Segment::new(reader, schema, known);
        let segments = readers.iter().map(open).collect::<Result<_, _>>()?;
        known.keep(readers);
        Ok(Self(Arc::new(Snapshot { revision, segments, vocabulary: OnceLock::new(), lexicon })))
    }

    /// The revision of the record of which this snapshot was made.
    pub fn revision(&self) -> i64 {
        self.0.revision
    }

    /// How many documents can be found.
    pub fn documents(&self) -> u64 {
        self.0.segments.iter().map(|segment| u64::from(segment.live())).sum()
    }

    pub(super) fn segments(&self) -> &[Segment] {
        &self.0.segments
    }

    /// The words of the collection; read when they are first needed.
    pub(super) fn vocabulary(&self) -> Result<&Vocabulary> {
        load(&self.0.vocabulary, || Vocabulary::new(&self.0.segments))
    }

    /// Expressions that mean the same; read when they are first needed.
    pub(super) fn synonyms(&self) -> Result<&Synonyms> {
        let Lexicon { synonyms, expressions, .. } = &self.0.lexicon;
        load(synonyms, || Synonyms::new(&self.0.segments, expressions))
    }

    /// The names of things; read when they are first needed.
    pub(super) fn names(&self) -> Result<&Names> {
        load(&self.0.lexicon.names, || Names::new(&self.0.segments))
    }
}

fn load<T>(cell: &OnceLock<T>, make: impl FnOnce() -> tantivy::Result<T>) -> Result<&T> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let value = make().map_err(Error::internal)?;
    Ok(cell.get_or_init(|| value))
}

/// One part of the index on disk, opened.
pub(super) struct Segment {
    pub reader: SegmentReader,
    /// Lists of terms by class of text.
    pub indexes: [Arc<InvertedIndexReader>; Field::ALL.len()],
    norms: [Option<FieldNormReader>; Field::ALL.len()],
    fields: [tantivy::schema::Field; Field::ALL.len()],
    /// Words as they are written.
    pub forms: Arc<InvertedIndexReader>,
    pub columns: Columns,
    unpacked: Arc<Unpacked>,
}

/// What documents are filtered, counted and sorted by.
pub(super) struct Columns {
    pub key: StrColumn,
    pub title: StrColumn,
    pub other_name: Option<StrColumn>,
    pub kind: Column<u64>,
    pub flags: Column<u64>,
    pub partnership: Option<StrColumn>,
    pub region: Option<Column<u64>>,
    pub theme: Option<StrColumn>,
    pub strategy: Option<StrColumn>,
    pub strategy_kind: Option<Column<u64>>,
    pub edition: Option<Column<u64>>,
    pub first_day: Option<Column<u64>>,
    pub last_day: Option<Column<u64>>,
    pub publisher: Option<StrColumn>,
    pub document: Option<StrColumn>,
}

impl Segment {
    fn new(
        reader: &SegmentReader,
        schema: &IndexSchema,
        known: &KnownSegments,
    ) -> tantivy::Result<Self> {
        let index = |field: Field| reader.inverted_index(schema.texts[field.index()]);
        let [name, alias, summary, heading, text, origin, context] = Field::ALL.map(index);
        let columns = Columns::new(reader)?;
        Ok(Self {
            unpacked: known.unpack(reader, &columns.kind),
            indexes: [name?, alias?, summary?, heading?, text?, origin?, context?],
            norms: schema.texts.map(|field| reader.get_fieldnorms_reader(field).ok()),
            fields: schema.texts,
            forms: reader.inverted_index(schema.forms)?,
            columns,
            reader: reader.clone(),
        })
    }

    /// The kind of each document.
    #[inline]
    pub(super) fn kinds(&self) -> &Kinds {
        &self.unpacked.kinds
    }

    /// How the documents are spread over what is counted.
    pub(super) fn spread(&self) -> &Spread {
        self.unpacked.spread(&self.columns)
    }

    /// The values of a dimension that has texts, by their ordinals.
    pub(super) fn values(&self, dimension: Dimension) -> tantivy::Result<&[String]> {
        self.unpacked.values(dimension, &self.columns)
    }

    /// The key of an ordinal of the column of keys.
    pub(super) fn key(&self, ordinal: u64) -> tantivy::Result<&str> {
        self.unpacked.key(&self.columns.key, ordinal)
    }

    /// How many documents are live.
    pub(super) fn live(&self) -> u32 {
        self.reader.num_docs()
    }

    /// Whether all documents are live.
    pub(super) fn is_whole(&self) -> bool {
        !self.reader.has_deletes()
    }

    /// Whether a document is live.
    #[inline]
    pub(super) fn is_live(&self, doc: DocId) -> bool {
        !self.reader.is_deleted(doc)
    }

    /// Where a term is, if it is.
    pub(super) fn find_term(&self, field: Field, term: &str) -> tantivy::Result<Option<TermInfo>> {
        let index = field.index();
        Ok(self.indexes[index].get_term_info(&term_of(self.fields[index], term))?)
    }

    /// How many live documents have a term.
    pub(super) fn live_frequency(&self, field: Field, info: &TermInfo) -> tantivy::Result<u64> {
        let Some(alive) = self.reader.alive_bitset() else { return Ok(u64::from(info.doc_freq)) };
        let index = &self.indexes[field.index()];
        let postings = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        Ok(u64::from(postings.doc_freq_given_deletes(alive)))
    }

    /// The coded lengths of a class of text, where they are kept.
    pub(super) fn norms(&self, field: usize) -> Option<&FieldNormReader> {
        self.norms[field].as_ref()
    }

    /// The coded length of a text of a document.
    pub(super) fn norm(&self, field: usize, doc: DocId) -> u8 {
        self.norms[field].as_ref().map_or(0, |norms| norms.fieldnorm_id(doc))
    }
}

impl Segment {
    /// How many words a text of a document has, as near as it is kept.
    pub(super) fn length(&self, field: Field, doc: DocId) -> u32 {
        FieldNormReader::id_to_fieldnorm(self.norm(field.index(), doc))
    }
}

impl Columns {
    fn new(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let required = |name: &str| {
            let missing = || tantivy::TantivyError::FieldNotFound(name.to_owned());
            fast.str(name)?.ok_or_else(missing)
        };
        Ok(Self {
            key: required(column::KEY)?,
            title: required(column::TITLE)?,
            other_name: fast.str(column::ALIAS)?,
            kind: fast.u64(column::KIND)?,
            flags: fast.u64(column::FLAGS)?,
            partnership: fast.str(column::PARTNERSHIP)?,
            region: fast.column_opt(column::REGION)?,
            theme: fast.str(column::THEME)?,
            strategy: fast.str(column::STRATEGY)?,
            strategy_kind: fast.column_opt(column::STRATEGY_KIND)?,
            edition: fast.column_opt(column::EDITION)?,
            first_day: fast.column_opt(column::FIRST_DAY)?,
            last_day: fast.column_opt(column::LAST_DAY)?,
            publisher: fast.str(column::PUBLISHER)?,
            document: fast.str(column::DOCUMENT)?,
        })
    }
}

/// The text of an ordinal of a column.
pub(super) fn text_at(column: &StrColumn, ordinal: u64) -> tantivy::Result<String> {
    let mut text = String::new();
    column.ord_to_str(ordinal, &mut text)?;
    Ok(text)
}

/// The texts of all ordinals of a column.
pub(super) fn list_values(column: &StrColumn) -> tantivy::Result<Vec<String>> {
    let mut values = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        values.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(values)
}
