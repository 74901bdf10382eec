//! The types `ThemeAttentionEdge`, `Share`, `ShareComparison`, `SharesBeside` and `EffectiveThemes`.

use async_graphql::{Object, Result, SimpleObject};

use super::{
    cost,
    int::int,
    missing::get,
    reading::{Reading, Shown},
    vocabulary::CoverageState,
    written::Written,
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
    options: query::CoverageOptions,
    cursor: String,
}

impl ThemeAttentionEdge {
    /// A theme of a partnership at its place in a list, shown.
    pub(super) fn new(
        reading: Reading,
        relation: query::ThemeAttention,
        options: query::CoverageOptions,
        cursor: String,
    ) -> Self {
        Self { reading, relation, options, cursor }
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

    /// Its shares beside those of another partnership, and whether their intervals overlap: shares
    /// whose intervals overlap cannot be told apart.
    #[graphql(complexity = "cost::COMPARE + child_complexity")]
    async fn beside(
        &self,
        #[graphql(desc = "The other partnership, by slug.")] partnership: String,
    ) -> Result<SharesBeside> {
        let other = query::attention(self.reading.view(), &partnership, &self.options)?;
        let theirs = get(other.theme(&self.relation.theme.slug), &self.relation.theme.slug)?;
        let whose = query::find_standing(self.reading.view(), &partnership);
        Ok(SharesBeside {
            partnership: self.reading.show(get(whose, &partnership)?.partnership),
            share: ShareComparison(self.relation.share.beside(&theirs.share)),
            passage_share: ShareComparison(
                self.relation.passage_share.beside(&theirs.passage_share),
            ),
        })
    }
}

/// The shares of a theme in two partnerships.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct SharesBeside {
    /// The other partnership.
    partnership: Shown<model::Partnership>,
    /// Shares of the items of the leading lists.
    share: ShareComparison,
    /// Shares of the passages of the partnerships' own texts.
    passage_share: ShareComparison,
}

/// Two shares, shown.
#[derive(Debug, Clone)]
pub(super) struct ShareComparison(query::ShareComparison);

/// Two shares beside each other.
#[Object]
impl ShareComparison {
    /// The share of the partnership that was asked about first.
    async fn own(&self) -> Share {
        (&self.0.own).into()
    }

    /// The share of the other.
    async fn other(&self) -> Share {
        (&self.0.other).into()
    }

    /// Whether the two intervals (95%) overlap; null where one of the shares is not told. `true`: the
    /// shares cannot be told apart. This is stricter than a test of the difference.
    async fn overlap(&self) -> Option<bool> {
        self.0.overlap
    }

    /// Both shares and what follows, in a sentence.
    async fn told(&self) -> String {
        self.0.told()
    }
}

/// As how many themes of equal weight the items of the leading list are spread: each item weighs 1,
/// shared evenly by the themes that it is coded with. The narrowest themes count; a list on one theme
/// has 1.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct EffectiveThemes {
    /// After Shannon: e to the entropy of the weights (Hill number of order 1). Null where it is
    /// refused.
    shannon: Option<f64>,
    /// After Simpson: 1 divided by the sum of the squared shares (Hill number of order 2); rare themes
    /// count less. Null where it is refused.
    simpson: Option<f64>,
    /// How many themes there are at all; null where it is refused.
    themes: Option<i32>,
    /// How many items of the leading list are on record.
    items: i32,
    /// Why it is not told: the list is not known to be complete, or has fewer than five items; null
    /// where it is told.
    refused_because: Option<String>,
}

impl From<&query::Attention> for EffectiveThemes {
    fn from(attention: &query::Attention) -> Self {
        let told = attention.effective_themes;
        let uncoded = || told.is_none().then(|| "no item of the list is coded".to_owned());
        Self {
            shannon: told.map(|it| it.shannon),
            simpson: told.map(|it| it.simpson),
            themes: told.map(|it| int(it.themes)),
            items: int(attention.items),
            refused_because: attention.items_refused_because.clone().or_else(uncoded),
        }
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

impl Written for ThemeAttentionEdge {
    fn typename(&self) -> &'static str {
        "ThemeAttentionEdge"
    }
}
