//! Priorities: items of lists of strategies.

use std::sync::Arc;

use crate::{
    error::Result,
    model::{
        AssertionMethod, NodeKey, NodeKind, Partnership, Priority, PriorityList, PriorityTheme,
        Programme, Strategy, Theme,
    },
    view::{
        View,
        graph::{EdgeKind, Fact},
    },
};

use super::{
    filter::PriorityFilter,
    page::{Page, PageArguments, paginate},
    strategy::partnership_of,
};

/// A theme of a priority with the assertion that says so.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeOfPriority {
    /// The theme.
    pub theme: Arc<Theme>,
    /// Place, method and confidence.
    pub assignment: Arc<PriorityTheme>,
}

/// Priorities by partnership, strategy, list and place.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub fn list_priorities(
    view: &View,
    filter: &PriorityFilter,
    arguments: &PageArguments,
) -> Result<Page<Arc<Priority>>> {
    let test = filter.test(view)?;
    let rows: Vec<_> = view.graph.rows::<Priority>().filter(|row| test(row)).cloned().collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The list in which a priority stands.
pub fn list_of_priority(view: &View, priority: &Priority) -> Option<Arc<PriorityList>> {
    view.record.priority_lists.get(&priority.list).cloned()
}

/// The strategy that states a priority.
pub fn strategy_of_priority(view: &View, priority: &Priority) -> Option<Arc<Strategy>> {
    view.record.strategies.get(&priority.strategy).cloned()
}

/// The partnership whose strategy states a priority.
pub fn partnership_of_priority(view: &View, priority: &Priority) -> Option<Arc<Partnership>> {
    partnership_of(view, &*strategy_of_priority(view, priority)?)
}

/// The item under which a priority stands.
pub fn parent_of(view: &View, priority: &Priority) -> Option<Arc<Priority>> {
    priority.parent.as_ref().and_then(|parent| view.record.priorities.get(parent).cloned())
}

/// The items that stand under a priority.
pub fn parts_of(view: &View, priority: &str) -> Vec<Arc<Priority>> {
    view.graph.origins(&key(priority), EdgeKind::PartOf)
}

/// The themes of a priority, the primary one first.
pub fn themes_of_priority(view: &View, priority: &str) -> Vec<ThemeOfPriority> {
    view.graph
        .find_named(NodeKind::Priority, priority)
        .into_iter()
        .flat_map(|node| view.graph.outgoing(node))
        .filter_map(|link| match &link.edge.fact {
            Fact::PriorityTheme(assignment) => Some(ThemeOfPriority {
                theme: view.graph.row::<Theme>(link.far)?.clone(),
                assignment: assignment.clone(),
            }),
            _ => None,
        })
        .collect()
}

/// The themes of a priority that count: curated and confirmed ones, and proposed ones where they
/// are asked for.
pub fn counted_themes(view: &View, priority: &str, proposed: bool) -> Vec<ThemeOfPriority> {
    let mut themes = themes_of_priority(view, priority);
    themes.retain(|it| proposed || it.assignment.method != AssertionMethod::Proposed);
    themes
}

/// The programmes that serve a priority.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn programmes_serving(
    view: &View,
    priority: &str,
    arguments: &PageArguments,
) -> Result<Page<Arc<Programme>>> {
    let rows = view.graph.origins::<Programme>(&key(priority), EdgeKind::Serves);
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

fn key(priority: &str) -> NodeKey {
    NodeKey::new(NodeKind::Priority, priority)
}
