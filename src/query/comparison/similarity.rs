//! Why two things are alike: reasons that add up to a score.

use std::sync::Arc;

use crate::{model::Partnership, query::coverage::CoverageOptions, view::View};

use super::profile::build_profiles;

/// One reason why two things are alike.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarityReason {
    /// What they share, for people.
    pub label: String,
    /// What it adds to the score.
    pub contribution: f64,
}

/// A score with the reasons that add up to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// 0 (nothing shared) to 1 (the same).
    pub score: f64,
    /// What contributes most comes first.
    pub reasons: Vec<SimilarityReason>,
}

/// How alike two partnerships are by the themes of their priorities.
pub fn alike(view: &View, a: &Partnership, b: &Partnership, options: &CoverageOptions) -> Alike {
    let profiles = build_profiles(view, options);
    profiles.alike(view, &profiles.of(&a.slug), &profiles.of(&b.slug))
}

/// A score from its reasons.
pub(in super::super) fn add_up(mut reasons: Vec<SimilarityReason>) -> Alike {
    reasons.sort_by(|a, b| {
        b.contribution.total_cmp(&a.contribution).then_with(|| a.label.cmp(&b.label))
    });
    Alike { score: reasons.iter().map(|reason| reason.contribution).sum(), reasons }
}

/// Rows with a score, the highest first, those of one score by name; at most `first`.
pub(in super::super) fn highest<T>(
    mut rows: Vec<(Alike, Arc<T>)>,
    name: impl Fn(&T) -> &str,
    first: usize,
) -> Vec<(Alike, Arc<T>)> {
    rows.retain(|(alike, _)| alike.score > 0.0);
    rows.sort_by(|(a, row_a), (b, row_b)| {
        b.score.total_cmp(&a.score).then_with(|| name(row_a).cmp(name(row_b)))
    });
    rows.truncate(first);
    rows
}
