//! Themes in texts that carry no tags (visions, programmes): the scheme's own words, whole words
//! only, letter case and accents folded, look-alikes left out.
//!
//! Not here: the tags of passages, which are made when a document is read (`ingest`).

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use super::super::names::fold;
use crate::model::Theme;

/// A text that was cut into words.
pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn of(text: &str) -> Self {
        Self(words(text))
    }
}

/// Finds themes by their words.
///
/// The scheme has thousands of phrases and look-alikes, the texts are short: only phrases whose
/// words all stand in some text are kept, and those are compared word by word.
pub(super) struct PhraseFinder {
    /// Phrases by their first word, the longest first.
    by_first_word: HashMap<String, Vec<Phrase>>,
}

struct Phrase {
    words: Vec<String>,
    /// The theme's place; `None` for a look-alike, which only covers words.
    theme: Option<usize>,
}

impl PhraseFinder {
    /// A finder of these themes in these texts; what it finds are places in the list of themes.
    pub(super) fn new<'row>(
        themes: impl IntoIterator<Item = &'row Theme>,
        texts: impl IntoIterator<Item = &'row Words>,
    ) -> Self {
        let known: HashSet<&str> =
            texts.into_iter().flat_map(|text| &text.0).map(String::as_str).collect();
        let mut by_first_word: HashMap<String, Vec<Phrase>> = HashMap::new();
        for (place, theme) in themes.into_iter().enumerate() {
            let own = phrases_of(theme).map(|phrase| (phrase, Some(place)));
            for (phrase, theme) in own.chain(theme.lookalikes.iter().map(|it| (it, None))) {
                if !can_stand_in(phrase, &known) {
                    continue;
                }
                let words = words(phrase);
                if let Some(first) = words.first().filter(|word| !word.is_empty()) {
                    let phrases = by_first_word.entry(first.clone()).or_default();
                    phrases.push(Phrase { words, theme });
                }
            }
        }
        for phrases in by_first_word.values_mut() {
            // A look-alike covers a phrase of the same length.
            phrases.sort_by_key(|it| (Reverse(it.words.len()), it.theme));
        }
        Self { by_first_word }
    }

    /// The places of the themes whose words stand in a text, in the order of the text; one theme
    /// may come several times. Of phrases that overlap the first counts, of those the longest.
    pub(super) fn find(&self, Words(words): &Words) -> Vec<usize> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < words.len() {
            let phrases = self.by_first_word.get(&words[at]).map_or(&[][..], Vec::as_slice);
            let here = phrases.iter().find(|it| words[at..].starts_with(&it.words));
            found.extend(here.and_then(|it| it.theme));
            at += here.map_or(1, |it| it.words.len());
        }
        found
    }
}

/// Whether all words of a phrase are known. Phrases that would have to be folded first may pass
/// unseen.
fn can_stand_in(phrase: &str, known: &HashSet<&str>) -> bool {
    let plain = phrase.bytes().all(|it| it.is_ascii() && !it.is_ascii_uppercase() && it != b'\'');
    !plain
        || phrase
            .split(|it: char| !it.is_ascii_alphanumeric())
            .all(|word| word.is_empty() || known.contains(word))
}

/// The words of a text, letter case and accents folded. An empty word stands where a sign ends a
/// sentence or clause, so that no phrase reaches over it; hyphens only divide words.
fn words(text: &str) -> Vec<String> {
    let folded = if text.is_ascii() { text.to_ascii_lowercase() } else { fold(text) };
    let mut words = vec![String::new()];
    for character in folded.chars() {
        let last_is_empty = words.last().is_none_or(String::is_empty);
        if character.is_alphanumeric() {
            if let Some(last) = words.last_mut() {
                last.push(character);
            }
        } else if matches!(character, '\'' | '’') {
            // “women's” is one word.
        } else if matches!(character, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')') {
            words.extend((0..=usize::from(!last_is_empty)).map(|_| String::new()));
        } else if !last_is_empty {
            words.push(String::new());
        }
    }
    while words.last().is_some_and(String::is_empty) {
        words.pop();
    }
    words
}

/// The words that are looked for: other labels, phrases, and the label of a theme below the top
/// level (labels at the top, such as “Conditions” and “Enablers”, are too common as words).
pub(super) fn phrases_of(theme: &Theme) -> impl Iterator<Item = &String> {
    let label = theme.broader.is_some().then_some(&theme.label);
    label.into_iter().chain(&theme.alt_labels).chain(&theme.phrases)
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

    fn find(themes: &[Theme], text: &str) -> Vec<usize> {
        let text = Words::of(text);
        PhraseFinder::new(themes, [&text]).find(&text)
    }

    #[test]
    fn whole_words_are_found_and_lookalikes_are_not() {
        let themes =
            [theme("Cancer", &[], &["cancer research uk"]), theme("Work", &["good jobs"], &[])];
        assert_eq!(find(&themes, "Find CANCER sooner, and good jobs"), [0, 1]);
        assert_eq!(
            find(&themes, "a precancerous state; Cancer Research UK; homework"),
            [0usize; 0]
        );
        assert_eq!(find(&themes, "cancer-research, of our own"), [0], "part of a look-alike");
        assert_eq!(find(&themes, "what is good, jobs"), [0usize; 0], "over a comma");
    }

    #[test]
    fn phrases_with_signs_are_found_however_they_are_written() {
        let themes = [theme("X", &["women's health", "children, young people"], &[])];
        assert_eq!(find(&themes, "Women’s health for children, young people"), [0, 0]);
    }
}
