//! The types `ThemeAttentionEdge` and `Share`.

use async_graphql::{Object, SimpleObject};

use super::{
    cost,
    int::int,
    reading::{Reading, Shown},
    vocabulary::CoverageState,
};
use crate::{model, query};

/// A share of a whole with its interval, or the reason why none is told.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct Share {
    /// 0 to 1; null where the whole is too small or not known to be complete.
    value: Option<f64>,
    /// Lower end of the bootstrap interval (95%).
    low: Option<f64>,
    /// Upper end of the bootstrap interval (95%). Shares whose intervals overlap cannot be told
    /// apart.
    high: Option<f64>,
    /// How many are about it; counted even where no share is told.
    count: i32,
    /// The size of the whole: the denominator.
    of: i32,
    /// Why no share is told; null where one is.
    refused_because: Option<String>,
}

/// How much of a partnership's attention a theme has, shown.
#[derive(Debug, Clone)]
pub(super) struct ThemeAttentionEdge {
    reading: Reading,
    relation: query::ThemeAttention,
    cursor: String,
}

impl ThemeAttentionEdge {
    /// A theme of a partnership at its place in a list, shown.
    pub(super) fn new(reading: Reading, relation: query::ThemeAttention, cursor: String) -> Self {
        Self { reading, relation, cursor }
    }
}

/// How much of a partnership's attention a theme, with its narrower ones, has.
#[Object]
impl ThemeAttentionEdge {
    /// Its place in the list: give it as `after` to go on from here.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// What is at the other end: the theme.
    async fn node(&self) -> Shown<model::Theme> {
        self.reading.show(self.relation.theme.clone())
    }

    /// The theme.
    async fn theme(&self) -> Shown<model::Theme> {
        self.reading.show(self.relation.theme.clone())
    }

    /// What the partnership says of it: exactly one of four states.
    async fn state(&self) -> CoverageState {
        self.relation.state.into()
    }

    /// Its share of the items of the leading list (priorities before aims before outcomes before
    /// groups). Told only where that list is complete and has five items or more.
    async fn share(&self) -> Option<Share> {
        Some((&self.relation.share).into())
    }

    /// Its share of the passages of the partnership's own texts; digests are our words and do not
    /// count. Told from thirty passages on.
    async fn passage_share(&self) -> Option<Share> {
        Some((&self.relation.passage_share).into())
    }

    /// The items that make it a priority.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn priorities(&self) -> Vec<Shown<model::Priority>> {
        self.reading.show_all(self.relation.priorities.clone())
    }
}

impl From<&query::Share> for Share {
    fn from(share: &query::Share) -> Self {
        Self {
            value: share.value,
            low: share.low,
            high: share.high,
            count: int(share.count),
            of: int(share.of),
            refused_because: share.refused_because.clone(),
        }
    }
}
