//! Partnerships: the list of all, and one with everything that is known of it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;

use crate::{
    error::Result,
    explorer::{
        address::{self, Address},
        drawing::{Setting, Spell, timeline},
        frame::{Frame, Section},
        parts::{
            Cite, DistinctiveSection, Link, Linked as _, ListEntry, MeasureRow, PartnershipEntry,
            PeerEntry, ProgrammeEntry, SourceEntry, Sources, StrategyEntry, SuccessorEntry,
            ThemeBar, When, count, everything, number, of_all, sentence, theme_bars, told_spread,
        },
        visit::Visit,
    },
    model::{
        BoardChange, ChangeStatus, Confidence, DatedCode, NodeKind, PartnerKind, Partnership,
        PeerBasis, Programme, Region, Word as _,
    },
    query::{
        CouncilArea, CoverageOptions, PartnerMembership, PartnershipFilter, board_changes_of,
        councils_of, current_strategy, documents_of, get_row, list_partnerships,
        listed_documents_of, lists_of, measures_of, partners_of, peers, programmes_of_partnership,
        sources_of, strategies_of,
    },
    view::View,
};

use super::{document::DocumentEntry, search::word};

/// All partnerships, or those that a filter lets through.
#[derive(Template)]
#[template(path = "partnerships.html")]
pub(crate) struct IndexPage {
    frame: Frame,
    asked: Asked,
    regions: Vec<Choice>,
    told: String,
    partnerships: Vec<PartnershipEntry>,
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    text: String,
    region: String,
}

/// A region in the form.
struct Choice {
    region: Region,
    chosen: bool,
}

impl IndexPage {
    /// The partnerships that a filter lets through.
    pub(crate) fn build(visit: &Visit, Query(asked): Query<Asked>) -> Result<Self> {
        let view = &visit.view;
        let filter = PartnershipFilter {
            regions: word(&asked.region)?.map(|region| vec![region]),
            text: Some(asked.text.clone()).filter(|text| !text.trim().is_empty()),
            ..PartnershipFilter::default()
        };
        let all = list_partnerships(view, &PartnershipFilter::default(), &everything())?;
        let page = list_partnerships(view, &filter, &everything())?;
        Ok(Self {
            frame: visit
                .frame(
                    Section::Partnerships,
                    address::PARTNERSHIPS,
                    "Partnerships",
                    "England’s integrated care partnerships with their current strategy and how \
                     much of its list of priorities was found.",
                )
                .under([]),
            regions: Region::ALL
                .iter()
                .map(|region| Choice { region: *region, chosen: region.word() == asked.region })
                .collect(),
            told: sentence(&of_all(page.total_count, all.total_count, "partnerships")),
            partnerships: page.nodes().map(|row| PartnershipEntry::of(view, row)).collect(),
            asked,
        })
    }
}

/// One partnership.
#[derive(Template)]
#[template(path = "partnership.html")]
pub(crate) struct PartnershipPage {
    frame: Frame,
    partnership: Arc<Partnership>,
    region: Link,
    codes: Vec<CodeEntry>,
    councils: Vec<CouncilEntry>,
    population: Option<Population>,
    changes: Vec<ChangeEntry>,
    successors: Vec<SuccessorEntry>,
    strategies: Vec<StrategyEntry>,
    current: Option<Current>,
    partner_groups: Vec<PartnerGroup>,
    partners_told: String,
    programmes: Vec<ProgrammeEntry>,
    timeline: Option<String>,
    timeline_file: String,
    bars_file: String,
    measures: Vec<MeasureRow>,
    peers: Peers,
    spread: String,
    distinctive: DistinctiveSection,
    documents: Vec<DocumentEntry>,
    listed: Vec<ListedEntry>,
    confidence: &'static str,
    sources: Vec<SourceEntry>,
}

struct CodeEntry {
    code: String,
    from: Option<When>,
    to: Option<When>,
}

struct CouncilEntry {
    link: Link,
    part: bool,
}

struct Population {
    number: String,
    cite: Option<Cite>,
    note: Option<String>,
}

struct ChangeEntry {
    kind: &'static str,
    with: String,
    to: String,
    on: When,
    status: &'static str,
    class: &'static str,
    note: Option<String>,
    cite: Option<Cite>,
}

/// What the partnership says now.
struct Current {
    strategy: StrategyEntry,
    vision: Option<String>,
    vision_cite: Option<Cite>,
    lists: Vec<ListEntry>,
    items: usize,
    bars: Vec<ThemeBar>,
}

