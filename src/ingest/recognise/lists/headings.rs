//! Lists whose items are headings, often pages apart: numbered ones (“Priority 3: Ageing well”),
//! also where a reader took the line for a paragraph or an item, and sibling headings under one
//! that names them (“Our five ambitions”).

use std::collections::BTreeMap;

use super::{
    Candidate, Item,
    announced::Announced,
    counts, cue, find_other_above,
    owner::{self, find_other_in_heading},
    title::{self, is_title, numbered},
};
use crate::{
    ingest::{recognise::words::sentences, segment::Node},
    model::PassageKind,
};

/// Headings that structure a document and name no item of a list.
const FURNITURE: &[&str] = &[
    "introduction",
    "foreword",
    "background",
    "context",
    "contents",
    "next steps",
    "conclusion",
    "summary",
    "executive summary",
    "appendix",
    "annex",
    "glossary",
    "references",
    "contact",
    "our vision",
    "vision",
    "how we",
    "how will",
    "what we",
    "what will",
    "what does",
    "why ",
    "who ",
    "where ",
    "when ",
    "delivery",
    "governance",
    "delivering",
    "measuring",
    "about ",
    "monitoring",
    "our approach",
    "get involved",
    "have your say",
    "find out more",
    "related",
    "our plan",
    "where are we",
    "case study",
];

/// The lists whose items are headings.
pub(super) fn find<'document>(
    nodes: &[Node<'document>],
    announced: &Announced<'_, 'document>,
) -> Vec<Candidate<'document>> {
    let mut found = by_number(nodes, announced);
    for place in 0..nodes.len() {
        if nodes[place].is_heading() {
            found.extend(siblings(nodes, place));
        } else if counts(&nodes[place]) {
            found.extend(promised(nodes, place, announced));
            found.extend(promised_paragraphs(nodes, place, announced));
        }
    }
    found
}

/// Numbered titles: those with the same noun are one list, each number once, first come.
fn by_number<'document>(
    nodes: &[Node<'document>],
    announced: &Announced<'_, 'document>,
) -> Vec<Candidate<'document>> {
    let mut lists: BTreeMap<(String, String), BTreeMap<usize, Item<'document>>> = BTreeMap::new();
    for (place, node) in nodes.iter().enumerate().filter(|(_, node)| counts(node)) {
        // Tables have their own rules, and a sentence is no title.
        if node.text.len() > 200 && !node.is_heading() {
            continue;
        }
        let Some(found) = numbered(node.text) else { continue };
        let rest = found.rest.split(" | ").next().unwrap_or(found.rest);
        let (at, text) = if rest.is_empty() { after(nodes, place) } else { (place, rest) };
        let title = title::title(text);
        let words = title.split_whitespace().count();
        if !is_title(title) || words > 25 {
            continue;
        }
        // Titles of another plan’s chapter are not mixed in.
        let own = format!("{:?}", find_other_above(nodes, place));
        let list = lists.entry((found.noun.to_lowercase(), own)).or_default();
        list.entry(found.number).or_insert(Item { node: at, title, parent: None });
    }
    let lists = lists.into_iter();
    lists.filter_map(|((noun, _), items)| numbered_list(nodes, announced, &noun, items)).collect()
}

/// The title that stands on the line below its number.
fn after<'document>(nodes: &[Node<'document>], place: usize) -> (usize, &'document str) {
    match nodes.get(place + 1) {
        Some(next)
            if numbered(next.text).is_none()
                && next.text.split_whitespace().count() <= 25
                && counts(next) =>
        {
            (place + 1, next.text)
        }
        _ => (place, ""),
    }
}

