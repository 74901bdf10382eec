//! One of four states for each partnership and theme, and what each stands on.

use std::fmt::Write as _;

use strategraph::{
    model::{
        AssertionMethod, CoverageState, DocumentOrigin, Edition, EditionPolicy, ListRole,
        Partnership, PriorityTheme, Strategy, Word as _,
    },
    query::{
        Column, Comparison, ComparisonCell, ComparisonQuestion, ComparisonRow, CoverageOptions,
        WordedItem, all_rows, compare, coverage, theme_subjects,
    },
    view::View,
};

use super::scene::{Scene, seed};

fn rows(view: &View, options: &CoverageOptions) -> Vec<ComparisonRow> {
    let columns: Vec<_> = all_rows::<Partnership>(view).into_iter().map(Column::from).collect();
    coverage(view, &columns, &theme_subjects(view, None).unwrap(), options)
}

/// The cell of the only partnership of a scene.
fn cell(view: &View, theme: &str, options: &CoverageOptions) -> ComparisonCell {
    let row = rows(view, options).into_iter().find(|row| &**row.subject.slug() == theme).unwrap();
    std::sync::Arc::unwrap_or_clone(row.cells.into_iter().next().unwrap())
}

fn state(scene: Scene, theme: &str) -> CoverageState {
    cell(&scene.view(), theme, &CoverageOptions::default()).state
}

fn scene() -> Scene {
    Scene::new().themes(&["life", "life/birth", "life/death", "other"]).partnership("a").strategy(
        "a",
        "2023",
        Edition::Final,
    )
}

#[test]
fn an_item_about_a_narrower_theme_makes_the_wider_one_a_priority() {
    let scene = || scene().list("a-2023", ListRole::Priorities, false, &["Start: birth"]);
    assert_eq!(state(scene(), "birth"), CoverageState::Priority);
    assert_eq!(state(scene(), "life"), CoverageState::Priority);
    assert_eq!(state(scene(), "death"), CoverageState::NotAssessed);
}

#[test]
fn an_item_about_a_wider_theme_says_nothing_of_a_narrower_one() {
    let scene = scene().list("a-2023", ListRole::Priorities, true, &["All ages: life"]);
    assert_eq!(state(scene, "birth"), CoverageState::NotFound);
}

#[test]
fn an_enabler_mentions_a_theme_and_becomes_a_priority_when_its_role_is_chosen() {
    let view = scene().list("a-2023", ListRole::Enablers, true, &["People: birth"]).view();
    let options = CoverageOptions::default();
    let found = cell(&view, "birth", &options);
    assert_eq!((found.state, found.mentions.items.len()), (CoverageState::Mentioned, 1));
    let options = CoverageOptions { roles: vec![ListRole::Enablers], ..options };
    assert_eq!(cell(&view, "birth", &options).state, CoverageState::Priority);
    assert_eq!(cell(&view, "death", &options).state, CoverageState::NotFound);
}

#[test]
fn a_complete_list_shows_an_absence_with_what_was_looked_through() {
    let view = scene()
        .list("a-2023", ListRole::Priorities, true, &["Start: birth", "A heading"])
        .list("a-2023", ListRole::Outcomes, false, &[])
        .view();
    let found = cell(&view, "death", &CoverageOptions::default());
    assert_eq!(found.state, CoverageState::NotFound);
    let absence = found.absence.unwrap();
    assert_eq!((absence.lists, absence.complete_lists), (2, 1));
    assert_eq!((absence.items, absence.uncoded_items), (2, 1));
    assert_eq!(&*absence.phrases, ["death"]);
    assert_eq!(absence.basis(), "a complete list of the strategy");
}

#[test]
fn a_complete_list_of_aims_does_not_speak_for_an_incomplete_list_of_priorities() {
    let scene = scene().list("a-2023", ListRole::Priorities, false, &["Start: birth"]).list(
        "a-2023",
        ListRole::Aims,
        true,
        &["Other: other"],
    );
    assert_eq!(state(scene, "death"), CoverageState::NotAssessed);
}

#[test]
fn a_complete_list_of_aims_is_enough_where_there_are_no_priorities() {
    let scene = scene().list("a-2023", ListRole::Aims, true, &["Other: other"]);
    assert_eq!(state(scene, "death"), CoverageState::NotFound);
}

#[test]
fn a_digest_shows_a_mention_and_never_an_absence() {
    let document = |text| {
        let place = ("d", "a", Some("a-2023"));
        scene().document(place, (DocumentOrigin::Digest, true), &[text])
    };
    assert_eq!(state(document("Born well: birth"), "birth"), CoverageState::Mentioned);
    assert_eq!(state(document("Born well: birth"), "death"), CoverageState::NotAssessed);
}