/// Who is like it.
struct Peers {
    content: Vec<PeerEntry>,
    context: Vec<PeerEntry>,
    /// It and its closest peers side by side.
    compare: String,
}

struct PartnerGroup {
    kind: &'static str,
    members: Vec<MemberEntry>,
}

struct MemberEntry {
    link: Link,
    generic: bool,
    role: Option<String>,
    /// The source's name for it, where it is another than ours.
    named_as: Option<String>,
    cites: Vec<Cite>,
}

struct ListedEntry {
    title: String,
    kind: String,
    scope: Option<String>,
    cite: Option<Cite>,
}

impl PartnershipPage {
    /// The partnership with this slug.
    pub(crate) fn build(visit: &Visit, Path(slug): Path<String>) -> Result<Self> {
        let view = &visit.view;
        let partnership: Arc<Partnership> = get_row(view, &slug)?;
        let mut sources = sources_in_order(view, &slug);
        let members = partners_of(view, &partnership, None, &everything())?;
        let programmes = programmes_of_partnership(view, &slug, &everything())?;
        let documents = documents_of(view, &slug, &everything())?;
        let current = current_of(view, &slug, &mut sources);
        Ok(Self {
            frame: frame(visit, &partnership, current.as_ref()),
            region: Link::to_region(partnership.region),
            codes: partnership.board_codes.iter().map(CodeEntry::from).collect(),
            councils: councils_of(view, &slug).iter().map(CouncilEntry::from).collect(),
            population: population_of(view, &partnership, &mut sources),
            changes: board_changes_of(view, &slug)
                .iter()
                .map(|change| ChangeEntry::of(view, change, &mut sources))
                .collect(),
            strategies: strategies_of(view, &slug)
                .iter()
                .map(|strategy| StrategyEntry::of(view, strategy))
                .collect(),
            partners_told: count(members.total_count, "partner", "partners"),
            partner_groups: groups_of(view, members.nodes(), &mut sources),
            timeline: timeline_of(
                Setting::Page,
                "Programmes on a time line",
                programmes.nodes(),
                str::to_owned,
            ),
            timeline_file: Address::of(address::TIMELINE_FILE).with("partnership", &slug).finish(),
            bars_file: Address::of(address::BARS_FILE).with("partnership", &slug).finish(),
            programmes: programmes
                .nodes()
                .map(|row| ProgrammeEntry::of(view, row, &mut sources))
                .collect(),
            measures: MeasureRow::rows(view, &measures_of(view, &slug), &mut sources),
            documents: documents.nodes().map(|row| DocumentEntry::of(view, row)).collect(),
            peers: peers_of(view, &slug)?,
            spread: told_spread(view, &slug)?,
            distinctive: DistinctiveSection::of(view, &slug)?,
            successors: SuccessorEntry::list(view, &slug),
            listed: listed_of(view, &slug, &mut sources),
            confidence: told_confidence(partnership.coverage),
            current,
            sources: sources.into_entries(),
            partnership,
        })
    }
}

/// Programmes whose dates are known, on a time line.
pub(super) fn timeline_of<'row>(
    setting: Setting<'_>,
    title: &str,
    programmes: impl Iterator<Item = &'row Arc<Programme>>,
    join: impl Fn(&str) -> String,
) -> Option<String> {
    let spells: Vec<Spell> = programmes
        .map(|row| Spell {
            name: row.name.clone(),
            href: join(&row.path()),
            from: row.from,
            to: row.to,
        })
        .collect();
    timeline(setting, title, &spells)
}

fn frame(visit: &Visit, partnership: &Partnership, current: Option<&Current>) -> Frame {
    let description = match current {
        Some(current) => format!(
            "{}: who they are, what “{}” says in their own words, partners, programmes and sources.",
            partnership.name, current.strategy.link.text
        ),
        None => format!("{}: who they are, partners, programmes and sources.", partnership.name),
    };
    visit
        .frame(Section::Partnerships, &partnership.path(), partnership.name.clone(), description)
        .under([
            Link::to("Partnerships", address::PARTNERSHIPS),
            Link::to_region(partnership.region),
        ])
        .with_feed(address::feed_of(NodeKind::Partnership, &partnership.slug))
}

/// All sources of the record, cited on the page or not, in the order of their keys.
fn sources_in_order(view: &View, partnership: &str) -> Sources {
    let mut sources = Sources::default();
    for source in sources_of(view, partnership) {
        sources.cite(view, &source.id);
    }
    sources
}