fn numbered_list<'document>(
    nodes: &[Node<'document>],
    announced: &Announced<'_, 'document>,
    noun: &str,
    items: BTreeMap<usize, Item<'document>>,
) -> Option<Candidate<'document>> {
    let last = *items.keys().next_back()?;
    if items.len() < 2 || items.len() * 2 < last {
        return None;
    }
    let mut cue = cue::find_cue(noun)?;
    let items: Vec<Item<'document>> = items.into_values().collect();
    let at = items[0].node;
    // The number promised by a heading above or a paragraph before the first of them.
    let called = cue.called.as_deref().unwrap_or_default();
    if let Some(stated) = stated(nodes, at, called, announced) {
        cue.count = stated.count;
        cue.called = stated.called.filter(|_| stated.count.is_some()).or(cue.called);
    }
    let other = find_other_above(nodes, at);
    let introduction = nodes[at].text;
    let method = "numbered titles";
    Some(Candidate { cue, other, at, introduction, items, ordered: true, method, confidence: 0.92 })
}

/// What a text before a place states for items called so.
fn stated(
    nodes: &[Node<'_>],
    place: usize,
    called: &str,
    announced: &Announced<'_, '_>,
) -> Option<cue::Cue> {
    let noun = called.rsplit(' ').next().unwrap_or(called);
    (0..place).rev().take(60).find_map(|before| {
        if nodes[before].text.len() > 1500 {
            return None;
        }
        announced
            .sentences(before)
            .iter()
            .filter_map(|sentence| sentence.cue.as_ref())
            .find(|cue| cue.called.as_deref().is_some_and(|other| other.ends_with(noun)))
            .cloned()
    })
}

/// Headings one level below a heading that names them.
fn siblings<'document>(nodes: &[Node<'document>], place: usize) -> Option<Candidate<'document>> {
    let heading = &nodes[place];
    let cue = cue::find_cue(heading.text).filter(|cue| cue.plural)?;
    let below = nodes[place + 1..]
        .iter()
        .take_while(|node| !node.is_heading() || node.depth > heading.depth);
    let headings: Vec<(usize, &Node<'document>)> = below
        .enumerate()
        .filter(|(_, node)| node.is_heading())
        .map(|(step, node)| (place + 1 + step, node))
        .collect();
    let depth = headings.iter().map(|(_, node)| node.depth).min()?;
    let items: Vec<Item<'document>> = headings
        .iter()
        .filter(|(_, node)| {
            node.depth == depth && !is_furniture(node.text) && numbered(node.text).is_none()
        })
        .map(|(at, node)| Item { node: *at, title: title::title(node.text), parent: None })
        .filter(|item| is_title(item.title))
        .collect();
    let items = without_chapters(nodes, items, cue.count);
    let enough = cue.count.map_or(
        items.len() >= 3 || (items.len() == 2 && heading.text.split_whitespace().count() <= 4),
        |stated| items.len() == stated,
    );
    let direct = nodes.get(place + 1).is_some();
    (enough && items.len() >= 2 && direct).then(|| Candidate {
        other: find_other_in_heading(heading.text),
        cue,
        at: place,
        introduction: heading.text,
        items,
        ordered: false,
        method: "headings below",
        confidence: 0.8,
    })
}

/// The first headings, where nothing stands below three or more of them and something below those that
/// follow: lines of a box, and then chapters.
fn without_chapters<'document>(
    nodes: &[Node<'document>],
    mut items: Vec<Item<'document>>,
    stated: Option<usize>,
) -> Vec<Item<'document>> {
    let is_bare = |item: &&Item<'_>| nodes.get(item.node + 1).is_some_and(Node::is_heading);
    let bare = items.iter().take_while(is_bare).count();
    if bare >= 3 && stated != Some(items.len()) {
        items.truncate(bare + usize::from(bare + 1 == items.len()));
    }
    items
}

