//! What each list is: the main one, one beside it, or somebody else's; and which of two lists
//! that say the same is kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Candidate,
    announced::Announced,
    cue::{self, Class},
    discourse::{self, Discourse, Plan},
    headings_above,
    likeness::Titles,
    owner::{self, find_other_in_heading},
};
use crate::{
    ingest::{extracted::DocumentKind, segment::Node},
    model::ListRole,
};

/// A candidate with its role and, where it is not the strategy's own, whose it is.
pub(super) type Settled<'document> = (Candidate<'document>, ListRole, Option<String>);

/// Drops what is said again, in order of trust, and gives each list its role.
pub(super) fn settle<'document>(
    candidates: Vec<Candidate<'document>>,
    nodes: &[Node<'_>],
    kind: DocumentKind,
    announced: &Announced<'_, '_>,
) -> Vec<Settled<'document>> {
    let mut kept = without_repetitions(candidates);
    // What a chapter answers (“Why is this important?”) is no list.
    kept.retain(|list| {
        let questions = list.items.iter().filter(|item| item.title.trim_end().ends_with('?'));
        questions.count() * 2 < list.items.len().max(1)
    });
    // A heading introduces the first list below it; a second one needs words of its own.
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for list in kept.iter().filter(|list| nodes[list.at].is_heading()) {
        let node = first.entry(list.at).or_insert(usize::MAX);
        *node = first_node(list).min(*node);
    }
    kept.retain(|list| first.get(&list.at).is_none_or(|first| first_node(list) == *first));
    kept.sort_by_key(|list| (list.at, list.items.first().map_or(0, |item| item.node)));
    for list in &mut kept {
        take_stated_number(list, nodes, announced);
    }
    // Whose each list is comes first: a plan's own priorities do not make the ambitions of the
    // strategy that it serves something beside them.
    let discourse = Discourse::of(nodes);
    let others: Vec<Option<String>> =
        kept.iter().map(|list| whose(list, nodes, announced, (kind, &discourse))).collect();
    let within = within_others(&kept);
    let own = kept.iter().zip(&others).zip(&within).filter(|(_, within)| !**within);
    let main = main_rank(own.map(|(list, _)| list));
    let mut titles = Known::default();
    for (place, list) in kept.iter().enumerate() {
        if others[place].is_none() && rank(list) == main {
            titles.add(place, list);
        }
    }
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

/// Of each list whether it stands below one item of another, and others of the same name below others
/// of its items: “Theme A – … Priorities: …; Theme B – … Priorities: …”.
fn within_others(lists: &[Candidate<'_>]) -> Vec<bool> {
    let mut within = vec![false; lists.len()];
    for above in lists.iter().filter(|list| list.items.len() >= 3) {
        let below = |list: &Candidate<'_>| {
            above.items.partition_point(|item| item.node < list.at).checked_sub(1)
        };
        // Under which item a name is met first, and whether it is met under another one too.
        let mut met: HashMap<&str, (usize, bool)> = HashMap::new();
        let named = |list: &Candidate<'_>| list.cue.called != above.cue.called;
        for list in lists.iter().filter(|list| named(list)) {
            if let (Some(called), Some(item)) = (list.cue.called.as_deref(), below(list)) {
                let (first, several) = met.entry(called).or_insert((item, false));
                *several |= *first != item;
            }
        }
        for (list, within) in lists.iter().zip(&mut within) {
            let called = list.cue.called.as_deref().filter(|_| named(list));
            let several = called.and_then(|called| met.get(called)).is_some_and(|it| it.1);
            *within |= several && below(list).is_some();
        }
    }
    within
}

