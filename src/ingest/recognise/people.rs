//! Named persons with their offices, and what is reported as said by them.

use super::{spot::Spot, word_list::WordList};
use crate::ingest::extracted::ExtractedPerson;

/// Titles of address, which are no part of a name.
static TITLES: WordList = WordList::of(&[
    "Dr",
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Mx",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Baroness",
    "Professor",
    "Prof",
    "Cllr",
    "Councillor",
    "Rev",
    "Reverend",
    "Canon",
    "Bishop",
    "Alderman",
]);
/// Words by which an office is known.
const OFFICES: &[&str] = &[
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "vice-chair",
    "co-chair",
    "chief",
    "director",
    "mayor",
    "leader",
    "officer",
    "member",
    "manager",
    "lead",
    "head",
    "president",
    "secretary",
    "minister",
    "commissioner",
    "governor",
    "trustee",
    "coordinator",
    "co-ordinator",
    "nurse",
    "executive",
    "consultant",
    "adviser",
    "advisor",
    "superintendent",
    "constable",
    "chancellor",
    "principal",
    "ambassador",
    "clerk",
    "holder",
    "gp",
    "co-lead",
    "vice-chancellor",
    "deputy",
    "spokesperson",
    "convenor",
    "champion",
    "headteacher",
    "reporter",
    "correspondent",
    "editor",
];
/// Verbs of saying.
const SAYS: &[&str] = &[
    "said",
    "says",
    "added",
    "adds",
    "explained",
    "explains",
    "commented",
    "comments",
    "told",
    "stated",
    "welcomed",
    "reported",
    "concluded",
    "continued",
    "presented",
];
/// Words that make a clause of what stands behind a name.
const AUXILIARIES: &[&str] = &[
    "will", "would", "can", "could", "should", "must", "shall", "may", "has", "have", "had", "are",
];
/// Capitalised words that begin no name of a person.
static NO_NAME: WordList = WordList::of(&[
    "The",
    "By",
    "From",
    "Our",
    "This",
    "We",
    "It",
    "In",
    "At",
    "On",
    "For",
    "And",
    "But",
    "NHS",
    "Integrated",
    "Care",
    "Health",
    "Council",
    "County",
    "City",
    "Board",
    "Partnership",
    "Strategy",
    "Public",
    "National",
    "Local",
    "University",
    "Trust",
    "Community",
    "Chief",
    "Chair",
    "Executive",
    "Director",
    "Vice",
    "Deputy",
    "Mayor",
    "Leader",
    "Joint",
    "Plan",
    "Minutes",
    "Agenda",
    "Item",
    "North",
    "South",
    "East",
    "West",
    "Royal",
    "Hospital",
    "Healthwatch",
    "Police",
    "People",
    "Children",
    "Families",
    "As",
    "If",
    "When",
    "Mental",
    "Social",
    "Primary",
    "ICB",
    "ICP",
    "ICS",
    "St",
    "Upon",
    "Officer",
    "Cabinet",
    "Borough",
    "District",
    "Foundation",
    "England",
    "Committee",
]);

