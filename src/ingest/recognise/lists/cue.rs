//! What a heading or lead-in says about the list below it: the source's word for an item, the role
//! that goes with it, how many items are promised, and whose list it is.

use std::sync::LazyLock;

use super::{
    super::{
        word_list::{KEYS, WordList, key},
        words::{Word, small_number, words},
    },
    owner::find_other_in_heading,
};
use crate::model::ListRole;

/// What introduces a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    /// What its word says about its role.
    pub(super) class: Class,
    /// The source's word for one item, with its qualifiers, in the singular.
    pub(super) called: Option<String>,
    /// How many items it promises.
    pub(super) count: Option<usize>,
    /// First byte after the noun in the text.
    pub(super) after: usize,
    /// Whether the noun is in the plural.
    pub(super) plural: bool,
}

/// What the source's word says about the role of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// “Priorities”: the main list.
    Priority,
    /// A word that many strategies use for their main list and others for something beside it; the
    /// less the rank, the likelier it is the main one.
    Main(u8, ListRole),
    /// A word that never means the main list.
    Beside(ListRole),
}

/// The rank of a list that no known noun names: it is the main one only where there is no other.
pub(super) const UNNAMED: u8 = 10;

/// Singular, plural, class.
type Noun = (&'static str, &'static str, Class);

/// Nouns for an item of a list. The ranks and the roles beside a main list
/// follow how 42 partnerships' strategies use the words.
const NOUNS: &[Noun] = &[
    ("priority", "priorities", Class::Priority),
    ("ambition", "ambitions", Class::Main(1, ListRole::Aims)),
    ("mission", "missions", Class::Main(2, ListRole::Aims)),
    ("pillar", "pillars", Class::Main(3, ListRole::Aims)),
    ("goal", "goals", Class::Main(4, ListRole::Aims)),
    ("commitment", "commitments", Class::Main(5, ListRole::Aims)),
    ("pledge", "pledges", Class::Main(5, ListRole::Aims)),
    ("promise", "promises", Class::Main(5, ListRole::Aims)),
    ("imperative", "imperatives", Class::Main(5, ListRole::Aims)),
    ("cornerstone", "cornerstones", Class::Main(5, ListRole::Aims)),
    ("intention", "intentions", Class::Main(7, ListRole::Aims)),
    ("strand", "strands", Class::Main(8, ListRole::DeliveryAims)),
    ("domain", "domains", Class::Main(8, ListRole::DeliveryAims)),
    ("thing", "things", Class::Main(9, ListRole::DeliveryAims)),
    ("purpose", "purposes", Class::Beside(ListRole::Aims)),
    ("challenge", "challenges", Class::Beside(ListRole::Groups)),
    ("concern", "concerns", Class::Beside(ListRole::Groups)),
    ("focus", "focuses", Class::Main(6, ListRole::DeliveryAims)),
    ("area of focus", "areas of focus", Class::Main(6, ListRole::DeliveryAims)),
    ("area for action", "areas for action", Class::Main(6, ListRole::DeliveryAims)),
    ("portfolio", "portfolios", Class::Main(9, ListRole::DeliveryAims)),
    ("workstream", "workstreams", Class::Main(9, ListRole::DeliveryAims)),
    ("factor", "factors", Class::Beside(ListRole::Groups)),
    ("area", "areas", Class::Main(9, ListRole::DeliveryAims)),
    ("objective", "objectives", Class::Main(7, ListRole::Aims)),
    ("aim", "aims", Class::Main(7, ListRole::Aims)),
    ("outcome", "outcomes", Class::Main(7, ListRole::Outcomes)),
    ("theme", "themes", Class::Main(8, ListRole::CrossCutting)),
    ("enabler", "enablers", Class::Beside(ListRole::Enablers)),
    ("building block", "building blocks", Class::Beside(ListRole::Enablers)),
    ("foundation", "foundations", Class::Beside(ListRole::Enablers)),
    ("principle", "principles", Class::Beside(ListRole::Principles)),
    ("value", "values", Class::Beside(ListRole::Principles)),
    ("shift", "shifts", Class::Main(8, ListRole::Principles)),
    ("way of working", "ways of working", Class::Beside(ListRole::Principles)),
    ("vision", "vision statements", Class::Beside(ListRole::Aims)),
    ("life stage", "life stages", Class::Main(8, ListRole::Groups)),
    ("life course stage", "life course stages", Class::Main(8, ListRole::Groups)),
    ("group", "groups", Class::Beside(ListRole::Groups)),
    ("population group", "population groups", Class::Beside(ListRole::Groups)),
];

