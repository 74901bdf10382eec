//! Lists of phrases that the rules ask for, looked up in a text in one pass. Lists of single words are
//! in `word_list`, the phrases of the scheme in `lexicon`.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// Phrases of a rule, in small letters.
#[derive(Debug)]
pub(super) struct PhraseList {
    /// `None` cannot happen with a few hundred phrases; nothing is found then.
    automaton: Option<AhoCorasick>,
}

impl PhraseList {
    /// Prepares a list.
    pub(super) fn of(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        Self::with_case(phrases, false)
    }

    /// Prepares a list whose phrases are found in any case, so that a text need not be in small
    /// letters.
    pub(super) fn in_any_case(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        Self::with_case(phrases, true)
    }

    fn with_case(phrases: impl IntoIterator<Item = &'static str>, any: bool) -> Self {
        let mut builder = AhoCorasick::builder();
        builder.kind(Some(AhoCorasickKind::DFA)).ascii_case_insensitive(any);
        Self { automaton: builder.build(phrases).ok() }
    }

    /// Whether one of them stands in a text in small letters, inside words also.
    pub(super) fn is_in(&self, lower: &str) -> bool {
        self.automaton.as_ref().is_some_and(|automaton| automaton.is_match(lower))
    }

    /// The place in the list of the first one of the list that stands in a text in small letters.
    pub(super) fn first_in(&self, lower: &str) -> Option<usize> {
        self.places_in(lower).map(|(_, place)| place).min()
    }

    /// Where they begin in a text, as it is written, each with its place in the list.
    pub(super) fn places_in(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        let hits =
            self.automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(text));
        hits.map(|hit| (hit.start(), hit.pattern().as_usize()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_list_counts_not_the_first_of_the_text() {
        let list = PhraseList::of(["survey", "focus group"]);
        assert_eq!(list.first_in("a focus group and a survey"), Some(0));
        assert_eq!(list.first_in("two focus groups"), Some(1));
        assert!(!list.is_in("a focused grouping"));
    }

    #[test]
    fn only_a_list_for_any_case_finds_capitals() {
        assert!(PhraseList::in_any_case(["survey"]).is_in("Our Survey"));
        assert!(!PhraseList::of(["survey"]).is_in("Our Survey"));
    }
}
