//! How to ask: the language of searches by example, shown folded under the form. Each example leads
//! to its hits.
//!
//! What the examples mean is decided in `view::search`; a test holds that each finds something here.

use crate::explorer::{address, parts::Link};

/// What can be typed, and what it asks for.
const WAYS: [(&str, &str); 9] = [
    ("children mental health", "all of these words, in any form and order"),
    ("\"end of life\"", "these words side by side, in this order"),
    (
        "\"smoking pregnancy\"~5",
        "these words near each other, with at most five other words between them",
    ),
    ("carers OR caregivers", "either word; OR is written in capitals"),
    ("cancer -screening", "the first word, and nothing that has the second"),
    ("neurodiver*", "every word that begins so"),
    ("palliatve~", "words that are spelt nearly so"),
    (
        "housing region:midlands",
        "only in this region; so do partnership:, theme:, kind: and publisher:",
    ),
    ("kind:priority \"first 1000 days\"", "only things of this kind, such as priorities"),
];

/// One way to ask.
pub(super) struct Way {
    /// The example, leading to what it finds.
    pub(super) example: Link,
    /// What it asks for.
    pub(super) means: &'static str,
}

/// All ways to ask, the simplest first.
pub(super) fn ways() -> Vec<Way> {
    let way = |(typed, means): &(&'static str, &'static str)| Way {
        example: Link::to(*typed, address::search(typed)),
        means,
    };
    WAYS.iter().map(way).collect()
}

/// The text with `OR` for each `or` between words, where there is one: in small letters it is a word
/// like “and”, and all words must be found.
pub(super) fn with_either(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let between = |place: usize| place > 0 && place + 1 < words.len();
    let is_either = |place: usize, word: &str| between(place) && word == "or";
    let raised = words
        .iter()
        .enumerate()
        .map(|(place, word)| if is_either(place, word) { "OR" } else { word })
        .collect::<Vec<_>>();
    (raised != words && !text.contains('"')).then(|| raised.join(" "))
}

/// The text in quotation marks, unless it has some of its own.
pub(super) fn quoted(text: &str) -> String {
    let text = text.trim();
    let marked = text.contains(['"', '“', '”', '„', '«', '»']);
    if marked { text.to_owned() } else { format!("“{text}”") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_or_in_small_letters_is_raised_between_words_only() {
        assert_eq!(with_either("dementia or cancer").unwrap(), "dementia OR cancer");
        assert_eq!(with_either("or cancer"), None);
        assert_eq!(with_either("dementia cancer"), None);
        assert_eq!(with_either("\"one or two\""), None, "inside a phrase it is a word");
    }

    #[test]
    fn a_text_is_put_in_quotation_marks_once() {
        assert_eq!(quoted(" dying well "), "“dying well”");
        assert_eq!(quoted("\"end of life\" -cancer"), "\"end of life\" -cancer");
        assert_eq!(quoted("“end of life”"), "“end of life”");
    }
}
