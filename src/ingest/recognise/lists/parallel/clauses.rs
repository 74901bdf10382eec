//! Runs of parallel units inside a passage: parts between semicolons or commas, very short sentences,
//! sentences that begin alike, and what is told one after the other.

use super::{Form, Run};
use crate::{
    ingest::{
        recognise::{
            lists::{
                Item, counts,
                sentences::{by_commas, by_that},
                title::{self, is_title},
            },
            words::{ordinal, sentences, words},
        },
        segment::Node,
    },
    model::PassageKind,
};

/// Words behind which parts begin.
const LINKS: &[&str] = &[
    " focus on ",
    " focuses on ",
    " focused on ",
    " focusing on ",
    " concentrate on ",
    " concentrates on ",
    " concentrating on ",
    " centred on ",
    " centres on ",
    " built around ",
    " built on ",
    " organised around ",
    " rests on ",
    " revolves around ",
    " comes down to ",
    " boils down to ",
    " are to ",
    " are ",
    " is to ",
    " want to ",
    " aims to ",
    " aim to ",
    " aims to ensure ",
    " identified as ",
    " agreed as ",
    " include ",
    " namely ",
    " covers ",
    " covering ",
    " prioritise ",
    " prioritises ",
    " puts first ",
    " commit to ",
    " commits to ",
    " agreed on ",
    " seeks to ",
    " sets out to ",
    " ambition to ",
    " ambitions to ",
    " in order to ",
];
/// Behind these words what stood before them is told to be a list.
const BACK: &[&str] = &[
    " are our ",
    " are the ",
    " are what ",
    " are where ",
    " come first",
    " – these ",
    " — these ",
    " - these ",
    ": these ",
    " will be our ",
    " will be the ",
    " make up ",
    " are at the heart",
    " is what ",
];
/// The longest part between commas, in words.
const LONGEST_PART: usize = 12;
/// The longest sentence that is one of several very short ones, in words.
const LONGEST_FRAGMENT: usize = 7;

/// Every run of parallel units inside a passage.
pub(super) fn runs<'document>(nodes: &[Node<'document>]) -> Vec<Run<'document>> {
    let mut found = Vec::new();
    let mut told = Told::default();
    for (place, node) in nodes.iter().enumerate() {
        if node.is_heading() || !counts(node) || is_row(node) {
            continue;
        }
        let sentences = sentences(node.text);
        for sentence in &sentences {
            found.extend(parts(place, sentence));
        }
        found.extend(fragments(nodes, place, &sentences));
        found.extend(alike(nodes, place, &sentences));
        for sentence in &sentences {
            found.extend(told.take(nodes, place, sentence));
        }
    }
    found.extend(told.close());
    found.extend(alike_paragraphs(nodes));
    found
}

fn is_row(node: &Node<'_>) -> bool {
    node.passage.is_some_and(|passage| passage.kind == PassageKind::TableRow)
}

fn run<'document>(
    form: Form,
    place: usize,
    (introduction, lead): (&'document str, &'document str),
    titles: Vec<&'document str>,
) -> Option<Run<'document>> {
    let items: Vec<Item<'document>> =
        titles.into_iter().map(|title| Item { node: place, title, parent: None }).collect();
    let fits = items.len() >= 2 && items.iter().all(|item| is_title(item.title));
    fits.then(|| Run {
        form,
        at: place,
        introduction,
        lead,
        from: place,
        to: place + 1,
        items,
        ordered: false,
        told: points_back(introduction, lead),
    })
}

/// Whether a lead is the end of its sentence: it points back to what stood before it.
fn points_back(sentence: &str, lead: &str) -> bool {
    lead.len() < sentence.len()
        && std::ptr::eq(lead.as_bytes().as_ptr_range().end, sentence.as_bytes().as_ptr_range().end)
}

/// The parts of one sentence, in each way in which it can be cut.
fn parts(place: usize, sentence: &str) -> Vec<Run<'_>> {
    let semicolons = sentence.matches(';').count();
    if semicolons + sentence.matches(", ").count() == 0 || sentence.len() > 1500 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (lead, tail) in cuts(sentence) {
        let told = (sentence, lead);
        if tail.matches(';').count() >= 2 || (semicolons == 1 && tail.contains("; and ")) {
            let parts: Vec<&str> = tail.split(';').map(title::part).collect();
            let parts = parts.into_iter().filter(|part| !part.is_empty()).map(title::title);
            found.extend(run(Form::Semicolons, place, told, parts.collect()));
        } else if let Some(parts) = by_that(tail) {
            found.extend(run(Form::Semicolons, place, told, parts));
        } else if let Some(parts) = by_commas(tail, None) {
            let short = |part: &&str| part.split_whitespace().count() <= LONGEST_PART;
            if parts.iter().all(short) {
                found.extend(run(Form::Commas, place, told, parts));
            }
        }
    }
    found
}

