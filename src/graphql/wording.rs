//! The type `WordedItem`: items under one theme in the words of their sources.

use async_graphql::Object;

use super::{
    int::{int, some_int},
    reading::{Reading, Shown},
    vocabulary::{Edition, ListRole},
};
use crate::{model, query};

/// An item under a theme or topic, shown.
#[derive(Debug, Clone)]
pub(super) struct WordedItem {
    reading: Reading,
    worded: query::WordedItem,
}

impl WordedItem {
    /// Items, shown.
    pub(super) fn show_all(reading: &Reading, items: Vec<query::WordedItem>) -> Vec<Self> {
        items.into_iter().map(|worded| Self { reading: reading.clone(), worded }).collect()
    }
}

/// An item of a list that is about a theme or topic, in the words of its source: put them beside each
/// other to see how partnerships word the same thing.
#[Object]
impl WordedItem {
    /// In whose column it stands.
    async fn partnership(&self) -> Shown<model::Partnership> {
        self.reading.show(self.worded.partnership.clone())
    }

    /// The item with everything that is known of it.
    async fn item(&self) -> Shown<model::Priority> {
        self.reading.show(self.worded.item.clone())
    }

    /// Its words.
    async fn words(&self) -> &str {
        &self.worded.item.name
    }

    /// Whether these are the source's own words; otherwise a label or a shortened name: do not quote
    /// it.
    async fn exact_words(&self) -> bool {
        self.worded.item.exact
    }

    /// The source's own word for such an item, such as “ambition” or “shared outcome”; null where it
    /// is not known.
    async fn called(&self) -> Option<&str> {
        self.worded.list.called.as_deref()
    }

    /// What its list enumerates, in our vocabulary.
    async fn role(&self) -> ListRole {
        self.worded.list.role.into()
    }

    /// Its place in its list, from 1; null where the order is not certain or means nothing.
    async fn rank(&self) -> Option<i32> {
        self.worded.rank.map(int)
    }

    /// How many items of that list are on record.
    async fn of(&self) -> i32 {
        int(self.worded.of)
    }

    /// How many items the source says that the list has; null where it does not say.
    async fn stated_count(&self) -> Option<i32> {
        some_int(self.worded.list.stated_count)
    }

    /// Whether all items of the list are on record.
    async fn list_complete(&self) -> bool {
        self.worded.list.complete
    }

    /// The strategy that states it.
    async fn strategy(&self) -> Shown<model::Strategy> {
        self.reading.show(self.worded.strategy.clone())
    }

    /// The edition of that strategy.
    async fn edition(&self) -> Edition {
        self.worded.strategy.edition.into()
    }

    /// `true`: it makes the theme a priority. `false`: it is an item of another list, such as an
    /// enabler or a principle, and mentions it.
    async fn stated(&self) -> bool {
        self.worded.stated
    }
}
