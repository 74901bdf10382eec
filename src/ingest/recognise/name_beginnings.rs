//! Where the name of a programme begins: not with a verb, a preposition, a date or a count of parts,
//! though a sentence may write them with a capital.

use super::{spot::Spot, word_list::WordList, words::Word};

/// Words that do not begin a name, though a sentence may write them with a capital.
pub(super) static NO_BEGINNING: WordList = WordList::of(&[
    "The",
    "Our",
    "This",
    "A",
    "An",
    "In",
    "As",
    "For",
    "Through",
    "With",
    "And",
    "By",
    "Its",
    "Their",
    "Each",
    "Every",
    "New",
    "Other",
    "These",
    "Those",
    "To",
    "From",
    "Under",
    "Of",
    "We",
    "Your",
    "At",
    "On",
    "Both",
    "All",
    "That",
    "Any",
    "No",
    "One",
    "Draft",
    "Final",
    "Interim",
    "Read",
    "Launch",
    "Join",
    "Why",
    "How",
    "What",
    "About",
    "Supporting",
    "Developing",
    "Review",
    "Deliver",
    "Since",
    "Together",
    "After",
    "Before",
    "During",
    "Until",
    "Within",
    "Across",
    "While",
    "When",
    "Where",
    "Alongside",
    "Following",
]);
const ARTICLES: &[&str] = &["the", "a", "an", "our", "their", "its"];
/// Of these a number tells which: no name.
const PARTS: &[&str] = &["phase", "part", "stage", "wave", "round", "year", "cohort"];
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "spring",
    "summer",
    "autumn",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Small words that may stand inside a name between capitalised words.
pub(super) const INSIDE: &[&str] =
    &["and", "of", "for", "in", "to", "the", "with", "on", "our", "&", "a", "into"];

/// How many words here stand before a name though they may be written with a capital or a number:
/// prepositions, dates (“Since April 2023 …”), counts of parts (“Phase 2 of …”), and what is done
/// with it (“Delivering the …”, but not “Living Well …”).
pub(super) fn before_the_name(spot: &Spot<'_>, place: usize) -> usize {
    let word = spot.words[place];
    let next = spot.words.get(place + 1);
    let year = word.text.parse().is_ok_and(|year: u32| (1990..2070).contains(&year));
    let verb = word.text.ends_with("ing") && next.is_some_and(|next| next.is_any(ARTICLES));
    // “Our One Workforce Programme”: in the middle of a sentence a capital is meant.
    // So is it behind an article: “its On Your Feet scheme”.
    let behind_article = place.checked_sub(1).is_some_and(|before| {
        spot.joined(before) && ["its", "our", "their", "the"].contains(&spot.words[before].text)
    });
    let meant = behind_article || word.text == "One" && !begins_sentence(spot, place);
    // “4.2 The Growing Well programme”: the number of a paragraph.
    if place == 0 && word.is_number() && word.text.contains('.') {
        return 1;
    }
    if word.is_any(PARTS) && next.is_some_and(Word::is_number) {
        return 2;
    }
    let stands_before = NO_BEGINNING.has_as_written(&word) && !meant
        || (word.is_any(INSIDE) && !(meant && word.is_capital()))
        || word.is_any(MONTHS)
        || year
        || verb;
    usize::from(stands_before)
}

fn begins_sentence(spot: &Spot<'_>, place: usize) -> bool {
    place.checked_sub(1).is_none_or(|before| !spot.joined(before))
}

/// The first word of a sentence is in capitals whatever it is: a verb there begins no name.
pub(super) fn is_bare_verb(spot: &Spot<'_>, place: usize) -> bool {
    const VERBS: &[&str] = &[
        "Review",
        "Deliver",
        "Develop",
        "Support",
        "Launch",
        "Establish",
        "Create",
        "Implement",
        "Expand",
        "Continue",
        "Build",
        "Run",
        "Extend",
        "Roll",
        "Use",
        "Introduce",
        "Improve",
        "Set",
        "Work",
        "Join",
        "Scale",
        "Fund",
        "Complete",
        "Start",
        "Lead",
        "Pilot",
        "Invest",
        "Grow",
    ];
    begins_sentence(spot, place) && VERBS.contains(&spot.words[place].text)
}
