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
