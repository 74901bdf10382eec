//! Items one below the other: bullets and numbers under a heading or a lead-in, and paragraphs
//! that begin with a title and a colon.

use super::{
    Candidate, Item, counts,
    cue::{self, Class, Cue, announces_delivery},
    headings_above,
    owner::{find_other, find_other_in_heading},
    title::{self, is_title, without_gloss},
};
use crate::{
    ingest::segment::Node,
    model::{ListRole, PassageKind},
};

/// A lead-in longer than this (in words) that does not end in a colon announces nothing.
const LONGEST_LEAD_IN: usize = 60;

/// The longest title before a colon, in words.
const LONGEST_TITLE: usize = 8;

/// The lists made of items one below the other.
pub(super) fn find<'document>(nodes: &[Node<'document>]) -> Vec<Candidate<'document>> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < nodes.len() {
        let end = end_of_run(nodes, place);
        if end > place {
            found.extend(list(nodes, place, end));
        }
        place = end.max(place + 1);
    }
    found
}

/// One past the last item of the run that begins at a place; the place itself where none begins.
fn end_of_run(nodes: &[Node<'_>], place: usize) -> usize {
    if is_item(&nodes[place]) {
        return end_of_items(nodes, place);
    }
    let titled = nodes[place..].iter().take_while(|node| is_titled_paragraph(node)).count();
    if titled >= 2 { place + titled } else { place }
}

/// Items follow each other; between counted ones their explanations may stand.
pub(super) fn end_of_items(nodes: &[Node<'_>], place: usize) -> usize {
    let mut end = place;
    let mut number = None;
    while end < nodes.len() && counts(&nodes[end]) {
        if is_item(&nodes[end]) {
            number = counter(&nodes[end]).or(number);
            end += 1;
            continue;
        }
        // An explanation: the next item within three nodes goes on counting.
        let next = nodes[end..].iter().take(4).position(is_item).map(|step| end + step);
        let goes_on = next.filter(|next| {
            let between = &nodes[end..*next];
            number.is_some_and(|number| counter(&nodes[*next]) == Some(number + 1))
                && between.iter().all(|node| !node.is_heading() || is_running(nodes, node))
        });
        match goes_on {
            Some(next) => end = next,
            None => break,
        }
    }
    end
}

/// A header that runs through the pages, with or without their numbers: it stands between the items
/// of a list that goes on.
fn is_running(nodes: &[Node<'_>], node: &Node<'_>) -> bool {
    fn bare(text: &str) -> &str {
        text.trim_matches(|sign: char| sign.is_ascii_digit() || sign.is_whitespace())
    }
    nodes.iter().filter(|other| bare(other.text) == bare(node.text)).count() >= 2
}

fn is_item(node: &Node<'_>) -> bool {
    node.passage.is_some_and(|passage| passage.kind == PassageKind::ListItem)
}

pub(super) fn counter(node: &Node<'_>) -> Option<usize> {
    let marker = node.marker?.trim_matches(['(', ')', '.', ' ']);
    marker.parse().ok()
}

/// “Starting well: we will …”: a title of a few words in front of a sentence.
fn is_titled_paragraph(node: &Node<'_>) -> bool {
    let is_paragraph = node.passage.is_some_and(|passage| passage.kind == PassageKind::Paragraph);
    if !is_paragraph || !may_begin_with_title(node.text) {
        return false;
    }
    let head = without_gloss(node.text);
    head.len() < node.text.len()
        && node.text[head.len()..].starts_with([':', ' '])
        && !node.text[head.len()..].starts_with(". ")
        && head.split_whitespace().count() <= LONGEST_TITLE
        && head.starts_with(char::is_uppercase)
        && !head.contains(['“', '"', ','])
        && !is_byline(head)
        && title::numbered(head).is_none()
}

/// Whether a capital begins a text, and what ends a title stands near: most paragraphs end here.
fn may_begin_with_title(text: &str) -> bool {
    let mut words = 0;
    text.starts_with(char::is_uppercase)
        && text
            .chars()
            .take_while(|sign| {
                words += usize::from(sign.is_whitespace());
                words <= LONGEST_TITLE
            })
            .any(|sign| matches!(sign, ':' | '–' | '—' | '-' | '('))
}

/// “Published by:”, “Posted on:”: what stands behind the colon explains no title.
fn is_byline(head: &str) -> bool {
    const OPENINGS: &[&str] =
        &["published", "posted", "updated", "last updated", "author", "date", "contact", "source"];
    let lower = head.to_lowercase();
    OPENINGS.iter().any(|opening| lower.starts_with(opening))
}

fn list<'document>(
    nodes: &[Node<'document>],
    from: usize,
    to: usize,
) -> Option<Candidate<'document>> {
    let items = items(nodes, from, to);
    if items.len() < 2 {
        return None;
    }
    let (at, introduction, cue) = introduction(nodes, from, items.len())
        .or_else(|| named_after(nodes, from, to, items.len()))?;
    let above: Vec<&str> = headings_above(nodes, from).map(|(_, node)| node.text).collect();
    let lead_in = nodes[from - 1].passage.map(|_| nodes[from - 1].text).unwrap_or_default();
    let other = find_other(introduction, cue.after)
        .or_else(|| find_other(lead_in, lead_in.len()).filter(|_| nodes[at].is_heading()))
        .or_else(|| {
            above.iter().rev().skip(1).rev().find_map(|heading| find_other_in_heading(heading))
        });
    let ordered = nodes[from..to].iter().any(|node| counter(node).is_some());
    let by_lead_in = nodes[at].passage.is_some();
    Some(Candidate {
        cue,
        other,
        at,
        introduction,
        items,
        ordered,
        method: if is_item(&nodes[from]) { "items below" } else { "titles before a colon" },
        confidence: if by_lead_in { 0.9 } else { 0.8 },
    })
}

pub(super) fn items<'document>(
    nodes: &[Node<'document>],
    from: usize,
    to: usize,
) -> Vec<Item<'document>> {
    let run = &nodes[from..to];
    let bulleted = run.iter().any(is_item);
    let outer = run.iter().find(|node| is_item(node)).and_then(|node| glyph(node));
    let mut items: Vec<Item<'document>> = Vec::new();
    let mut parent = None;
    for (step, node) in run.iter().enumerate() {
        let title = title::title(node.text);
        let title = if is_title(title) { title } else { title::before_first_dash(title) };
        if (bulleted && !is_item(node)) || !is_title(title) {
            continue;
        }
        let is_inner = bulleted && glyph(node) != outer;
        if !is_inner {
            parent = Some(items.len());
        }
        let parent = if is_inner { parent } else { None };
        items.push(Item { node: from + step, title, parent });
    }
    // Where most items have a gloss behind a dash, a short one is a gloss as well.
    let glossed = items.iter().filter(|item| {
        title::before_dash(nodes[item.node].text).is_some()
            && title::before_dash(item.title).is_none()
    });
    if items.len() >= 3 && glossed.count() * 3 >= items.len() * 2 {
        for item in &mut items {
            item.title = title::before_first_dash(item.title);
        }
    }
    items
}

/// What kind of marker an item has: items with another kind stand below.
fn glyph(node: &Node<'_>) -> Option<char> {
    let marker = node.marker?;
    let core = marker.trim_matches(['(', ')', '.']).chars().next()?;
    Some(if core.is_ascii_digit() {
        '1'
    } else if core.is_ascii_lowercase() && core != 'o' {
        'a'
    } else {
        core
    })
}

/// What introduces a run: the lead-in before it, else the headings above it.
fn introduction<'document>(
    nodes: &[Node<'document>],
    from: usize,
    found: usize,
) -> Option<(usize, &'document str, Cue)> {
    let before = from.checked_sub(1)?;
    let lead_in =
        nodes[before].passage.filter(|_| counts(&nodes[before])).map(|_| nodes[before].text);
    if let Some(text) = lead_in {
        if announces_delivery(text) {
            return Some((before, text, delivery()));
        }
        let opens = text.trim_end().ends_with(':');
        let sentence = super::super::words::sentences(text).last().copied().unwrap_or(text);
        let short = sentence.split_whitespace().count() <= LONGEST_LEAD_IN;
        // A number that fits decides, also where it stands in an earlier sentence.
        let numbered = cue::find_cue(text).filter(|cue| cue.plural && cue.count == Some(found));
        if let Some(cue) = numbered {
            return Some((before, text, cue));
        }
        // “… our ambitions by:” tells how, not which.
        let tells_how = sentence.trim_end().ends_with(" by:");
        let found_cue = cue::find_cue(sentence).filter(|cue| fits(cue, found, opens) && !tells_how);
        if let Some(cue) = found_cue.filter(|_| short) {
            return Some((before, sentence, cue));
        }
        // “… which has six outcomes. They include:” or a number that fits.
        let points_back = sentence.split_whitespace().count() <= 5;
        let earlier = cue::find_cue(text).filter(|cue| {
            let back = points_back && fits(cue, found, opens) && !tells_how;
            cue.plural && (cue.count == Some(found) || back)
        });
        if let Some(cue) = earlier {
            return Some((before, text, cue));
        }
        if let Some(cue) = cue::find_concentration(sentence).filter(|cue| fits(cue, found, opens)) {
            return Some((before, cue::said_by_us(sentence), cue));
        }
        let intent = cue::find_intent(sentence)
            .or_else(|| cue::find_coined(sentence).filter(|cue| cue.count == Some(found)));
        if let Some(cue) = intent {
            return Some((before, sentence, cue));
        }
        if let Some(cue) = cue::find_heard(sentence).filter(|_| opens) {
            return Some((before, sentence, cue));
        }
        if opens && sentence.split_whitespace().count() > 9 {
            // It announces something else.
            return None;
        }
    }
    let (at, heading) = headings_above(nodes, from).next()?;
    let counted = cue::find_concentration(heading.text).filter(|cue| cue.count == Some(found));
    if let Some(cue) = counted {
        return Some((at, heading.text, cue));
    }
    let cue = cue::find_cue(heading.text).filter(|cue| {
        (cue.plural
            || heading.text.split_whitespace().count() <= 4
            || cue.called.as_deref() == Some("vision"))
            && title::numbered(heading.text).is_none()
    })?;
    Some((at, heading.text, cue))
}

/// A list that opens with a colon and is named behind: “We want a place where: … These are our five
/// goals.”
fn named_after<'document>(
    nodes: &[Node<'document>],
    from: usize,
    to: usize,
    found: usize,
) -> Option<(usize, &'document str, Cue)> {
    let opens = nodes.get(from.checked_sub(1)?)?.text.trim_end().ends_with(':');
    let node = nodes.get(to).filter(|node| node.passage.is_some() && counts(node))?;
    let lower = node.text.to_lowercase();
    let points_back =
        ["these ", "together these ", "those "].iter().any(|word| lower.starts_with(word));
    if !opens || !points_back || node.text.split_whitespace().count() > 12 {
        return None;
    }
    let cue = cue::find_cue(node.text)?;
    let fits = cue.plural && cue.count.is_none_or(|stated| stated == found);
    fits.then_some((to, node.text, cue))
}

/// Whether the words can introduce this run: a promise of a number that is far off is about
/// another list, and a noun in the singular announces nothing without a colon.
fn fits(cue: &Cue, found: usize, opens: bool) -> bool {
    let number =
        cue.count.is_none_or(|stated| stated.abs_diff(found) <= 1 || (stated > found && opens));
    number
        && (cue.plural
            || (opens && matches!(cue.class, Class::Priority))
            || (opens && cue.called.as_deref() == Some("vision")))
}

/// What is done to deliver a strategy has no noun.
fn delivery() -> Cue {
    Cue {
        class: Class::Beside(ListRole::DeliveryAims),
        called: None,
        count: None,
        after: 0,
        plural: true,
    }
}
