//! Wording side by side: the items under one theme or topic, each in the words of its source, with
//! the source's own word for such an item, its place in its list, and the edition.

use std::sync::Arc;

use crate::{
    model::{NodeKey, NodeKind, Partnership, Priority, PriorityList, Strategy},
    query::priority::{list_of_priority, strategy_of_priority},
    view::{View, graph::EdgeKind},
};

use super::{Column, Comparison, ComparisonCell, ComparisonRow};

/// An item in the words of its source.
#[derive(Debug, Clone, PartialEq)]
pub struct WordedItem {
    /// In whose column it stands.
    pub partnership: Arc<Partnership>,
    /// The item: its name, and whether that is the source's own title.
    pub item: Arc<Priority>,
    /// Its list: role, the source's own word for an item, whether it is complete and in order.
    pub list: Arc<PriorityList>,
    /// The strategy and its edition.
    pub strategy: Arc<Strategy>,
    /// Its place in the list, from 1; `None` where the order is not certain or means nothing.
    pub rank: Option<usize>,
    /// How many items of the list are on record.
    pub of: usize,
    /// Whether it makes the theme a priority; otherwise it is an item of a list of another role
    /// (an enabler, a principle …) and mentions it.
    pub stated: bool,
}

impl Comparison {
    /// The items under the theme or topic of a row: by column, those that make it a priority
    /// before those that mention it, each in the order of its list.
    pub fn wording(&self, view: &View, row: &ComparisonRow) -> Vec<WordedItem> {
        let of_column = |(column, cell): (&Column, &Arc<ComparisonCell>)| {
            let stated = cell.priorities.iter().map(|item| (item, true));
            let other = cell.mentions.items.iter().map(|item| (item, false));
            stated
                .chain(other)
                .filter_map(|(item, stated)| {
                    WordedItem::of(view, &column.partnership, item, stated)
                })
                .collect::<Vec<_>>()
        };
        self.columns.iter().zip(&row.cells).flat_map(of_column).collect()
    }
}

impl WordedItem {
    fn of(
        view: &View,
        partnership: &Arc<Partnership>,
        item: &Arc<Priority>,
        stated: bool,
    ) -> Option<Self> {
        let list = list_of_priority(view, item)?;
        let strategy = strategy_of_priority(view, item)?;
        let key = NodeKey::new(NodeKind::Strategy, strategy.slug.clone());
        let all = view.graph.targets::<Priority>(&key, EdgeKind::States);
        let rank = usize::try_from(item.position).ok().filter(|_| list.ordered);
        Some(Self {
            partnership: partnership.clone(),
            item: item.clone(),
            rank: rank.map(|position| position + 1),
            of: all.iter().filter(|other| other.list == list.id).count(),
            list,
            strategy,
            stated,
        })
    }
}
