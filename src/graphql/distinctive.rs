//! The types `DistinctiveAnswer` and `Distinctive`: what one partnership says more, or less, than
//! others.

use async_graphql::SimpleObject;

use super::{
    cost,
    int::int,
    reading::{Reading, Shown},
};
use crate::{model, query};

/// What a partnership uses more, or less, than others do, beyond chance.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct DistinctiveAnswer {
    /// What was flagged: first what it uses more, then what it uses less, the strongest first.
    #[graphql(complexity = "1 + 20 * child_complexity")]
    found: Vec<Distinctive>,
    /// How many themes or terms were tested: those that stand in three units or more, the
    /// partnership’s and the others’ together.
    tested: i32,
    /// The false discovery rate that was asked for: of what is flagged at most this share is expected
    /// to be chance.
    rate: f64,
    /// Against whom.
    #[graphql(complexity = "cost::cells(child_complexity)")]
    against: Vec<Shown<model::Partnership>>,
    /// The method with its parameters, for citing.
    method: String,
    /// Why nothing could be tested; null where something was.
    refused_because: Option<String>,
}

/// A theme or term that a partnership uses more, or less, than others.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct Distinctive {
    /// The label of the theme, or the term.
    label: String,
    /// The theme; null for a term.
    theme: Option<Shown<model::Theme>>,
    /// Whether it is used more than by the others; otherwise less.
    more: bool,
    /// Log odds ratio with an informative Dirichlet prior; above 0 is more than others, 0.69 is about
    /// twice the odds.
    log_odds: f64,
    /// The same in standard errors.
    z: f64,
    /// p value (two-sided, normal) corrected for the number tested; at most `rate`.
    corrected_p: f64,
    /// In how many units (items, passages) of the partnership it stands.
    uses: i32,
    /// Of how many uses of any theme or term.
    of: i32,
    /// In how many units of the others it stands.
    others_uses: i32,
    /// Of how many uses of any theme or term by the others.
    others_of: i32,
    /// Items that show it, of the others where it is used less; at most three.
    #[graphql(complexity = "1 + 3 * child_complexity")]
    priorities: Vec<Shown<model::Priority>>,
    /// Passages that show it, of the others where it is used less; at most three.
    #[graphql(complexity = "1 + 3 * child_complexity")]
    passages: Vec<Shown<model::Passage>>,
}

impl DistinctiveAnswer {
    /// An answer, shown.
    pub(super) fn new(reading: &Reading, answer: query::DistinctiveAnswer) -> Self {
        Self {
            found: answer.found.into_iter().map(|one| Distinctive::new(reading, one)).collect(),
            tested: int(answer.tested),
            rate: answer.rate,
            against: reading.show_all(answer.against),
            method: answer.method,
            refused_because: answer.refused_because,
        }
    }
}

impl Distinctive {
    fn new(reading: &Reading, one: query::Distinctive) -> Self {
        Self {
            theme: one.theme.map(|row| reading.show(row)),
            label: one.label,
            more: one.log_odds > 0.0,
            log_odds: one.log_odds,
            z: one.z,
            corrected_p: one.corrected_p,
            uses: int(one.own.0),
            of: int(one.own.1),
            others_uses: int(one.others.0),
            others_of: int(one.others.1),
            priorities: reading.show_all(one.priorities),
            passages: reading.show_all(one.passages),
        }
    }
}
