//! Organisations that nothing but their neighbours tells: capitalised names in an enumeration whose
//! other members are organisations (“Vale Council, the NHS, Speak Up Vale and Right at Home Vale”).
//! Names that tell by themselves what they are stand in `organisations`.

use super::words::{Word, words};

/// Words between two members.
const JOINTS: &[&str] =
    &[", ", "; ", " and ", " with ", " including ", " include ", " includes ", " plus "];
/// Small words that may stand inside a name.
const INSIDE: &[&str] = &["at", "of", "in", "for", "up", "to", "on", "the", "upon", "with", "&"];
/// Words before a name that are none of it.
const BEFORE: &[&str] = &[
    "the",
    "our",
    "and",
    "both",
    "also",
    "local",
    "charity",
    "charities",
    "by",
    "from",
    "as",
    "well",
    "a",
];
/// What may follow the last name of an enumeration.
const AFTER: &[&str] = &[
    "are", "is", "have", "has", "had", "attend", "attends", "attended", "will", "were", "was",
    "also", "to", "as", "all", "each", "make", "made", "agreed", "run", "running", "who", "that",
    "which", "charity", "network", "joined", "wrote", "took", "take", "work", "working", "on",
    "in", "for", "under",
];
/// Last words of names of other things than organisations.
const NO_BODY: &[&str] = &[
    "Programme",
    "Project",
    "Strategy",
    "Plan",
    "Fund",
    "Scheme",
    "Act",
    "Report",
    "Framework",
    "Charter",
    "Day",
    "Week",
    "Month",
    "Award",
    "Awards",
    "Committee",
    "Board",
    "Forum",
    "Council",
    "Panel",
    "Cabinet",
    "Partnership",
    "System",
    "ICP",
    "ICS",
    "Assembly",
    "Street",
    "Road",
    "Ward",
    "County",
    "Region",
    "Review",
    "Assessment",
    "Chair",
    "Chief",
    "Officer",
    "Director",
    "Executive",
    "Manager",
    "Mayor",
    "Leader",
    "Councillor",
    "England",
    "Britain",
    "Kingdom",
    "Government",
    "Pathway",
    "Hub",
    "Initiative",
    "Service",
    "Services",
    "Survey",
    "Conversation",
    "Tool",
    "App",
    "Record",
    "Health",
    "Care",
    "Wellbeing",
    "Public",
    "Community",
];
/// Charities that are known by a single word.
const KNOWN: &[&str] = &[
    "Barnardo",
    "Mencap",
    "Macmillan",
    "Sustrans",
    "YMCA",
    "Groundwork",
    "Samaritans",
    "Shelter",
    "NSPCC",
    "RNIB",
    "Stonewall",
    "Relate",
    "Crossroads",
    "Emmaus",
    "Headway",
    "Turn2us",
    "StepChange",
];
/// Words with which the name of a person or an office begins.
const PERSONS: &[&str] = &[
    "Councillor",
    "Cllr",
    "Dr",
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Prof",
    "Professor",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Rev",
    "Chair",
    "Chief",
    "Director",
    "Deputy",
    "Vice",
    "Cabinet",
    "Leader",
    "Head",
    "Lead",
    "Managing",
    "Executive",
    "Clinical",
    "Medical",
    "Independent",
    "Portfolio",
    "Mayor",
    "Member",
    "Officer",
    "Assistant",
];

/// A member of an enumeration, by bytes of the sentence.
#[derive(Debug, Clone, Copy)]
struct Part {
    from: usize,
    to: usize,
}

/// The names in a sentence of which a neighbour is an organisation. `members` are the places of the
/// organisations and kinds of organisation that are known there, by bytes of the sentence.
pub(super) fn find<'text>(sentence: &'text str, members: &[(usize, usize)]) -> Vec<&'text str> {
    if members.len() < 2 || members.len() > 200 {
        return Vec::new();
    }
    let parts = parts(sentence, members);
    let mut is_body: Vec<bool> = parts
        .iter()
        .map(|part| members.iter().any(|one| part.from <= one.0 && one.1 <= part.to))
        .collect();
    let mut found = Vec::new();
    for place in 0..parts.len() {
        if is_body[place] {
            continue;
        }
        let beside = place.checked_sub(1).is_some_and(|before| is_body[before])
            || is_body.get(place + 1).copied().unwrap_or_default();
        let person =
            parts.get(place + 1).is_some_and(|next| begins_person(&sentence[next.from..next.to]));
        let last = place + 1 == parts.len();
        if let Some(name) = name(&sentence[parts[place].from..parts[place].to], last)
            && beside
            && !person
        {
            is_body[place] = true;
            found.push(name);
        }
    }
    found
}

