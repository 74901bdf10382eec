//! Lists inside sentences: with semicolons (“the ambition to achieve A; B; and C”), with commas
//! after a noun that announces them (“our three aims are A, B and C”), and told one after the
//! other (“Our first priority is A. The second is B.”).

use memchr::memchr3;

use super::{
    Candidate, Item,
    announced::{Announced, Sentence},
    counts,
    cue::{self, Class, Cue},
    find_other_above,
    owner::find_other,
    title::{self, is_title},
};
use crate::{
    ingest::{
        recognise::words::{ordinal, words},
        segment::Node,
    },
    model::{ListRole, PassageKind},
};

/// Words by which a noun passes to its items.
const LINKS: &[&str] = &[
    "are likely to include",
    "are likely to be",
    "are expected to be",
    "are expected to include",
    "are to achieve",
    "is to achieve",
    "to achieve",
    "are to deliver",
    "to deliver",
    "are to",
    "is to",
    "were identified as",
    "are identified as",
    "have been identified as",
    "were agreed as",
    "were",
    "will be",
    "are as follows",
    "are",
    "is",
    "of",
    "which are",
    "that are",
    "include",
    "includes",
    "including",
    "namely",
    "covering",
    "to",
];

/// The lists that stand in sentences.
pub(super) fn find<'document>(
    nodes: &[Node<'document>],
    announced: &Announced<'_, 'document>,
) -> Vec<Candidate<'document>> {
    let mut found = Vec::new();
    for (place, node) in nodes.iter().enumerate() {
        if node.is_heading() || !counts(node) || !may_enumerate(node.text) {
            continue;
        }
        let mut before = "";
        for sentence in announced.sentences(place) {
            let mut list = in_one(nodes, place, sentence);
            // “… its forward plan. Its objectives are …”: that plan's.
            if let Some(list) = list.as_mut().filter(|_| points_back(sentence.text)) {
                list.other = list.other.or_else(|| find_other(before, before.len()));
            }
            found.extend(list);
            found.extend(in_brackets(nodes, place, sentence.text));
            before = sentence.text;
        }
    }
    found.extend(by_ordinals(nodes, announced));
    found
}

fn points_back(sentence: &str) -> bool {
    ["Its ", "Their ", "These "].iter().any(|word| sentence.starts_with(word))
}

/// “… around three life stages (born well, live well, age well) and …”: as many between brackets
/// right behind a noun as its number says.
fn in_brackets<'document>(
    nodes: &[Node<'document>],
    place: usize,
    sentence: &'document str,
) -> Vec<Candidate<'document>> {
    if !sentence.contains('(') {
        return Vec::new();
    }
    let lists = cue::find_counted(sentence).into_iter().filter_map(|cue| {
        let rest = sentence[cue.after..].strip_prefix(" (")?;
        let inside = &rest[..rest.find(')')?];
        let parts = if inside.contains(';') {
            inside.split(';').map(title::part).filter(|part| !part.is_empty()).collect()
        } else {
            by_commas(inside, cue.count)?
        };
        let fits = Some(parts.len()) == cue.count && parts.iter().all(|part| is_title(part));
        fits.then(|| Candidate {
            other: find_other(sentence, cue.after).or_else(|| find_other_above(nodes, place)),
            cue,
            at: place,
            introduction: sentence,
            items: parts.iter().map(|title| Item { node: place, title, parent: None }).collect(),
            ordered: false,
            method: "commas",
            confidence: 0.7,
        })
    });
    lists.collect()
}

/// A list in a sentence needs two separators and a noun; most paragraphs end here.
fn may_enumerate(text: &str) -> bool {
    memchr3(b';', b',', b'-', text.as_bytes()).is_some()
}

