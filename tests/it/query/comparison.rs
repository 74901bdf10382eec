//! Partnerships side by side, and who is like whom.

use proptest::prelude::*;
use strategraph::{
    error::Code,
    model::{
        AssertionMethod, BoardChange, ChangeKind, ChangeStatus, CoverageState, DocumentOrigin,
        Edition, ListRole, Partnership, PriorityList, RowOrder, Word as _,
    },
    query::{
        Comparison, ComparisonQuestion, CoverageOptions, all_rows, build_comparison, compare,
        find_partnerships, find_standing, partnerships_as_of, replaced_by,
    },
    view::View,
};

use super::scene::{Scene, seed};

fn question(partnerships: &[&str]) -> ComparisonQuestion {
    let partnerships = partnerships.iter().map(|it| (*it).to_owned()).collect();
    ComparisonQuestion { partnerships: Some(partnerships), ..ComparisonQuestion::default() }
}

fn slugs(comparison: &Comparison) -> Vec<String> {
    comparison.columns.iter().map(|it| it.partnership.slug.to_string()).collect()
}

/// The example of `docs/measures-of-comparison.md`.
fn three() -> View {
    Scene::new()
        .themes(&["start", "work", "homes", "air"])
        .partnership("a")
        .strategy("a", "2023", Edition::Final)
        .list("a-2023", ListRole::Priorities, true, &["One: start", "Two: work"])
        .partnership("b")
        .strategy("b", "2023", Edition::Final)
        .list("b-2023", ListRole::Priorities, true, &["One: start", "Two: homes"])
        .partnership("c")
        .strategy("c", "2023", Edition::Final)
        .list("c-2023", ListRole::Priorities, false, &["One: start"])
        .view()
}

#[test]
fn shared_is_what_all_assessed_prioritise_and_only_is_what_one_does() {
    let comparison = compare(&three(), &ComparisonQuestion::default()).unwrap();
    let shared: Vec<_> = comparison.shared().iter().map(|row| row.label().to_owned()).collect();
    assert_eq!(shared, ["start"]);
    let only: Vec<_> = comparison
        .only()
        .iter()
        .map(|it| format!("{}: {}", it.partnership.slug, it.rows[0].label()))
        .collect();
    assert_eq!(only, ["a: work", "b: homes"]);
    let counts: Vec<_> = comparison
        .rows
        .iter()
        .map(|row| (row.counts.priority, row.counts.assessed(), row.counts.not_assessed))
        .collect();
    assert_eq!(counts, [(3, 3, 0), (1, 2, 1), (1, 2, 1), (0, 2, 1)]);
}

#[test]
fn the_likeness_of_the_documented_example_is_what_a_reader_computes() {
    let view = three();
    let pairs = compare(&view, &ComparisonQuestion::default()).unwrap().similarity(&view);
    // Three partnerships; start is in 3 of them, work and homes in 1: ln 2 and ln 4.
    let (start, other) = (2f64.ln().powi(2), 4f64.ln().powi(2));
    let expected = [start / (start + other).sqrt() / start.sqrt(), start / (start + other)];
    let told: Vec<_> = pairs.iter().map(|it| (&*it.a.slug, &*it.b.slug)).collect();
    assert_eq!(told, [("a", "c"), ("b", "c"), ("a", "b")]);
    for (pair, expected) in pairs.iter().zip([expected[0], expected[0], expected[1]]) {
        assert!((pair.score - expected).abs() < 1e-12, "{pair:?}");
        assert_eq!(pair.reasons.len(), 1);
    }
    assert!((pairs[2].score - 0.2).abs() < 1e-12);
}

#[test]
fn reasons_add_up_to_the_score_in_the_real_data() {
    let pairs = compare(seed(), &ComparisonQuestion::default()).unwrap().similarity(seed());
    assert!(pairs.len() > 100);
    for pair in pairs {
        let sum: f64 = pair.reasons.iter().map(|it| it.contribution).sum();
        assert!((sum - pair.score).abs() < 1e-9 && pair.score <= 1.0 + 1e-9, "{pair:?}");
    }
}

