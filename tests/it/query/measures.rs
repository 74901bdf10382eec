//! Peers, attention, what is distinctive, communities: the worked examples of
//! `docs/measures-of-comparison.md`, and the real data.

use strategraph::{
    model::{
        DocumentOrigin, Edition, ListRole, Membership, Partner, PartnerKind, Partnership, Passage,
        PassageKind, PeerBasis, Priority,
    },
    query::{
        Against, CoverageOptions, FeatureKind, all_rows, attention, communities,
        connecting_partners, distinctive, peers, related_themes, similar_priorities, theme_pairs,
    },
    view::View,
};

use super::scene::{Scene, seed};

fn options() -> CoverageOptions {
    CoverageOptions::default()
}

fn same(actual: f64, expected: f64) {
    assert!((actual - expected).abs() < 1e-9, "{actual} is not {expected}");
}

#[test]
fn peers_by_context_are_of_the_region_and_size_with_reasons_that_add_up() {
    let scene = Scene::new()
        .partnership("a")
        .partnership("b")
        .partnership("c")
        .with::<Partnership>("a", |row| row.population = Some(1_000_000))
        .with::<Partnership>("b", |row| row.population = Some(500_000))
        .with::<Partnership>("c", |row| row.region = strategraph::model::Region::SouthEast);
    let found = peers(&scene.view(), "a", PeerBasis::Context, &options(), 5).unwrap();
    // Councils are unknown of both: (0.4 × 1 + 0.4 × 0.5) ÷ 0.8. Nothing is shared with c.
    assert_eq!(found.len(), 1);
    same(found[0].score, 0.75);
    assert_eq!(found[0].unknown, ["number of councils"]);
    let labels: Vec<_> = found[0].reasons.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["region: London", "population: 1000000 and 500000"]);
}

#[test]
fn peers_of_the_real_data_have_reasons_that_add_up() {
    for by in [PeerBasis::Content, PeerBasis::Context] {
        for row in all_rows::<Partnership>(seed()) {
            for peer in peers(seed(), &row.slug, by, &options(), 5).unwrap() {
                assert_ne!(peer.partnership.slug, row.slug);
                same(peer.reasons.iter().map(|it| it.contribution).sum(), peer.score);
                assert!(peer.score <= 1.0 + 1e-9 && peer.score > 0.0);
            }
        }
    }
}

#[test]
fn a_priority_is_like_those_of_the_same_theme_elsewhere() {
    let own = "lancashire-and-south-cumbria-2023-positive-experience-at-the-end-of-life";
    let found = similar_priorities(seed(), own, true, &options(), 3).unwrap();
    let names: Vec<_> = found.iter().map(|it| it.priority.name.as_str()).collect();
    assert_eq!(names[..2], ["Adult end of life and palliative care", "Age well and die well"]);
    for it in found {
        assert!(!it.priority.slug.starts_with("lancashire"));
        same(it.reasons.iter().map(|it| it.contribution).sum(), it.score);
    }
}

#[test]
fn themes_that_go_together_are_told_with_their_counts() {
    let mut scene = Scene::new().themes(&["x", "y", "z"]);
    for (place, items) in ["x y", "x y", "x y", "z", "z", "z y"].iter().enumerate() {
        let slug = format!("p{place}");
        let item = format!("One: {items}");
        scene = scene.partnership(&slug).strategy(&slug, "s", Edition::Final).list(
            &format!("{slug}-s"),
            ListRole::Priorities,
            true,
            &[&item],
        );
    }
    let view = scene.view();
    let found = related_themes(&view, "x", &options(), 5).unwrap();
    // 3 of 6 have x, 4 of 6 have y, 3 have both: 2 are expected, so 1.5 times as many.
    assert_eq!(found.len(), 1);
    assert_eq!((&*found[0].b.slug, found[0].together, found[0].of), ("y", 3, 6));
    assert_eq!((found[0].with_a, found[0].with_b), (3, 4));
    assert_eq!(theme_pairs(&view, &options(), 5).unwrap(), found, "the only pair of the scheme");
    same(found[0].expected, 2.0);
    same(found[0].lift, 1.5);
}

