//! Whether words of the genre stand in a text: a phrase begins at the beginning of a word and ends
//! at the end of one, or anywhere where it is written with a star (“launch*”: launches, launched).

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem;

/// Whether a phrase stands in a text; both in small letters.
pub(super) fn says(text: &str, phrase: &str) -> bool {
    place(text, phrase).is_some()
}

/// Whether one of the phrases stands in a text.
pub(super) fn says_any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| says(text, phrase))
}

/// The first byte of a phrase in a text.
pub(super) fn place(text: &str, phrase: &str) -> Option<usize> {
    let (bare, open) = bare(phrase);
    let mut places = memmem::find_iter(text.as_bytes(), bare.as_bytes());
    places.find(|at| stands(text, *at, bare, open))
}

/// A phrase without its star, and whether it had one.
fn bare(phrase: &str) -> (&str, bool) {
    phrase.strip_suffix('*').map_or((phrase, false), |bare| (bare, true))
}

fn stands(text: &str, at: usize, bare: &str, open: bool) -> bool {
    let begins =
        !text[..at].ends_with(char::is_alphanumeric) || !bare.starts_with(char::is_alphanumeric);
    let rest = &text[at + bare.len()..];
    begins
        && (open
            || !bare.ends_with(char::is_alphanumeric)
            || !rest.starts_with(char::is_alphanumeric))
}

/// Many phrases that are looked up in one pass.
#[derive(Debug)]
pub(super) struct Phrases {
    /// `None` cannot happen with a few hundred phrases; nothing is found then.
    automaton: Option<AhoCorasick>,
    phrases: Vec<&'static str>,
}

impl Phrases {
    /// Prepares phrases.
    pub(super) fn of(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        let mut phrases: Vec<&'static str> = phrases.into_iter().collect();
        phrases.sort_unstable();
        phrases.dedup();
        let bare = phrases.iter().map(|phrase| bare(phrase).0);
        let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(bare).ok();
        Self { automaton, phrases }
    }

    /// Whether one of them stands in a text in small letters.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        let hits =
            self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(text));
        hits.into_iter().any(|hit| {
            let (bare, open) = bare(self.phrases[hit.pattern().as_usize()]);
            stands(text, hit.start(), bare, open)
        })
    }

    /// How often each phrase stands in a text in small letters, in the order of [`Self::place`].
    pub(super) fn count(&self, text: &str) -> Vec<usize> {
        let mut counts = vec![0; self.phrases.len()];
        let Some(automaton) = &self.automaton else { return counts };
        for hit in automaton.find_overlapping_iter(text) {
            let place = hit.pattern().as_usize();
            let (bare, open) = bare(self.phrases[place]);
            counts[place] += usize::from(stands(text, hit.start(), bare, open));
        }
        counts
    }

    /// The place of a phrase among the counts.
    pub(super) fn place(&self, phrase: &str) -> Option<usize> {
        self.phrases.binary_search(&phrase).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words_unless_they_have_a_star() {
        assert!(says("the council backs it", "backs"));
        assert!(!says("some background", "back"));
        assert!(says("they launched it", "launch*"));
        assert!(!says("a relaunch", "launch*"));
        assert!(says("a plan (draft)", "(draft)"));
    }

    #[test]
    fn overlapping_phrases_are_each_counted() {
        let phrases = Phrases::of(["draft strategy", "strategy", "raft"]);
        let counts = phrases.count("a draft strategy is a strategy");
        let of = |phrase| counts[phrases.place(phrase).unwrap()];
        assert_eq!((of("draft strategy"), of("strategy"), of("raft")), (1, 2, 0));
    }
}
