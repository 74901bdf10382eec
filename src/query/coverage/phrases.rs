//! Themes in texts that carry no tags (visions, programmes): the scheme's own words, whole words
//! only, letter case and accents folded, look-alikes left out.
//!
//! Not here: the tags of passages, which are made when a document is read (`ingest`).

use aho_corasick::{AhoCorasick, MatchKind};

use super::super::names::fold;
use crate::model::Theme;

/// Finds themes by their words.
pub(super) struct PhraseFinder {
    automaton: Option<AhoCorasick>,
    /// For each pattern the theme's place; `None` for a look-alike, which only covers words.
    themes: Vec<Option<usize>>,
}

impl PhraseFinder {
    /// A finder of these themes; what it finds are places in this list.
    pub(super) fn new<'row>(themes: impl IntoIterator<Item = &'row Theme>) -> Self {
        let (mut patterns, mut places) = (Vec::new(), Vec::new());
        for (place, theme) in themes.into_iter().enumerate() {
            for phrase in phrases_of(theme) {
                patterns.push(fold(phrase));
                places.push(Some(place));
            }
            for lookalike in &theme.lookalikes {
                patterns.push(fold(lookalike));
                places.push(None);
            }
        }
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok();
        Self { automaton, themes: places }
    }

    /// The places of the themes whose words stand in a text, in the order of the text; one theme
    /// may come several times.
    pub(super) fn find(&self, text: &str) -> Vec<usize> {
        let text = fold(text);
        let Some(automaton) = &self.automaton else { return Vec::new() };
        automaton
            .find_iter(&text)
            .filter(|found| is_whole(&text, found.start(), found.end()))
            .filter_map(|found| self.themes[found.pattern().as_usize()])
            .collect()
    }
}

/// The words that are looked for: other labels, phrases, and the label of a theme below the top
/// level (labels at the top, such as “Conditions” and “Enablers”, are too common as words).
pub(super) fn phrases_of(theme: &Theme) -> impl Iterator<Item = &String> {
    let label = theme.broader.is_some().then_some(&theme.label);
    label.into_iter().chain(&theme.alt_labels).chain(&theme.phrases)
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(label: &str, phrases: &[&str], lookalikes: &[&str]) -> Theme {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Theme {
            slug: "theme".into(),
            broader: Some("top".into()),
            position: 0,
            label: label.to_owned(),
            definition: String::new(),
            alt_labels: Vec::new(),
            phrases: own(phrases),
            lookalikes: own(lookalikes),
            not_themes: Vec::new(),
        }
    }

    #[test]
    fn whole_words_are_found_and_lookalikes_are_not() {
        let themes =
            [theme("Cancer", &[], &["cancer research uk"]), theme("Work", &["good jobs"], &[])];
        let finder = PhraseFinder::new(&themes);
        assert_eq!(finder.find("Find CANCER sooner, and good jobs"), [0, 1]);
        assert_eq!(finder.find("a precancerous state; Cancer Research UK; homework"), [0usize; 0]);
    }
}
