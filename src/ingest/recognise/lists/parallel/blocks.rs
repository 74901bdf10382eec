//! Runs of parallel blocks: items, titled paragraphs, short lines, sibling headings, rows of a table.

use std::collections::BTreeSet;

use super::{Form, Run, phrases};
use crate::{
    ingest::{
        recognise::{
            lists::{
                Item, counts, cue,
                headings::is_furniture,
                runs,
                title::{self, is_title},
            },
            words::sentences,
        },
        segment::Node,
    },
    model::PassageKind,
};

/// The longest title in front of a paragraph, in words.
const LONGEST_TITLE: usize = 9;
/// The longest line that can be an item without being a sentence, in words.
const LONGEST_LINE: usize = 14;
/// More items than these are no list that a reader keeps in mind.
const MOST_ITEMS: usize = 14;

/// Every run of parallel blocks.
pub(super) fn runs<'document>(nodes: &[Node<'document>]) -> Vec<Run<'document>> {
    let mut found = Vec::new();
    stretches(nodes, Form::Items, &mut found, |place| {
        let end = runs::end_of_items(nodes, place);
        (end, runs::items(nodes, place, end))
    });
    stretches(nodes, Form::Titled, &mut found, |place| parallel(nodes, place, titled));
    stretches(nodes, Form::Lines, &mut found, |place| parallel(nodes, place, line));
    stretches(nodes, Form::Lines, &mut found, |place| glossed(nodes, place));
    stretches(nodes, Form::Rows, &mut found, |place| rows(nodes, place));
    headings(nodes, &mut found);
    let cut: Vec<Run<'document>> = found.iter().filter_map(as_promised).collect();
    found.extend(cut);
    found.retain(|run| {
        let tops = run.items.iter().filter(|item| item.parent.is_none()).count();
        (2..=MOST_ITEMS).contains(&tops)
    });
    found
}

/// The first items of a run whose lead-in promises fewer: what follows them, links for instance, is
/// another list without an introduction.
fn as_promised<'document>(run: &Run<'document>) -> Option<Run<'document>> {
    let opens = run.form == Form::Items && run.lead.trim_end().ends_with(':');
    let flat = run.items.iter().all(|item| item.parent.is_none());
    let promised = (3..run.items.len()).find(|count| phrases::count_for(run.lead, *count));
    let promised = promised.filter(|_| opens && flat)?;
    let items = run.items[..promised].to_vec();
    Some(Run { to: items[promised - 1].node + 1, items, ..run.clone() })
}

/// Walks through a document by stretches: each place tells where its stretch ends and what its items are.
fn stretches<'document>(
    nodes: &[Node<'document>],
    form: Form,
    found: &mut Vec<Run<'document>>,
    stretch: impl Fn(usize) -> (usize, Vec<Item<'document>>),
) {
    let mut place = 0;
    while place < nodes.len() {
        let (end, items) = stretch(place);
        if items.len() >= 2 {
            let ordered = nodes[place..end].iter().any(|node| runs::counter(node).is_some());
            found.extend(introduced(nodes, form, (place, end), items, ordered));
        }
        place = end.max(place + 1);
    }
}

/// A run with what introduces it: the sentence before it, else the heading above.
fn introduced<'document>(
    nodes: &[Node<'document>],
    form: Form,
    (from, to): (usize, usize),
    items: Vec<Item<'document>>,
    ordered: bool,
) -> Option<Run<'document>> {
    let before = from.checked_sub(1)?;
    let is_lead = nodes[before].passage.is_some() && counts(&nodes[before]);
    let (at, lead) = if is_lead {
        (before, sentences(nodes[before].text).last().copied().unwrap_or_default())
    } else {
        let at = if nodes[before].is_heading() { before } else { nodes[from].above? };
        (at, nodes[at].text)
    };
    Some(Run { form, at, introduction: lead, lead, from, to, items, ordered, told: false })
}

fn is(node: &Node<'_>, kind: PassageKind) -> bool {
    counts(node) && node.passage.is_some_and(|passage| passage.kind == kind)
}

/// The run of paragraphs, one right below the other, that each have a title.
fn parallel<'document>(
    nodes: &[Node<'document>],
    place: usize,
    title: impl Fn(&Node<'document>) -> Option<&'document str>,
) -> (usize, Vec<Item<'document>>) {
    let items: Vec<Item<'document>> = nodes[place..]
        .iter()
        .enumerate()
        .map_while(|(step, node)| {
            let paragraph = is(node, PassageKind::Paragraph);
            let title = title(node).filter(|_| paragraph)?;
            Some(Item { node: place + step, title, parent: None })
        })
        .collect();
    (place + items.len(), items)
}

/// “Starting well: we will …”, “Starting well – we will …”, “Starting well. We will …”.
fn titled<'document>(node: &Node<'document>) -> Option<&'document str> {
    let head = title::without_gloss(title::without_number(node.text));
    let first = head.split_whitespace().next()?;
    let words = head.split_whitespace().count();
    let begins = first.starts_with(|sign: char| {
        sign.is_uppercase() || sign.is_ascii_digit() || matches!(sign, '“' | '‘' | '"')
    });
    let goes_on = node.text.len() > head.len() + 12;
    let title = title::title(node.text);
    let announces = phrases::promises(head) || cue::find_cue(head).is_some_and(|cue| cue.plural);
    let fits = goes_on && begins && words <= LONGEST_TITLE && !announces;
    (fits && !is_subject(first) && is_title(title)).then_some(title)
}

/// A line of a box: no sentence, nothing that opens a list.
fn line<'document>(node: &Node<'document>) -> Option<&'document str> {
    let text = node.text.trim();
    let words = text.split_whitespace().count();
    let ends = text.ends_with(['.', ':', '?', '!']);
    let title = title::title(text);
    ((1..=LONGEST_LINE).contains(&words) && !ends && is_title(title)).then_some(title)
}