/// Whose a list is where it is not the strategy's own: told around it, by its word, or by the kind
/// of document.
pub(super) fn whose(
    list: &Candidate<'_>,
    nodes: &[Node<'_>],
    announced: &Announced<'_, '_>,
    (kind, discourse): (DocumentKind, &Discourse<'_, '_>),
) -> Option<String> {
    let by_word = || list.cue.called.as_deref().and_then(owner::other_by_word);
    let titles = list.items.iter().map(|item| item.title);
    let national = owner::is_national(list.introduction, titles).then_some("national aims");
    list.other
        .or(national)
        .or_else(|| owner::is_what_is_known(list.introduction).then_some("needs assessment"))
        .or_else(by_word)
        .map(str::to_owned)
        .or_else(|| of_document(list, nodes, announced, (kind, discourse)))
        .or_else(|| of_unnamed_plan(kind, discourse))
}

/// Lists of a document that is neither the strategy, a vision nor news of one are proposed as the
/// strategy's only where the document, if it is of some length, speaks of a system's or partnership's strategy at all.
fn of_unnamed_plan(kind: DocumentKind, discourse: &Discourse<'_, '_>) -> Option<String> {
    let presents = matches!(
        kind,
        DocumentKind::IntegratedCareStrategy
            | DocumentKind::NewsAboutStrategy
            | DocumentKind::Vision
    );
    (!presents && !discourse.may_be_a_systems_strategy()).then(|| "another plan".to_owned())
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
    let mut known = Known::default();
    for candidate in candidates {
        if let Some(same) = known.find_same(&candidate, &kept) {
            kept[same].cue.count = kept[same].cue.count.or(candidate.cue.count);
        } else {
            known.add(kept.len(), &candidate);
            kept.push(candidate);
        }
    }
    kept
}

/// Lists by the titles and the places of their items.
#[derive(Default)]
struct Known {
    titles: Titles,
    /// The list of each title.
    lists: Vec<usize>,
    /// The lists that have an item at a node.
    at: BTreeMap<usize, BTreeSet<usize>>,
}

impl Known {
    fn add(&mut self, place: usize, list: &Candidate<'_>) {
        for item in &list.items {
            self.titles.add(item.title);
            self.lists.push(place);
            self.at.entry(item.node).or_default().insert(place);
        }
    }

    /// The lists that have an item so called.
    fn with_title(&self, title: &str, least: f64) -> BTreeSet<usize> {
        self.titles.like(title, least).into_iter().map(|title| self.lists[title]).collect()
    }

    /// The first list that has half of its items in common with another, by their words, or is made of
    /// the same passages.
    fn find_same(&self, other: &Candidate<'_>, kept: &[Candidate<'_>]) -> Option<usize> {
        let mut shared: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for item in &other.items {
            for list in self.with_title(item.title, 0.75) {
                shared.entry(list).or_default().0 += 1;
            }
            for list in self.at.get(&item.node).into_iter().flatten() {
                shared.entry(*list).or_default().1 += 1;
            }
        }
        let is_same = |(list, (titles, nodes)): &(usize, (usize, usize))| {
            let known = &kept[*list];
            let fewer = known.items.len().min(other.items.len()).max(1);
            // Two lists inside one passage are told apart by their words alone.
            let passage = known.items.first().map(|item| item.node);
            let spread = known.items.iter().any(|item| Some(item.node) != passage);
            let apart = spread || known.at != other.at;
            titles * 2 >= fewer || (apart && nodes * 2 > other.items.len())
        };
        shared.into_iter().find(is_same).map(|(list, _)| list)
    }
}