#[test]
fn the_full_text_of_the_strategy_shows_an_absence_and_an_excerpt_does_not() {
    let document = |strategy, complete| {
        let place = ("d", "a", strategy);
        scene().document(place, (DocumentOrigin::Ingested, complete), &["Born well: birth"])
    };
    let view = document(Some("a-2023"), true).view();
    let found = cell(&view, "death", &CoverageOptions::default());
    assert_eq!(found.state, CoverageState::NotFound);
    assert_eq!(found.absence.unwrap().basis(), "the full text of the strategy");
    assert_eq!(state(document(Some("a-2023"), false), "death"), CoverageState::NotAssessed);
    assert_eq!(state(document(None, true), "death"), CoverageState::NotAssessed);
}

#[test]
fn a_tag_found_by_phrase_counts_as_a_mention_but_a_proposed_assignment_only_when_asked_for() {
    let view = scene()
        .list("a-2023", ListRole::Priorities, true, &["Start: birth"])
        .with::<PriorityTheme>("a-2023-priorities-start.birth", |row| {
            row.method = AssertionMethod::Proposed;
        })
        .document(("d", "a", None), (DocumentOrigin::Ingested, false), &["End well: death"])
        .view();
    let options = CoverageOptions::default();
    assert_eq!(cell(&view, "death", &options).state, CoverageState::Mentioned);
    assert_eq!(cell(&view, "birth", &options).state, CoverageState::NotFound);
    let asked = CoverageOptions { proposed: true, ..options };
    assert_eq!(cell(&view, "birth", &asked).state, CoverageState::Priority);
}

#[test]
fn visions_and_programmes_mention_what_their_words_name() {
    let view = scene()
        .with::<Strategy>("a-2023", |row| row.vision = Some("A good death for all".to_owned()))
        .programme("a", "Birth companions")
        .view();
    let options = CoverageOptions::default();
    assert_eq!(cell(&view, "death", &options).mentions.visions.len(), 1);
    assert_eq!(cell(&view, "birth", &options).mentions.programmes.len(), 1);
}

#[test]
fn a_draft_speaks_only_when_drafts_are_asked_for_or_nothing_else_is_there() {
    let view = Scene::new()
        .themes(&["birth", "death"])
        .partnership("a")
        .strategy("a", "draft", Edition::Draft)
        .list("a-draft", ListRole::Priorities, true, &["Start: birth"])
        .strategy("a", "final", Edition::Final)
        .list("a-final", ListRole::Priorities, true, &["End: death"])
        .view();
    let with = |editions| CoverageOptions { editions, ..CoverageOptions::default() };
    let states =
        |editions| ["birth", "death"].map(|theme| cell(&view, theme, &with(editions)).state.word());
    assert_eq!(states(EditionPolicy::Current), ["not_found", "priority"]);
    assert_eq!(states(EditionPolicy::DraftsOnly), ["priority", "not_found"]);
    assert_eq!(states(EditionPolicy::All), ["priority", "priority"]);
}

#[test]
fn a_partnership_of_which_nothing_is_held_is_not_assessed_anywhere() {
    let view = Scene::new().themes(&["birth", "death"]).partnership("a").view();
    for row in rows(&view, &CoverageOptions::default()) {
        assert_eq!(row.cells[0].state, CoverageState::NotAssessed);
        assert_eq!(
            row.cells[0].not_assessed_reason.as_deref(),
            Some("No integrated care strategy is on record, and no document of it is held.")
        );
    }
}

#[test]
fn in_the_real_data_every_cell_says_what_its_state_stands_on() {
    for row in rows(seed(), &CoverageOptions::default()) {
        for cell in &row.cells {
            let priority = cell.state == CoverageState::Priority;
            assert_eq!(priority, !cell.priorities.is_empty());
            assert_eq!(cell.absence.is_some(), cell.state == CoverageState::NotFound);
            assert_eq!(
                cell.not_assessed_reason.is_some(),
                cell.state == CoverageState::NotAssessed
            );
            if cell.state == CoverageState::Mentioned {
                assert!(!cell.mentions.is_empty());
            }
        }
        let counts = row.counts;
        assert_eq!(counts.assessed() + counts.not_assessed, 42);
        assert_eq!(row.cells.len(), 42);
    }
}