/// A short line or item and one or two longer paragraphs below it, and so again.
fn glossed<'document>(nodes: &[Node<'document>], place: usize) -> (usize, Vec<Item<'document>>) {
    let short = |node: &Node<'document>| {
        let kind = is(node, PassageKind::Paragraph) || is(node, PassageKind::ListItem);
        line(node).filter(|_| kind)
    };
    let long = |node: &Node<'_>| {
        is(node, PassageKind::Paragraph) && node.text.split_whitespace().count() > LONGEST_LINE
    };
    let (mut end, mut items) = (place, Vec::new());
    while let Some(title) = nodes.get(end).and_then(short) {
        let glosses = nodes[end + 1..].iter().take(3).take_while(|node| long(node)).count();
        if !(1..=2).contains(&glosses) {
            break;
        }
        items.push(Item { node: end, title, parent: None });
        end += 1 + glosses;
    }
    if items.len() < 2 { (place, Vec::new()) } else { (end, items) }
}

/// The first column of a table that holds words.
fn rows<'document>(nodes: &[Node<'document>], place: usize) -> (usize, Vec<Item<'document>>) {
    const CELL: &str = " | ";
    let count = nodes[place..].iter().take_while(|node| is(node, PassageKind::TableRow)).count();
    if count < 3 {
        return (place + count, Vec::new());
    }
    let words =
        |cell: &&'document str| cell.chars().filter(|sign| sign.is_alphabetic()).count() > 3;
    let mut items: Vec<Item<'document>> = Vec::new();
    for (step, node) in nodes[place + 1..place + count].iter().enumerate() {
        let Some(cell) = node.text.split(CELL).find(words) else { continue };
        let title = title::title(cell);
        if is_title(title) && !items.iter().any(|item| item.title == title) {
            items.push(Item { node: place + 1 + step, title, parent: None });
        }
    }
    (place + count, items)
}

/// Headings of one depth below one heading, without those that only structure a document.
fn headings<'document>(nodes: &[Node<'document>], found: &mut Vec<Run<'document>>) {
    let repeated = repeated(nodes);
    let mut open: Vec<(usize, Option<usize>, Vec<Item<'document>>)> = Vec::new();
    let mut closed: Vec<Vec<Item<'document>>> = Vec::new();
    for (place, node) in nodes.iter().enumerate().filter(|(_, node)| node.is_heading()) {
        // A header or what is said in each chapter (“What we will do”) stands beside no item.
        // “Aim two” alone numbers the next heading.
        let only_number = title::numbered(node.text).is_some_and(|found| found.rest.is_empty());
        if only_number || repeated.contains(&bare(node.text)) {
            continue;
        }
        // What is less deep ends the runs below it.
        while open.last().is_some_and(|(depth, ..)| *depth > node.depth) {
            closed.extend(open.pop().map(|run| run.2));
        }
        if open.last().is_none_or(|(depth, above, _)| (*depth, *above) != (node.depth, node.above))
        {
            open.push((node.depth, node.above, Vec::new()));
        }
        let Some((_, _, items)) = open.last_mut() else { continue };
        let title = title::title(node.text);
        if is_furniture(node.text) || !is_title(title) {
            closed.push(std::mem::take(items));
        } else if announces(nodes, place) {
            // In a document without levels the heading of a list stands beside its items.
            closed.push(std::mem::take(items));
        } else {
            items.push(Item { node: place, title, parent: None });
        }
    }
    closed.extend(open.into_iter().map(|run| run.2));
    // Headings without a text below them are a run of their own beside those with one.
    let is_bare = |item: &Item<'_>| nodes.get(item.node + 1).is_some_and(Node::is_heading);
    let bare: Vec<Vec<Item<'document>>> = closed
        .iter()
        .flat_map(|items| items.chunk_by(|one, next| is_bare(one) == is_bare(next)))
        .filter(|items| items.len() >= 3)
        .map(<[Item<'document>]>::to_vec)
        .collect();
    closed.extend(bare);
    for items in closed.into_iter().filter(|items| items.len() >= 2) {
        let from = items[0].node;
        let to = items[items.len() - 1].node + 1;
        found.extend(introduced(nodes, Form::Headings, (from, to), items, false));
    }
}

/// Whether a heading announces those beside it: it has a noun for items in the plural, or right below
/// it a number of them is promised, and then comes another heading.
fn announces(nodes: &[Node<'_>], place: usize) -> bool {
    let follows = |step: usize| nodes.get(place + step).is_some_and(Node::is_heading);
    let named = cue::find_cue(nodes[place].text).is_some_and(|cue| cue.plural);
    let short = nodes[place].text.split_whitespace().count() <= 7;
    (named && short && (follows(1) || follows(2)))
        || (follows(2) && is_promise(nodes[place + 1].text))
}

fn is_promise(text: &str) -> bool {
    let last = sentences(text).last().copied().unwrap_or_default();
    phrases::promises(last) && phrases::FOCUS.is_in(&last.to_lowercase())
}

/// The texts of headings that stand several times, without numbers.
fn repeated(nodes: &[Node<'_>]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let headings = nodes.iter().filter(|node| node.is_heading());
    headings.map(|node| bare(node.text)).filter(|text| !seen.insert(text.clone())).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_ascii_digit()).collect()
}

/// Words with which a sentence begins, and no title.
fn is_subject(word: &str) -> bool {
    const SUBJECTS: &[&str] =
        &["we", "it", "this", "these", "they", "there", "our", "in", "if", "you", "he", "she", "i"];
    let lower = word.to_lowercase();
    SUBJECTS.contains(&lower.as_str())
}
