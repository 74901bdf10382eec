//! The passages of one document in a few arrays: what is asked of all of them at once (which are
//! about a theme, which count) is at hand, everything else is bytes (`details.rs`).

use std::{cmp::Ordering, collections::BTreeMap, collections::HashMap, sync::Arc};

use super::{details, file::PackFile, names::Names};
use crate::model::{AssertionMethod, Passage, PassagePartner, PassageTheme, Slug};

/// The passages of one document. Never changed: another state of the document is another pack.
#[derive(Debug)]
pub(super) struct Pack {
    pub(super) document: Slug,
    pub(super) columns: Columns,
    /// The tags by theme, then by passage.
    by_theme: Groups<ThemeEntry>,
    /// The mentions by partner, then by passage.
    by_partner: Groups<u32>,
    /// How many passages are running text.
    pub(super) body: usize,
    pub(super) details: Details,
}

/// What of a pack is at hand.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Columns {
    /// By position.
    pub(super) rows: Vec<Row>,
    /// By passage, in each the most prominent first.
    pub(super) themes: Vec<ThemeTag>,
    /// By passage, in each by identity.
    pub(super) partners: Vec<PartnerTag>,
    /// Names of passages that are not made of document and position.
    pub(super) irregular: BTreeMap<u32, Slug>,
}

impl Columns {
    /// Whether no place in them leads past the end or back.
    pub(super) fn is_sound(&self) -> bool {
        let ends = |row: &Row| (row.details, row.themes, row.partners);
        let last = self.rows.last().map_or((0, 0, 0), ends);
        self.rows.is_sorted_by_key(|row| row.details)
            && self.rows.is_sorted_by_key(|row| row.themes)
            && self.rows.is_sorted_by_key(|row| row.partners)
            && self.rows.is_sorted_by_key(|row| row.position)
            && (last.1 as usize, last.2 as usize) == (self.themes.len(), self.partners.len())
    }

    fn shrunk(mut self) -> Self {
        self.rows.shrink_to_fit();
        self.themes.shrink_to_fit();
        self.partners.shrink_to_fit();
        self
    }
}

/// The details of the passages of a pack, one after the other.
#[derive(Debug)]
pub(super) enum Details {
    /// In memory.
    Here(Box<[u8]>),
    /// In the file in which packs are kept.
    Kept(Kept),
}

/// A place in the file in which packs are kept.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) file: Arc<PackFile>,
    /// Where the details begin in the file, and how long they are; after them stand the columns.
    pub(super) begin: u64,
    pub(super) details: u32,
    pub(super) columns: u32,
    /// Of the columns.
    pub(super) checksum: u32,
}

impl Details {
    fn read<T>(
        &self,
        range: std::ops::Range<usize>,
        read: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        match self {
            Self::Here(bytes) => read(bytes.get(range)?),
            Self::Kept(kept) => kept.file.read(kept.begin + range.start as u64, range.len(), read),
        }
    }
}

/// One passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) position: u32,
    /// Where its details end among those of the pack.
    pub(super) details: u32,
    /// Where its tags end among those of the pack.
    pub(super) themes: u32,
    pub(super) partners: u32,
    pub(super) is_body: bool,
}

/// A theme of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::view) struct ThemeTag {
    pub(in crate::view) theme: u32,
    /// Place among the passage's themes; beyond 65,535 all are the same.
    pub(super) position: u16,
    pub(super) method: AssertionMethod,
}

/// A partner of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::view) struct PartnerTag {
    pub(in crate::view) partner: u32,
    pub(super) method: AssertionMethod,
}

/// A passage that is about a theme.
#[derive(Debug, Clone, Copy)]
pub struct ThemeEntry {
    /// The place of the passage in its document, from 0.
    pub passage: u32,
    /// Place of the theme among the passage's themes, most prominent first, from 0; beyond 65,535
    /// all are the same.
    pub position: u16,
    /// How far it is trusted.
    pub method: AssertionMethod,
    /// Whether the passage counts as a statement of its document (`Passage::is_body`).
    pub is_body: bool,
}

/// Entries that stand together by a number.
#[derive(Debug)]
struct Groups<T> {
    /// Numbers in ascending order, each with where its entries end.
    ends: Box<[(u32, u32)]>,
    entries: Box<[T]>,
}

