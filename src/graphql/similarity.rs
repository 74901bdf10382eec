//! The types `SimilarityReason`, `Peer`, `SimilarPriority` and `RelatedTheme`: what is like what,
//! and why.

use async_graphql::SimpleObject;

use super::{
    cost,
    int::int,
    reading::{Reading, Shown},
};
use crate::{model, query};

/// One reason why two things are alike.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct SimilarityReason {
    /// What they share.
    label: String,
    /// What it adds to the score. The contributions of all reasons add up to the score.
    contribution: f64,
}

/// A partnership that is like another.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct Peer {
    /// Which.
    partnership: Shown<model::Partnership>,
    /// 0 (nothing in common) to 1 (the same).
    score: f64,
    /// What adds up to the score, the largest first.
    #[graphql(complexity = "cost::list(child_complexity)")]
    reasons: Vec<SimilarityReason>,
    /// What is not known of one of the two, such as the population, and was left out of the score.
    unknown: Vec<String>,
}

/// A priority that is like another.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct SimilarPriority {
    /// Which.
    priority: Shown<model::Priority>,
    /// 0 (nothing in common) to 1 (the same themes and words).
    score: f64,
    /// What adds up to the score, the largest first.
    #[graphql(complexity = "cost::list(child_complexity)")]
    reasons: Vec<SimilarityReason>,
}

/// A theme that partnerships make a priority together with another.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct RelatedTheme {
    /// Which.
    theme: Shown<model::Theme>,
    /// Lift: `together` divided by `expected`.
    score: f64,
    /// How many partnerships make both a priority; at least three.
    together: i32,
    /// How many would if the two had nothing to do with each other: `withThis` times `withOther`
    /// divided by `of`.
    expected: f64,
    /// How many partnerships make the theme that was asked about a priority.
    with_this: i32,
    /// How many make this one a priority.
    with_other: i32,
    /// Of how many partnerships with any coded priority this is told.
    of: i32,
}

impl SimilarityReason {
    /// Reasons, shown.
    pub(super) fn show_all(reasons: Vec<query::SimilarityReason>) -> Vec<Self> {
        let show = |query::SimilarityReason { label, contribution }| Self { label, contribution };
        reasons.into_iter().map(show).collect()
    }
}

impl Peer {
    /// A peer, shown.
    pub(super) fn new(reading: &Reading, peer: query::Peer) -> Self {
        Self {
            partnership: reading.show(peer.partnership),
            score: peer.score,
            reasons: SimilarityReason::show_all(peer.reasons),
            unknown: peer.unknown.into_iter().map(str::to_owned).collect(),
        }
    }
}

impl SimilarPriority {
    /// A priority that is like another, shown.
    pub(super) fn new(reading: &Reading, similar: query::SimilarPriority) -> Self {
        Self {
            priority: reading.show(similar.priority),
            score: similar.score,
            reasons: SimilarityReason::show_all(similar.reasons),
        }
    }
}

impl RelatedTheme {
    /// A related theme, shown.
    pub(super) fn new(reading: &Reading, related: query::ThemePair) -> Self {
        Self {
            theme: reading.show(related.b),
            score: related.lift,
            together: int(related.together),
            expected: related.expected,
            with_this: int(related.with_a),
            with_other: int(related.with_b),
            of: int(related.of),
        }
    }
}
