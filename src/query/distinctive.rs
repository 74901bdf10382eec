//! Distinctive: which themes and terms a partnership uses more, or less, than others do, beyond
//! chance.
//!
//! What is counted are units (items of lists, passages of ingested texts) and in how many of them
//! each feature stands; digests are our words and are left out. The measure is the log odds ratio
//! with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008): the prior is the mean
//! partnership of the whole dataset. p values are corrected for the number of features tested
//! (Benjamini and Hochberg 1995).

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use crate::{
    error::{Error, Result},
    model::{
        Document, DocumentOrigin, NodeKey, NodeKind, Partnership, Passage, PeerBasis, Priority,
        Slug, Theme,
    },
    view::{View, graph::EdgeKind},
};

use super::{
    comparison::find_partnerships,
    coverage::{CoverageOptions, is_body_text},
    document::themes_in,
    filter::strategies_of_policy,
    names::{all_rows, get_row},
    peers::peers,
    priority::counted_themes,
    statistics::{benjamini_hochberg, log_odds, two_sided_p},
    words::content_words,
};

/// Of what a partnership may use more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeatureKind {
    /// Themes that items and passages are coded with.
    Themes,
    /// Words of the source: of exact names of items, and of passages.
    Terms,
}

/// Against whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// All other partnerships.
    All,
    /// So many peers by context.
    Peers(usize),
    /// These.
    Named(Vec<String>),
}

/// A theme or term that a partnership uses more, or less, than others.
#[derive(Debug, Clone, PartialEq)]
pub struct Distinctive {
    /// Slug of the theme, or the term.
    pub feature: Slug,
    /// For people.
    pub label: String,
    /// Log odds ratio; above 0 is more than others.
    pub log_odds: f64,
    /// The same in standard errors.
    pub z: f64,
    /// Corrected p value: at most the rate.
    pub corrected_p: f64,
    /// How often the partnership uses it, of all its uses of features.
    pub own: (usize, usize),
    /// How often the others do, of all their uses.
    pub others: (usize, usize),
    /// Items that show it (of others where it is used less); at most three.
    pub priorities: Vec<Arc<Priority>>,
    /// Passages that show it; at most three.
    pub passages: Vec<Arc<Passage>>,
}

/// What is distinctive, and out of how much.
#[derive(Debug, Clone, PartialEq)]
pub struct DistinctiveAnswer {
    /// What was flagged: what is used more, then what is used less, the strongest first.
    pub found: Vec<Distinctive>,
    /// How many features were tested.
    pub tested: usize,
    /// Of what is flagged at most this share is expected to be chance.
    pub rate: f64,
    /// Against whom.
    pub against: Vec<Arc<Partnership>>,
}

/// Features that stand in fewer units than this are not tested.
const FEWEST_USES: usize = 3;
/// How many items and passages show a feature.
const SHOWN: usize = 3;

/// What one partnership uses more or less than others.
///
/// # Errors
/// `NOT_FOUND` for a partnership that does not exist, `BAD_USER_INPUT` for others that do not, or
/// a rate outside 0 to 1.
pub fn distinctive(
    view: &View,
    partnership: &str,
    kind: FeatureKind,
    against: &Against,
    rate: f64,
    options: &CoverageOptions,
) -> Result<DistinctiveAnswer> {
    if !(0.0..=1.0).contains(&rate) {
        return Err(Error::bad_user_input(format!("“rate” is {rate}; it must be 0 to 1")));
    }
    let own = get_row::<Partnership>(view, partnership)?;
    let mut against = match against {
        Against::All => all_rows::<Partnership>(view),
        Against::Peers(count) => peers(view, &own.slug, PeerBasis::Context, options, *count)?
            .into_iter()
            .map(|peer| peer.partnership)
            .collect(),
        Against::Named(names) => find_partnerships(view, names)?,
    };
    against.retain(|row| row.slug != own.slug);
    let units = gather_units(view, kind, options);
    let sides = Sides::of(&units, &own, &against);
    let mut found = sides.weigh();
    found.retain(|it| it.corrected_p <= rate);
    found.sort_by(|a, b| {
        let less = |it: &Weighed| it.delta < 0.0;
        (less(a).cmp(&less(b)))
            .then_with(|| b.z.abs().total_cmp(&a.z.abs()))
            .then_with(|| a.feature.cmp(&b.feature))
    });
    Ok(DistinctiveAnswer {
        found: found.into_iter().map(|it| it.shown(view, &units, &sides)).collect(),
        tested: sides.tested.len(),
        rate,
        against,
    })
}

