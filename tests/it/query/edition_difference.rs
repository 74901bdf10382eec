//! What became of the items of one edition in another, in the real records.

use strategraph::{
    error::Code,
    model::{EditionChange, ListRole, Word as _},
    query::{EditionDifference, WordDifferenceKind, edition_difference},
};

use super::scene::seed;

fn difference(from: &str, to: &str) -> EditionDifference {
    edition_difference(seed(), from, to).unwrap()
}

/// One line for each item: change, what was before, what is after.
fn told(difference: &EditionDifference) -> Vec<String> {
    let line = |item: &strategraph::query::EditionDifferenceItem| {
        let names = |rows: &[std::sync::Arc<strategraph::model::Priority>]| {
            rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(" + ")
        };
        format!("{}: {} > {}", item.change.word(), names(&item.before), names(&item.after))
    };
    difference.items.iter().map(line).collect()
}

#[test]
fn lancashires_six_draft_priorities_became_five() {
    let difference =
        difference("lancashire-and-south-cumbria-2022-draft", "lancashire-and-south-cumbria-2023");
    assert_eq!(
        told(&difference),
        [
            "reworded: Supporting children and their families in the first 1000 days of a child's life > Starting Well",
            "reworded: Preventing ill health and tackling health inequalities > Living Well",
            "merged: Supporting people into employment and staying in work + Large scale organisations' role in social and economic development > Working Well",
            "new:  > Ageing well",
            "reworded: Supporting people to choose their preferred place of death > Positive experience at the end of life",
            "dropped: High quality care that supports people to stay well in their own home > ",
        ]
    );
    let dropped = difference.items.last().unwrap().doubt.as_deref().unwrap();
    assert_eq!(
        dropped,
        "the later list is not confirmed as complete; it may have become “Ageing well”, the only other item left over, though no word or theme says so"
    );
}

#[test]
fn gloucestershires_themes_came_in_reverse_order() {
    let difference = difference("gloucestershire-2022-draft", "gloucestershire-2022");
    assert_eq!(
        told(&difference),
        [
            "moved_up: Making Gloucestershire a better place for the future > Making Gloucestershire a better place for the future",
            "kept: Transforming what we do > Transforming what we do",
            "moved_down: Health and care services today > Improving health and care services today",
        ]
    );
    let words = &difference.items[2].words;
    let added: Vec<_> = words
        .iter()
        .filter(|run| run.kind == WordDifferenceKind::Added)
        .map(|run| &*run.text)
        .collect();
    assert_eq!(added, ["Improving health"]);
    assert_eq!(difference.not_compared[0].role, ListRole::DeliveryAims);
}

#[test]
fn south_west_london_added_workforce_and_worded_mental_health_anew() {
    let difference = difference("south-west-london-draft", "south-west-london-final");
    assert_eq!(
        told(&difference),
        [
            "new:  > Workforce",
            "reworded: Preventing ill health, promoting self-care and supporting people to manage long term conditions > Preventing ill-health, promoting self-care, and supporting people to manage their long-term conditions",
            "kept: Supporting the health and care needs of children and young people > Supporting the health and care needs of children and young people",
            "reworded: Targeting mental health > Positive focus on mental well-being",
            "reworded: Community-based support for older and frail people > Community based support for older and frail people",
            "reworded: Tackle and reduce health inequalities > Health inequalities",
        ]
    );
    let roles: Vec<_> = difference.not_compared.iter().map(|it| it.role).collect();
    assert_eq!(roles, [ListRole::CrossCutting, ListRole::DeliveryAims]);
}

#[test]
fn north_west_londons_draft_has_no_list_to_compare() {
    let difference = difference("north-west-london-2023-draft", "north-west-london-2023");
    assert!(difference.items.is_empty(), "nine “new” priorities would be a false claim");
    let reasons: Vec<_> = difference.not_compared.iter().map(|it| &*it.reason).collect();
    assert_eq!(
        reasons,
        [
            "no such list of the earlier edition is on record",
            "no such list of the later edition is on record"
        ]
    );
}

#[test]
fn of_cambridgeshires_consultation_no_item_is_on_record() {
    let difference = difference(
        "cambridgeshire-and-peterborough-2022-consultation",
        "cambridgeshire-and-peterborough-2022",
    );
    assert!(difference.items.is_empty());
    assert_eq!(
        difference.not_compared[0].reason,
        "no item of the list of the earlier edition is on record"
    );
}

#[test]
fn a_strategy_against_itself_is_kept_as_it_is() {
    let difference = difference("north-west-london-2023", "north-west-london-2023");
    assert_eq!(difference.items.len(), 9);
    assert!(difference.items.iter().all(|item| item.change == EditionChange::Kept));
}

#[test]
fn strategies_of_two_partnerships_are_no_editions_of_one() {
    let error =
        edition_difference(seed(), "gloucestershire-2022", "north-west-london-2023").unwrap_err();
    assert_eq!(error.code(), Code::BadUserInput);
}

#[test]
fn every_item_of_both_editions_comes_exactly_once() {
    for partnership in strategraph::query::all_rows::<strategraph::model::Partnership>(seed()) {
        let strategies = strategraph::query::strategies_of(seed(), &partnership.slug);
        for (to, from) in strategies.iter().zip(strategies.iter().skip(1)) {
            let difference = difference(&from.slug, &to.slug);
            let mut seen: Vec<_> = difference.items.iter().flat_map(|it| &it.before).collect();
            let count = seen.len();
            seen.sort_by(|a, b| a.slug.cmp(&b.slug));
            seen.dedup();
            assert_eq!(seen.len(), count, "{} to {}", from.slug, to.slug);
            let after = difference.items.iter().map(|it| it.after.len()).sum::<usize>();
            let compared: Vec<_> = difference.items.iter().map(|it| it.role).collect();
            let lists = strategraph::query::lists_of(seed(), &to.slug);
            let expected: usize = lists
                .iter()
                .filter(|it| compared.contains(&it.list.role))
                .map(|it| it.items.len())
                .sum();
            assert_eq!(after, expected, "{} to {}", from.slug, to.slug);
        }
    }
}
