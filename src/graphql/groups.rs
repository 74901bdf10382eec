//! The types `Communities`, `Community`, `ConnectingPartner` and `ThemePair`: what belongs together,
//! over the whole record.

use async_graphql::SimpleObject;

use super::{
    cost,
    int::int,
    reading::{Reading, Shown},
    similarity::SimilarityReason,
};
use crate::{model, query};

/// Communities of partnerships, and how they were found.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct Communities {
    /// The communities, the largest first.
    #[graphql(name = "communities", complexity = "1 + 8 * child_complexity")]
    found: Vec<Community>,
    /// Partnerships with no coded priority: they belong to none.
    #[graphql(complexity = "cost::cells(child_complexity)")]
    uncoded: Vec<Shown<model::Partnership>>,
    /// Modularity of the division, below 1: 0 is what chance gives, from about 0.3 on the communities
    /// are clear.
    modularity: f64,
    /// The algorithm with its edges and parameters, for citing. The same data and parameters always
    /// give the same communities.
    method: String,
}

/// Partnerships whose priorities are about like things.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct Community {
    /// Its members by name.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    partnerships: Vec<Shown<model::Partnership>>,
    /// The themes that hold it together: what each adds to the mean likeness of two members, the
    /// largest first; at most five.
    #[graphql(complexity = "cost::list(child_complexity)")]
    themes: Vec<SimilarityReason>,
}

/// A partner that several partnerships have in common.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct ConnectingPartner {
    /// Which.
    partner: Shown<model::Partner>,
    /// The partnerships that it connects, by name; two or more. It is a member, its area lies in
    /// theirs, or a programme of theirs is delivered with it.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    partnerships: Vec<Shown<model::Partnership>>,
    /// How many partnerships these are.
    count: i32,
    /// How many pairs of partnerships it connects: n (n − 1) / 2 of n partnerships.
    pairs: i32,
}

/// Two themes that partnerships make a priority together.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct ThemePair {
    /// The one that comes first in the scheme.
    a: Shown<model::Theme>,
    /// The other.
    b: Shown<model::Theme>,
    /// How many times as many partnerships make both a priority as would if the two had nothing to do
    /// with each other: `together` divided by `expected`.
    lift: f64,
    /// How many partnerships make both a priority; at least three.
    together: i32,
    /// How many would by chance: `withA` times `withB` divided by `of`.
    expected: f64,
    /// How many make the first a priority.
    with_a: i32,
    /// How many make the other a priority.
    with_b: i32,
    /// Of how many partnerships with any coded priority this is told.
    of: i32,
}

impl Communities {
    /// Communities, shown.
    pub(super) fn new(reading: &Reading, found: query::Communities) -> Self {
        let show = |one: query::Community| Community {
            partnerships: reading.show_all(one.partnerships),
            themes: SimilarityReason::show_all(one.themes),
        };
        Self {
            found: found.communities.into_iter().map(show).collect(),
            uncoded: reading.show_all(found.uncoded),
            modularity: found.modularity,
            method: found.method,
        }
    }
}

impl ConnectingPartner {
    /// A partner, shown.
    pub(super) fn new(reading: &Reading, found: query::ConnectingPartner) -> Self {
        Self {
            pairs: int(found.pairs()),
            count: int(found.partnerships.len()),
            partner: reading.show(found.partner),
            partnerships: reading.show_all(found.partnerships),
        }
    }
}

impl ThemePair {
    /// A pair, shown.
    pub(super) fn new(reading: &Reading, pair: query::ThemePair) -> Self {
        Self {
            a: reading.show(pair.a),
            b: reading.show(pair.b),
            lift: pair.lift,
            together: int(pair.together),
            expected: pair.expected,
            with_a: int(pair.with_a),
            with_b: int(pair.with_b),
            of: int(pair.of),
        }
    }
}