/// An item or a passage, with the features that stand in it.
struct Unit {
    partnership: Slug,
    features: BTreeSet<Slug>,
    row: UnitRow,
}

enum UnitRow {
    Item(Arc<Priority>),
    Passage(Arc<Passage>),
}

fn gather_units(view: &View, kind: FeatureKind, options: &CoverageOptions) -> Vec<Unit> {
    let policy = strategies_of_policy(view, options.editions);
    let mut units = item_units(view, kind, options, &policy);
    units.extend(passage_units(view, kind, &policy));
    units.retain(|unit| !unit.features.is_empty());
    units
}

fn item_units(
    view: &View,
    kind: FeatureKind,
    options: &CoverageOptions,
    policy: &HashSet<Slug>,
) -> Vec<Unit> {
    let role = |row: &Priority| view.record.priority_lists.get(&row.list).map(|list| list.role);
    let features = |row: &Priority| match kind {
        FeatureKind::Themes => counted_themes(view, &row.slug, options.proposed)
            .into_iter()
            .map(|it| it.theme.slug.clone())
            .collect(),
        FeatureKind::Terms if row.exact => terms(&row.name),
        FeatureKind::Terms => BTreeSet::new(),
    };
    view.graph
        .rows::<Priority>()
        .filter(|row| policy.contains(&row.strategy))
        .filter(|row| role(row).is_some_and(|role| options.roles.contains(&role)))
        .filter_map(|row| {
            let strategy = view.record.strategies.get(&row.strategy)?;
            Some(Unit {
                partnership: strategy.partnership.clone(),
                features: features(row),
                row: UnitRow::Item(row.clone()),
            })
        })
        .collect()
}

fn passage_units(view: &View, kind: FeatureKind, policy: &HashSet<Slug>) -> Vec<Unit> {
    let features = |row: &Passage| match kind {
        FeatureKind::Themes => {
            themes_in(view, &row.slug).into_iter().map(|it| it.0.slug.clone()).collect()
        }
        FeatureKind::Terms => terms(&row.text),
    };
    let mut units = Vec::new();
    for document in view.graph.rows::<Document>() {
        let of_policy = document.strategy.as_ref().is_none_or(|slug| policy.contains(slug));
        let Some(partnership) = &document.partnership else { continue };
        if document.origin != DocumentOrigin::Ingested || !of_policy {
            continue;
        }
        let key = NodeKey::new(NodeKind::Document, document.slug.clone());
        let passages = view.graph.targets::<Passage>(&key, EdgeKind::Contains);
        units.extend(passages.into_iter().filter(|row| is_body_text(row)).map(|row| Unit {
            partnership: partnership.clone(),
            features: features(&row),
            row: UnitRow::Passage(row),
        }));
    }
    units
}

/// The words of a text that carry its meaning, numbers and single letters left out.
fn terms(text: &str) -> BTreeSet<Slug> {
    content_words(text)
        .into_iter()
        .filter(|word| word.chars().nth(1).is_some() && !word.chars().any(|it| it.is_ascii_digit()))
        .map(Slug::from)
        .collect()
}

/// How often features are used by the partnership, by those it is held against, and by all.
struct Sides {
    own_slug: Slug,
    others: HashSet<Slug>,
    own: BTreeMap<Slug, usize>,
    rest: BTreeMap<Slug, usize>,
    all: BTreeMap<Slug, usize>,
    partnerships: usize,
    tested: Vec<Slug>,
}

/// A feature with its odds.
struct Weighed {
    feature: Slug,
    delta: f64,
    z: f64,
    corrected_p: f64,
}

