//! Named programmes, projects, funds, pilots and topic plans. Whole-system strategies and plans,
//! events, frameworks and awards are none, nor is “the programme” without a name.

use std::collections::BTreeMap;

use super::{
    everyday_names,
    name_beginnings::{INSIDE, before_the_name, is_bare_verb},
    spot::Spot,
    told_names,
    word_list::WordList,
};
use crate::ingest::extracted::{DocumentKind, ExtractedProgramme};

/// Nouns at the end of a programme's name, in any case: “First 1001 Days programme”.
static HEADS: WordList = WordList::of(&[
    "programme",
    "programmes",
    "project",
    "initiative",
    "scheme",
    "fund",
    "pilot",
    "campaign",
    "academy",
    "accelerator",
    "pathfinder",
    "challenge",
    "toolkit",
    "framework",
    "hub",
    "hubs",
    "collaborative",
    "movement",
    "pledge",
    "passport",
    "grants",
    "service",
    "teams",
    "record",
    "prize",
    "laboratory",
    "lab",
    "observatory",
    "exemplar",
    "vanguard",
    "testbed",
    "charter",
    "bus",
    "café",
    "cafés",
    "cafe",
    "cafes",
    "roadshow",
    "helpline",
]);
/// Of these the whole name must be in capitals: “Dorset Care Record” is one, “a service” is none.
const CAPITAL_HEADS: &[&str] = &[
    "framework",
    "hub",
    "hubs",
    "service",
    "teams",
    "record",
    "pledge",
    "challenge",
    "passport",
    "collaborative",
    "movement",
    "toolkit",
    "grants",
    "laboratory",
    "lab",
    "observatory",
    "academy",
    "exemplar",
    "bus",
    "café",
    "cafés",
    "cafe",
    "cafes",
    "roadshow",
    "helpline",
];
/// Plans about a topic: a topic must stand before them.
static PLANS: WordList =
    WordList::of(&["Strategy", "Plan", "Charter", "Compact", "Concordat", "Prospectus"]);
/// Names that are whole-system strategies, bodies or national plans.
const NO_PROGRAMMES: &[&str] = &[
    "integrated care strategy",
    "integrated care partnership strategy",
    "icp strategy",
    "ics strategy",
    "joint forward plan",
    "health and wellbeing strategy",
    "health & wellbeing strategy",
    "joint health and wellbeing strategy",
    "joint local health and wellbeing strategy",
    "long term plan",
    "council plan",
    "corporate plan",
    "delivery plan",
    "health plan",
    "health and care strategy",
    "health and care plan",
    "operational plan",
    "local plan",
    "action plan",
    "strategic plan",
    "interim strategy",
    "final strategy",
    "draft strategy",
    "five year plan",
    "forward plan",
    "care strategy",
    "partnership strategy",
    "one year plan",
    "implementation plan",
    "business plan",
    "annual plan",
    "system plan",
    "wellbeing strategy",
    "outcomes framework",
    "operating framework",
    "national health service",
    "public health service",
    "fire and rescue service",
    "ambulance service",
    "police service",
    "rescue service",
    "civil service",
    "health service",
    "care service",
    "assurance framework",
    "assessment framework",
    "performance framework",
    "planning framework",
    "neighbourhood teams",
    "people plan",
    "social fund",
    "general fund",
    "collection fund",
    "reserve fund",
    "pension fund",
    "commissioning fund",
    "work programme",
    "delivery programme",
    "transformation programme",
    "draft plan",
    "council for voluntary service",
    "voluntary service",
    "nhs charter",
    "delivery programmes",
    "enabling programmes",
    "trust strategy",
];
/// Plans about a topic whose last words look like those of a whole system.
const TOPICS: &[&str] = &[
    "population health plan",
    "public health plan",
    "mental health plan",
    "women's health plan",
    "women’s health plan",
];
/// The programmes of a document, each once in its first wording.
pub(super) fn programmes(spots: &[Spot<'_>], kind: DocumentKind) -> Vec<ExtractedProgramme> {
    let mut found: Vec<ExtractedProgramme> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let titled = (kind == DocumentKind::ProgrammePage).then(|| named_in_title(spots)).flatten();
    for (place, spot) in spots.iter().enumerate() {
        let title = titled.filter(|(at, _)| *at == place).map(|(_, name)| (name, 0.7));
        for (name, confidence) in names(spot).into_iter().chain(title) {
            let folded = folded(name);
            let place = *places.entry(folded).or_insert(found.len());
            if place == found.len() {
                found.push(ExtractedProgramme { name: name.to_owned(), evidence: Vec::new() });
            }
            found[place].evidence.push(spot.evidence(name, "name before a noun", confidence));
        }
    }
    found
}

/// The title of a programme's page where the text calls the programme so: “Waiting Well”.
fn named_in_title<'document>(spots: &[Spot<'document>]) -> Option<(usize, &'document str)> {
    const MOST_WORDS: usize = 6;
    const OTHERS: &[&str] = &[
        "Strategy",
        "Plan",
        "Partnership",
        "Board",
        "System",
        "Vision",
        "Our",
        "About",
        " > ",
        " / ",
    ];
    let place = spots.iter().position(|spot| {
        spot.node.is_heading() && !OTHERS.iter().any(|other| spot.text().contains(other))
    })?;
    let title = spots[place].text().trim();
    let words = title.split_whitespace().count();
    let called = spots.iter().filter(|spot| !spot.node.is_heading()).any(|spot| {
        spot.text()
            .match_indices(title)
            .any(|(at, _)| !spot.text()[at + title.len()..].starts_with(char::is_alphanumeric))
    });
    (place <= 2 && (2..=MOST_WORDS).contains(&words) && called).then_some((place, title))
}

