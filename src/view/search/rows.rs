//! Of what search documents are made: a record whose passages stand in it, as they are read from
//! the database, or beside it, as a view keeps them.

use std::{borrow::Cow, sync::Arc};

use crate::{
    model::{AssertionMethod, Passage, Point, Record, Slug},
    view::{
        View,
        passages::{PassageRef, Passages},
        rows_under,
    },
};

/// The rows of one revision.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'record> {
    pub(super) record: &'record Record,
    passages: Option<&'record Passages>,
}

impl<'record> From<&'record Record> for Rows<'record> {
    fn from(record: &'record Record) -> Self {
        Self { record, passages: None }
    }
}

impl<'record> From<(&'record Record, &'record Passages)> for Rows<'record> {
    fn from((record, passages): (&'record Record, &'record Passages)) -> Self {
        Self { record, passages: Some(passages) }
    }
}

impl<'record> From<&'record View> for Rows<'record> {
    fn from(view: &'record View) -> Self {
        (&view.record, &*view.passages).into()
    }
}

impl<'record> Rows<'record> {
    /// Revision and lineage of these rows.
    pub fn point(self) -> Point {
        self.record.point()
    }

    /// The names of all passages, in their order.
    pub(super) fn passages(self) -> Box<dyn Iterator<Item = Slug> + 'record> {
        match self.passages {
            Some(passages) => Box::new(passages.slugs()),
            None => Box::new(self.record.passages.keys().cloned()),
        }
    }

    pub(super) fn has_passage(self, slug: &str) -> bool {
        match self.passages {
            Some(passages) => passages.find(slug).is_some(),
            None => self.record.passages.contains_key(slug),
        }
    }

    /// A passage with its themes, how far each is trusted, and how far each partner.
    pub(super) fn find_passage(self, slug: &str) -> Option<PassageRows<'record>> {
        if let Some(passages) = self.passages {
            let passage = passages.find(slug)?;
            let themes = passage.themes().collect();
            let partners = passage.partners().map(|(_, method)| method).collect();
            return Some(PassageRows { row: Cow::Owned(passage.row()), themes, partners });
        }
        let row = self.record.passages.get(slug)?;
        let themes = rows_under(&self.record.passage_themes, &row.slug);
        let partners = rows_under(&self.record.passage_partners, &row.slug);
        Some(PassageRows {
            row: Cow::Borrowed(row),
            themes: themes.map(|row| (&row.theme, row.method)).collect(),
            partners: partners.map(|row| row.method).collect(),
        })
    }

    /// The names of the passages of a document.
    pub(super) fn passages_of(self, document: &str) -> Vec<Slug> {
        match self.passages {
            Some(passages) => passages.of_document(document).map(PassageRef::slug).collect(),
            None => {
                rows_under(&self.record.passages, document).map(|row| row.slug.clone()).collect()
            }
        }
    }
}

/// What is searched of a passage.
pub(super) struct PassageRows<'record> {
    pub(super) row: Cow<'record, Arc<Passage>>,
    pub(super) themes: Vec<(&'record Slug, AssertionMethod)>,
    pub(super) partners: Vec<AssertionMethod>,
}
