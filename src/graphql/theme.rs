//! The type `Theme`.

// Arguments of a field are arguments of its resolver.
#![allow(clippy::too_many_arguments)]

use async_graphql::{ID, Object, Result, parser::types::SelectionSet};

use super::{
    connection::{Connection, RelationConnection},
    cost,
    coverage::{self, ComparisonCell, CoverageCounts, ThemeCoverageEdge},
    date::Date,
    framework_topic::FrameworkTopicMapping,
    int::short,
    reading::Shown,
    similarity::RelatedTheme,
    url::Url,
    vocabulary::{CitationFormat, CoverageState, EditionPolicy, ListRole},
    written::{Written, write_plain},
};
use crate::{model, query};

const RELATED: i32 = 5;

/// A concept of the theme scheme: what priorities and passages are coded to, so that partnerships
/// with different words can be compared. The scheme has two levels.
#[Object(name = "Theme")]
impl Shown<model::Theme> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among themes; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// Its preferred label.
    async fn label(&self) -> &str {
        &self.row.label
    }

    /// What it covers, and what it does not.
    async fn definition(&self) -> &str {
        &self.row.definition
    }

    /// Other labels for the same concept.
    async fn alt_labels(&self) -> &[String] {
        &self.row.alt_labels
    }

    /// Phrases that show that a passage is about it: what the machine looks for.
    async fn phrases(&self) -> &[String] {
        &self.row.phrases
    }

    /// The wider theme; null at the top level.
    async fn broader(&self) -> Option<Shown<model::Theme>> {
        query::broader_of(self.view(), &self.row).map(|row| self.reading.show(row))
    }

    /// The narrower themes in the order of the scheme.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn narrower(&self) -> Vec<Shown<model::Theme>> {
        self.reading.show_all(query::narrower_of(self.view(), &self.row.slug))
    }

    /// The themes that partnerships make a priority together with it more often than by chance, the
    /// highest lift first, with the counts from which the lift follows. Wider and narrower themes are
    /// left out, and so are pairs that fewer than three partnerships share. Over the whole scheme:
    /// `themePairs` of the query.
    #[graphql(complexity = "cost::best(first.unwrap_or(RELATED), child_complexity)")]
    async fn related(
        &self,
        #[graphql(desc = "At most this many themes, 0 to 100.", default_with = "Some(RELATED)")]
        first: Option<i32>,
        #[graphql(
            desc = "From which editions; without it, current strategies only.",
            default_with = "Some(EditionPolicy::Current)"
        )]
        editions: Option<EditionPolicy>,
        #[graphql(
            desc = "Items of lists of which roles count as priorities; priorities, aims, outcomes and groups when it is not given."
        )]
        roles: Option<Vec<ListRole>>,
        #[graphql(
            desc = "Whether themes of priorities that the machine proposed and nobody confirmed count.",
            default_with = "Some(false)"
        )]
        proposed: Option<bool>,
    ) -> Result<Vec<RelatedTheme>> {
        let first = short(first.unwrap_or(RELATED))?;
        let options = coverage::options(editions, roles, proposed);
        let related = query::related_themes(self.view(), &self.row.slug, &options, first)?;
        Ok(related.into_iter().map(|one| RelatedTheme::new(&self.reading, one)).collect())
    }

    /// How many partnerships are in each of four states; narrower themes count for it. A partnership
    /// has it as a priority if a person coded or accepted an item of its priorities, aims, outcomes or
    /// groups (see `roles`) to it. It mentions it if only something else that is held is about it: a
    /// passage, a vision, a programme, or an item of another list, such as an enabler. It lacks it
    /// (`notFound`) only if neither is the case and its strategy was looked through: a list known to be
    /// complete, or the full text of the strategy itself; a digest can show a mention and never an
    /// absence. Of all others nothing can be said (`notAssessed`): no strategy, only a part of a list,
    /// or only excerpts are held. The denominator of a share is `assessed`, which leaves these out:
    /// write “17 of 31 assessed partnerships”, never “17 of 42”.
    #[graphql(complexity = "cost::walk(child_complexity)")]
    async fn coverage(
        &self,
        #[graphql(
            desc = "From which editions; without it, current strategies only.",
            default_with = "Some(EditionPolicy::Current)"
        )]
        editions: Option<EditionPolicy>,
        #[graphql(
            desc = "Items of lists of which roles count as priorities; priorities, aims, outcomes and groups when it is not given."
        )]
        roles: Option<Vec<ListRole>>,
        #[graphql(
            desc = "Whether themes of priorities that the machine proposed and nobody confirmed count.",
            default_with = "Some(false)"
        )]
        proposed: Option<bool>,
    ) -> Result<CoverageCounts> {
        let comparison = self
            .reading
            .compare(&coverage::by_all_themes(coverage::options(editions, roles, proposed)))?;
        Ok(coverage::row_of(&comparison, &self.row.slug)?.counts.into())
    }

    /// What each partnership says of it, by name of the partnership: its state, and what that stands
    /// on. `totalCount` is the number in the state asked for; for a share divide it by
    /// `coverage { assessed }`.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn partnerships(
        &self,
        #[graphql(desc = "Only partnerships in this state; all four when it is not given.")]
        state: Option<CoverageState>,
        #[graphql(
            desc = "From which editions; without it, current strategies only.",
            default_with = "Some(EditionPolicy::Current)"
        )]
        editions: Option<EditionPolicy>,
        #[graphql(
            desc = "Items of lists of which roles count as priorities; priorities, aims, outcomes and groups when it is not given."
        )]
        roles: Option<Vec<ListRole>>,
        #[graphql(
            desc = "Whether themes of priorities that the machine proposed and nobody confirmed count.",
            default_with = "Some(false)"
        )]
        proposed: Option<bool>,
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
    ) -> Result<RelationConnection<ThemeCoverageEdge>> {
        let comparison = self
            .reading
            .compare(&coverage::by_all_themes(coverage::options(editions, roles, proposed)))?;
        let row = coverage::row_of(&comparison, &self.row.slug)?;
        let mut cells = ComparisonCell::of_row(&self.reading, &comparison, row);
        cells.retain(|cell| state.is_none_or(|state| cell.is(state.into())));
        let arguments = query::PageArguments { first, after, last, before };
        let revision = self.view().revision();
        let page = query::paginate(&cells, revision, &arguments, ComparisonCell::identity)?;
        Ok(self.reading.show_relations(page, ThemeCoverageEdge::new))
    }

    /// The priorities of all editions that are about it or about a narrower theme, by partnership,
    /// strategy and place. Drafts and superseded editions count; for current ones only, ask
    /// `priorities` of the query with `editions: CURRENT`.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn priorities(
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
    ) -> Result<Connection<Shown<model::Priority>>> {
        let arguments = query::PageArguments { first, after, last, before };
        Ok(self.reading.show_page(query::priorities_about(
            self.view(),
            &self.row.slug,
            &arguments,
        )?))
    }

    /// The passages in which it or a narrower theme was found, by document and place. Each comes
    /// once.
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
        let page = query::passages_about(self.view(), &self.row.slug, &arguments)?;
        Ok(self.reading.show_page(page.map(|mention| mention.passage)))
    }

    /// The topics of outside frameworks that map to it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn topics(&self) -> Vec<FrameworkTopicMapping> {
        query::topics_of_theme(self.view(), &self.row.slug)
            .into_iter()
            .map(|(topic, mapping)| {
                FrameworkTopicMapping::new(&self.reading, topic, self.row.clone(), &mapping)
            })
            .collect()
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

impl Written for Shown<model::Theme> {
    fn typename(&self) -> &'static str {
        "Theme"
    }

    fn write_field(&self, name: &str, _: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "id" => self.write_id(into),
            "slug" => write_plain(&*self.row.slug, into),
            "label" => write_plain(&self.row.label, into),
            "definition" => write_plain(&self.row.definition, into),
            "webUrl" => write_plain(self.page_address().0, into),
            _ => None,
        }
    }
}
