//! Names of organisations that a word in small letters tells: “the Good Neighbours charity”, “the
//! charity Orme Nightstop”, “Vale and Marsh councils”. Names whose own last or first word tells stand
//! in `organisations`.

use super::{spot::Spot, words::Word};
use crate::model::PartnerKind;

/// “The Good Neighbours charity”, “the charity Orme Nightstop”, “Vale and Marsh councils”: a name that
/// begins here, told by a word in small letters.
pub(super) fn named(spot: &Spot<'_>, place: usize) -> Option<(usize, usize, PartnerKind)> {
    let before = place.checked_sub(1).filter(|before| spot.joined(*before));
    if before.is_some_and(|before| spot.words[before].is_capital()) {
        return None;
    }
    let mut last = place;
    while spot.joined(last) && spot.words[last + 1].is_capital() {
        last += 1;
    }
    let after = |at: usize| spot.joined(at).then(|| spot.words[at + 1].text);
    let led = before.is_some_and(|before| spot.words[before].text == "charity");
    let followed = after(last) == Some("charity");
    if last > place && (led || followed) && before.is_some() {
        return Some((place, last, PartnerKind::Vcse));
    }
    // Each of two councils or more by its place.
    let joint =
        after(last) == Some("and") && spot.words.get(last + 2).is_some_and(Word::is_capital);
    let mut end = last + 2;
    while joint && spot.joined(end) && spot.words[end + 1].is_capital() {
        end += 1;
    }
    let generic = ["County", "District", "City", "Borough", "Town", "Parish"];
    let places = joint && !spot.words[place..=end].iter().any(|word| word.is_any(&generic));
    (places && after(end) == Some("councils")).then_some((
        place,
        end + 1,
        PartnerKind::LocalAuthority,
    ))
}