#[test]
fn rows_stand_by_agreement_or_by_disagreement() {
    let order = |order| {
        let question = ComparisonQuestion { order: Some(order), ..ComparisonQuestion::default() };
        let comparison = compare(&three(), &question).unwrap();
        comparison.rows.iter().map(|row| row.label().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(order(RowOrder::Scheme), "start work homes air");
    assert_eq!(order(RowOrder::Agreement), "start work homes air");
    assert_eq!(order(RowOrder::Disagreement), "work homes start air");
}

#[test]
fn names_aliases_systems_boards_and_codes_all_mean_the_partnership() {
    for name in [
        "gloucestershire",
        "One Gloucestershire Health and Wellbeing Partnership",
        "Gloucestershire Health & Wellbeing Partnership",
        "One Gloucestershire Integrated Care System",
        "NHS Gloucestershire ICB",
        "QR1",
        "Gloucestershire ICS",
    ] {
        let found = find_partnerships(seed(), &[name.to_owned()]).unwrap();
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(&*found[0].slug, "gloucestershire", "{name}");
    }
}

#[test]
fn every_partnership_answers_to_all_its_own_names() {
    for row in all_rows::<Partnership>(seed()) {
        let names = [&row.name, &row.board_name].into_iter().chain(&row.aliases);
        for name in names.chain(&row.system).chain(&row.board_ods) {
            let found = find_partnerships(seed(), std::slice::from_ref(name));
            let found = found.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(found[0].slug, row.slug, "{name}");
        }
    }
}

#[test]
fn an_unknown_name_is_refused_with_the_nearest() {
    for question in [
        question(&["glostershire"]),
        ComparisonQuestion { framework: Some("marmott".into()), ..Default::default() },
        ComparisonQuestion { themes: Some(vec!["best-start".into()]), ..Default::default() },
    ] {
        let error = compare(seed(), &question).unwrap_err();
        assert_eq!(error.code(), Code::BadUserInput);
        assert!(error.public().contains("did you mean"), "{error}");
    }
}

#[test]
fn columns_stand_as_they_were_named_and_regions_narrow_them() {
    let named = question(&["sussex", "frimley", "QXU", "sussex"]);
    assert_eq!(
        slugs(&compare(seed(), &named).unwrap()),
        ["sussex", "frimley", "surrey-heartlands"]
    );
    let regions = Some(vec![strategraph::model::Region::NorthWest]);
    let question = ComparisonQuestion { regions, ..ComparisonQuestion::default() };
    assert_eq!(
        slugs(&compare(seed(), &question).unwrap()),
        ["cheshire-and-merseyside", "greater-manchester", "lancashire-and-south-cumbria"]
    );
}

#[test]
fn a_topic_has_the_state_of_the_themes_that_lie_inside_it_and_no_other() {
    let question = ComparisonQuestion {
        framework: Some("core20plus5-adults".into()),
        ..question(&["QYG", "QOP"])
    };
    let comparison = compare(seed(), &question).unwrap();
    let row = |slug: &str| {
        let slug = format!("core20plus5-adults.{slug}");
        comparison.rows.iter().find(|row| **row.subject.slug() == *slug).unwrap()
    };
    // Mapped by “narrow” only: a priority on mental health is none on severe mental illness.
    assert_eq!(row("smi").counts.assessed(), 0);
    assert_eq!(
        row("smi").cells[0].not_assessed_reason.as_deref(),
        Some(
            "No theme of the scheme is as narrow as this topic: it is mapped to Mental health (topic is narrower) only."
        )
    );
    assert!(row("smoking").counts.assessed() > 0);
}

#[test]
fn every_framework_of_the_seed_can_be_compared_by() {
    for framework in all_rows::<strategraph::model::Framework>(seed()) {
        let framework = Some(framework.slug.to_string());
        let question = ComparisonQuestion { framework, ..ComparisonQuestion::default() };
        let comparison = compare(seed(), &question).unwrap();
        assert!(!comparison.rows.is_empty());
        assert!(comparison.rows.iter().all(|row| row.cells.len() == 42));
    }
}

#[test]
fn before_the_mergers_all_42_stand_and_after_them_fewer() {
    let at = |date: &str| -> Vec<String> {
        partnerships_as_of(seed(), date.parse().unwrap())
            .iter()
            .map(|it| it.partnership.slug.to_string())
            .collect()
    };
    assert_eq!(at("2023").len(), 42);
    let later = at("2026-05-01");
    for (old, new) in [
        ("north-west-london", "west-and-north-london"),
        ("frimley", "thames-valley"),
        ("suffolk-and-north-east-essex", "essex"),
        ("cambridgeshire-and-peterborough", "central-east"),
    ] {
        assert!(!later.contains(&old.to_owned()) && later.contains(&new.to_owned()), "{old}");
    }
    assert!(
        later.contains(&"hampshire-and-isle-of-wight".to_owned()),
        "it only takes something in"
    );
    assert_eq!(later.len(), 36);
}

#[test]
fn an_old_slug_keeps_working_and_says_what_replaced_it() {
    let successors: Vec<_> =
        replaced_by(seed(), "frimley").iter().map(|it| it.slug.to_string()).collect();
    assert_eq!(successors, ["thames-valley", "hampshire-and-isle-of-wight", "surrey-and-sussex"]);
    let as_of = Some("2026-05".parse().unwrap());
    let comparison =
        compare(seed(), &ComparisonQuestion { as_of, ..question(&["north-west-london"]) }).unwrap();
    assert_eq!(slugs(&comparison), ["west-and-north-london"]);
    assert_eq!(comparison.columns[0].made_of.len(), 2);
    let comparison = compare(seed(), &question(&["NHS West and North London ICB"])).unwrap();
    assert_eq!(slugs(&comparison), ["north-central-london", "north-west-london"]);
}

#[test]
fn a_merged_column_is_assessed_only_where_all_its_parts_are() {
    let merged = |scene: Scene, partnership: &str| {
        let mut scene = scene;
        scene.record.put(BoardChange {
            id: format!("{partnership}.0").into(),
            partnership: partnership.into(),
            position: 0,
            kind: ChangeKind::Merger,
            with: Vec::new(),
            to: vec!["NHS New Integrated Care Board".to_owned()],
            on: "2026-04".parse().unwrap(),
            status: ChangeStatus::Approved,
            source: "x.S1".into(),
            note: None,
        });
        scene
    };
    let record = three().record.clone();
    let scene = merged(merged(Scene { record }, "b"), "c");
    let as_of = Some("2026-04-01".parse().unwrap());
    let comparison =
        compare(&scene.view(), &ComparisonQuestion { as_of, ..Default::default() }).unwrap();
    assert_eq!(slugs(&comparison), ["a", "new"]);
    let states: Vec<_> = comparison.rows.iter().map(|row| row.cells[1].state.word()).collect();
    assert_eq!(states, ["priority", "not_assessed", "priority", "not_assessed"]);
    assert_eq!(
        comparison.rows[1].cells[1].not_assessed_reason.as_deref(),
        Some(
            "c: The list of priorities is not confirmed as complete: 1 item is on record, and no document of it is held."
        )
    );
}

/// A record made of numbers: partnerships that hold this or that.
fn scene_of(seeds: &[u8]) -> Scene {
    let mut scene = Scene::new().themes(&["t0", "t0/t1", "t0/t2", "t3", "t3/t4"]);
    for (place, seed) in seeds.iter().enumerate() {
        let slug = format!("p{place}");
        let theme = |shift: u8| format!("t{}", (seed >> shift) % 5);
        scene = scene.partnership(&slug);
        if seed % 7 == 0 {
            continue;
        }
        scene = scene.strategy(&slug, "s", Edition::Final);
        let strategy = format!("{slug}-s");
        let item = format!("One: {}", theme(1));
        let role = if seed % 3 == 0 { ListRole::Enablers } else { ListRole::Priorities };
        scene = scene.list(&strategy, role, seed % 2 == 0, &[&item]);
        if seed % 5 < 2 {
            let origin =
                if seed % 5 == 0 { DocumentOrigin::Digest } else { DocumentOrigin::Ingested };
            let passage = format!("Said: {}", theme(3));
            let document = format!("d{place}");
            let place = (document.as_str(), slug.as_str(), Some(strategy.as_str()));
            scene = scene.document(place, (origin, seed % 11 < 6), &[&passage]);
        }
    }
    scene
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn states_are_exclusive_and_counts_add_up(seeds in proptest::collection::vec(any::<u8>(), 1..8)) {
        let comparison = compare(&scene_of(&seeds).view(), &ComparisonQuestion::default()).unwrap();
        for row in &comparison.rows {
            for cell in &row.cells {
                prop_assert_eq!(cell.state == CoverageState::Priority, !cell.priorities.is_empty());
                prop_assert_eq!(cell.state == CoverageState::NotFound, cell.absence.is_some());
                prop_assert_eq!(
                    cell.state == CoverageState::NotAssessed,
                    cell.not_assessed_reason.is_some()
                );
            }
            prop_assert_eq!(row.counts.assessed() + row.counts.not_assessed, seeds.len());
            let count = |state| row.cells.iter().filter(|cell| cell.state == state).count();
            let counts = [row.counts.priority, row.counts.mentioned, row.counts.not_found];
            let states = [CoverageState::Priority, CoverageState::Mentioned, CoverageState::NotFound];
            prop_assert_eq!(counts, states.map(count));
        }
    }

    #[test]
    fn a_partnership_with_nothing_held_is_not_assessed_anywhere(
        seeds in proptest::collection::vec(any::<u8>(), 0..6),
        proposed in any::<bool>(),
        editions in 0usize..3,
    ) {
        use strategraph::model::EditionPolicy::{All, Current, DraftsOnly};
        let view = scene_of(&seeds).partnership("bare").view();
        let editions = [Current, All, DraftsOnly][editions];
        let coverage = CoverageOptions { proposed, editions, ..CoverageOptions::default() };
        let partnerships = Some(vec!["bare".to_owned()]);
        let question = ComparisonQuestion { partnerships, coverage, ..Default::default() };
        for row in &compare(&view, &question).unwrap().rows {
            prop_assert_eq!(row.cells[0].state, CoverageState::NotAssessed);
            prop_assert_eq!(row.counts.assessed(), 0);
        }
    }

    #[test]
    fn permuting_columns_permutes_cells_and_nothing_else(
        seeds in proptest::collection::vec(any::<u8>(), 2..8),
        turn in 1usize..7,
    ) {
        let view = scene_of(&seeds).view();
        let names: Vec<String> = (0..seeds.len()).map(|place| format!("p{place}")).collect();
        let mut turned = names.clone();
        turned.rotate_left(turn % seeds.len());
        turned.swap(0, 1);
        let ask = |names: &[String]| {
            let partnerships = Some(names.to_vec());
            compare(&view, &ComparisonQuestion { partnerships, ..Default::default() }).unwrap()
        };
        let (one, other) = (ask(&names), ask(&turned));
        for (row, same) in one.rows.iter().zip(&other.rows) {
            prop_assert_eq!(row.counts, same.counts);
            for (place, name) in names.iter().enumerate() {
                let there = turned.iter().position(|it| it == name).unwrap();
                prop_assert_eq!(&row.cells[place], &same.cells[there]);
            }
        }
    }

    #[test]
    fn adding_evidence_never_moves_a_state_away_from_priority(
        seeds in proptest::collection::vec(any::<u8>(), 1..6),
        theme in 0usize..5,
    ) {
        let options = ComparisonQuestion::default();
        let before = compare(&scene_of(&seeds).view(), &options).unwrap();
        let passage = format!("More: t{theme}");
        let strategy = seeds.first().is_some_and(|seed| seed % 7 != 0).then_some("p0-s");
        let more = scene_of(&seeds)
            .document(("more", "p0", strategy), (DocumentOrigin::Ingested, true), &[&passage]);
        let more = if strategy.is_some() {
            more.list("p0-s", ListRole::Principles, false, &[&format!("More: t{theme}")])
        } else {
            more
        };
        let more = more.programme("p0", &format!("About t{theme}"));
        let after = compare(&more.view(), &options).unwrap();
        for (row, later) in before.rows.iter().zip(&after.rows) {
            for (cell, now) in row.cells.iter().zip(&later.cells) {
                if cell.state == CoverageState::Priority {
                    prop_assert_eq!(now.state, CoverageState::Priority);
                }
                if cell.state == CoverageState::Mentioned {
                    prop_assert_eq!(now.state, CoverageState::Mentioned);
                }
            }
        }
    }
}

#[test]
fn a_proposed_assignment_counts_in_a_comparison_only_when_asked_for() {
    let scene = Scene { record: three().record.clone() }.with::<strategraph::model::PriorityTheme>(
        "a-2023-priorities-two.work",
        |row| {
            row.method = AssertionMethod::Proposed;
        },
    );
    let view = scene.view();
    let ask = |proposed| {
        let coverage = CoverageOptions { proposed, ..CoverageOptions::default() };
        let comparison =
            compare(&view, &ComparisonQuestion { coverage, ..Default::default() }).unwrap();
        comparison.rows[1].counts.priority
    };
    assert_eq!((ask(false), ask(true)), (0, 1));
}

#[test]
fn the_same_question_of_the_same_view_is_answered_once_and_another_view_answers_anew() {
    let view = three();
    let question = ComparisonQuestion::default();
    let first = compare(&view, &question).unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &compare(&view, &question).unwrap()));
    assert_eq!(*first, build_comparison(&view, &question).unwrap());
    let ordered = ComparisonQuestion { order: Some(RowOrder::Disagreement), ..question.clone() };
    assert_ne!(compare(&view, &ordered).unwrap(), first, "another question");
    let more = Scene { record: view.record.clone() }.partnership("d").view();
    assert_eq!(compare(&more, &question).unwrap().columns.len(), 4, "another view");
}

