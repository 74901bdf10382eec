//! From what was extracted to what is proposed: items of a strategy's own lists, partners,
//! programmes and measures, each with the places that show it.
//!
//! Lists of other plans (look-alikes) are not proposed. Neither are people, engagements, dates and
//! statutory references: the record has no rows for them. Not here: extracting (`extracted`),
//! to which strategy a document belongs (`belonging`), comparing with what is known (`reconcile`).

use std::sync::Arc;

use super::{
    belonging::{Belonging, belonging},
    document::{DocumentAbout, build_tagged_document},
    extracted::{
        Evidence, Extracted, ExtractedItem, ExtractedList, build_extracted, build_extracted_watched,
    },
    read::ReadDocument,
    recognise::Recogniser,
    reconcile::{Candidate, reconcile},
};
use crate::model::{
    Document, DocumentOrigin, Passage, PassageKind, Proposal, ProposalEvidence, ProposalKind,
    ProposalStatus, ProposedTheme, Record, Slug,
};

/// The longest words that are kept of one place, in characters.
const LONGEST_QUOTE: usize = 500;

/// One document with what is proposed from it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedDocument {
    /// Its rows, proposals among them.
    pub rows: Record,
    /// What was extracted from it.
    pub extracted: Extracted,
    /// To which strategy it belongs, and where it disagrees with what was said of it.
    pub belonging: Belonging,
}

/// Makes the rows of one document as [`super::build_document`] does, and what is proposed from it beside
/// the facts and decisions of `known`. Where nobody said when it was published, the document's own
/// word is taken.
pub fn build_proposed_document(
    known: &Record,
    read: ReadDocument,
    about: DocumentAbout,
    first_seen: &str,
    recogniser: &Recogniser,
) -> Option<ProposedDocument> {
    let (mut rows, tags) = build_tagged_document(read, about, first_seen, recogniser);
    let text = rows.document_texts.values().next().cloned()?;
    let passages: Vec<Arc<Passage>> = rows.passages.values().cloned().collect();
    let document = rows.documents.values_mut().next()?;
    let passages = in_order(&passages);
    let title = Some(&*document.title);
    let extracted =
        build_extracted_watched(title, &text.text, &passages, &tags, recogniser, &mut |_| ());
    let belonging = belonging(known, document, &extracted);
    if document.published.is_none() && extracted.identity.published.is_some() {
        Arc::make_mut(document).published = extracted.identity.published;
    }
    let document = Arc::clone(document);
    let from = (&*document, &*text.text, &*passages);
    let proposed = propose(known, from, &extracted, belonging.strategy.clone(), recogniser);
    rows.proposals = proposed.proposals;
    rows.proposal_evidence = proposed.proposal_evidence;
    rows.proposal_facts = proposed.proposal_facts;
    Some(ProposedDocument { rows, extracted, belonging })
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
    let passages = in_order(passages);
    let extracted = build_extracted(Some(&document.title), text, &passages, recogniser);
    let strategy = belonging(known, document, &extracted).strategy;
    propose(known, (document, text, &passages), &extracted, strategy, recogniser)
}

fn in_order(passages: &[Arc<Passage>]) -> Vec<&Passage> {
    let mut passages: Vec<&Passage> = passages.iter().map(|passage| &**passage).collect();
    passages.sort_by_key(|passage| passage.position);
    passages
}

fn propose(
    known: &Record,
    (document, text, passages): (&Document, &str, &[&Passage]),
    extracted: &Extracted,
    strategy: Option<Slug>,
    recogniser: &Recogniser,
) -> Record {
    let partnership = document.partnership.clone().or(extracted.identity.partnership.clone());
    let Some(partnership) = partnership else { return Record::default() };
    if document.origin != DocumentOrigin::Ingested {
        return Record::default();
    }
    let places = Places { document, text: Text::of(text), passages };
    let proposing = Proposing { partnership, strategy, places, recogniser };
    reconcile(known, proposing.candidates(extracted))
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
                number: found.value,
                number_to: found.upper,
                unit: Some(found.unit.clone()).filter(|unit| !unit.is_empty()),
                measure_role: Some(found.role),
                change: found.change,
                date_from: found.date_from,
                date: found.date,
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
