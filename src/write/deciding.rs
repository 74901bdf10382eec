//! Accepting and rejecting proposals, one at a time, each decision one revision with its author
//! and reason. Not here: which rows an accepted proposal makes (`acceptance`).

use std::sync::Arc;

use crate::{
    clock::Clock,
    error::{Error, Result},
    model::{
        CouncilMembership, Document, Measure, Membership, Partner, Partnership, PassagePartner,
        Priority, PriorityList, PriorityTheme, Programme, ProgrammePartner, Proposal,
        ProposalEvidence, ProposalFact, ProposalKind, ProposalStatus, Record, Slug, Source,
        Strategy, Theme, slugify,
    },
    store::{Store, Writing},
};

use super::{Author, acceptance::add_fact, commit_difference, taking_back::remove_fact};

/// The longest reason that is kept, in characters.
const LONGEST_REASON: usize = 1000;

/// What became of a proposal that was decided on.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The proposal as it is now.
    pub proposal: Proposal,
    /// The revision at which it is so.
    pub revision: i64,
    /// What stands against the decision, for people; nothing was changed where there is any.
    pub problems: Vec<String>,
}

/// A decision on a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is a fact.
    Accept,
    /// It is none, and must not come back.
    Reject,
}

/// Decides on a proposal. What was decided before may be decided anew; the same decision twice
/// changes nothing. Accepting makes the fact part of the record, marked as accepted; rejecting takes
/// away what accepting made.
///
/// Fails with `NOT_FOUND` where there is no such proposal and with `BAD_USER_INPUT` for a reason
/// that is too long. What stands against accepting is told in [`Decision::problems`].
pub async fn decide(
    store: &Store,
    clock: &Clock,
    id: &str,
    verdict: Verdict,
    by: &str,
    reason: Option<String>,
) -> Result<Decision> {
    let reason = checked_reason(reason)?;
    let mut writing = store.begin_write().await?;
    let existing = load_context(&mut writing, id).await?;
    let Some(held) = existing.proposals.values().next().cloned() else {
        return Err(Error::not_found(format!(
            "There is no proposal “{id}” (any more). List proposals anew and use the id that stands there."
        )));
    };
    let before = writing.revision() - 1;
    let unchanged =
        |problems| Decision { proposal: Proposal::clone(&held), revision: before, problems };
    let status = match verdict {
        Verdict::Accept => ProposalStatus::Accepted,
        Verdict::Reject => ProposalStatus::Rejected,
    };
    if held.status == status && (reason.is_none() || held.reason == reason) {
        writing.roll_back().await?;
        return Ok(unchanged(Vec::new()));
    }
    let mut proposal = Proposal {
        status,
        decided_by: Some(by.to_owned()),
        decided_at: Some(clock.now()),
        reason,
        fact_table: None,
        fact: None,
        ..Proposal::clone(&held)
    };
    let mut desired = existing.clone();
    let made_already = held.status == ProposalStatus::Accepted
        && existing.proposal_facts.values().any(|fact| fact.proposal == held.id);
    let confirms =
        verdict == Verdict::Accept && (held.status == ProposalStatus::Known || made_already);
    if confirms {
        // The record says it already; the curator confirms it, or gives another reason.
        proposal.fact_table.clone_from(&held.fact_table);
        proposal.fact.clone_from(&held.fact);
    } else {
        remove_fact(&mut desired, &proposal.id);
    }
    if verdict == Verdict::Accept
        && !confirms
        && let Err(problem) = make_fact(&mut desired, &mut proposal, held.fact.as_ref())
    {
        writing.roll_back().await?;
        return Ok(unchanged(vec![problem]));
    }
    desired.put(proposal.clone());
    let what = match verdict {
        Verdict::Accept => format!("Proposal “{}” accepted", proposal.name),
        Verdict::Reject => format!("Proposal “{}” rejected", proposal.name),
    };
    let outcome =
        commit_difference(writing, &existing, &desired, Author { clock, by, what }).await?;
    Ok(Decision { proposal, revision: outcome.revision, problems: Vec::new() })
}

fn checked_reason(reason: Option<String>) -> Result<Option<String>> {
    let reason = reason.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if reason.as_ref().is_some_and(|text| text.chars().count() > LONGEST_REASON) {
        return Err(Error::bad_user_input(format!(
            "The reason is longer than {LONGEST_REASON} characters: shorten it."
        )));
    }
    Ok(reason)
}

fn make_fact(
    record: &mut Record,
    proposal: &mut Proposal,
    before: Option<&Slug>,
) -> Result<(), String> {
    // The slug that it had before keeps links alive.
    proposal.fact = before.cloned();
    let document = shown_by(record, proposal).ok_or("No document shows it any more.")?;
    let fact = add_fact(record, proposal, &document)?;
    proposal.fact_table = Some(fact.table.to_owned());
    proposal.fact = Some(fact.id);
    Ok(())
}

