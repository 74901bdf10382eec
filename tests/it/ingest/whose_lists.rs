//! Whose a list is, by the plan of which a document speaks; where a list's items end; each with what
//! looks alike and is the strategy's own.

use strategraph::model::ListRole;

use super::rules::{extracted, items};

fn priorities(text: &str) -> Vec<String> {
    let found = extracted(text);
    items(&found, ListRole::Priorities).into_iter().map(str::to_owned).collect()
}

/// Whose the first list is.
fn whose(text: &str) -> Option<String> {
    extracted(text).lists.first().and_then(|list| list.lookalike.clone())
}

const ITEMS: &str = "\n\n- warm homes\n- good work\n- clean air\n";

#[test]
fn a_page_that_speaks_of_another_plan_tells_that_plans_priorities_and_a_strategys_page_its_own() {
    let page = |first: &str| {
        format!("# Our priorities\n\n{first}\n\nWe have identified three priority areas:{ITEMS}")
    };
    let forward = page("The Vale Joint Forward Plan was written with our partners.");
    assert!(priorities(&forward).is_empty());
    assert_eq!(whose(&forward).as_deref(), Some("joint forward plan"));
    let trust = "# Our strategy\n\nWe are proud of our new Trust Strategy.\n\nThe strategy has three goals:";
    assert_eq!(whose(&format!("{trust}{ITEMS}")).as_deref(), Some("a trust's own plan"));
    let strategy = page("The Vale Integrated Care Strategy was written with our partners.");
    assert_eq!(priorities(&strategy).len(), 3);
    let both = page("The Vale Joint Forward Plan delivers the strategy. This strategy is ours.");
    assert_eq!(priorities(&both).len(), 3);
}

#[test]
fn a_short_page_that_names_one_plan_only_is_that_plans_wherever_it_names_it() {
    let page =
        |last: &str| format!("# Our priorities\n\nWe have three priorities:{ITEMS}\n{last}\n");
    let board = page("To learn more, see the health and wellbeing strategy.");
    assert_eq!(whose(&board).as_deref(), Some("health and wellbeing strategy"));
    let both =
        page("It builds on the health and wellbeing strategy and the integrated care strategy.");
    assert_eq!(priorities(&both).len(), 3);
}

#[test]
fn what_priorities_are_drawn_from_and_how_one_acts_are_none_of_them() {
    let page = |lead: &str| format!("# Our integrated care strategy\n\n{lead}{ITEMS}");
    for lead in [
        "Our strategic priorities have grown with our residents, and are drawn from:",
        "Our new text renews our commitment to the partnership's ambitions by:",
    ] {
        assert!(priorities(&page(lead)).is_empty(), "{lead}: {:?}", extracted(&page(lead)).lists);
    }
    assert_eq!(
        priorities(&page("Our strategic priorities, drawn from many sources, are:")).len(),
        3
    );
}

#[test]
fn a_title_ends_at_the_dash_behind_which_a_sentence_begins_and_not_at_one_that_encloses() {
    let page = |item: &str| {
        format!(
            "# Our integrated care strategy\n\nIt sets out two priorities:\n\n- {item}\n- Good work\n"
        )
    };
    let begins = "Stay well – To prevent what makes us ill – hearts, lungs and sugar.";
    assert_eq!(priorities(&page(begins))[0], "Stay well");
    let encloses = "Children – and those who raise them – come first";
    assert_eq!(priorities(&page(encloses))[0], encloses);
}

#[test]
fn glosses_in_brackets_are_no_part_of_what_stands_between_semicolons_and_short_ones_are() {
    let text = "# Our integrated care strategy\n\nIt proposes three priorities: Start Well (helping children to have a good childhood); Live Well (keeping us all in good health); and Age Well (later life).\n";
    assert_eq!(priorities(text), ["Start Well", "Live Well", "Age Well (later life)"]);
}

#[test]
fn priorities_that_were_identified_are_found_and_relative_clauses_are_none() {
    let page = |text: &str| priorities(&format!("# Our integrated care strategy\n\n{text}\n"));
    assert_eq!(
        page(
            "The three main priorities were identified as healthy homes, good work, and clean air."
        ),
        ["healthy homes", "good work", "clean air"]
    );
    let clauses = "Our priorities are part of the strategy of the partnership, which we wrote last year, and which we keep.";
    assert!(page(clauses).is_empty());
}

