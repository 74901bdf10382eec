//! What can be asked of a snapshot, and what it answers: plain data, no index types.

use serde::{Deserialize, Serialize};

use super::document::Field;
use crate::model::{
    AssertionMethod, EditionPolicy, NodeKey, NodeKind, PartialDate, Region, Slug, StrategyKind,
};

/// A question: words, filters, order, and which hits of the answer are wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
    /// What a person typed (`language.rs` says how it is read). Empty: everything, filtered.
    pub query: String,
    /// What hits must be.
    pub filter: SearchFilter,
    /// In which order.
    pub sort: SearchSort,
    /// Which of them.
    pub window: Window,
    /// Whether synonyms and acronyms are added to words (they are, unless switched off).
    pub expand: bool,
    /// Which facets are counted; none costs nothing.
    pub facets: Vec<FacetRequest>,
    /// Whether fragments with the matching words are made for the hits.
    pub highlight: bool,
}

impl Default for SearchRequest {
    fn default() -> Self {
        Self {
            query: String::new(),
            filter: SearchFilter::default(),
            sort: SearchSort::Relevance,
            window: Window::first(20),
            expand: true,
            facets: Vec::new(),
            highlight: true,
        }
    }
}

/// What hits must be. Values of one list are alternatives; the lists all hold. An empty list asks
/// for nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchFilter {
    /// Kinds of node.
    pub kinds: Vec<NodeKind>,
    /// Partnerships to which the hit belongs.
    pub partnerships: Vec<Slug>,
    /// Regions in which it lies.
    pub regions: Vec<Region>,
    /// Themes; narrower ones are included.
    pub themes: Vec<Slug>,
    /// Which editions. `None` and `All`: every one. `Current`: things that belong to no strategy,
    /// and those of current strategies. `DraftsOnly`: only things of drafts.
    pub editions: Option<EditionPolicy>,
    /// Kinds of strategy to which it belongs.
    pub strategy_kinds: Vec<StrategyKind>,
    /// Strategies to which it belongs.
    pub strategies: Vec<Slug>,
    /// Published then or later (the earliest day that this can mean).
    pub published_from: Option<PartialDate>,
    /// Published then or earlier (the latest day that this can mean).
    pub published_to: Option<PartialDate>,
    /// Methods of assertions. Given: the hit is or carries an assertion of one of them, and only
    /// such count as its themes. `None`: every hit, with themes that are curated or accepted.
    pub methods: Option<Vec<AssertionMethod>>,
    /// Publishers, exactly.
    pub publishers: Vec<String>,
    /// Documents of which it is a passage (search in one document).
    pub documents: Vec<Slug>,
    /// Documents that are not found, nor their passages: others have taken their place.
    pub without_documents: Vec<Slug>,
}

/// The order of hits. Ties are in the order of kinds, then of slugs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SearchSort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first; what has no date comes last.
    Newest,
    /// By title, without regard to case and accents.
    Name,
}

/// Which hits of all are wanted.
#[derive(Debug, Clone, PartialEq)]
pub enum Window {
    /// The first hits, or the first after one.
    First {
        /// How many at most.
        count: usize,
        /// The hit after which they begin; it need not exist any more.
        after: Option<SortKey>,
    },
    /// The last hits, or the last before one.
    Last {
        /// How many at most.
        count: usize,
        /// The hit before which they end; it need not exist any more.
        before: Option<SortKey>,
    },
}

impl Window {
    /// The first hits of all.
    pub fn first(count: usize) -> Self {
        Self::First { count, after: None }
    }
}

/// The place of a hit in its order: all that a cursor needs, together with the revision. A page
/// after a place is also right on a later revision: a hit whose text did not change keeps its
/// place, because the statistics that scores depend on travel along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    /// The value by which hits are ordered.
    pub value: SortValue,
    /// The key of the hit, as `kind:slug`.
    pub key: String,
    /// Number of documents and frequencies of the query's words when the first page was asked;
    /// empty unless ordered by relevance.
    pub statistics: Vec<u64>,
}

/// The value by which hits are ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortValue {
    /// The score, as the bits of an `f64`.
    Score(u64),
    /// The first possible day of publication as `YYYYMMDD`; 0 for none.
    Day(u64),
    /// The title.
    Title(String),
}

/// A dimension by which hits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Kinds of node; every hit has exactly one.
    Kinds,
    /// Partnerships.
    Partnerships,
    /// Regions.
    Regions,
    /// Themes of both levels; a hit counts once for a wider theme, however many of its narrower
    /// ones it has.
    Themes,
    /// Editions of strategies.
    Editions,
    /// Kinds of strategy.
    StrategyKinds,
    /// Calendar years of publication.
    Years,
    /// Publishers.
    Publishers,
}

impl Dimension {
    /// All dimensions.
    pub const ALL: [Self; 8] = [
        Self::Kinds,
        Self::Partnerships,
        Self::Regions,
        Self::Themes,
        Self::Editions,
        Self::StrategyKinds,
        Self::Years,
        Self::Publishers,
    ];
}

/// A dimension to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacetRequest {
    /// Which.
    pub dimension: Dimension,
    /// Whether the filter on this dimension itself is left out for the counts, so that a person
    /// sees what widening the choice would give.
    pub lifted: bool,
}

/// The counts of one dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// Which.
    pub dimension: Dimension,
    /// The values with their counts, most frequent first, then by value. Values are words or
    /// slugs; labels are the asker's.
    pub values: Vec<FacetValue>,
}

/// How many hits have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// A word of a vocabulary, a slug, a year or a publisher's name.
    pub value: String,
    /// How many hits.
    pub count: u64,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchResults {
    /// The hits of the window, in order.
    pub hits: Vec<SearchHit>,
    /// How many hits there are in all; exact.
    pub total: u64,
    /// How many hits come before the window; exact.
    pub before: u64,
    /// How many hits come after the window; exact.
    pub after: u64,
    /// The facets asked for, in the order asked.
    pub facets: Vec<Facet>,
    /// How the query was read, for people.
    pub interpreted_as: String,
    /// Synonyms and acronyms that were added.
    pub expansions: Vec<Expansion>,
    /// When nothing was found: a wider reading that finds something.
    pub relaxed: Option<RelaxedQuery>,
    /// A query with other spelling that finds more, where this one finds little.
    pub did_you_mean: Option<String>,
    /// The revision that answered.
    pub revision: i64,
}

/// One hit.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// Which node.
    pub key: NodeKey,
    /// How well it matches; 0 where the query has no words.
    pub score: f64,
    /// Its place in the order, for a cursor.
    pub sort_key: SortKey,
    /// In which classes of text words of the query were found.
    pub fields: Vec<Field>,
    /// The best fragment of each text that matched.
    pub highlights: Vec<Highlight>,
}

/// A fragment of a text and what matched in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Which text of the node, such as `gist`.
    pub field: &'static str,
    /// The fragment: the whole text, or some of its sentences.
    pub text: String,
    /// What matched: `[start, end)` in Unicode scalar values of the fragment, in order, apart.
    pub ranges: Vec<(usize, usize)>,
}

/// Words that were added to a word or phrase of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// What was typed.
    pub from: String,
    /// What was searched as well.
    pub to: Vec<String>,
}

/// A wider reading of a query that found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelaxedQuery {
    /// The query to ask instead.
    pub query: String,
    /// How many hits it has.
    pub total: u64,
}

/// A completion for a search box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What to put into the box or to show.
    pub text: String,
    /// The node of that name or alias.
    pub key: NodeKey,
}