/// Where a sentence may pass from what introduces parts to the parts: behind a colon or dash, behind a
/// verb, or before what points back to them.
fn cuts(sentence: &str) -> Vec<(&str, &str)> {
    let mut cuts = Vec::new();
    let colon = sentence.find(": ").map(|at| (at, at + 2));
    let dash = [" – ", " — ", " - "]
        .iter()
        .find_map(|dash| sentence.find(dash).map(|at| (at, at + dash.len())));
    for (end, start) in colon.into_iter().chain(dash) {
        let rest = &sentence[start..];
        // Two dashes enclose the parts.
        let close = if colon.is_some_and(|colon| colon.0 == end) {
            None
        } else {
            [" – ", " — ", " - "].iter().filter_map(|dash| rest.find(dash)).min()
        };
        cuts.push((&sentence[..end], &rest[..close.unwrap_or(rest.len())]));
    }
    if colon.is_none() {
        let head = &sentence[..sentence.find([',', ';']).unwrap_or(sentence.len())];
        let links = LINKS.iter().filter_map(|link| Some((head.find(link)?, link.len())));
        let link = links.min().map(|(at, length)| at + length);
        // “… healthier and happier, and aims to ensure that A, that B, and that C.”
        let later = LINKS.iter().filter_map(|link| Some((sentence.rfind(link)?, link.len())));
        let later = later.max().map(|(at, length)| at + length).filter(|at| Some(*at) > link);
        let starts = link.into_iter().chain(later);
        cuts.extend(starts.map(|at| (&sentence[..at], &sentence[at..])));
    }
    let back = BACK.iter().filter_map(|back| sentence.find(back)).min();
    cuts.extend(back.map(|at| (&sentence[at..], &sentence[..at])));
    cuts
}

/// “We want three things. Warm homes. Good work. Friends nearby.”
fn fragments<'document>(
    nodes: &[Node<'document>],
    place: usize,
    sentences: &[&'document str],
) -> Vec<Run<'document>> {
    let short = |sentence: &&&str| {
        let words = words(sentence);
        words.len() <= LONGEST_FRAGMENT
            && step(sentence).is_none()
            && !sentence.ends_with(['?', ':'])
            && !words.iter().any(|word| word.is_any(&["is", "are", "was", "were", "have", "has"]))
    };
    let mut found = Vec::new();
    let mut step = 0;
    while step < sentences.len() {
        let mut count = sentences[step..].iter().take_while(short).count();
        if count >= 3 {
            let mut from = step;
            let mut lead = step.checked_sub(1).map(|before| sentences[before]);
            if lead.is_none() && count >= 4 && nodes[place].above.is_none() {
                lead = Some(sentences[0]);
                (from, count) = (1, count - 1);
            }
            let lead = lead.or_else(|| before(nodes, place)).unwrap_or_default();
            let items = &sentences[from..from + count];
            let titles = items.iter().map(|sentence| title::title(sentence)).collect();
            let told = if lead.is_empty() { items[0] } else { lead };
            found.extend(run(Form::Fragments, place, (told, lead), titles));
        }
        step += count.max(1);
    }
    // What introduces must stand in the passage to which it is told to belong.
    for run in &mut found {
        settle_introduction(nodes, place, run);
    }
    found
}

/// What stands before a passage: the last sentence of the one before, else the heading above.
fn before<'document>(nodes: &[Node<'document>], place: usize) -> Option<&'document str> {
    let node = nodes.get(place.checked_sub(1)?)?;
    if node.is_heading() { Some(node.text) } else { sentences(node.text).last().copied() }
}

fn settle_introduction<'document>(
    nodes: &[Node<'document>],
    place: usize,
    run: &mut Run<'document>,
) {
    let inside = |node: &Node<'_>| {
        let range = node.text.as_bytes().as_ptr_range();
        range.contains(&run.introduction.as_ptr())
    };
    if !inside(&nodes[place]) {
        match place.checked_sub(1).filter(|before| inside(&nodes[*before])) {
            Some(before) => run.at = before,
            None => run.introduction = run.items[0].title,
        }
    }
}

/// Consecutive sentences of a passage that begin with the same two words.
fn alike<'document>(
    nodes: &[Node<'document>],
    place: usize,
    sentences: &[&'document str],
) -> Vec<Run<'document>> {
    let mut found = Vec::new();
    let mut step = 0;
    while step < sentences.len() {
        let same = sentences[step..].iter().take_while(|next| begin_alike(sentences[step], next));
        let count = same.count().max(1);
        if count >= 3 {
            let items = &sentences[step..step + count];
            let lead = step.checked_sub(1).map(|before| sentences[before]);
            let lead = lead.or_else(|| before(nodes, place)).unwrap_or_default();
            let titles = items.iter().map(|sentence| without_subject(sentence)).collect();
            let told = if lead.is_empty() { items[0] } else { lead };
            found.extend(run(Form::Alike, place, (told, lead), titles));
        }
        step += count;
    }
    for run in &mut found {
        settle_introduction(nodes, place, run);
    }
    found
}

