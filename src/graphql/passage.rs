//! The type `Passage`.

use async_graphql::{ID, Object, Result, parser::types::SelectionSet};

use super::{
    cost,
    date::Date,
    int::{int, some_int},
    missing::get,
    reading::Shown,
    theme_assignment::ThemeAssignment,
    url::Url,
    vocabulary::{CitationFormat, PassageKind},
    written::{Written, write_plain, write_thing, write_word},
};
use crate::{model, query};

/// A paragraph, list item or table row of a document: the smallest unit that is searched, coded and
/// cited.
#[Object(name = "Passage")]
impl Shown<model::Passage> {
    /// Its identity, unique over all kinds of node.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its text, as it was read.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// What form it has in its document.
    async fn kind(&self) -> PassageKind {
        self.row.kind.into()
    }

    /// The headings above it, outermost first.
    async fn headings(&self) -> &[String] {
        &self.row.headings
    }

    /// The page on which it begins, from 1; null where the format has no pages.
    async fn page(&self) -> Option<i32> {
        some_int(self.row.page)
    }

    /// Its place among the passages of its document, from 1.
    async fn position(&self) -> i32 {
        int(self.row.position)
    }

    /// The document in which it stands.
    async fn document(&self) -> Result<Shown<model::Document>> {
        let row = get(query::document_of(self.view(), &self.row), &self.row.slug)?;
        Ok(self.reading.show(row))
    }

    /// The themes that were found in it, the most prominent first, each with the words that show it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn themes(&self) -> Vec<ThemeAssignment> {
        query::themes_in(self.view(), &self.row.slug)
            .into_iter()
            .map(|(theme, found)| {
                ThemeAssignment::of_passage(&self.reading, &self.row, theme, &found)
            })
            .collect()
    }

    /// The partners that it names.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn partners(&self) -> Vec<Shown<model::Partner>> {
        let found = query::partners_in(self.view(), &self.row.slug);
        found.into_iter().map(|(partner, _)| self.reading.show(partner)).collect()
    }

    /// The passage after it; null at the end of the document.
    async fn next(&self) -> Option<Shown<model::Passage>> {
        let (_, next) = query::neighbour_passages(self.view(), &self.row);
        next.map(|row| self.reading.show(row))
    }

    /// The passage before it; null at the beginning of the document.
    async fn previous(&self) -> Option<Shown<model::Passage>> {
        let (previous, _) = query::neighbour_passages(self.view(), &self.row);
        previous.map(|row| self.reading.show(row))
    }

    /// How to cite it: it in the present state of this record, with the day of retrieval and the
    /// first source of what is claimed.
    async fn citation(
        &self,
        #[graphql(
            desc = "In which form; a sentence when it is not given.",
            default_with = "Some(CitationFormat::Text)"
        )]
        format: Option<CitationFormat>,
        #[graphql(desc = "The day of retrieval that it names; today when it is not given.")]
        retrieved_on: Option<Date>,
    ) -> Result<String> {
        self.cite(format, retrieved_on)
    }

    /// The address of its place in the document's page on this site.
    async fn web_url(&self) -> Url {
        self.page_address()
    }
}

impl Written for Shown<model::Passage> {
    fn typename(&self) -> &'static str {
        "Passage"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "id" => self.write_id(into),
            "text" => write_plain(&self.row.text, into),
            "kind" => write_word(PassageKind::from(self.row.kind), into),
            "headings" => write_plain(&self.row.headings, into),
            "page" => write_plain(some_int(self.row.page), into),
            "position" => write_plain(int(self.row.position), into),
            "document" => {
                let row = query::document_of(self.view(), &self.row)?;
                write_thing(&self.reading.show(row), selected, into)
            }
            "webUrl" => write_plain(self.page_address().0, into),
            _ => None,
        }
    }
}