#[test]
fn what_each_that_begins_is_an_item_and_what_is_thought_is_none() {
    let page = |text: &str| priorities(&format!("# Our integrated care strategy\n\n{text}\n"));
    assert_eq!(
        page(
            "The strategy is bold and clear, and aims to ensure that children start well, that adults work, rest and play well, and that carers are supported."
        ),
        ["children start well", "adults work, rest and play well", "carers are supported"]
    );
    assert!(
        page("The chair said that it rained, that the bus was late, and that tea was cold.")
            .is_empty()
    );
}

#[test]
fn lines_of_a_box_end_where_chapters_begin_and_chapters_alone_are_a_list() {
    let head = "# Our integrated care strategy\n\n## Our priorities\n\n";
    let lines = "### Mental health\n\n### Healthy homes\n\n### Good work\n\n";
    let found = priorities(&format!(
        "{head}{lines}### How we pay\n\nWith money.\n\n### Who decides\n\nThe board.\n"
    ));
    assert_eq!(found, ["Mental health", "Healthy homes", "Good work"]);
    let chapters =
        "### Mental health\n\nHubs.\n\n### Healthy homes\n\nHeat.\n\n### Good work\n\nPay.\n";
    assert_eq!(priorities(&format!("{head}{chapters}")).len(), 3);
}

#[test]
fn a_list_ends_with_the_promised_number_before_links_and_lists_that_are_longer_by_one_stay() {
    let page = |more: &str| {
        format!(
            "# Our integrated care strategy\n\nThe strategy is based around three pillars:\n\n- Good health for all\n- Care close to home\n- Strong communities\n{more}"
        )
    };
    assert_eq!(
        priorities(&page("- Guidance on strategies\n- Download the document\n")),
        ["Good health for all", "Care close to home", "Strong communities"]
    );
    assert_eq!(priorities(&page("- Fair work\n")).len(), 4);
}

#[test]
fn the_four_national_purposes_are_nobodys_priorities_unless_a_strategy_takes_them_for_its_own() {
    let purposes = "\n\n- improve outcomes in population health and care\n- tackle inequalities in outcomes and access\n- raise productivity and value for money\n- support broader social development\n";
    let quoted = format!("# Vale and Moor\n\nOur four aims are to:{purposes}");
    assert!(priorities(&quoted).is_empty());
    assert_eq!(whose(&quoted).as_deref(), Some("national aims"));
    let own = format!("# Vale and Moor\n\nOur strategy has four priorities:{purposes}");
    assert_eq!(priorities(&own).len(), 4);
}

#[test]
fn questions_that_a_chapter_answers_are_no_list_and_one_question_among_priorities_is() {
    let asked = "# Our strategy\n\nOur priorities are:\n\n- Why does it matter?\n- What will we do?\n- How will we know?\n";
    assert!(priorities(asked).is_empty());
    let told = "# Our strategy\n\nOur priorities are:\n\n- warm homes\n- good work\n- who cares for carers?\n";
    assert_eq!(priorities(told).len(), 3);
}

#[test]
fn what_a_strategy_knows_is_not_what_it_wants() {
    let known = "# Vale health and care strategy\n\nWe have a strategy.\n\nWe know:\n\n- that some towns have poorer health\n- that waiting times are too long\n- that cancers are found too late\n";
    assert!(priorities(known).is_empty());
    let wanted = format!("# Vale health and care strategy\n\nWe will focus most on:{ITEMS}");
    assert_eq!(priorities(&wanted).len(), 3);
}

#[test]
fn priorities_on_a_page_that_names_no_systems_strategy_are_another_plans() {
    let page = |last: &str| {
        let noted = "The Board noted the report. Members asked about costs. ".repeat(16);
        format!("Minutes of the Vale board\n\n{noted}\n\nOur priorities are:{ITEMS}\n{last}\n")
    };
    assert!(priorities(&page("The meeting closed at noon.")).is_empty());
    let named = page("They are those of the strategy of the integrated care partnership.");
    assert_eq!(priorities(&named).len(), 3);
}
