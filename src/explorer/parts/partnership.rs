//! A partnership as it stands in lists: where it is, and what its current strategy holds.

use std::sync::Arc;

use crate::{
    model::{ListRole, Partnership},
    query::{ListWithItems, current_strategy, lists_of},
    view::View,
};

use super::{Link, Linked as _, StrategyEntry, number};

/// A partnership in a list.
#[derive(Debug, Clone)]
pub(crate) struct PartnershipEntry {
    /// The partnership.
    pub(crate) link: Link,
    /// Its region.
    pub(crate) region: Link,
    /// Its current strategy, if one is on record.
    pub(crate) current: Option<StrategyEntry>,
    /// How many main priorities were found of how many.
    pub(crate) priorities: String,
    /// Whether as many were found as the source states, and still the list was not seen whole.
    pub(crate) unconfirmed: bool,
    /// Whether the main list of the current strategy was seen whole.
    pub(crate) complete: bool,
}

impl PartnershipEntry {
    /// The entry of a partnership.
    pub(crate) fn of(view: &View, partnership: &Arc<Partnership>) -> Self {
        let strategy = current_strategy(view, &partnership.slug);
        let main = strategy.as_ref().and_then(|strategy| main_list(view, &strategy.slug));
        Self {
            link: partnership.link(),
            region: Link::to_region(partnership.region),
            current: strategy.as_ref().map(|strategy| StrategyEntry::of(view, strategy)),
            priorities: main.as_ref().map_or_else(|| "no list found".to_owned(), told),
            unconfirmed: main.as_ref().is_some_and(is_unconfirmed),
            complete: main.is_some_and(|main| main.list.complete),
        }
    }
}

/// The list of a strategy whose role is priorities.
fn main_list(view: &View, strategy: &str) -> Option<ListWithItems> {
    lists_of(view, strategy).into_iter().find(|list| list.list.role == ListRole::Priorities)
}

/// The count alone would say that nothing is missing.
fn is_unconfirmed(main: &ListWithItems) -> bool {
    let stated = main.list.stated_count.and_then(|stated| usize::try_from(stated).ok());
    !main.list.complete && stated == Some(main.items.len())
}

fn told(main: &ListWithItems) -> String {
    let found = number(main.items.len());
    match main.list.stated_count {
        _ if main.list.complete => format!("all {found}"),
        Some(stated) => format!("{found} of {}", number(stated)),
        None => format!("{found} of an unknown number"),
    }
}