/// “We have six priorities.” and six headings below it: the sentence that promises their number
/// stands right above the first. Counted headings (1, 2, 3 …) end with the promised number; others
/// must be as many as promised.
fn promised<'document>(
    nodes: &[Node<'document>],
    place: usize,
    announced: &Announced<'_, 'document>,
) -> Option<Candidate<'document>> {
    let depth = nodes.get(place + 1).filter(|node| node.is_heading())?.depth;
    let last = announced.sentences(place).last()?;
    let (introduction, cue) = (last.text, last.cue.clone().filter(|cue| cue.plural)?);
    let stated = cue.count?;
    // “… three themes: A; B; and C.” has told them itself.
    if introduction
        .get(cue.after..)
        .is_some_and(|rest| rest.contains([':', ';']) && rest.len() > 20)
    {
        return None;
    }
    let items: Vec<Item<'document>> = nodes[place + 1..]
        .iter()
        .enumerate()
        .take_while(|(_, node)| !node.is_heading() || node.depth >= depth)
        .filter(|(_, node)| node.is_heading() && node.depth == depth && !is_furniture(node.text))
        .map(|(step, node)| (place + 1 + step, node.text))
        .map(|(node, text)| Item { node, title: title::title(text), parent: None })
        .filter(|item| is_title(item.title))
        .collect();
    let counted = items.iter().take(stated).enumerate().all(|(step, item)| {
        let number = nodes[item.node].text.split(['.', ')', ':', ' ']).next();
        number.and_then(|number| number.parse().ok()) == Some(step + 1)
    });
    // “… three big shifts:” and right below the first of them: what follows the third is another
    // chapter.
    let opens = introduction.ends_with(':');
    let fits = items.len() == stated || ((counted || opens) && items.len() > stated);
    let other =
        owner::find_other(introduction, cue.after).or_else(|| find_other_above(nodes, place));
    fits.then(|| Candidate {
        other,
        cue,
        at: place,
        introduction,
        items: items.into_iter().take(stated).collect(),
        ordered: counted,
        method: "headings as promised",
        confidence: 0.85,
    })
}

/// “We have agreed six areas of focus.” and six paragraphs below, each of which begins with its title
/// and a stop (“Homes fit to live in. We will …”): as many as promised, and nothing between them.
fn promised_paragraphs<'document>(
    nodes: &[Node<'document>],
    place: usize,
    announced: &Announced<'_, 'document>,
) -> Option<Candidate<'document>> {
    let (introduction, cue) = announced
        .sentences(place)
        .iter()
        .filter_map(|sentence| sentence.cue.as_ref().map(|cue| (sentence.text, cue)))
        .find(|(_, cue)| cue.plural && cue.count.is_some_and(|count| count >= 3))?;
    let (cue, stated) = (cue.clone(), cue.count?);
    let items: Vec<Item<'document>> = nodes[place + 1..]
        .iter()
        .enumerate()
        .map_while(|(step, node)| {
            let title = title_and_stop(node)?;
            Some(Item { node: place + 1 + step, title, parent: None })
        })
        .collect();
    let other =
        owner::find_other(introduction, cue.after).or_else(|| find_other_above(nodes, place));
    (items.len() == stated).then_some(Candidate {
        other,
        cue,
        at: place,
        introduction,
        items,
        ordered: false,
        method: "paragraphs as promised",
        confidence: 0.75,
    })
}

/// The short first sentence of a paragraph that goes on, in words that only a title can be: it has
/// no subject and verb of the house (“We will …”, “It is …”).
fn title_and_stop<'document>(node: &Node<'document>) -> Option<&'document str> {
    const LONGEST: usize = 9;
    const SUBJECTS: &[&str] = &["we", "it", "this", "these", "they", "there", "our", "in"];
    let paragraph = node.passage.is_some_and(|one| one.kind == PassageKind::Paragraph);
    let first = sentences(node.text).first().copied().filter(|_| paragraph && counts(node))?;
    let words = first.split_whitespace().count();
    let lower = first.split_whitespace().next().unwrap_or_default().to_lowercase();
    let goes_on = node.text.len() > first.len() + 10;
    let fits = words <= LONGEST && goes_on && first.ends_with('.');
    let title = title::title(first);
    (fits && !SUBJECTS.contains(&lower.as_str()) && is_title(title)).then_some(title)
}

pub(super) fn is_furniture(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    heading.ends_with('?') || FURNITURE.iter().any(|start| lower.starts_with(start))
}