/// The persons of passages, each once; `spots` in the order of the text.
pub(super) fn people(spots: &[Spot<'_>]) -> Vec<ExtractedPerson> {
    let mut people: Vec<ExtractedPerson> = Vec::new();
    let mut speaking: Option<usize> = None;
    for (line, spot) in spots.iter().enumerate() {
        people.extend(signed(spot, spots.get(line + 1)));
        let mut spoke = None;
        let mut place = 0;
        while place < spot.words.len() {
            let Some(name) = name_at(spot, place) else {
                place += 1;
                continue;
            };
            place = name.last + 1;
            let office = office_after(spot, name.last).or_else(|| office_before(spot, &name));
            let text = spot.slice(name.first, name.last);
            let says = says(spot, &name, office);
            if office.is_none() && !name.titled {
                continue;
            }
            let at = people.iter().position(|known| known.name == text);
            let at = at.unwrap_or(people.len());
            if at == people.len() {
                let evidence = spot.evidence(
                    text,
                    "name with office",
                    if office.is_some() { 0.9 } else { 0.6 },
                );
                people.push(ExtractedPerson {
                    name: text.to_owned(),
                    office: office.map(str::to_owned),
                    said: Vec::new(),
                    evidence,
                });
            } else if people[at].office.is_none() {
                people[at].office = office.map(str::to_owned);
            }
            if says {
                spoke = Some(at);
            }
        }
        // A paragraph that opens with a quotation mark goes on with the last speaker's words.
        let goes_on = spot.text().starts_with(['“', '"', '‘']);
        if let Some(speaker) = spoke.or(speaking.filter(|_| goes_on))
            && let Some(person) = people.get_mut(speaker)
        {
            person.said.extend(quotation(spot));
        }
        speaking = spoke.or(speaking.filter(|_| goes_on));
    }
    people
}

/// A letter's end: a name alone on its line, and the office alone on the next.
fn signed(spot: &Spot<'_>, next: Option<&Spot<'_>>) -> Option<ExtractedPerson> {
    let next = next?;
    let place = usize::from(spot.words.first().is_some_and(|word| TITLES.has_as_written(word)));
    let name = name_at(spot, place)?;
    let alone = name.last + 1 == spot.words.len() && !spot.node.is_heading();
    let office = next.text().trim();
    let begins = next.words.iter().take(3).any(|word| word.is_any(OFFICES) && word.is_capital());
    let line = office.split_whitespace().count() <= 12 && !office.ends_with(['.', ':', '?']);
    (alone && begins && line && !next.node.is_heading()).then(|| {
        let text = spot.slice(name.first, name.last);
        ExtractedPerson {
            name: text.to_owned(),
            office: Some(office.to_owned()),
            said: Vec::new(),
            evidence: spot.evidence(text, "name above office", 0.7),
        }
    })
}

struct Name {
    first: usize,
    last: usize,
    titled: bool,
}

/// Two or three capitalised words in one phrase, none of which names a body; one is enough after
/// a title of address where the register of speakers goes on with surnames.
fn name_at(spot: &Spot<'_>, place: usize) -> Option<Name> {
    let is_part = |place: usize| {
        spot.words.get(place).is_some_and(|word| {
            if !word.is_capital() || NO_NAME.has_as_written(word) || TITLES.has_as_written(word) {
                return false;
            }
            let letters = word
                .text
                .chars()
                .all(|sign| sign.is_alphabetic() || matches!(sign, '-' | '’' | '\''));
            let capitals = word.text.chars().filter(|sign| sign.is_uppercase()).count();
            letters && word.text.chars().count() > 1 && (capitals <= 2)
        })
    };
    // One word is no name: most words end here.
    if !spot.joined(place) || !spot.words[place + 1].is_capital() || !is_part(place) {
        return None;
    }
    let title_before = place.checked_sub(1).is_some_and(|before| {
        TITLES.has_as_written(&spot.words[before]) && matches!(spot.gap(before).trim(), "" | ".")
    });
    if place.checked_sub(1).is_some_and(|before| spot.joined(before) && is_part(before)) {
        return None;
    }
    let mut last = place;
    while last - place < 3 && spot.joined(last) && is_part(last + 1) {
        last += 1;
    }
    (last > place).then_some(Name { first: place, last, titled: title_before })
}

/// “Name, Office, said” / “Name, who is Office” / “Name (Office)”.
fn office_after<'document>(spot: &Spot<'document>, last: usize) -> Option<&'document str> {
    let word = spot.words[last];
    let rest = &spot.text()[word.from + word.text.len()..];
    // “who chairs the partnership” tells the office as a verb.
    if let Some(office) = rest
        .strip_prefix(", who ")
        .filter(|who| who.starts_with("chairs ") || who.starts_with("leads "))
    {
        return Some(&office[..office.find([',', '.', ';']).unwrap_or(office.len())]);
    }
    let inner = rest
        .strip_prefix(", who is ")
        .or_else(|| rest.strip_prefix(", "))
        .or_else(|| rest.strip_prefix(" ("))
        .or_else(|| rest.strip_prefix(" – "))
        .or_else(|| rest.strip_prefix(" - "))?;
    let verbs = SAYS.iter().filter_map(|verb| {
        [format!(", {verb}"), format!(" {verb}:"), format!(" {verb} "), format!(", who {verb}")]
            .iter()
            .filter_map(|stop| inner.find(stop.as_str()))
            .min()
    });
    let stops = [". ", ";", ":", ")", ", has ", ", who ", ", was ", ", is ", ", and "]
        .iter()
        .filter_map(|stop| inner.find(stop));
    let end = verbs.chain(stops).min().unwrap_or(inner.len());
    let office = inner[..end].trim_matches([' ', ',', '.']);
    let office = office.strip_prefix("the ").unwrap_or(office);
    let lower = office.to_lowercase();
    let names_office = lower
        .split(|sign: char| !sign.is_alphanumeric() && sign != '-')
        .any(|word| OFFICES.contains(&word));
    // “Building on Move More Derby, Active Derbyshire will lead”: a clause, not an office.
    let acts = words_of(office).any(|word| AUXILIARIES.contains(&word));
    (names_office && !acts && office.split_whitespace().count() <= 18).then_some(office)
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// “Chief Executive Jane Roe”, “Council leader John Doe”.
fn office_before<'document>(spot: &Spot<'document>, name: &Name) -> Option<&'document str> {
    let end = name.first.checked_sub(1 + usize::from(name.titled))?;
    if !spot.joined(end) || !spot.words[end].is_any(OFFICES) {
        return None;
    }
    let mut first = end;
    while let Some(before) = first.checked_sub(1).filter(|before| {
        spot.joined(*before)
            && end - *before < 8
            && (spot.words[*before].is_capital()
                || spot.words[*before].is_any(OFFICES)
                || spot.words[*before].is_any(&["of", "and", "for"]))
    }) {
        first = before;
    }
    while first < end && spot.words[first].is_any(&["the", "our", "of", "and", "for", "by"]) {
        first += 1;
    }
    Some(spot.slice(first, end))
}

/// Whether the sentence reports what the person says.
fn says(spot: &Spot<'_>, name: &Name, office: Option<&str>) -> bool {
    let office_words = office.map_or(0, |office| office.split_whitespace().count());
    let after = spot.words[name.last + 1..].iter().take(office_words + 4);
    let before = spot.words[..name.first].iter().rev().take(2);
    after.chain(before).any(|word| word.is_any(SAYS))
}

/// What is said: the words between quotation marks, else the sentence that reports it.
fn quotation(spot: &Spot<'_>) -> Vec<crate::ingest::extracted::Evidence> {
    let text = spot.text();
    let opens = text.find(['“', '"']);
    let part = match opens {
        Some(at) => {
            let inner = &text[at + text[at..].chars().next().map_or(1, char::len_utf8)..];
            let end = inner.rfind(['”', '"']).unwrap_or(inner.len());
            &inner[..end]
        }
        None => text,
    };
    (!part.is_empty()).then(|| spot.evidence(part, "reported speech", 0.8)).into_iter().collect()
}
