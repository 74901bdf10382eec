//! How much the words of a passage are those of a theme, besides the phrases that name it: what the
//! rest of a passage is about tells what is said in passing. No list of weights is kept: they are
//! counted from the scheme itself whenever a recogniser is built.
//!
//! A theme's words are those of its label, alternative labels and phrases, folded and without the
//! commonest endings (see [`stem`]). The weight of a word is `ln(1 + n) × ln(N ÷ d)`, where n is the
//! number of the theme's phrases that have it, N the number of themes and d the number of themes
//! that have it; a passage's words weigh `(1 + ln n) × ln(N ÷ d)`. The *association* is the cosine
//! of the two (Salton and Buckley 1988, “Term-weighting approaches in automatic text retrieval”).

use std::collections::{BTreeMap, BTreeSet};

use super::{folded::Folded, word_numbers::WordNumbers};
use crate::model::{Table, Theme};

/// The words of every theme.
#[derive(Debug, Default)]
pub(super) struct Associations {
    /// The places of words among the weights.
    places: WordNumbers,
    words: Vec<Word>,
    themes: usize,
}

/// A word of some themes.
#[derive(Debug)]
struct Word {
    /// `ln(N ÷ d)`.
    rarity: f64,
    /// The themes that have it, with its share of their length.
    themes: Vec<(usize, f64)>,
}

impl Associations {
    /// Counts the words of a scheme.
    pub(super) fn of(themes: &Table<Theme>) -> Self {
        let mut counts: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
        for (place, theme) in themes.values().enumerate() {
            let written =
                std::iter::once(&theme.label).chain(&theme.alt_labels).chain(&theme.phrases);
            for phrase in written {
                let folded = Folded::of(phrase);
                let words: BTreeSet<&str> = words(&folded).collect();
                for word in words {
                    *counts.entry(word.to_owned()).or_default().entry(place).or_default() += 1;
                }
            }
        }
        Self::weighted(counts, themes.len())
    }

    fn weighted(counts: BTreeMap<String, BTreeMap<usize, usize>>, themes: usize) -> Self {
        let rarity = |having: usize| (themes as f64 / having as f64).ln();
        let weight = |count: usize, having: usize| (1.0 + count as f64).ln() * rarity(having);
        let mut squares = vec![0.0; themes];
        for having in counts.values() {
            for (theme, count) in having {
                squares[*theme] += weight(*count, having.len()).powi(2);
            }
        }
        let share =
            |theme: usize, weight: f64| weight / f64::sqrt(squares[theme]).max(f64::MIN_POSITIVE);
        let mut places = WordNumbers::default();
        let mut words = Vec::new();
        for (word, having) in counts {
            let all = having.len();
            let shares =
                having.into_iter().map(|(theme, count)| (theme, share(theme, weight(count, all))));
            words.push(Word { rarity: rarity(all), themes: shares.collect() });
            places.add(&word);
        }
        Self { places, words, themes }
    }

    /// The association of a text with each theme, 0 to 1, by place.
    pub(super) fn with(&self, folded: &Folded) -> Vec<f64> {
        let mut known: Vec<usize> =
            words(folded).filter_map(|word| self.places.find(word)).collect();
        known.sort_unstable();
        let mut sums = vec![0.0; self.themes];
        let mut square = 0.0;
        for same in known.chunk_by(|one, other| one == other) {
            let word = &self.words[same[0]];
            let times = if same.len() == 1 { 0.0 } else { f64::ln(same.len() as f64) };
            let weight = (1.0 + times) * word.rarity;
            square += weight * weight;
            for (theme, share) in &word.themes {
                sums[*theme] += weight * share;
            }
        }
        let length = f64::sqrt(square).max(f64::MIN_POSITIVE);
        for sum in &mut sums {
            *sum /= length;
        }
        sums
    }
}

/// The words of a folded text without their endings; numbers and single letters are none.
fn words(folded: &Folded) -> impl Iterator<Item = &str> {
    let counts = |word: &&str| word.len() > 1 && !word.as_bytes()[0].is_ascii_digit();
    folded.words().filter(counts).map(stem)
}

/// A word without the first of the endings -ation, -ing, -er, -ed, -e that leaves four letters:
/// “smoke”, “smoking” and “smoker” meet.
fn stem(word: &str) -> &str {
    let kept = |ending: usize| {
        let rest = word.len() - ending;
        if rest >= 4 { &word[..rest] } else { word }
    };
    match word.as_bytes() {
        [.., b'a', b't', b'i', b'o', b'n'] => kept(5),
        [.., b'i', b'n', b'g'] => kept(3),
        [.., b'e', b'r' | b'd'] => kept(2),
        [.., b'e'] => kept(1),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet_and_short_words_stay() {
        assert_eq!(["smoke", "smoking", "smoker", "smoked"].map(stem), ["smok"; 4]);
        assert_eq!(stem("care"), "care");
        assert_eq!(stem("king"), "king");
    }
}
