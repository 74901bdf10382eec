//! Organisations that the register does not have, by the patterns of their names: councils, NHS
//! trusts and boards, universities, colleges, Healthwatch, police and fire services.

use std::ops::Range;

use super::{first_words, small_words, spot::Spot, word_list::WordList, words::Word};
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
    ("Trade", PartnerKind::Business),
    ("Samaritans", PartnerKind::Vcse),
    ("CVS", PartnerKind::Vcse),
    ("Association", PartnerKind::Other),
    ("Network", PartnerKind::Vcse),
    ("Action", PartnerKind::Vcse),
    ("Carers", PartnerKind::Vcse),
    ("Forum", PartnerKind::Vcse),
    ("Hospitals", PartnerKind::NhsBody),
    ("Ltd", PartnerKind::Business),
    ("Limited", PartnerKind::Business),
    ("LLP", PartnerKind::Business),
    ("School", PartnerKind::University),
    ("Infirmary", PartnerKind::NhsBody),
];
/// The last words alone: most words are told by their keys to be none of them.
static TAIL_WORDS: WordList = {
    const WORDS: [&str; TAILS.len()] = {
        let mut words = [""; TAILS.len()];
        let mut place = 0;
        while place < TAILS.len() {
            words[place] = TAILS[place].0;
            place += 1;
        }
        words
    };
    WordList::of(&WORDS)
};
/// Tails that papers print in capitals at their head.
const PRINTED: &[&str] = &["COUNCIL", "TRUST", "UNIVERSITY"];
/// First words of names after which a place follows.
const LEADS: &[(&str, PartnerKind)] = &[
    ("Healthwatch", PartnerKind::Healthwatch),
    ("NHS", PartnerKind::NhsBody),
    ("Home-Start", PartnerKind::Vcse),
];
/// Words after a name that are somebody’s office there.
const OFFICES: &[&str] = &[
    "Leader",
    "Chair",
    "Chief",
    "Director",
    "Cabinet",
    "Member",
    "Deputy",
    "Vice",
    "Mayor",
    "Executive",
    "Officer",
];
/// Tails after which a name can go on: “Hospice at Home”, “Council for Voluntary Service”.
const GOING_ON: &[(&str, &[&str])] = &[
    ("Association", &["of", "for"]),
    ("Federation", &["of", "for"]),
    ("Alliance", &["of", "for"]),
    ("Network", &["of", "for"]),
    ("Hospice", &["at"]),
    ("Council", &["for"]),
];
/// Words that name a plan: “the Strategy of Vale Council” names the council.
const PLANS: &[&str] =
    &["Strategy", "Plan", "Programme", "Review", "Report", "Assessment", "Minutes", "Fund"];
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

/// The organisations named in words of a passage, each with its kind.
pub(super) fn find<'document>(
    spot: &Spot<'document>,
    words: Range<usize>,
) -> Vec<(&'document str, PartnerKind)> {
    let mut found: Vec<(&'document str, PartnerKind)> = Vec::new();
    for place in words {
        if !spot.words[place].is_capital() {
            continue;
        }
        let name = by_lead(spot, place)
            .or_else(|| by_tail(spot, place))
            .or_else(|| first_words::university_of(spot, place))
            .or_else(|| small_words::named(spot, place));
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
    if !word.is_in(&TAIL_WORDS) {
        return None;
    }
    let printed = PRINTED.contains(&word.text);
    let (_, kind) =
        TAILS.iter().find(|(tail, _)| word.text == *tail || printed && word.is(tail))?;
    // “Warm Homes Fund”, “Vale College Trust”: the name goes on.
    let goes_on = spot.joined(place)
        && spot.words[place + 1].is_capital()
        && !OFFICES.contains(&spot.words[place + 1].text);
    let before = place.checked_sub(1).map_or("", |before| spot.words[before].text);
    let is_action = word.text == "Action" && !["Voluntary", "Community"].contains(&before);
    // “Vale Voluntary Sector Forum” is a body, “Youth Forum” and “Partnership Forum” are none.
    let is_forum =
        word.text == "Forum" && !["Sector", "Voluntary", "VCSE", "VCFSE"].contains(&before);
    // “Vale Chamber of Trade” is a body, “Fair Trade” and “the Board of Trade” are none.
    let is_trade = word.text == "Trade"
        && !(place >= 2 && before == "of" && spot.words[place - 2].text == "Chamber");
    // “With the University of Vale”: the name begins here, see `university_of`.
    let leads_on = word.is_any(&["University", "College"])
        && spot.joined(place)
        && spot.words[place + 1].is("of");
    // “Unpaid Carers” is a heading, “Vale Carers” a charity.
    let is_kind = word.text == "Carers"
        && (["Unpaid", "Young", "Family", "Our"].contains(&before)
            || !(place >= 2 && (place - 2..place).all(|at| spot.words[at].is_capital())));
    // “Vale Business School” takes part, “Vale Primary School” is where something happens.
    let is_pupils = word.text == "School" && !["Business", "Medical", "Law"].contains(&before);
    if is_pupils || goes_on || is_action || is_forum || is_kind || is_trade || leads_on {
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
                "With",
                "By",
                "In",
                "For",
                "To",
                "Through",
                "Together",
                "Alongside",
                "Under",
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
            && at
                .checked_sub(1)
                .is_some_and(|before| TAIL_WORDS.has_as_written(&spot.words[before]))
    }) {
        first = joint + 1;
    }
    // “…, Crossroads Ness and the Inspire Trust met”: the last of an enumeration with its article.
    let comma = first.checked_sub(1).is_some_and(|before| spot.gap(before).contains(','));
    let more = spot.gap(place).contains(',');
    if comma
        && !more
        && !spot.words[first].is("NHS")
        && let Some(joint) = (first + 1..place.saturating_sub(1))
            .find(|at| spot.words[*at].is("and") && spot.words[*at + 1].text == "the")
    {
        first = joint + 2;
    }
    // “NHS Vale and Marsh Hospitals Trust”: two bodies, of which the first begins with its lead.
    let lead = (first..place).find(|at| is_lead(spot, *at));
    if let Some(joint) =
        lead.and_then(|lead| (lead + 1..place).find(|at| spot.words[*at].is("and")))
    {
        first = joint + 1;
    }
    first = after_another_name(spot, first, place);
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
    (named >= 1 && first < place && !generic).then_some((first, name_end(spot, place), kind))
}

/// Whether a name begins here that is known by its first words.
fn is_lead(spot: &Spot<'_>, place: usize) -> bool {
    let next = |word: &str| spot.words.get(place + 1).is_some_and(|next| next.is(word));
    match spot.words[place].text {
        "University" => next("of"),
        "Citizens" => next("Advice"),
        "Voluntary" => next("Action"),
        "Age" => next("UK") || next("Concern"),
        word => LEADS.iter().any(|(lead, _)| *lead == word),
    }
}

/// Where a name begins behind somebody's office (“Chair of the Partnership and Leader of Vale
/// Council”), behind a plan (“the Strategy of Vale Council”), and behind a body whose name ends in
/// a possessive (“Barnardo's and Vale Council”).
fn after_another_name(spot: &Spot<'_>, first: usize, tail: usize) -> usize {
    let joint = (first..tail).rev().find(|at| {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= first) else {
            return false;
        };
        let before = spot.words[before];
        let possessive = before.to > before.from + before.text.len();
        let held = OFFICES.contains(&before.text) || PLANS.contains(&before.text);
        (spot.words[*at].is_any(&["of", "for"]) && held)
            || (spot.words[*at].is("and") && possessive)
    });
    let mut first = joint.map_or(first, |joint| joint + 1);
    while first < tail && spot.words[first].is_any(INSIDE) {
        first += 1;
    }
    first
}

