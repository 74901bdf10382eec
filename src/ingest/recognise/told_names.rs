//! Programmes whose name tells nothing and whose sentence does: “Talking Tots, our speech project”,
//! “Bounce Back is a scheme that …”, “we will set up Work Well Vale”. Names that end in their noun
//! are found in `programmes`.

use super::{name_beginnings::NO_BEGINNING, spot::Spot, words::Word};

/// What is said of it behind its name.
const NOUNS: &[&str] =
    &["programme", "project", "scheme", "initiative", "pilot", "campaign", "fund"];
/// Words right behind such a noun where it stands for itself, not before another (“programme
/// manager”).
const BEHIND: &[&str] = &[
    "that", "which", "of", "for", "to", "with", "in", "and", "where", "run", "led", "funded",
    "helping", "offering", "at", "by", "who", "from", "across", "between", "aimed", "designed",
];
/// Small words inside a name.
const INSIDE: &[&str] = &["for", "to", "at", "on", "in", "of", "the", "and", "&", "with", "a"];
/// Words of names of bodies and offices.
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
    "Board",
    "University",
    "College",
    "Partnership",
    "Police",
    "Healthwatch",
    "Foundation",
    "Association",
    "Committee",
    "Director",
    "Chair",
    "Chief",
    "Officer",
    "Manager",
    "ICB",
    "ICP",
    "ICS",
    "Strategy",
    "Plan",
    "Ltd",
    "CIC",
    "Dr",
    "Cllr",
    "Councillor",
    "Professor",
    "System",
    "Government",
    "England",
    "Network",
    "Alliance",
    "Federation",
    "Service",
    "Services",
    "Network",
];
/// What is done with a programme before its name.
const MADE: &[(&str, &str)] =
    &[("set", "up"), ("setting", "up"), ("roll", "out"), ("rolled", "out"), ("rolling", "out")];

/// The names in a passage.
pub(super) fn find<'document>(spot: &Spot<'document>) -> Vec<(&'document str, f64)> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < spot.words.len() {
        let Some(last) = name_end(spot, place) else {
            place += 1;
            continue;
        };
        if is_told_behind(spot, last) || is_made(spot, place) || is_run_by(spot, last) {
            found.push((spot.slice(place, last), 0.65));
        }
        place = last + 1;
    }
    found
}

/// The last word of a name of two to six words that begins here and is none of a body.
fn name_end(spot: &Spot<'_>, first: usize) -> Option<usize> {
    const MOST: usize = 6;
    let begins_name = |word: &Word<'_>| word.is_capital() && !NO_BEGINNING.has_as_written(word);
    let begins = begins_name(&spot.words[first]);
    let goes_before = first
        .checked_sub(1)
        .is_some_and(|before| spot.joined(before) && begins_name(&spot.words[before]));
    if !begins || goes_before {
        return None;
    }
    let mut last = first;
    while spot.joined(last) {
        let next = spot.words[last + 1];
        let small = INSIDE.contains(&next.text)
            && spot.joined(last + 1)
            && spot.words.get(last + 2).is_some_and(Word::is_capital);
        if next.is_capital() {
            last += 1;
        } else if small {
            last += 2;
        } else {
            break;
        }
    }
    let words = &spot.words[first..=last];
    let named = words.iter().filter(|word| word.is_capital()).count();
    let body = words.iter().any(|word| BODIES.contains(&word.text));
    // “WorkWise, our advice service”: a word with a capital inside was made up.
    let coined = first == last
        && spot.words[first].text.chars().skip(1).any(char::is_uppercase)
        && spot.words[first].text.chars().any(char::is_lowercase);
    ((named >= 2 || coined) && words.len() <= MOST && !body).then_some(last)
}

/// “…, our speech and language project, …”, “… is a scheme that …”.
fn is_told_behind(spot: &Spot<'_>, last: usize) -> bool {
    const FARTHEST: usize = 7;
    let apposition = spot.gap(last).trim() == ",";
    let Some(first) = spot.words.get(last + 1) else { return false };
    let article = if apposition {
        last + 1
    } else if spot.joined(last) && first.is_any(&["is", "was"]) {
        last + 2
    } else {
        return false;
    };
    let articles = ["a", "an", "our", "the", "its", "their", "one"];
    if !spot.words.get(article).is_some_and(|word| articles.contains(&word.text)) {
        return false;
    }
    for place in article + 1..(article + FARTHEST).min(spot.words.len()) {
        if !spot.joined(place - 1) {
            return false;
        }
        let word = spot.words[place];
        let ours = word.text == "service" && spot.words[article].text == "our";
        if ours
            || NOUNS.contains(&word.text)
            || word.text.strip_suffix('s').is_some_and(|one| NOUNS.contains(&one))
        {
            let whole = word.to == word.from + word.text.len();
            let next = spot.words.get(place + 1).filter(|_| spot.joined(place));
            return whole && next.is_none_or(|next| BEHIND.contains(&next.text));
        }
        // “…, the team that runs the project” tells of somebody else.
        if ["that", "which", "who", "for", "behind"].contains(&word.text) {
            return false;
        }
    }
    false
}

/// “The Vale Village Agents, run by Rural Action Vale, …”.
fn is_run_by(spot: &Spot<'_>, last: usize) -> bool {
    spot.gap(last).trim() == ","
        && spot.words.get(last + 1).is_some_and(|word| word.is_any(&["run", "delivered"]))
        && spot.joined(last + 1)
        && spot.words.get(last + 2).is_some_and(|word| word.text == "by")
}

/// “We will set up Work Well Vale.”
fn is_made(spot: &Spot<'_>, first: usize) -> bool {
    let Some(before) = first.checked_sub(2) else { return false };
    spot.joined(before)
        && spot.joined(before + 1)
        && MADE.iter().any(|(verb, particle)| {
            spot.words[before].is(verb) && spot.words[before + 1].is(particle)
        })
}
