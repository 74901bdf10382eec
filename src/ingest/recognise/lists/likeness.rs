//! Titles that say the same in other words, found by the words that they share, so that the titles of
//! a long document are not compared each with all.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;

/// Titles by their words.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// The titles that have each word.
    having: HashMap<String, Vec<usize>, FixedState>,
    /// How many different words each has.
    lengths: Vec<usize>,
}

impl Titles {
    /// Adds a title; the first has number 0.
    pub(super) fn add(&mut self, title: &str) {
        let folded = folded(title);
        let words: BTreeSet<&str> = folded.split(' ').collect();
        for word in &words {
            self.having.entry((*word).to_owned()).or_default().push(self.lengths.len());
        }
        self.lengths.push(words.len());
    }

    /// The numbers of those that are so like a title: Dice's coefficient over words, 0 to 1.
    pub(super) fn like(&self, title: &str, least: f64) -> Vec<usize> {
        let folded = folded(title);
        let words: BTreeSet<&str> = folded.split(' ').collect();
        let mut shared: HashMap<usize, usize, FixedState> = HashMap::default();
        for title in words.iter().filter_map(|word| self.having.get(*word)).flatten() {
            *shared.entry(*title).or_default() += 1;
        }
        let like = |title: usize, shared: usize| {
            2.0 * shared as f64 / (self.lengths[title] + words.len()).max(1) as f64 >= least
        };
        shared.into_iter().filter(|(title, shared)| like(*title, *shared)).map(|it| it.0).collect()
    }
}

/// A title as it is compared: words in lower case.
fn folded(title: &str) -> String {
    title
        .to_lowercase()
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_alike_by_their_words_and_not_by_one_of_them() {
        let mut titles = Titles::default();
        titles.add("Best start in life");
        titles.add("Ageing well");
        assert_eq!(titles.like("The best start in life", 0.8), [0]);
        assert!(titles.like("Dying well", 0.75).is_empty());
    }
}
