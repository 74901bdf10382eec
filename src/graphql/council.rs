//! The type `CouncilMembership`.

use async_graphql::Object;

use super::reading::{Reading, Shown};
use crate::{model, query};

/// A council of a partnership's area, shown.
#[derive(Debug, Clone)]
pub(super) struct CouncilMembership {
    reading: Reading,
    area: query::CouncilArea,
}

impl CouncilMembership {
    /// A council of the area, shown.
    pub(super) fn new(reading: &Reading, area: query::CouncilArea) -> Self {
        Self { reading: reading.clone(), area }
    }
}

/// A council in whose area a partnership lies.
#[Object]
impl CouncilMembership {
    /// The council.
    async fn partner(&self) -> Shown<model::Partner> {
        self.reading.show(self.area.council.clone())
    }

    /// Whether only a part of the council's area lies in the partnership's area.
    async fn part(&self) -> bool {
        self.area.membership.part
    }
}
