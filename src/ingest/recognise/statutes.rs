//! References to acts, sections of acts, regulations and statutory guidance.

use std::collections::BTreeSet;

use super::spot::Spot;
use crate::ingest::extracted::ExtractedStatute;

/// The statutory references of passages, each wording once.
pub(super) fn statutes(spots: &[Spot<'_>]) -> Vec<ExtractedStatute> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for spot in spots {
        for text in references(spot) {
            if seen.insert(text.to_lowercase()) {
                let evidence = spot.evidence(text, "name of an act", 0.9);
                found.push(ExtractedStatute { text: text.to_owned(), evidence });
            }
        }
    }
    found
}

fn references<'document>(spot: &Spot<'document>) -> Vec<&'document str> {
    let mut found = Vec::new();
    for (place, word) in spot.words.iter().enumerate() {
        if !matches!(word.text, "Act" | "Regulations" | "Order") {
            continue;
        }
        let year = (place + 1 < spot.words.len() && spot.joined(place))
            .then(|| spot.words[place + 1])
            .is_some_and(|next| next.text.len() == 4 && next.is_number());
        if !(year || word.text == "Act") {
            continue;
        }
        let mut first = place;
        while let Some(before) = first.checked_sub(1).filter(|before| is_part(spot, *before)) {
            first = before;
        }
        while first < place
            && spot.words[first].is_any(&["the", "and", "of", "under", "this", "that"])
        {
            first += 1;
        }
        if first == place {
            continue;
        }
        let first = section_before(spot, first).unwrap_or(first);
        found.push(spot.slice(first, place + usize::from(year)));
    }
    found
}

/// Capitalised words, and small words and commas between them.
fn is_part(spot: &Spot<'_>, place: usize) -> bool {
    let word = spot.words[place];
    let near = matches!(spot.gap(place).trim(), "" | "," | "(" | ")");
    near && (word.is_capital() && !word.is_any(&["The", "Under", "In", "Since"])
        || word.is_any(&["and", "of", "in", "for", "to"]))
}

/// “section 26 of the …”.
fn section_before(spot: &Spot<'_>, first: usize) -> Option<usize> {
    let back = |steps: usize| first.checked_sub(steps).map(|place| spot.words[place]);
    let is = |steps: usize, words: &[&str]| back(steps).is_some_and(|word| word.is_any(words));
    (is(1, &["the"])
        && is(2, &["of"])
        && back(3).is_some_and(|word| word.is_number())
        && is(4, &["section", "sections", "part", "schedule"]))
    .then(|| first - 4)
}
