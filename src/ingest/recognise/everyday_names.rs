//! Programmes that are called by a noun of many things: “the Open Door clinic”, “the Fresh Page
//! partnership”. Names that end in “programme”, “project”, “fund” … are found in `programmes`.

use super::{name_beginnings::NO_BEGINNING, spot::Spot, word_list::WordList};

/// Nouns of many things: they end a name only behind two capitalised words in the middle of a
/// sentence, none of which tells a body or a place of care (“the Open Door clinic”, not “the Vale
/// Hospital clinic”).
static SOFT_HEADS: WordList =
    WordList::of(&["service", "clinic", "partnership", "bus", "café", "cafe", "academy"]);
/// Words of names of bodies and places, before which a soft noun ends no name.
const BODIES: &[&str] = &[
    "Hospital",
    "Hospitals",
    "NHS",
    "Trust",
    "Council",
    "County",
    "City",
    "Borough",
    "District",
    "Health",
    "Care",
    "Community",
    "Integrated",
    "Mental",
    "University",
    "North",
    "South",
    "East",
    "West",
    "Royal",
    "General",
    "St",
    "Fire",
    "Police",
    "Ambulance",
    "Public",
    "Street",
    "Road",
];

/// “the Open Door clinic”, “the Fresh Page partnership”.
pub(super) fn find<'document>(spot: &Spot<'document>) -> Vec<(&'document str, f64)> {
    let mut found = Vec::new();
    for (place, word) in spot.words.iter().enumerate() {
        if !word.is_in(&SOFT_HEADS) || word.is_capital() {
            continue;
        }
        let Some(first) = beginning(spot, place) else { continue };
        let named = spot.words[first..place].iter().filter(|word| word.is_capital()).count();
        let is_body = spot.words[first..place].iter().any(|word| BODIES.contains(&word.text));
        // A comma, a stop or nothing before the name: it may be the sentence that begins.
        let inside = first.checked_sub(1).is_some_and(|before| spot.joined(before));
        if (2..=4).contains(&named) && !is_body && inside {
            found.push((spot.slice(first, place), 0.6));
        }
    }
    found
}

/// Where the capitalised words before a noun begin; a small word may stand between two of them
/// (“the Quit for Good service”).
fn beginning(spot: &Spot<'_>, head: usize) -> Option<usize> {
    const BETWEEN: &[&str] = &["for", "to", "at", "on", "in", "of"];
    let is_named = |at: usize| {
        spot.joined(at)
            && spot.words[at].is_capital()
            && !NO_BEGINNING.has_as_written(&spot.words[at])
    };
    let mut first = head;
    while let Some(before) = first.checked_sub(1) {
        let between = first < head
            && spot.joined(before)
            && BETWEEN.contains(&spot.words[before].text)
            && before.checked_sub(1).is_some_and(is_named);
        if !(is_named(before) || between) {
            break;
        }
        first = before;
    }
    (first < head).then_some(first)
}
