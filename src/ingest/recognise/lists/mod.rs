//! The document's own lists, in whatever form: items under a heading or lead-in (`runs`), numbered
//! headings across pages and sibling headings (`headings`), one sentence and ordinal sentences
//! (`sentences`), tables (`tables`). What introduces a list is read in `cue`, whose it is in `owner`,
//! what names an item in `title`; which list is the main one, which is somebody else's, and which
//! says the same again is decided in `roles`.

mod announced;
mod cue;
mod discourse;
mod headings;
mod likeness;
mod owner;
pub(super) mod parallel;
mod roles;
mod runs;
mod sentences;
mod tables;
mod title;

use std::collections::BTreeSet;

use self::{
    announced::Announced, cue::Cue, discourse::Discourse, parallel::Knowledge, roles::Settled,
};
use super::{
    spot::Spot,
    words::{characters_before, offset_in},
};
use crate::{
    ingest::{
        extracted::{DocumentKind, Evidence, ExtractedItem, ExtractedList},
        segment::Node,
    },
    model::ListRole,
};

/// A list that may be one of the document's.
#[derive(Debug, Clone)]
struct Candidate<'document> {
    /// What introduces it.
    cue: Cue,
    /// Whose it is, where not the strategy's.
    other: Option<&'static str>,
    /// The node that introduces it, and the words there.
    at: usize,
    introduction: &'document str,
    items: Vec<Item<'document>>,
    ordered: bool,
    method: &'static str,
    confidence: f64,
}

/// An item: a slice of the text of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Item<'document> {
    node: usize,
    title: &'document str,
    parent: Option<usize>,
}

/// The lists of a document, in the order of the text; `spots` are those of its nodes that count.
pub(super) fn lists(
    nodes: &[Node<'_>],
    spots: &[Spot<'_>],
    kind: DocumentKind,
    knowledge: &Knowledge<'_>,
) -> Vec<ExtractedList> {
    let announced = Announced::by(nodes, spots);
    let mut candidates = runs::find(nodes);
    candidates.extend(headings::find(nodes, &announced));
    candidates.extend(tables::find(nodes));
    candidates.extend(sentences::find(nodes, &announced));
    let mut settled = roles::settle(candidates, nodes, kind, &announced);
    add_parallel(&mut settled, nodes, (kind, &announced), knowledge);
    settled
        .into_iter()
        .map(|(candidate, role, lookalike)| {
            let found = candidate.items.iter().filter(|item| item.parent.is_none()).count();
            let complete = candidate.cue.count.is_none_or(|stated| stated == found)
                && !says_partly(candidate.introduction);
            ExtractedList {
                role,
                lookalike,
                called: candidate.cue.called.clone(),
                stated_count: candidate.cue.count,
                complete,
                ordered: candidate.ordered,
                items: candidate
                    .items
                    .iter()
                    .enumerate()
                    .map(|(position, item)| extracted_item(&candidate, nodes, position, item))
                    .collect(),
                evidence: evidence(&candidate, nodes, candidate.at, candidate.introduction),
            }
        })
        .collect()
}

/// Adds the main list where no rule knows its form or words.
fn add_parallel<'document>(
    settled: &mut Vec<Settled<'document>>,
    nodes: &[Node<'document>],
    (kind, announced): (DocumentKind, &Announced<'_, 'document>),
    knowledge: &Knowledge<'_>,
) {
    let is_main = |(_, role, other): &Settled<'_>| *role == ListRole::Priorities && other.is_none();
    if settled.iter().any(is_main) {
        return;
    }
    let mut taken = vec![false; nodes.len()];
    for item in settled.iter().flat_map(|(list, ..)| &list.items) {
        taken[item.node] = true;
    }
    let of_others = settled.iter().filter(|(_, _, other)| other.is_some());
    let of_others: BTreeSet<usize> =
        of_others.flat_map(|(list, ..)| &list.items).map(|item| item.node).collect();
    // What was told to be somebody else's is not asked about again.
    let is_own = |list: &Candidate<'_>| {
        let shared = list.items.iter().filter(|item| of_others.contains(&item.node)).count();
        shared * 2 < list.items.len()
    };
    if let Some(list) = parallel::find(nodes, kind, &taken, knowledge).filter(is_own) {
        let other = roles::whose(&list, nodes, announced, (kind, &Discourse::of(nodes)));
        settled.push((list, ListRole::Priorities, other));
        settled.sort_by_key(|(list, ..)| list.at);
    }
}

/// “They include …”, “among them”: not all items are told.
fn says_partly(introduction: &str) -> bool {
    let lower = introduction.to_lowercase();
    ["include", "among ", "for example", "such as", "some of"]
        .iter()
        .any(|word| lower.contains(word))
}

fn extracted_item(
    candidate: &Candidate<'_>,
    nodes: &[Node<'_>],
    position: usize,
    item: &Item<'_>,
) -> ExtractedItem {
    ExtractedItem {
        title: item.title.to_owned(),
        position,
        parent: item.parent,
        evidence: evidence(candidate, nodes, item.node, item.title),
    }
}

fn evidence(candidate: &Candidate<'_>, nodes: &[Node<'_>], node: usize, part: &str) -> Evidence {
    let node = &nodes[node];
    let before = offset_in(node.text, part);
    let start = node.start + characters_before(node.text, before);
    let passage = node.passage.map(|passage| passage.position);
    let end = start + part.chars().count();
    Evidence { passage, start, end, method: candidate.method, confidence: candidate.confidence }
}

/// Whether a node takes part in lists: what does not count says nothing.
fn counts(node: &Node<'_>) -> bool {
    node.passage.is_none_or(|passage| passage.kind.is_counted())
}

/// Whose list it is where a heading above it says that it is not the strategy's own.
fn find_other_above(nodes: &[Node<'_>], place: usize) -> Option<&'static str> {
    headings_above(nodes, place)
        .filter(|(_, node)| node.depth > 0)
        .find_map(|(_, node)| owner::find_other_in_heading(node.text))
}

/// The headings above a node, nearest first.
fn headings_above<'nodes, 'document>(
    nodes: &'nodes [Node<'document>],
    place: usize,
) -> impl Iterator<Item = (usize, &'nodes Node<'document>)> {
    let above = |place: &usize| nodes[*place].above;
    std::iter::successors(nodes[place].above, above).map(|place| (place, &nodes[place]))
}
