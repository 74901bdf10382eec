//! The passages of a view: by far the most rows of a record, kept in a few arrays for each document
//! and shared between views. An edit makes anew only the packs of the documents that it touches.
//!
//! `pack.rs` is one document, `details.rs` what is unpacked when a passage is shown, `following.rs` the
//! step from one revision to the next, `inverted.rs` the way from themes and partners to passages,
//! `reference.rs` one passage, `kept.rs` the packs on disk. Not here: how passages hang
//! together with everything else (`graph`) and how they are searched (`search`).

mod bytes;
mod details;
mod file;
mod following;
mod inverted;
mod kept;
mod names;
mod pack;
mod reference;

use std::sync::Arc;

pub use kept::Unusable;
use names::Names;
use pack::Pack;
pub use pack::ThemeEntry;
pub use reference::{DocumentPassages, PassageRef, TagRef};

use crate::model::{Record, Slug};

/// All passages of one revision, by document and place.
#[derive(Debug, Clone, Default)]
pub struct Passages {
    themes: Names,
    partners: Names,
    /// By document.
    packs: Vec<Arc<Pack>>,
    /// How many passages stand in the packs before.
    starts: Vec<u32>,
    /// The places of the packs in the order of the names of their passages, and the other way round.
    named: Vec<u32>,
    ranks: Vec<u32>,
}

impl Passages {
    /// Those of a record, from which they are taken out.
    pub fn take_from(record: &mut Record) -> Self {
        let mut passages = Self::default();
        passages.take_in(record);
        passages
    }

    /// Those of a record, which keeps them.
    pub fn of(record: &Record) -> Self {
        Self::default().with(record)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.last().map_or(0, |start| *start as usize)
            + self.packs.last().map_or(0, |pack| pack.columns.rows.len())
    }

    /// How many rows they are, with those of their themes and partners.
    pub fn rows(&self) -> usize {
        let rows = |pack: &Arc<Pack>| {
            pack.columns.rows.len() + pack.columns.themes.len() + pack.columns.partners.len()
        };
        self.packs.iter().map(rows).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.packs.is_empty()
    }

    /// The passage of this name.
    pub fn find(&self, slug: &str) -> Option<PassageRef<'_>> {
        let (document, rest) = slug.split_once('.')?;
        let at = self.find_pack(document)?;
        let place = self.packs[at].find(rest)?;
        Some(self.at(at, place))
    }

    /// The passage with this number: they are counted by document and place, from 0.
    pub fn get(&self, number: u32) -> Option<PassageRef<'_>> {
        let at = self.starts.partition_point(|start| *start <= number).checked_sub(1)?;
        let place = number - self.starts[at];
        ((place as usize) < self.packs[at].columns.rows.len()).then(|| self.at(at, place))
    }

    /// The passages of a document in order.
    pub fn of_document(&self, document: &str) -> impl Iterator<Item = PassageRef<'_>> {
        let at = self.find_pack(document);
        at.into_iter().flat_map(|at| self.in_pack(at))
    }

    /// Every passage, by document and place.
    pub fn iter(&self) -> impl Iterator<Item = PassageRef<'_>> {
        (0..self.packs.len()).flat_map(|at| self.in_pack(at))
    }

    /// The names of all passages, in the order of names.
    pub fn slugs(&self) -> impl Iterator<Item = Slug> {
        self.named.iter().flat_map(|at| {
            let pack = &self.packs[*at as usize];
            let mut places: Vec<u32> = self.in_pack(*at as usize).map(PassageRef::place).collect();
            places.sort_by(|one, other| pack.compare_names(*one, *other));
            places.into_iter().map(|place| pack.slug(place))
        })
    }

    /// Puts the rows of all passages back into a record, for what must go through all tables alike.
    pub fn put_into(&self, record: &mut Record) {
        for passage in self.iter() {
            passage.put_into(record);
        }
    }

    fn in_pack(&self, at: usize) -> impl Iterator<Item = PassageRef<'_>> {
        let count = self.packs[at].columns.rows.len();
        (0..u32::try_from(count).unwrap_or(u32::MAX)).map(move |place| self.at(at, place))
    }

    fn at(&self, at: usize, place: u32) -> PassageRef<'_> {
        PassageRef::new(self, at, place, self.starts[at] + place)
    }

    fn find_pack(&self, document: &str) -> Option<usize> {
        self.packs.binary_search_by(|pack| (*pack.document).cmp(document)).ok()
    }

    /// With these packs, which stand by document.
    fn set_packs(&mut self, packs: Vec<Arc<Pack>>) {
        self.starts.clear();
        let mut next = 0;
        for pack in &packs {
            self.starts.push(next);
            next += u32::try_from(pack.columns.rows.len()).unwrap_or(u32::MAX);
        }
        // The full stop after the document's name stands after a hyphen and before a letter.
        let name = |at: &u32| packs[*at as usize].document.bytes().chain([b'.']);
        self.named = (0..u32::try_from(packs.len()).unwrap_or(u32::MAX)).collect();
        self.named.sort_by(|one, other| name(one).cmp(name(other)));
        self.ranks = vec![0; packs.len()];
        for (rank, at) in (0..).zip(&self.named) {
            self.ranks[*at as usize] = rank;
        }
        self.packs = packs;
    }
}

impl PartialEq for Passages {
    /// Whether they are the same passages with the same themes and partners, however they are kept.
    fn eq(&self, other: &Self) -> bool {
        let rows = |passages: &Self| {
            let mut record = Record::default();
            passages.put_into(&mut record);
            record
        };
        rows(self) == rows(other)
    }
}