fn in_one<'document>(
    nodes: &[Node<'document>],
    place: usize,
    read: &Sentence<'document>,
) -> Option<Candidate<'document>> {
    let sentence = read.text;
    // It announces the items below it.
    if sentence.ends_with(':') {
        return None;
    }
    let semicolons = sentence.matches(';').count();
    let known = announcing(read).filter(|cue| cue.plural || semicolons >= 2);
    let coined = || cue::find_coined(sentence).filter(|_| semicolons >= 2);
    let cue = known.filter(|cue| items_after(sentence, cue.after).is_some()).or_else(coined);
    let cue = cue.or_else(|| announcing(read))?;
    let tail = items_after(sentence, cue.after)
        .or_else(|| apposition(sentence, &cue).filter(|_| cue.count.is_some()))?;
    let announced = cue.plural
        || (semicolons >= 2 && matches!(cue.class, Class::Priority | Class::Main(0..=7, _)));
    // A coined noun names no bodies: “three sites: Holt Hospital; …”.
    let names = tail.split(';').filter(|part| is_name(part)).count();
    let announced = announced && !(matches!(cue.class, Class::Main(cue::UNNAMED, _)) && names > 0);
    if !announced {
        return None;
    }
    let (parts, method, confidence) = if semicolons >= 2 && tail.matches(';').count() >= 2 {
        let parts = tail.split(';').map(title::part).map(title::without_bracket);
        (parts.collect::<Vec<_>>(), "semicolons", 0.9)
    } else {
        if cue.count.is_none() && !is_announced(sentence, &cue, &nodes[place]) {
            return None;
        }
        (by_that(tail).or_else(|| by_commas(tail, cue.count))?, "commas", 0.75)
    };
    let longest = if method == "commas" { 12 } else { 30 };
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let fits = parts.len() >= 2
        && parts.iter().all(|part| is_title(part) && part.split_whitespace().count() <= longest)
        && cue.count.is_none_or(|stated| stated == parts.len());
    let other = find_other(sentence, cue.after).or_else(|| find_other_above(nodes, place));
    fits.then(|| Candidate {
        other,
        cue,
        at: place,
        introduction: sentence,
        items: parts.iter().map(|title| Item { node: place, title, parent: None }).collect(),
        ordered: false,
        method,
        confidence,
    })
}

/// Whether every longer word of a part is in capitals.
fn is_name(part: &str) -> bool {
    let mut long = words(part).into_iter().filter(|word| word.text.len() > 3).peekable();
    long.peek().is_some() && long.all(|word| word.is_capital())
}

/// Without a number, commas make a list only behind “our priorities are …”, and not in an item of
/// another list: “better outcomes: fewer, shorter stays, and care at home” enumerates nothing.
fn is_announced(sentence: &str, cue: &Cue, node: &Node<'_>) -> bool {
    let head = &sentence[..cue.after];
    let in_paragraph = node.passage.is_some_and(|passage| passage.kind != PassageKind::ListItem);
    // “… the principles on which we agree: A, B and C”: principles and enablers are no goods of
    // which a colon gives examples, as it does of outcomes and areas.
    if matches!(cue.class, Class::Beside(_)) && cue.plural && sentence[cue.after..].contains(": ") {
        return in_paragraph;
    }
    let begins = words(head).first().is_some_and(|word| {
        word.is_any(&[
            "our",
            "the",
            "its",
            "their",
            "these",
            "key",
            "strategic",
            "priorities",
            "shared",
        ])
    });
    let short = words(head).len() <= 8;
    // “The partnership has agreed that its priorities are A, B and C.”
    let linked = matches!(cue.class, Class::Priority | Class::Main(0..=5, _))
        && cue.plural
        && [" are ", ", which are "].iter().any(|link| sentence[cue.after..].starts_with(link))
        && owned(head);
    ((begins && short) || linked) && in_paragraph
}

/// Whether the words before a noun and its qualifiers say whose the items are.
fn owned(head: &str) -> bool {
    words(head).iter().rev().take(4).skip(1).any(|word| word.is_any(&["our", "its", "own"]))
}

/// The first noun that can announce items: in the plural, or “the ambition to …”.
fn announcing(sentence: &Sentence<'_>) -> Option<Cue> {
    let whole = sentence.cue.as_ref()?;
    let colon = sentence.text.find(": ");
    let cue = colon.and_then(|colon| cue::find_cue(&sentence.text[..colon]));
    let cue = cue.unwrap_or_else(|| whole.clone());
    (cue.after < sentence.text.len()).then_some(cue)
}

/// Where the items begin: after a colon or dash behind the noun, or right after a linking word.
fn items_after(sentence: &str, after: usize) -> Option<&str> {
    let rest = &sentence[after..];
    if let Some(at) = rest.find(": ") {
        return Some(rest[at + 2..].trim());
    }
    if let Some(after_dash) = [" – ", " — ", " - "].iter().find_map(|dash| rest.strip_prefix(dash))
    {
        let end = [" – ", " — ", " - "].iter().filter_map(|dash| after_dash.find(dash)).min();
        return Some(after_dash[..end.unwrap_or(after_dash.len())].trim());
    }
    let rest = rest.trim_start_matches([' ', ',']);
    // “priorities for the next five years are …”: a few words may stand before the link.
    let words = words(rest);
    for word in words.iter().take(10) {
        let at = &rest[word.from..];
        let link = LINKS.iter().find(|link| {
            at.get(..link.len()).is_some_and(|head| head.eq_ignore_ascii_case(link))
                && at[link.len()..].starts_with([' ', ':'])
        });
        if let Some(link) = link {
            let only_link = word.from == 0
                || ["are", "is", "include", "were", "have been", "will be"]
                    .iter()
                    .any(|verb| link.starts_with(verb));
            if only_link {
                return Some(at[link.len()..].trim());
            }
        }
    }
    None
}

