//! What documents are taken for, by their beginnings: kind and edition of covers, headlines, web
//! pages, papers and minutes, and pairs of beginnings that look alike and are not.

use std::fs;

use serde::Deserialize;
use strategraph::{
    ingest::extracted::{DocumentKind, Identity},
    model::{Edition, Word as _},
};

use super::rules::extracted;

/// A beginning and what it is.
#[derive(Debug, Deserialize)]
struct Beginning {
    kind: String,
    edition: Option<String>,
    text: String,
}

fn identity(text: &str) -> Identity {
    extracted(text).identity
}

fn kind(text: &str) -> DocumentKind {
    identity(text).kind
}

fn edition(text: &str) -> Edition {
    identity(text).edition
}

#[test]
fn kind_and_edition_of_beginnings_are_told_as_well_as_before() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/identity.yaml");
    let beginnings: Vec<Beginning> =
        serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut misses = Vec::new();
    for one in &beginnings {
        let told = identity(&one.text);
        let wanted = one.edition.as_deref().unwrap_or(told.edition.word());
        if told.kind.word() != one.kind || told.edition.word() != wanted {
            misses.push(format!(
                "{} {}, not {} {wanted}: {}",
                told.kind.word(),
                told.edition.word(),
                one.kind,
                one.text
            ));
        }
    }
    assert!(beginnings.len() >= 100);
    assert!(misses.len() * 20 <= beginnings.len(), "{}: {misses:#?}", misses.len());
}

#[test]
fn somebodys_office_is_no_edition() {
    let text = "# Vale integrated care strategy\n\nThe interim chief executive of the board led the work on the strategy.\n";
    assert_eq!(edition(text), Edition::Final);
    let text = "# Vale integrated care strategy\n\nThis interim strategy was led by the chief executive of the board.\n";
    assert_eq!(edition(text), Edition::Interim);
}

#[test]
fn what_happens_every_year_is_no_refresh_and_what_happened_is() {
    let text = "# Vale integrated care strategy\n\nThe strategy is refreshed each spring.\n";
    assert_eq!(edition(text), Edition::Final);
    let text = "# Vale integrated care strategy\n\nThe strategy was refreshed in March 2025, when it was agreed anew.\n";
    assert_eq!(edition(text), Edition::Refreshed);
}

#[test]
fn drafts_in_the_history_of_a_final_version_are_past() {
    let text = "Vale integrated care strategy\n\nFinal version, May 2023\n\nDocument control\n\n0.1 First draft\n\n0.2 Draft for the board\n\n1.0 Final\n\n1. Introduction\n\nThis strategy is for Vale.\n";
    assert_eq!(edition(text), Edition::Final);
    let text = "Vale integrated care strategy\n\nVersion 0.2 (draft), May 2023\n\n1. Introduction\n\nThis strategy is for Vale.\n";
    assert_eq!(edition(text), Edition::Draft);
}

#[test]
fn a_report_of_answers_asks_for_none() {
    let report = "# Engagement report: the draft integrated care strategy\n\nWe asked people for their views, and 640 people responded to the survey.\n";
    assert_eq!(kind(report), DocumentKind::Other);
    let asks = "# Engagement: the draft integrated care strategy\n\nPlease give us your views. The survey is open until May.\n";
    assert_eq!(kind(asks), DocumentKind::Consultation);
}

#[test]
fn a_headline_about_a_strategy_is_news_and_a_note_on_its_cover_is_not() {
    let news = "# Vale council backs integrated care strategy\n\nIt was agreed on Tuesday.\n";
    assert_eq!(kind(news), DocumentKind::NewsAboutStrategy);
    let cover = "# Vale integrated care strategy\n\nApproved by the council on 3 May 2023\n\nPeople in Vale live long lives, and some do not.\n";
    assert_eq!(kind(cover), DocumentKind::IntegratedCareStrategy);
}

#[test]
fn the_strategy_of_another_subject_is_another_document() {
    let other = "# Vale digital and data strategy\n\nIt supports the integrated care strategy.\n";
    assert_eq!(kind(other), DocumentKind::Other);
    let own = "# Vale health and care strategy\n\nIt is the integrated care strategy, with digital tools and data.\n";
    assert_eq!(kind(own), DocumentKind::IntegratedCareStrategy);
}

#[test]
fn a_page_that_calls_its_subject_a_programme_is_its_page() {
    let page = "# Healthy Hearts\n\nHealthy Hearts is a new two-year programme that comes from the integrated care strategy.\n\nThe programme began in May.\n";
    assert_eq!(kind(page), DocumentKind::ProgrammePage);
    let strategy = "# Our integrated care strategy\n\nIt has a programme of work for each aim.\n";
    assert_eq!(kind(strategy), DocumentKind::IntegratedCareStrategy);
}

#[test]
fn a_page_that_says_what_the_thing_of_its_title_does_is_a_programmes_and_one_about_a_board_is_not()
{
    let programme = "Home > Our work > Neighbourhoods\n\nHealthier Streets\n\nHealthier Streets is how the partnership turns its strategy into something that people can see.\n\nWe began in May.\n";
    assert_eq!(kind(programme), DocumentKind::ProgrammePage);
    let board = "Home > Our work > Who we are\n\nVale Partnership Board\n\nVale Partnership Board is how the partners agree their integrated care strategy.\n\nIt meets in May.\n";
    assert_ne!(kind(board), DocumentKind::ProgrammePage);
}

