//! Counts by dimension: on one segment by ordinals, then put together by value.

use std::collections::BTreeMap;

use tantivy::{DocId, columnar::Column};

use super::{
    filter::theme_methods,
    request::{Dimension, Facet, FacetRequest, FacetValue, SearchFilter},
    schema::{decode_theme, value_at},
    searcher::{Segment, list_values},
};
use crate::model::{AssertionMethod, Edition, NodeKind, Region, StrategyKind, Word};

/// Counts of one segment.
pub(super) struct SegmentFacets<'a> {
    counters: Vec<Counter<'a>>,
}

struct Counter<'a> {
    request: FacetRequest,
    column: Option<&'a Column<u64>>,
    counts: Vec<u64>,
}

impl<'a> SegmentFacets<'a> {
    pub(super) fn new(requests: &[FacetRequest], segment: &'a Segment) -> Self {
        let counter = |request: &FacetRequest| Counter {
            request: *request,
            column: column_of(request.dimension, segment),
            counts: Vec::new(),
        };
        Self { counters: requests.iter().map(counter).collect() }
    }

    /// Counts a hit.
    pub(super) fn count(&mut self, doc: DocId) {
        self.counters.iter_mut().for_each(|counter| counter.count(doc));
    }

    /// Counts a document that would be a hit without the filters of one dimension.
    pub(super) fn count_lifted(&mut self, doc: DocId, dimension: Dimension) {
        for counter in &mut self.counters {
            if counter.request.lifted && counter.request.dimension == dimension {
                counter.count(doc);
            }
        }
    }
}

impl Counter<'_> {
    fn count(&mut self, doc: DocId) {
        let Some(column) = self.column else { return };
        for value in column.values_for_doc(doc) {
            // Years are counted by their number, which stands before month and day.
            let value =
                if self.request.dimension == Dimension::Years { value / 10_000 } else { value };
            let index = usize::try_from(value).unwrap_or(0);
            if index >= self.counts.len() {
                self.counts.resize(index + 1, 0);
            }
            self.counts[index] += 1;
        }
    }
}

fn column_of(dimension: Dimension, segment: &Segment) -> Option<&Column<u64>> {
    let columns = &segment.columns;
    match dimension {
        Dimension::Kinds => Some(&columns.kind),
        Dimension::Partnerships => columns.partnership.as_ref().map(|it| it.ords()),
        Dimension::Regions => columns.region.as_ref(),
        Dimension::Themes => columns.theme.as_ref().map(|it| it.ords()),
        Dimension::Editions => columns.edition.as_ref(),
        Dimension::StrategyKinds => columns.strategy_kind.as_ref(),
        Dimension::Years => columns.first_day.as_ref(),
        Dimension::Publishers => columns.publisher.as_ref().map(|it| it.ords()),
    }
}

/// Puts the counts of all segments together.
pub(super) fn merge(
    requests: &[FacetRequest],
    filter: &SearchFilter,
    parts: &[(&Segment, SegmentFacets<'_>)],
) -> tantivy::Result<Vec<Facet>> {
    let mut facets = Vec::new();
    for (place, request) in requests.iter().enumerate() {
        let mut sums: BTreeMap<String, u64> = BTreeMap::new();
        for (segment, part) in parts {
            let counts = &part.counters[place].counts;
            for (value, count) in name_counts(request.dimension, counts, segment, filter)? {
                *sums.entry(value).or_default() += count;
            }
        }
        let mut values: Vec<_> =
            sums.into_iter().map(|(value, count)| FacetValue { value, count }).collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.count));
        facets.push(Facet { dimension: request.dimension, values });
    }
    Ok(facets)
}

/// The counts of one segment, by value instead of by ordinal.
fn name_counts(
    dimension: Dimension,
    counts: &[u64],
    segment: &Segment,
    filter: &SearchFilter,
) -> tantivy::Result<Vec<(String, u64)>> {
    let columns = &segment.columns;
    let texts = |column: Option<&tantivy::columnar::StrColumn>| -> tantivy::Result<_> {
        let names = column.filter(|_| !counts.is_empty()).map(list_values).transpose()?;
        Ok(named(counts, names.unwrap_or_default().into_iter()))
    };
    Ok(match dimension {
        Dimension::Kinds => words::<NodeKind>(counts),
        Dimension::Regions => words::<Region>(counts),
        Dimension::Editions => words::<Edition>(counts),
        Dimension::StrategyKinds => words::<StrategyKind>(counts),
        Dimension::Years => named(counts, (0..).map(|year: u64| year.to_string())),
        Dimension::Partnerships => texts(columns.partnership.as_ref())?,
        Dimension::Publishers => texts(columns.publisher.as_ref())?,
        Dimension::Themes => {
            let methods = theme_methods(filter);
            trusted_themes(texts(columns.theme.as_ref())?, &methods)
        }
    })
}

fn named(counts: &[u64], names: impl Iterator<Item = String>) -> Vec<(String, u64)> {
    let all = counts.iter().zip(names).filter(|(count, _)| **count > 0);
    all.map(|(count, name)| (name, *count)).collect()
}

fn words<W: Word>(counts: &[u64]) -> Vec<(String, u64)> {
    let names = (0..).map_while(value_at::<W>).map(|value| value.word().to_owned());
    named(counts, names)
}

fn trusted_themes(counts: Vec<(String, u64)>, methods: &[AssertionMethod]) -> Vec<(String, u64)> {
    let theme = |(text, count): (String, u64)| {
        let (method, theme) = decode_theme(&text)?;
        methods.contains(&method).then(|| (theme.to_owned(), count))
    };
    counts.into_iter().filter_map(theme).collect()
}
