//! Organisations that the register does not have, by the patterns of their names: councils, NHS
//! trusts and boards, universities, colleges, Healthwatch, police and fire services.

use super::{spot::Spot, words::Word};
use crate::model::PartnerKind;

/// Last words of names.
const TAILS: &[(&str, PartnerKind)] = &[
    ("Council", PartnerKind::LocalAuthority),
    ("Trust", PartnerKind::NhsBody),
    ("ICB", PartnerKind::NhsBody),
    ("University", PartnerKind::University),
    ("College", PartnerKind::Education),
    ("Constabulary", PartnerKind::Police),
    ("Police", PartnerKind::Police),
    ("Hospice", PartnerKind::Vcse),
    ("Hospital", PartnerKind::NhsBody),
    ("CIC", PartnerKind::Vcse),
    ("Federation", PartnerKind::Other),
    ("Homes", PartnerKind::Other),
    ("Charity", PartnerKind::Vcse),
    ("Alliance", PartnerKind::Vcse),
    ("Mind", PartnerKind::Vcse),
    ("Foundation", PartnerKind::Vcse),
    ("Authority", PartnerKind::CombinedAuthority),
    ("Board", PartnerKind::NhsBody),
    ("Service", PartnerKind::Fire),
    ("Collaborative", PartnerKind::NhsBody),
    ("Commerce", PartnerKind::Business),
    ("CVS", PartnerKind::Vcse),
    ("Association", PartnerKind::Other),
    ("Network", PartnerKind::Vcse),
    ("Action", PartnerKind::Vcse),
];
/// First words of names after which a place follows.
const LEADS: &[(&str, PartnerKind)] = &[
    ("Healthwatch", PartnerKind::Healthwatch),
    ("NHS", PartnerKind::NhsBody),
    ("Home-Start", PartnerKind::Vcse),
];
/// Words after a name that are somebody’s office there.
const OFFICES: &[&str] =
    &["Leader", "Chair", "Chief", "Director", "Cabinet", "Member", "Deputy", "Vice", "Mayor"];
const INSIDE: &[&str] = &["and", "of", "upon", "on", "in", "the", "for", "&"];
/// What follows “NHS” where it is no board.
const NO_BOARD: &[&str] = &[
    "England",
    "Long",
    "Trust",
    "Trusts",
    "Foundation",
    "Providers",
    "Constitution",
    "Digital",
    "App",
    "Act",
    "Improvement",
    "Health",
    "People",
    "Ten",
    "Plan",
    "Talking",
    "Business",
    "Property",
    "Confederation",
    "Integrated",
    "Operational",
    "Planning",
    "Choices",
    "Check",
    "Checks",
    "Services",
    "ICB",
    "Board",
    "Number",
    "Resolution",
    "Blood",
    "And",
];