/// Consecutive paragraphs whose first sentences begin with the same two words.
fn alike_paragraphs<'document>(nodes: &[Node<'document>]) -> Vec<Run<'document>> {
    let first = |place: usize| -> Option<&'document str> {
        let node = nodes.get(place)?;
        let paragraph =
            counts(node) && node.passage.is_some_and(|one| one.kind == PassageKind::Paragraph);
        sentences(node.text).first().copied().filter(|_| paragraph)
    };
    let mut found = Vec::new();
    let mut place = 0;
    while place < nodes.len() {
        let Some(sentence) = first(place) else {
            place += 1;
            continue;
        };
        let mut end = place + 1;
        while first(end).is_some_and(|next| begin_alike(sentence, next)) {
            end += 1;
        }
        if end - place >= 3
            && let Some(lead) = before(nodes, place)
        {
            let item = |node: usize| {
                let title = without_subject(first(node)?);
                Some(Item { node, title, parent: None })
            };
            let items: Vec<Item<'document>> = (place..end).filter_map(item).collect();
            found.push(Run {
                form: Form::Alike,
                at: place - 1,
                introduction: lead,
                lead,
                from: place,
                to: end,
                items,
                ordered: false,
                told: false,
            });
        }
        place = end;
    }
    found
}

/// Whether two sentences begin with the same two words, or with the same one that says of how many or
/// how much (“Every child … Every adult …”).
fn begin_alike(one: &str, other: &str) -> bool {
    let mut here = one.split_whitespace();
    let mut there = other.split_whitespace();
    let (Some(first), Some(second)) = (here.next(), there.next()) else { return false };
    let counting = ["Every", "More", "No", "Fewer", "Better", "All", "Less"].contains(&first);
    first == second && first.len() > 1 && (counting || here.next() == there.next())
}

/// A sentence without the words that say who does or wants what it says.
fn without_subject(sentence: &str) -> &str {
    const SUBJECTS: &[&str] = &[
        "We will ",
        "We want to see ",
        "We want to ",
        "We want ",
        "We aim to ",
        "We are going to ",
        "We commit to ",
        "We promise to ",
        "It will ",
        "The partnership will ",
        "Together we will ",
    ];
    let subject = SUBJECTS.iter().find_map(|subject| sentence.strip_prefix(subject));
    title::title(subject.unwrap_or(sentence))
}

/// What has been told one after the other so far.
#[derive(Default)]
struct Told<'document> {
    open: Option<Run<'document>>,
    /// Sentences since the last one.
    since: usize,
    last: &'document str,
}

/// How a sentence goes on with what is told one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    First,
    Next,
    Last,
}

impl<'document> Told<'document> {
    /// Takes the next sentence; gives the run that it closes.
    fn take(
        &mut self,
        nodes: &[Node<'document>],
        place: usize,
        sentence: &'document str,
    ) -> Option<Run<'document>> {
        let last = std::mem::replace(&mut self.last, sentence);
        self.since += 1;
        let Some((step, title)) = step(sentence).filter(|(_, title)| is_title(title)) else {
            return if self.since > 8 { self.close() } else { None };
        };
        let item = Item { node: place, title, parent: None };
        self.since = 0;
        match (step, &mut self.open) {
            (Step::First, _) => {
                let closed = self.close();
                let mut run = run(Form::Sequence, place, (last, last), vec![title, title])?;
                run.items.truncate(1);
                run.ordered = true;
                settle_introduction(nodes, place, &mut run);
                self.open = Some(run);
                closed
            }
            (_, Some(open)) => {
                open.items.push(item);
                open.to = place + 1;
                if step == Step::Last { self.close() } else { None }
            }
            _ => None,
        }
    }

    fn close(&mut self) -> Option<Run<'document>> {
        self.open.take().filter(|run| run.items.len() >= 3)
    }
}

/// “First, A.”, “The second is B.”, “Then there is C.”, “Finally, D.”
fn step(sentence: &str) -> Option<(Step, &str)> {
    let words = words(sentence);
    let at = usize::from(words.first()?.is_any(&["the", "our", "a", "and"]));
    let first = words.get(at)?;
    let step = match ordinal(first.text) {
        Some(1) => Step::First,
        Some(_) => Step::Next,
        None if first.is_any(&["next", "then", "another", "also"]) => Step::Next,
        None if first.is_any(&["finally", "lastly", "last"]) => Step::Last,
        None if first.is("one") && words.get(at + 1)?.is("is") => Step::First,
        None => return None,
    };
    let verb = words[at + 1..]
        .iter()
        .take(5)
        .find(|word| word.is_any(&["is", "are", "comes", "come", "means", "concerns"]));
    let rest = match verb {
        Some(verb) => &sentence[verb.to..],
        None => sentence[first.to..].trim_start_matches([',', ':', ' ']),
    };
    let rest = rest.trim_start();
    let rest = ["we will ", "we want to ", "we want ", "there is "]
        .iter()
        .find_map(|lead| rest.strip_prefix(lead))
        .unwrap_or(rest);
    let cut = [" – ", " — ", ": ", ", so ", ", which ", ", because ", ", where ", ", with ", "; "]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min()
        .unwrap_or(rest.len());
    Some((step, title::part(&rest[..cut])))
}
