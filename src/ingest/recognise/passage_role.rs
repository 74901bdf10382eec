//! What a passage does besides being about something: it may only open a list, record the business of
//! a meeting, or point elsewhere. What it is about is told in `themes`.

use super::words::{begins_with, ends_with};

/// A longer passage says something besides announcing the list below it.
const MOST_OPENING: usize = 45;
/// A longer passage says something besides pointing elsewhere.
const MOST_POINTING: usize = 15;

/// What a passage does besides being about something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It says something.
    Statement,
    /// It only announces the list below it, or records what a meeting did: themes count two fifths,
    /// so that only the strongest stays (“Our priorities have come from engagement with residents,
    /// which told us:”).
    LeadIn,
    /// It only points elsewhere (a link, a picture): it has no themes.
    Pointer,
}

impl Role {
    /// What a text of so many words does.
    pub(super) fn of(text: &str, words: usize) -> Self {
        const POINTERS: &[&str] = &[
            "read ",
            "find out more",
            "download",
            "click ",
            "view ",
            "visit ",
            "complete the survey",
            "fill in ",
            "write to ",
            "come to ",
            "call ",
            "see ",
            "watch ",
            "to read ",
            "to download",
            "to find out more",
            "for more information",
            "you can read",
            "you can find",
        ];
        let text = text.trim();
        let points = POINTERS.iter().any(|call| begins_with(text, call))
            && (words <= MOST_POINTING || text.contains("://"));
        // “This survey has now closed.”: a notice, about nothing but itself.
        let notice = words <= MOST_POINTING && ends_with(text, " now closed.");
        let opens_list = text.ends_with([':', '–']) && !holds_sentences(text);
        if points || notice || words == 0 {
            Self::Pointer
        } else if (opens_list && words <= MOST_OPENING) || is_business(text) {
            Self::LeadIn
        } else {
            Self::Statement
        }
    }
}

/// Whether a text holds more than one sentence.
fn holds_sentences(text: &str) -> bool {
    [". ", "? ", "! "].iter().any(|end| text.contains(end))
}

/// Whether a text records the business of a meeting: “To receive a report on …”, “In response to
/// questions, members heard …”.
fn is_business(text: &str) -> bool {
    const BUSINESS: &[&str] = &[
        "to receive ",
        "to note ",
        "to delegate ",
        "to approve ",
        "to endorse ",
        "resolved",
        "in response to questions",
        "in response to a question",
    ];
    BUSINESS.iter().any(|beginning| begins_with(text, beginning))
}