/// “Our three priorities, A, B and C, rest on …”: the items stand between two commas, as many as
/// the number says; the rest of the sentence goes on with a verb.
fn apposition<'sentence>(sentence: &'sentence str, cue: &Cue) -> Option<&'sentence str> {
    let rest = sentence[cue.after..].strip_prefix(", ")?;
    let joint = rest.find(" and ")?;
    let end = rest[joint..].find(", ").map(|at| joint + at)?;
    (rest[..joint].matches(", ").count() + 2 == cue.count?).then(|| &rest[..end])
}

/// “… that children thrive, that adults work, rest and play, and that nobody is alone”: what begins
/// each part tells them apart, commas inside them do not count.
pub(super) fn by_that(tail: &str) -> Option<Vec<&str>> {
    let tail = tail.strip_prefix("ensure ").unwrap_or(tail);
    let rest = tail.strip_prefix("that ")?;
    let parts: Vec<&str> = rest
        .split(", that ")
        .flat_map(|part| part.split(", and that "))
        .flat_map(|part| part.split(" and that "))
        .map(title::part)
        .collect();
    (parts.len() >= 3).then_some(parts)
}

/// Parts between commas; “and” before the last. Items with commas of their own cannot be told
/// apart, unless the number that the source states decides.
pub(super) fn by_commas(tail: &str, stated: Option<usize>) -> Option<Vec<&str>> {
    let end = tail.find(['.', ';', '(']).unwrap_or(tail.len());
    let tail = &tail[..end];
    let mut parts: Vec<&str> = tail.split(", ").collect();
    let last = parts.pop()?;
    match joint(&parts, last) {
        Some(at) if !last.starts_with("and ") => {
            parts.push(&last[..at]);
            parts.push(&last[at + 5..]);
        }
        _ => parts.push(last),
    }
    let parts: Vec<&str> = parts.into_iter().map(title::part).collect();
    // “… of our strategy, which we wrote last year, and …” enumerates nothing.
    let relative =
        |part: &&str| ["which ", "who ", "whose "].iter().any(|word| part.starts_with(word));
    if parts.iter().any(relative) {
        return None;
    }
    let enough = match stated {
        Some(stated) => parts.len() == stated,
        None => (3..=8).contains(&parts.len()),
    };
    enough.then_some(parts)
}

/// Where the last two of several parts are joined: at the last “and”, unless the words after
/// another one begin as the parts before do (“improving A, tackling B, raising C and supporting D
/// and E”).
fn joint(parts: &[&str], last: &str) -> Option<usize> {
    let first = |part: &str| part.split_whitespace().next().unwrap_or_default().to_lowercase();
    let begins = parts.first().map(|part| first(part)).unwrap_or_default();
    let parallel = |at: &usize| {
        let next = first(&last[at + 5..]);
        next == begins || (next.ends_with("ing") && begins.ends_with("ing"))
    };
    let joints: Vec<usize> = last.match_indices(" and ").map(|(at, _)| at).collect();
    joints.iter().rev().find(|at| parallel(at)).or(joints.last()).copied()
}

/// “Our first priority is A. … The second is B. … Third, C.”
fn by_ordinals<'document>(
    nodes: &[Node<'document>],
    announced: &Announced<'_, 'document>,
) -> Vec<Candidate<'document>> {
    let mut found: Vec<Candidate<'document>> = Vec::new();
    let mut open: Option<Candidate<'document>> = None;
    // “Our strategy rests on four themes. The first is …”: the noun stands in the sentence before.
    let mut promised: Option<(&'document str, Cue)> = None;
    for (place, node) in nodes.iter().enumerate() {
        if node.is_heading() || !counts(node) {
            continue;
        }
        for part in announced.sentences(place).iter().flat_map(parts) {
            let sentence = part.text();
            let Some((number, cue, title)) = part.ordinal_item() else {
                promised = part.promise();
                continue;
            };
            let before = promised.take().filter(|_| number == 1 && cue.is_none());
            if let Some((introduction, cue)) = before {
                found.extend(open.take());
                open = Some(Candidate {
                    other: find_other(introduction, cue.after)
                        .or_else(|| find_other_above(nodes, place)),
                    cue,
                    at: place,
                    introduction,
                    items: vec![Item { node: place, title, parent: None }],
                    ordered: true,
                    method: "ordinals",
                    confidence: 0.8,
                });
                continue;
            }
            let item = Item { node: place, title, parent: None };
            match (&mut open, cue) {
                (Some(list), _) if number == list.items.len() + 1 => list.items.push(item),
                // “The first of them is childhood. …” at the head of a paragraph, and so the others.
                (None, None) if number == 1 && leads(node, sentence) => {
                    open = Some(Candidate {
                        other: find_other_above(nodes, place),
                        cue: unnamed(),
                        at: place,
                        introduction: sentence,
                        items: vec![item],
                        ordered: true,
                        method: "ordinals",
                        confidence: 0.6,
                    });
                }
                (_, Some(cue)) if number == 1 => {
                    found.extend(open.take());
                    open = Some(Candidate {
                        other: find_other(sentence, cue.after),
                        cue: Cue { count: None, ..cue },
                        at: place,
                        introduction: sentence,
                        items: vec![item],
                        ordered: true,
                        method: "ordinals",
                        confidence: 0.8,
                    });
                }
                _ => {}
            }
        }
    }
    found.extend(open);
    // Without a noun each must lead a paragraph of its own.
    found.retain(|list| {
        let mut paragraphs: Vec<usize> = list.items.iter().map(|item| item.node).collect();
        paragraphs.dedup();
        let apart = paragraphs.len() == list.items.len();
        list.items.len() >= 2 && (list.cue.called.is_some() || (apart && list.items.len() >= 3))
    });
    found
}