fn current_of(view: &View, partnership: &str, sources: &mut Sources) -> Option<Current> {
    let strategy = current_strategy(view, partnership)?;
    let lists = lists_of(view, &strategy.slug);
    Some(Current {
        vision: strategy.vision.as_deref().map(sentence),
        vision_cite: strategy.vision_source.as_ref().and_then(|id| sources.cite(view, id)),
        bars: theme_bars(view, &lists),
        items: lists.iter().map(|list| list.items.len()).sum(),
        lists: lists.iter().map(|list| ListEntry::of(view, list, sources)).collect(),
        strategy: StrategyEntry::of(view, &strategy),
    })
}

/// Peers that are shown by each basis, and that are put into the comparison.
const PEERS: usize = 3;

fn peers_of(view: &View, partnership: &str) -> Result<Peers> {
    let options = CoverageOptions::default();
    let alike = peers(view, partnership, PeerBasis::Content, &options, PEERS)?;
    let nearby = peers(view, partnership, PeerBasis::Context, &options, PEERS)?;
    let closest = if alike.is_empty() { &nearby } else { &alike };
    let compared = closest.iter().map(|peer| &*peer.partnership.slug);
    Ok(Peers {
        compare: address::compare([partnership].into_iter().chain(compared)),
        content: alike.iter().map(PeerEntry::from).collect(),
        context: nearby.iter().map(PeerEntry::from).collect(),
    })
}

impl From<&DatedCode> for CodeEntry {
    fn from(code: &DatedCode) -> Self {
        Self {
            code: code.code.clone(),
            from: code.from.map(When::from),
            to: code.to.map(When::from),
        }
    }
}

impl From<&CouncilArea> for CouncilEntry {
    fn from(area: &CouncilArea) -> Self {
        Self { link: area.council.link(), part: area.membership.part }
    }
}

fn population_of(
    view: &View,
    partnership: &Partnership,
    sources: &mut Sources,
) -> Option<Population> {
    Some(Population {
        number: number(partnership.population?),
        cite: partnership.population_source.as_ref().and_then(|id| sources.cite(view, id)),
        note: partnership.population_note.as_deref().map(sentence),
    })
}

impl ChangeEntry {
    fn of(view: &View, change: &BoardChange, sources: &mut Sources) -> Self {
        Self {
            kind: change.kind.label(),
            with: change.with.join("; "),
            to: change.to.join("; "),
            on: change.on.into(),
            status: change.status.label(),
            class: match change.status {
                ChangeStatus::Proposed => "tag draft",
                ChangeStatus::Approved | ChangeStatus::Done => "tag",
            },
            note: change.note.as_deref().map(sentence),
            cite: sources.cite(view, &change.source),
        }
    }
}

/// Partners by kind, in the order of the vocabulary.
fn groups_of<'row>(
    view: &View,
    members: impl Iterator<Item = &'row PartnerMembership>,
    sources: &mut Sources,
) -> Vec<PartnerGroup> {
    let mut members: Vec<_> = members.collect();
    members.sort_by_key(|member| member.partner.kind);
    members
        .chunk_by(|a, b| a.partner.kind == b.partner.kind)
        .map(|group| PartnerGroup {
            kind: group.first().map_or(PartnerKind::Other, |member| member.partner.kind).label(),
            members: group.iter().map(|member| MemberEntry::of(view, member, sources)).collect(),
        })
        .collect()
}

impl MemberEntry {
    fn of(view: &View, member: &PartnerMembership, sources: &mut Sources) -> Self {
        let named_as = &member.membership.named_as;
        Self {
            link: member.partner.link(),
            generic: member.partner.generic,
            role: member.membership.role.clone(),
            named_as: Some(named_as.clone()).filter(|name| *name != member.partner.name),
            cites: sources.cite_all(view, &member.membership.sources),
        }
    }
}

fn listed_of(view: &View, partnership: &str, sources: &mut Sources) -> Vec<ListedEntry> {
    listed_documents_of(view, partnership)
        .iter()
        .map(|document| ListedEntry {
            title: document.title.clone(),
            kind: document.kind.clone(),
            scope: document.scope.clone(),
            cite: sources.cite(view, &document.source),
        })
        .collect()
}

fn told_confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "High: the lists of the current strategy were seen on its own pages.",
        Confidence::Medium => {
            "Medium: a part of the current strategy’s lists comes from other pages."
        }
        Confidence::Low => {
            "Low: the lists of the current strategy were not, or only in part, seen."
        }
    }
}
