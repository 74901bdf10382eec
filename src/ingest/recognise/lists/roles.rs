//! What each list is: the main one, one beside it, or somebody else's; and which of two lists
//! that say the same is kept.

use std::collections::BTreeSet;

use super::{
    Candidate,
    cue::{self, Class},
    headings_above,
    owner::{self, find_other_in_heading},
};
use crate::{
    ingest::{extracted::DocumentKind, recognise::words::sentences, segment::Node},
    model::ListRole,
};

/// A candidate with its role and, where it is not the strategy's own, whose it is.
pub(super) type Settled<'document> = (Candidate<'document>, ListRole, Option<String>);

/// Drops what is said again, in order of trust, and gives each list its role.
pub(super) fn settle<'document>(
    candidates: Vec<Candidate<'document>>,
    nodes: &[Node<'_>],
    kind: DocumentKind,
) -> Vec<Settled<'document>> {
    let mut kept = without_repetitions(candidates);
    // A heading introduces the first list below it; a second one needs words of its own.
    let headings: BTreeSet<usize> =
        kept.iter().filter(|list| nodes[list.at].is_heading()).map(|list| list.at).collect();
    for heading in headings {
        let first = kept.iter().filter(|list| list.at == heading).map(first_node).min();
        kept.retain(|list| list.at != heading || Some(first_node(list)) == first);
    }
    kept.sort_by_key(|list| (list.at, list.items.first().map_or(0, |item| item.node)));
    for list in &mut kept {
        take_stated_number(list, nodes);
    }
    // Whose each list is comes first: a plan's own priorities do not make the ambitions of the
    // strategy that it serves something beside them.
    let others: Vec<Option<String>> = kept.iter().map(|list| whose(list, nodes, kind)).collect();
    let within: Vec<bool> = (0..kept.len()).map(|place| is_one_of_several(&kept, place)).collect();
    let own = || kept.iter().zip(&others).zip(&within).filter(|(_, within)| !**within);
    let main = main_rank(own().map(|(list, _)| list));
    let titles: Vec<(usize, String)> = kept
        .iter()
        .enumerate()
        .filter(|(place, list)| others[*place].is_none() && rank(list) == main)
        .flat_map(|(place, list)| list.items.iter().map(move |item| (place, folded(item.title))))
        .collect();
    kept.into_iter()
        .zip(others)
        .enumerate()
        .map(|(place, (list, lookalike))| {
            let nested = within[place] || is_below_an_item(&list, nodes, place, &titles);
            let role = role(&list, main, nested);
            (list, role, lookalike)
        })
        // What no known noun names is a list only where it is the main one.
        .filter(|(list, role, _)| rank(list) != Some(cue::UNNAMED) || *role == ListRole::Priorities)
        .collect()
}

/// Whether a list stands below one item of another, and others of the same name below others of its
/// items: “Theme A – … Priorities: …; Theme B – … Priorities: …”.
fn is_one_of_several(lists: &[Candidate<'_>], place: usize) -> bool {
    let list = &lists[place];
    let Some(called) = list.cue.called.as_deref() else { return false };
    lists.iter().enumerate().any(|(other, above)| {
        let item_of = |at: usize| above.items.iter().rposition(|item| item.node < at);
        let mine = item_of(list.at);
        other != place
            && above.items.len() >= 3
            && above.cue.called.as_deref() != Some(called)
            && mine.is_some()
            && lists.iter().enumerate().any(|(sibling, same)| {
                let of = item_of(same.at);
                sibling != place
                    && sibling != other
                    && same.cue.called.as_deref() == Some(called)
                    && of.is_some()
                    && of != mine
            })
    })
}

/// Whose a list is where it is not the strategy's own: told around it, by its word, or by the kind
/// of document.
fn whose(list: &Candidate<'_>, nodes: &[Node<'_>], kind: DocumentKind) -> Option<String> {
    let by_word = || list.cue.called.as_deref().and_then(owner::other_by_word);
    list.other.or_else(by_word).map(str::to_owned).or_else(|| of_document(list, nodes, kind))
}

