//! Which plan a document speaks of where a list stands: the strategy, or another body's plan. A plan is
//! spoken of where a heading names it, or a sentence begins with it; one that is only mentioned in
//! passing (“the plan is the hospitals' contribution to the strategy”) is not.

use std::{cell::OnceCell, sync::LazyLock};

use crate::ingest::{
    recognise::{phrase_list::PhraseList, words::sentences},
    segment::Node,
};

/// Names of the strategy.
const STRATEGY: &[&str] = &[
    "integrated care strategy",
    "care partnership strategy",
    "icp strategy",
    "ics strategy",
    "integrated health and care strategy",
    "integrated care partnership's strategy",
    "integrated care partnership’s strategy",
    "(icp) strategy",
    "(ics) strategy",
];

/// Names of other plans, and what to call them.
const PLANS: &[(&str, &str)] = &[
    ("joint forward plan", "joint forward plan"),
    ("health and wellbeing strateg", "health and wellbeing strategy"),
    ("health & wellbeing strateg", "health and wellbeing strategy"),
    ("trust strategy", "a trust's own plan"),
    ("nhs plan", "NHS plan"),
    ("council plan", "council plan"),
    ("corporate plan", "corporate plan"),
    ("corporate strategy", "corporate plan"),
    ("people plan", "people plan"),
    ("workforce strategy", "workforce strategy"),
    ("housing strategy", "housing strategy"),
    ("digital strategy", "digital strategy"),
    ("carers strategy", "carers' strategy"),
    ("mental health strategy", "mental health strategy"),
    ("green plan", "green plan"),
];

/// The names of the strategy, then those of the plans.
static NAMES: LazyLock<PhraseList> = LazyLock::new(|| {
    let plans = PLANS.iter().map(|(name, _)| *name);
    PhraseList::of(STRATEGY.iter().copied().chain(plans))
});

/// A sentence whose name of a plan begins later than this (in bytes) is about something else.
const LATEST_SUBJECT: usize = 60;

/// So many blocks before a list the plan that is spoken of is looked for.
const NEAR: usize = 12;

/// A document of so few blocks that names one plan only is that plan's.
const SHORT: usize = 60;

/// What is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    /// The integrated care strategy.
    Strategy,
    /// Another one.
    Other(&'static str),
}

/// The plans of which a document speaks.
pub(super) struct Discourse<'nodes, 'document> {
    nodes: &'nodes [Node<'document>],
    read: OnceCell<Named>,
}

/// What a document names.
#[derive(Debug, Clone, Copy, Default)]
struct Named {
    /// Whether it speaks of the strategy.
    strategy: bool,
    /// Whether it speaks of “our strategy”, whichever that is.
    own: bool,
    /// Whether it names the strategy at all.
    strategy_at_all: bool,
    words: Words,
    /// The first other plan of which it speaks, and where.
    other: Option<(usize, &'static str)>,
    /// The first other plan that it names at all.
    other_at_all: Option<&'static str>,
}

impl<'nodes, 'document> Discourse<'nodes, 'document> {
    /// Of these nodes, none of them read yet.
    pub(super) fn of(nodes: &'nodes [Node<'document>]) -> Self {
        Self { nodes, read: OnceCell::new() }
    }

    /// Whether the strategy of a system or partnership may be spoken of: something names it, or the text
    /// is too short to name whose it is.
    pub(super) fn may_be_a_systems_strategy(&self) -> bool {
        const SHORT: usize = 800;
        let named = self.read.get_or_init(|| Named::by(self.nodes));
        let length: usize = self.nodes.iter().map(|node| node.text.len()).sum();
        length < SHORT || named.strategy_at_all || (named.words.system && named.words.strategy)
    }

    /// The plan that is spoken of right before a place.
    pub(super) fn near(&self, place: usize) -> Option<Plan> {
        let last = self.nodes.len().min(place + 1);
        self.nodes[..last].iter().rev().take(NEAR).find_map(|node| spoken_of(node))
    }

    /// The other plan whose document this is: it speaks of that plan before a place, and never of the
    /// strategy; or it is short and names no other.
    pub(super) fn other_before(&self, place: usize) -> Option<&'static str> {
        let named = self.read.get_or_init(|| Named::by(self.nodes));
        let spoken = named.other.filter(|(at, _)| *at <= place && !named.strategy);
        let short = self.nodes.len() <= SHORT && !named.strategy_at_all;
        let other = spoken.map(|(_, name)| name).or(named.other_at_all.filter(|_| short))?;
        // Beside a forward plan “our strategy” is the strategy.
        (is_strategy(other) || !named.own).then_some(other)
    }
}

/// What words stand anywhere.
#[derive(Debug, Clone, Copy, Default)]
struct Words {
    /// Of an integrated care system or partnership.
    system: bool,
    /// Of any strategy.
    strategy: bool,
}

/// Names of a system or partnership whose strategy this is about.
const SYSTEM: &[&str] = &[
    "integrated care",
    "integrated health and care",
    "health and care partnership",
    "care system",
    "(icp)",
    "icp ",
    "(ics)",
    "ics ",
];

/// Whether a plan is a strategy, so that “the strategy” may mean it.
pub(super) fn is_strategy(plan: &str) -> bool {
    plan.ends_with("strategy") || plan == "a trust's own plan"
}

/// Whether a text names the strategy.
pub(super) fn names_strategy(text: &str) -> bool {
    let lower = text.to_lowercase();
    STRATEGY.iter().any(|name| lower.contains(name))
}

impl Named {
    fn by(nodes: &[Node<'_>]) -> Self {
        let mut named = Self::default();
        for (place, node) in nodes.iter().enumerate() {
            match spoken_of(node) {
                Some(Plan::Strategy) => named.strategy = true,
                Some(Plan::Other(name)) => named.other = named.other.or(Some((place, name))),
                None => {}
            }
            let lower = node.text.to_lowercase();
            named.own |= ["our strategy", "this strategy"].iter().any(|own| lower.contains(own));
            named.words.system |= SYSTEM.iter().any(|name| lower.contains(name));
            named.words.strategy |= lower.contains("strateg");
            for (_, place) in NAMES.places_in(&lower) {
                match place.checked_sub(STRATEGY.len()) {
                    None => named.strategy_at_all = true,
                    Some(plan) => named.other_at_all = named.other_at_all.or(Some(PLANS[plan].1)),
                }
            }
        }
        named
    }
}

/// The plan that a heading names, or with which one of the sentences of a passage begins.
fn spoken_of(node: &Node<'_>) -> Option<Plan> {
    let lower = node.text.to_lowercase();
    if !NAMES.is_in(&lower) {
        return None;
    }
    if node.is_heading() {
        return first_named(&lower, usize::MAX);
    }
    let sentences = sentences(node.text).into_iter().map(str::to_lowercase);
    sentences.into_iter().find_map(|sentence| first_named(&sentence, LATEST_SUBJECT))
}

fn first_named(lower: &str, latest: usize) -> Option<Plan> {
    let (at, place) = NAMES.places_in(lower).min()?;
    (at <= latest).then(|| match place.checked_sub(STRATEGY.len()) {
        None => Plan::Strategy,
        Some(place) => Plan::Other(PLANS[place].1),
    })
}
