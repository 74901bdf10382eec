//! Groups: communities of partnerships by shared themes, and the partners who connect most
//! partnerships.

use std::{collections::BTreeMap, sync::Arc};

use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig, QualityType};

use crate::{
    error::{Error, Result},
    model::{NodeKey, NodeKind, Partner, Partnership, Programme, Slug},
    view::{View, graph::EdgeKind},
};

use super::{
    comparison::{SimilarityReason, add_up, build_profiles},
    coverage::CoverageOptions,
    names::all_rows,
};

/// Communities, and how they were found.
#[derive(Debug, Clone, PartialEq)]
pub struct Communities {
    /// The largest first.
    pub communities: Vec<Community>,
    /// Partnerships with no coded priority: they belong to none.
    pub uncoded: Vec<Arc<Partnership>>,
    /// Modularity of the division: 0 is chance, towards 1 the communities are clearer.
    pub modularity: f64,
    /// The algorithm, its edges and its parameters, for citing.
    pub method: String,
}

/// Partnerships whose priorities are about like things.
#[derive(Debug, Clone, PartialEq)]
pub struct Community {
    /// By name.
    pub partnerships: Vec<Arc<Partnership>>,
    /// The themes that hold it together: what they contribute to the mean likeness of its
    /// members, the largest first; at most five.
    pub themes: Vec<SimilarityReason>,
}

/// The seed of the algorithm's random order; with it, the same data give the same communities.
const SEED: u64 = 2022;
/// How many reasons a community is given.
const REASONS: usize = 5;

/// Communities of partnerships by the themes of their priorities. `resolution` above 1 gives more
/// and smaller ones, below 1 fewer and larger ones.
///
/// # Errors
/// `BAD_USER_INPUT` for a resolution outside 0.1 to 10.
pub fn communities(view: &View, options: &CoverageOptions, resolution: f64) -> Result<Communities> {
    if !(0.1..=10.0).contains(&resolution) {
        return Err(Error::bad_user_input(format!(
            "“resolution” is {resolution}; it must be 0.1 to 10"
        )));
    }
    let profiles = build_profiles(view, options);
    let (coded, uncoded): (Vec<_>, Vec<_>) = all_rows::<Partnership>(view)
        .into_iter()
        .partition(|row| !profiles.of(&row.slug).is_empty());
    let own: Vec<_> = coded.iter().map(|row| profiles.of(&row.slug)).collect();
    let mut builder = GraphDataBuilder::new(coded.len());
    for a in 0..coded.len() {
        for b in a + 1..coded.len() {
            let weight = profiles.score(&own[a], &own[b]);
            if weight > 0.0 {
                builder.add_edge(a, b, weight).map_err(Error::internal)?;
            }
        }
    }
    let config =
        LeidenConfig::builder().seed(SEED).resolution(resolution).quality(QualityType::Modularity);
    let (groups, modularity) = if coded.is_empty() {
        (Vec::new(), 0.0)
    } else {
        let graph = builder.build().map_err(Error::internal)?;
        let found = Leiden::new(config.build()).run(&graph).map_err(Error::internal)?;
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in 0..coded.len() {
            members.entry(found.partition.community_of(place)).or_default().push(place);
        }
        (members.into_values().collect(), found.quality)
    };
    let mut communities: Vec<Community> = groups
        .iter()
        .map(|places: &Vec<usize>| Community {
            partnerships: places.iter().map(|place| coded[*place].clone()).collect(),
            themes: reasons(places, |a, b| profiles.alike(view, &own[a], &own[b]).reasons),
        })
        .collect();
    communities.sort_by(|a, b| {
        let name = |it: &Community| it.partnerships.first().map(|row| row.name.clone());
        b.partnerships.len().cmp(&a.partnerships.len()).then_with(|| name(a).cmp(&name(b)))
    });
    Ok(Communities {
        communities,
        uncoded,
        modularity,
        method: format!(
            "Leiden algorithm (Traag, Waltman and van Eck 2019; crate leiden-rs 0.8), modularity, resolution {resolution}, seed {SEED}; edges weighted by the cosine of coded themes"
        ),
    })
}

/// The mean contributions over all pairs of members.
fn reasons(
    places: &[usize],
    of_pair: impl Fn(usize, usize) -> Vec<SimilarityReason>,
) -> Vec<SimilarityReason> {
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    let mut pairs = 0usize;
    for (index, a) in places.iter().enumerate() {
        for b in &places[index + 1..] {
            pairs += 1;
            for reason in of_pair(*a, *b) {
                *sums.entry(reason.label).or_default() += reason.contribution;
            }
        }
    }
    let mean = |(label, sum): (String, f64)| SimilarityReason {
        label,
        contribution: sum / pairs.max(1) as f64,
    };
    let mut reasons = add_up(sums.into_iter().map(mean).collect()).reasons;
    reasons.truncate(REASONS);
    reasons
}

/// A partner in several partnerships.
#[derive(Debug, Clone, PartialEq)]
pub struct ConnectingPartner {
    /// Which.
    pub partner: Arc<Partner>,
    /// The partnerships that it connects, by name: it is a member, its area lies in theirs, or a
    /// programme of theirs is delivered with it.
    pub partnerships: Vec<Arc<Partnership>>,
}

impl ConnectingPartner {
    /// How many pairs of partnerships it connects.
    pub fn pairs(&self) -> usize {
        self.partnerships.len() * self.partnerships.len().saturating_sub(1) / 2
    }
}

/// The partners who connect most partnerships, at least two each; at most `first`. Kinds of
/// organisation (“the police”) are not one partner and are left out.
pub fn connecting_partners(view: &View, first: usize) -> Vec<ConnectingPartner> {
    let mut found: Vec<ConnectingPartner> = view
        .graph
        .rows::<Partner>()
        .filter(|partner| !partner.generic)
        .map(|partner| ConnectingPartner {
            partner: partner.clone(),
            partnerships: connected(view, &partner.slug),
        })
        .filter(|it| it.partnerships.len() >= 2)
        .collect();
    found.sort_by(|a, b| {
        b.partnerships
            .len()
            .cmp(&a.partnerships.len())
            .then_with(|| a.partner.name.cmp(&b.partner.name))
    });
    found.truncate(first);
    found
}

fn connected(view: &View, partner: &Slug) -> Vec<Arc<Partnership>> {
    let key = NodeKey::new(NodeKind::Partner, partner.clone());
    let direct = [EdgeKind::WorksWith, EdgeKind::Covers]
        .into_iter()
        .flat_map(|kind| view.graph.origins::<Partnership>(&key, kind));
    let running = view
        .graph
        .origins::<Programme>(&key, EdgeKind::DeliveredWith)
        .into_iter()
        .filter_map(|programme| view.graph.find_row::<Partnership>(&programme.partnership));
    let rows: BTreeMap<_, _> = direct
        .chain(running)
        .map(|row| ((row.name.to_lowercase(), row.slug.clone()), row))
        .collect();
    rows.into_values().collect()
}
