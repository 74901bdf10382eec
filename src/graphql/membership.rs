//! The type `PartnerMembershipEdge`.

use async_graphql::{Object, parser::types::SelectionSet};

use super::{
    cost,
    evidence::{self, Evidence},
    node::Node,
    reading::{Reading, Shown},
    written::{Written, write_plain, write_thing},
};
use crate::{model, query};

/// A partner's membership in a partnership, shown.
#[derive(Debug, Clone)]
pub(super) struct PartnerMembershipEdge {
    reading: Reading,
    relation: query::PartnerMembership,
    cursor: String,
    /// Whether the list is one of partners, and not of partnerships.
    to_partner: bool,
}

impl PartnerMembershipEdge {
    /// A membership at its place in a list of partners, shown.
    pub(super) fn to_partner(
        reading: Reading,
        relation: query::PartnerMembership,
        cursor: String,
    ) -> Self {
        Self { reading, relation, cursor, to_partner: true }
    }

    /// A membership at its place in a list of partnerships, shown.
    pub(super) fn to_partnership(
        reading: Reading,
        relation: query::PartnerMembership,
        cursor: String,
    ) -> Self {
        Self { reading, relation, cursor, to_partner: false }
    }
}

/// That a partner takes part in a partnership, in which role, and where that is stated.
#[Object]
impl PartnerMembershipEdge {
    /// Its place in the list: give it as `after` to go on from here.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// What is at the other end: the partner in a partnership's list, the partnership in a partner's.
    async fn node(&self) -> Node {
        if self.to_partner {
            Node::Partner(self.reading.show(self.relation.partner.clone()))
        } else {
            Node::Partnership(self.reading.show(self.relation.partnership.clone()))
        }
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

impl Written for PartnerMembershipEdge {
    fn typename(&self) -> &'static str {
        "PartnerMembershipEdge"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        let partner = || self.reading.show(self.relation.partner.clone());
        let partnership = || self.reading.show(self.relation.partnership.clone());
        match name {
            "cursor" => write_plain(&self.cursor, into),
            "node" if self.to_partner => write_thing(&partner(), selected, into),
            "partner" => write_thing(&partner(), selected, into),
            "node" | "partnership" => write_thing(&partnership(), selected, into),
            "role" => write_plain(&self.relation.membership.role, into),
            "namedAs" => write_plain(&self.relation.membership.named_as, into),
            _ => None,
        }
    }
}