/// A sentence as it was read, or a part of one that begins with an ordinal.
enum Part<'announced, 'document> {
    Whole(&'announced Sentence<'document>),
    Clause(&'document str),
}

fn parts<'announced, 'document>(
    sentence: &'announced Sentence<'document>,
) -> Vec<Part<'announced, 'document>> {
    if sentence.has_ordinal {
        clauses(sentence.text).into_iter().map(Part::Clause).collect()
    } else {
        vec![Part::Whole(sentence)]
    }
}

impl<'document> Part<'_, 'document> {
    fn text(&self) -> &'document str {
        match self {
            Self::Whole(sentence) => sentence.text,
            Self::Clause(text) => text,
        }
    }

    fn ordinal_item(&self) -> Option<(usize, Option<Cue>, &'document str)> {
        match self {
            Self::Whole(_) => None,
            Self::Clause(text) => ordinal_item(text),
        }
    }

    /// The noun and the number of items that it promises, whose items may follow.
    fn promise(&self) -> Option<(&'document str, Cue)> {
        let cue = match self {
            Self::Whole(sentence) => sentence.cue.clone(),
            Self::Clause(text) => cue::find_cue(text),
        };
        cue.filter(|cue| cue.plural && cue.count.is_some()).map(|cue| (self.text(), cue))
    }
}

fn leads(node: &Node<'_>, sentence: &str) -> bool {
    node.text.starts_with(sentence)
        && node.passage.is_some_and(|passage| passage.kind == PassageKind::Paragraph)
}

/// What introduces a list that nothing names.
fn unnamed() -> Cue {
    let class = Class::Main(cue::UNNAMED, ListRole::DeliveryAims);
    Cue { class, called: None, count: None, after: 0, plural: true }
}

/// The parts of a sentence that begin with an ordinal of their own: “The third is A, and the fourth
/// is B.”
fn clauses(sentence: &str) -> Vec<&str> {
    let words = words(sentence);
    let starts = (2..words.len().saturating_sub(1)).filter_map(|place| {
        let begins = words[place - 1].is_any(&["the", "our"])
            && ordinal(words[place].text).is_some()
            && words[place + 1..].iter().take(3).any(|word| word.is_any(&["is", "are"]));
        let gap = sentence[..words[place - 1].from].trim_end();
        let gap = gap.strip_suffix("and").unwrap_or(gap).trim_end();
        (begins && gap.ends_with([',', ';'])).then_some(words[place - 1].from)
    });
    let mut from = 0;
    let mut parts = Vec::new();
    for start in starts {
        parts.push(sentence[from..start].trim_end());
        from = start;
    }
    parts.push(&sentence[from..]);
    parts
}

/// The number, the noun (where it is said) and the title of one such sentence.
fn ordinal_item(sentence: &str) -> Option<(usize, Option<Cue>, &str)> {
    let words = words(sentence);
    let place = words.iter().take(3).position(|word| ordinal(word.text).is_some())?;
    let number = ordinal(words[place].text)?;
    let verb = words[place..].iter().take(6).find(|word| word.is_any(&["is", "are"]));
    let comma = sentence[words[place].to..].starts_with(',').then_some(words[place].to + 1);
    let after = verb.map(|verb| verb.to).or(comma)?;
    let head = &sentence[..after];
    let cue = cue::find_cue(head);
    let lead = words[..place].iter().all(|word| word.is_any(&["the", "our", "a", "its"]));
    let rest = sentence[after..].trim();
    let cut = [" – ", " — ", ": ", ", so ", ", which ", ", because ", ", where ", ", with ", "; "]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min()
        .unwrap_or(rest.len());
    let title = title::part(&rest[..cut]);
    (lead && is_title(title) && title.split_whitespace().count() <= 20)
        .then_some((number, cue, title))
}
