//! A strategy as it stands in lists: its title, and which edition of what it is.

use std::sync::Arc;

use crate::{
    model::{Edition, Strategy, Word as _},
    query::{current_strategy, lists_of},
    view::View,
};

use super::{Link, Linked as _, When, period};

/// The tag of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EditionTag {
    /// What the tag says.
    pub(crate) text: &'static str,
    /// The class of the tag: drafts must look like drafts.
    pub(crate) class: &'static str,
}

impl From<Edition> for EditionTag {
    fn from(edition: Edition) -> Self {
        let class = match edition {
            _ if edition.is_draft() => "tag draft",
            Edition::Unknown => "tag unknown",
            Edition::Interim => "tag interim",
            _ => "tag",
        };
        Self { text: edition.label(), class }
    }
}

/// A strategy in a list.
#[derive(Debug, Clone)]
pub(crate) struct StrategyEntry {
    /// The strategy.
    pub(crate) link: Link,
    /// What kind of plan it is.
    pub(crate) kind: &'static str,
    /// Draft, final …
    pub(crate) edition: EditionTag,
    /// When it was published.
    pub(crate) published: Option<When>,
    /// The years that it is for.
    pub(crate) period: Option<String>,
    /// Whether it is what its partnership says now.
    pub(crate) current: bool,
    /// How many items its lists have.
    pub(crate) items: usize,
}

impl StrategyEntry {
    /// The entry of a strategy.
    pub(crate) fn of(view: &View, strategy: &Arc<Strategy>) -> Self {
        let current = current_strategy(view, &strategy.partnership);
        Self {
            link: strategy.link(),
            kind: strategy.kind.label(),
            edition: strategy.edition.into(),
            published: strategy.published.map(When::from),
            period: period(strategy.period_from, strategy.period_to),
            current: current.is_some_and(|current| current.slug == strategy.slug),
            items: lists_of(view, &strategy.slug).iter().map(|list| list.items.len()).sum(),
        }
    }
}
