//! Counts by dimension, for the same query as the hits.

use strategraph::{
    model::{AssertionMethod, NodeKind, Region},
    view::search::{Dimension, Facet, FacetRequest, SearchFilter, SearchRequest, SearchResults},
};

use super::records::{Library, query_of};

fn facets(library: &Library, query: &str, filter: SearchFilter, lifted: bool) -> SearchResults {
    let facets = Dimension::ALL.map(|dimension| FacetRequest { dimension, lifted }).to_vec();
    library.ask(&SearchRequest { facets, filter, ..query_of(query) })
}

fn counts(results: &SearchResults, dimension: Dimension) -> Vec<(&str, u64)> {
    let facet: &Facet = results.facets.iter().find(|facet| facet.dimension == dimension).unwrap();
    facet.values.iter().map(|value| (value.value.as_str(), value.count)).collect()
}

#[test]
fn every_dimension_is_counted_for_the_query() {
    let results = facets(&Library::sample(), "start", SearchFilter::default(), false);
    assert_eq!(results.total, 5);
    assert_eq!(counts(&results, Dimension::Kinds), [("priority", 3), ("passage", 1), ("theme", 1)]);
    assert_eq!(counts(&results, Dimension::Partnerships), [("kent", 3), ("hampshire", 1)]);
    assert_eq!(counts(&results, Dimension::Regions), [("south-east", 4)]);
    assert_eq!(counts(&results, Dimension::Editions), [("final", 3), ("draft", 1)]);
    assert_eq!(counts(&results, Dimension::StrategyKinds), [("integrated_care_strategy", 4)]);
    assert_eq!(counts(&results, Dimension::Years), [("2024", 2), ("2022", 1), ("2023", 1)]);
    assert_eq!(counts(&results, Dimension::Publishers), [("Council of Tests", 1)]);
}

#[test]
fn a_hit_counts_once_for_a_wider_theme() {
    let results = facets(&Library::sample(), "start", SearchFilter::default(), false);
    assert_eq!(
        counts(&results, Dimension::Themes),
        [("best-start", 4), ("life-course", 4), ("mental-health", 1)]
    );
}

#[test]
fn a_proposed_theme_is_counted_only_for_who_asks_for_proposals() {
    let methods = Some(vec![AssertionMethod::Proposed]);
    let results = facets(
        &Library::sample(),
        "hubs",
        SearchFilter { methods, ..SearchFilter::default() },
        false,
    );
    assert_eq!(counts(&results, Dimension::Themes), [("best-start", 1), ("life-course", 1)]);
}

#[test]
fn lifting_a_filter_shows_what_widening_it_would_give() {
    let library = Library::sample();
    let filter = SearchFilter {
        kinds: vec![NodeKind::Priority],
        partnerships: vec!["kent".into()],
        regions: vec![Region::SouthEast],
        ..SearchFilter::default()
    };
    let narrow = facets(&library, "start", filter.clone(), false);
    assert_eq!(counts(&narrow, Dimension::Partnerships), [("kent", 2)]);
    let wide = facets(&library, "start", filter, true);
    assert_eq!(wide.total, 2);
    assert_eq!(counts(&wide, Dimension::Partnerships), [("kent", 2), ("hampshire", 1)]);
    assert_eq!(counts(&wide, Dimension::Kinds), [("priority", 2), ("passage", 1)]);
}
