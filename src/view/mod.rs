//! The derived state: graph and search index of one revision, immutable, published together.
//!
//! A [`View`] never changes; a change of the record makes a new one (`refresh.rs`, the one bridge
//! from store to view). What was answered from it is kept with it (`kept.rs`). Here do not belong
//! questions (`query`) and SQL (`store`).

pub mod graph;
pub mod kept;
pub mod passages;
pub mod refresh;
pub mod search;

use std::{borrow::Cow, ops::Bound, path::Path, sync::Arc};

use crate::{
    error::Result,
    model::{NodeKey, NodeKind, Record, Release, Table},
};
use graph::Graph;
use kept::Kept;
use passages::Passages;
use search::{FieldText, SearchEngine, SearchIndex, Texts, build_documents, passage_texts};

/// Everything that a request reads: the record, its graph and its search index at one revision.
#[derive(Debug)]
pub struct View {
    /// The rows but those of passages: its tables of passages, of their themes and of their partners
    /// are empty.
    pub record: Record,
    /// The passages with their themes and partners.
    pub passages: Arc<Passages>,
    /// Nodes and edges.
    pub graph: Graph,
    /// What finds texts in it: the built-in index, or whatever else fills the port.
    pub searcher: Arc<dyn SearchEngine>,
    /// Answers that were worked out from it before.
    pub kept: Kept,
    /// The release whose rows these are; `None` in views that follow the record.
    pub release: Option<Release>,
}

impl View {
    /// The view of a record, with its search index in memory.
    ///
    /// # Errors
    /// `UNAVAILABLE` where there is no memory for the index.
    pub fn of_record(record: Record) -> Result<Self> {
        Self::build(record, None)
    }

    /// The view of a record in which another engine than the built-in one finds texts.
    pub fn answered_by(record: Record, engine: impl SearchEngine + 'static) -> Self {
        let (record, passages) = apart(record);
        Self::new(record, Arc::new(passages), Arc::new(engine))
    }

    /// The view of a release. Its search index is kept under `directory`, in memory where there is
    /// none, and used again if it is there already.
    ///
    /// # Errors
    /// `UNAVAILABLE` where the directory cannot be written.
    pub fn of_release(record: Record, release: Release, directory: Option<&Path>) -> Result<Self> {
        Ok(Self { release: Some(release), ..Self::build(record, directory)? })
    }

    fn build(record: Record, directory: Option<&Path>) -> Result<Self> {
        let (record, passages) = apart(record);
        let passages = refresh::keep(passages, directory, &record.point());
        let documents = || build_documents((&record, &*passages));
        let (_, searcher, _) = SearchIndex::open(directory, record.point(), documents)?;
        Ok(Self::new(record, passages, Arc::new(searcher)))
    }

    /// A view of which nothing was asked yet.
    pub(crate) fn new(
        record: Record,
        passages: Arc<Passages>,
        searcher: Arc<dyn SearchEngine>,
    ) -> Self {
        let graph = Graph::build(&record, &passages);
        Self { record, passages, graph, searcher, kept: Kept::default(), release: None }
    }

    /// The number of rows in all tables.
    pub fn rows(&self) -> usize {
        self.record.rows() + self.passages.rows()
    }

    /// A record of all rows, those of passages among them, for what goes through all tables alike.
    pub fn whole_record(&self) -> Record {
        let mut record = self.record.clone();
        self.passages.put_into(&mut record);
        record
    }

    /// The revision of the record from which this view was made.
    pub fn revision(&self) -> i64 {
        self.record.revision
    }
}

impl Texts for View {
    fn list_texts(&self, key: &NodeKey) -> Vec<FieldText<'_>> {
        match key.kind {
            NodeKind::Passage => {
                let passage = self.passages.find(&key.slug);
                passage.map_or_else(Vec::new, |it| passage_texts(Cow::Owned(it.row())))
            }
            _ => self.record.list_texts(key),
        }
    }
}

/// A record without its passages, and these.
fn apart(mut record: Record) -> (Record, Passages) {
    let passages = Passages::take_from(&mut record);
    (record, passages)
}

/// The rows of a table whose identity begins with a parent's identity and a full stop, such as
/// the lists of a strategy. Tables are ordered by identity, so this reads only those rows.
pub fn rows_under<'table, T>(
    table: &'table Table<T>,
    parent: &str,
) -> impl Iterator<Item = &'table Arc<T>> {
    let bounds = (Bound::Included(format!("{parent}.")), Bound::Excluded(format!("{parent}/")));
    table
        .range::<str, _>((
            bounds.0.as_ref().map(String::as_str),
            bounds.1.as_ref().map(String::as_str),
        ))
        .map(|(_, row)| row)
}