fn of_six(complete: bool) -> View {
    let items = ["One: x", "Two: x", "Three: y", "Four: y", "Five: z w", "Six: z w"];
    Scene::new()
        .themes(&["x", "y", "z", "w", "never"])
        .partnership("a")
        .strategy("a", "s", Edition::Final)
        .list("a-s", ListRole::Priorities, complete, &items)
        .document(("d", "a", None), (DocumentOrigin::Digest, true), &["Text: x"])
        .view()
}

#[test]
fn a_share_has_an_interval_and_two_that_overlap_are_said_to() {
    let answer = attention(&of_six(true), "a", &options()).unwrap();
    let share =
        |theme: &str| &answer.themes.iter().find(|it| &*it.theme.slug == theme).unwrap().share;
    same(share("x").value.unwrap(), 1.0 / 3.0);
    // scipy.stats.binom.ppf([.025, .975], 6, 1/3) / 6
    same(share("x").low.unwrap(), 0.0);
    same(share("x").high.unwrap(), 4.0 / 6.0);
    assert_eq!((share("x").count, share("x").of), (2, 6));
    same(share("never").high.unwrap(), 0.459_258_126_439_900_44);
    assert_eq!(share("x").overlaps(share("never")), Some(true));
}

#[test]
fn what_is_too_small_or_incomplete_or_only_ours_has_no_share_and_says_why() {
    let answer = attention(&of_six(false), "a", &options()).unwrap();
    let refused = answer.themes[0].share.refused_because.as_deref().unwrap();
    assert!(refused.contains("not confirmed as complete"), "{refused}");
    assert_eq!(answer.themes[0].share.value, None);
    assert_eq!(
        answer.themes[0].passage_share.refused_because.as_deref(),
        Some("only digests are held: their length is ours")
    );
    let gloucestershire = attention(seed(), "gloucestershire", &options()).unwrap();
    assert_eq!(
        gloucestershire.themes[0].share.refused_because.as_deref(),
        Some("the list has 3 items; a share is told from 5 on")
    );
    assert_eq!(gloucestershire.effective_themes, None);
}

#[test]
fn six_items_on_four_themes_are_effectively_fewer_than_four() {
    let effective = attention(&of_six(true), "a", &options()).unwrap().effective_themes.unwrap();
    // Weights 2, 2, 1, 1 of 6: numpy.exp(scipy.stats.entropy([2, 2, 1, 1])), 36 / 10.
    same(effective.shannon, 3.779_763_149_684_619);
    same(effective.simpson, 3.6);
}

#[test]
fn what_one_says_far_more_often_than_others_is_distinctive_with_evidence() {
    let mut scene = Scene::new().themes(&["x", "y"]);
    for place in 0..10 {
        let slug = format!("p{place}");
        scene = scene.partnership(&slug).strategy(&slug, "s", Edition::Final);
        let items: Vec<String> = (0..20)
            .map(|it| format!("Item{it}: {}", if (place == 0) == (it > 2) { "x" } else { "y" }))
            .collect();
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        scene = scene.list(&format!("{slug}-s"), ListRole::Priorities, true, &items);
    }
    let view = scene.view();
    let answer =
        distinctive(&view, "p0", FeatureKind::Themes, &Against::All, 0.05, &options()).unwrap();
    assert_eq!(answer.tested, 2);
    let found: Vec<_> = answer.found.iter().map(|it| (&*it.feature, it.log_odds > 0.0)).collect();
    assert_eq!(found, [("x", true), ("y", false)]);
    assert_eq!(answer.found[0].own, (17, 20));
    assert_eq!(answer.found[0].priorities.len(), 3);
}

#[test]
fn on_shuffled_labels_no_more_than_the_rate_is_flagged() {
    // A linear congruential generator stands in for shuffling: no theme belongs to anybody.
    let mut state = 1u64;
    let mut next = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let themes: Vec<String> = (0..30).map(|it| format!("t{it}")).collect();
    let slugs: Vec<&str> = themes.iter().map(String::as_str).collect();
    let mut scene = Scene::new().themes(&slugs);
    for place in 0..20 {
        let slug = format!("p{place}");
        scene = scene.partnership(&slug).strategy(&slug, "s", Edition::Final);
        let items: Vec<String> = (0..30).map(|it| format!("Item{it}: t{} ", next() % 30)).collect();
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        scene = scene.list(&format!("{slug}-s"), ListRole::Priorities, true, &items);
    }
    let view = scene.view();
    let (mut flagged, mut tested) = (0, 0);
    for place in 0..20 {
        let slug = format!("p{place}");
        let answer =
            distinctive(&view, &slug, FeatureKind::Themes, &Against::All, 0.05, &options())
                .unwrap();
        flagged += answer.found.len();
        tested += answer.tested;
    }
    assert!(tested >= 500, "{tested}");
    assert!(flagged as f64 <= 0.05 * tested as f64, "{flagged} of {tested}");
}

