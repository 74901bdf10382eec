//! The types of a search: `SearchConnection`, `SearchEdge`, `SearchHit`, `SearchExpansion`, `RelaxedSearch`, and `Suggestion`. How hits are spread: `search_facets`.

use async_graphql::{Context, Object, Result, SimpleObject, parser::types::SelectionSet};

use super::{
    connection::PageInfo,
    cost,
    highlight::Highlights,
    int::int,
    node::Node,
    reading::{Reading, Shown},
    search_facets::{self, SearchFacets},
    url::Url,
    vocabulary::NodeKind,
    written::{
        Written, WrittenList, write_plain, write_some, write_thing, write_things, write_word,
    },
};
use crate::{
    model,
    query::{self, SearchQuestion},
};

/// The answer to a search, shown.
#[derive(Debug, Clone)]
pub(super) struct SearchConnection {
    reading: Reading,
    question: SearchQuestion,
    edges: Vec<SearchEdge>,
    page_info: PageInfo,
    total_count: i32,
    interpreted_as: String,
    expansions: Vec<SearchExpansion>,
    relaxed: Option<RelaxedSearch>,
    did_you_mean: Option<String>,
    revision: i32,
    facets: SearchFacets,
}

/// Words that were added to a word or phrase of the query: other names for the same thing.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct SearchExpansion {
    /// What was typed.
    from: String,
    /// What was searched as well.
    to: Vec<String>,
}

/// A wider query that finds something where the question finds nothing.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct RelaxedSearch {
    /// The query to ask instead.
    query: String,
    /// How many hits it has.
    total_count: i32,
}

/// A hit with its place in the list.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct SearchEdge {
    /// The hit.
    node: SearchHit,
    /// Its place in the list: give it as `after` or `before` to go on from here.
    cursor: String,
}

/// A hit, shown.
#[derive(Debug, Clone)]
pub(super) struct SearchHit {
    reading: Reading,
    hit: query::Hit,
}

impl SearchConnection {
    /// The answer to a search, shown.
    pub(super) fn new(
        reading: Reading,
        question: SearchQuestion,
        answer: query::SearchAnswer,
    ) -> Self {
        let expansion = |it: query::Expansion| SearchExpansion { from: it.from, to: it.to };
        let relaxed =
            |it: query::RelaxedQuery| RelaxedSearch { query: it.query, total_count: int(it.total) };
        Self {
            expansions: answer.expansions.into_iter().map(expansion).collect(),
            relaxed: answer.relaxed.map(relaxed),
            did_you_mean: answer.did_you_mean,
            page_info: PageInfo::of(&answer.hits),
            total_count: int(answer.hits.total_count),
            interpreted_as: answer.interpreted_as,
            revision: int(answer.revision),
            facets: SearchFacets::new(answer.facets),
            edges: answer
                .hits
                .items
                .into_iter()
                .map(|item| SearchEdge {
                    node: SearchHit { reading: reading.clone(), hit: item.node },
                    cursor: item.cursor,
                })
                .collect(),
            question,
            reading,
        }
    }
}

/// One page of hits of a search, in the order asked for.
#[Object]
impl SearchConnection {
    /// The hits of this page, each with its cursor.
    async fn edges(&self) -> WrittenList<&SearchEdge> {
        WrittenList(self.edges.iter().collect())
    }

    /// The hits of this page.
    async fn nodes(&self) -> WrittenList<&SearchHit> {
        WrittenList(self.edges.iter().map(|edge| &edge.node).collect())
    }

    /// Where this page lies in the list.
    async fn page_info(&self) -> &PageInfo {
        &self.page_info
    }

    /// How many hits there are, exactly.
    async fn total_count(&self) -> i32 {
        self.total_count
    }

