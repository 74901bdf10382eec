//! The type `Priority`.

use async_graphql::{ID, Object, Result, parser::types::SelectionSet};

use super::{
    connection::Connection,
    cost, coverage,
    date::Date,
    evidence::{self, Evidence},
    int::{int, short},
    missing::get,
    reading::Shown,
    similarity::SimilarPriority,
    theme_assignment::{ThemeAssignment, WrittenAssignment},
    url::Url,
    vocabulary::{AssertionMethod, CitationFormat, ListRole},
    written::{Written, write_plain, write_thing, write_things},
};
use crate::{model, query};

const SIMILAR: i32 = 5;

/// One item of one list of a strategy. Look at `role`: besides priorities in the narrow sense there
/// are aims, outcomes, enablers, principles and more.
#[Object(name = "Priority")]
impl Shown<model::Priority> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among priorities; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Whether `name` is the source's own title; otherwise it is a label or shortened by us, not to
    /// be quoted.
    async fn exact_name(&self) -> bool {
        self.row.exact
    }

    /// What it is about, in one clause of our own; null where the name says it all.
    async fn gist(&self) -> Option<&str> {
        self.row.gist.as_deref()
    }

    /// What the list in which it stands enumerates.
    async fn role(&self) -> Result<ListRole> {
        let list = query::list_of_priority(self.view(), &self.row);
        Ok(get(list, &self.row.slug)?.role.into())
    }

    /// The source's own word for it, such as “mission”; null where it has none.
    async fn called(&self) -> Option<String> {
        query::list_of_priority(self.view(), &self.row).and_then(|list| list.called.clone())
    }

    /// Its place in its list, from 1; null where the order of the list is uncertain or means
    /// nothing.
    async fn rank(&self) -> Option<i32> {
        query::list_of_priority(self.view(), &self.row)
            .filter(|list| list.ordered)
            .map(|_| int(self.row.position + 1))
    }

    /// The strategy that states it.
    async fn strategy(&self) -> Result<Shown<model::Strategy>> {
        let row = get(query::strategy_of_priority(self.view(), &self.row), &self.row.slug)?;
        Ok(self.reading.show(row))
    }

    /// Whose strategy states it.
    async fn partnership(&self) -> Result<Shown<model::Partnership>> {
        let row = get(query::partnership_of_priority(self.view(), &self.row), &self.row.slug)?;
        Ok(self.reading.show(row))
    }

    /// The item of the same strategy under which it stands; null at the top.
    async fn parent(&self) -> Option<Shown<model::Priority>> {
        query::parent_of(self.view(), &self.row).map(|row| self.reading.show(row))
    }

    /// The items that stand under it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn parts(&self) -> Vec<Shown<model::Priority>> {
        self.reading.show_all(query::parts_of(self.view(), &self.row.slug))
    }

    /// The themes that it is about, the primary one first.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn themes(&self) -> Vec<ThemeAssignment> {
        query::themes_of_priority(self.view(), &self.row.slug)
            .into_iter()
            .map(|found| ThemeAssignment::of_priority(&self.reading, &self.row, found))
            .collect()
    }

    /// The programmes that serve it.
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
        Ok(self.reading.show_page(query::programmes_serving(
            self.view(),
            &self.row.slug,
            &arguments,
        )?))
    }

    /// The priorities of current strategies most like it, the most alike first, each with the reasons
    /// that add up to its score: shared themes 0.7 (rare ones weigh more), shared words 0.3.
    #[graphql(complexity = "cost::best(first.unwrap_or(SIMILAR), child_complexity)")]
    async fn similar(
        &self,
        #[graphql(desc = "Only priorities of other partnerships.", default_with = "Some(true)")]
        elsewhere_only: Option<bool>,
        #[graphql(
            desc = "At most this many priorities, 0 to 100.",
            default_with = "Some(SIMILAR)"
        )]
        first: Option<i32>,
    ) -> Result<Vec<SimilarPriority>> {
        let similar = query::similar_priorities(
            self.view(),
            &self.row.slug,
            elsewhere_only.unwrap_or(true),
            &coverage::options(None, None, None),
            short(first.unwrap_or(SIMILAR))?,
        )?;
        Ok(similar.into_iter().map(|one| SimilarPriority::new(&self.reading, one)).collect())
    }

    /// How far it is trusted: `CURATED`, or `ACCEPTED` where the machine found it in a document and
    /// a curator confirmed it. What nobody has confirmed stands under `proposals` alone.
    async fn method(&self) -> AssertionMethod {
        query::method_of(self.view(), <model::Priority as model::Row>::TABLE, &self.row.slug).into()
    }

    /// Which sources state it, the best first, and the passages in which the machine found it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        evidence::of_row(&self.reading, &*self.row, &self.row.sources)
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

impl Written for Shown<model::Priority> {
    fn typename(&self) -> &'static str {
        "Priority"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "id" => self.write_id(into),
            "slug" => write_plain(&*self.row.slug, into),
            "name" => write_plain(&self.row.name, into),
            "exactName" => write_plain(self.row.exact, into),
            "gist" => write_plain(&self.row.gist, into),
            "rank" => {
                let list = query::list_of_priority(self.view(), &self.row);
                let ordered = list.filter(|list| list.ordered);
                write_plain(ordered.map(|_| int(self.row.position + 1)), into)
            }
            "strategy" => {
                let row = query::strategy_of_priority(self.view(), &self.row)?;
                write_thing(&self.reading.show(row), selected, into)
            }
            "partnership" => {
                let row = query::partnership_of_priority(self.view(), &self.row)?;
                write_thing(&self.reading.show(row), selected, into)
            }
            "themes" => {
                let found = query::themes_of_priority(self.view(), &self.row.slug);
                let written = |found| WrittenAssignment { reading: &self.reading, found };
                write_things(found.iter().map(written), selected, into)
            }
            "webUrl" => write_plain(self.page_address().0, into),
            _ => None,
        }
    }
}
