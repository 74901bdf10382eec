//! The types `Successor` and `ReplacedPartnership`: which partnership took, or takes, whose place.

use std::sync::Arc;

use async_graphql::Object;

use super::{
    board::BoardChange,
    reading::{Reading, Shown},
};
use crate::{model, query};

/// What takes a partnership's place, shown.
#[derive(Debug, Clone)]
pub(super) struct Successor {
    reading: Reading,
    after: query::Successor,
    partnership: Arc<model::Partnership>,
}

impl Successor {
    /// What takes a partnership's place, shown.
    pub(super) fn show_all(reading: &Reading, partnership: &str) -> Vec<Self> {
        query::replaced_by(reading.view(), partnership)
            .into_iter()
            .filter_map(|after| {
                let partnership = query::find_standing(reading.view(), &after.slug)?.partnership;
                Some(Self { reading: reading.clone(), after, partnership })
            })
            .collect()
    }
}

/// What takes a partnership’s place when its board merges or is split.
#[Object]
impl Successor {
    /// The partnership that follows. It has an `id` and a page, and `compare(asOf:)` rebuilds the list
    /// for its time.
    async fn partnership(&self) -> Shown<model::Partnership> {
        self.reading.show(self.partnership.clone())
    }

    /// Whether all of it goes there; otherwise a part of its area.
    async fn whole(&self) -> bool {
        self.after.whole
    }

    /// The change that says so, with its date, its status and its source.
    async fn change(&self) -> BoardChange {
        BoardChange::new(&self.reading, self.after.change.clone())
    }
}

/// A partnership that went into a later one, shown.
#[derive(Debug, Clone)]
pub(super) struct ReplacedPartnership {
    reading: Reading,
    part: query::StandingPart,
}

impl ReplacedPartnership {
    /// The partnerships that went into one of a later date, shown; none for one of the record.
    pub(super) fn show_all(reading: &Reading, partnership: &str) -> Vec<Self> {
        let standing = query::find_standing(reading.view(), partnership);
        let later = standing.filter(|standing| standing.since.is_some());
        let show = |part| Self { reading: reading.clone(), part };
        later.into_iter().flat_map(|standing| standing.made_of).map(show).collect()
    }
}

/// A partnership that went, or goes, into one that came later.
#[Object]
impl ReplacedPartnership {
    /// Which. Its record stays: strategies, priorities and sources are asked of it as before.
    async fn partnership(&self) -> Shown<model::Partnership> {
        self.reading.show(self.part.partnership.clone())
    }

    /// Whether all of it went there; otherwise a part of its area.
    async fn whole(&self) -> bool {
        self.part.whole
    }
}
