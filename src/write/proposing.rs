//! Proposals of a document beside those that are held: what a person decided stays as it is, what
//! nobody decided follows the newest extraction.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    error::{Error, Result},
    model::{Proposal, ProposalEvidence, ProposalFact, Record, Slug},
    store::Writing,
};

/// Puts the held proposals that a part names again into `existing`, and makes the part's what they
/// shall be.
pub(super) async fn join_proposals(
    writing: &mut Writing,
    existing: &mut Record,
    part: &mut Record,
) -> Result<()> {
    let ids: Vec<Slug> = part.proposals.keys().cloned().collect();
    existing.proposals = writing.load_having::<Proposal>("id", &ids).await?;
    existing.proposal_facts = writing.load_having::<ProposalFact>("proposal", &ids).await?;
    for (id, held) in &existing.proposals {
        if let Some(new) = part.proposals.get_mut(id) {
            *new = Arc::new(joined(held, new));
        }
    }
    keep_decided_facts(existing, part);
    Ok(())
}

/// A proposal that is held and extracted again.
pub(super) fn joined(held: &Proposal, new: &Proposal) -> Proposal {
    let confidence = held.confidence.max(new.confidence);
    if held.is_decided() {
        return Proposal { confidence, ..held.clone() };
    }
    Proposal { confidence, ..new.clone() }
}

/// Facts of decided proposals stay as the decision made them; others come from the extraction.
pub(super) fn keep_decided_facts(existing: &Record, desired: &mut Record) {
    let decided = |id: &Slug| existing.proposals.get(id).is_some_and(|held| held.is_decided());
    desired.proposal_facts.retain(|_, fact| !decided(&fact.proposal));
    let kept = existing.proposal_facts.values().filter(|fact| decided(&fact.proposal));
    desired.proposal_facts.extend(kept.map(|fact| (fact.id.clone(), Arc::clone(fact))));
}

/// Fails with `BAD_USER_INPUT` where evidence or facts of a part belong to no proposal of it, or
/// evidence to another document: they could overwrite those of others.
pub(super) fn check_proposals(part: &Record, documents: &BTreeSet<Slug>) -> Result<()> {
    let evidence = part.proposal_evidence.values().all(|row| {
        part.proposals.contains_key(&row.proposal)
            && documents.contains(&row.document)
            && row.passage.as_ref().is_none_or(|passage| {
                passage.strip_prefix(&*row.document).is_some_and(|rest| rest.starts_with('.'))
            })
            && row.id.starts_with(&format!("{}.{}.", row.proposal, row.document))
    });
    let facts = part.proposal_facts.values().all(|row| {
        part.proposals.contains_key(&row.proposal) && row.id.ends_with(&*row.proposal) && !row.makes
    });
    let open = part.proposals.values().all(|row| !row.id.contains('.'));
    if evidence && facts && open {
        return Ok(());
    }
    Err(Error::bad_user_input(
        "Evidence of proposals is called after its proposal and document, and belongs to both.",
    ))
}

/// Evidence called after its document, when that is given another slug.
pub(super) fn rename_evidence(part: &mut Record, old: &Slug, new: &Slug) {
    let rows = std::mem::take(&mut part.proposal_evidence);
    for mut row in rows.into_values() {
        let renamed = Arc::make_mut(&mut row);
        let number = renamed.id.rsplit('.').next().unwrap_or_default().to_owned();
        if renamed.document == *old {
            renamed.document = new.clone();
            renamed.id = format!("{}.{new}.{number}", renamed.proposal).into();
            renamed.passage = renamed.passage.as_ref().map(|passage| {
                passage
                    .strip_prefix(&**old)
                    .map_or_else(|| passage.clone(), |rest| format!("{new}{rest}").into())
            });
        }
        part.proposal_evidence.insert(row.id.clone(), row);
    }
}

/// What recognising documents anew makes of the proposals that are held: those that nobody decided
/// and nothing shows any more go.
pub(super) fn tags_anew(held: &Record, retagged: &Record) -> (Record, Record) {
    let mut existing = Record::default();
    existing.proposals.clone_from(&held.proposals);
    existing.proposal_facts.clone_from(&held.proposal_facts);
    existing.proposal_evidence.clone_from(&held.proposal_evidence);
    let mut desired = Record::default();
    // What a decision was made on stays, also where the rules of today would not find it.
    let decided = |id: &Slug| held.proposals.get(id).is_some_and(|row| row.is_decided());
    let found_again: BTreeSet<(Slug, Slug)> = retagged
        .proposal_evidence
        .values()
        .map(|row| (row.proposal.clone(), row.document.clone()))
        .collect();
    let asked = |row: &ProposalEvidence| {
        retagged.documents.contains_key(&row.document)
            && (!decided(&row.proposal)
                || found_again.contains(&(row.proposal.clone(), row.document.clone())))
    };
    desired.proposal_evidence = existing
        .proposal_evidence
        .iter()
        .filter(|(_, row)| !asked(row))
        .chain(&retagged.proposal_evidence)
        .map(|(id, row)| (id.clone(), Arc::clone(row)))
        .collect();
    let shown: BTreeSet<Slug> =
        desired.proposal_evidence.values().map(|row| row.proposal.clone()).collect();
    for (id, row) in &existing.proposals {
        if row.is_decided() || shown.contains(id) {
            desired.proposals.insert(id.clone(), Arc::clone(row));
        }
    }
    for (id, new) in &retagged.proposals {
        let row = held
            .proposals
            .get(id)
            .map_or_else(|| Arc::clone(new), |held| Arc::new(joined(held, new)));
        desired.proposals.insert(id.clone(), row);
    }
    desired.proposal_facts.clone_from(&retagged.proposal_facts);
    keep_decided_facts(&existing, &mut desired);
    desired.proposal_facts.retain(|_, fact| desired.proposals.contains_key(&fact.proposal));
    (existing, desired)
}