impl<T> Groups<T> {
    /// Of entries by number, in the order in which they come.
    fn of(mut all: Vec<(u32, T)>) -> Self {
        all.sort_by_key(|(number, _)| *number);
        let mut ends: Vec<(u32, u32)> = Vec::new();
        let mut entries = Vec::with_capacity(all.len());
        for (number, entry) in all {
            entries.push(entry);
            match ends.last_mut() {
                Some((last, end)) if *last == number => *end = short(entries.len()),
                _ => ends.push((number, short(entries.len()))),
            }
        }
        Self { ends: ends.into(), entries: entries.into() }
    }

    fn get(&self, number: u32) -> &[T] {
        let Ok(place) = self.ends.binary_search_by_key(&number, |(number, _)| *number) else {
            return &[];
        };
        let begin = place.checked_sub(1).map_or(0, |before| self.ends[before].1);
        &self.entries[begin as usize..self.ends[place].1 as usize]
    }
}

/// The rows of one document.
#[derive(Default)]
pub(super) struct DocumentRows {
    pub(super) passages: Vec<Arc<Passage>>,
    pub(super) themes: Vec<Arc<PassageTheme>>,
    pub(super) partners: Vec<Arc<PassagePartner>>,
}

impl Pack {
    /// The pack of a document's rows. Tags of passages that are not among them are left out.
    pub(super) fn of(
        document: &Slug,
        mut rows: DocumentRows,
        theme_names: &mut Names,
        partner_names: &mut Names,
    ) -> Self {
        rows.passages.sort_by(|a, b| (a.position, &a.slug).cmp(&(b.position, &b.slug)));
        let mut tags: Vec<(Vec<&PassageTheme>, Vec<&PassagePartner>)> = Vec::new();
        tags.resize_with(rows.passages.len(), Default::default);
        let places: HashMap<&str, usize> =
            rows.passages.iter().enumerate().map(|(place, row)| (&*row.slug, place)).collect();
        for row in &rows.themes {
            if let Some(place) = places.get(&*row.passage) {
                tags[*place].0.push(row);
            }
        }
        for row in &rows.partners {
            if let Some(place) = places.get(&*row.passage) {
                tags[*place].1.push(row);
            }
        }
        let mut building = Building::default();
        for (place, (passage, (mut themes, mut partners))) in
            rows.passages.iter().zip(tags).enumerate()
        {
            themes.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
            partners.sort_by(|a, b| a.id.cmp(&b.id));
            let named = (
                themes.iter().map(|row| theme_names.number(&row.theme)).collect::<Vec<_>>(),
                partners.iter().map(|row| partner_names.number(&row.partner)).collect::<Vec<_>>(),
            );
            building.add(short(place), passage, (&themes, &named.0), (&partners, &named.1));
        }
        let Building { columns, details } = building;
        Self::with(document.clone(), columns, Details::Here(details.into()))
    }

    /// The pack with these columns.
    pub(super) fn with(document: Slug, columns: Columns, details: Details) -> Self {
        let mut by_theme = Vec::with_capacity(columns.themes.len());
        let mut by_partner = Vec::with_capacity(columns.partners.len());
        let (mut theme, mut partner) = (0, 0);
        for (passage, row) in (0..).zip(&columns.rows) {
            for tag in &columns.themes[theme..row.themes as usize] {
                let ThemeTag { position, method, .. } = *tag;
                let entry = ThemeEntry { passage, position, method, is_body: row.is_body };
                by_theme.push((tag.theme, entry));
            }
            let mentions = &columns.partners[partner..row.partners as usize];
            by_partner.extend(mentions.iter().map(|tag| (tag.partner, passage)));
            (theme, partner) = (row.themes as usize, row.partners as usize);
        }
        Self {
            document,
            body: columns.rows.iter().filter(|row| row.is_body).count(),
            by_theme: Groups::of(by_theme),
            by_partner: Groups::of(by_partner),
            columns: columns.shrunk(),
            details,
        }
    }

    /// Whether the details of every passage are those that were written.
    pub(super) fn is_whole(&self) -> bool {
        let all = 0..self.columns.rows.last().map_or(0, |row| row.details as usize);
        let whole = |bytes: &[u8]| {
            let places = 0..short(self.columns.rows.len());
            let mut details = places.map(|place| self.between(place, |row| row.details));
            details.all(|range| details::Details::of(&bytes[range]).is_some()).then_some(())
        };
        self.details.read(all, whole).is_some()
    }

    /// The tags of a passage, as places among those of the pack.
    pub(super) fn themes_at(&self, place: u32) -> std::ops::Range<usize> {
        self.between(place, |row| row.themes)
    }

    /// The mentions of a passage, as places among those of the pack.
    pub(super) fn partners_at(&self, place: u32) -> std::ops::Range<usize> {
        self.between(place, |row| row.partners)
    }