/// The stretches between joints; joints inside a known member are none.
fn parts(sentence: &str, members: &[(usize, usize)]) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < sentence.len() {
        let rest = &sentence[at..];
        let joint = JOINTS.iter().find(|joint| rest.starts_with(**joint));
        let inside = members.iter().any(|(start, end)| *start <= at && at < *end);
        match joint.filter(|_| !inside) {
            Some(joint) => {
                parts.push(Part { from, to: at });
                // The blank at the end of a joint may begin the next one (“, and ”).
                at += joint.len() - 1;
                from = at;
                at += usize::from(!JOINTS.iter().any(|next| sentence[at..].starts_with(*next)));
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    parts.push(Part { from, to: sentence.len() });
    parts.retain(|part| !sentence[part.from..part.to].trim().is_empty());
    parts
}

/// The name that a part is, or that the last part begins with.
fn name(part: &str, last: bool) -> Option<&str> {
    if part.contains(['(', ')', '“', '”', '"', ':', '/']) {
        return None;
    }
    let words = words(part);
    let first = words
        .iter()
        .position(|word| !word.is_any(BEFORE) || word.is_capital() && !word.is("the"))?;
    let end = name_end(&words, first);
    let named = words[first..end].iter().filter(|word| word.is_capital()).count();
    let rest = words.get(end);
    let closes = rest.is_none() || (last && rest.is_some_and(|word| AFTER.contains(&word.text)));
    let tail = words[end.checked_sub(1)?];
    let plain = words[first..end]
        .iter()
        .all(|word| !word.text.starts_with(|sign: char| sign.is_ascii_digit()));
    let person = PERSONS.contains(&words[first].text);
    let single = end - first == 1 && KNOWN.contains(&words[first].text.trim_end_matches("'s"));
    let body = (named >= 2 || single)
        && end - first <= 6
        && closes
        && plain
        && !person
        && !NO_BODY.contains(&tail.text);
    body.then(|| &part[words[first].from..tail.from + tail.text.len()])
}

/// One past the last word of the capitalised name that begins at a word.
fn name_end(words: &[Word<'_>], first: usize) -> usize {
    let mut end = first;
    while let Some(word) = words.get(end) {
        let small = INSIDE.contains(&word.text)
            && end > first
            && words.get(end + 1).is_some_and(Word::is_capital);
        if !(word.is_capital() || small) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a part tells what somebody is: “Chief Executive of …”, “Vale Council's executive director
/// of adult services”.
fn begins_person(part: &str) -> bool {
    const HELD: &[&str] = &[
        "director of",
        "chief executive",
        "cabinet member",
        "chair of",
        "chairman of",
        "leader of",
    ];
    let lower = part.to_lowercase();
    let of_body = (part.contains("'s ") || part.contains("’s "))
        && HELD.iter().any(|office| lower.contains(office));
    of_body || begins_with_office(part)
}

fn begins_with_office(part: &str) -> bool {
    words(part)
        .into_iter()
        .find(|word| !word.is_any(BEFORE))
        .is_some_and(|word| PERSONS.iter().any(|office| word.is(office)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'text>(sentence: &'text str, members: &[&str]) -> Vec<&'text str> {
        let places: Vec<(usize, usize)> = members
            .iter()
            .map(|name| sentence.find(name).map(|at| (at, at + name.len())).unwrap())
            .collect();
        find(sentence, &places)
    }

    #[test]
    fn a_name_between_organisations_is_one() {
        assert_eq!(
            found(
                "It was written by Vale Council, the NHS, Right at Home Vale and Speak Up Vale.",
                &["Vale Council", "NHS"]
            ),
            ["Right at Home Vale", "Speak Up Vale"]
        );
    }

    #[test]
    fn a_charity_known_by_one_word_is_one_and_a_place_is_none() {
        let sentence = "Vale Council, Marsh Council, Mencap and Holt agreed.";
        assert_eq!(found(sentence, &["Vale Council", "Marsh Council"]), ["Mencap"]);
    }

    #[test]
    fn whoever_holds_an_office_of_a_body_is_a_person() {
        let sentence = "Ann Roe, Vale Council's executive director of adult services and director \
                        of care for Marsh Trust, welcomed it.";
        assert!(found(sentence, &["Vale Council", "Marsh Trust"]).is_empty());
    }

    #[test]
    fn persons_programmes_and_what_stands_alone_are_none() {
        for sentence in [
            "Vale Council, Ann Roe, Chief Executive of Marsh Council, and others met.",
            "Vale Council, Marsh Council and the Warm Homes Fund help.",
            "Vale Council and Marsh Council met Ann Roe of North Marsh.",
            "Vale Council, Marsh Council and Dr Ann Roe met.",
        ] {
            assert!(found(sentence, &["Vale Council", "Marsh Council"]).is_empty(), "{sentence}");
        }
    }
}