/// Of lists that share most of their items the one with more trust stays; it takes over a
/// number that the other states.
fn without_repetitions(mut candidates: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    candidates.sort_by(|one, other| {
        let fits = |list: &Candidate<'_>| list.cue.count == Some(list.items.len());
        fits(other)
            .cmp(&fits(one))
            .then(other.confidence.total_cmp(&one.confidence))
            .then(one.at.cmp(&other.at))
    });
    let mut kept: Vec<Candidate<'_>> = Vec::new();
    for candidate in candidates {
        let same = kept.iter_mut().find(|list| is_same(list, &candidate));
        match same {
            Some(list) => list.cue.count = list.cue.count.or(candidate.cue.count),
            None => kept.push(candidate),
        }
    }
    kept
}

/// The number, and the fuller word, that a sentence before the list states for it: “six strategic
/// ambitions … The ambitions are:”. Only a number that fits is taken over.
fn take_stated_number(list: &mut Candidate<'_>, nodes: &[Node<'_>]) {
    let Some(called) = list.cue.called.clone().filter(|_| list.cue.count.is_none()) else { return };
    let noun = called.rsplit(' ').next().unwrap_or_default().to_owned();
    let found = list.items.len();
    let stated = nodes[..list.at.max(1)]
        .iter()
        .rev()
        .take(40)
        .filter(|node| node.text.len() < 2000)
        .find_map(|node| {
            sentences(node.text).into_iter().filter_map(cue::find_cue).find(|cue| {
                let same = cue.called.as_deref().is_some_and(|other| other.ends_with(&noun));
                same && cue.plural && cue.count == Some(found)
            })
        });
    if let Some(stated) = stated {
        list.cue.count = stated.count;
        let fuller = stated.called.filter(|other| other.ends_with(&called));
        list.cue.called = fuller.or(Some(called));
    }
}

/// Whether two lists have half of their items in common, by their words, or one of them is made
/// of the same passages.
fn is_same(one: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let titles: Vec<String> = one.items.iter().map(|item| folded(item.title)).collect();
    let shared = other
        .items
        .iter()
        .filter(|item| {
            let title = folded(item.title);
            titles.iter().any(|known| likeness(known, &title) >= 0.75)
        })
        .count();
    let fewer = one.items.len().min(other.items.len()).max(1);
    let nodes: BTreeSet<usize> = one.items.iter().map(|item| item.node).collect();
    let same_nodes = other.items.iter().filter(|item| nodes.contains(&item.node)).count();
    // Two lists inside one passage are told apart by their words alone.
    let apart = nodes.len() > 1 || one.at != other.at;
    shared * 2 >= fewer || (apart && same_nodes * 2 > other.items.len())
}

fn first_node(list: &Candidate<'_>) -> usize {
    list.items.first().map_or(list.at, |item| item.node)
}

fn rank(list: &Candidate<'_>) -> Option<u8> {
    match list.cue.class {
        Class::Priority => Some(0),
        Class::Main(rank, _) => Some(rank),
        Class::Beside(_) => None,
    }
}

/// The rank of the word that the document uses for its main list.
fn main_rank<'lists, 'document: 'lists>(
    lists: impl Iterator<Item = (&'lists Candidate<'document>, &'lists Option<String>)>,
) -> Option<u8> {
    lists.filter(|(_, other)| other.is_none()).filter_map(|(list, _)| rank(list)).min()
}

fn role(list: &Candidate<'_>, main: Option<u8>, nested: bool) -> ListRole {
    match list.cue.class {
        Class::Beside(role) => role,
        _ if nested => ListRole::DeliveryAims,
        Class::Priority => ListRole::Priorities,
        Class::Main(rank, _) if main == Some(rank) => ListRole::Priorities,
        Class::Main(_, role) => role,
    }
}