/// The organisations named between two bytes of a passage, each with its kind.
pub(super) fn find<'document>(
    spot: &Spot<'document>,
    from: usize,
    to: usize,
) -> Vec<(&'document str, PartnerKind)> {
    let mut found: Vec<(&'document str, PartnerKind)> = Vec::new();
    for (place, word) in spot.words.iter().enumerate() {
        if word.from < from || word.from >= to || !word.is_capital() {
            continue;
        }
        let name = by_lead(spot, place)
            .or_else(|| by_tail(spot, place))
            .or_else(|| university_of(spot, place));
        let Some((first, last, kind)) = name else { continue };
        let text = spot.slice(first, last);
        // A longer name that ends with this one was or will be found.
        found.retain(|(known, _)| !text.contains(*known));
        if !found.iter().any(|(known, _)| known.contains(text)) {
            found.push((text, kind));
        }
    }
    found
}

fn by_tail(spot: &Spot<'_>, place: usize) -> Option<(usize, usize, PartnerKind)> {
    let word = spot.words[place];
    let (_, kind) = TAILS.iter().find(|(tail, _)| word.text == *tail)?;
    // “Warm Homes Fund”, “Vale College Trust”: the name goes on.
    let goes_on = spot.joined(place)
        && spot.words[place + 1].is_capital()
        && !OFFICES.contains(&spot.words[place + 1].text);
    let is_action = word.text == "Action"
        && place.checked_sub(1).is_none_or(|before| spot.words[before].text != "Voluntary");
    if goes_on || is_action {
        return None;
    }
    let mut first = place;
    let mut named = 0;
    while let Some(before) = first.checked_sub(1).filter(|before| near(spot, *before)) {
        let other = spot.words[before];
        let small = other.is_any(INSIDE) && !other.is_capital();
        let list_comma = spot.gap(before).contains(',')
            && !(other.is_capital() && continues_list(spot, before, place));
        if list_comma || !(other.is_capital() || small) {
            break;
        }
        named += usize::from(other.is_capital());
        first = before;
    }
    while first < place
        && (spot.words[first].is_any(INSIDE)
            || spot.words[first].is_any(&[
                "Our",
                "This",
                "As",
                "At",
                "From",
                "While",
                "When",
                "Both",
                "Councillor",
                "Cllr",
                "Leader",
            ]))
    {
        first += 1;
    }
    // “County Council and Vale Hospital Trust”: the name after the last “and” behind another body.
    if let Some(joint) = (first..place).rev().find(|at| {
        spot.words[*at].is("and")
            && at.checked_sub(1).is_some_and(|before| {
                TAILS.iter().any(|(tail, _)| *tail == spot.words[before].text)
            })
    }) {
        first = joint + 1;
    }
    // “NHS Vale and Marsh Hospitals Trust”: two bodies, of which the first begins with its lead.
    let lead =
        (first..place).find(|at| LEADS.iter().any(|(lead, _)| *lead == spot.words[*at].text));
    if let Some(joint) =
        lead.and_then(|lead| (lead + 1..place).find(|at| spot.words[*at].is("and")))
    {
        first = joint + 1;
    }
    let generic = spot.words[first..place].iter().all(|word| {
        word.is_any(&[
            "County",
            "City",
            "Borough",
            "District",
            "NHS",
            "Foundation",
            "Town",
            "Parish",
            "Royal",
            "The",
            "Integrated",
            "Care",
            "Health",
            "Public",
            "Community",
            "and",
            "Programme",
            "Partnership",
            "Joint",
            "Local",
            "Executive",
            "Governing",
            "Wellbeing",
            "Clinical",
        ])
    });
    let kind = match *kind {
        PartnerKind::NhsBody if word.text == "Board" => {
            let board = place >= 2
                && spot.words[place - 1].text == "Care"
                && spot.words[place - 2].text == "Integrated";
            if !board {
                return None;
            }
            PartnerKind::NhsBody
        }
        PartnerKind::CombinedAuthority => {
            let combined =
                place >= 1 && spot.words[place - 1].is_any(&["Combined", "Fire", "Strategic"]);
            if !combined {
                return None;
            }
            PartnerKind::CombinedAuthority
        }
        PartnerKind::Fire => {
            let rescue =
                place >= 1 && spot.words[place - 1].is_any(&["Rescue", "Fire", "Ambulance"]);
            if !rescue {
                return None;
            }
            if spot.words[place - 1].is("Ambulance") {
                PartnerKind::NhsBody
            } else {
                PartnerKind::Fire
            }
        }
        PartnerKind::NhsBody if word.text == "Trust" => {
            let nhs = spot.words[first..place].iter().any(|word| {
                word.is_any(&["NHS", "Foundation", "Hospital", "Hospitals", "Healthcare"])
            });
            if nhs { PartnerKind::NhsBody } else { PartnerKind::Vcse }
        }
        kind => kind,
    };
    (named >= 1 && first < place && !generic).then_some((first, place, kind))
}

/// “Bournemouth, Christchurch and Poole Council”: the commas of one name are followed by a name and
/// a joint before the tail.
fn continues_list(spot: &Spot<'_>, before: usize, tail: usize) -> bool {
    let between = &spot.words[before + 1..tail];
    between.len() <= 5
        && between.iter().any(|word| word.is("and"))
        && between.iter().all(|word| word.is_capital() || word.is_any(INSIDE))
        && !between.iter().any(|word| TAILS.iter().any(|(tail, _)| *tail == word.text))
}

fn near(spot: &Spot<'_>, place: usize) -> bool {
    matches!(spot.gap(place).trim(), "" | "," | "&" | "'" | "’")
}

/// “Healthwatch Vale”, “NHS North Vale and Marsh”.
fn by_lead(spot: &Spot<'_>, place: usize) -> Option<(usize, usize, PartnerKind)> {
    let (_, kind) = LEADS.iter().find(|(lead, _)| spot.words[place].text == *lead)?;
    let mut last = place;
    while spot.joined(last) {
        let next = spot.words[last + 1];
        let small = next.is_any(&["and", "of", "upon", "the"])
            && spot.joined(last + 1)
            && spot.words.get(last + 2).is_some_and(Word::is_capital)
            && !(next.is("and") && begins_body(spot, last + 2));
        if last == place && (NO_BOARD.contains(&next.text) || !next.is_capital()) {
            return None;
        }
        if next.is_capital() && !next.is_any(&["Chair", "Chief", "Director", "Strategy"]) {
            last += 1;
        } else if small {
            last += 2;
        } else {
            break;
        }
    }
    let is_trust = spot.words[place..=last]
        .iter()
        .any(|word| word.is_any(&["Trust", "Council", "Strategy", "Plan", "Programme"]));
    (last > place && !is_trust).then_some((place, last, *kind))
}

/// Whether the capitalised words from a place on name a body of their own.
fn begins_body(spot: &Spot<'_>, place: usize) -> bool {
    if LEADS.iter().any(|(lead, _)| *lead == spot.words[place].text) {
        return true;
    }
    let mut at = place;
    loop {
        if TAILS.iter().any(|(tail, _)| *tail == spot.words[at].text) {
            return true;
        }
        let goes_on = spot.joined(at) && spot.words[at + 1].is_capital();
        if !goes_on {
            return false;
        }
        at += 1;
    }
}

/// “University of North Marsh”, “Age UK Vale”, “Citizens Advice Vale”.
fn university_of(spot: &Spot<'_>, place: usize) -> Option<(usize, usize, PartnerKind)> {
    let next = |step: usize| spot.words.get(place + step);
    let word = spot.words[place].text;
    let (mut last, kind) = match word {
        "University" | "College" if next(1).is_some_and(|word| word.is("of")) => {
            (place + 1, PartnerKind::University)
        }
        "Age" if next(1).is_some_and(|word| word.text == "UK") => (place + 1, PartnerKind::Vcse),
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
    (named >= 1 || word != "University").then_some((place, last, kind))
}