#[test]
fn wording_has_the_sources_own_word_the_place_in_the_list_and_the_edition() {
    let view = Scene::new()
        .themes(&["start", "work"])
        .partnership("a")
        .strategy("a", "2022", Edition::Draft)
        .list("a-2022", ListRole::Priorities, true, &["Old: start"])
        .strategy("a", "2023", Edition::Final)
        .list("a-2023", ListRole::Priorities, true, &["Good work: work", "A strong start: start"])
        .list("a-2023", ListRole::Enablers, false, &["Family hubs: start"])
        .with::<PriorityList>("a-2023.priorities", |row| row.called = Some("ambition".to_owned()))
        .with::<PriorityList>("a-2023.enablers", |row| row.ordered = false)
        .partnership("b")
        .view();
    let comparison = compare(&view, &ComparisonQuestion::default()).unwrap();
    let told: Vec<_> = comparison
        .wording(&view, &comparison.rows[0])
        .into_iter()
        .map(|it| (it.item.name.clone(), it.list.called.clone(), it.rank, it.of, it.stated))
        .collect();
    assert_eq!(
        told,
        [
            ("A strong start".to_owned(), Some("ambition".to_owned()), Some(2), 2, true),
            ("Family hubs".to_owned(), None, None, 1, false),
        ]
    );
    let editions = comparison.wording(&view, &comparison.rows[0]);
    assert!(editions.iter().all(|it| it.strategy.edition == Edition::Final), "not the draft");
}

