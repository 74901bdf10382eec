//! Search: the form, the hits with the words that matched, ways to narrow and widen them, and help
//! when there are none. `asked` reads the address, `asking` tells how to ask, `narrowing` makes the
//! choices beside the hits, `grouped` shows them kind by kind, `following` is their feed.

mod asked;
mod asking;
pub(crate) mod following;
mod grouped;
mod narrowing;

use askama::Template;
use axum::extract::Query;

use crate::{
    error::Result,
    explorer::{
        address,
        frame::{Frame, Section},
        offer::Offer,
        parts::{Fragment, Link, Linked as _, Pager, StrategyEntry, marked, number, of_all},
        visit::Visit,
    },
    export::{Table, hits_table},
    model::{DocumentOrigin, NodeKind, Partnership, Word as _},
    query::{
        Expansion, Highlight, Hit, LARGEST_PAGE, Node, SearchAnswer, SearchQuestion, Suggestion,
        document_of, search, strategy_of_priority, suggest,
    },
    view::View,
};

pub(crate) use asked::Asked;
pub(super) use asked::word;

use asked::SORTS;
use asking::{Way, quoted, ways, with_either};
use grouped::KindGroup;
use narrowing::{Chip, Group};

/// The name of files with hits.
pub(crate) const FILE: &str = "hits";
/// The name of their feed.
pub(crate) const FEED: &str = "hits.atom";
/// Suggestions on the page of a search without hits.
const SUGGESTED: usize = 5;

/// The page of a search, or the form before one.
#[derive(Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage {
    frame: Frame,
    asked: Asked,
    sorts: Vec<Choice>,
    ways: Vec<Way>,
    /// `None` as long as nothing is asked.
    found: Option<Found>,
}

struct Choice {
    value: &'static str,
    text: &'static str,
    chosen: bool,
}

/// What was found.
struct Found {
    /// What was asked, in quotation marks; empty where only conditions were.
    asked_for: String,
    read_as: Option<String>,
    expansions: Vec<Added>,
    /// The same search without what was added to its words.
    as_written: String,
    chips: Vec<Chip>,
    groups: Vec<Group>,
    hits: Vec<HitEntry>,
    /// The first hits of each kind, in place of all in one row.
    kinds: Vec<KindGroup>,
    pager: Pager,
    instead: Vec<Link>,
    suggestions: Vec<Link>,
}

/// What was searched besides a word.
struct Added {
    from: String,
    to: String,
}

struct HitEntry {
    kind: &'static str,
    href: String,
    title: Vec<Fragment>,
    partnership: Option<Link>,
    strategy: Option<StrategyEntry>,
    paraphrase: bool,
    excerpts: Vec<Vec<Fragment>>,
}

impl SearchPage {
    /// The hits of a search.
    pub(crate) fn build(visit: &Visit, Query(asked): Query<Asked>) -> Result<Self> {
        let question = asked.question()?;
        let found = if asked.is_empty() {
            None
        } else {
            let answer = search(&visit.view, &question)?;
            Some(Found::of(&visit.view, &asked, &answer)?)
        };
        let mut frame = frame(visit, &asked);
        if found.is_some() {
            let address = asked.address().finish();
            frame.offer = Offer::of_table(&address, FILE, Some(asked.query()));
            frame.feed = Some(asked.feed());
        }
        Ok(Self { frame, sorts: sorts(&asked), ways: ways(), asked, found })
    }
}

/// The hits of a search as a table, at most as many as one page of the API can have, with what
/// they are and the address of the page.
///
/// # Errors
/// As the page.
pub(crate) fn tables(visit: &Visit, asked: &Asked) -> Result<(Table, String, String)> {
    let largest = i32::try_from(LARGEST_PAGE).unwrap_or(i32::MAX);
    let question = SearchQuestion {
        first: Some(largest),
        after: None,
        facets: Vec::new(),
        ..asked.question()?
    };
    let answer = search(&visit.view, &question)?;
    let hits: Vec<Hit> = answer.hits.nodes().cloned().collect();
    let told = of_all(hits.len(), answer.hits.total_count, "hits");
    let title = format!("Search for {}: {told}", quoted(&asked.q));
    Ok((hits_table(&visit.site(), &hits), title, asked.address().finish()))
}

fn frame(visit: &Visit, asked: &Asked) -> Frame {
    let title = match asked.q.trim() {
        "" => "Search".to_owned(),
        text => format!("Search for {}", quoted(text)),
    };
    let frame = visit
        .frame(
            Section::Elsewhere,
            address::SEARCH,
            title,
            "Search priorities, themes, partners, programmes, strategies and passages of England’s integrated care strategies.",
        )
        .under([]);
    Frame { searched: asked.q.clone(), ..frame }
}

fn sorts(asked: &Asked) -> Vec<Choice> {
    SORTS
        .iter()
        .map(|(value, text, _)| Choice { value, text, chosen: *value == asked.sort })
        .collect()
}