fn names<'document>(spot: &Spot<'document>) -> Vec<(&'document str, f64)> {
    let mut names = Vec::new();
    for (place, word) in spot.words.iter().enumerate() {
        let head = word.is_in(&HEADS);
        let plan = PLANS.has_as_written(word);
        if !head && !plan {
            continue;
        }
        let whole = plan || word.is_any(CAPITAL_HEADS);
        if whole && !word.is_capital() {
            continue;
        }
        let Some(first) = beginning(spot, place, !whole) else { continue };
        let name = spot.slice(first, place);
        if is_name(spot, first, place, name, plan) {
            names.push((name, if whole { 0.7 } else { 0.8 }));
        }
    }
    names.extend(everyday_names::find(spot));
    names.extend(told_names::find(spot));
    names.extend(quoted(spot));
    names
}

/// Where the name before a noun begins: capitalised words and numbers, small words between them,
/// and (before a noun in small letters) up to four small words right before it: “Southampton young
/// research training programme”.
fn beginning(spot: &Spot<'_>, head: usize, small_words: bool) -> Option<usize> {
    let mut first = None;
    let mut small = 0;
    let mut place = head;
    while let Some(before) = place.checked_sub(1).filter(|before| spot.joined(*before)) {
        let word = spot.words[before];
        if word.is("and") && before > 0 && spot.words[before - 1].is_in(&HEADS) {
            // “the Link Worker Programme and the Prescribing Service” are two.
            break;
        }
        let named = word.is_capital() || word.is_number();
        if named && !is_bare_verb(spot, before) {
            first = Some(before);
            small = 0;
        } else if word.is_any(INSIDE) && first.is_some() {
            small += 1;
            // Of the small words between capitals two may follow each other (“for the”).
            if small > 2 {
                break;
            }
        } else if first.is_none() && small_words && small < 4 && !word.is_in(&FUNCTION_WORDS) {
            small += 1;
        } else {
            break;
        }
        place = before;
    }
    let mut first = first?;
    while first < head {
        match before_the_name(spot, first) {
            0 => return Some(first),
            words => first += words,
        }
    }
    None
}

