//! Full-text search and suggestions over one view.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    model::{
        AssertionMethod, Edition, EditionPolicy, NodeKind, PartialDate, Partnership, Region, Slug,
        StrategyKind, Word,
    },
    view::{
        View,
        graph::Node,
        search::{self, SearchRequest, SortKey, Window},
    },
};

pub use crate::view::search::{Dimension, Expansion, FacetRequest, RelaxedQuery, SearchSort};

use super::{
    document::replaced_documents,
    names::known_slugs,
    page::{DEFAULT_PAGE, Item, Page, page_size},
};

/// Which hits: all conditions must hold; a condition that is not given, or is an empty list, holds
/// for every node.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchFilter {
    /// Of one of these kinds.
    pub kinds: Option<Vec<NodeKind>>,
    /// Of one of these partnerships.
    pub partnerships: Option<Vec<String>>,
    /// Of a partnership in one of these regions.
    pub regions: Option<Vec<Region>>,
    /// About one of these themes or a narrower one.
    pub themes: Option<Vec<String>>,
    /// Of these editions; things that belong to no strategy are not filtered out. Documents in whose
    /// place newer ones stand are found only with `All`, or where `documents` names them.
    pub editions: Option<EditionPolicy>,
    /// In a strategy of one of these kinds.
    pub strategy_kinds: Option<Vec<StrategyKind>>,
    /// Published on or after this date.
    pub published_from: Option<PartialDate>,
    /// Published on or before this date.
    pub published_to: Option<PartialDate>,
    /// With one of these methods of assertion.
    pub methods: Option<Vec<AssertionMethod>>,
    /// In one of these documents.
    pub documents: Option<Vec<String>>,
}

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchQuestion {
    /// The user's text; empty to browse all that the filter lets through.
    pub text: String,
    /// Which hits.
    pub filter: SearchFilter,
    /// In which order.
    pub sort: SearchSort,
    /// Only the words as written: no synonyms, no acronyms.
    pub exact: bool,
    /// Which facets to count.
    pub facets: Vec<FacetRequest>,
    /// At most so many.
    pub first: Option<i32>,
    /// After this cursor.
    pub after: Option<String>,
    /// Instead of the first the last hits: at most so many.
    pub last: Option<i32>,
    /// Before this cursor.
    pub before: Option<String>,
}

impl SearchQuestion {
    fn window(&self) -> Result<Window> {
        let backwards = self.last.is_some() || self.before.is_some();
        if backwards && (self.first.is_some() || self.after.is_some()) {
            return Err(Error::bad_user_input(
                "“first” and “after” lead forwards through the hits, “last” and “before” backwards: use one pair",
            ));
        }
        let key = |cursor: &Option<String>| {
            let cursor = cursor.as_deref().map(HitCursor::decode).transpose()?;
            Ok::<_, Error>(cursor.map(|cursor| cursor.key))
        };
        let size =
            if backwards { page_size("last", self.last)? } else { page_size("first", self.first)? };
        let count = size.unwrap_or(DEFAULT_PAGE);
        Ok(if backwards {
            Window::Last { count, before: key(&self.before)? }
        } else {
            Window::First { count, after: key(&self.after)? }
        })
    }
}

/// A fragment of text and the character ranges in it that matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Which field, such as `name` or `text`.
    pub field: &'static str,
    /// The fragment.
    pub text: String,
    /// What matched: `[start, end)` in Unicode scalar values of the fragment.
    pub ranges: Vec<(usize, usize)>,
}

impl From<search::Highlight> for Highlight {
    fn from(found: search::Highlight) -> Self {
        Self { field: found.field, text: found.text, ranges: found.ranges }
    }
}

/// A hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// How well it matches: BM25 with field weights; 0 when nothing was searched for.
    pub score: f64,
    /// What it is.
    pub node: Node,
    /// What to call it.
    pub title: String,
    /// Where it matched.
    pub highlights: Vec<Highlight>,
    /// Whose it is.
    pub partnership: Option<Arc<Partnership>>,
}

