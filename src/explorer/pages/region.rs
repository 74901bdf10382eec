//! Regions and the partnerships in them.

use askama::Template;
use axum::extract::Path;

use crate::{
    error::{Error, Result},
    explorer::{
        address::{self, Address},
        frame::{Frame, Section},
        parts::{Link, PartnershipEntry, count, everything},
        visit::Visit,
    },
    model::{NodeKind, Region, Word as _},
    query::{PartnershipFilter, list_partnerships},
    view::View,
};

/// All regions.
#[derive(Template)]
#[template(path = "regions.html")]
pub(crate) struct IndexPage {
    frame: Frame,
    regions: Vec<RegionEntry>,
}

struct RegionEntry {
    link: Link,
    told: String,
}

/// One region.
#[derive(Template)]
#[template(path = "region.html")]
pub(crate) struct RegionPage {
    frame: Frame,
    name: &'static str,
    told: String,
    partnerships: Vec<PartnershipEntry>,
    /// Where they are compared.
    compared: String,
    /// Where their priorities are listed.
    search: String,
}

impl IndexPage {
    /// The regions and how many partnerships each has.
    pub(crate) fn build(visit: &Visit, (): ()) -> Result<Self> {
        let regions = Region::ALL
            .iter()
            .map(|region| {
                Ok(RegionEntry {
                    link: Link::to_region(*region),
                    told: told(partnerships_in(&visit.view, *region)?.len()),
                })
            })
            .collect::<Result<_>>()?;
        let frame = visit
            .frame(
                Section::Partnerships,
                address::REGIONS,
                "Regions",
                "The seven NHS England regions and the integrated care partnerships in each.",
            )
            .under([Link::to("Partnerships", address::PARTNERSHIPS)]);
        Ok(Self { frame, regions })
    }
}

impl RegionPage {
    /// The partnerships of the region with this word.
    pub(crate) fn build(visit: &Visit, Path(slug): Path<String>) -> Result<Self> {
        let region =
            Region::from_word(&slug).map_err(|unknown| Error::not_found(unknown.to_string()))?;
        let partnerships = partnerships_in(&visit.view, region)?;
        let told = told(partnerships.len());
        let frame = visit
            .frame(
                Section::Partnerships,
                &address::region(region),
                format!("{} region", region.label()),
                format!("The integrated care partnerships in {}: {told}.", region.label()),
            )
            .under([
                Link::to("Partnerships", address::PARTNERSHIPS),
                Link::to("Regions", address::REGIONS),
            ]);
        Ok(Self {
            frame,
            name: region.label(),
            told,
            partnerships,
            compared: address::comparison_of(region),
            search: Address::of(address::SEARCH)
                .with("kind", NodeKind::Priority.word())
                .with("region", region.word())
                .finish(),
        })
    }
}

fn partnerships_in(view: &View, region: Region) -> Result<Vec<PartnershipEntry>> {
    let filter = PartnershipFilter { regions: Some(vec![region]), ..PartnershipFilter::default() };
    let page = list_partnerships(view, &filter, &everything())?;
    Ok(page.nodes().map(|row| PartnershipEntry::of(view, row)).collect())
}

fn told(partnerships: usize) -> String {
    count(partnerships, "partnership", "partnerships")
}