    /// The passages that are about a theme, in order.
    pub(super) fn about(&self, theme: u32) -> &[ThemeEntry] {
        self.by_theme.get(theme)
    }

    /// The passages that name a partner, in order.
    pub(super) fn naming(&self, partner: u32) -> &[u32] {
        self.by_partner.get(partner)
    }

    /// Calls with the bytes of a passage's details.
    pub(super) fn read<T>(
        &self,
        place: u32,
        read: impl FnOnce(details::Details<'_>) -> Option<T>,
    ) -> Option<T> {
        let range = self.between(place, |row| row.details);
        self.details.read(range, |bytes| details::Details::of(bytes).and_then(read))
    }

    /// What a passage is called.
    pub(super) fn slug(&self, place: u32) -> Slug {
        match self.columns.irregular.get(&place) {
            Some(slug) => slug.clone(),
            None => {
                format!("{}.{}", self.document, self.columns.rows[place as usize].position).into()
            }
        }
    }

    /// The place of the passage that is called after the document and then so.
    pub(super) fn find(&self, rest: &str) -> Option<u32> {
        let position: Option<u32> =
            rest.parse().ok().filter(|number: &u32| number.to_string() == rest);
        let regular = position.and_then(|position| {
            let first = self.columns.rows.partition_point(|row| row.position < position);
            let same = self.columns.rows[first..].iter().take_while(|row| row.position == position);
            (first..first + same.count())
                .map(short)
                .find(|it| !self.columns.irregular.contains_key(it))
        });
        regular.or_else(|| {
            let named = |slug: &&str| {
                slug.strip_prefix(&*self.document).and_then(|it| it.strip_prefix('.')) == Some(rest)
            };
            let mut irregular = self.columns.irregular.iter();
            irregular.find(|(_, slug)| named(&slug.as_ref())).map(|(place, _)| *place)
        })
    }

    /// Which of two passages comes first by name: names are compared as texts, so 10 comes before 2.
    pub(super) fn compare_names(&self, one: u32, other: u32) -> Ordering {
        if self.columns.irregular.is_empty() {
            let digits = |place: u32| lexical(self.columns.rows[place as usize].position);
            digits(one).cmp(&digits(other))
        } else {
            self.slug(one).cmp(&self.slug(other))
        }
    }

    fn between(&self, place: u32, end: impl Fn(&Row) -> u32) -> std::ops::Range<usize> {
        let place = place as usize;
        let rows = &self.columns.rows;
        let begin = place.checked_sub(1).map_or(0, |before| end(&rows[before]));
        begin as usize..end(&rows[place]) as usize
    }
}

/// A number that orders numbers as their decimal texts are ordered.
fn lexical(number: u32) -> (u64, u32) {
    let digits = number.checked_ilog10().unwrap_or_default() + 1;
    (u64::from(number) * 10_u64.pow(10 - digits), digits)
}

/// A pack while passages are added.
#[derive(Default)]
struct Building {
    columns: Columns,
    details: Vec<u8>,
}

impl Building {
    fn add(
        &mut self,
        place: u32,
        passage: &Passage,
        themes: (&[&PassageTheme], &[u32]),
        partners: (&[&PassagePartner], &[u32]),
    ) {
        details::write(&mut self.details, passage, themes.0, partners.0);
        let columns = &mut self.columns;
        for (row, theme) in themes.0.iter().zip(themes.1) {
            let position = u16::try_from(row.position.max(0)).unwrap_or(u16::MAX);
            columns.themes.push(ThemeTag { theme: *theme, position, method: row.method });
        }
        for (row, partner) in partners.0.iter().zip(partners.1) {
            columns.partners.push(PartnerTag { partner: *partner, method: row.method });
        }
        let position = u32::try_from(passage.position).unwrap_or(u32::MAX);
        if *passage.slug != format!("{}.{position}", passage.document) {
            columns.irregular.insert(place, passage.slug.clone());
        }
        columns.rows.push(Row {
            position,
            details: short(self.details.len()),
            themes: short(columns.themes.len()),
            partners: short(columns.partners.len()),
            is_body: passage.is_body(),
        });
    }
}

/// A place in a pack. The bounds on what is read keep a document far below four thousand million bytes.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_as_their_texts() {
        let mut numbers = [0, 1, 2, 9, 10, 11, 19, 20, 100, 101, 999, 1000, u32::MAX, u32::MAX - 1];
        numbers.sort_by_key(|number| lexical(*number));
        let mut texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let by_number = texts.clone();
        texts.sort();
        assert_eq!(by_number, texts);
    }
}
