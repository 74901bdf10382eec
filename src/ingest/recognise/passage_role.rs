//! What a passage does: says something, announces a list, or only points elsewhere. What it is about is
//! told in `themes`.

use super::words::{begins_with, ends_with};

/// What a passage does besides being about something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It says something.
    Statement,
    /// It only announces the list below it: themes count half.
    LeadIn,
    /// It only points elsewhere (a link, a picture): it has no themes.
    Pointer,
}

impl Role {
    /// Tells it of a text of so many words.
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
        const ENDINGS: &[&str] = &[
            " to",
            " are",
            " include",
            " includes",
            " below",
            " following",
            " by",
            " is",
            " that",
            " will",
            " these",
            " areas",
            " follows",
        ];
        let text = text.trim();
        let points = POINTERS.iter().any(|call| begins_with(text, call))
            && (words <= 12 || text.contains("://"));
        let opens_list = text
            .strip_suffix(':')
            .is_some_and(|before| ENDINGS.iter().any(|ending| ends_with(before, ending)));
        if points || words == 0 {
            Self::Pointer
        } else if opens_list && words <= 30 {
            Self::LeadIn
        } else {
            Self::Statement
        }
    }
}
