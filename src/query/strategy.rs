//! Strategies, their lists, and the editions before and after.

use std::sync::Arc;

use crate::{
    error::Result,
    model::{Document, ListRole, NodeKey, NodeKind, Partnership, Priority, PriorityList, Strategy},
    view::{View, graph::EdgeKind, rows_under},
};

use super::{
    filter::StrategyFilter,
    page::{Page, PageArguments, paginate},
};

/// A list of a strategy with its items in order.
#[derive(Debug, Clone, PartialEq)]
pub struct ListWithItems {
    /// Role, the source's word, stated count, completeness.
    pub list: Arc<PriorityList>,
    /// The items in the order of the source.
    pub items: Vec<Arc<Priority>>,
}

/// Strategies by partnership, oldest first.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub fn list_strategies(
    view: &View,
    filter: &StrategyFilter,
    arguments: &PageArguments,
) -> Result<Page<Arc<Strategy>>> {
    let test = filter.test(view)?;
    let rows: Vec<_> = view.graph.rows::<Strategy>().filter(|row| test(row)).cloned().collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// Whose strategy it is.
pub fn partnership_of(view: &View, strategy: &Strategy) -> Option<Arc<Partnership>> {
    view.record.partnerships.get(&strategy.partnership).cloned()
}

/// The lists of a strategy with their items.
pub fn lists_of(view: &View, strategy: &str) -> Vec<ListWithItems> {
    let mut lists: Vec<_> = rows_under(&view.record.priority_lists, strategy).cloned().collect();
    lists.sort_by_key(|list| list.position);
    let items = stated_in(view, strategy);
    lists
        .into_iter()
        .map(|list| ListWithItems {
            items: items.iter().filter(|item| item.list == list.id).cloned().collect(),
            list,
        })
        .collect()
}

/// The priorities of a strategy in the order of its lists. All roles when none is given.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn priorities_of_strategy(
    view: &View,
    strategy: &str,
    roles: Option<&[ListRole]>,
    arguments: &PageArguments,
) -> Result<Page<Arc<Priority>>> {
    let rows = priorities_in_order(view, strategy, roles);
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The priorities of a strategy in the order of its lists.
pub(super) fn priorities_in_order(
    view: &View,
    strategy: &str,
    roles: Option<&[ListRole]>,
) -> Vec<Arc<Priority>> {
    let mut rows = stated_in(view, strategy);
    rows.retain(|row| {
        roles.is_none_or(|roles| {
            view.record.priority_lists.get(&row.list).is_some_and(|list| roles.contains(&list.role))
        })
    });
    rows
}

/// The earlier strategy of the same kind that this one replaces.
pub fn supersedes(view: &View, strategy: &str) -> Option<Arc<Strategy>> {
    view.graph.targets(&key(strategy), EdgeKind::Supersedes).into_iter().next()
}

/// The later strategy of the same kind that replaces this one.
pub fn superseded_by(view: &View, strategy: &str) -> Option<Arc<Strategy>> {
    view.graph.origins(&key(strategy), EdgeKind::Supersedes).into_iter().next()
}

/// The documents that are the strategy's text or report it.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn documents_about(
    view: &View,
    strategy: &str,
    arguments: &PageArguments,
) -> Result<Page<Arc<Document>>> {
    let rows = view.graph.origins::<Document>(&key(strategy), EdgeKind::TextOf);
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

fn stated_in(view: &View, strategy: &str) -> Vec<Arc<Priority>> {
    view.graph.targets(&key(strategy), EdgeKind::States)
}

fn key(strategy: &str) -> NodeKey {
    NodeKey::new(NodeKind::Strategy, strategy)
}