    /// How the hits are spread over kinds, partnerships, regions and more. Only the dimensions that
    /// you select are counted.
    #[graphql(complexity = "cost::walk(child_complexity)")]
    async fn facets(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "`true`: each dimension is counted without the filter on that dimension itself, to see what widening the choice would give.",
            default_with = "Some(false)"
        )]
        lifted: Option<bool>,
    ) -> Result<SearchFacets> {
        let facets = search_facets::requests(&context.look_ahead(), lifted.unwrap_or_default());
        if facets.is_empty() {
            return Ok(SearchFacets::default());
        }
        if facets == self.question.facets {
            return Ok(self.facets.clone());
        }
        let question = SearchQuestion {
            facets,
            first: Some(0),
            after: None,
            last: None,
            before: None,
            ..self.question.clone()
        };
        let answer = query::search(self.reading.view(), &question)?;
        Ok(SearchFacets::new(answer.facets))
    }

    /// Another spelling that finds something, where the query finds nothing; else null.
    async fn did_you_mean(&self) -> Option<&str> {
        self.did_you_mean.as_deref()
    }

    /// What was searched besides the words of the query: long forms of abbreviations, other labels
    /// of a theme, other ways of writing. Empty with `exact`.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn expansions(&self) -> &[SearchExpansion] {
        &self.expansions
    }

    /// A wider query that finds something, where this one finds nothing; else null.
    async fn relaxed(&self) -> Option<&RelaxedSearch> {
        self.relaxed.as_ref()
    }

    /// How the query was read: which words must occur, which phrases, what is left out, which
    /// partnerships, themes or regions a filter in it names (`partnership:kent`), and where it names
    /// none. Near spellings are never searched unasked: see `didYouMean`, or write `word~`.
    async fn interpreted_as(&self) -> &str {
        &self.interpreted_as
    }

    /// The revision of the data that was searched.
    async fn revision(&self) -> i32 {
        self.revision
    }
}

/// A hit of a search.
#[Object]
impl SearchHit {
    /// How well it matches (BM25 with weights for fields). Comparable inside one answer only; 0 when
    /// nothing was searched for.
    async fn score(&self) -> f64 {
        self.hit.score
    }

    /// What kind of thing it is.
    async fn kind(&self) -> NodeKind {
        self.hit.node.kind().into()
    }

    /// The thing. Ask for its own fields with a fragment: `... on Priority { gist }`.
    async fn node(&self) -> Node {
        Node::new(&self.reading, self.hit.node.clone())
    }

    /// What to call it.
    async fn title(&self) -> &str {
        &self.hit.title
    }

    /// Where it matched. Empty when nothing was searched for.
    async fn highlights(&self) -> Highlights<'_> {
        Highlights(&self.hit.highlights)
    }

    /// Whose it is; null for things that belong to no partnership, such as themes.
    async fn partnership(&self) -> Option<Shown<model::Partnership>> {
        self.hit.partnership.clone().map(|row| self.reading.show(row))
    }

    /// The address of its page on this site.
    async fn web_url(&self) -> Url {
        self.reading.page_of(&self.hit.node.key())
    }
}

/// A completion for a search box.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct Suggestion {
    /// What to write in the box.
    text: String,
    /// What kind of thing it leads to.
    kind: NodeKind,
    /// Whose that thing is: what tells things of one name apart. Null for things that belong to no
    /// partnership, such as themes.
    partnership: Option<Shown<model::Partnership>>,
    /// The address of that thing's page on this site.
    web_url: Url,
}

impl Suggestion {
    /// A completion, shown.
    pub(super) fn new(reading: &Reading, suggestion: query::Suggestion) -> Self {
        Self {
            kind: suggestion.node.kind().into(),
            partnership: suggestion.partnership.map(|row| reading.show(row)),
            web_url: reading.page_of(&suggestion.node.key()),
            text: suggestion.text,
        }
    }
}

impl Written for SearchEdge {
    fn typename(&self) -> &'static str {
        "SearchEdge"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "node" => write_thing(&self.node, selected, into),
            "cursor" => write_plain(&self.cursor, into),
            _ => None,
        }
    }
}

impl Written for SearchHit {
    fn typename(&self) -> &'static str {
        "SearchHit"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "score" => write_plain(self.hit.score, into),
            "kind" => write_word(NodeKind::from(self.hit.node.kind()), into),
            "node" => write_thing(&Node::new(&self.reading, self.hit.node.clone()), selected, into),
            "title" => write_plain(&self.hit.title, into),
            "highlights" => write_things(&self.hit.highlights, selected, into),
            "partnership" => {
                let partnership = self.hit.partnership.clone().map(|row| self.reading.show(row));
                write_some(partnership.as_ref(), selected, into)
            }
            "webUrl" => write_plain(self.reading.page_of(&self.hit.node.key()).0, into),
            _ => None,
        }
    }
}
