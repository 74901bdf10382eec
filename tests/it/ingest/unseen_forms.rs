//! Main lists in forms and words for which there is no rule, each with a list that looks like it and
//! is something else.

use strategraph::model::ListRole;

use super::rules::{extracted, items};

const TITLE: &str = "# Our integrated care strategy\n\n";

fn priorities(text: &str) -> Vec<String> {
    let found = extracted(&format!("{TITLE}{text}\n"));
    items(&found, ListRole::Priorities).into_iter().map(str::to_owned).collect()
}

fn assert_found(text: &str, wanted: &[&str]) {
    assert_eq!(priorities(text), wanted, "{text}");
}

fn assert_none(text: &str) {
    assert!(priorities(text).is_empty(), "{text}: {:?}", priorities(text));
}

#[test]
fn items_below_what_matters_most_are_found_and_members_are_not() {
    let items = "- Warm and safe homes\n- Good work for everybody\n- Friendship in later life\n";
    assert_found(
        &format!("## What matters most to us\n\nTogether we will put first:\n\n{items}"),
        &["Warm and safe homes", "Good work for everybody", "Friendship in later life"],
    );
    assert_none(
        "## Who we are\n\nThe board is made up of:\n\n- Vale Council\n- Marsh Hospital Trust\n- Healthwatch Vale\n",
    );
    assert_none(
        "## Find out more\n\n- Read the full strategy\n- Join our mailing list\n- Latest news\n",
    );
}

#[test]
fn titled_paragraphs_below_no_noun_are_found_and_titled_dates_are_not() {
    assert_found(
        "Our partners have agreed where together we can make the biggest difference.\n\nMental health. We will open hubs in each town and train teachers.\n\nHealthy weight. We will make walking and cycling the easy choice.\n\nDying well. We will ask people early what they wish for.\n",
        &["Mental health", "Healthy weight", "Dying well"],
    );
    assert_none(
        "This is how the work went on.\n\nMarch 2023. We met in the town hall to begin.\n\nJune 2023. We went to markets and schools.\n\nMay 2024. We met again and agreed the text.\n",
    );
}

#[test]
fn headings_that_are_alike_are_found_and_parts_of_a_page_are_not() {
    assert_found(
        "We serve a million people.\n\n## Starting well\n\nBabies come first.\n\n## Living well\n\nAdults come next.\n\n## Ageing well\n\nThen come the old.\n",
        &["Starting well", "Living well", "Ageing well"],
    );
    assert_none(
        "We serve a million people.\n\n## Read the strategy\n\nIt has forty pages.\n\n## Latest news\n\nNothing new.\n\n## Events\n\nA fair in May.\n",
    );
}

#[test]
fn what_is_told_to_be_a_list_behind_it_is_one_and_a_guest_list_is_not() {
    assert_found(
        "Mental health, healthy homes and good work are what our strategy is built around.",
        &["Mental health", "healthy homes", "good work"],
    );
    assert_none(
        "Vale Council, Marsh Trust and Healthwatch Vale are the members of the partnership.",
    );
}

#[test]
fn what_is_told_one_after_the_other_is_found_and_the_order_of_an_evening_is_not() {
    assert_found(
        "Our strategy sets out what we will put first. First, healthy homes. Then mental health. Finally, support for carers.",
        &["healthy homes", "mental health", "support for carers"],
    );
    assert_none(
        "The evening had three parts. First, the chair spoke. Then there was tea. Finally, the band played.",
    );
}