impl Found {
    fn of(view: &View, asked: &Asked, answer: &SearchAnswer) -> Result<Self> {
        let read_as = answer.interpreted_as.trim();
        let nothing = answer.hits.total_count == 0;
        let asked_for = if asked.q.trim().is_empty() { String::new() } else { quoted(&asked.q) };
        Ok(Self {
            asked_for,
            read_as: Some(read_as.to_owned()).filter(|text| !text.is_empty()),
            expansions: answer.expansions.iter().map(Added::from).collect(),
            as_written: asked.as_written().address().finish(),
            chips: narrowing::chips(view, asked),
            groups: narrowing::groups(asked, &answer.facets),
            pager: Pager::of(&answer.hits, || asked.address(), "hit", "hits"),
            hits: answer.hits.nodes().map(|hit| HitEntry::of(view, hit)).collect(),
            kinds: grouped::kinds(view, asked, answer)?,
            instead: instead(view, asked, answer)?,
            suggestions: if nothing { suggestions(view, asked)? } else { Vec::new() },
        })
    }
}

impl From<&Expansion> for Added {
    fn from(expansion: &Expansion) -> Self {
        Self { from: expansion.from.clone(), to: expansion.to.join(", ") }
    }
}

/// Other questions that find something.
fn instead(view: &View, asked: &Asked, answer: &SearchAnswer) -> Result<Vec<Link>> {
    let ask = |text: &str| asked.asking(text).address().finish();
    let nothing = answer.hits.total_count == 0;
    let spelt = answer.did_you_mean.as_ref();
    let spelt = spelt.map(|text| Link::to(format!("Did you mean “{text}”?"), ask(text)));
    let wider = answer.relaxed.as_ref().map(|wider| {
        let hits = number(wider.total);
        Link::to(
            format!("{hits} found for {}, which asks for less", wider.query),
            ask(&wider.query),
        )
    });
    let unscoped = asked.scopes().next().map(|_| {
        let text = format!("Search everywhere for {}", quoted(&asked.q));
        Link::to(text, address::search(&asked.q))
    });
    let either = if nothing { either(view, asked)? } else { None };
    let others = [either, spelt, wider, unscoped.filter(|_| nothing)];
    Ok(others.into_iter().flatten().collect())
}

/// The same question with `OR` for `or`, where that finds something.
fn either(view: &View, asked: &Asked) -> Result<Option<Link>> {
    let Some(text) = with_either(&asked.q) else { return Ok(None) };
    let other = asked.asking(&text);
    let question = SearchQuestion { first: Some(0), facets: Vec::new(), ..other.question()? };
    let hits = search(view, &question)?.hits.total_count;
    let told = format!("{} found for {text}, which asks for either", number(hits));
    Ok((hits > 0).then(|| Link::to(told, other.address().finish())))
}

fn suggestions(view: &View, asked: &Asked) -> Result<Vec<Link>> {
    let suggestions = suggest(view, &asked.q, SUGGESTED)?;
    Ok(suggestions.iter().map(suggested).collect())
}

/// A link to what is suggested, with whose it is, since several can have one name.
fn suggested(suggestion: &Suggestion) -> Link {
    let link = Link::to_node(&suggestion.node);
    let owner = suggestion.partnership.as_ref();
    match owner.filter(|owner| owner.slug != suggestion.node.key().slug) {
        Some(owner) => Link::to(format!("{} ({})", link.text, owner.name), link.href),
        None => link,
    }
}

impl HitEntry {
    fn of(view: &View, hit: &Hit) -> Self {
        let in_title = |highlight: &&Highlight| hit.title.ends_with(&highlight.text);
        let title = hit.highlights.iter().find(in_title);
        let is_itself = hit.node.kind() == NodeKind::Partnership;
        let partnership = hit.partnership.as_deref().map(Partnership::link);
        Self {
            kind: hit.node.kind().label(),
            href: address::page_path(&hit.node.key()),
            title: title
                .map_or_else(|| marked(&hit.title, &[]), |it| marked_at_end(&hit.title, it)),
            partnership: partnership.filter(|_| !is_itself),
            strategy: strategy_of(view, &hit.node),
            paraphrase: is_paraphrase(view, &hit.node),
            excerpts: hit
                .highlights
                .iter()
                .filter(|highlight| !in_title(highlight))
                .map(|highlight| marked(&highlight.text, &highlight.ranges))
                .collect(),
        }
    }
}

/// A title with marks in its end: a passage is called by its document and the heading above it, and
/// only the heading is a text of its own.
fn marked_at_end(title: &str, end: &Highlight) -> Vec<Fragment> {
    let before = title.chars().count() - end.text.chars().count();
    let ranges: Vec<_> = end.ranges.iter().map(|(a, b)| (before + a, before + b)).collect();
    marked(title, &ranges)
}

/// The strategy whose edition a reader must know of.
fn strategy_of(view: &View, node: &Node) -> Option<StrategyEntry> {
    let strategy = match node {
        Node::Strategy(row) => Some(row.clone()),
        Node::Priority(row) => strategy_of_priority(view, row),
        _ => None,
    };
    strategy.map(|row| StrategyEntry::of(view, &row))
}

fn is_paraphrase(view: &View, node: &Node) -> bool {
    let document = match node {
        Node::Document(row) => Some(row.clone()),
        Node::Passage(row) => document_of(view, row),
        _ => None,
    };
    document.is_some_and(|row| row.origin == DocumentOrigin::Digest)
}
