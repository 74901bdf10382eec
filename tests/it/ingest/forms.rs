//! Forms in which documents tell their lists and name their programmes, each with a form that looks
//! like it and is none.

use strategraph::{
    ingest::extracted::{DocumentKind, Extracted},
    model::ListRole,
};

use super::rules::{extracted, items};

const TITLE: &str = "# Our integrated care strategy\n\n";

fn priorities(text: &str) -> Vec<String> {
    let found = extracted(&format!("{TITLE}{text}\n"));
    items(&found, ListRole::Priorities).into_iter().map(str::to_owned).collect()
}

fn programmes(text: &str) -> Vec<String> {
    extracted(text).programmes.into_iter().map(|programme| programme.name).collect()
}

#[test]
fn a_noun_that_nobody_used_before_names_items_where_their_number_fits_and_no_bodies() {
    let stars = "It identifies three \"guiding stars\": every child ready to flourish; every adult with a purpose; and every elder at home.";
    assert_eq!(
        priorities(stars),
        ["every child ready to flourish", "every adult with a purpose", "every elder at home"]
    );
    let fewer = stars.replace("three", "five");
    assert!(priorities(&fewer).is_empty());
    let houses = "It opens three doors: Holt Hospital; Marsh House; and Vale Hall.";
    assert!(priorities(houses).is_empty());
    let beside = format!("We have two priorities:\n\n- warm homes\n- good work\n\n{stars}");
    assert_eq!(priorities(&beside), ["warm homes", "good work"]);
}

#[test]
fn what_the_strategy_is_to_achieve_is_a_list_and_what_a_survey_is_to_achieve_is_none() {
    let bullets = "\n\n- the best childhood\n- fair access to care\n- homes that keep us well\n";
    let asks = "The strategy asks all of us to work differently in order to achieve:";
    assert_eq!(priorities(&format!("{asks}{bullets}")).len(), 3);
    let survey = "The survey asks all of us to work differently in order to achieve:";
    assert!(priorities(&format!("{survey}{bullets}")).is_empty());
}

#[test]
fn as_many_as_promised_between_brackets_are_a_list_and_a_reference_is_none() {
    let text = "It was organised around three life stages (born well, live well, age well) and four enabling themes: data, estates, leadership and money.";
    let found = extracted(&format!("{TITLE}{text}\n"));
    assert_eq!(items(&found, ListRole::Priorities), ["born well", "live well", "age well"]);
    assert_eq!(items(&found, ListRole::Enablers).len(), 4);
    assert!(priorities("It has three life stages (see page 4, below).").is_empty());
}

#[test]
fn lists_below_the_items_of_another_are_not_the_main_one() {
    let theme = |letter: &str, title: &str, list: &str| {
        format!("Theme {letter} - {title}\n\nPriorities: {list}.\n\n")
    };
    let text = [
        "We will work across three strategic themes.\n\n".to_owned(),
        theme("A", "Start well", "reduce smoking in pregnancy; speech; play"),
        theme("B", "Live well", "fewer heart attacks; earlier help; less pain"),
        theme("C", "Age well", "falls; carers; memory"),
    ]
    .concat();
    assert_eq!(priorities(&text), ["Start well", "Live well", "Age well"]);
    let alone = "Priorities: reduce smoking in pregnancy; speech and language; play for all.";
    assert_eq!(priorities(alone).len(), 3);
}

#[test]
fn the_strategys_missions_in_the_chapters_of_a_plan_are_the_strategys_and_the_plans_are_not() {
    let chapters = "## Mission 1: End child poverty\n\n- meals\n\n## Mission 2: Add healthy years\n\n- walks\n\n## Mission 3: A place to call home\n\n- flats\n";
    let head = "# Delivery plan 2024 to 2026\n\n";
    let plan = |lead: &str| -> Extracted { extracted(&format!("{head}{lead}\n\n{chapters}")) };
    let of_strategy = plan(
        "The integrated care strategy was published in May. This plan turns its three missions into action.",
    );
    assert_eq!(items(&of_strategy, ListRole::Priorities).len(), 3, "{:?}", of_strategy.lists);
    let own = plan("The board has chosen three missions for the next two years.");
    assert!(items(&own, ListRole::Priorities).is_empty(), "{:?}", own.lists);
}

#[test]
fn what_its_means_is_told_by_the_sentence_before() {
    let text = "The board will publish its forward plan in June. Its objectives are likely to include shorter waits, better access to doctors and a balanced budget.";
    let found = extracted(&format!("{TITLE}{text}\n"));
    assert!(items(&found, ListRole::Priorities).is_empty(), "{:?}", found.lists);
    assert_eq!(found.lists[0].items[0].title, "shorter waits");
    let own = "We publish our strategy today. Its objectives are shorter waits, better access to doctors and a balanced budget.";
    assert_eq!(priorities(own).len(), 3);
}

#[test]
fn headings_below_a_colon_end_with_the_promised_number() {
    let chapters =
        "## From illness to health\n\nA.\n\n## From hospital to home\n\nB.\n\n## Money\n\nC.\n";
    let opens = format!("We will concentrate on two big shifts over ten years:\n\n{chapters}");
    assert_eq!(priorities(&opens), ["From illness to health", "From hospital to home"]);
    let tells = format!("We have spoken of two big shifts over ten years.\n\n{chapters}");
    assert!(priorities(&tells).is_empty());
}

#[test]
fn a_story_of_a_year_is_news_and_a_strategy_for_a_year_is_not() {
    let story = "One year on: how our strategy is making a difference\n\n12 March 2024\n\nIt is a year since Vale launched its integrated care strategy. “I went back to work,” says Martin.\n";
    assert_eq!(extracted(story).identity.kind, DocumentKind::NewsAboutStrategy);
    let strategy = "One Vale: our integrated care strategy\n\nMarch 2024\n\nThis strategy sets out what we will do together. Our strategy has four aims.\n";
    assert_eq!(extracted(strategy).identity.kind, DocumentKind::IntegratedCareStrategy);
}

#[test]
fn a_name_behind_an_article_keeps_its_small_words_and_a_section_number_is_none() {
    assert_eq!(
        programmes("Walks are led through its On Your Feet scheme."),
        ["On Your Feet scheme"]
    );
    assert_eq!(programmes("On Monday the Step Forward scheme begins."), ["Step Forward scheme"]);
    assert_eq!(programmes("4.2 The Growing Well programme helps."), ["Growing Well programme"]);
    assert_eq!(
        programmes("The Levels Village Agents, run by volunteers, help."),
        ["Levels Village Agents"]
    );
    assert_eq!(programmes("WorkWise, our employment advice service, has moved."), ["WorkWise"]);
    for text in
        ["The Vale Council, run by volunteers, helps.", "Ann Roe, our service manager, has moved."]
    {
        assert!(programmes(text).is_empty(), "{text} {:?}", programmes(text));
    }
}
