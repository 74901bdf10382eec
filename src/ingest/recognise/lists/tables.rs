//! Lists in tables: a column whose head names the items, or rows that begin with a numbered title.

use super::{
    Candidate, Item, counts, cue, find_other_above,
    owner::find_other_in_heading,
    title::{self, is_title},
};
use crate::{
    ingest::{recognise::measures::is_of_measures, segment::Node},
    model::PassageKind,
};

/// How a row's cells are joined.
const CELL: &str = " | ";

/// The lists that stand in tables.
pub(super) fn find<'document>(nodes: &[Node<'document>]) -> Vec<Candidate<'document>> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < nodes.len() {
        let rows = nodes[place..].iter().take_while(|node| is_row(node)).count();
        if rows >= 3 {
            found.extend(column(nodes, place, rows));
        }
        place += rows.max(1);
    }
    found
}

fn is_row(node: &Node<'_>) -> bool {
    counts(node) && node.passage.is_some_and(|passage| passage.kind == PassageKind::TableRow)
}

fn column<'document>(
    nodes: &[Node<'document>],
    place: usize,
    rows: usize,
) -> Option<Candidate<'document>> {
    let head: Vec<&'document str> = nodes[place].text.split(CELL).collect();
    if is_of_measures(&head) {
        return None;
    }
    // The head of a column is short; the first that names items is theirs.
    let (at, mut cue) = head.iter().enumerate().find_map(|(at, cell)| {
        let short = cell.split_whitespace().count() <= 5;
        cue::find_cue(cell).filter(|_| short).map(|cue| (at, cue))
    })?;
    let mut items: Vec<Item<'document>> = Vec::new();
    for (step, node) in nodes[place + 1..place + rows].iter().enumerate() {
        let cells: Vec<&'document str> = node.text.split(CELL).collect();
        let named = cells.get(at).filter(|cell| is_title(cell)).or_else(|| {
            // The column holds only the number: the title stands in the next.
            cells.get(at + 1).filter(|cell| is_title(cell))
        });
        let Some(title) = named.map(|cell| title::title(cell)) else { continue };
        // A cell that spans rows is repeated.
        if !items.iter().any(|item| item.title == title) {
            items.push(Item { node: place + 1 + step, title, parent: None });
        }
    }
    if items.len() < 2 || items.iter().any(|item| item.title.split_whitespace().count() > 25) {
        return None;
    }
    let before = place.checked_sub(1).map(|before| nodes[before].text).unwrap_or_default();
    let lead = cue::find_cue(before).filter(|lead| lead.count == Some(items.len()));
    if let Some(lead) = lead {
        cue.count = lead.count;
    }
    // A paragraph above a table tells whose it is only where it introduces it.
    let introduces = place.checked_sub(1).is_some_and(|before| nodes[before].is_heading())
        || before.trim_end().ends_with(':')
        || cue::find_cue(before).is_some();
    let other = find_other_in_heading(before)
        .filter(|_| introduces)
        .or_else(|| find_other_above(nodes, place));
    Some(Candidate {
        cue,
        other,
        at: place,
        introduction: nodes[place].text,
        items,
        ordered: false,
        method: "column of a table",
        confidence: 0.85,
    })
}