/// The last word of a name that goes on behind its tail.
fn name_end(spot: &Spot<'_>, tail: usize) -> usize {
    let word = spot.words[tail].text;
    let Some((_, joints)) = GOING_ON.iter().find(|(name, _)| *name == word) else { return tail };
    let goes_on = spot.joined(tail)
        && spot.words[tail + 1].is_any(joints)
        && spot.joined(tail + 1)
        && spot.words.get(tail + 2).is_some_and(Word::is_capital);
    if !goes_on {
        return tail;
    }
    let mut last = tail + 2;
    while spot.joined(last) && spot.words[last + 1].is_capital() {
        last += 1;
    }
    last
}

/// “Bournemouth, Christchurch and Poole Council”: the commas of one name are followed by a name and
/// a joint before the tail.
fn continues_list(spot: &Spot<'_>, before: usize, tail: usize) -> bool {
    let between = &spot.words[before + 1..tail];
    // “Marsh Council, Vale and Holt Hospital”: behind a tail another name begins.
    let body = TAIL_WORDS.has_as_written(&spot.words[before]);
    !body
        && between.len() <= 5
        && between.iter().any(|word| word.is("and"))
        && between.iter().all(|word| word.is_capital() || word.is_any(INSIDE))
        && !between.iter().any(|word| TAIL_WORDS.has_as_written(word))
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
        // “NHS Ashmere and the Levels Integrated Care Board”.
        let article = next.is("and")
            && spot.joined(last + 1)
            && spot.words[last + 2].is("the")
            && spot.joined(last + 2)
            && spot.words[last + 3].is_capital()
            && !begins_body(spot, last + 3)
            && spot.words[place].text == "NHS";
        // “NHS Vale Integrated Care Board and the ICB”: the name has ended.
        if last > place && spot.words[last].is_any(&["Board", "ICB"]) {
            break;
        }
        if last == place && (NO_BOARD.contains(&next.text) || !next.is_capital()) {
            return None;
        }
        if next.is_capital() && !next.is_any(&["Chair", "Chief", "Director", "Strategy"]) {
            last += 1;
        } else if small {
            last += 2;
        } else if article {
            last += 3;
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
pub(super) fn begins_body(spot: &Spot<'_>, place: usize) -> bool {
    if LEADS.iter().any(|(lead, _)| *lead == spot.words[place].text) {
        return true;
    }
    let mut at = place;
    loop {
        // A board is not a body of its own behind “NHS Vale and …”: that is its whole name.
        let word = &spot.words[at];
        if TAIL_WORDS.has_as_written(word) && !["Board", "ICB"].contains(&word.text) {
            return true;
        }
        let goes_on = spot.joined(at) && spot.words[at + 1].is_capital();
        if !goes_on {
            return false;
        }
        at += 1;
    }
}
