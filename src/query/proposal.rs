//! Proposals: what was extracted and what became of it; and facts that stand on extraction.

use std::{collections::HashSet, sync::Arc};

use crate::{
    error::Result,
    model::{
        AssertionMethod, NodeKey, NodeKind, Proposal, ProposalEvidence, ProposalFact, ProposalKind,
        ProposalStatus, Slug,
    },
    view::{View, graph::Node, rows_under},
};

use super::{
    evidence::{Evidence, source_of_document, sources_evidence},
    names::{any_contains, find_node, known_slugs},
    page::{Page, PageArguments, paginate},
};

/// Which proposals. A condition that is not given, or is an empty list, holds for every one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProposalFilter {
    /// Of one of these kinds.
    pub kinds: Option<Vec<ProposalKind>>,
    /// With one of these states.
    pub statuses: Option<Vec<ProposalStatus>>,
    /// Of one of these partnerships.
    pub partnerships: Option<Vec<String>>,
    /// Of one of these strategies.
    pub strategies: Option<Vec<String>>,
    /// Seen in one of these documents.
    pub documents: Option<Vec<String>>,
    /// With this text in the name, case and accents folded.
    pub text: Option<String>,
}

/// Proposals by partnership, strategy, kind and place in the document.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub fn list_proposals(
    view: &View,
    filter: &ProposalFilter,
    arguments: &PageArguments,
) -> Result<Page<Arc<Proposal>>> {
    let test = filter.test(view)?;
    let mut rows: Vec<Arc<Proposal>> =
        view.record.proposals.values().filter(|row| test(row)).cloned().collect();
    rows.sort_by_cached_key(|row| {
        let place = (row.kind as usize, row.list_place, row.position);
        (row.partnership.clone(), row.strategy.clone(), place, row.id.clone())
    });
    paginate(&rows, view.revision(), arguments, |row| row.id.to_string())
}

impl ProposalFilter {
    fn test(&self, view: &View) -> Result<impl Fn(&Proposal) -> bool> {
        let set = |kind, slugs: &Option<Vec<String>>| -> Result<Option<HashSet<Slug>>> {
            let given = slugs.as_ref().filter(|slugs| !slugs.is_empty());
            given.map(|some| Ok(known_slugs(view, kind, some)?.into_iter().collect())).transpose()
        };
        let partnerships = set(NodeKind::Partnership, &self.partnerships)?;
        let strategies = set(NodeKind::Strategy, &self.strategies)?;
        let shown = set(NodeKind::Document, &self.documents)?.map(|documents| {
            let evidence = view.record.proposal_evidence.values();
            evidence
                .filter(|row| documents.contains(&row.document))
                .map(|row| row.proposal.clone())
                .collect::<HashSet<Slug>>()
        });
        Ok(move |row: &Proposal| {
            among(self.kinds.as_ref(), &row.kind)
                && among(self.statuses.as_ref(), &row.status)
                && partnerships.as_ref().is_none_or(|some| some.contains(&row.partnership))
                && strategies
                    .as_ref()
                    .is_none_or(|some| row.strategy.as_ref().is_some_and(|one| some.contains(one)))
                && shown.as_ref().is_none_or(|some| some.contains(&row.id))
                && self.text.as_deref().is_none_or(|text| any_contains([row.name.as_str()], text))
        })
    }
}

fn among<T: PartialEq>(some: Option<&Vec<T>>, value: &T) -> bool {
    some.is_none_or(|some| some.is_empty() || some.contains(value))
}

/// The proposal with this identity.
pub fn find_proposal(view: &View, id: &str) -> Option<Arc<Proposal>> {
    view.record.proposals.get(id).cloned()
}

/// The node of the graph that a proposal became or supports; for a membership its partner.
pub fn fact_of_proposal(view: &View, proposal: &Proposal) -> Option<Node> {
    let id = proposal.fact.as_ref()?;
    let record = &view.record;
    let key = match proposal.fact_table.as_deref()? {
        "priority" => NodeKey::new(NodeKind::Priority, id.clone()),
        "programme" => NodeKey::new(NodeKind::Programme, id.clone()),
        "measure" => NodeKey::new(NodeKind::Measure, id.clone()),
        "membership" => {
            NodeKey::new(NodeKind::Partner, record.memberships.get(id)?.partner.clone())
        }
        "council_membership" => {
            NodeKey::new(NodeKind::Partner, record.council_memberships.get(id)?.partner.clone())
        }
        _ => return None,
    };
    find_node(view, &key)
}

/// Where a proposal is seen.
pub fn proposal_evidence(view: &View, proposal: &Proposal) -> Vec<Evidence> {
    let method = if proposal.status == ProposalStatus::Accepted {
        AssertionMethod::Accepted
    } else {
        AssertionMethod::Proposed
    };
    rows_under(&view.record.proposal_evidence, &proposal.id)
        .filter_map(|row| shown(view, row, method))
        .collect()
}

fn shown(view: &View, row: &ProposalEvidence, method: AssertionMethod) -> Option<Evidence> {
    let passage = row.passage.as_ref().and_then(|slug| Some(view.passages.find(slug)?.row()));
    let place = |at: i64| usize::try_from(at).ok();
    Some(Evidence {
        source: source_of_document(view, &row.document)?,
        range: passage.as_ref().and_then(|_| Some((place(row.start)?, place(row.end)?))),
        passage,
        quote: Some(row.quote.clone()),
        method,
        confidence: Some(row.confidence),
    })
}

/// The proposals that became a row of the record or support it, and whether the row is there only
/// because of them.
fn facts_of<'view>(
    view: &'view View,
    table: &'view str,
    id: &'view str,
) -> impl Iterator<Item = &'view Arc<ProposalFact>> {
    let parent = format!("{table}:{id}");
    rows_under(&view.record.proposal_facts, &parent)
        .filter(move |fact| fact.row_table == table && &*fact.row_id == id)
        .collect::<Vec<_>>()
        .into_iter()
}

/// How far a row of the record is trusted: `Accepted` where it is there because a curator accepted
/// what was extracted, else `Curated`. `table` is its table, such as `priority` or `membership`.
pub fn method_of(view: &View, table: &str, id: &str) -> AssertionMethod {
    if facts_of(view, table, id).any(|fact| fact.makes) {
        AssertionMethod::Accepted
    } else {
        AssertionMethod::Curated
    }
}

/// Evidence of a row of the record: one entry for each of its sources where it is curated, and the
/// passages in which the extraction saw it.
pub fn fact_evidence<'id>(
    view: &View,
    table: &str,
    id: &str,
    sources: impl IntoIterator<Item = &'id Slug>,
) -> Vec<Evidence> {
    let facts: Vec<_> = facts_of(view, table, id).collect();
    let mut evidence = if facts.iter().any(|fact| fact.makes) {
        Vec::new()
    } else {
        sources_evidence(view, sources)
    };
    for fact in facts {
        if let Some(proposal) = view.record.proposals.get(&fact.proposal) {
            evidence.extend(proposal_evidence(view, proposal));
        }
    }
    evidence
}
