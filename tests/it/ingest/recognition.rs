//! Passages to themes and partners, with the seed's scheme and an invented register.

use std::time::{Duration, Instant};

use super::kit::{partners_of, scheme, tag, themes_of};

// ---- Themes

#[test]
fn themes_are_recognised_with_their_place_and_phrase() {
    let (themes, _) = tag("We will help people into good work and reduce fuel poverty.", None);
    let found: Vec<_> = themes.iter().map(|theme| theme.theme.as_ref()).collect();
    assert_eq!(found, ["poverty-and-cost-of-living", "employment-and-good-work"]);
    let span = &themes[0].spans[0];
    assert_eq!((span.start, span.end, span.matched.as_str()), (46, 58, "fuel poverty"));
    assert!(
        themes.iter().all(|theme| theme
            .confidence
            .is_some_and(|confidence| (0.3..=1.0).contains(&confidence)))
    );
}

#[test]
fn spelling_of_a_phrase_does_not_matter() {
    for text in [
        "TRAUMA-INFORMED care",
        "trauma informed  care",
        "Trauma‑informed care",
        "‘trauma’-informed care",
    ] {
        assert_eq!(themes_of(text), ["trauma-informed-approach"], "{text}");
    }
    assert_eq!(themes_of("mental well-being"), themes_of("mental wellbeing"));
    assert_eq!(themes_of("the first 1,001 days"), themes_of("the first 1001 days"));
}

#[test]
fn look_alikes_do_not_match() {
    for (text, not) in [
        ("Please send us the form.", "disability-and-complex-needs"),
        ("A skilled workforce", "education-and-skills"),
        ("The Integrated Care Strategy was agreed.", "integrated-neighbourhood-teams"),
        ("Your personal data are safe: see our data protection notice.", "data-and-intelligence"),
        ("At the end of the day we count.", "end-of-life-and-dying-well"),
        ("Travel expenses are paid.", "transport-and-connectivity"),
        ("Complete the online survey.", "digital"),
        ("A council for arts and culture", "leadership-and-culture"),
        ("Population health management", "population-health"),
        ("A major trauma centre", "trauma-informed-approach"),
        ("In the current climate", "climate-and-environment"),
    ] {
        let found = themes_of(text);
        assert!(!found.iter().any(|theme| theme == not), "{text}: {found:?}");
    }
}

#[test]
fn a_look_alike_elsewhere_does_not_hide_a_true_phrase() {
    assert!(
        themes_of("Skilled workforce apart, residents need skills.")
            .contains(&"education-and-skills".to_owned())
    );
    assert!(
        themes_of("The Integrated Care Board funds integrated care teams.")
            .contains(&"integrated-neighbourhood-teams".to_owned())
    );
}

#[test]
fn a_look_alike_hides_only_what_it_covers_by_a_third() {
    assert_eq!(themes_of("Give every child the best start in life"), ["best-start-in-life"]);
    let both = themes_of("The best start in life for children and young people");
    assert_eq!(both, ["best-start-in-life", "children-and-young-people"]);
}

#[test]
fn partners_in_a_list_are_not_what_a_passage_is_about() {
    let listed =
        "Vale County Council, NMFT, the police and volunteers of Cancer Friends of Vale met.";
    assert!(!themes_of(listed).contains(&"cancer".to_owned()));
    let list = themes_of("Made by businesses, fire and rescue services and community groups.");
    assert!(!list.contains(&"vcse-sector".to_owned()), "{list:?}");
    assert_eq!(themes_of("We will pay community groups for it."), ["vcse-sector"]);
}

#[test]
fn mental_wellbeing_is_not_mental_health() {
    assert_eq!(themes_of("mental wellbeing"), ["emotional-wellbeing-and-happiness"]);
    assert_eq!(themes_of("mental health and wellbeing"), ["mental-health"]);
}

#[test]
fn the_narrower_theme_wins_unless_the_broader_has_a_place_of_its_own() {
    assert_eq!(themes_of("wider determinants of health"), ["wider-determinants"]);
    assert_eq!(themes_of("housing as a wider determinant").len(), 2);
    assert_eq!(themes_of("The best start in life"), ["best-start-in-life"]);
}

