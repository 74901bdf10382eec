//! Programmes: the list of all, and one with its partners and the priorities that it serves.

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
            EditionTag, Link, Linked as _, MeasureRow, Pager, ProgrammeEntry, SourceEntry, Sources,
            excerpt,
        },
        visit::Visit,
    },
    model::{Partnership, Priority, Programme},
    query::{
        PageArguments, ProgrammeFilter, find_row, get_row, list_programmes, measures_of_programme,
        partners_of_programme, served_by, strategy_of_priority,
    },
    view::View,
};

/// Programmes on one page of the list.
const SHOWN: i32 = 60;

/// All programmes, or those that a filter lets through.
#[derive(Template)]
#[template(path = "programmes.html")]
pub(crate) struct IndexPage {
    frame: Frame,
    asked: Asked,
    programmes: Vec<ProgrammeEntry>,
    pager: Pager,
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    text: String,
    after: Option<String>,
}

impl IndexPage {
    /// The programmes that a filter lets through.
    pub(crate) fn build(visit: &Visit, Query(asked): Query<Asked>) -> Result<Self> {
        let view = &visit.view;
        let filter = ProgrammeFilter {
            text: Some(asked.text.clone()).filter(|text| !text.trim().is_empty()),
            ..ProgrammeFilter::default()
        };
        let arguments = PageArguments::forward(Some(SHOWN), asked.after.clone());
        let page = list_programmes(view, &filter, &arguments)?;
        let address = || Address::of(address::PROGRAMMES).with("text", &asked.text);
        Ok(Self {
            frame: visit
                .frame(
                    Section::Programmes,
                    address::PROGRAMMES,
                    "Programmes",
                    "Named programmes, projects and initiatives of integrated care partnerships, with dates and partners.",
                )
                .under([]),
            pager: Pager::of(&page, address, "programme", "programmes"),
            programmes: page
                .nodes()
                .map(|row| ProgrammeEntry::without_sources(view, row))
                .collect(),
            asked,
        })
    }
}

/// One programme.
#[derive(Template)]
#[template(path = "programme.html")]
pub(crate) struct ProgrammePage {
    frame: Frame,
    entry: ProgrammeEntry,
    partners: Vec<PartnerEntry>,
    serves: Vec<ServedEntry>,
    measures: Vec<MeasureRow>,
    sources: Vec<SourceEntry>,
}

struct PartnerEntry {
    link: Link,
    generic: bool,
}

struct ServedEntry {
    link: Link,
    strategy: Option<Link>,
    edition: Option<EditionTag>,
}

impl ProgrammePage {
    /// The programme with this slug.
    pub(crate) fn build(visit: &Visit, Path(slug): Path<String>) -> Result<Self> {
        let view = &visit.view;
        let programme: Arc<Programme> = get_row(view, &slug)?;
        let mut sources = Sources::default();
        let entry = ProgrammeEntry::of(view, &programme, &mut sources);
        let partnership = find_row::<Partnership>(view, &programme.partnership);
        let whose = partnership.as_ref().map_or("", |row| row.name.as_str());
        let gist = entry.gist.clone().unwrap_or_default();
        let mut crumbs = vec![Link::to("Programmes", address::PROGRAMMES)];
        crumbs.extend(partnership.as_ref().map(|row| row.link()));
        Ok(Self {
            frame: visit
                .frame(
                    Section::Programmes,
                    &programme.path(),
                    format!("{}: programme of {whose}", programme.name),
                    excerpt(&format!("{}, a programme of {whose}. {gist}", programme.name), 300),
                )
                .under(crumbs),
            partners: partners_of_programme(view, &slug)
                .iter()
                .map(|row| PartnerEntry { link: row.link(), generic: row.generic })
                .collect(),
            serves: served_by(view, &slug).iter().map(|row| ServedEntry::of(view, row)).collect(),
            measures: MeasureRow::rows(view, &measures_of_programme(view, &slug), &mut sources),
            sources: sources.into_entries(),
            entry,
        })
    }
}

impl ServedEntry {
    fn of(view: &View, priority: &Arc<Priority>) -> Self {
        let strategy = strategy_of_priority(view, priority);
        Self {
            link: priority.link(),
            edition: strategy.as_ref().map(|row| row.edition.into()),
            strategy: strategy.map(|row| row.link()),
        }
    }
}
