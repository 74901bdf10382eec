//! The type `KnownDocument`.

use std::sync::Arc;

use async_graphql::Object;

use super::{
    cost,
    evidence::{self, Evidence},
    reading::Reading,
};
use crate::model;

/// A document that is known of, shown.
#[derive(Debug, Clone)]
pub(super) struct KnownDocument {
    reading: Reading,
    row: Arc<model::ListedDocument>,
}

impl KnownDocument {
    /// A document, shown.
    pub(super) fn new(reading: &Reading, row: Arc<model::ListedDocument>) -> Self {
        Self { reading: reading.clone(), row }
    }
}

/// A document that is known to exist and to belong to a partnership, but is no strategy and whose
/// text is not held here.
#[Object]
impl KnownDocument {
    /// Its title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// What it is, in the curator's words.
    async fn kind(&self) -> &str {
        &self.row.kind
    }

    /// What part of the area it is about; null where it is the whole.
    async fn scope(&self) -> Option<&str> {
        self.row.scope.as_deref()
    }

    /// Which source names it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        evidence::of_sources(&self.reading, [&self.row.source])
    }
}
