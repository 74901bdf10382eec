//! Words and names as board papers, council pages and minutes have them: what a passage is about,
//! who takes part and which programmes are named, each with its counter-example. The names are
//! invented.

use super::{kit::themes_of, rules::extracted};

/// The partners of a text, by name.
fn partners(text: &str) -> Vec<String> {
    extracted(text).partners.into_iter().map(|partner| partner.name).collect()
}

/// The programmes of a text, by name.
fn programmes(text: &str) -> Vec<String> {
    extracted(text).programmes.into_iter().map(|programme| programme.name).collect()
}

#[test]
fn what_only_opens_a_list_is_about_nothing_and_what_tells_of_listening_before_it_is() {
    for opening in [
        "The three aims of healthier places, good work and warm homes are the frame of our plan:",
        "Members discussed the strategy and its enablers, digital among them –",
    ] {
        assert!(themes_of(opening).is_empty(), "{opening}: {:?}", themes_of(opening));
    }
    let told = themes_of("Local people gave us feedback in workshops and a survey, and told us:");
    assert_eq!(told, ["engagement-and-coproduction"]);
    let two = themes_of("We want to end fuel poverty. Our plan for warm homes is below:");
    assert!(!two.is_empty(), "what it said before stays");
}

#[test]
fn business_of_a_meeting_and_notices_are_about_nothing_and_what_members_said_is() {
    for business in [
        "To receive a report on the outcomes framework.",
        "To delegate comments and feedback to the Chair.",
        "The public consultation has now closed.",
    ] {
        assert!(themes_of(business).is_empty(), "{business}: {:?}", themes_of(business));
    }
    assert_eq!(themes_of("To prevent ill health."), ["prevention-and-early-intervention"]);
}

#[test]
fn a_theme_that_is_often_named_in_passing_needs_more_than_one_that_is_not() {
    let passing = "The council, which owns most of the land on either side of the old railway, \
                   will meet again after the summer with the mayor, two charities and the \
                   landowner to settle what becomes of the station and its yard";
    assert!(themes_of(&format!("{passing}.")).is_empty(), "{:?}", themes_of(passing));
    let said = format!("{passing}, and how the site can help to prevent ill health.");
    assert_eq!(themes_of(&said), ["prevention-and-early-intervention"]);
}

#[test]
fn hearts_of_plans_and_years_of_money_are_no_themes() {
    assert!(themes_of("At the heart of our plan are the ambitions below.").is_empty());
    assert_eq!(themes_of("Fewer heart attacks"), ["cardiovascular-disease"]);
    assert!(themes_of("It is published at the start of each financial year.").is_empty());
    assert_eq!(themes_of("A sound financial position"), ["finance-and-productivity"]);
}

#[test]
fn a_body_is_named_without_its_possessive() {
    let text = "# News\n\nThe strategy was agreed by Ashmere County Council’s cabinet and by \
                Holtby City Council's cabinet.\n";
    assert_eq!(partners(text), ["Ashmere County Council", "Holtby City Council"]);
}

#[test]
fn the_nhs_of_a_place_takes_part_and_that_of_the_country_does_not() {
    let place = "# Our plan\n\nThe NHS in Ashmere published its plan in June.\n";
    assert_eq!(partners(place), ["NHS"]);
    let country = "# Our plan\n\nThe NHS in England has seen more patients than ever.\n";
    assert!(partners(country).is_empty(), "{:?}", partners(country));
}

#[test]
fn the_sector_of_charities_is_one_partner_however_it_is_called() {
    for name in [
        "voluntary, community & social enterprise partners",
        "community, faith and social enterprise (VCFSE) organisations",
    ] {
        let text =
            format!("# Our plan\n\nIt was made with the police, local councils and {name}.\n");
        let found = partners(&text);
        assert!(found.iter().any(|found| found == name), "{name}: {found:?}");
        assert_eq!(found.len(), 3, "{found:?}");
    }
}

#[test]
fn whoever_speaks_for_two_bodies_is_no_body() {
    let text = "# News\n\nAnn Roe, Ashmere County Council's executive director of adult services \
                and director of care for Holtby Hospital Trust, welcomed it.\n";
    assert_eq!(partners(text), ["Ashmere County Council", "Holtby Hospital Trust"]);
}

#[test]
fn numbers_of_programmes_name_none_and_a_plan_for_a_populations_health_is_one() {
    let counted = "# Our plan\n\nIt has nine programmes and 10 enabling programmes.\n\nThe Trust \
                   Strategy is on our site.\n";
    assert!(programmes(counted).is_empty(), "{:?}", programmes(counted));
    let named = "# Our plan\n\nA Population Health Plan comes next.\n";
    assert_eq!(programmes(named), ["Population Health Plan"]);
}