/// How many hits have one value of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The value, as a filter takes it.
    pub value: String,
    /// What to call it.
    pub label: String,
    /// Number of hits of the same question that have it.
    pub count: usize,
}

/// The counts of one dimension, most frequent value first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// Which dimension.
    pub dimension: Dimension,
    /// Its values among the hits.
    pub values: Vec<FacetCount>,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchAnswer {
    /// Hits of this page, with the exact total.
    pub hits: Page<Hit>,
    /// The facets that were asked for, in that order.
    pub facets: Vec<Facet>,
    /// How the text was read.
    pub interpreted_as: String,
    /// What was added to the words of the text.
    pub expansions: Vec<Expansion>,
    /// A wider query that finds something, where this one finds nothing.
    pub relaxed: Option<RelaxedQuery>,
    /// A spelling that finds something, where this one finds nothing.
    pub did_you_mean: Option<String>,
    /// The revision of the view.
    pub revision: i64,
}

/// A completion for a search box.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What to write.
    pub text: String,
    /// What it leads to.
    pub node: Node,
    /// Whose that is.
    pub partnership: Option<Arc<Partnership>>,
}

/// Hits for a question.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter, unusable page arguments, or a text of more
/// than 4,000 characters or 128 words.
pub fn search(view: &View, question: &SearchQuestion) -> Result<SearchAnswer> {
    let results = view.searcher.search(&request(view, question)?, view)?;
    let revision = view.revision();
    let items = results
        .hits
        .into_iter()
        .filter_map(|hit| {
            let node = view.graph.node(view.graph.find(&hit.key)?).into_owned();
            let cursor = HitCursor { revision, key: hit.sort_key }.encode();
            let highlights = hit.highlights.into_iter().map(Highlight::from).collect();
            Some(Item {
                node: Hit {
                    score: hit.score,
                    title: title_of(view, &node),
                    partnership: owner_of(view, &node),
                    highlights,
                    node,
                },
                cursor,
            })
        })
        .collect();
    Ok(SearchAnswer {
        hits: Page {
            items,
            total_count: count(results.total),
            has_next_page: results.after > 0,
            has_previous_page: results.before > 0,
        },
        facets: results.facets.into_iter().map(|facet| labelled(view, facet)).collect(),
        interpreted_as: results.interpreted_as,
        expansions: results.expansions,
        relaxed: results.relaxed,
        did_you_mean: results.did_you_mean,
        revision,
    })
}

fn request(view: &View, question: &SearchQuestion) -> Result<SearchRequest> {
    Ok(SearchRequest {
        query: question.text.clone(),
        filter: question.filter.resolve(view)?,
        sort: question.sort,
        window: question.window()?,
        facets: question.facets.clone(),
        expand: !question.exact,
        ..SearchRequest::default()
    })
}

impl SearchFilter {
    fn resolve(&self, view: &View) -> Result<search::SearchFilter> {
        let slugs = |kind, slugs: &Option<Vec<String>>| {
            known_slugs(view, kind, slugs.as_deref().unwrap_or_default())
        };
        Ok(search::SearchFilter {
            kinds: self.kinds.clone().unwrap_or_default(),
            partnerships: slugs(NodeKind::Partnership, &self.partnerships)?,
            regions: self.regions.clone().unwrap_or_default(),
            themes: slugs(NodeKind::Theme, &self.themes)?,
            editions: self.editions,
            strategy_kinds: self.strategy_kinds.clone().unwrap_or_default(),
            published_from: self.published_from,
            published_to: self.published_to,
            methods: self.methods.clone().filter(|methods| !methods.is_empty()),
            documents: slugs(NodeKind::Document, &self.documents)?,
            without_documents: self.without_documents(view),
            ..search::SearchFilter::default()
        })
    }
}

