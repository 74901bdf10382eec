//! Everything of one document, put together: each kind of thing is found in a file of its own,
//! and what is found passage by passage is gathered here into one value for the document.

use std::collections::BTreeMap;

use super::Recogniser;
use crate::{
    ingest::extracted::{DocumentKind, Evidence, Extent, Extracted, ExtractedPartner, Identity},
    model::{Edition, Passage, Slug},
};

impl Recogniser {
    /// What a document says; see [`crate::ingest::extracted::build_extracted`].
    pub(in crate::ingest) fn extract(
        &self,
        _title: Option<&str>,
        _text: &str,
        passages: &[&Passage],
    ) -> Extracted {
        Extracted {
            recogniser: super::RECOGNISER_VERSION,
            identity: unidentified(),
            lists: Vec::new(),
            partners: self.partners_of(passages),
            programmes: Vec::new(),
            measures: Vec::new(),
            dates: Vec::new(),
            engagements: Vec::new(),
            people: Vec::new(),
            statutes: Vec::new(),
        }
    }

    fn partners_of(&self, passages: &[&Passage]) -> Vec<ExtractedPartner> {
        let mut found: Vec<ExtractedPartner> = Vec::new();
        let mut places: BTreeMap<Slug, usize> = BTreeMap::new();
        for passage in passages.iter().filter(|passage| passage.kind.is_counted()) {
            let (_, mentions) = self.tag(passage, None);
            for mention in mentions {
                let place = *places.entry(mention.partner.clone()).or_insert(found.len());
                if place == found.len() {
                    found.extend(self.register.describe(&mention.partner));
                }
                let offset = usize::try_from(passage.start).unwrap_or(0);
                let evidence = mention.spans.iter().map(|span| Evidence {
                    passage: Some(passage.position),
                    start: offset + span.start,
                    end: offset + span.end,
                    method: "register",
                    confidence: 0.9,
                });
                if let Some(partner) = found.get_mut(place) {
                    partner.evidence.extend(evidence);
                }
            }
        }
        found
    }
}

fn unidentified() -> Identity {
    Identity {
        partnership: None,
        partnership_evidence: None,
        kind: DocumentKind::Other,
        plan: None,
        edition: Edition::Unknown,
        edition_evidence: None,
        extent: Extent::Unknown,
        published: None,
        period: None,
        confidence: 0.0,
    }
}
