//! The type `PriorityList`.

use async_graphql::{Object, parser::types::SelectionSet};

use super::{
    cost,
    evidence::{self, Evidence},
    int::some_int,
    reading::{Reading, Shown},
    vocabulary::ListRole,
    written::{Written, write_plain, write_things, write_word},
};
use crate::{model, query};

/// A list of a strategy, shown.
#[derive(Debug, Clone)]
pub(super) struct PriorityList {
    reading: Reading,
    list: query::ListWithItems,
}

impl PriorityList {
    /// A list with its items, shown.
    pub(super) fn new(reading: &Reading, list: query::ListWithItems) -> Self {
        Self { reading: reading.clone(), list }
    }
}

/// One enumeration inside a strategy, such as its five priorities or its four enablers.
#[Object]
impl PriorityList {
    /// What it enumerates.
    async fn role(&self) -> ListRole {
        self.list.list.role.into()
    }

    /// The source's own word for one item, such as “shared outcome”; null where it has none.
    async fn called(&self) -> Option<&str> {
        self.list.list.called.as_deref()
    }

    /// How many items the source says that there are; null where it does not say.
    async fn stated_count(&self) -> Option<i32> {
        some_int(self.list.list.stated_count)
    }

    /// Whether all items of the source's list were seen. Of an incomplete list, never conclude that
    /// something is not in it.
    async fn complete(&self) -> bool {
        self.list.list.complete
    }

    /// Whether the order is the source's own and means something.
    async fn ordered(&self) -> bool {
        self.list.list.ordered
    }

    /// Its items, in the order of the source.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn items(&self) -> Vec<Shown<model::Priority>> {
        self.reading.show_all(self.list.items.clone())
    }

    /// From which source it was read.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        evidence::of_sources(&self.reading, [&self.list.list.source])
    }
}

impl Written for PriorityList {
    fn typename(&self) -> &'static str {
        "PriorityList"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "role" => write_word(ListRole::from(self.list.list.role), into),
            "called" => write_plain(&self.list.list.called, into),
            "statedCount" => write_plain(some_int(self.list.list.stated_count), into),
            "complete" => write_plain(self.list.list.complete, into),
            "ordered" => write_plain(self.list.list.ordered, into),
            "items" => {
                let items = self.list.items.iter().map(|row| self.reading.show(row.clone()));
                write_things(items, selected, into)
            }
            _ => None,
        }
    }
}
