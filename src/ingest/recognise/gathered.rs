//! The partners of a document as they are gathered: each once, under its fullest wording, with every
//! mention as evidence; kinds of organisation that are one partner in other words come together.
//! Who takes part is decided in `participants`.

use std::collections::BTreeMap;

use super::spot::Spot;
use crate::{
    ingest::extracted::{Evidence, ExtractedPartner},
    model::{PartnerKind, Slug},
};

/// Partners so far, by what they are.
#[derive(Default)]
pub(super) struct Gathered {
    /// In the order of first mention.
    partners: Vec<ExtractedPartner>,
    places: BTreeMap<String, usize>,
}

impl Gathered {
    #[allow(clippy::too_many_arguments, reason = "one row of one kind, built in one place")]
    /// Adds a mention: a partner in other words gets its fullest wording.
    pub(super) fn add(
        &mut self,
        spot: &Spot<'_>,
        text: &str,
        slug: Option<Slug>,
        kind: PartnerKind,
        generic: bool,
        method: &'static str,
        confidence: f64,
    ) {
        let evidence: Evidence = spot.evidence(text, method, confidence);
        let name = text.strip_prefix("the ").unwrap_or(text);
        let key = if generic {
            family(name, kind)
        } else {
            slug.as_deref().map_or_else(|| name.to_lowercase(), str::to_owned)
        };
        let place = *self.places.entry(key).or_insert(self.partners.len());
        if place == self.partners.len() {
            self.partners.push(ExtractedPartner {
                partner: slug,
                name: name.to_owned(),
                kind,
                generic,
                evidence: Vec::new(),
            });
        }
        let partner = &mut self.partners[place];
        // Its fullest wording; “health” is another word for the NHS, not a fuller one.
        let weaker = partner.name.starts_with("NHS") && !name.starts_with("NHS");
        let stronger = name.starts_with("NHS") && !partner.name.starts_with("NHS");
        if stronger
            || (name.len() > partner.name.len()
                && !weaker
                && !is_same_but_services(name, &partner.name))
        {
            name.clone_into(&mut partner.name);
        }
        partner.evidence.push(evidence);
    }

    /// The partners, each once.
    pub(super) fn partners(self) -> Vec<ExtractedPartner> {
        without_said_again(self.partners)
    }
}

/// Kinds that are one partner in other words: “the voluntary sector” and “VCSE colleagues”, “local
/// councils” and “local authorities”. Kinds of NHS body and of social care stay apart.
fn family(name: &str, kind: PartnerKind) -> String {
    let lower = name.to_lowercase();
    let name = lower.strip_prefix("local ").unwrap_or(&lower);
    match kind {
        PartnerKind::Vcse if name.starts_with("faith") => "faith".to_owned(),
        PartnerKind::Vcse if !name.contains("hospice") => "vcse".to_owned(),
        PartnerKind::LocalAuthority
            if ["council", "authorit", "government"].iter().any(|word| name.contains(word)) =>
        {
            "councils".to_owned()
        }
        PartnerKind::LocalAuthority | PartnerKind::Other => ["services", "providers", "sector"]
            .iter()
            .find_map(|ending| name.strip_suffix(ending))
            .unwrap_or(name)
            .trim()
            .to_owned(),
        PartnerKind::NhsBody
            if name.starts_with("nhs") || name.contains("trusts") || name == "health" =>
        {
            "nhs".to_owned()
        }
        PartnerKind::NhsBody | PartnerKind::Public | PartnerKind::Education => {
            name.trim_end_matches('s').to_owned()
        }
        other => format!("{other:?}"),
    }
}

/// “social care services” says no more than “social care”.
fn is_same_but_services(longer: &str, shorter: &str) -> bool {
    longer.strip_suffix(" services").is_some_and(|bare| bare.eq_ignore_ascii_case(shorter))
}

/// “The ICB” is the board that is named elsewhere, and “NHS Vale ICB” is “NHS Vale Integrated Care
/// Board”.
fn without_said_again(mut partners: Vec<ExtractedPartner>) -> Vec<ExtractedPartner> {
    let full = |name: &str| name.to_lowercase().replace("integrated care board", "icb");
    let named = partners.iter().any(|partner| {
        let name = full(&partner.name);
        !partner.generic && (name.ends_with("icb") || name.starts_with("nhs "))
    });
    let is_board = |partner: &ExtractedPartner| {
        partner.generic && ["icb", "icbs"].contains(&full(&partner.name).trim_end_matches('s'))
    };
    partners.retain(|partner| !(named && is_board(partner)));
    let wordings: Vec<(String, usize)> =
        partners.iter().map(|partner| (full(&partner.name), partner.name.len())).collect();
    let mut place = 0;
    partners.retain(|partner| {
        let (name, length) = &wordings[place];
        let again = wordings.iter().enumerate().any(|(other, (same, longer))| {
            same == name && (*longer > *length || (longer == length && other < place))
        });
        place += 1;
        partner.generic || partner.partner.is_some() || !again
    });
    partners
}
