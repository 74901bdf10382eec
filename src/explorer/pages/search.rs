//! Search: the form, the hits with the words that matched, and help when there are none.

use std::sync::Arc;

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

use crate::{
    error::Result,
    explorer::{
        address::{self, Address},
        frame::{Frame, Section},
        parts::{Fragment, Link, Linked as _, Pager, marked},
        visit::Visit,
    },
    model::{NodeKind, Word as _},
    query::{
        Highlight, Hit, SearchAnswer, SearchFilter, SearchQuestion, SearchSort, search, suggest,
    },
};

/// Hits on one page.
const SHOWN: i32 = 20;
/// Suggestions on the page of a search without hits.
const SUGGESTED: usize = 5;
/// The kinds that can be chosen; regions and frameworks are found by their lists.
const KINDS: [NodeKind; 8] = [
    NodeKind::Partnership,
    NodeKind::Strategy,
    NodeKind::Priority,
    NodeKind::Theme,
    NodeKind::Partner,
    NodeKind::Programme,
    NodeKind::Document,
    NodeKind::Passage,
];
const SORTS: [(&str, &str, SearchSort); 3] = [
    ("", "Best match", SearchSort::Relevance),
    ("newest", "Newest first", SearchSort::Newest),
    ("name", "Name", SearchSort::Name),
];

/// The page of a search, or the form before one.
#[derive(Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage {
    frame: Frame,
    asked: Asked,
    kinds: Vec<Choice>,
    sorts: Vec<Choice>,
    /// `None` as long as nothing is asked.
    found: Option<Found>,
}

/// What is searched for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    kind: String,
    sort: String,
    after: Option<String>,
}

struct Choice {
    value: &'static str,
    text: &'static str,
    chosen: bool,
}

/// What was found.
struct Found {
    read_as: Option<String>,
    hits: Vec<HitEntry>,
    pager: Pager,
    suggestions: Vec<Link>,
    everywhere: Option<String>,
}

struct HitEntry {
    kind: &'static str,
    href: String,
    title: Vec<Fragment>,
    partnership: Option<Link>,
    excerpts: Vec<Vec<Fragment>>,
}

impl SearchPage {
    /// The hits of a search.
    pub(crate) fn build(visit: &Visit, Query(asked): Query<Asked>) -> Result<Self> {
        if asked.q.trim().is_empty() {
            return Ok(Self::of(visit, asked, None));
        }
        let answer = search(&visit.view, &asked.question())?;
        let suggestions = if answer.hits.total_count == 0 {
            suggest(&visit.view, &asked.q, SUGGESTED)?
                .into_iter()
                .map(|suggestion| Link::to_node(&suggestion.node))
                .collect()
        } else {
            Vec::new()
        };
        let found = Found::of(&asked, &answer, suggestions);
        Ok(Self::of(visit, asked, Some(found)))
    }

    fn of(visit: &Visit, asked: Asked, found: Option<Found>) -> Self {
        let title = match asked.q.trim() {
            "" => "Search".to_owned(),
            text => format!("Search for “{text}”"),
        };
        let frame = visit
            .frame(
                Section::Elsewhere,
                address::SEARCH,
                title,
                "Search priorities, themes, partners, programmes, strategies and passages of England’s integrated care strategies.",
            )
            .under([]);
        Self {
            frame: Frame { searched: asked.q.clone(), ..frame },
            kinds: asked.kinds(),
            sorts: asked.sorts(),
            asked,
            found,
        }
    }
}

impl Asked {
    fn question(&self) -> SearchQuestion {
        let kind = NodeKind::from_word(&self.kind).ok();
        SearchQuestion {
            text: self.q.clone(),
            filter: SearchFilter { kinds: kind.map(|kind| vec![kind]), ..SearchFilter::default() },
            sort: SORTS
                .iter()
                .find(|(value, ..)| *value == self.sort)
                .map_or(SearchSort::Relevance, |(_, _, sort)| *sort),
            first: Some(SHOWN),
            after: self.after.clone(),
            ..SearchQuestion::default()
        }
    }

    /// The address of the first page of this search.
    fn address(&self) -> Address {
        Address::of(address::SEARCH)
            .with("q", &self.q)
            .with("kind", &self.kind)
            .with("sort", &self.sort)
    }

    fn kinds(&self) -> Vec<Choice> {
        let every = Choice { value: "", text: "Everything", chosen: self.kind.is_empty() };
        let kinds = KINDS.iter().map(|kind| Choice {
            value: kind.word(),
            text: kind.label(),
            chosen: kind.word() == self.kind,
        });
        std::iter::once(every).chain(kinds).collect()
    }

    fn sorts(&self) -> Vec<Choice> {
        SORTS
            .iter()
            .map(|(value, text, _)| Choice { value, text, chosen: *value == self.sort })
            .collect()
    }
}

impl Found {
    fn of(asked: &Asked, answer: &SearchAnswer, suggestions: Vec<Link>) -> Self {
        let read_as = answer.interpreted_as.trim();
        let narrowed = !asked.kind.is_empty();
        Self {
            read_as: Some(read_as.to_owned()).filter(|text| !text.is_empty()),
            pager: Pager::of(&answer.hits, || asked.address(), "hit", "hits"),
            hits: answer.hits.nodes().map(HitEntry::of).collect(),
            everywhere: narrowed.then(|| address::search(&asked.q)),
            suggestions,
        }
    }
}

impl HitEntry {
    fn of(hit: &Hit) -> Self {
        let is_title = |highlight: &&Highlight| highlight.text == hit.title;
        let title = hit.highlights.iter().find(is_title);
        Self {
            kind: hit.node.kind().label(),
            href: address::page_path(&hit.node.key()),
            title: marked(&hit.title, title.map_or(&[], |title| &title.ranges)),
            partnership: hit.partnership.as_ref().map(|row: &Arc<_>| row.link()),
            excerpts: hit
                .highlights
                .iter()
                .filter(|highlight| !is_title(highlight))
                .map(|highlight| marked(&highlight.text, &highlight.ranges))
                .collect(),
        }
    }
}