/// The number, and the fuller word, that a sentence before the list states for it: “six strategic
/// ambitions … The ambitions are:”. Only a number that fits is taken over.
fn take_stated_number(list: &mut Candidate<'_>, nodes: &[Node<'_>], announced: &Announced<'_, '_>) {
    let Some(called) = list.cue.called.clone().filter(|_| list.cue.count.is_none()) else { return };
    let noun = called.rsplit(' ').next().unwrap_or_default().to_owned();
    let found = list.items.len();
    let near = (0..list.at.max(1)).rev().take(40).filter(|place| nodes[*place].text.len() < 2000);
    let mut cues =
        near.flat_map(|place| announced.sentences(place)).filter_map(|it| it.cue.as_ref());
    let stated = cues.find(|cue| {
        let same = cue.called.as_deref().is_some_and(|other| other.ends_with(&noun));
        same && cue.plural && cue.count == Some(found)
    });
    if let Some(stated) = stated {
        list.cue.count = stated.count;
        let fuller = stated.called.clone().filter(|other| other.ends_with(&called));
        list.cue.called = fuller.or(Some(called));
    }
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
    titles: &Known,
) -> bool {
    let first = list.items.first().map_or(list.at, |item| item.node).min(list.at);
    headings_above(nodes, first).filter(|(_, node)| node.depth > 0).any(|(_, heading)| {
        let lists = titles.with_title(super::title::title(heading.text), 0.8);
        lists.into_iter().any(|list| list != place)
    })
}

/// Lists of a document that is no strategy are that document's, unless they speak of the strategy.
fn of_document(
    list: &Candidate<'_>,
    nodes: &[Node<'_>],
    announced: &Announced<'_, '_>,
    (kind, discourse): (DocumentKind, &Discourse<'_, '_>),
) -> Option<String> {
    let lower = list.introduction.to_lowercase();
    let own = ["strategy", "partnership", "icp ", "ics "].iter().any(|word| lower.contains(word));
    // In a trust's strategy “the strategy” is the trust's.
    let other = discourse.other_before(list.at);
    let own = own
        && (other.is_none_or(|other| !discourse::is_strategy(other))
            || discourse::names_strategy(list.introduction));
    let delivers = matches!(list.cue.class, Class::Beside(ListRole::DeliveryAims));
    let of_strategy = headings_above(nodes, list.at)
        .any(|(_, node)| node.text.to_lowercase().contains("integrated care strategy"));
    let of_strategy = of_strategy
        || (kind == DocumentKind::DeliveryPlan && discourse.near(list.at) == Some(Plan::Strategy));
    if let Some(programme) = programme_of(list, nodes) {
        return Some(programme);
    }
    // “Our delivery priorities” are a delivery plan's, whatever strategy it delivers.
    let is_of_plan = list.cue.called.as_deref().is_some_and(|called| called.contains("delivery"));
    // “This plan turns its four missions into things that we will do”: the strategy's missions.
    let own =
        own || list.method == "numbered titles" && is_named_with_strategy(list, nodes, announced);
    if own || delivers || (of_strategy && !is_of_plan) {
        return None;
    }
    // “Our priorities”, on a page that speaks of the hospitals' plan only.
    if let Some(other) = other {
        return Some(other.to_owned());
    }
    let title = nodes.iter().find(|node| node.is_heading()).map(|node| node.text);
    match kind {
        // Statements of a vision are none of a strategy; what a page calls its priorities are.
        DocumentKind::Vision => {
            let under =
                headings_above(nodes, list.at).next().and_then(|it| cue::find_cue(it.1.text));
            let below_priorities = under.is_some_and(|cue| cue.class == Class::Priority);
            let own = below_priorities || list.cue.class == Class::Priority;
            (!own).then(|| "vision".to_owned())
        }
        DocumentKind::ProgrammePage => Some("programme".to_owned()),
        DocumentKind::DeliveryPlan => Some("delivery plan".to_owned()),
        _ => title.and_then(find_other_in_heading).map(str::to_owned),
    }
}

/// Whether a passage before a list speaks of its items and of the strategy whose they are.
fn is_named_with_strategy(
    list: &Candidate<'_>,
    nodes: &[Node<'_>],
    announced: &Announced<'_, '_>,
) -> bool {
    let Some(noun) = list.cue.called.as_deref().and_then(|called| called.rsplit(' ').next()) else {
        return false;
    };
    nodes[..list.at].iter().enumerate().filter(|(_, node)| !node.is_heading()).any(|(at, node)| {
        let mut cues = announced.sentences(at).iter().filter_map(|it| it.cue.as_ref());
        let whose = cues.any(|cue| {
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