/// A row as a page that a reviewer can read.
fn told(comparison: &Comparison, row: &ComparisonRow) -> String {
    let counts = row.counts;
    let mut text = format!(
        "{} ({})\n{} of {} assessed make it a priority, {} only mention it, {} do not have it; {} not assessed.\n",
        row.label(),
        row.subject.slug(),
        counts.priority,
        counts.assessed(),
        counts.mentioned,
        counts.not_found,
        counts.not_assessed
    );
    let absence = row.cells.iter().find_map(|cell| cell.absence.as_ref());
    if let Some(absence) = absence {
        writeln!(text, "Looked for: {}.", absence.phrases.join(", ")).unwrap();
    }
    for state in CoverageState::ALL {
        writeln!(text, "\n{}", state.label().to_uppercase()).unwrap();
        // Partnerships of one reason stand together, in the order of the first of them.
        let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
        for (cell, column) in row.cells.iter().zip(&comparison.columns) {
            if cell.state != *state {
                continue;
            }
            let (name, told) =
                (&*column.partnership.name, told_cell(comparison, row, cell, column));
            match groups.iter_mut().find(|it| cell.not_assessed_reason.is_some() && it.0 == told) {
                Some((_, names)) => names.push(name),
                None => groups.push((told, vec![name])),
            }
        }
        for (told, names) in groups {
            writeln!(text, "  {}\n      {told}", names.join("; ")).unwrap();
        }
    }
    text
}

fn told_cell(
    comparison: &Comparison,
    row: &ComparisonRow,
    cell: &ComparisonCell,
    column: &Column,
) -> String {
    if let Some(absence) = &cell.absence {
        return format!(
            "by {}: {} of {} lists complete, {} items, {} of them uncoded; {} documents, {} of them full texts, {} passages",
            absence.basis(),
            absence.complete_lists,
            absence.lists,
            absence.items,
            absence.uncoded_items,
            absence.documents,
            absence.full_texts,
            absence.passages
        );
    }
    if let Some(reason) = &cell.not_assessed_reason {
        return reason.to_string();
    }
    let items = comparison.wording(seed(), row).into_iter();
    let own = items.filter(|it| it.partnership.slug == column.partnership.slug);
    let mut parts: Vec<String> = own.map(|item| told_item(&item)).collect();
    parts.extend(cell.mentions.visions.iter().map(|it| format!("vision of {}", it.slug)));
    parts.extend(cell.mentions.programmes.iter().map(|it| format!("programme “{}”", it.name)));
    if cell.mentions.passage_count > 0 {
        let best = cell.mentions.passages.first().and_then(|it| it.row(seed()));
        let best = best.map(|row| row.slug.to_string());
        let count = cell.mentions.passage_count;
        parts.push(format!("passages: {count}, best {}", best.unwrap_or_default()));
    }
    parts.join("\n      ")
}

/// An item with the source's word for it, its place and the edition.
fn told_item(item: &WordedItem) -> String {
    let called = item.list.called.as_deref().unwrap_or(item.list.role.label());
    let place = item.rank.map_or_else(|| "in no order".to_owned(), |rank| rank.to_string());
    let (edition, whose) =
        (item.strategy.edition.label(), if item.item.exact { "" } else { ", our wording" });
    format!(
        "“{}” ({called} {place} of {}, {edition} {}{whose})",
        item.item.name, item.of, item.strategy.key
    )
}

/// Compares with the kept text; with `UPDATE_CASES` set, keeps the new one.
fn check_case(name: &str, actual: &str) {
    let path = format!("{}/tests/cases/coverage/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == actual,
        "{path} differs: look at it, then run with UPDATE_CASES=1\n{actual}"
    );
}

#[test]
fn the_real_answers_about_four_themes_are_those_that_a_reviewer_has_read() {
    let themes = [
        "end-of-life-and-dying-well",
        "best-start-in-life",
        "employment-and-good-work",
        "climate-and-environment",
    ];
    let question = ComparisonQuestion {
        themes: Some(themes.map(str::to_owned).to_vec()),
        ..ComparisonQuestion::default()
    };
    let comparison = compare(seed(), &question).unwrap();
    for row in &comparison.rows {
        check_case(row.subject.slug(), &told(&comparison, row));
    }
}

#[test]
fn the_documented_example_has_the_states_that_a_reader_works_out() {
    let list = |complete| {
        let scene = Scene::new().themes(&["life", "life/birth", "life/death"]).partnership("a");
        let scene = scene.strategy("a", "2023", Edition::Final);
        scene.list("a-2023", ListRole::Priorities, complete, &["Start: birth"]).view()
    };
    let states = |view: &View| {
        ["birth", "life", "death"]
            .map(|theme| cell(view, theme, &CoverageOptions::default()).state.word())
    };
    assert_eq!(states(&list(true)), ["priority", "priority", "not_found"]);
    assert_eq!(states(&list(false)), ["priority", "priority", "not_assessed"]);
    let absence = cell(&list(true), "death", &CoverageOptions::default()).absence.unwrap();
    assert_eq!((absence.lists, absence.complete_lists, absence.items), (1, 1, 1));
    assert_eq!((absence.uncoded_items, absence.documents, absence.passages), (0, 0, 0));
    assert_eq!(&*absence.phrases, ["death"]);
}
