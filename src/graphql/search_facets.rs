//! The types `SearchFacets` and `FacetCount`: how the hits of a search are spread.

use async_graphql::{Lookahead, SimpleObject, Value};

use super::{cost, int::int};
use crate::query::{self, Dimension, FacetRequest};

/// How many hits of a search have each value of a dimension, the most frequent first. Counts are of
/// all hits, not of the page. A hit that has no value in a dimension (a theme has no partnership) is
/// not counted there; one that has several themes is counted for each.
#[derive(Debug, Clone, Default, SimpleObject)]
pub(super) struct SearchFacets {
    /// By kind of thing; every hit has exactly one, so that these add up to `totalCount`.
    #[graphql(complexity = "cost::rows(child_complexity)")]
    kinds: Vec<FacetCount>,
    /// By partnership.
    #[graphql(complexity = "cost::rows(child_complexity)")]
    partnerships: Vec<FacetCount>,
    /// By region.
    #[graphql(complexity = "cost::rows(child_complexity)")]
    regions: Vec<FacetCount>,
    /// By theme of either level; a hit counts once for a wider theme, however many of its narrower
    /// ones it has.
    #[graphql(complexity = "cost::rows(child_complexity)")]
    themes: Vec<FacetCount>,
    /// By edition of the strategy.
    #[graphql(complexity = "cost::rows(child_complexity)")]
    editions: Vec<FacetCount>,
    /// By kind of strategy.
    #[graphql(complexity = "cost::rows(child_complexity)")]
    strategy_kinds: Vec<FacetCount>,
    /// By calendar year of publication.
    #[graphql(complexity = "cost::rows(child_complexity)")]
    years: Vec<FacetCount>,
    /// By publisher.
    #[graphql(complexity = "cost::rows(child_complexity)")]
    publishers: Vec<FacetCount>,
}

/// How many hits have a value.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct FacetCount {
    /// The value: a slug, a year, a name, or a word of an enum as the filter takes it (of editions a word of `Edition`, of which the filter takes policies).
    value: String,
    /// What to call it.
    label: String,
    /// How many hits have it.
    count: i32,
}

/// The dimensions and the names of their fields.
const FIELDS: [(Dimension, &str); 8] = [
    (Dimension::Kinds, "kinds"),
    (Dimension::Partnerships, "partnerships"),
    (Dimension::Regions, "regions"),
    (Dimension::Themes, "themes"),
    (Dimension::Editions, "editions"),
    (Dimension::StrategyKinds, "strategyKinds"),
    (Dimension::Years, "years"),
    (Dimension::Publishers, "publishers"),
];

/// The dimensions that a question selects, each with or without its own filter.
pub(super) fn requests(selected: &Lookahead<'_>, lifted: bool) -> Vec<FacetRequest> {
    let chosen = FIELDS.iter().filter(|(_, field)| selected.field(field).exists());
    chosen.map(|(dimension, _)| FacetRequest { dimension: *dimension, lifted }).collect()
}

/// What a question asks of the field `facets`, so that it is counted while hits are looked for and
/// not in a second walk. Where it is asked twice with different arguments, only the first is known
/// beforehand.
pub(super) fn foreseen(selected: &Lookahead<'_>) -> Vec<FacetRequest> {
    let Some(field) = selected.selection_fields().into_iter().next() else { return Vec::new() };
    let arguments = field.arguments().unwrap_or_default();
    let lifted = arguments.iter().find(|(name, _)| name.as_str() == "lifted");
    requests(&field.into(), matches!(lifted, Some((_, Value::Boolean(true)))))
}

impl SearchFacets {
    /// The counts of the dimensions that were asked for; the others stay empty.
    pub(super) fn new(facets: Vec<query::Facet>) -> Self {
        let mut shown = Self::default();
        for query::Facet { dimension, values } in facets {
            let counts = values.into_iter().map(|found| FacetCount::new(dimension, found));
            *shown.place(dimension) = counts.collect();
        }
        shown
    }

    fn place(&mut self, dimension: Dimension) -> &mut Vec<FacetCount> {
        match dimension {
            Dimension::Kinds => &mut self.kinds,
            Dimension::Partnerships => &mut self.partnerships,
            Dimension::Regions => &mut self.regions,
            Dimension::Themes => &mut self.themes,
            Dimension::Editions => &mut self.editions,
            Dimension::StrategyKinds => &mut self.strategy_kinds,
            Dimension::Years => &mut self.years,
            Dimension::Publishers => &mut self.publishers,
        }
    }
}

impl FacetCount {
    fn new(dimension: Dimension, found: query::FacetCount) -> Self {
        let value = match dimension {
            // Words of the model are written in lower case; enums of the API in upper case.
            Dimension::Kinds | Dimension::Editions | Dimension::StrategyKinds => {
                found.value.to_uppercase()
            }
            _ => found.value,
        };
        Self { value, label: found.label, count: int(found.count) }
    }
}
