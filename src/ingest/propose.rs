//! From what was extracted to what is proposed: items of a strategy's own lists, partners,
//! programmes and measures, each with the places that show it.
//!
//! Lists of other plans (look-alikes) are not proposed. Neither are people, engagements, dates and
//! statutory references: the record has no rows for them. Not here: extracting (`extracted`),
//! comparing with what is known (`reconcile`).

use std::sync::Arc;

use super::{
    document::{DocumentAbout, build_document},
    extracted::{Evidence, Extracted, ExtractedItem, ExtractedList, Identity, build_extracted},
    read::ReadDocument,
    recognise::Recogniser,
    reconcile::{Candidate, reconcile},
};
use crate::model::{
    Document, DocumentOrigin, Edition, Passage, PassageKind, Proposal, ProposalEvidence,
    ProposalKind, ProposalStatus, ProposedTheme, Record, Slug, Strategy,
};

/// The longest words that are kept of one place, in characters.
const LONGEST_QUOTE: usize = 500;

/// Makes the rows of one document as [`build_document`] does, and what is proposed from it beside
/// the facts and decisions of `known`.
pub fn build_proposed_document(
    known: &Record,
    read: ReadDocument,
    about: DocumentAbout,
    first_seen: &str,
    recogniser: &Recogniser,
) -> Record {
    let mut part = build_document(read, about, first_seen, recogniser);
    let document = part.documents.values().next().cloned();
    let text = part.document_texts.values().next().cloned();
    if let (Some(document), Some(text)) = (document, text) {
        let passages: Vec<Arc<Passage>> = part.passages.values().cloned().collect();
        let proposed = build_proposals(known, &document, &text.text, &passages, recogniser);
        part.proposals = proposed.proposals;
        part.proposal_evidence = proposed.proposal_evidence;
        part.proposal_facts = proposed.proposal_facts;
    }
    part
}

/// What is proposed from a document: proposals, their evidence and the facts that they support.
/// Digests, which are ours, propose nothing; neither does a document of no known partnership.
pub fn build_proposals(
    known: &Record,
    document: &Document,
    text: &str,
    passages: &[Arc<Passage>],
    recogniser: &Recogniser,
) -> Record {
    if document.origin != DocumentOrigin::Ingested {
        return Record::default();
    }
    let mut passages: Vec<&Passage> = passages.iter().map(|passage| &**passage).collect();
    passages.sort_by_key(|passage| passage.position);
    let extracted = build_extracted(Some(&document.title), text, &passages, recogniser);
    let partnership = document.partnership.clone().or(extracted.identity.partnership.clone());
    let Some(partnership) = partnership else { return Record::default() };
    let strategy = strategy_of(known, document, &partnership, &extracted.identity);
    let places = Places { document, text: Text::of(text), passages: &passages };
    let proposing = Proposing { partnership, strategy, places, recogniser };
    reconcile(known, proposing.candidates(&extracted))
}

/// The strategy whose text the document is: the one that was named, else the only one of the
/// partnership of the kind and edition that the document names itself.
fn strategy_of(
    known: &Record,
    document: &Document,
    partnership: &Slug,
    identity: &Identity,
) -> Option<Slug> {
    if document.strategy.is_some() {
        return document.strategy.clone();
    }
    let plan = identity.plan?;
    let fits = |row: &&Arc<Strategy>| {
        row.partnership == *partnership
            && row.kind == plan
            && (identity.edition == Edition::Unknown || row.edition == identity.edition)
    };
    let mut fitting = known.strategies.values().filter(fits);
    let only = fitting.next()?;
    fitting.next().is_none().then(|| only.slug.clone())
}

struct Proposing<'a> {
    partnership: Slug,
    strategy: Option<Slug>,
    places: Places<'a>,
    recogniser: &'a Recogniser,
}

