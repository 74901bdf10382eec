//! The words by which the signs of a main list are told, and promises of a number.

use std::sync::LazyLock;

use crate::ingest::recognise::{
    lists::cue,
    phrase_list::PhraseList,
    words::{small_number, words},
};

/// What somebody concentrates on, or wants most.
pub(super) static FOCUS: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::of([
        "focus",
        "concentrat",
        "prioritis",
        "matters most",
        "matter most",
        "most important",
        "come first",
        "comes first",
        "put first",
        "putting first",
        "at the heart",
        "built around",
        "built on",
        "built upon",
        "organised around",
        "organised under",
        "centred on",
        "centres on",
        "revolves around",
        "comes down to",
        "boils down to",
        "biggest difference",
        "most difference",
        "greatest difference",
        "greatest impact",
        "biggest impact",
        "our energy",
        "our effort",
        "ambition",
        "aspir",
        "goal",
        "determined to",
        "commit",
        "promise",
        "pledge",
        "strive",
        "sets out",
        "set out",
        "identifies",
        "identified",
        "agreed",
        "chosen",
        "chose",
        "headings",
        "themes",
        "directions",
        "in short",
        "in a nutshell",
        "our strategy is to",
        "the strategy is to",
        "will work towards",
        "want to see",
        "change we want",
        "changes we want",
        "want to achieve",
        "hope to achieve",
        "aim to",
        "aims to",
        "aiming",
    ])
});

/// Whose list it is where it is the strategy's.
pub(super) static OWN: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::of([
        " we ",
        " our ",
        " us ",
        "strategy",
        "the partnership",
        "partners ",
        " icp ",
        " ics ",
        "together",
        "framework",
        "the plan ",
    ])
});

/// What lists of something else are introduced by: members, documents, ways to take part, what was
/// done, what something is made of, examples, steps, duties.
pub(super) static ELSEWHERE: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::of([
        "member",
        "attend",
        "present:",
        "apologies",
        "contact",
        "download",
        "document",
        "read more",
        "find out more",
        "more information",
        "related",
        "see also",
        "links",
        "website",
        "meeting",
        "have your say",
        "take part",
        "get involved",
        "how to",
        "you can",
        "if you",
        "survey",
        "partners include",
        "made up of",
        "make up",
        "consists of",
        "brings together",
        "representatives",
        "responsib",
        "for example",
        "such as",
        "examples",
        "so far",
        "already",
        "last year",
        "achieve",
        "progress",
        "next step",
        "will be published",
        "timetable",
        "recommend",
        "asked to",
        "is asked",
        "question",
        "governance",
        "report",
        "funding",
        "led by",
        "evidence",
        "data ",
        "key facts",
        "facts",
        "did you know",
        "why ",
        "menu",
        "cookies",
        "skip to",
        "case stud",
        "latest news",
        "news",
        "events",
        "organisations",
        "statistics",
        "glossary",
        "appendi",
        "we listened",
        "engag",
        "drawn from",
        "informed by",
        "shaped by",
        "click here",
    ])
});

/// What stands beside a main list: how it is made possible, how people work, what it is measured by.
pub(super) static BESIDE: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::of([
        "enabl",
        "principle",
        "values",
        "behaviour",
        "ways of working",
        "way we work",
        "how we will work",
        "work differently",
        "foundation",
        "building block",
        "underpin",
        "support this",
        "need to be in place",
        "measure",
        "success",
        "indicator",
        "know it is working",
        "know if",
        "deliver",
        "depend on",
        "rely on",
        "purpose",
        "duties",
        "challenge",
        "population group",
        "cross-cutting",
    ])
});

/// Whether a text promises so many of something: “five promises”, “these four”, “3 big moves”.
pub(super) fn count_for(text: &str, found: usize) -> bool {
    counts(text).any(|count| count == found)
}

/// Whether a text promises a number of something at all.
pub(super) fn promises(text: &str) -> bool {
    counts(text).next().is_some()
}

/// Whether a text promises another number of something than was found.
pub(super) fn count_against(text: &str, found: usize) -> bool {
    let mut any = false;
    for count in counts(text) {
        if count == found {
            return false;
        }
        any = true;
    }
    any
}

/// Whether a text counts as many of what is no item of a list: “three chapters”, “four boroughs”.
pub(super) fn counts_others(text: &str, found: usize) -> bool {
    counted(text).any(|(count, noun)| count == found && noun == Noun::Other)
        && !count_for(text, found)
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    /// A plural that may name items, known or not; or none behind “these”.
    Item,
    /// Persons, bodies, places, times, parts of a document.
    Other,
}

/// The numbers of items that a text promises, from 2 to 14.
fn counts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let known = cue::find_counted(text).into_iter().filter_map(|cue| cue.count);
    let coined = counted(text).filter(|(_, noun)| *noun == Noun::Item).map(|(count, _)| count);
    known.chain(coined)
}

/// Numbers with the plural that stands within three words behind them.
fn counted(text: &str) -> impl Iterator<Item = (usize, Noun)> + '_ {
    let words = words(text);
    (0..words.len()).filter_map(move |place| {
        let count = small_number(words[place].text).filter(|count| (2..=14).contains(count))?;
        let behind = &words[place + 1..(place + 4).min(words.len())];
        let plural = behind.iter().find(|word| is_plural(word.text));
        let points = place > 0 && words[place - 1].is_any(&["these", "the", "those"]);
        match plural {
            Some(noun) if cue::is_coined(noun.text) => Some((count, Noun::Item)),
            Some(_) => Some((count, Noun::Other)),
            None => points.then_some((count, Noun::Item)),
        }
    })
}

fn is_plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
}