/// Whether a list stands in the chapter of an item of a main list: it says how that is delivered.
fn is_below_an_item(
    list: &Candidate<'_>,
    nodes: &[Node<'_>],
    place: usize,
    titles: &[(usize, String)],
) -> bool {
    let first = list.items.first().map_or(list.at, |item| item.node).min(list.at);
    headings_above(nodes, first).filter(|(_, node)| node.depth > 0).any(|(_, heading)| {
        let heading = folded(super::title::title(heading.text));
        titles.iter().any(|(of, title)| *of != place && likeness(title, &heading) >= 0.8)
    })
}

/// Lists of a document that is no strategy are that document's, unless they speak of the strategy.
fn of_document(list: &Candidate<'_>, nodes: &[Node<'_>], kind: DocumentKind) -> Option<String> {
    let lower = list.introduction.to_lowercase();
    let own = ["strategy", "partnership", "icp ", "ics "].iter().any(|word| lower.contains(word));
    let delivers = matches!(list.cue.class, Class::Beside(ListRole::DeliveryAims));
    let of_strategy = headings_above(nodes, list.at)
        .any(|(_, node)| node.text.to_lowercase().contains("integrated care strategy"));
    if let Some(programme) = programme_of(list, nodes) {
        return Some(programme);
    }
    // “Our delivery priorities” are a delivery plan's, whatever strategy it delivers.
    let is_of_plan = list.cue.called.as_deref().is_some_and(|called| called.contains("delivery"));
    // “This plan turns its four missions into things that we will do”: the strategy's missions.
    let own = own || list.method == "numbered titles" && is_named_with_strategy(list, nodes);
    if own || delivers || (of_strategy && !is_of_plan) {
        return None;
    }
    let title = nodes.iter().find(|node| node.is_heading()).map(|node| node.text);
    match kind {
        // Statements of a vision are none of a strategy; what a page calls its priorities are.
        DocumentKind::Vision => (list.cue.class != Class::Priority).then(|| "vision".to_owned()),
        DocumentKind::ProgrammePage => Some("programme".to_owned()),
        DocumentKind::DeliveryPlan => Some("delivery plan".to_owned()),
        _ => title.and_then(find_other_in_heading).map(str::to_owned),
    }
}

/// Whether a passage before a list speaks of its items and of the strategy whose they are.
fn is_named_with_strategy(list: &Candidate<'_>, nodes: &[Node<'_>]) -> bool {
    let Some(noun) = list.cue.called.as_deref().and_then(|called| called.rsplit(' ').next()) else {
        return false;
    };
    nodes[..list.at].iter().filter(|node| !node.is_heading()).any(|node| {
        let whose = sentences(node.text).into_iter().filter_map(cue::find_cue).any(|cue| {
            cue.plural && cue.called.as_deref().is_some_and(|called| called.ends_with(noun))
        });
        whose && node.text.to_lowercase().contains("care strategy")
    })
}

/// “The other priorities for the programme are”: a programme's, wherever it stands.
fn programme_of(list: &Candidate<'_>, nodes: &[Node<'_>]) -> Option<String> {
    let lower = list.introduction.to_lowercase();
    let says = [
        "of the programme",
        "for the programme",
        "the programme's",
        "the programme’s",
        "for this programme",
        "of the project",
        "for the project",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase));
    let heading = headings_above(nodes, list.at).next().map(|(_, node)| node.text);
    says.then(|| heading.unwrap_or("programme").to_owned())
}

/// A title as it is compared: words in lower case.
fn folded(title: &str) -> String {
    title
        .to_lowercase()
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Dice's coefficient over words, 0 to 1.
fn likeness(one: &str, other: &str) -> f64 {
    let ones: BTreeSet<&str> = one.split(' ').collect();
    let others: BTreeSet<&str> = other.split(' ').collect();
    2.0 * ones.intersection(&others).count() as f64 / (ones.len() + others.len()).max(1) as f64
}