/// Words that no name has in the middle.
static FUNCTION_WORDS: WordList = WordList::of(&[
    "the",
    "a",
    "an",
    "this",
    "that",
    "our",
    "their",
    "its",
    "of",
    "in",
    "on",
    "for",
    "to",
    "by",
    "with",
    "and",
    "or",
    "is",
    "are",
    "was",
    "were",
    "be",
    "has",
    "have",
    "will",
    "each",
    "every",
    "as",
    "at",
    "from",
    "through",
    "which",
    "who",
    "other",
    "another",
    "any",
    "all",
    "new",
    "under",
    "into",
    "it",
    "they",
    "we",
    "one",
    "part",
    "large",
    "major",
    "national",
    "local",
    "led",
    "including",
    "via",
    "using",
    "funded",
    "launched",
]);

fn is_name(spot: &Spot<'_>, first: usize, head: usize, name: &str, plan: bool) -> bool {
    let lower = name.to_lowercase().replace('&', "and");
    let system = NO_PROGRAMMES.iter().any(|other| lower.ends_with(other))
        && !TOPICS.iter().any(|topic| lower.ends_with(topic));
    let capitals =
        spot.words[first..head].iter().filter(|word| word.is_capital() || word.is_number()).count();
    // “NHS project”, “Hampshire programme”: an owner alone is no name of a topic plan.
    let only_owner = head - first == 1
        && (plan
            || spot.words[first].is_any(&[
                "NHS",
                "ICS",
                "ICP",
                "ICB",
                "Council",
                "Partnership",
                "Government",
            ]));
    let numbered = spot.words[first].is_number() && head - first == 1;
    !system
        && !only_owner
        && !numbered
        && capitals >= 1
        && !is_office(spot, head)
        && !is_all_heading_capitals(name)
}

/// “Programme Director”, “Project Manager”, “Programme Board”: an office or committee.
fn is_office(spot: &Spot<'_>, head: usize) -> bool {
    spot.joined(head)
        && spot.words[head + 1].is_any(&[
            "director",
            "manager",
            "board",
            "lead",
            "officer",
            "management",
            "office",
            "team",
            "group",
            "committee",
            "delivery",
            "coordinator",
            "boards",
            "leads",
        ])
}

fn is_all_heading_capitals(name: &str) -> bool {
    name.len() > 12 && name.chars().filter(|sign| sign.is_alphabetic()).all(char::is_uppercase)
}

/// “a programme called ‘Walk This Way’”, “known as …”.
fn quoted<'document>(spot: &Spot<'document>) -> Vec<(&'document str, f64)> {
    static CALLS: WordList = WordList::of(&["called", "named", "as"]);
    let mut found = Vec::new();
    for (place, word) in spot.words.iter().enumerate().filter(|(_, word)| word.is_in(&CALLS)) {
        let called = word.is_any(&["called", "named"])
            || (word.is("as")
                && place.checked_sub(1).is_some_and(|before| spot.words[before].is("known")));
        if !called || place + 1 >= spot.words.len() {
            continue;
        }
        let of = spot.words[place.saturating_sub(6)..place]
            .iter()
            .any(|word| word.is_in(&HEADS) || word.is_any(&["plan", "strategy"]));
        if !of {
            continue;
        }
        let rest = spot.text()[word.to..].trim_start();
        let Some(open) = rest.chars().next().filter(|open| matches!(open, '‘' | '“' | '\'' | '"'))
        else {
            continue;
        };
        let close = match open {
            '‘' => '’',
            '“' => '”',
            other => other,
        };
        let inner = &rest[open.len_utf8()..];
        if let Some(end) = inner.find(close).filter(|end| *end <= 60) {
            found.push((&inner[..end], 0.75));
        }
    }
    found
}

/// A name as names are compared: small letters, no plural, and without the general noun, so that
/// “Family Hubs” and “Family Hubs programme” are one.
fn folded(name: &str) -> String {
    let name = name.to_lowercase().replace(['-', '‑'], " ");
    let nouns = [" programme", " programmes", " project", " projects", " initiative", " scheme"];
    let bare = nouns.iter().find_map(|noun| name.strip_suffix(noun)).unwrap_or(&name);
    bare.trim_end_matches('s').to_owned()
}