#[test]
fn a_partnership_of_a_later_date_is_found_by_its_slug_and_made_of_those_it_replaced() {
    let standing = find_standing(seed(), "west-and-north-london").unwrap();
    let parts: Vec<&str> = standing.slugs().map(|slug| &**slug).collect();
    assert_eq!(parts, ["north-central-london", "north-west-london"]);
    assert_eq!(standing.since.unwrap().to_string(), "2026-04-01");
    assert!(find_standing(seed(), "frimley").unwrap().since.is_none(), "it is of the record");
    assert!(find_standing(seed(), "nowhere").is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// A part of the comparison of everything is what working it out alone gives.
    #[test]
    fn a_part_of_the_whole_is_the_same_as_worked_out_alone(
        columns in prop::option::of(prop::collection::vec(0..42usize, 1..6)),
        regions in prop::option::of(prop::sample::subsequence(strategraph::model::Region::ALL, 1..4)),
        themes in prop::option::of(prop::collection::vec(0..78usize, 1..9)),
        editions in prop::sample::select(strategraph::model::EditionPolicy::ALL),
        order in prop::option::of(prop::sample::select(RowOrder::ALL)),
        proposed in any::<bool>(),
    ) {
        let view = seed();
        let slug = |all: &[String], places: Vec<usize>| {
            places.into_iter().map(|place| all[place % all.len()].clone()).collect::<Vec<_>>()
        };
        let all: Vec<String> =
            all_rows::<Partnership>(view).iter().map(|row| row.slug.to_string()).collect();
        let scheme: Vec<String> =
            view.record.themes.values().map(|row| row.slug.to_string()).collect();
        let question = ComparisonQuestion {
            partnerships: columns.map(|places| slug(&all, places)),
            regions,
            themes: themes.map(|places| slug(&scheme, places)),
            order,
            coverage: CoverageOptions { editions, proposed, ..CoverageOptions::default() },
            ..ComparisonQuestion::default()
        };
        prop_assert_eq!(&*compare(view, &question).unwrap(), &build_comparison(view, &question).unwrap());
    }
}
