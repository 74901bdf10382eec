//! The type `Evidence`.

use async_graphql::Object;

use super::{
    int::int,
    reading::{Reading, Shown},
    source::Source,
    vocabulary::AssertionMethod,
};
use crate::{
    model::{self, Slug},
    query,
};

/// What supports a fact, shown.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    reading: Reading,
    entry: query::Evidence,
}

impl Evidence {
    /// Entries of evidence, shown.
    pub(super) fn show_all(reading: &Reading, entries: &[query::Evidence]) -> Vec<Self> {
        let show =
            |entry: &query::Evidence| Self { reading: reading.clone(), entry: entry.clone() };
        entries.iter().map(show).collect()
    }
}

/// Evidence of a curated fact: one entry for each source that states it.
pub(super) fn of_sources<'id>(
    reading: &Reading,
    sources: impl IntoIterator<Item = &'id Slug>,
) -> Vec<Evidence> {
    Evidence::show_all(reading, &query::sources_evidence(reading.view(), sources))
}

/// Evidence of a row of the record: its sources, and the passages in which it was found.
pub(super) fn of_row<'id, T: model::Row>(
    reading: &Reading,
    row: &T,
    sources: impl IntoIterator<Item = &'id Slug>,
) -> Vec<Evidence> {
    let evidence = query::fact_evidence(reading.view(), T::TABLE, row.id(), sources);
    Evidence::show_all(reading, &evidence)
}

/// What supports a fact: a source, and for facts that were found in a text the words that show it.
#[Object]
impl Evidence {
    /// Where it is said.
    async fn source(&self) -> Source {
        Source(self.entry.source.clone())
    }

    /// The passage in which it was found; null for facts that a person took from the source.
    async fn passage(&self) -> Option<Shown<model::Passage>> {
        self.entry.passage.clone().map(|row| self.reading.show(row))
    }

    /// The words that show it, as they stand in the passage; null where there is no passage.
    async fn quote(&self) -> Option<&str> {
        self.entry.quote.as_deref()
    }

    /// The first character of `quote` in the passage's text, from 0, counted in Unicode scalar
    /// values; null where there is no passage.
    async fn start(&self) -> Option<i32> {
        self.entry.range.map(|(start, _)| int(start))
    }

    /// One past the last character of `quote` in the passage's text, counted in Unicode scalar
    /// values; null where there is no passage.
    async fn end(&self) -> Option<i32> {
        self.entry.range.map(|(_, end)| int(end))
    }

    /// How far the fact is trusted.
    async fn method(&self) -> AssertionMethod {
        self.entry.method.into()
    }

    /// The machine's confidence, 0 to 1; null where a person stated the fact.
    async fn confidence(&self) -> Option<f64> {
        self.entry.confidence
    }
}
