//! The passages about some themes in some documents: how many there are, and the best of them.

use std::cmp::Reverse;

use crate::{
    model::{AssertionMethod, DocumentOrigin},
    view::passages::{DocumentPassages, ThemeEntry},
};

use super::{MOST_PASSAGES, PassageNumber};

/// The passages of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held<'view> {
    pub(super) origin: DocumentOrigin,
    pub(super) passages: DocumentPassages<'view>,
}

/// What comes first: own text before digests, curated before accepted before proposed, prominent
/// before casual, then by document and place.
type Rank = (Reverse<DocumentOrigin>, AssertionMethod, u16, u32);

/// The best passages seen so far.
#[derive(Default)]
pub(super) struct Best {
    count: usize,
    /// At most twice as many as are wanted, so that the worst are sorted out seldom.
    ranks: Vec<Rank>,
    /// Once there are enough, what is not better than this is none of the best.
    bound: Option<Rank>,
    /// The entries of one document for several themes.
    entries: Vec<ThemeEntry>,
}

impl Best {
    /// Adds the passages of a document that are about any of these themes, each once, with the theme
    /// by which it ranks best.
    pub(super) fn add(&mut self, held: Held<'_>, themes: &[u32]) {
        match themes {
            [] => {}
            [theme] => {
                for entry in held.passages.about(*theme) {
                    self.offer(held, *entry);
                }
            }
            themes => {
                let mut entries = std::mem::take(&mut self.entries);
                entries.clear();
                entries.extend(themes.iter().flat_map(|theme| held.passages.about(*theme)));
                entries.sort_unstable_by_key(|it| (it.passage, it.method, it.position));
                entries.dedup_by_key(|it| it.passage);
                for entry in &entries {
                    self.offer(held, *entry);
                }
                self.entries = entries;
            }
        }
    }

    /// The best, best first, and how many passages there are.
    pub(super) fn finish(mut self) -> (Vec<PassageNumber>, usize) {
        self.ranks.sort_unstable();
        self.ranks.truncate(MOST_PASSAGES);
        (self.ranks.into_iter().map(|rank| PassageNumber(rank.3)).collect(), self.count)
    }

    fn offer(&mut self, held: Held<'_>, entry: ThemeEntry) {
        if !entry.is_body {
            return;
        }
        self.count += 1;
        let number = held.passages.number(entry.passage);
        let rank = (Reverse(held.origin), entry.method, entry.position, number);
        if self.bound.is_some_and(|bound| bound <= rank) {
            return;
        }
        self.ranks.push(rank);
        if self.ranks.len() == 2 * MOST_PASSAGES {
            self.ranks.select_nth_unstable(MOST_PASSAGES - 1);
            self.ranks.truncate(MOST_PASSAGES);
            self.bound = self.ranks.last().copied();
        }
    }
}
