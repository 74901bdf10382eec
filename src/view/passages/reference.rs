//! One passage of a view, of which nothing is unpacked until it is asked for.

use std::sync::Arc;

use super::{
    Passages,
    pack::{Pack, PartnerTag, Row, ThemeEntry, ThemeTag},
};
use crate::model::{
    AssertionMethod, Passage, PassageKind, PassagePartner, PassageTheme, Record, Slug,
};

/// A passage that is held.
#[derive(Debug, Clone, Copy)]
pub struct PassageRef<'view> {
    passages: &'view Passages,
    pack: &'view Pack,
    at: usize,
    place: u32,
    number: u32,
}

/// The passages of a document, to be counted and gone through by theme.
#[derive(Debug, Clone, Copy)]
pub struct DocumentPassages<'view> {
    pub(super) pack: &'view Pack,
    pub(super) first: u32,
}

impl<'view> DocumentPassages<'view> {
    /// How many of them count as statements of the document (`Passage::is_body`).
    pub fn body(self) -> usize {
        self.pack.body
    }

    /// Those that are about a theme, in order. The theme is given as the number by which passages
    /// know it ([`Passages::theme_number`]).
    pub fn about(self, theme: u32) -> &'view [ThemeEntry] {
        self.pack.about(theme)
    }

    /// The number of a passage among all, of which the place in the document is known.
    pub fn number(self, place: u32) -> u32 {
        self.first + place
    }
}

/// A theme or a partner of a passage: the number of the passage, and which of its themes or partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TagRef {
    pub(in crate::view) passage: u32,
    pub(in crate::view) place: u32,
}

impl<'view> PassageRef<'view> {
    pub(super) fn new(passages: &'view Passages, at: usize, place: u32, number: u32) -> Self {
        Self { passages, pack: &passages.packs[at], at, place, number }
    }

    /// Its number among all passages, by document and place, from 0.
    pub fn number(self) -> u32 {
        self.number
    }

    /// The document in which it stands.
    pub fn document(self) -> &'view Slug {
        &self.pack.document
    }

    /// Whether it counts as a statement of its document (`Passage::is_body`).
    pub fn is_body(self) -> bool {
        self.columns().is_body
    }

    /// What it is called.
    pub fn slug(self) -> Slug {
        self.pack.slug(self.place)
    }

    /// The slugs of its themes, the most prominent first, with how far each is trusted.
    pub fn themes(self) -> impl Iterator<Item = (&'view Slug, AssertionMethod)> {
        let names = &self.passages.themes;
        let tags = self.theme_tags().iter();
        tags.filter_map(|tag| Some((names.slug(tag.theme)?, tag.method)))
    }

    /// The slugs of the partners that it names, with how far each is trusted.
    pub fn partners(self) -> impl Iterator<Item = (&'view Slug, AssertionMethod)> {
        let names = &self.passages.partners;
        let tags = self.partner_tags().iter();
        tags.filter_map(|tag| Some((names.slug(tag.partner)?, tag.method)))
    }

    /// The whole row. Where its text cannot be read any more, it says so in its place, and the log says why.
    pub fn row(self) -> Arc<Passage> {
        let (slug, document) = (self.slug(), self.document().clone());
        let row =
            self.pack.read(self.place, |details| details.passage(slug.clone(), document.clone()));
        Arc::new(row.unwrap_or_else(|| self.unreadable(slug, document)))
    }

    /// The rows of its themes, the most prominent first.
    pub fn theme_rows(self) -> impl Iterator<Item = Arc<PassageTheme>> {
        (0..self.theme_tags().len()).filter_map(move |place| self.theme_row(place))
    }

    /// The row of a theme that it is about.
    pub fn theme_row_of(self, theme: &str) -> Option<Arc<PassageTheme>> {
        let number = self.passages.themes.find(theme)?;
        self.theme_row(self.theme_tags().iter().position(|tag| tag.theme == number)?)
    }

    /// The rows of the partners that it names.
    pub fn partner_rows(self) -> impl Iterator<Item = Arc<PassagePartner>> {
        (0..self.partner_tags().len()).filter_map(move |place| self.partner_row(place))
    }

    /// The row of one of its themes.
    pub(in crate::view) fn theme_row(self, place: usize) -> Option<Arc<PassageTheme>> {
        let name = self.passages.themes.slug(self.theme_tags().get(place)?.theme)?;
        let row = self.pack.read(self.place, |it| it.theme(place, &self.slug(), name));
        row.map(Arc::new)
    }

    /// The row of one of the partners that it names.
    pub(in crate::view) fn partner_row(self, place: usize) -> Option<Arc<PassagePartner>> {
        let name = self.passages.partners.slug(self.partner_tags().get(place)?.partner)?;
        let themes = self.theme_tags().len();
        let row = self.pack.read(self.place, |it| it.partner(themes, place, &self.slug(), name));
        row.map(Arc::new)
    }

    pub(in crate::view) fn theme_tags(self) -> &'view [ThemeTag] {
        &self.pack.columns.themes[self.pack.themes_at(self.place)]
    }

    pub(in crate::view) fn partner_tags(self) -> &'view [PartnerTag] {
        &self.pack.columns.partners[self.pack.partners_at(self.place)]
    }

    /// The number of its document among those that have passages.
    pub(in crate::view) fn pack_number(self) -> usize {
        self.at
    }

    pub(super) fn place(self) -> u32 {
        self.place
    }

    pub(super) fn put_into(self, record: &mut Record) {
        let row = self.row();
        record.passages.insert(row.slug.clone(), row);
        record.passage_themes.extend(self.theme_rows().map(|row| (row.id.clone(), row)));
        record.passage_partners.extend(self.partner_rows().map(|row| (row.id.clone(), row)));
    }

    fn columns(self) -> &'view Row {
        &self.pack.columns.rows[self.place as usize]
    }

    fn unreadable(self, slug: Slug, document: Slug) -> Passage {
        tracing::error!(passage = &*slug, "the text of a passage cannot be read");
        Passage {
            slug,
            document,
            position: i64::from(self.columns().position),
            kind: PassageKind::Paragraph,
            headings: Vec::new(),
            page: None,
            start: 0,
            end: 0,
            text: "The text of this passage cannot be read at the moment.".to_owned(),
        }
    }
}
