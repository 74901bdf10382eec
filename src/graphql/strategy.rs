//! The type `Strategy`.

use async_graphql::{ID, Object, Result, parser::types::SelectionSet};

use super::{
    connection::Connection,
    cost,
    date::Date,
    evidence::{self, Evidence},
    int::some_int,
    missing::get,
    priority_list::PriorityList,
    reading::Shown,
    url::Url,
    vocabulary::{CitationFormat, Edition, ListRole, StrategyKind, words},
    written::{Written, write_plain, write_thing, write_things, write_word},
};
use crate::{model, query};

/// One edition of one strategy or plan: a draft and the final version are two strategies, joined by
/// `supersedes`.
#[Object(name = "Strategy")]
impl Shown<model::Strategy> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among strategies; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// Whether `title` is the source's own; otherwise it is a label of ours.
    async fn title_exact(&self) -> bool {
        self.row.title_exact
    }

    /// What kind of strategy or plan it is.
    async fn kind(&self) -> StrategyKind {
        self.row.kind.into()
    }

    /// Other statutory roles that the same document plays.
    async fn also_serves_as(&self) -> Vec<StrategyKind> {
        self.row.also_serves_as.iter().copied().map(Into::into).collect()
    }

    /// Draft, consultation, interim, final or refreshed.
    async fn edition(&self) -> Edition {
        self.row.edition.into()
    }

    /// When it was published; null where the sources do not say.
    async fn published_on(&self) -> Option<Date> {
        self.row.published.map(Date)
    }

    /// The first calendar year of the period that it is for; null where none is stated.
    async fn period_from(&self) -> Option<i32> {
        some_int(self.row.period_from)
    }

    /// The last calendar year of the period that it is for; null where none is stated.
    async fn period_to(&self) -> Option<i32> {
        some_int(self.row.period_to)
    }

    /// Its vision, paraphrased by us in one sentence; null where none was found.
    async fn vision(&self) -> Option<&str> {
        self.row.vision.as_deref()
    }

    /// Where the vision is stated.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn vision_evidence(&self) -> Vec<Evidence> {
        evidence::of_sources(&self.reading, &self.row.vision_source)
    }

    /// Whose it is.
    async fn partnership(&self) -> Result<Shown<model::Partnership>> {
        let row = get(query::partnership_of(self.view(), &self.row), &self.row.slug)?;
        Ok(self.reading.show(row))
    }

    /// Its lists in the order of the source, each with its items.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn lists(&self) -> Vec<PriorityList> {
        let lists = query::lists_of(self.view(), &self.row.slug);
        lists.into_iter().map(|list| PriorityList::new(&self.reading, list)).collect()
    }

    /// The items of all its lists in order.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn priorities(
        &self,
        #[graphql(desc = "Only items of lists of these roles; all roles when it is not given.")]
        roles: Option<Vec<ListRole>>,
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
    ) -> Result<Connection<Shown<model::Priority>>> {
        let arguments = query::PageArguments { first, after, last, before };
        Ok(self.reading.show_page(query::priorities_of_strategy(
            self.view(),
            &self.row.slug,
            words(roles).as_deref(),
            &arguments,
        )?))
    }

    /// The earlier strategy of the same kind that this one replaces; null where there is none.
    async fn supersedes(&self) -> Option<Shown<model::Strategy>> {
        query::supersedes(self.view(), &self.row.slug).map(|row| self.reading.show(row))
    }

    /// The later strategy of the same kind that replaces this one; null where there is none.
    async fn superseded_by(&self) -> Option<Shown<model::Strategy>> {
        query::superseded_by(self.view(), &self.row.slug).map(|row| self.reading.show(row))
    }

    /// The documents held here that are its text or tell about it.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn documents(
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
    ) -> Result<Connection<Shown<model::Document>>> {
        let arguments = query::PageArguments { first, after, last, before };
        Ok(self.reading.show_page(query::documents_about(self.view(), &self.row.slug, &arguments)?))
    }

    /// From which source it is known.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        evidence::of_sources(&self.reading, [&self.row.source])
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

impl Written for Shown<model::Strategy> {
    fn typename(&self) -> &'static str {
        "Strategy"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "id" => self.write_id(into),
            "slug" => write_plain(&*self.row.slug, into),
            "title" => write_plain(&self.row.title, into),
            "titleExact" => write_plain(self.row.title_exact, into),
            "kind" => write_word(StrategyKind::from(self.row.kind), into),
            "edition" => write_word(Edition::from(self.row.edition), into),
            "publishedOn" => write_plain(self.row.published.map(|it| it.to_string()), into),
            "periodFrom" => write_plain(some_int(self.row.period_from), into),
            "periodTo" => write_plain(some_int(self.row.period_to), into),
            "vision" => write_plain(&self.row.vision, into),
            "partnership" => {
                let row = query::partnership_of(self.view(), &self.row)?;
                write_thing(&self.reading.show(row), selected, into)
            }
            "lists" => {
                let lists = query::lists_of(self.view(), &self.row.slug);
                let show = |list| PriorityList::new(&self.reading, list);
                write_things(lists.into_iter().map(show), selected, into)
            }
            "webUrl" => write_plain(self.page_address().0, into),
            _ => None,
        }
    }
}