#[test]
fn a_passage_has_at_most_four_themes_and_may_have_none() {
    let many = "cancer, diabetes, stroke, asthma, arthritis, dementia and obesity";
    assert_eq!(themes_of(many).len(), 4);
    assert!(themes_of("The meeting closed at noon.").is_empty());
    assert!(themes_of("Read the digital strategy").is_empty(), "a link is about nothing");
}

#[test]
fn a_heading_lends_its_theme_only_to_a_statement_without_one() {
    let (lent, _) = tag("We will visit every household twice a year.", Some("Falls prevention"));
    assert_eq!(lent[0].theme.as_ref(), "healthy-ageing-and-frailty");
    assert_eq!((lent[0].spans[0].start, lent[0].spans[0].end), (0, 0));
    let (own, _) = tag("We will visit every smoker twice a year.", Some("Falls prevention"));
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].theme.as_ref(), "tobacco");
    assert!(
        tag("Our aims are to:", Some("Falls prevention")).0.is_empty(),
        "a lead-in is about nothing"
    );
}

#[test]
fn a_very_long_passage_is_tagged_in_time_that_grows_with_its_length() {
    let long =
        "mental health, housing, Vale County Council and the best start in life. ".repeat(10_000);
    let start = Instant::now();
    let (themes, partners) = tag(&long, None);
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
    assert_eq!((themes.len(), partners.len()), (3, 1));
    assert_eq!(themes[0].spans.len(), 50, "enough evidence is enough");
}

#[test]
fn every_theme_of_the_scheme_has_phrases_that_find_it() {
    for theme in scheme().values().filter(|theme| theme.broader.is_some()) {
        let label = theme.alt_labels.first().unwrap_or(&theme.label);
        let found = themes_of(label);
        assert!(found.iter().any(|slug| slug == theme.slug.as_ref()), "{label}: {found:?}");
        assert!(theme.phrases.len() >= 3, "{} has too few phrases", theme.slug);
    }
}

// ---- Partners

#[test]
fn the_longest_name_of_a_partner_wins() {
    assert_eq!(
        partners_of("Vale County Council met."),
        [("vale-county-council", vec!["Vale County Council"])]
    );
    assert_eq!(
        partners_of("Vale County Council Pension Fund met."),
        [("vale-pension-fund", vec!["Vale County Council Pension Fund"])]
    );
}

#[test]
fn names_are_words_and_acronyms_are_capitals() {
    assert_eq!(partners_of("NMFT runs it.").len(), 1);
    assert!(partners_of("nmft runs it, and XNMFTX not.").is_empty());
    assert!(partners_of("We are taking action together.").is_empty());
    assert_eq!(
        partners_of("We asked Action Together."),
        [("action-together", vec!["Action Together"])]
    );
    assert!(partners_of("Unhealthwatched places").is_empty());
}

#[test]
fn kinds_of_partner_need_words_that_mean_nothing_else() {
    assert_eq!(
        partners_of("fire and rescue services, and the police"),
        [
            ("fire-and-rescue-services", vec!["fire and rescue services"]),
            ("police", vec!["police"]),
        ]
    );
    assert_eq!(partners_of("Businesses joined."), [("businesses", vec!["businesses"])]);
    assert!(partners_of("The business of education goes on.").is_empty());
}

#[test]
fn a_kind_is_not_found_at_the_end_of_a_name() {
    assert_eq!(partners_of("the local Community Groups").len(), 1);
    assert!(partners_of("Vale Community Groups").is_empty());
}

#[test]
fn a_name_that_two_partners_share_names_neither() {
    assert!(partners_of("The Royal Infirmary is old.").is_empty());
}

#[test]
fn every_mention_is_one_span() {
    let (_, partners) = tag("Vale County Council and NMFT; Vale County Council again.", None);
    let spans: Vec<_> = partners[0].spans.iter().map(|span| (span.start, span.end)).collect();
    assert_eq!((partners.len(), spans), (2, vec![(0, 19), (30, 49)]));
}

#[test]
fn the_name_of_an_organisation_is_no_theme() {
    assert!(themes_of("Cancer Friends of Vale meets on Mondays.").is_empty());
}

#[test]
fn those_who_enumerate_themselves_work_in_partnership_and_are_not_what_it_is_about() {
    let themes = |text: &str| -> Vec<String> {
        tag(text, None).0.into_iter().map(|theme| theme.theme.to_string()).collect()
    };
    assert_eq!(
        themes("Vale City Council will mend 400 homes that are damp."),
        ["housing-and-homes"]
    );
}
