//! The type `Partnership`.

use async_graphql::{ID, Object, Result};

use super::{
    attention::ThemeAttentionEdge,
    board::{Board, BoardChange},
    connection::{Connection, RelationConnection},
    cost,
    council::CouncilMembership,
    coverage,
    date::Date,
    evidence::{self, Evidence},
    int::{short, some_int},
    known_document::KnownDocument,
    membership::PartnerMembershipEdge,
    reading::Shown,
    region::Region,
    similarity::Peer,
    source::Source,
    url::Url,
    vocabulary::{
        CitationFormat, Confidence, CoverageState, EditionPolicy, ListRole, PartnerKind, PeerBasis,
        words,
    },
};
use crate::{model, query};

const PEERS: i32 = 5;

/// An Integrated Care Partnership: the statutory committee of an integrated care system that
/// prepares its integrated care strategy. Many are not called “… ICP”; see `aliases`.
#[Object(name = "Partnership")]
impl Shown<model::Partnership> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among partnerships; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// Its full name.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Other names that are in use for it.
    async fn aliases(&self) -> &[String] {
        &self.row.aliases
    }

    /// The name of its integrated care system; null where the record has none.
    async fn system(&self) -> Option<&str> {
        self.row.system.as_deref()
    }

    /// The NHS England region in which it lies.
    async fn region(&self) -> Region {
        Region::new(&self.reading, self.row.region)
    }

    /// The Integrated Care Board of the same area.
    async fn board(&self) -> Board {
        Board(self.row.clone())
    }

    /// The councils in whose areas it lies.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn councils(&self) -> Vec<CouncilMembership> {
        let councils = query::councils_of(self.view(), &self.row.slug);
        councils.into_iter().map(|area| CouncilMembership::new(&self.reading, area)).collect()
    }

    /// Residents, as a source states them; null where none was found. Sources use different years
    /// and estimates: read `populationNote` before you compare.
    async fn population(&self) -> Option<i32> {
        some_int(self.row.population)
    }

    /// What to know about the figure of `population`; null where there is nothing to add.
    async fn population_note(&self) -> Option<&str> {
        self.row.population_note.as_deref()
    }

    /// Where `population` is stated.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn population_evidence(&self) -> Vec<Evidence> {
        evidence::of_sources(&self.reading, &self.row.population_source)
    }

    /// Its strategies and plans, every edition and kind, newest first.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn strategies(&self) -> Vec<Shown<model::Strategy>> {
        self.reading.show_all(query::strategies_of(self.view(), &self.row.slug))
    }

    /// The newest integrated care strategy that is not a draft, else the newest draft of one; null
    /// where the record knows none.
    async fn current_strategy(&self) -> Option<Shown<model::Strategy>> {
        query::current_strategy(self.view(), &self.row.slug).map(|row| self.reading.show(row))
    }

    /// What its strategies set out to do, in the order of strategy (oldest first), list and place.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn priorities(
        &self,
        #[graphql(desc = "Only items of lists of these roles; all roles when it is not given.")]
        roles: Option<Vec<ListRole>>,
        #[graphql(
            desc = "From which editions; without it, the current strategy only.",
            default_with = "Some(EditionPolicy::Current)"
        )]
        editions: Option<EditionPolicy>,
        #[graphql(desc = "At most this many items, 0 to 1000; 50 when it is not given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Shown<model::Priority>>> {
        let page = query::priorities_of_partnership(
            self.view(),
            &self.row.slug,
            words(roles).as_deref(),
            editions.map_or(model::EditionPolicy::Current, Into::into),
            &query::PageArguments::forward(first, after),
        )?;
        Ok(self.reading.show_page(page))
    }

    /// The organisations, and kinds of organisation, with which it works, in the order of its
    /// record. The edges say in which role, and where that is stated.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn partners(
        &self,
        #[graphql(desc = "Only partners of this kind; all kinds when it is not given.")]
        kind: Option<PartnerKind>,
        #[graphql(desc = "At most this many items, 0 to 1000; 50 when it is not given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<RelationConnection<PartnerMembershipEdge>> {
        let arguments = query::PageArguments::forward(first, after);
        let page = query::partners_of(self.view(), &self.row, kind.map(Into::into), &arguments)?;
        Ok(self.reading.show_relations(page, PartnerMembershipEdge::new))
    }

    /// Its named programmes, projects and initiatives, in the order of its record.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn programmes(
        &self,
        #[graphql(desc = "At most this many items, 0 to 1000; 50 when it is not given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Shown<model::Programme>>> {
        let arguments = query::PageArguments::forward(first, after);
        Ok(self.reading.show_page(query::programmes_of_partnership(
            self.view(),
            &self.row.slug,
            &arguments,
        )?))
    }

    /// How much of its attention each theme has, in the order of the scheme: its state, its share of
    /// the leading list, its share of the text.
    #[graphql(complexity = "cost::COMPARE + cost::page(first, child_complexity)")]
    async fn themes(
        &self,
        #[graphql(desc = "Only themes in this state; all four when it is not given.")]
        state: Option<CoverageState>,
        #[graphql(
            desc = "From which editions; without it, the current strategy only.",
            default_with = "Some(EditionPolicy::Current)"
        )]
        editions: Option<EditionPolicy>,
        #[graphql(desc = "At most this many items, 0 to 1000; 50 when it is not given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<RelationConnection<ThemeAttentionEdge>> {
        let options = coverage::options(editions);
        let mut themes = query::attention(self.view(), &self.row.slug, &options)?.themes;
        themes.retain(|row| state.is_none_or(|state| row.state == state.into()));
        let arguments = query::PageArguments::forward(first, after);
        let page = query::paginate(&themes, self.view().revision(), &arguments, |row| {
            row.theme.slug.to_string()
        })?;
        Ok(self.reading.show_relations(page, ThemeAttentionEdge::new))
    }

    /// The partnerships most like it, the most alike first, each with the reasons that add up to its
    /// score.
    #[graphql(complexity = "cost::best(first.unwrap_or(PEERS), child_complexity)")]
    async fn peers(
        &self,
        #[graphql(desc = "Alike in what.", default_with = "Some(PeerBasis::Content)")] by: Option<
            PeerBasis,
        >,
        #[graphql(
            desc = "At most this many partnerships, 0 to 100.",
            default_with = "Some(PEERS)"
        )]
        first: Option<i32>,
    ) -> Result<Vec<Peer>> {
        let by = by.unwrap_or(PeerBasis::Content).into();
        let (options, first) = (coverage::options(None), short(first.unwrap_or(PEERS))?);
        let peers = query::peers(self.view(), &self.row.slug, by, &options, first)?;
        Ok(peers.into_iter().map(|peer| Peer::new(&self.reading, peer)).collect())
    }

    /// Numbers and targets that sources state about it, in the order of its record. Conflicting
    /// figures are both kept.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn measures(&self) -> Vec<Shown<model::Measure>> {
        self.reading.show_all(query::measures_of(self.view(), &self.row.slug))
    }

    /// What happened, or is to happen, to its board: clusters, mergers, splits, transfers, renames.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn changes(&self) -> Vec<BoardChange> {
        let changes = query::board_changes_of(self.view(), &self.row.slug);
        changes.into_iter().map(|row| BoardChange::new(&self.reading, row)).collect()
    }

    /// The documents of it whose text is held here, our own digests included.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn documents(
        &self,
        #[graphql(desc = "At most this many items, 0 to 1000; 50 when it is not given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Shown<model::Document>>> {
        let arguments = query::PageArguments::forward(first, after);
        Ok(self.reading.show_page(query::documents_of(self.view(), &self.row.slug, &arguments)?))
    }

    /// Documents that are known to belong to it but are no strategy and are not held here.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn known_documents(&self) -> Vec<KnownDocument> {
        let documents = query::listed_documents_of(self.view(), &self.row.slug);
        documents.into_iter().map(|row| KnownDocument::new(&self.reading, row)).collect()
    }

    /// Every source in its record.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn sources(&self) -> Vec<Source> {
        let sources = query::sources_of(self.view(), &self.row.slug);
        sources.iter().map(|row| Source((&**row).into())).collect()
    }

    /// How sure the curator is that the lists of the current strategy were seen.
    async fn record_confidence(&self) -> Confidence {
        self.row.coverage.into()
    }

    /// What is inferred, doubtful or contradictory in its record, in the curator's words; null where
    /// there is nothing to add.
    async fn record_notes(&self) -> Option<&str> {
        self.row.notes.as_deref()
    }

    /// Where its record comes from: one entry for each source.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        let sources = query::sources_of(self.view(), &self.row.slug);
        evidence::of_sources(&self.reading, sources.iter().map(|source| &source.id))
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
