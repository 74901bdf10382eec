//! The built-in keeper of search documents: an index on disk or in memory that follows the record.
//!
//! Not here: the index itself (`index.rs`) and what any keeper is asked (`port.rs`).

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    build::{DocumentBuilder, build_documents},
    changes::DocumentChanges,
    index::SearchIndex,
    port::{SearchEngine, SearchKeeper},
    rows::Rows,
    synonyms::Expressions,
};
use crate::error::Result;

/// Keeps the documents in the built-in index.
#[derive(Debug)]
pub struct IndexKeeper {
    directory: Option<PathBuf>,
    expressions: Arc<Expressions>,
    /// `None` after a failure half way: then it may be of any revision, and is opened anew.
    open: Option<SearchIndex>,
}

impl IndexKeeper {
    /// Keeps the index under a directory, in memory where there is none.
    pub fn new(directory: Option<&Path>, expressions: Expressions) -> Self {
        let directory = directory.map(Path::to_owned);
        Self { directory, expressions: Arc::new(expressions), open: None }
    }
}

impl SearchKeeper for IndexKeeper {
    fn open(&mut self, rows: Rows<'_>) -> Result<Arc<dyn SearchEngine>> {
        self.open = None;
        let (directory, expressions) = (self.directory.as_deref(), self.expressions.clone());
        let documents = || build_documents(rows);
        let (index, searcher, _) =
            SearchIndex::open_with(directory, rows.point(), expressions, documents)?;
        self.open = Some(index);
        Ok(Arc::new(searcher))
    }

    fn follow(
        &mut self,
        rows: Rows<'_>,
        touched: DocumentChanges,
    ) -> Result<Arc<dyn SearchEngine>> {
        let Some(index) = self.open.take() else { return self.open(rows) };
        let builder = DocumentBuilder::new(rows);
        let documents = touched.changed.iter().filter_map(|key| builder.build(key));
        match index.update(rows.point(), documents, touched.removed) {
            Ok(searcher) => {
                self.open = Some(index);
                Ok(Arc::new(searcher))
            }
            Err(error) => {
                let error = error.chain();
                tracing::warn!(error, "the search index cannot be updated; it is opened anew");
                drop(index);
                self.open(rows)
            }
        }
    }
}
