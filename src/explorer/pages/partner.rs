//! The register of partners, and one partner with everything in which it takes part.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;

use crate::{
    error::Result,
    explorer::{
        address::{self, Address},
        frame::{Frame, Section},
        parts::{
            Link, Linked as _, Pager, PassageEntry, ProgrammeEntry, Provenance, SourceEntry,
            everything,
        },
        visit::Visit,
    },
    model::{NodeKey, NodeKind, Partner, PartnerKind, Passage, Word as _},
    query::{
        EdgeKind, LARGEST_PAGE, PageArguments, PartnerFilter, PartnerMembership, get_row,
        list_partners, memberships_of_partner, mentions_of_partner, neighbourhood, partners_in,
        programmes_of_partner, source_info,
    },
    view::View,
};

use super::search::word;

/// Partners on one page of the register.
const PARTNERS_SHOWN: i32 = 100;
/// Passages on one page of a partner.
const PASSAGES_SHOWN: i32 = 20;

/// The register, or the part of it that a filter lets through.
#[derive(Template)]
#[template(path = "partners.html")]
pub(crate) struct IndexPage {
    frame: Frame,
    asked: IndexAsked,
    kinds: Vec<Choice>,
    partners: Vec<PartnerEntry>,
    pager: Pager,
}

/// What the register is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct IndexAsked {
    text: String,
    kind: String,
    /// `named`, `kinds`, or both.
    only: String,
    after: Option<String>,
}

struct Choice {
    kind: PartnerKind,
    chosen: bool,
}

struct PartnerEntry {
    link: Link,
    kind: &'static str,
    generic: bool,
    partnerships: usize,
}

impl IndexPage {
    /// The partners that a filter lets through.
    pub(crate) fn build(visit: &Visit, Query(asked): Query<IndexAsked>) -> Result<Self> {
        let view = &visit.view;
        let arguments = PageArguments::forward(Some(PARTNERS_SHOWN), asked.after.clone());
        let page = list_partners(view, &asked.filter()?, &arguments)?;
        Ok(Self {
            frame: visit
                .frame(
                    Section::Partners,
                    address::PARTNERS,
                    "Partners",
                    "The organisations, and kinds of organisation, that integrated care partnerships name as partners.",
                )
                .under([]),
            kinds: PartnerKind::ALL
                .iter()
                .map(|kind| Choice { kind: *kind, chosen: kind.word() == asked.kind })
                .collect(),
            pager: Pager::of(&page, || asked.address(), "partner", "partners"),
            partners: page
                .nodes()
                .map(|row| PartnerEntry::of(view, row))
                .collect::<Result<_>>()?,
            asked,
        })
    }
}

impl IndexAsked {
    fn filter(&self) -> Result<PartnerFilter> {
        Ok(PartnerFilter {
            kinds: word(&self.kind)?.map(|kind| vec![kind]),
            generic: match self.only.as_str() {
                "named" => Some(false),
                "kinds" => Some(true),
                _ => None,
            },
            text: Some(self.text.clone()).filter(|text| !text.trim().is_empty()),
            ..PartnerFilter::default()
        })
    }

    fn address(&self) -> Address {
        Address::of(address::PARTNERS)
            .with("text", &self.text)
            .with("kind", &self.kind)
            .with("only", &self.only)
    }
}

impl PartnerEntry {
    fn of(view: &View, partner: &Arc<Partner>) -> Result<Self> {
        Ok(Self {
            link: partner.link(),
            kind: partner.kind.label(),
            generic: partner.generic,
            partnerships: memberships_of_partner(view, partner, &PageArguments::first(0))?
                .total_count,
        })
    }
}

/// One partner.
#[derive(Template)]
#[template(path = "partner.html")]
pub(crate) struct PartnerPage {
    frame: Frame,
    partner: Arc<Partner>,
    kind: &'static str,
    memberships: Vec<MembershipEntry>,
    areas: Vec<Link>,
    programmes: Vec<ProgrammeEntry>,
    mentions: Vec<PassageEntry>,
    mentions_pager: Pager,
}

/// What is asked of a partner's page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Option<String>,
}

struct MembershipEntry {
    partnership: Link,
    role: Option<String>,
    named_as: String,
    sources: Vec<SourceEntry>,
}

impl PartnerPage {
    /// The partner with this slug.
    pub(crate) fn build(
        visit: &Visit,
        (Path(slug), Query(asked)): (Path<String>, Query<Asked>),
    ) -> Result<Self> {
        let view = &visit.view;
        let partner: Arc<Partner> = get_row(view, &slug)?;
        let memberships = memberships_of_partner(view, &partner, &everything())?;
        let programmes = programmes_of_partner(view, &slug, &everything())?;
        let mentions = mentions_of_partner(
            view,
            &slug,
            &PageArguments::forward(Some(PASSAGES_SHOWN), asked.after),
        )?;
        let kind = partner.kind.label();
        Ok(Self {
            frame: visit
                .frame(
                    Section::Partners,
                    &partner.path(),
                    format!("{}: partner", partner.name),
                    format!(
                        "{} ({}): the integrated care partnerships and programmes in which it takes part.",
                        partner.name,
                        kind.to_lowercase()
                    ),
                )
                .under([Link::to("Partners", address::PARTNERS)]),
            kind,
            memberships: memberships.nodes().map(|row| MembershipEntry::of(view, row)).collect(),
            areas: areas_of(view, &slug)?,
            programmes: programmes
                .nodes()
                .map(|row| ProgrammeEntry::without_sources(view, row))
                .collect(),
            mentions_pager: Pager::of(
                &mentions,
                || Address::of(&partner.path()),
                "passage",
                "passages",
            ),
            mentions: mentions.nodes().map(|row| mention(view, &slug, row)).collect(),
            partner,
        })
    }
}

impl MembershipEntry {
    fn of(view: &View, row: &PartnerMembership) -> Self {
        Self {
            partnership: row.partnership.link(),
            role: row.membership.role.clone(),
            named_as: row.membership.named_as.clone(),
            sources: row
                .membership
                .sources
                .iter()
                .filter_map(|id| source_info(view, id).map(SourceEntry::from))
                .collect(),
        }
    }
}

/// The partnerships in whose area a council lies.
fn areas_of(view: &View, partner: &str) -> Result<Vec<Link>> {
    let key = NodeKey::new(NodeKind::Partner, partner);
    let most = i32::try_from(LARGEST_PAGE).unwrap_or(i32::MAX);
    let around = neighbourhood(view, &key, 1, Some(&[NodeKind::Partnership]), most)?;
    Ok(around
        .edges(view)
        .iter()
        .filter(|edge| edge.kind == EdgeKind::Covers && edge.to.key() == key)
        .map(|edge| Link::to_node(&edge.from))
        .collect())
}

/// A passage with the words that name the partner marked.
fn mention(view: &View, partner: &str, passage: &Arc<Passage>) -> PassageEntry {
    let found = partners_in(view, &passage.slug)
        .into_iter()
        .find(|(row, _)| &*row.slug == partner)
        .map(|(_, assertion)| assertion);
    match found {
        Some(assertion) => {
            PassageEntry::of(view, passage, &assertion.spans, Provenance::of(assertion.method))
        }
        None => PassageEntry::of(view, passage, &[], None),
    }
}
