//! What was extracted beside what is known: a proposal that says what the record says already is
//! evidence of that fact, one that somebody decided on stays decided, the rest are proposed. Pure.
//!
//! Not here: what is extracted (`extracted`), which of it is worth proposing (`propose`), storing
//! (`write`).

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

use sha2::{Digest as _, Sha256};

use super::wording::{Words, words};
use crate::model::{
    Priority, Proposal, ProposalEvidence, ProposalFact, ProposalKind, ProposalStatus, Record, Slug,
    Word as _, bare_figure, slugify,
};

/// Something extracted: a proposal without identity, status and fact, and the places that show it
/// (without identity and proposal).
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What is proposed.
    pub proposal: Proposal,
    /// Where it is seen.
    pub evidence: Vec<ProposalEvidence>,
}

/// The most places in one document that are kept for one proposal: more say nothing more.
const MOST_PLACES: usize = 5;

/// The rows of a document's candidates: proposals, evidence and facts, nothing else. `known` is the
/// record as it is, decisions included.
pub fn reconcile(known: &Record, candidates: Vec<Candidate>) -> Record {
    let facts = Facts::of(known);
    let mut rows = Record::default();
    let mut places = BTreeMap::<(Slug, Slug), usize>::new();
    for candidate in candidates {
        let proposal = facts.settle(candidate.proposal);
        let id = proposal.id.clone();
        if let (ProposalStatus::Known, Some(table), Some(row)) =
            (proposal.status, &proposal.fact_table, &proposal.fact)
        {
            rows.put(ProposalFact::new(table, row, &id, false));
        }
        // The first mention tells place and list; the best one how sure it is.
        let confidence = rows.proposals.get(&id).map_or(0.0, |first| first.confidence);
        let first = rows.proposals.entry(id.clone()).or_insert_with(|| Arc::new(proposal.clone()));
        Arc::make_mut(first).confidence = confidence.max(proposal.confidence);
        for found in candidate.evidence {
            let number = places.entry((id.clone(), found.document.clone())).or_default();
            if *number < MOST_PLACES {
                *number += 1;
                let name = format!("{id}.{}.{number}", found.document).into();
                rows.put(ProposalEvidence { id: name, proposal: id.clone(), ..found });
            }
        }
    }
    rows
}

/// The identity of what a proposal says: of whom, of which strategy, of what kind, in which words.
/// Case, punctuation, small words and endings make no difference.
fn identity(proposal: &Proposal) -> Slug {
    let mut hash = Sha256::new();
    let parts = [
        proposal.strategy.as_deref().unwrap_or_default(),
        &words(&proposal.name).in_order(),
        &words(bare_figure(proposal.value.as_deref().unwrap_or_default())).in_order(),
        proposal.partner.as_deref().unwrap_or_default(),
    ];
    // Whom a document names is the same whatever strategy it belongs to, and however it is written.
    let parts = match (proposal.kind, proposal.partner.is_some()) {
        (ProposalKind::Partner, true) => ["", "", "", parts[3]],
        (ProposalKind::Partner | ProposalKind::Programme, _) => ["", parts[1], "", ""],
        _ => parts,
    };
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut id = format!("{}-{}-", proposal.partnership, proposal.kind.word());
    for byte in hash.finalize().iter().take(8) {
        // Writing to a text cannot fail.
        let _ = write!(id, "{byte:02x}");
    }
    id.into()
}

