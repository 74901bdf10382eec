//! A document in whose place a newer version stands: kept and read, but found and counted once.

use strategraph::{
    model::{Document, DocumentOrigin, Edition, EditionPolicy, ListRole, Partnership},
    query::{
        Column, CoverageOptions, SearchFilter, SearchQuestion, all_rows, coverage, search,
        theme_subjects,
    },
    view::View,
};

use super::scene::Scene;

/// One strategy whose document was read twice; `newer_is_of` is the strategy of the second version.
fn view(newer_is_of: &str) -> View {
    let read = (DocumentOrigin::Ingested, true);
    Scene::new()
        .themes(&["birth"])
        .partnership("a")
        .strategy("a", "2023", Edition::Final)
        .list("a-2023", ListRole::Priorities, true, &["Start: birth"])
        .strategy("a", "2024", Edition::Final)
        .document(("old", "a", Some("a-2023")), read, &["Lantern evenings: birth", "Gone: birth"])
        .document(("new", "a", Some(newer_is_of)), read, &["Lantern evenings: birth"])
        .with::<Document>("new", |row| row.supersedes = Some("old".into()))
        .view()
}

fn found(view: &View, text: &str, filter: SearchFilter) -> Vec<String> {
    let question = SearchQuestion { text: text.to_owned(), filter, ..SearchQuestion::default() };
    let answer = search(view, &question).unwrap();
    assert_eq!(answer.hits.total_count, answer.hits.items.len());
    answer.hits.items.iter().map(|hit| hit.node.node.key().slug.to_string()).collect()
}

#[test]
fn a_search_finds_what_stands_in_two_versions_once() {
    let view = view("a-2023");
    assert_eq!(found(&view, "lantern", SearchFilter::default()), ["new.1"]);
    assert_eq!(found(&view, "gone", SearchFilter::default()), [""; 0]);
}

#[test]
fn every_edition_or_a_document_that_is_named_is_searched_whole() {
    let view = view("a-2023");
    let all = SearchFilter { editions: Some(EditionPolicy::All), ..SearchFilter::default() };
    assert_eq!(found(&view, "lantern", all), ["new.1", "old.1"]);
    let old = SearchFilter { documents: Some(vec!["old".into()]), ..SearchFilter::default() };
    assert_eq!(found(&view, "lantern gone", old.clone()), [""; 0]);
    assert_eq!(found(&view, "gone", old), ["old.2"]);
}

#[test]
fn the_document_of_another_strategy_at_the_same_address_replaces_nothing() {
    assert_eq!(found(&view("a-2024"), "gone", SearchFilter::default()), ["old.2"]);
}

#[test]
fn passages_that_stand_in_two_versions_are_counted_once() {
    let counted = |newer_is_of| {
        let columns = all_rows::<Partnership>(&view(newer_is_of));
        let columns: Vec<_> = columns.into_iter().map(Column::from).collect();
        let view = view(newer_is_of);
        let subjects = theme_subjects(&view, None).unwrap();
        let options =
            CoverageOptions { editions: EditionPolicy::All, ..CoverageOptions::default() };
        let rows = coverage(&view, &columns, &subjects, &options);
        rows[0].cells[0].mentions.passage_count
    };
    assert_eq!((counted("a-2023"), counted("a-2024")), (1, 3));
}
