//! The types `EditionDifference`, `EditionDifferenceItem`, `WordDifference` and `NotCompared`.

use async_graphql::{Object, SimpleObject};

use super::{
    cost,
    reading::{Reading, Shown},
    vocabulary::{EditionChange, ListRole, WordDifferenceKind},
};
use crate::{model, query};

/// What changed between two strategies, shown.
#[derive(Debug, Clone)]
pub(super) struct EditionDifference {
    reading: Reading,
    difference: query::EditionDifference,
}

/// A list that could not be compared.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct NotCompared {
    /// What the list enumerates.
    role: ListRole,
    /// Why it could not be compared.
    reason: String,
}

/// What became of one or several items, shown.
#[derive(Debug, Clone)]
pub(super) struct EditionDifferenceItem {
    reading: Reading,
    item: query::EditionDifferenceItem,
}

/// A run of words of one kind.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct WordDifference {
    /// The words.
    text: String,
    /// In which of the two names they stand.
    kind: WordDifferenceKind,
}

impl From<&query::WordDifference> for WordDifference {
    fn from(run: &query::WordDifference) -> Self {
        Self { text: run.text.clone(), kind: run.kind.into() }
    }
}

impl EditionDifference {
    /// A difference, shown.
    pub(super) fn new(reading: Reading, difference: query::EditionDifference) -> Self {
        Self { reading, difference }
    }
}

/// What changed between two strategies of the same partnership. Lists of the same role are compared;
/// items are paired by their words and by their coded themes.
#[Object]
impl EditionDifference {
    /// The earlier strategy, as asked for.
    async fn from(&self) -> Shown<model::Strategy> {
        self.reading.show(self.difference.from.clone())
    }

    /// The later strategy, as asked for.
    async fn to(&self) -> Shown<model::Strategy> {
        self.reading.show(self.difference.to.clone())
    }

    /// What became of each item, by role of the list, then in the order of the later list, with
    /// what was dropped at the end. Every item of both stands in exactly one entry.
    #[graphql(complexity = "cost::times(1, 20, child_complexity)")]
    async fn items(&self) -> Vec<EditionDifferenceItem> {
        let show = |item: &query::EditionDifferenceItem| EditionDifferenceItem {
            reading: self.reading.clone(),
            item: item.clone(),
        };
        self.difference.items.iter().map(show).collect()
    }

    /// Lists that could not be compared, and why.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn not_compared(&self) -> Vec<NotCompared> {
        let show = |it: &query::NotCompared| NotCompared {
            role: it.role.into(),
            reason: it.reason.clone(),
        };
        self.difference.not_compared.iter().map(show).collect()
    }
}

/// What became of one or several items.
#[Object]
impl EditionDifferenceItem {
    /// What happened.
    async fn change(&self) -> EditionChange {
        self.item.change.into()
    }

    /// What the lists enumerate.
    async fn role(&self) -> ListRole {
        self.item.role.into()
    }

    /// The items of the earlier edition; none where it is new.
    #[graphql(complexity = "cost::times(1, 2, child_complexity)")]
    async fn before(&self) -> Vec<Shown<model::Priority>> {
        self.reading.show_all(self.item.before.clone())
    }

    /// The items of the later edition; none where it was dropped.
    #[graphql(complexity = "cost::times(1, 2, child_complexity)")]
    async fn after(&self) -> Vec<Shown<model::Priority>> {
        self.reading.show_all(self.item.after.clone())
    }

    /// How the name changed, word by word; empty unless one item became one. Where `exactName` of
    /// either is false, the words are ours and not the source's.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn words(&self) -> Vec<WordDifference> {
        self.item.words.iter().map(WordDifference::from).collect()
    }

    /// How alike the two sides are, 0 to 1; 0 where one side is empty, 1 for the same words.
    async fn likeness(&self) -> f64 {
        self.item.likeness
    }

    /// Why this may be otherwise, for instance because a list is not known to be complete; null
    /// where no doubt is known.
    async fn doubt(&self) -> Option<&str> {
        self.item.doubt.as_deref()
    }
}
