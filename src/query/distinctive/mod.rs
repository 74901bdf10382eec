//! Distinctive: which themes and terms a partnership uses more, or less, than others do, beyond
//! chance.
//!
//! What is counted are units (items of lists, passages of ingested texts) and in how many of them
//! each feature stands; digests are our words and are left out. The measure is the log odds ratio
//! with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008): the prior is the mean
//! partnership of the whole dataset. p values are corrected for the number of features tested
//! (Benjamini and Hochberg 1995). `units` counts; what is counted does not depend on whom one asks
//! about and is kept with the view.

mod units;

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use crate::{
    error::{Error, Result},
    model::{Partnership, Passage, PeerBasis, Priority, Slug, Theme},
    view::View,
};

use super::{
    comparison::{Standing, find_partnerships, get_standing},
    coverage::CoverageOptions,
    names::all_rows,
    peers::peers,
    statistics::{benjamini_hochberg, log_odds, two_sided_p},
};
use units::{Corpus, UnitRow, Uses};

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
    /// The theme, where it is one.
    pub theme: Option<Arc<Theme>>,
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
    /// The measure and its parameters, for citing.
    pub method: String,
    /// Why nothing could be tested, where that is so.
    pub refused_because: Option<String>,
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
    let own = get_standing(view, partnership)?;
    let mut against = match against {
        Against::All => all_rows::<Partnership>(view),
        Against::Peers(count) => peers(view, partnership, PeerBasis::Context, options, *count)?
            .into_iter()
            .map(|peer| peer.partnership)
            .collect(),
        Against::Named(names) => find_partnerships(view, names)?,
    };
    against.retain(|row| !own.holds(&row.slug));
    let corpus = Corpus::new(view, kind, options);
    let sides = Sides::of(kind, &corpus.uses(), &own, &against);
    let mut found = sides.weigh();
    found.retain(|it| it.corrected_p <= rate);
    found.sort_by(|a, b| {
        let less = |it: &Weighed| it.delta < 0.0;
        (less(a).cmp(&less(b)))
            .then_with(|| b.z.abs().total_cmp(&a.z.abs()))
            .then_with(|| a.feature.cmp(&b.feature))
    });
    Ok(DistinctiveAnswer {
        found: found.into_iter().map(|it| it.shown(view, &corpus, &sides)).collect(),
        tested: sides.tested.len(),
        rate,
        method: sides.method(rate),
        refused_because: sides.refused_because(),
        against,
    })
}

/// How often features are used by the partnership, by those it is held against, and by all.
struct Sides {
    kind: FeatureKind,
    own_slugs: HashSet<Slug>,
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
    fn of(kind: FeatureKind, uses: &Uses, own: &Standing, against: &[Arc<Partnership>]) -> Self {
        let others: HashSet<Slug> = against.iter().map(|row| row.slug.clone()).collect();
        let mine = uses.of(|slug| own.holds(slug));
        let rest = uses.of(|slug| others.contains(slug));
        let frequent = |feature: &&Slug| {
            mine.get(*feature).unwrap_or(&0) + rest.get(*feature).unwrap_or(&0) >= FEWEST_USES
        };
        let features: BTreeSet<&Slug> = mine.keys().chain(rest.keys()).collect();
        let comparable = !mine.is_empty() && !rest.is_empty();
        let tested =
            features.into_iter().filter(frequent).filter(|_| comparable).cloned().collect();
        Self {
            kind,
            own_slugs: own.slugs().cloned().collect(),
            all: uses.of(|_| true),
            own: mine,
            rest,
            others,
            partnerships: uses.partnerships(),
            tested,
        }
    }

    /// The measure with its parameters.
    fn method(&self, rate: f64) -> String {
        let what = match self.kind {
            FeatureKind::Themes => "themes of items and passages",
            FeatureKind::Terms => "words of exact names of items and of passages",
        };
        format!(
            "Log odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008) of {what}, each counted once in a unit; the prior is the mean of {} partnerships; two-sided normal p values of features in {FEWEST_USES} units or more, corrected after Benjamini and Hochberg (1995) at a rate of {rate}",
            self.partnerships
        )
    }

    /// Why nothing was tested.
    fn refused_because(&self) -> Option<String> {
        let nothing = |of: &str| match self.kind {
            FeatureKind::Themes => format!("no coded item or passage of {of} is on record"),
            FeatureKind::Terms => {
                format!("no item of {of} with its exact name, and no text of {of}, is on record")
            }
        };
        if self.own.is_empty() {
            Some(nothing("the partnership"))
        } else if self.rest.is_empty() {
            Some(nothing("those it is held against"))
        } else {
            self.tested.is_empty().then(|| format!("nothing stands in {FEWEST_USES} units"))
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
            let crate::query::statistics::LogOdds { delta, z } = odds;
            Weighed { feature: feature.clone(), delta, z, corrected_p }
        };
        self.tested.iter().zip(odds).zip(benjamini_hochberg(&p_values)).map(weighed).collect()
    }
}

impl Weighed {
    fn shown(self, view: &View, corpus: &Corpus<'_>, sides: &Sides) -> Distinctive {
        let side = if self.delta > 0.0 { &sides.own_slugs } else { &sides.others };
        let (mut priorities, mut passages) = (Vec::new(), Vec::new());
        for unit in corpus.units(|slug| side.contains(slug)) {
            match unit.row {
                _ if !unit.features.contains(&self.feature) => {}
                UnitRow::Item(row) if priorities.len() < SHOWN => priorities.push(row),
                UnitRow::Passage(passage) => passages.push(passage.row()),
                UnitRow::Item(_) => {}
            }
            if passages.len() == SHOWN {
                break;
            }
        }
        let theme = view.graph.find_row::<Theme>(&self.feature);
        let theme = theme.filter(|_| sides.kind == FeatureKind::Themes);
        let label = theme.as_ref().map(|theme| theme.label.clone());
        let uses = |counts: &BTreeMap<Slug, usize>| {
            (counts.get(&self.feature).copied().unwrap_or_default(), counts.values().sum())
        };
        Distinctive {
            label: label.unwrap_or_else(|| self.feature.to_string()),
            theme,
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