/// The document on which a decision stands: of those that show the proposal the newest that was read
/// before it was decided. Later ones are evidence of it, and move nothing.
pub(super) fn shown_by(record: &Record, proposal: &Proposal) -> Option<Arc<Document>> {
    let evidence = record.proposal_evidence.values().filter(|row| row.proposal == proposal.id);
    let documents = evidence.filter_map(|row| record.documents.get(&row.document));
    let place = |document: &&Arc<Document>| {
        let early = proposal.decided_at.as_ref().is_none_or(|at| document.first_seen <= *at);
        (early, document.first_seen.clone(), document.slug.clone())
    };
    documents.max_by_key(place).cloned()
}

/// The proposal and all rows that deciding on it may read or touch; no proposal where there is none
/// of that identity.
async fn load_context(writing: &mut Writing, id: &str) -> Result<Record> {
    let proposals = writing.load_having::<Proposal>("id", &[id.into()]).await?;
    let mut record = Record { proposals, ..Record::default() };
    let Some(proposal) = record.proposals.values().next().cloned() else { return Ok(record) };
    let own = std::slice::from_ref(&proposal.id);
    let partnership = std::slice::from_ref(&proposal.partnership);
    record.proposal_evidence = writing.load_having::<ProposalEvidence>("proposal", own).await?;
    let documents: Vec<Slug> =
        record.proposal_evidence.values().map(|row| row.document.clone()).collect();
    record.documents = writing.load_having::<Document>("slug", &documents).await?;
    record.partnerships = writing.load_having::<Partnership>("slug", partnership).await?;
    record.sources = writing.load_having::<Source>("partnership", partnership).await?;
    match proposal.kind {
        ProposalKind::Priority => load_strategy(writing, &proposal, &mut record).await?,
        ProposalKind::Partner => load_members(writing, &proposal, &mut record).await?,
        ProposalKind::Programme => {
            record.programmes =
                writing.load_having::<Programme>("partnership", partnership).await?;
        }
        ProposalKind::Measure => {
            record.measures = writing.load_having::<Measure>("partnership", partnership).await?;
        }
    }
    let rows: Vec<Slug> = [
        record.priorities.keys().cloned().collect::<Vec<_>>(),
        record.priority_lists.keys().cloned().collect(),
        record.partners.keys().cloned().collect(),
        record.sources.keys().cloned().collect(),
        proposal.fact.iter().cloned().collect(),
    ]
    .concat();
    record.proposal_facts = writing.load_having::<ProposalFact>("row_id", &rows).await?;
    let own_facts = writing.load_having::<ProposalFact>("proposal", own).await?;
    record.proposal_facts.extend(own_facts);
    // A source that came with the proposal stays while a document refers to it.
    let made = record.proposal_facts.values().filter(|fact| fact.row_table == "source");
    let sources: Vec<Slug> = made.map(|fact| fact.row_id.clone()).collect();
    record.documents.extend(writing.load_having::<Document>("source", &sources).await?);
    Ok(record)
}

async fn load_strategy(
    writing: &mut Writing,
    proposal: &Proposal,
    record: &mut Record,
) -> Result<()> {
    let strategy = proposal.strategy.as_slice();
    record.strategies = writing.load_having::<Strategy>("slug", strategy).await?;
    record.priority_lists = writing.load_having::<PriorityList>("strategy", strategy).await?;
    record.priorities = writing.load_having::<Priority>("strategy", strategy).await?;
    let own = proposal.fact.as_slice();
    record.priority_themes = writing.load_having::<PriorityTheme>("priority", own).await?;
    let themes: Vec<Slug> = proposal.themes.iter().map(|found| found.theme.clone()).collect();
    record.themes = writing.load_having::<Theme>("slug", &themes).await?;
    Ok(())
}

async fn load_members(
    writing: &mut Writing,
    proposal: &Proposal,
    record: &mut Record,
) -> Result<()> {
    let partnership = std::slice::from_ref(&proposal.partnership);
    let named = [proposal.partner.clone().unwrap_or_else(|| slugify(&proposal.name).into())];
    record.partners = writing.load_having::<Partner>("slug", &named).await?;
    for (column, values) in [("partnership", partnership), ("partner", &named[..])] {
        let members = writing.load_having::<Membership>(column, values).await?;
        record.memberships.extend(members);
        let councils = writing.load_having::<CouncilMembership>(column, values).await?;
        record.council_memberships.extend(councils);
    }
    record.programme_partners = writing.load_having::<ProgrammePartner>("partner", &named).await?;
    record.passage_partners = writing.load_having::<PassagePartner>("partner", &named).await?;
    Ok(())
}
