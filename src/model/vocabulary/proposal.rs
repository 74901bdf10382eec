//! What a proposal can be, and what can become of it. How vocabularies are made stands in the folder's
//! first file.

use std::fmt;

use super::{UnknownWord, Word};

vocabulary! {
    /// What a proposal proposes.
    ProposalKind ("kind of proposal") {
        /// An item of a list of a strategy.
        Priority = "priority", "Priority";
        /// That an organisation, or a kind of organisation, takes part.
        Partner = "partner", "Partner";
        /// A named programme, project or initiative.
        Programme = "programme", "Programme";
        /// A number or target.
        Measure = "measure", "Measure";
    }
}

vocabulary! {
    /// What became of a proposal.
    ProposalStatus ("status of a proposal") {
        /// Extracted from a document; nobody has decided yet.
        Proposed = "proposed", "Proposed, not confirmed";
        /// A curator confirmed it: it is a fact of the record, marked as accepted.
        Accepted = "accepted", "Accepted";
        /// A curator refused it: it does not come back.
        Rejected = "rejected", "Rejected";
        /// The record knew it already: it is evidence of that fact.
        Known = "known", "Known already";
    }
}