/// What is known, with its words ready to be compared.
struct Facts<'a> {
    known: &'a Record,
    priorities: Vec<(&'a Priority, Words)>,
    decided: Vec<(&'a Proposal, Words)>,
}

impl<'a> Facts<'a> {
    fn of(known: &'a Record) -> Self {
        let decided = known.proposals.values().filter(|row| row.is_decided());
        Self {
            known,
            priorities: known.priorities.values().map(|row| (&**row, words(&row.name))).collect(),
            decided: decided.map(|row| (&**row, words(&row.name))).collect(),
        }
    }

    /// The proposal with identity, status and fact.
    fn settle(&self, proposal: Proposal) -> Proposal {
        let id = identity(&proposal);
        let held = self.known.proposals.get(&id).map(|row| &**row);
        let decided = held.filter(|row| row.is_decided()).or_else(|| self.find_decided(&proposal));
        if let Some(held) = decided {
            let confidence = held.confidence.max(proposal.confidence);
            return Proposal { confidence, ..held.clone() };
        }
        // One that waits keeps its identity, also where the register has come to have its name.
        let waiting = held.or_else(|| self.find_registered(&proposal, |row| !row.is_decided()));
        let id = waiting.map_or(id, |held| held.id.clone());
        let proposal = Proposal { id, ..proposal };
        match self.find_fact(&proposal) {
            Some((table, row)) => Proposal {
                status: ProposalStatus::Known,
                fact_table: Some(table.to_owned()),
                fact: Some(row),
                ..proposal
            },
            None => proposal,
        }
    }

    /// The decision on something so like it that asking again would be asking the same. A measure
    /// is never taken for another one: a changed number is a changed fact.
    fn find_decided(&self, proposal: &Proposal) -> Option<&'a Proposal> {
        if proposal.kind == ProposalKind::Measure {
            return None;
        }
        let wanted = words(&proposal.name);
        let same_subject = |row: &Proposal| {
            row.kind == proposal.kind
                && row.partnership == proposal.partnership
                && row.partner == proposal.partner
                && (row.strategy == proposal.strategy || row.kind != ProposalKind::Priority)
        };
        let mut decided = self.decided.iter().filter(|(row, _)| same_subject(row));
        let near = decided.find(|(_, words)| words.is_near(&wanted)).map(|(row, _)| *row);
        near.or_else(|| self.find_registered(proposal, Proposal::is_decided))
    }

    /// The held proposal of the same organisation of which one was made before and the other after
    /// the register had its name: the register may gain a name, and lose it, without that anybody
    /// is asked again. Here the words must be the same; nearly the same may be another body.
    fn find_registered(
        &self,
        proposal: &Proposal,
        wanted: impl Fn(&Proposal) -> bool,
    ) -> Option<&'a Proposal> {
        if proposal.kind != ProposalKind::Partner {
            return None;
        }
        let is_same = |row: &Proposal| {
            row.kind == ProposalKind::Partner
                && row.partnership == proposal.partnership
                && wanted(row)
                && match (&row.partner, &proposal.partner) {
                    (None, Some(slug)) => self.is_called(slug, &proposal.name, &row.name),
                    (Some(slug), None) => self.is_called(slug, &row.name, &proposal.name),
                    _ => false,
                }
        };
        self.known.proposals.values().map(|row| &**row).find(|row| is_same(row))
    }

    /// Whether an organisation of the register, which a document calls `as_written`, has a name.
    fn is_called(&self, slug: &Slug, as_written: &str, name: &str) -> bool {
        let wanted = words(name);
        let partner = self.known.partners.get(slug);
        let registered = partner.iter().flat_map(|row| {
            std::iter::once(row.name.as_str()).chain(row.aliases.iter().map(String::as_str))
        });
        std::iter::once(as_written).chain(registered).any(|other| words(other) == wanted)
            || slugify(name) == **slug
    }

    /// Table and row of the known fact that says the same.
    fn find_fact(&self, proposal: &Proposal) -> Option<(&'static str, Slug)> {
        let wanted = words(&proposal.name);
        match proposal.kind {
            ProposalKind::Priority => self.find_priority(proposal, &wanted),
            ProposalKind::Partner => self.find_member(proposal),
            ProposalKind::Programme => {
                let mut rows = self.known.programmes.values();
                let row = rows.find(|row| {
                    row.partnership == proposal.partnership && words(&row.name).is_near(&wanted)
                })?;
                Some(("programme", row.slug.clone()))
            }
            ProposalKind::Measure => {
                let value = words(bare_figure(proposal.value.as_deref()?));
                let mut rows = self.known.measures.values();
                let row = rows.find(|row| {
                    row.partnership == proposal.partnership
                        && words(bare_figure(&row.value)).is_near(&value)
                        && words(&row.what).shares_most(&wanted)
                })?;
                Some(("measure", row.slug.clone()))
            }
        }
    }

    /// The nearest item of the same strategy: in the same words, else nearly, else (where ours is a
    /// shortened label) one whose words are all in it.
    fn find_priority(&self, proposal: &Proposal, wanted: &Words) -> Option<(&'static str, Slug)> {
        let strategy = proposal.strategy.as_ref()?;
        let rows = || self.priorities.iter().filter(|(row, _)| row.strategy == *strategy);
        let same = rows().find(|(_, words)| words == wanted);
        let near = || rows().find(|(_, words)| words.is_near(wanted));
        let label = || rows().find(|(row, words)| !row.exact && words.shortens(wanted));
        let (row, _) = same.or_else(near).or_else(label)?;
        Some(("priority", row.slug.clone()))
    }

    fn find_member(&self, proposal: &Proposal) -> Option<(&'static str, Slug)> {
        let partner = proposal.partner.as_ref()?;
        let known = self.known;
        let member = known
            .memberships
            .values()
            .find(|row| row.partnership == proposal.partnership && row.partner == *partner);
        if let Some(row) = member {
            return Some(("membership", row.id.clone()));
        }
        let council = known
            .council_memberships
            .values()
            .find(|row| row.partnership == proposal.partnership && row.partner == *partner)?;
        Some(("council_membership", council.id.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(kind: ProposalKind, name: &str) -> Candidate {
        let proposal = Proposal {
            id: "".into(),
            kind,
            partnership: "north-shore".into(),
            strategy: Some("north-shore-2023".into()),
            name: name.into(),
            list_role: None,
            list_called: None,
            list_count: None,
            list_ordered: false,
            list_place: 0,
            position: 0,
            parent: None,
            value: None,
            number: None,
            number_to: None,
            unit: None,
            measure_role: None,
            change: None,
            date_from: None,
            date: None,
            partner: None,
            partner_kind: None,
            generic: false,
            themes: vec![],
            confidence: 0.8,
            status: ProposalStatus::Proposed,
            fact_table: None,
            fact: None,
            decided_by: None,
            decided_at: None,
            reason: None,
        };
        Candidate { proposal, evidence: vec![] }
    }

    fn known(names: &[(&str, bool)]) -> Record {
        let mut record = Record::default();
        for (place, (name, exact)) in (0..).zip(names) {
            record.put(Priority {
                slug: format!("north-shore-2023-{place}").into(),
                list: "north-shore-2023.priorities".into(),
                strategy: "north-shore-2023".into(),
                position: place,
                name: (*name).into(),
                exact: *exact,
                gist: None,
                parent: None,
                sources: vec![],
            });
        }
        record
    }

    fn settled(known: &Record, candidate: Candidate) -> Proposal {
        let rows = reconcile(known, vec![candidate]);
        Proposal::clone(rows.proposals.values().next().unwrap())
    }

    #[test]
    fn the_same_words_in_another_dress_are_the_known_priority() {
        let known = known(&[("Give children the best start in life", true), ("Workforce", false)]);
        for name in [
            "Give children the best start in life",
            "Giving every child the best start in life",
            "GIVE CHILDREN THE BEST START IN LIFE.",
        ] {
            let found = settled(&known, candidate(ProposalKind::Priority, name));
            assert_eq!(found.status, ProposalStatus::Known, "{name}");
            assert_eq!(found.fact.as_deref(), Some("north-shore-2023-0"), "{name}");
        }
    }

    #[test]
    fn another_subject_in_like_words_is_proposed() {
        let known = known(&[
            ("Give children the best start in life", true),
            ("Reduce smoking by 2025", true),
            ("Mental health", true),
        ]);
        for name in [
            "Give older people the best end of life",
            "Reduce smoking by 2030",
            "Mental health of carers and families",
        ] {
            let found = settled(&known, candidate(ProposalKind::Priority, name));
            assert_eq!(found.status, ProposalStatus::Proposed, "{name}");
        }
    }

    #[test]
    fn the_priority_of_another_strategy_is_not_this_one() {
        let known = known(&[("Warm homes", true)]);
        let mut other = candidate(ProposalKind::Priority, "Warm homes");
        other.proposal.strategy = Some("north-shore-2024".into());
        assert_eq!(settled(&known, other).status, ProposalStatus::Proposed);
    }

    #[test]
    fn an_identity_is_made_of_words_not_of_places() {
        let one = settled(&Record::default(), candidate(ProposalKind::Priority, "Warm homes"));
        let mut moved = candidate(ProposalKind::Priority, "The warm home");
        moved.proposal.position = 7;
        assert_eq!(settled(&Record::default(), moved).id, one.id);
        let other = settled(&Record::default(), candidate(ProposalKind::Priority, "Safe homes"));
        assert_ne!(other.id, one.id);
        assert!(!one.id.contains('.'));
    }

    #[test]
    fn what_was_rejected_stays_so_also_in_nearly_the_same_words() {
        let mut known = Record::default();
        let first = settled(&known, candidate(ProposalKind::Priority, "Read more about our work"));
        known.put(Proposal { status: ProposalStatus::Rejected, ..first.clone() });
        for name in ["Read more about our work", "Read more about our works!"] {
            let again = settled(&known, candidate(ProposalKind::Priority, name));
            assert_eq!(
                (again.id.clone(), again.status),
                (first.id.clone(), ProposalStatus::Rejected)
            );
        }
    }

    #[test]
    fn a_measure_is_known_by_its_figure_and_what_it_is_about() {
        let mut known = Record::default();
        known.put(crate::model::Measure {
            slug: "north-shore-hubs".into(),
            partnership: "north-shore".into(),
            position: 0,
            programme: None,
            what: "Family hubs open in every town".into(),
            value: "12".into(),
            source: "north-shore.S1".into(),
            ..crate::model::Measure::default()
        });
        let measure = |value: &str| {
            let mut found = candidate(ProposalKind::Measure, "12 family hubs open in every town");
            found.proposal.value = Some(value.into());
            settled(&known, found).status
        };
        assert_eq!(measure("12"), ProposalStatus::Known);
        assert_eq!(measure("13"), ProposalStatus::Proposed);
        assert_eq!(measure("12 (target)"), ProposalStatus::Known, "the figure is the same");
    }
}