#[test]
fn communities_are_the_same_every_time_and_say_how_they_were_found() {
    let found = communities(seed(), &options(), 1.0).unwrap();
    assert_eq!(found, communities(seed(), &options(), 1.0).unwrap());
    let members: usize = found.communities.iter().map(|it| it.partnerships.len()).sum();
    assert_eq!(members + found.uncoded.len(), 42);
    assert!(found.communities.len() > 1);
    assert!(found.method.contains("Leiden") && found.method.contains("seed 2022"));
    assert!(communities(seed(), &options(), 0.0).is_err());
}

#[test]
fn two_cliques_are_two_communities() {
    let mut scene = Scene::new().themes(&["x", "y", "z", "w"]);
    for (place, items) in ["x y", "x y", "x", "z w", "z w", "w"].iter().enumerate() {
        let slug = format!("p{place}");
        let item = format!("One: {items}");
        let list = format!("{slug}-s");
        scene = scene.partnership(&slug).strategy(&slug, "s", Edition::Final);
        scene = scene.list(&list, ListRole::Priorities, true, &[&item]);
    }
    let found = communities(&scene.view(), &options(), 1.0).unwrap();
    let told: Vec<Vec<_>> = found
        .communities
        .iter()
        .map(|it| it.partnerships.iter().map(|row| row.slug.to_string()).collect())
        .collect();
    assert_eq!(told, [["p0", "p1", "p2"], ["p3", "p4", "p5"]]);
    // Each holds half of all edges and none lead out: 2 × (1/2 − (1/2)²).
    same(found.modularity, 0.5);
    assert_eq!(found.communities[0].themes[0].label, "x");
}

#[test]
fn the_partners_who_connect_most_partnerships_are_named_organisations() {
    let found = connecting_partners(seed(), 10);
    assert!(found.len() > 1);
    assert!(found.iter().all(|it| !it.partner.generic && it.partnerships.len() >= 2));
    assert!(found.windows(2).all(|pair| pair[0].pairs() >= pair[1].pairs()));
}

#[test]
fn the_documented_odds_follow_from_the_counts() {
    let mut scene = Scene::new().themes(&["x", "y"]);
    for place in 0..10 {
        let slug = format!("p{place}");
        scene = scene.partnership(&slug).strategy(&slug, "s", Edition::Final);
        // Of p0 6 of 10 items are about x; of the nine others 10 of 90.
        let with_x = [6, 2, 1, 1, 1, 1, 1, 1, 1, 1][place];
        let items: Vec<String> = (0..10)
            .map(|it| format!("Item{it}: {}", if it < with_x { "x" } else { "y" }))
            .collect();
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        scene = scene.list(&format!("{slug}-s"), ListRole::Priorities, true, &items);
    }
    let view = scene.view();
    let answer =
        distinctive(&view, "p0", FeatureKind::Themes, &Against::All, 0.05, &options()).unwrap();
    let x = &answer.found[0];
    assert_eq!((&*x.feature, x.own, x.others), ("x", (6, 10), (10, 90)));
    same(x.log_odds, (7.6f64 / 12.4).ln() - (11.6f64 / 88.4).ln());
    same(x.z, x.log_odds / (1.0 / 7.6f64 + 1.0 / 11.6).sqrt());
    assert_eq!(x.priorities.len(), 3, "evidence");
    assert!(answer.method.contains("mean of 10 partnerships"), "{}", answer.method);
    let alone = Scene::new().themes(&["x"]).partnership("a").view();
    let none = distinctive(&alone, "a", FeatureKind::Themes, &Against::All, 0.05, &options());
    assert_eq!(
        none.unwrap().refused_because.as_deref(),
        Some("no coded item or passage of the partnership is on record")
    );
}

