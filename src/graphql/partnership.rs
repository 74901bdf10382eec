//! The type `Partnership`.

// Arguments of a field are arguments of its resolver.
#![allow(clippy::too_many_arguments)]

use async_graphql::{ID, Object, Result, parser::types::SelectionSet};

use super::{
    attention::{EffectiveThemes, ThemeAttentionEdge},
    board::{Board, BoardChange},
    connection::{Connection, RelationConnection},
    cost,
    council::CouncilMembership,
    coverage,
    date::Date,
    distinctive::DistinctiveAnswer,
    evidence::{self, Evidence},
    int::{short, some_int},
    known_document::KnownDocument,
    membership::PartnerMembershipEdge,
    reading::Shown,
    region::Region,
    similarity::Peer,
    source::Source,
    standing::{ReplacedPartnership, Successor},
    url::Url,
    vocabulary::{
        CitationFormat, Confidence, CoverageState, DistinctiveAgainst, EditionPolicy, FeatureKind,
        ListRole, PartnerKind, PeerBasis, words,
    },
    written::{Written, WrittenList, write_plain, write_thing},
};
use crate::{model, query};

const PEERS: i32 = 5;
/// So many peers by context stand for “partnerships like it”.
const PEERS_AGAINST: usize = 10;
/// The usual false discovery rate.
const RATE: f64 = 0.05;

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
    async fn strategies(&self) -> WrittenList<Shown<model::Strategy>> {
        let strategies = query::strategies_of(self.view(), &self.row.slug);
        WrittenList(self.reading.show_all(strategies))
    }

    /// The newest integrated care strategy that is not a draft, else the newest draft of one; null
    /// where the record knows none.
    async fn current_strategy(&self) -> Option<Shown<model::Strategy>> {
        query::current_strategy(self.view(), &self.row.slug).map(|row| self.reading.show(row))
    }

    /// What its strategies set out to do, in the order of strategy (oldest first), list and place.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn priorities(
        &self,
        #[graphql(desc = "Only items of lists of these roles; all roles when it is not given.")]
        roles: Option<Vec<ListRole>>,
        #[graphql(
            desc = "From which editions; without it, the current strategy only.",
            default_with = "Some(EditionPolicy::Current)"
        )]
        editions: Option<EditionPolicy>,
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
        let page = query::priorities_of_partnership(
            self.view(),
            &self.row.slug,
            words(roles).as_deref(),
            editions.map_or(model::EditionPolicy::Current, Into::into),
            &query::PageArguments { first, after, last, before },
        )?;
        Ok(self.reading.show_page(page))
    }

    /// The organisations, and kinds of organisation, with which it works, in the order of its
    /// record. The edges say in which role, and where that is stated.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn partners(
        &self,
        #[graphql(desc = "Only partners of this kind; all kinds when it is not given.")]
        kind: Option<PartnerKind>,
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
        let page = query::partners_of(self.view(), &self.row, kind.map(Into::into), &arguments)?;
        Ok(self.reading.show_relations(page, PartnerMembershipEdge::to_partner))
    }

    /// Its named programmes, projects and initiatives, in the order of its record.
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
        Ok(self.reading.show_page(query::programmes_of_partnership(
            self.view(),
            &self.row.slug,
            &arguments,
        )?))
    }

    /// How much of its attention each theme has, in the order of the scheme: its state, its share of
    /// the leading list, its share of the text.
    #[graphql(complexity = "cost::compare(cost::page(first.or(last), child_complexity))")]
    async fn themes(
        &self,
        #[graphql(desc = "Only themes in this state; all four when it is not given.")]
        state: Option<CoverageState>,
        #[graphql(
            desc = "From which editions; without it, the current strategy only.",
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
    ) -> Result<RelationConnection<ThemeAttentionEdge>> {
        let options = coverage::options(editions, roles, proposed);
        let attention = query::attention(self.view(), &self.row.slug, &options)?;
        let in_state =
            |row: &&query::ThemeAttention| state.is_none_or(|state| row.state == state.into());
        let themes: Vec<_> = attention.themes.iter().filter(in_state).cloned().collect();
        let arguments = query::PageArguments { first, after, last, before };
        let page = query::paginate(&themes, self.view().revision(), &arguments, |row| {
            row.theme.slug.to_string()
        })?;
        let edge = |reading, relation, cursor| {
            ThemeAttentionEdge::new(reading, relation, options.clone(), cursor)
        };
        Ok(self.reading.show_relations(page, edge))
    }

    /// As how many themes of equal weight its priorities are spread: a single number for how broad or
    /// narrow its attention is.
    #[graphql(complexity = "cost::COMPARE + child_complexity")]
    async fn effective_themes(
        &self,
        #[graphql(
            desc = "From which editions; without it, the current strategy only.",
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
    ) -> Result<EffectiveThemes> {
        let options = coverage::options(editions, roles, proposed);
        Ok((&*query::attention(self.view(), &self.row.slug, &options)?).into())
    }

    /// Themes, or terms, that it uses more, or less, than others do, beyond chance, each with items and
    /// passages that show it. Weighted log odds with an informative Dirichlet prior (Monroe, Colaresi
    /// and Quinn 2008, “Fightin’ Words”), corrected for the number tested (Benjamini and Hochberg 1995).
    #[graphql(complexity = "4 * cost::COMPARE + child_complexity")]
    async fn distinctive(
        &self,
        #[graphql(desc = "Themes or terms.", default_with = "Some(FeatureKind::Themes)")]
        of: Option<FeatureKind>,
        #[graphql(
            desc = "Against whom, when `partnerships` is not given.",
            default_with = "Some(DistinctiveAgainst::All)"
        )]
        against: Option<DistinctiveAgainst>,
        #[graphql(desc = "Against these, by slug; names, boards and codes are understood too.")]
        partnerships: Option<Vec<String>>,
        #[graphql(
            desc = "The false discovery rate, 0 to 1: at most this share of what is flagged is expected to be chance.",
            default_with = "Some(RATE)"
        )]
        rate: Option<f64>,
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
    ) -> Result<DistinctiveAnswer> {
        let options = coverage::options(editions, roles, proposed);
        let against = match (partnerships.filter(|named| !named.is_empty()), against) {
            (Some(named), _) => query::Against::Named(named),
            (None, Some(DistinctiveAgainst::Peers)) => query::Against::Peers(PEERS_AGAINST),
            (None, _) => query::Against::All,
        };
        let answer = query::distinctive(
            self.view(),
            &self.row.slug,
            of.unwrap_or(FeatureKind::Themes).into(),
            &against,
            rate.unwrap_or(RATE),
            &options,
        )?;
        Ok(DistinctiveAnswer::new(&self.reading, answer))
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
        #[graphql(
            desc = "Content: from which editions; without it, current strategies only.",
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
    ) -> Result<Vec<Peer>> {
        let by = by.unwrap_or(PeerBasis::Content).into();
        let first = short(first.unwrap_or(PEERS))?;
        let options = coverage::options(editions, roles, proposed);
        let peers = query::peers(self.view(), &self.row.slug, by, &options, first)?;
        Ok(peers.into_iter().map(|peer| Peer::new(&self.reading, peer)).collect())
    }

    /// Since when there is this partnership, where it came, or is to come, in the place of others; null
    /// for the partnerships of the record.
    async fn since(&self) -> Option<Date> {
        query::find_standing(self.view(), &self.row.slug)?.since.map(Date)
    }

    /// The partnerships that it replaces, where it came, or is to come, later; empty for the
    /// partnerships of the record. It has no strategy of its own on record: what was said before is
    /// asked of these, and `compare(asOf:)` puts them together in one column.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn replaces(&self) -> Vec<ReplacedPartnership> {
        ReplacedPartnership::show_all(&self.reading, &self.row.slug)
    }

    /// What takes, or took, its place by a merger or split that is done or approved, whenever that is;
    /// empty where it goes on. Its own record, `id` and page stay.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn replaced_by(&self) -> Vec<Successor> {
        Successor::show_all(&self.reading, &self.row.slug)
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

impl Written for Shown<model::Partnership> {
    fn typename(&self) -> &'static str {
        "Partnership"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "id" => self.write_id(into),
            "slug" => write_plain(&*self.row.slug, into),
            "name" => write_plain(&self.row.name, into),
            "aliases" => write_plain(&self.row.aliases, into),
            "system" => write_plain(&self.row.system, into),
            "region" => write_thing(&Region::new(&self.reading, self.row.region), selected, into),
            "population" => write_plain(some_int(self.row.population), into),
            "webUrl" => write_plain(self.page_address().0, into),
            _ => None,
        }
    }
}
