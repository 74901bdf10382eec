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

/// The passages about one subject: how many, and the best of them, best first.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) count: usize,
    pub(super) best: Vec<PassageNumber>,
}

/// Counts the passages of some documents for many subjects at once, each subject given as the
/// numbers of its themes. Document by document, so that what is at hand of each is read once.
pub(super) fn count<'view>(
    documents: impl Iterator<Item = Held<'view>>,
    subjects: &[Vec<u32>],
) -> Vec<Counted> {
    let mut counted: Vec<Best> = Vec::new();
    counted.resize_with(subjects.len(), Best::default);
    let mut once = Once::default();
    for held in documents {
        for (best, themes) in counted.iter_mut().zip(subjects) {
            best.add(held, themes, &mut once);
        }
    }
    counted.into_iter().map(Best::finish).collect()
}

/// The best passages of one subject seen so far.
#[derive(Default)]
struct Best {
    count: usize,
    /// At most twice as many as are wanted, so that the worst are sorted out seldom.
    ranks: Vec<Rank>,
    /// Once there are enough, what is not better than this is none of the best.
    bound: Option<Rank>,
}

impl Best {
    /// Adds the passages of a document that are about any of these themes, each once, with the theme
    /// by which it ranks best.
    fn add(&mut self, held: Held<'_>, themes: &[u32], once: &mut Once) {
        let mut about = themes.iter().map(|theme| held.passages.about(*theme));
        let mut about = about.by_ref().filter(|entries| !entries.is_empty());
        let Some(first) = about.next() else { return };
        let Some(second) = about.next() else {
            for entry in first {
                self.offer(held, *entry);
            }
            return;
        };
        once.begin();
        for entry in first.iter().chain(second).chain(about.flatten()) {
            once.add(*entry);
        }
        for entry in &once.entries {
            self.offer(held, *entry);
        }
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

    fn finish(mut self) -> Counted {
        self.ranks.sort_unstable();
        let best = self.ranks.iter().take(MOST_PASSAGES).map(|rank| PassageNumber(rank.3));
        Counted { count: self.count, best: best.collect() }
    }
}

/// Entries of one document of which each passage is wanted once, by its best theme.
#[derive(Default)]
struct Once {
    entries: Vec<ThemeEntry>,
    /// By passage, the round in which it came last and its place among the entries.
    seen: Vec<(u32, u32)>,
    round: u32,
}

impl Once {
    fn begin(&mut self) {
        self.entries.clear();
        self.round += 1;
    }

    fn add(&mut self, entry: ThemeEntry) {
        let passage = entry.passage as usize;
        if passage >= self.seen.len() {
            self.seen.resize(passage + 1, (0, 0));
        }
        let (round, place) = &mut self.seen[passage];
        if *round == self.round {
            let known = &mut self.entries[*place as usize];
            if (entry.method, entry.position) < (known.method, known.position) {
                *known = entry;
            }
        } else {
            (*round, *place) = (self.round, u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
            self.entries.push(entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(passage: u32, position: u16) -> ThemeEntry {
        ThemeEntry { passage, position, method: AssertionMethod::Proposed, is_body: true }
    }

    #[test]
    fn a_passage_comes_once_with_its_most_prominent_theme() {
        let mut once = Once::default();
        for _ in 0..2 {
            once.begin();
            for given in [entry(7, 2), entry(3, 0), entry(7, 1), entry(7, 4)] {
                once.add(given);
            }
            let found: Vec<(u32, u16)> =
                once.entries.iter().map(|it| (it.passage, it.position)).collect();
            assert_eq!(found, [(7, 1), (3, 0)]);
        }
    }
}
