//! Names of organisations that their first words tell: “University of North Marsh”, “Age UK Vale”,
//! “Citizens Advice Vale”, “Mind in Vale”. Names told by their last word stand in `organisations`.

use super::{organisations::begins_body, spot::Spot, words::Word};
use crate::model::PartnerKind;

/// Where a name begins that ends with its kind: “Vale and District Citizens Advice”. A place alone
/// before it may also end another phrase, so that “and District” is asked for.
fn named_before(spot: &Spot<'_>, place: usize) -> usize {
    let district = place >= 3
        && (place - 3..place).all(|at| spot.joined(at))
        && spot.words[place - 1].is_any(&["District", "Borough"])
        && spot.words[place - 2].is("and")
        && spot.words[place - 3].is_capital();
    if district { place - 3 } else { place }
}

/// “University of North Marsh”, “Age UK Vale”, “Citizens Advice Vale”.
pub(super) fn university_of(spot: &Spot<'_>, place: usize) -> Option<(usize, usize, PartnerKind)> {
    let next = |step: usize| spot.words.get(place + step);
    let word = spot.words[place].text;
    let (mut last, kind) = match word {
        "University" | "College" if next(1).is_some_and(|word| word.is("of")) => {
            (place + 1, PartnerKind::University)
        }
        "Age" if next(1).is_some_and(|word| word.is_any(&["UK", "Concern"])) => {
            (place + 1, PartnerKind::Vcse)
        }
        "Voluntary"
            if next(1).is_some_and(|word| word.text == "Action")
                && spot.joined(place + 1)
                && next(2).is_some_and(Word::is_capital)
                && !place
                    .checked_sub(1)
                    .is_some_and(|at| spot.words[at].is_capital() && spot.joined(at)) =>
        {
            (place + 1, PartnerKind::Vcse)
        }
        // “Mind in Vale”; “Bear in Mind” and “Peace of Mind in Vale” begin with other words.
        "Mind"
            if next(1).is_some_and(|word| word.text == "in")
                && next(2).is_some_and(Word::is_capital)
                && place.checked_sub(1).is_none_or(|before| !spot.joined(before)) =>
        {
            (place + 1, PartnerKind::Vcse)
        }
        "Citizens" if next(1).is_some_and(|word| word.is("Advice")) => {
            (place + 1, PartnerKind::Vcse)
        }
        _ => return None,
    };
    let mut named = 0;
    while spot.joined(last)
        && (spot.words[last + 1].is_capital() || (spot.words[last + 1].is("the") && named == 0))
    {
        last += 1;
        named += 1;
    }
    let joint = spot.joined(last) && spot.words[last + 1].is("and") && spot.joined(last + 1);
    if word == "Mind" && joint && spot.words[last + 2].is_capital() && !begins_body(spot, last + 2)
    {
        last += 2;
    }
    let first = if word == "Citizens" && named == 0 { named_before(spot, place) } else { place };
    (named >= 1 || word != "University").then_some((first, last, kind))
}
