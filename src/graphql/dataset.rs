//! The type `Dataset`.

use async_graphql::Object;

use super::int::int;
use crate::query;

/// How much is held, shown.
#[derive(Debug, Clone)]
pub(super) struct Dataset(pub(super) query::Dataset);

/// How much is held at this revision, under which licence, and how to cite it.
#[Object]
impl Dataset {
    /// The number of the last committed change of the data: all answers of one request are of it.
    async fn revision(&self) -> i32 {
        int(self.0.revision)
    }

    /// The name of the release to which this answer is pinned; null where it is of the present
    /// data. See `releases`.
    async fn release(&self) -> Option<&str> {
        self.0.release.as_deref()
    }

    /// How many partnerships.
    async fn partnerships(&self) -> i32 {
        int(self.0.partnerships)
    }

    /// How many strategies and plans; every edition counts as one.
    async fn strategies(&self) -> i32 {
        int(self.0.strategies)
    }

    /// How many items of lists of strategies, of every edition and role.
    async fn priorities(&self) -> i32 {
        int(self.0.priorities)
    }

    /// How many themes, of both levels.
    async fn themes(&self) -> i32 {
        int(self.0.themes)
    }

    /// How many organisations and kinds of organisation.
    async fn partners(&self) -> i32 {
        int(self.0.partners)
    }

    /// How many programmes.
    async fn programmes(&self) -> i32 {
        int(self.0.programmes)
    }

    /// How many documents whose text is held, our digests included.
    async fn documents(&self) -> i32 {
        int(self.0.documents)
    }

    /// How many passages of those documents.
    async fn passages(&self) -> i32 {
        int(self.0.passages)
    }

    /// The licence of the curated data, as an SPDX identifier.
    async fn licence(&self) -> &'static str {
        self.0.licence
    }

    /// A citation of this revision, ready to paste.
    async fn citation(&self) -> &str {
        &self.0.citation
    }
}