impl Sides {
    fn of(units: &[Unit], own: &Partnership, against: &[Arc<Partnership>]) -> Self {
        let others: HashSet<Slug> = against.iter().map(|row| row.slug.clone()).collect();
        let count = |of: &dyn Fn(&Slug) -> bool| {
            let mut counts: BTreeMap<Slug, usize> = BTreeMap::new();
            for unit in units.iter().filter(|unit| of(&unit.partnership)) {
                for feature in &unit.features {
                    *counts.entry(feature.clone()).or_default() += 1;
                }
            }
            counts
        };
        let mine = count(&|slug| *slug == own.slug);
        let rest = count(&|slug| others.contains(slug));
        let used = |feature: &&Slug| {
            mine.get(*feature).unwrap_or(&0) + rest.get(*feature).unwrap_or(&0) >= FEWEST_USES
        };
        let features: BTreeSet<&Slug> = mine.keys().chain(rest.keys()).collect();
        let comparable = !mine.is_empty() && !rest.is_empty();
        let tested = features.into_iter().filter(used).filter(|_| comparable).cloned().collect();
        let partnerships = units.iter().map(|unit| &unit.partnership).collect::<HashSet<_>>().len();
        Self {
            own_slug: own.slug.clone(),
            all: count(&|_| true),
            own: mine,
            rest,
            others,
            partnerships,
            tested,
        }
    }

    fn weigh(&self) -> Vec<Weighed> {
        let sum = |counts: &BTreeMap<Slug, usize>| counts.values().sum::<usize>() as f64;
        let at = |counts: &BTreeMap<Slug, usize>, feature| {
            counts.get(feature).copied().unwrap_or_default() as f64
        };
        let (own_all, rest_all, all) = (sum(&self.own), sum(&self.rest), sum(&self.all));
        // The prior weighs as much as the mean partnership.
        let prior_all = all / self.partnerships.max(1) as f64;
        let odds: Vec<_> = self
            .tested
            .iter()
            .map(|feature| {
                log_odds(
                    (at(&self.own, feature), own_all),
                    (at(&self.rest, feature), rest_all),
                    (prior_all * at(&self.all, feature) / all, prior_all),
                )
            })
            .collect();
        let p_values: Vec<f64> = odds.iter().map(|odds| two_sided_p(odds.z)).collect();
        let weighed = |((feature, odds), corrected_p): ((&Slug, _), f64)| {
            let super::statistics::LogOdds { delta, z } = odds;
            Weighed { feature: feature.clone(), delta, z, corrected_p }
        };
        self.tested.iter().zip(odds).zip(benjamini_hochberg(&p_values)).map(weighed).collect()
    }
}

impl Weighed {
    fn shown(self, view: &View, units: &[Unit], sides: &Sides) -> Distinctive {
        let more = self.delta > 0.0;
        let showing = units.iter().filter(|unit| {
            let side = if more {
                unit.partnership == sides.own_slug
            } else {
                sides.others.contains(&unit.partnership)
            };
            side && unit.features.contains(&self.feature)
        });
        let (mut priorities, mut passages) = (Vec::new(), Vec::new());
        for unit in showing {
            match &unit.row {
                UnitRow::Item(row) => priorities.push(row.clone()),
                UnitRow::Passage(row) => passages.push(row.clone()),
            }
        }
        priorities.truncate(SHOWN);
        passages.truncate(SHOWN);
        let label = view.graph.find_row::<Theme>(&self.feature).map(|theme| theme.label.clone());
        let uses = |counts: &BTreeMap<Slug, usize>| {
            (counts.get(&self.feature).copied().unwrap_or_default(), counts.values().sum())
        };
        Distinctive {
            label: label.unwrap_or_else(|| self.feature.to_string()),
            own: uses(&sides.own),
            others: uses(&sides.rest),
            log_odds: self.delta,
            z: self.z,
            corrected_p: self.corrected_p,
            priorities,
            passages,
            feature: self.feature,
        }
    }
}
