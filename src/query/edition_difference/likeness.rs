//! How alike two items of lists are: by the words of their names and by their coded themes
//! (those that a person wrote or confirmed).

use std::collections::BTreeSet;

use crate::{
    model::{Priority, Slug},
    query::{priority::counted_themes, words::content_words},
    view::View,
};

/// What of themes, and what of words, goes into the likeness of two items.
const OF_THEMES: f64 = 0.6;
const OF_WORDS: f64 = 0.4;
/// How alike two themes are that lie under the same wider theme.
const SIBLINGS: f64 = 0.5;

/// What is compared of an item.
pub(super) struct Traits {
    folded: String,
    words: BTreeSet<String>,
    /// Themes with their wider themes.
    themes: Vec<(Slug, Option<Slug>)>,
}

impl Traits {
    pub(super) fn of(view: &View, item: &Priority) -> Self {
        let words = content_words(&item.name);
        Self {
            folded: words.join(" "),
            words: words.into_iter().collect(),
            themes: counted_themes(view, &item.slug, false)
                .into_iter()
                .map(|it| (it.theme.slug.clone(), it.theme.broader.clone()))
                .collect(),
        }
    }

    /// 0 (nothing in common) to 1 (the same words).
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        if !self.folded.is_empty() && self.folded == other.folded {
            return 1.0;
        }
        OF_THEMES * self.theme_likeness(other) + OF_WORDS * self.word_likeness(other)
    }

    /// Dice's coefficient of the words.
    fn word_likeness(&self, other: &Self) -> f64 {
        let all = self.words.len() + other.words.len();
        let shared = self.words.intersection(&other.words).count();
        if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 }
    }

    /// The mean over the themes of both of how like each is to the likest theme of the other.
    fn theme_likeness(&self, other: &Self) -> f64 {
        let all = self.themes.len() + other.themes.len();
        let sum: f64 = self.best_matches(other).chain(other.best_matches(self)).sum();
        if all == 0 { 0.0 } else { sum / all as f64 }
    }

    fn best_matches(&self, other: &Self) -> impl Iterator<Item = f64> {
        let like = |a: &(Slug, Option<Slug>), b: &(Slug, Option<Slug>)| {
            if a.0 == b.0 {
                1.0
            } else if a.1.is_some() && a.1 == b.1 {
                SIBLINGS
            } else {
                0.0
            }
        };
        self.themes
            .iter()
            .map(move |own| other.themes.iter().map(|theirs| like(own, theirs)).fold(0.0, f64::max))
    }
}
