//! Sentences that do something: that ask readers for their views, that quote somebody, that say what
//! a programme is. All in small letters.

use std::sync::LazyLock;

use super::phrases::{Phrases, says, says_any};

/// What is asked for.
const VIEWS: &[&str] = &[
    "view",
    "views",
    "feedback",
    "opinion",
    "opinions",
    "comment",
    "comments",
    "thoughts",
    "say",
    "ideas",
    "input",
    "suggestions",
    "experiences",
    "response",
    "responses",
];
/// What others do with theirs (the boards are sent a draft “for their opinion”).
const VERBS: &[&str] = &[
    "have", "give", "giving", "share", "sharing", "send", "submit", "hear", "welcome", "seek",
    "seeking", "leave", "want", "us", "express", "post", "email", "add", "gather", "collect",
    "invite", "offer",
];
/// By what it is given.
static FORMS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of([
        "survey",
        "questionnaire",
        "consultation",
        "engagement site",
        "feedback form",
        "online form",
    ])
});
/// What is said of such a form while it can still be filled in.
static OPEN: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of([
        "open",
        "opens",
        "runs",
        "run until",
        "closes",
        "close on",
        "closing date",
        "deadline",
        "until",
        "by",
        "complete",
        "fill in",
        "take",
        "takes",
        "take part",
        "available",
        "return",
        "respond",
        "visit",
        "invite*",
    ])
});
/// Questions and requests in words of their own.
static REQUESTS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of([
        "what you think",
        "do you think",
        "do you agree",
        "do these feel",
        "have we left",
        "anything missing",
        "what matters to you",
        "matters most to them",
        "tell us",
        "let us know",
        "open for comment",
        "open for comments",
        "how to comment",
        "how to respond",
        "how to take part",
        "get involved",
        "help us",
        "help shape",
        "help to shape",
        "help to decide",
        "help decide",
        "want to hear",
        "wants to hear",
        "like to hear",
        "like to know",
        "comments must",
        "comments should",
        "asking people",
        "invited to comment",
        "inviting local people",
        "consulting on",
        "answer the questions",
        "want to know if",
        "want to know whether",
        "want to know what",
        "know if you think",
        "welcoming views",
        "welcoming your views",
        "listening to the views",
        "seeks public input",
        "seeks views",
        "seeking views",
        "seeking the views",
        "public input",
        "invites comments",
        "invites views",
        "being asked for their",
        "being asked to share",
        "asking for your",
        "engagement to learn",
        "makes sense to you",
    ])
});
/// Words of a request that has been answered.
static OVER: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of([
        "had their say",
        "had your say",
        "thank you",
        "responded",
        "received",
        "attracted",
        "closed",
        "told us",
        "people said",
        "who responded",
        "took part",
        "were asked",
        "was asked",
        "we asked",
        "gave their",
        "following consultation",
        "following the consultation",
        "following a",
        "have been taken",
        "attended",
        "last summer's",
        "summarises",
        "visited",
    ])
});

/// Whether a sentence asks for views.
pub(super) fn asks(sentence: &str) -> bool {
    if OVER.stand_in(sentence) {
        return false;
    }
    let form = FORMS.stand_in(sentence) && OPEN.stand_in(sentence);
    form || REQUESTS.stand_in(sentence) || asks_for_views(sentence)
}

/// “Your comments”, “have your say”, “share their honest views”.
fn asks_for_views(sentence: &str) -> bool {
    if !sentence.contains("your") && !sentence.contains("their") {
        return false;
    }
    let words: Vec<&str> = sentence
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.iter().enumerate().any(|(place, word)| {
        let done = words[place.saturating_sub(4)..place].iter().any(|verb| VERBS.contains(verb));
        (*word == "your" || (*word == "their" && done))
            && words.iter().skip(place + 1).take(2).any(|next| VIEWS.contains(next))
    })
}

/// Whether a passage quotes what somebody said.
pub(super) fn quotes(passage: &str) -> bool {
    let marks = passage.contains(['“', '”', '"']);
    marks && says_any(passage, &["said", "says", "added", "commented", "explained"])
}

/// Whether a sentence tells what somebody has just done: “has today approved”, “have signed off”.
pub(super) fn tells_what_was_done(sentence: &str) -> bool {
    const DONE: &[&str] = &[
        "published",
        "launched",
        "agreed",
        "approved",
        "endorsed",
        "signed",
        "adopted",
        "welcomed",
        "unveiled",
        "backed",
        "refreshed",
        "renewed",
        "committed",
        "pledged",
        "finalised",
        "announced",
    ];
    let words: Vec<&str> = sentence
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.iter().enumerate().any(|(place, word)| {
        matches!(*word, "has" | "have" | "was" | "were")
            && words.iter().skip(place + 1).take(2).any(|next| DONE.contains(next))
            && !words[..place].ends_with(&["we"])
    })
}

/// Whether a sentence says that something is a programme: “X is a new two-year pilot programme”.
pub(super) fn is_a_programme(sentence: &str) -> bool {
    const NOUNS: &[&str] = &["programme", "project", "initiative", "scheme", "pilot"];
    let after =
        [" is a ", " is an ", " is our ", " is one of the ", " is one of our ", " is one of "];
    after.iter().filter_map(|words| sentence.split_once(words)).any(|(_, rest)| {
        let words = rest.split_whitespace().take(5);
        let phrase =
            words.take_while(|word| !matches!(*word, "that" | "which" | "of" | "in" | "and"));
        phrase.map(|word| word.trim_matches(|sign: char| !sign.is_alphabetic())).any(|word| {
            NOUNS.contains(&word) || word.strip_suffix('s').is_some_and(|one| NOUNS.contains(&one))
        })
    })
}

/// Whether a sentence is about a programme that the reader knows: “the scheme recognises schools”.
pub(super) fn is_about_the_programme(sentence: &str) -> bool {
    ["the programme", "the project", "the scheme", "the pilot", "the initiative"]
        .iter()
        .any(|subject| sentence.starts_with(subject) || says(sentence, &format!("since {subject}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_asks_and_its_answer_does_not() {
        for sentence in [
            "give us your feedback on the draft.",
            "people are invited to share their views.",
            "the online survey takes ten minutes.",
            "the consultation runs until may.",
            "do you agree with our aims?",
            "we need your views by may.",
        ] {
            assert!(asks(sentence), "{sentence}");
        }
        for sentence in [
            "the draft was shared with both boards for their opinion.",
            "614 people responded to our survey by post.",
            "following consultation the strategy was approved by the board.",
            "thank you for your comments.",
            "their families are heard.",
        ] {
            assert!(!asks(sentence), "{sentence}");
        }
    }

    #[test]
    fn a_programme_is_said_to_be_one() {
        assert!(is_a_programme("healthy hearts is a system-wide programme to prevent strokes."));
        assert!(is_a_programme("waiting well is one of the programmes that help."));
        assert!(!is_a_programme("the board is a committee that runs a programme."));
    }
}
