//! Counts by dimension: on one segment by profile and theme (`spread.rs`), then put together by value.

use std::collections::BTreeMap;

use tantivy::DocId;

use super::{
    filter::theme_methods,
    request::{Dimension, Facet, FacetRequest, FacetValue, SearchFilter},
    schema::{decode_theme, value_at},
    searcher::Segment,
    spread::Spread,
};
use crate::model::{AssertionMethod, Edition, NodeKind, Region, StrategyKind, Word};

/// Counts of one segment.
pub(super) struct SegmentFacets<'a> {
    requests: Vec<FacetRequest>,
    /// How the documents are spread; not needed where nothing is counted.
    spread: Option<&'a Spread>,
    hits: Counts,
    /// Documents that would be hits without the filters of a dimension.
    lifted: Vec<(Dimension, Counts)>,
}

/// How many documents there are of each profile, and with each theme.
#[derive(Default)]
struct Counts {
    profiles: Vec<u64>,
    /// Empty where themes are not asked for.
    themes: Vec<u64>,
}

impl Counts {
    fn new(spread: &Spread, themes: bool) -> Self {
        Self {
            profiles: vec![0; spread.profiles()],
            themes: vec![0; if themes { spread.themes() } else { 0 }],
        }
    }

    fn count(&mut self, spread: &Spread, doc: DocId) {
        self.profiles[spread.profile_of(doc)] += 1;
        if !self.themes.is_empty() {
            for theme in spread.themes_of(doc) {
                self.themes[*theme as usize] += 1;
            }
        }
    }

    /// Adds what they say of a dimension to counts by ordinal.
    fn add_to(&self, counts: &mut Vec<u64>, dimension: Dimension, spread: &Spread) {
        let mut add = |value: u64, count: u64| {
            let index = usize::try_from(value).unwrap_or(0);
            if index >= counts.len() {
                counts.resize(index + 1, 0);
            }
            counts[index] += count;
        };
        if dimension == Dimension::Themes {
            (0..).zip(&self.themes).for_each(|(theme, count)| add(theme, *count));
            return;
        }
        let counted = self.profiles.iter().zip(spread.values(dimension));
        for (count, values) in counted.filter(|(count, _)| **count > 0) {
            for value in values {
                add(u64::from(*value), *count);
            }
        }
    }
}

impl<'a> SegmentFacets<'a> {
    pub(super) fn new(requests: &[FacetRequest], segment: &'a Segment) -> Self {
        if requests.is_empty() {
            return Self {
                requests: Vec::new(),
                spread: None,
                hits: Counts::default(),
                lifted: Vec::new(),
            };
        }
        let spread = segment.spread();
        let themes = requests.iter().any(|it| it.dimension == Dimension::Themes);
        let lifted = requests.iter().filter(|request| request.lifted).map(|request| {
            let dimension = request.dimension;
            (dimension, Counts::new(spread, dimension == Dimension::Themes))
        });
        Self {
            hits: Counts::new(spread, themes),
            lifted: lifted.collect(),
            requests: requests.to_vec(),
            spread: Some(spread),
        }
    }

    /// Whether nothing is counted.
    pub(super) fn counts_nothing(&self) -> bool {
        self.spread.is_none()
    }

    /// Counts a hit.
    pub(super) fn count(&mut self, doc: DocId) {
        if let Some(spread) = self.spread {
            self.hits.count(spread, doc);
        }
    }

    /// Counts a document that would be a hit without the filters of one dimension.
    pub(super) fn count_lifted(&mut self, doc: DocId, dimension: Dimension) {
        let Some(spread) = self.spread else { return };
        for (of, counts) in &mut self.lifted {
            if *of == dimension {
                counts.count(spread, doc);
            }
        }
    }

    /// The counts of a request by ordinal or number.
    fn counts(&self, place: usize) -> Vec<u64> {
        let mut counts = Vec::new();
        let (Some(spread), Some(request)) = (self.spread, self.requests.get(place)) else {
            return counts;
        };
        self.hits.add_to(&mut counts, request.dimension, spread);
        // A dimension that is asked for twice, lifted twice, is counted in each of both.
        if request.lifted
            && let Some((_, lifted)) = self.lifted.iter().find(|it| it.0 == request.dimension)
        {
            lifted.add_to(&mut counts, request.dimension, spread);
        }
        counts
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
            let counts = part.counts(place);
            for (value, count) in name_counts(request.dimension, &counts, segment, filter)? {
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
    let texts = || -> tantivy::Result<_> {
        let values = counts.iter().zip(segment.values(dimension)?).filter(|(count, _)| **count > 0);
        Ok(values.map(|(count, name)| (name.clone(), *count)).collect::<Vec<_>>())
    };
    Ok(match dimension {
        Dimension::Kinds => words::<NodeKind>(counts),
        Dimension::Regions => words::<Region>(counts),
        Dimension::Editions => words::<Edition>(counts),
        Dimension::StrategyKinds => words::<StrategyKind>(counts),
        Dimension::Years => named(counts, (0..).map(|year: u64| year.to_string())),
        Dimension::Partnerships | Dimension::Publishers => texts()?,
        Dimension::Themes => {
            let methods = theme_methods(filter);
            trusted_themes(texts()?, &methods)
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
