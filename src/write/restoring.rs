//! Accepted facts under a new seed: decisions are the record, and the rows that they make are made
//! again wherever the seed has not come to say the same.

use std::sync::Arc;

use crate::{
    error::Result,
    model::{
        Document, DocumentOrigin, Proposal, ProposalEvidence, ProposalFact, ProposalStatus, Record,
        Slug, Word as _,
    },
    store::Writing,
};

use super::{acceptance::add_fact, deciding::shown_by};

/// Adds to the desired record what accepted proposals make of it. A decision whose strategy or
/// partnership the seed has dropped makes nothing, and stays: the seed may take it up again.
pub(super) async fn restore_accepted(
    writing: &mut Writing,
    existing: &mut Record,
    desired: &mut Record,
) -> Result<()> {
    let status = Slug::from(ProposalStatus::Accepted.word());
    let accepted = writing.load_having::<Proposal>("status", &[status]).await?;
    if accepted.is_empty() {
        return Ok(());
    }
    let ids: Vec<Slug> = accepted.keys().cloned().collect();
    let facts = writing.load_having::<ProposalFact>("proposal", &ids).await?;
    let proposal_evidence = writing.load_having::<ProposalEvidence>("proposal", &ids).await?;
    let origin = Slug::from(DocumentOrigin::Ingested.word());
    let documents = writing.load_having::<Document>("origin", &[origin]).await?;
    let shown = Record { documents, proposal_evidence, ..Record::default() };
    let mut ordered: Vec<&Arc<Proposal>> = accepted.values().collect();
    ordered.sort_by_key(|row| (row.strategy.clone(), row.list_place, row.position, row.id.clone()));
    for proposal in ordered {
        let made = restore(&shown, desired, proposal);
        if made != **proposal {
            desired.put(made);
            existing.proposals.insert(proposal.id.clone(), Arc::clone(proposal));
        }
    }
    existing.proposal_facts.extend(facts);
    Ok(())
}

/// The proposal with the fact that it has under this record.
fn restore(shown: &Record, desired: &mut Record, proposal: &Proposal) -> Proposal {
    if let (Some(table), Some(row)) = (&proposal.fact_table, &proposal.fact)
        && holds(desired, table, row)
    {
        desired.put(ProposalFact::new(table, row, &proposal.id, false));
        return proposal.clone();
    }
    let fact =
        shown_by(shown, proposal).and_then(|document| add_fact(desired, proposal, &document).ok());
    match fact {
        Some(fact) => Proposal {
            fact_table: Some(fact.table.to_owned()),
            fact: Some(fact.id),
            ..proposal.clone()
        },
        // The slug is kept, so that the fact has it again when it comes back.
        None => proposal.clone(),
    }
}

/// Whether a record has the row that a proposal became.
fn holds(record: &Record, table: &str, id: &str) -> bool {
    match table {
        "priority" => record.priorities.contains_key(id),
        "membership" => record.memberships.contains_key(id),
        "council_membership" => record.council_memberships.contains_key(id),
        "programme" => record.programmes.contains_key(id),
        "measure" => record.measures.contains_key(id),
        _ => false,
    }
}