#[test]
fn a_share_of_passages_leaves_out_contents_pages_headings_and_references() {
    let body: Vec<String> = (0..30)
        .map(|it| if it < 6 { format!("Passage {it}: x") } else { format!("Passage {it}") })
        .collect();
    let mut texts: Vec<&str> = body.iter().map(String::as_str).collect();
    texts.extend(["Starting well ........ 12: x", "Public Health, 2021: x"]);
    let scene = Scene::new()
        .themes(&["x"])
        .partnership("a")
        .document(("d", "a", None), (DocumentOrigin::Ingested, false), &texts)
        .with::<Passage>("d.32", |row| row.headings = vec!["8. References".to_owned()]);
    let answer = attention(&scene.view(), "a", &options()).unwrap();
    let share = &answer.themes[0].passage_share;
    assert_eq!((share.count, share.of), (6, 30));
    same(share.value.unwrap(), 0.2);
    // scipy.stats.binom.ppf([.025, .975], 30, 6/30) / 30
    same(share.low.unwrap(), 2.0 / 30.0);
    same(share.high.unwrap(), 11.0 / 30.0);
    assert!(PassageKind::Paragraph.is_counted());
}

#[test]
fn a_proposed_theme_has_no_share_unless_it_is_asked_for() {
    let items = ["One: x", "Two: x", "Three: x", "Four: x", "Five: y"];
    let view = Scene::new()
        .themes(&["x", "y"])
        .partnership("a")
        .strategy("a", "s", Edition::Final)
        .list("a-s", ListRole::Priorities, true, &items)
        .with::<strategraph::model::PriorityTheme>("a-s-priorities-five.y", |row| {
            row.method = strategraph::model::AssertionMethod::Proposed;
        })
        .view();
    let asked = CoverageOptions { proposed: true, ..options() };
    let share = |options: &CoverageOptions| {
        attention(&view, "a", options).unwrap().theme("y").unwrap().share.count
    };
    assert_eq!((share(&options()), share(&asked)), (0, 1));
    let effective =
        |options| attention(&view, "a", options).unwrap().effective_themes.unwrap().themes;
    assert_eq!((effective(&options()), effective(&asked)), (1, 2));
}

#[test]
fn two_priorities_are_alike_by_themes_and_by_words() {
    let scene = |name: &str, items: &[&str]| {
        Scene { record: strategraph::model::Record::default() }
            .themes(&["x", "y"])
            .partnership("a")
            .strategy("a", "s", Edition::Final)
            .list("a-s", ListRole::Priorities, true, &[name])
            .partnership("b")
            .strategy("b", "s", Edition::Final)
            .list("b-s", ListRole::Priorities, true, items)
    };
    let view = scene("Good start: x", &["Best start: x", "Clean air: y"]).view();
    let own = "a-s-priorities-good-start";
    let found = similar_priorities(&view, own, true, &options(), 5).unwrap();
    // The same theme: 0.7 × 1. One of two words shared: 0.3 × 1 ÷ √(2 × 2).
    assert_eq!(found.len(), 1);
    same(found[0].score, 0.7 + 0.15);
    let labels: Vec<_> = found[0].reasons.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["x", "words: start"]);
    assert!(view.graph.find_row::<Priority>(own).is_some());
}

#[test]
fn a_partner_of_three_partnerships_connects_three_pairs() {
    let mut scene = Scene::new();
    for (partner, generic, members) in [
        ("council", false, &["a", "b", "c"][..]),
        ("trust", false, &["a"]),
        ("police", true, &["a", "b"]),
    ] {
        scene.record.put(Partner {
            slug: partner.into(),
            name: partner.to_owned(),
            kind: PartnerKind::Other,
            aliases: Vec::new(),
            ods_code: None,
            gss_code: None,
            generic,
        });
        for partnership in members {
            scene.record.put(Membership {
                id: format!("{partnership}.{partner}").into(),
                partnership: (*partnership).into(),
                partner: partner.into(),
                position: 0,
                role: None,
                named_as: partner.to_owned(),
                sources: Vec::new(),
            });
        }
    }
    let view = scene.partnership("a").partnership("b").partnership("c").view();
    let found = connecting_partners(&view, 5);
    let told: Vec<_> =
        found.iter().map(|it| (&*it.partner.slug, it.partnerships.len(), it.pairs())).collect();
    assert_eq!(told, [("council", 3, 3)], "one is too few, and a kind is no partner");
}