/// The nouns by the key of the first word of their singular or plural: of most words there is none.
static NOUNS_BY_KEY: LazyLock<Vec<Vec<Noun>>> = LazyLock::new(|| {
    let mut nouns = vec![Vec::new(); KEYS];
    for noun in NOUNS {
        let keys = [noun.0, noun.1].map(|phrase| key(phrase.split(' ').next().unwrap_or(phrase)));
        nouns[keys[0]].push(*noun);
        if keys[0] != keys[1] {
            nouns[keys[1]].push(*noun);
        }
    }
    nouns
});

/// Words that may stand between the number and the noun, and belong to the source's word.
static QUALIFIERS: WordList = WordList::of(&[
    "strategic",
    "draft",
    "key",
    "big",
    "shared",
    "core",
    "main",
    "golden",
    "guiding",
    "delivery",
    "system",
    "overarching",
    "common",
    "joint",
    "critical",
    "proposed",
    "emerging",
    "recommended",
    "initial",
    "early",
    "cross-cutting",
    "crosscutting",
    "cutting",
    "cross",
    "overall",
    "enabling",
    "strategy",
    "health",
    "wellbeing",
    "care",
    "and",
    "priority",
    "action",
    "bold",
    "collective",
    "long-term",
    "partnership",
    "ICP",
    "ICS",
    "integrated",
    "agreed",
    "high-level",
    "headline",
    "focus",
    "top",
    "immediate",
    "new",
    "wider",
    "transformation",
    "population",
    "final",
    "ambitious",
    "local",
    "clinical",
    "design",
    "operating",
    "national",
    "transformational",
    "important",
    "interconnected",
    "ten-year",
    "five-year",
    "fundamental",
    "broad",
    "measurable",
]);

/// Words that cannot begin the source's word.
const NO_BEGINNING: &[&str] = &["and", "new", "health", "care", "wellbeing"];

/// The last noun for items in a text that introduces a list, preferring plurals and those with a
/// number: “six draft priorities for the integrated care strategy”.
pub(super) fn find_cue(text: &str) -> Option<Cue> {
    find_cue_in(&words(text), text)
}

