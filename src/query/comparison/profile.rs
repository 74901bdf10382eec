//! Profiles: of which themes the priorities of each partnership are, and how telling a theme is.

use std::collections::{BTreeSet, HashMap};

use crate::{
    model::{AssertionMethod, NodeKind, Partnership, Priority, Slug, Theme},
    query::{coverage::CoverageOptions, filter::strategies_of_policy},
    view::{View, graph::Fact},
};

use super::similarity::{Alike, SimilarityReason, add_up};

/// The themes that a partnership's priorities are assigned, by place in the scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    themes: BTreeSet<usize>,
}

impl Profile {
    /// How many themes.
    pub fn len(&self) -> usize {
        self.themes.len()
    }

    /// Whether nothing is coded.
    pub fn is_empty(&self) -> bool {
        self.themes.is_empty()
    }
}

/// The profiles of all partnerships.
#[derive(Debug, Clone, PartialEq)]
pub struct Profiles {
    of: HashMap<Slug, Profile>,
    /// For each theme how telling it is: ln(1 + partnerships with any theme / partnerships with it).
    weights: Vec<f64>,
}

/// The profiles of all partnerships, from the items that the options let count.
pub fn build_profiles(view: &View, options: &CoverageOptions) -> Profiles {
    let themes: HashMap<&Slug, usize> =
        view.graph.rows::<Theme>().enumerate().map(|(place, row)| (&row.slug, place)).collect();
    let strategies = strategies_of_policy(view, options.editions);
    let mut of: HashMap<Slug, Profile> = view
        .graph
        .rows::<Partnership>()
        .map(|row| (row.slug.clone(), Profile::default()))
        .collect();
    for node in view.graph.nodes(NodeKind::Priority) {
        let Some(item) = view.graph.row::<Priority>(*node) else { continue };
        let role = view.record.priority_lists.get(&item.list).map(|list| list.role);
        if !strategies.contains(&item.strategy)
            || !role.is_some_and(|role| options.roles.contains(&role))
        {
            continue;
        }
        let Some(strategy) = view.record.strategies.get(&item.strategy) else { continue };
        let Some(profile) = of.get_mut(&strategy.partnership) else { continue };
        for link in view.graph.outgoing(*node) {
            if let Fact::PriorityTheme(row) = &link.edge.fact
                && (options.proposed || row.method != AssertionMethod::Proposed)
                && let Some(theme) = themes.get(&row.theme)
            {
                profile.themes.insert(*theme);
            }
        }
    }
    let weights = weigh(themes.len(), of.values());
    Profiles { of, weights }
}

fn weigh<'a>(themes: usize, profiles: impl Iterator<Item = &'a Profile>) -> Vec<f64> {
    let mut with = vec![0usize; themes];
    let mut coded = 0usize;
    for profile in profiles.filter(|profile| !profile.is_empty()) {
        coded += 1;
        for theme in &profile.themes {
            with[*theme] += 1;
        }
    }
    let weight = |with: usize| if with == 0 { 0.0 } else { (coded as f64 / with as f64).ln_1p() };
    with.into_iter().map(weight).collect()
}

impl Profiles {
    /// The profile of one partnership.
    pub fn of(&self, partnership: &str) -> Profile {
        self.of.get(partnership).cloned().unwrap_or_default()
    }

    /// The profile of several partnerships together.
    pub fn of_all<'a>(&self, partnerships: impl Iterator<Item = &'a Slug>) -> Profile {
        let themes = partnerships
            .filter_map(|slug| self.of.get(slug))
            .flat_map(|profile| profile.themes.iter().copied())
            .collect();
        Profile { themes }
    }

    /// The themes of a profile in the order of the scheme.
    pub fn themes(&self, view: &View, profile: &Profile) -> Vec<Slug> {
        let all: Vec<_> = view.graph.rows::<Theme>().collect();
        profile
            .themes
            .iter()
            .filter_map(|place| all.get(*place))
            .map(|row| row.slug.clone())
            .collect()
    }

    /// Cosine of the two profiles, each theme weighted by how telling it is: 0 to 1.
    pub fn score(&self, a: &Profile, b: &Profile) -> f64 {
        let shared = a.themes.intersection(&b.themes).map(|theme| self.square(*theme));
        let shared: f64 = shared.sum();
        if shared > 0.0 { shared / (self.length(a) * self.length(b)) } else { 0.0 }
    }

    /// The score with its reasons: the shared themes, what contributes most first.
    pub fn alike(&self, view: &View, a: &Profile, b: &Profile) -> Alike {
        let labels: Vec<&String> = view.graph.rows::<Theme>().map(|row| &row.label).collect();
        let lengths = self.length(a) * self.length(b);
        let reason = |theme: &usize| SimilarityReason {
            label: labels.get(*theme).map_or_else(String::new, |label| (*label).clone()),
            contribution: self.square(*theme) / lengths,
        };
        add_up(a.themes.intersection(&b.themes).map(reason).collect())
    }

    fn square(&self, theme: usize) -> f64 {
        self.weights[theme].powi(2)
    }

    fn length(&self, profile: &Profile) -> f64 {
        profile.themes.iter().map(|theme| self.square(*theme)).sum::<f64>().sqrt()
    }
}
