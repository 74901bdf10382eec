//! The type `PartnerMembershipEdge`.

use async_graphql::Object;

use super::{
    cost,
    evidence::{self, Evidence},
    reading::{Reading, Shown},
};
use crate::{model, query};

/// A partner's membership in a partnership, shown.
#[derive(Debug, Clone)]
pub(super) struct PartnerMembershipEdge {
    reading: Reading,
    relation: query::PartnerMembership,
    cursor: String,
}

impl PartnerMembershipEdge {
    /// A membership at its place in a list, shown.
    pub(super) fn new(
        reading: Reading,
        relation: query::PartnerMembership,
        cursor: String,
    ) -> Self {
        Self { reading, relation, cursor }
    }
}

/// That a partner takes part in a partnership, in which role, and where that is stated.
#[Object]
impl PartnerMembershipEdge {
    /// Its place in the list: give it as `after` to go on from here.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The partner.
    async fn partner(&self) -> Shown<model::Partner> {
        self.reading.show(self.relation.partner.clone())
    }

    /// The partnership.
    async fn partnership(&self) -> Shown<model::Partnership> {
        self.reading.show(self.relation.partnership.clone())
    }

    /// What the partner does there, after the source; null where the source does not say.
    async fn role(&self) -> Option<&str> {
        self.relation.membership.role.as_deref()
    }

    /// The name by which the source calls the partner.
    async fn named_as(&self) -> &str {
        &self.relation.membership.named_as
    }

    /// Which sources say so.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        let membership = &*self.relation.membership;
        evidence::of_row(&self.reading, membership, &membership.sources)
    }
}