impl SearchFilter {
    /// Documents in whose place others stand, unless every edition is wanted or documents are named.
    fn without_documents(&self, view: &View) -> Vec<Slug> {
        let named = self.documents.as_ref().is_some_and(|documents| !documents.is_empty());
        if named || self.editions == Some(EditionPolicy::All) {
            return Vec::new();
        }
        replaced_documents(view).iter().cloned().collect()
    }
}

/// What a cursor of a hit says: its place in the order of hits, which holds on later revisions.
#[derive(Serialize, Deserialize)]
struct HitCursor {
    revision: i64,
    key: SortKey,
}

impl HitCursor {
    fn encode(&self) -> String {
        // A struct of numbers and texts has no value that JSON cannot hold.
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    fn decode(cursor: &str) -> Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or_else(|| {
            Error::bad_user_input(format!(
                "“{cursor}” is no cursor of a search: use a cursor or endCursor from an earlier page of the same search"
            ))
        })
    }
}

/// What to call a node as a hit: a passage is called by its document and the heading above it.
fn title_of(view: &View, node: &Node) -> String {
    match node {
        Node::Passage(passage) => {
            let document = view.record.documents.get(&passage.document);
            passage.title(document.map_or("", |document| &document.title))
        }
        node => node.name().to_owned(),
    }
}

/// The partnership to which a node belongs, where it belongs to one.
fn owner_of(view: &View, node: &Node) -> Option<Arc<Partnership>> {
    let record = &view.record;
    let slug = match node {
        Node::Partnership(row) => Some(&row.slug),
        Node::Strategy(row) => Some(&row.partnership),
        Node::Priority(row) => record.strategies.get(&row.strategy).map(|row| &row.partnership),
        Node::Programme(row) => Some(&row.partnership),
        Node::Measure(row) => Some(&row.partnership),
        Node::Document(row) => row.partnership.as_ref(),
        Node::Passage(row) => {
            record.documents.get(&row.document).and_then(|row| row.partnership.as_ref())
        }
        Node::Theme(_)
        | Node::Partner(_)
        | Node::Framework(_)
        | Node::Topic(_)
        | Node::Place(_) => None,
    };
    slug.and_then(|slug| record.partnerships.get(slug).cloned())
}

fn labelled(view: &View, facet: search::Facet) -> Facet {
    let values = facet.values.into_iter().map(|found| FacetCount {
        label: label_of(view, facet.dimension, &found.value),
        count: count(found.count),
        value: found.value,
    });
    Facet { dimension: facet.dimension, values: values.collect() }
}

fn label_of(view: &View, dimension: Dimension, value: &str) -> String {
    fn word<W: Word>(value: &str) -> Option<String> {
        W::from_word(value).ok().map(|word| word.label().to_owned())
    }
    let label = match dimension {
        Dimension::Kinds => word::<NodeKind>(value),
        Dimension::Regions => word::<Region>(value),
        Dimension::Editions => word::<Edition>(value),
        Dimension::StrategyKinds => word::<StrategyKind>(value),
        Dimension::Partnerships => view.record.partnerships.get(value).map(|row| row.name.clone()),
        Dimension::Themes => view.record.themes.get(value).map(|row| row.label.clone()),
        Dimension::Years | Dimension::Publishers => None,
    };
    label.unwrap_or_else(|| value.to_owned())
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Completions of what a user has begun to write, most useful first.
///
/// # Errors
/// `INTERNAL` where the index cannot be read.
pub fn suggest(view: &View, prefix: &str, first: usize) -> Result<Vec<Suggestion>> {
    let found = view.searcher.suggest(prefix, first)?;
    let with_node = |found: search::Suggestion| {
        let node = view.graph.node(view.graph.find(&found.key)?).into_owned();
        Some(Suggestion { text: found.text, partnership: owner_of(view, &node), node })
    };
    Ok(found.into_iter().filter_map(with_node).collect())
}
