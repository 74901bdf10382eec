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
        let named = (0..place)
            .rev()
            .take_while(|at| spot.joined(*at) && spot.words[*at].is_capital())
            .take_while(|at| !NO_BEGINNING.contains(&spot.words[*at].text))
            .count();
        let first = place - named;
        let is_body = spot.words[first..place].iter().any(|word| BODIES.contains(&word.text));
        // A comma, a stop or nothing before the name: it may be the sentence that begins.
        let inside = first.checked_sub(1).is_some_and(|before| spot.joined(before));
        if (2..=4).contains(&named) && !is_body && inside {
            found.push((spot.slice(first, place), 0.6));
        }
    }
    found
}