#[test]
fn a_year_of_revision_on_the_cover_makes_a_refresh_and_revised_guidance_does_not() {
    let cover =
        "Stronger together\nOur integrated care strategy\nRevised 2025\n\nIt has four aims.\n";
    assert_eq!(edition(cover), Edition::Refreshed);
    let guidance = "Stronger together\nOur integrated care strategy\n\nIt follows the guidance that the government revised in spring.\n";
    assert_eq!(edition(guidance), Edition::Final);
}

#[test]
fn an_agenda_has_the_items_of_minutes_and_is_none() {
    let items = "1. Apologies\n\n2. Declarations of interest\n\n3. Minutes of the last meeting\n\n4. Integrated care strategy\n";
    assert_eq!(kind(&format!("Vale board: agenda\n\n{items}")), DocumentKind::Other);
    assert_eq!(kind(&format!("Vale board: minutes\n\n{items}")), DocumentKind::Minutes);
}

#[test]
fn an_item_of_a_meeting_with_what_was_noted_is_minutes_and_a_report_to_it_is_none() {
    let minutes = "Agenda item\n\nVale Integrated Care Strategy\n\nTo receive the strategy.\n\nMinutes:\n\nThe Director of Public Health introduced the report. Members asked how the strategy would be measured. The Board noted the report.\n";
    assert_eq!(kind(minutes), DocumentKind::Minutes);
    let report = "Report to the Vale Board\n\nAgenda item 7\n\nVale Integrated Care Strategy\n\nThe Board is recommended to note the strategy. The strategy sets out four aims of the partners.\n";
    assert_eq!(kind(report), DocumentKind::IntegratedCareStrategy);
}

#[test]
fn a_strategy_told_of_by_others_is_news_and_one_told_of_by_its_owner_is_the_strategy() {
    let told = |who: &str, whose: &str| {
        format!(
            "Better days: {whose} integrated care strategy in short\n\nThe county has 500,000 people. Half of them live by the sea. A third are over 60. The towns are small. {who} agreed four aims. The first aim is to help children. The second is to help carers. The third is warm homes. The last is good work.\n"
        )
    };
    assert_eq!(kind(&told("The partners have", "Vale’s")), DocumentKind::NewsAboutStrategy);
    assert_eq!(kind(&told("We have", "our")), DocumentKind::IntegratedCareStrategy);
}

#[test]
fn a_page_that_names_only_another_bodys_strategy_is_about_that() {
    let page = "Our health and wellbeing priorities\n\nWe have two priorities for the county.\n\nMore about them is in the health and wellbeing strategy.\n";
    assert_eq!(kind(page), DocumentKind::Other);
    let own = "Our priorities\n\nWe have two priorities for the county. They come from the integrated care strategy, which builds on the health and wellbeing strategy.\n";
    assert_eq!(kind(own), DocumentKind::IntegratedCareStrategy);
}

#[test]
fn a_page_about_the_forward_plan_is_a_delivery_plan_though_it_names_the_strategy() {
    let plan = "Our priorities\n\nThe NHS Vale Joint Forward Plan says what the NHS will do. It is the answer of the NHS to the integrated care strategy.\n";
    assert_eq!(kind(plan), DocumentKind::DeliveryPlan);
    let strategy = "Our priorities\n\nOur integrated care strategy has two priorities. The Joint Forward Plan says how the NHS will meet them.\n";
    assert_eq!(kind(strategy), DocumentKind::IntegratedCareStrategy);
}

#[test]
fn a_consultation_that_is_over_stays_one_and_a_strategy_after_it_is_none() {
    let over = "This consultation has now closed.\n\nWelcoming views on our draft integrated care strategy\n\nThe draft has three aims.\n";
    assert_eq!(kind(over), DocumentKind::Consultation);
    let after = "Our integrated care strategy\n\nThe strategy has three aims. They were settled after people gave their views.\n";
    assert_eq!(kind(after), DocumentKind::IntegratedCareStrategy);
}

#[test]
fn an_interim_strategy_before_the_final_one_is_past_and_one_without_it_is_not() {
    let past = "Our integrated care strategy\n\nAn interim strategy was published in 2022. Since then people have helped to shape this final version.\n";
    assert_eq!(edition(past), Edition::Final);
    let present = "Our integrated care strategy\n\nAn interim strategy was published in 2022. Since then people have told us what they think.\n";
    assert_eq!(edition(present), Edition::Interim);
    let plan = "Vale Joint Forward Plan\n\nThis plan is driven by the interim health and care strategy of the partnership.\n";
    assert_eq!(edition(plan), Edition::Final);
}

#[test]
fn what_is_of_the_whole_country_is_of_no_partnership() {
    let report = "Report\n\nThe year of integrated care systems\n\nThis report was published in August. The systems say that their strategies are agreed. Nine in ten are content.\n";
    assert_eq!(kind(report), DocumentKind::Other);
    assert_eq!(edition(report), Edition::Unknown);
    let own = "Vale integrated care system\n\nOur integrated care strategy was published in August. We agreed three aims.\n";
    assert_eq!(edition(own), Edition::Final);
}
