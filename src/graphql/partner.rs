//! The type `Partner`.

use async_graphql::{ID, Object, Result, parser::types::SelectionSet};

use super::{
    connection::{Connection, RelationConnection},
    cost,
    date::Date,
    membership::PartnerMembershipEdge,
    reading::Shown,
    url::Url,
    vocabulary::{CitationFormat, PartnerKind},
    written::{Written, write_plain, write_word},
};
use crate::{model, query};

/// An organisation that takes part in partnerships, or a kind of organisation (`generic`) where
/// sources name only the kind.
#[Object(name = "Partner")]
impl Shown<model::Partner> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among partners; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// What kind of organisation it is.
    async fn kind(&self) -> PartnerKind {
        self.row.kind.into()
    }

    /// Other names, former names, abbreviations.
    async fn aliases(&self) -> &[String] {
        &self.row.aliases
    }

    /// Its code in the NHS Organisation Data Service; null where it has none or none is known.
    async fn ods_code(&self) -> Option<&str> {
        self.row.ods_code.as_deref()
    }

    /// Its code of the Office for National Statistics (councils); null where it has none or none is
    /// known.
    async fn gss_code(&self) -> Option<&str> {
        self.row.gss_code.as_deref()
    }

    /// Whether this is a kind of organisation, such as “the police”, and not one organisation. Do
    /// not count generic partners as organisations.
    async fn generic(&self) -> bool {
        self.row.generic
    }

    /// The partnerships in which it takes part, by partnership. The edges say in which role, and
    /// where that is stated.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn partnerships(
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
    ) -> Result<RelationConnection<PartnerMembershipEdge>> {
        let arguments = query::PageArguments { first, after, last, before };
        let page = query::memberships_of_partner(self.view(), &self.row, &arguments)?;
        Ok(self.reading.show_relations(page, PartnerMembershipEdge::to_partnership))
    }

    /// The programmes that are delivered with it.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn programmes(
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
    ) -> Result<Connection<Shown<model::Programme>>> {
        let arguments = query::PageArguments { first, after, last, before };
        Ok(self.reading.show_page(query::programmes_of_partner(
            self.view(),
            &self.row.slug,
            &arguments,
        )?))
    }

    /// The passages that name it, by document and place.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn mentions(
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
        Ok(self.reading.show_page(query::mentions_of_partner(
            self.view(),
            &self.row.slug,
            &arguments,
        )?))
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

    /// The address of its page on this site.
    async fn web_url(&self) -> Url {
        self.page_address()
    }
}

impl Written for Shown<model::Partner> {
    fn typename(&self) -> &'static str {
        "Partner"
    }

    fn write_field(&self, name: &str, _: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "id" => self.write_id(into),
            "slug" => write_plain(&*self.row.slug, into),
            "name" => write_plain(&self.row.name, into),
            "kind" => write_word(PartnerKind::from(self.row.kind), into),
            "aliases" => write_plain(&self.row.aliases, into),
            "generic" => write_plain(self.row.generic, into),
            "webUrl" => write_plain(self.page_address().0, into),
            _ => None,
        }
    }
}