impl Proposing<'_> {
    fn candidates(&self, extracted: &Extracted) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let own = extracted.lists.iter().filter(|list| list.lookalike.is_none());
        for (place, list) in (0..).zip(own) {
            candidates.extend(list.items.iter().map(|item| self.item(list, place, item)));
        }
        for (place, found) in (0..).zip(&extracted.partners) {
            candidates.push(self.candidate(
                Proposal {
                    position: place,
                    partner: found.partner.clone(),
                    partner_kind: Some(found.kind),
                    generic: found.generic,
                    ..self.proposal(ProposalKind::Partner, &found.name)
                },
                &found.evidence,
            ));
        }
        for (place, found) in (0..).zip(&extracted.programmes) {
            let proposal = self.proposal(ProposalKind::Programme, &found.name);
            candidates
                .push(self.candidate(Proposal { position: place, ..proposal }, &found.evidence));
        }
        for (place, found) in (0..).zip(&extracted.measures) {
            let proposal = Proposal {
                position: place,
                value: Some(found.text.clone()),
                ..self.proposal(ProposalKind::Measure, &found.about)
            };
            candidates.push(self.candidate(proposal, std::slice::from_ref(&found.evidence)));
        }
        candidates.retain(|candidate| {
            !candidate.proposal.name.is_empty() && !candidate.evidence.is_empty()
        });
        candidates
    }

    fn item(&self, list: &ExtractedList, place: i64, item: &ExtractedItem) -> Candidate {
        let parent = item.parent.and_then(|parent| list.items.get(parent));
        let proposal = Proposal {
            list_role: Some(list.role),
            list_called: list.called.clone(),
            list_count: list.stated_count.and_then(|count| i64::try_from(count).ok()),
            list_ordered: list.ordered,
            list_place: place,
            position: i64::try_from(item.position).unwrap_or(i64::MAX),
            parent: parent.map(|parent| parent.title.clone()),
            themes: self.themes(&item.title),
            ..self.proposal(ProposalKind::Priority, &item.title)
        };
        self.candidate(proposal, std::slice::from_ref(&item.evidence))
    }

    /// The themes of the words of a title alone.
    fn themes(&self, title: &str) -> Vec<ProposedTheme> {
        let passage = Passage {
            slug: "title.1".into(),
            document: "title".into(),
            position: 1,
            kind: PassageKind::Paragraph,
            headings: Vec::new(),
            page: None,
            start: 0,
            end: i64::try_from(title.chars().count()).unwrap_or(i64::MAX),
            text: title.to_owned(),
        };
        let (themes, _) = self.recogniser.tag(&passage, None);
        let proposed = themes.into_iter().map(|found| ProposedTheme {
            theme: found.theme,
            confidence: found.confidence.unwrap_or_default(),
        });
        proposed.collect()
    }

    fn proposal(&self, kind: ProposalKind, name: &str) -> Proposal {
        Proposal {
            id: "".into(),
            kind,
            partnership: self.partnership.clone(),
            strategy: self.strategy.clone(),
            name: name.trim().to_owned(),
            list_role: None,
            list_called: None,
            list_count: None,
            list_ordered: false,
            list_place: 0,
            position: 0,
            parent: None,
            value: None,
            partner: None,
            partner_kind: None,
            generic: false,
            themes: Vec::new(),
            confidence: 0.0,
            status: ProposalStatus::Proposed,
            fact_table: None,
            fact: None,
            decided_by: None,
            decided_at: None,
            reason: None,
        }
    }

    fn candidate(&self, proposal: Proposal, evidence: &[Evidence]) -> Candidate {
        let confidence = evidence.iter().map(|found| found.confidence).fold(0.0, f64::max);
        let evidence = evidence.iter().map(|found| self.places.row(found)).collect();
        Candidate { proposal: Proposal { confidence, ..proposal }, evidence }
    }
}

/// The document, for finding the words of a place.
struct Places<'a> {
    document: &'a Document,
    text: Text<'a>,
    passages: &'a [&'a Passage],
}

impl Places<'_> {
    fn row(&self, found: &Evidence) -> ProposalEvidence {
        let passage = found.passage.and_then(|position| {
            let place = self.passages.binary_search_by_key(&position, |row| row.position).ok()?;
            self.passages.get(place)
        });
        let at = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
        let from = passage.map_or(0, |passage| passage.start);
        let quote = self.text.part(found.start, found.end.min(found.start + LONGEST_QUOTE));
        ProposalEvidence {
            id: "".into(),
            proposal: "".into(),
            document: self.document.slug.clone(),
            passage: passage.map(|passage| passage.slug.clone()),
            start: (at(found.start) - from).max(0),
            end: (at(found.end) - from).max(0),
            quote: quote.to_owned(),
            method: found.method.to_owned(),
            confidence: found.confidence,
            recogniser: super::recognise::RECOGNISER_VERSION.to_owned(),
        }
    }
}

/// A text of which parts are cut by characters.
struct Text<'a> {
    text: &'a str,
    /// The byte at which each character begins.
    bytes: Vec<usize>,
}

impl<'a> Text<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, bytes: text.char_indices().map(|(byte, _)| byte).collect() }
    }

    fn part(&self, start: usize, end: usize) -> &'a str {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(self.text.len());
        self.text.get(byte(start)..byte(end.max(start))).unwrap_or_default()
    }
}