/// The same of a text whose words are read already.
pub(super) fn find_cue_in(words: &[Word<'_>], text: &str) -> Option<Cue> {
    let mut best: Option<(u8, Cue)> = None;
    for place in 0..words.len() {
        let Some((cue, length)) = noun_at(words, place) else { continue };
        // “Five things”, but not “the things they do”; “five main challenges” or “our challenges”.
        if words[place].is_any(&["thing", "things"]) && cue.count.is_none() {
            continue;
        }
        // “a priority area” is an area; “areas of focus” is one noun.
        let goes_on = words.get(place + length).is_some_and(|next| {
            next.is_any(&[
                "area", "areas", "theme", "themes", "group", "groups", "outcome", "outcomes",
            ]) && next.from == words[place + length - 1].to + 1
        });
        if goes_on && !cue.plural {
            continue;
        }
        let weight = 4 * u8::from(cue.plural)
            + 2 * u8::from(cue.count.is_some())
            + u8::from(matches!(cue.class, Class::Priority));
        if best.as_ref().is_none_or(|(least, _)| weight >= *least) {
            best = Some((weight, cue));
        }
    }
    let mut cue = best.map(|(_, cue)| cue)?;
    // “the priorities are known as ‘missions’”: the source's own word.
    if let Some(named) = named_otherwise(words, text, &cue) {
        cue.called = named.called;
        cue.after = named.after;
    }
    Some(cue)
}

/// Every noun for items that is in the plural and promises a number, in the order of the text.
pub(super) fn find_counted(text: &str) -> Vec<Cue> {
    let words = words(text);
    let cues = (0..words.len()).filter_map(|place| noun_at(&words, place).map(|(cue, _)| cue));
    cues.filter(|cue| cue.plural && cue.count.is_some()).collect()
}

fn named_otherwise(words: &[Word<'_>], text: &str, cue: &Cue) -> Option<Cue> {
    let after = text.get(cue.after..)?;
    let known = ["known as", "called", "referred to as"]
        .iter()
        .find_map(|phrase| after.find(phrase).map(|at| cue.after + at + phrase.len()))?;
    let place = words.iter().position(|word| word.from >= known)?;
    (place..(place + 4).min(words.len()))
        .find_map(|place| noun_at(words, place))
        .map(|(cue, _)| cue)
        .filter(|cue| cue.plural)
}

fn noun_at(words: &[Word<'_>], place: usize) -> Option<(Cue, usize)> {
    let (singular, plural, class, length) = NOUNS_BY_KEY[words[place].key]
        .iter()
        .filter_map(|(singular, many, class)| {
            let one = matches_phrase(words, place, singular);
            let several = matches_phrase(words, place, many);
            let length = singular.split(' ').count();
            (one || several).then_some((*singular, several, *class, length))
        })
        .max_by_key(|(_, _, _, length)| *length)?;
    let (from, count) = qualifiers(words, place);
    let qualified = words[from..place].iter().map(|word| word.text.to_lowercase());
    let called: Vec<String> = qualified.chain([singular.to_owned()]).collect();
    let called = called.join(" ");
    let class = if called.contains("cross-cutting")
        || called.contains("cross cutting")
        || called.contains("crosscutting")
    {
        Class::Beside(ListRole::CrossCutting)
    } else if called.contains("priority ") && matches!(class, Class::Main(..)) {
        Class::Priority
    } else {
        class
    };
    // “Five things have to be in place”, “we depend on four things”: what the rest needs.
    let needs = ["place", "need", "needs", "depend", "depends", "rely", "relies", "rests"];
    let needed = singular == "thing" && words.iter().any(|word| word.is_any(&needs));
    let needed = needed || called.contains("enabling");
    let class = if needed { Class::Beside(ListRole::Enablers) } else { class };
    let after = words[place + length - 1].to;
    Some((Cue { class, called: Some(called), count, after, plural }, length))
}

/// Whether a noun for items may begin with a word: none begins with most of them.
pub(super) fn may_begin_noun(word: &Word<'_>) -> bool {
    !NOUNS_BY_KEY[word.key].is_empty()
}

fn matches_phrase(words: &[Word<'_>], place: usize, phrase: &str) -> bool {
    phrase
        .split(' ')
        .enumerate()
        .all(|(step, part)| words.get(place + step).is_some_and(|word| word.is(part)))
}

/// Where the qualifiers before a noun begin, and the number before them.
fn qualifiers(words: &[Word<'_>], place: usize) -> (usize, Option<usize>) {
    let mut from = place;
    while from > 0 && words[from - 1].is_in(&QUALIFIERS) {
        from -= 1;
    }
    let count = from
        .checked_sub(1)
        .and_then(|before| small_number(words[before].text))
        .filter(|count| (2..=25).contains(count));
    while from < place && words[from].is_any(NO_BEGINNING) {
        from += 1;
    }
    (from, count)
}

/// Whether a text announces what is done to deliver a strategy, without a noun for it.
pub(super) fn announces_delivery(text: &str) -> bool {
    if !text.trim_end().ends_with(':') {
        return false;
    }
    let lower = text.to_lowercase();
    [
        "deliver the strategy",
        "delivering the strategy",
        "to deliver it",
        "deliver this strategy",
        "delivering this strategy",
        "deliver our strategy",
        "to deliver this",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase))
}

/// What a lead-in or heading without a noun for its items announces: what somebody concentrates on
/// (“Four things we will focus on”, “we think that we should concentrate on:”).
pub(super) fn find_concentration(text: &str) -> Option<Cue> {
    let bare = text.trim_end_matches([':', ' ']);
    let ends = ["focus on", "concentrate on", "focusing on", "concentrating on", "prioritise"];
    let is_end = |end: &&str| {
        let tail = bare.len().checked_sub(end.len()).and_then(|at| bare.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    if !ends.iter().any(is_end) {
        return None;
    }
    let count = words(text).iter().find_map(|word| small_number(word.text));
    let class = Class::Main(6, ListRole::DeliveryAims);
    Some(Cue { class, called: None, count, after: 0, plural: true })
}

/// What a lead-in announces that says what a strategy is for, without a noun: “The strategy asks us
/// to work differently in order to achieve:”.
pub(super) fn find_intent(text: &str) -> Option<Cue> {
    let lower = text.to_lowercase();
    let bare = lower.strip_suffix(':')?.trim_end();
    let ends = [
        " to achieve",
        " aims to",
        " seeks to",
        " focuses on",
        " intends to",
        " wants to",
        " commits us to",
        " sets out to",
        " is to",
        " ambition to",
        " designed to",
    ];
    let of_strategy = lower.contains("strategy") && !lower.contains("deliver");
    let class = Class::Main(UNNAMED, ListRole::DeliveryAims);
    (of_strategy && ends.iter().any(|end| bare.ends_with(end))).then_some(Cue {
        class,
        called: None,
        count: None,
        after: text.len(),
        plural: true,
    })
}

/// A noun that no strategy before used, with a number and a colon: “three guiding stars: …”. It
/// names items where as many follow, and where the document has no other list.
pub(super) fn find_coined(text: &str) -> Option<Cue> {
    let colon = text.find(':')?;
    let words = words(&text[..colon]);
    let noun = words.last().filter(|noun| is_coined(noun.text))?;
    let start = words.len().saturating_sub(4);
    let (place, count) = (start..words.len() - 1)
        .rev()
        .find_map(|place| Some((place, small_number(words[place].text)?)))?;
    let between = &words[place + 1..];
    let plain = between.iter().all(|word| !word.is_capital() && !word.is_any(&["of", "the", "in"]));
    let called = between.iter().map(|word| word.text.to_lowercase()).collect::<Vec<_>>().join(" ");
    let called = called.strip_suffix('s').map(str::to_owned);
    let class = Class::Main(UNNAMED, ListRole::DeliveryAims);
    (plain && (2..=12).contains(&count) && noun.to + 2 >= colon).then_some(Cue {
        class,
        called,
        count: Some(count),
        after: noun.to,
        plural: true,
    })
}

/// Whether a word is a plural that may name items: no persons, bodies, places, meetings or times.
pub(super) fn is_coined(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "hospitals",
        "councils",
        "organisations",
        "partners",
        "members",
        "sites",
        "towns",
        "boroughs",
        "districts",
        "workshops",
        "events",
        "weeks",
        "months",
        "years",
        "days",
        "questions",
        "options",
        "documents",
        "chapters",
        "sections",
        "parts",
        "trusts",
        "places",
        "systems",
        "services",
        "programmes",
        "projects",
        "schools",
        "practices",
        "meetings",
        "boards",
        "neighbourhoods",
        "localities",
        "counties",
        "cities",
        "villages",
        "residents",
        "patients",
        "children",
        "staff",
        "groups",
        "categories",
        "ways",
        "times",
        "stages",
        "phases",
        "reports",
        "bodies",
        "authorities",
        "networks",
        "teams",
        "measures",
        "words",
        "recommendations",
        "actions",
        "reasons",
        "examples",
        "priorities",
        "hours",
        "minutes",
    ];
    word.ends_with('s')
        && !word.ends_with("ss")
        && word.starts_with(char::is_lowercase)
        && !OTHERS.contains(&word)
}

/// What a lead-in or heading without a noun for its items announces where it tells what people said
/// (“The things they raised most often were:”): a list, and not the strategy's own.
pub(super) fn find_heard(text: &str) -> Option<Cue> {
    let heard = find_other_in_heading(text) == Some("what people said");
    let class = Class::Beside(ListRole::Groups);
    heard.then_some(Cue { class, called: None, count: None, after: text.len(), plural: true })
}

/// What “we” say in such a sentence: whose list it is, is told there, not by those who were heard
/// before (“From what people told us, we think that we should concentrate on:”).
pub(super) fn said_by_us(sentence: &str) -> &str {
    sentence.find(" we ").map_or(sentence, |at| &sentence[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(String, Option<usize>)> {
        find_cue(text).map(|cue| (cue.called.unwrap_or_default(), cue.count))
    }

    #[test]
    fn the_word_and_the_number_of_a_list_are_read() {
        assert_eq!(
            told("We proposed six draft priorities for the integrated care strategy:"),
            Some(("draft priority".into(), Some(6)))
        );
        assert_eq!(told("Our 5 big ambitions"), Some(("big ambition".into(), Some(5))));
        assert_eq!(told("Key areas of focus include:"), Some(("key area of focus".into(), None)));
        assert_eq!(told("Priority areas"), Some(("priority area".into(), None)));
        assert_eq!(told("The following members were present:"), None);
        assert_eq!(
            told("There are 5 big things we want to do"),
            Some(("big thing".into(), Some(5)))
        );
        assert_eq!(told("We will do things differently:"), None);
    }
}
