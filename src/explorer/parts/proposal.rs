//! What was found in a document as it stands on its page: proposed, known, accepted or rejected, never
//! without saying which.

use std::sync::Arc;

use super::{Link, Provenance, figure_told};
use crate::{
    model::{Proposal, ProposalStatus, Word as _},
    query::{fact_of_proposal, proposal_evidence},
    view::View,
};

/// A proposal in a list.
pub(crate) struct ProposalEntry {
    /// What it proposes, such as “Priority”.
    pub(crate) kind: &'static str,
    /// What it says.
    pub(crate) name: String,
    /// The figure of a measure, with what its words say of it.
    pub(crate) value: Option<String>,
    /// What became of it.
    pub(crate) provenance: Option<Provenance>,
    /// The fact that it became or supports.
    pub(crate) fact: Option<Link>,
    /// The passage that shows it.
    pub(crate) passage: Option<Link>,
}

impl ProposalEntry {
    /// The entry of a proposal.
    pub(crate) fn of(view: &View, proposal: &Arc<Proposal>) -> Self {
        let evidence = proposal_evidence(view, proposal);
        let passage = evidence.into_iter().find_map(|entry| entry.passage);
        Self {
            kind: proposal.kind.label(),
            name: proposal.name.clone(),
            value: proposal.figure().map(|figure| figure_told(figure, &proposal.stated())),
            provenance: Some(badge(proposal.status)),
            fact: fact_of_proposal(view, proposal).map(|node| Link::to_node(&node)),
            passage: passage.map(|passage| {
                let place = passage.position;
                Link::to(format!("passage {place}"), format!("#passage-{place}"))
            }),
        }
    }
}

fn badge(status: ProposalStatus) -> Provenance {
    match status {
        ProposalStatus::Proposed => {
            Provenance { badge: "proposed, not confirmed", class: "badge proposed" }
        }
        ProposalStatus::Accepted => {
            Provenance { badge: "extracted, confirmed", class: "badge accepted" }
        }
        ProposalStatus::Rejected => Provenance { badge: "rejected by a curator", class: "badge" },
        ProposalStatus::Known => Provenance { badge: "known already", class: "badge" },
    }
}
