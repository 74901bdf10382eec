//! The type `Document`.

use async_graphql::{ID, Object, Result, parser::types::SelectionSet};

use super::{
    connection::Connection,
    cost,
    date::Date,
    filter::Filter as _,
    int::{int, some_int},
    proposal::ProposalFilter,
    reading::Shown,
    url::{Url, some_url},
    vocabulary::{CitationFormat, DocumentOrigin},
    written::{Written, write_plain, write_some, write_word},
};
use crate::{model, query};

/// A file or page whose text is held here, cut into passages.
#[Object(name = "Document")]
impl Shown<model::Document> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among documents; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// Whether the text is the source's own or our digest of it. Quote only ingested documents.
    async fn origin(&self) -> DocumentOrigin {
        self.row.origin.into()
    }

    /// Where it was published; null where that is not known.
    async fn url(&self) -> Option<Url> {
        some_url(self.row.url.as_ref())
    }

    /// Who published it; null where that is not known.
    async fn publisher(&self) -> Option<&str> {
        self.row.publisher.as_deref()
    }

    /// When it was published: as its source tells or whoever ingested it said, else (of an ingested
    /// document) as its own text does; null where that is not known.
    async fn published_on(&self) -> Option<Date> {
        self.row.published.map(Date)
    }

    /// When these bytes were first read here, as an RFC 3339 time in UTC.
    async fn first_seen(&self) -> &str {
        &self.row.first_seen
    }

    /// When these bytes were last read or found unchanged at their address, as an RFC 3339 time in
    /// UTC. It tells how fresh the copy is, not that the source still says so.
    async fn last_seen(&self) -> &str {
        &self.row.last_seen
    }

    /// The document that stood at its address before, of which this one is a new edition; null
    /// where none is known. Both are kept as they were.
    async fn supersedes(&self) -> Option<Shown<model::Document>> {
        let slug = self.row.supersedes.as_deref()?;
        query::find_row(self.view(), slug).map(|row| self.reading.show(row))
    }

    /// The newer edition that stands at its address now; null where this one is the newest that
    /// is held.
    async fn superseded_by(&self) -> Option<Shown<model::Document>> {
        query::find_newer_edition(self.view(), &self.row).map(|row| self.reading.show(row))
    }

    /// Its media type by content, such as `application/pdf`.
    async fn media_type(&self) -> &str {
        &self.row.media_type
    }

    /// SHA-256 of its bytes, 64 hexadecimal digits: two documents with the same value are the same
    /// file.
    async fn sha256(&self) -> &str {
        &self.row.sha256
    }

    /// Its size in bytes.
    async fn size_bytes(&self) -> i32 {
        int(self.row.size_bytes)
    }

    /// How many pages it has; null where the format has none.
    async fn pages(&self) -> Option<i32> {
        some_int(self.row.pages)
    }

    /// Whether it was read as a whole (a digest: whether it retells the whole page). Of a document
    /// read in part, never conclude that something is not in it.
    async fn complete(&self) -> bool {
        self.row.complete
    }

    /// For whom it speaks or whom it is about; null where it is nobody's in particular.
    async fn partnership(&self) -> Option<Shown<model::Partnership>> {
        let slug = self.row.partnership.as_deref()?;
        query::find_row(self.view(), slug).map(|row| self.reading.show(row))
    }

    /// The strategy whose text it is or about which it tells; null where it is about none.
    async fn strategy(&self) -> Option<Shown<model::Strategy>> {
        let slug = self.row.strategy.as_deref()?;
        query::find_row(self.view(), slug).map(|row| self.reading.show(row))
    }

    /// Its passages in order.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn passages(
        &self,
        #[graphql(
            desc = "At most this many items from the beginning, 0 to 1000; 50 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
        #[graphql(
            desc = "At most this many items from the end, 0 to 1000. Not together with `first`."
        )]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor: the `startCursor` of the page after.")]
        before: Option<String>,
    ) -> Result<Connection<Shown<model::Passage>>> {
        let arguments = query::PageArguments { first, after, last, before };
        Ok(self.reading.show_page(query::passages_of(self.view(), &self.row.slug, &arguments)?))
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

    /// What the machine found in it, whatever became of it: unconfirmed unless the status says
    /// otherwise.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn proposals(
        &self,
        #[graphql(desc = "Which of them; all when it is not given.")] filter: Option<
            ProposalFilter,
        >,
        #[graphql(
            desc = "At most this many items from the beginning, 0 to 1000; 50 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
        #[graphql(
            desc = "At most this many items from the end, 0 to 1000. Not together with `first`."
        )]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor: the `startCursor` of the page after.")]
        before: Option<String>,
    ) -> Result<Connection<Shown<model::Proposal>>> {
        let filter = query::ProposalFilter {
            documents: Some(vec![self.row.slug.to_string()]),
            ..filter.unwrap_or_default().read()?
        };
        let arguments = query::PageArguments { first, after, last, before };
        Ok(self.reading.show_page(query::list_proposals(self.view(), &filter, &arguments)?))
    }

    /// The address of its page on this site.
    async fn web_url(&self) -> Url {
        self.page_address()
    }
}

impl Written for Shown<model::Document> {
    fn typename(&self) -> &'static str {
        "Document"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "id" => self.write_id(into),
            "slug" => write_plain(&*self.row.slug, into),
            "title" => write_plain(&self.row.title, into),
            "origin" => write_word(DocumentOrigin::from(self.row.origin), into),
            "publisher" => write_plain(&self.row.publisher, into),
            "publishedOn" => write_plain(self.row.published.map(|it| it.to_string()), into),
            "partnership" => {
                let slug = self.row.partnership.as_deref();
                let row =
                    slug.and_then(|slug| query::find_row::<model::Partnership>(self.view(), slug));
                write_some(row.map(|row| self.reading.show(row)).as_ref(), selected, into)
            }
            "strategy" => {
                let slug = self.row.strategy.as_deref();
                let row =
                    slug.and_then(|slug| query::find_row::<model::Strategy>(self.view(), slug));
                write_some(row.map(|row| self.reading.show(row)).as_ref(), selected, into)
            }
            "webUrl" => write_plain(self.page_address().0, into),
            _ => None,
        }
    }
}
