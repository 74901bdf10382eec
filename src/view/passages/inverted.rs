//! From a theme, a partner or a document to its passages.

use std::{cmp::Ordering, ops::Range};

use super::{DocumentPassages, PassageRef, Passages, TagRef};
use crate::model::Slug;

impl Passages {
    /// The passages of a document for asking of all of them at once; `None` where it has none.
    pub fn packed(&self, document: &str) -> Option<DocumentPassages<'_>> {
        let at = self.find_pack(document)?;
        Some(DocumentPassages { pack: &self.packs[at], first: self.starts[at] })
    }

    /// The number by which passages know a theme; `None` where none is about it.
    pub fn theme_number(&self, slug: &str) -> Option<u32> {
        self.themes.find(slug)
    }

    /// The passages that are about a theme itself, by document and place, each with the place of the
    /// theme among its themes.
    pub fn about(&self, theme: &str) -> impl Iterator<Item = (PassageRef<'_>, u16)> {
        let numbers = self.theme_number(theme).into_iter();
        numbers.flat_map(move |number| {
            self.packs.iter().enumerate().flat_map(move |(at, pack)| {
                let entries = pack.about(number).iter();
                entries.map(move |it| (self.at(at, it.passage), it.position))
            })
        })
    }

    /// The passages that name a partner, by document and place.
    pub fn naming(&self, partner: &str) -> impl Iterator<Item = PassageRef<'_>> {
        let numbers = self.partner_number(partner).into_iter();
        numbers.flat_map(move |number| {
            self.packs.iter().enumerate().flat_map(move |(at, pack)| {
                pack.naming(number).iter().map(move |place| self.at(at, *place))
            })
        })
    }

    pub(in crate::view) fn partner_number(&self, slug: &str) -> Option<u32> {
        self.partners.find(slug)
    }

    pub(in crate::view) fn theme_names(&self) -> &[Slug] {
        self.themes.slugs()
    }

    pub(in crate::view) fn partner_names(&self) -> &[Slug] {
        self.partners.slugs()
    }

    /// The documents that have passages.
    pub(in crate::view) fn documents(&self) -> impl Iterator<Item = &Slug> {
        self.packs.iter().map(|pack| &pack.document)
    }

    /// The numbers of the passages of a document.
    pub(in crate::view) fn range(&self, document: &str) -> Range<u32> {
        let Some(at) = self.find_pack(document) else { return 0..0 };
        let start = self.starts[at];
        start..start + u32::try_from(self.packs[at].columns.rows.len()).unwrap_or_default()
    }

    /// The tags of a theme: the most prominent first, those alike by name of the passage.
    pub(in crate::view) fn tags_of_theme(&self, theme: u32) -> Box<[TagRef]> {
        let mut found: Vec<(u16, usize, u32)> = Vec::new();
        for (at, pack) in self.packs.iter().enumerate() {
            found.extend(pack.about(theme).iter().map(|it| (it.position, at, it.passage)));
        }
        found.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| self.compare_names((a.1, a.2), (b.1, b.2)))
        });
        let tag = |(position, at, place): (u16, usize, u32)| {
            let passage = self.at(at, place);
            let tags = passage.theme_tags();
            let own = tags.iter().position(|it| it.theme == theme && it.position == position);
            tag_of(passage, own)
        };
        found.into_iter().map(tag).collect()
    }

    /// The tags of a partner, by name of the passage.
    pub(in crate::view) fn tags_of_partner(&self, partner: u32) -> Box<[TagRef]> {
        let mut found: Vec<(usize, u32)> = Vec::new();
        for (at, pack) in self.packs.iter().enumerate() {
            found.extend(pack.naming(partner).iter().map(|place| (at, *place)));
        }
        found.sort_unstable_by(|one, other| self.compare_names(*one, *other));
        let tag = |(at, place): (usize, u32)| {
            let passage = self.at(at, place);
            tag_of(passage, passage.partner_tags().iter().position(|it| it.partner == partner))
        };
        found.into_iter().map(tag).collect()
    }

    fn compare_names(&self, one: (usize, u32), other: (usize, u32)) -> Ordering {
        let ranks = self.ranks[one.0].cmp(&self.ranks[other.0]);
        ranks.then_with(|| self.packs[one.0].compare_names(one.1, other.1))
    }
}

fn tag_of(passage: PassageRef<'_>, place: Option<usize>) -> TagRef {
    let place = place.and_then(|place| u32::try_from(place).ok()).unwrap_or_default();
    TagRef { passage: passage.number(), place }
}
