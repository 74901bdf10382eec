//! The form: which partnerships, by what.

use crate::{
    explorer::{address, parts::Link},
    model::{Framework, Partnership, Region, Slug, Word as _},
    query::all_rows,
    view::View,
};

/// The partnerships of a region in the form.
pub(super) struct RegionChoice {
    pub(super) label: &'static str,
    /// All of the region compared.
    pub(super) whole: Link,
    pub(super) partnerships: Vec<PartnershipChoice>,
}

/// A partnership in the form.
pub(super) struct PartnershipChoice {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// A framework in the form.
pub(super) struct FrameworkChoice {
    pub(super) slug: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// All partnerships by region; regions without one are left out.
pub(super) fn region_choices(view: &View, chosen: &[Slug]) -> Vec<RegionChoice> {
    let partnerships = all_rows::<Partnership>(view);
    Region::ALL
        .iter()
        .map(|region| RegionChoice {
            label: region.label(),
            whole: Link::to(
                format!("Compare all in {}", region.label()),
                address::comparison_of(*region),
            ),
            partnerships: partnerships
                .iter()
                .filter(|row| row.region == *region)
                .map(|row| PartnershipChoice {
                    slug: row.slug.to_string(),
                    name: short(&row.name).to_owned(),
                    chosen: chosen.contains(&row.slug),
                })
                .collect(),
        })
        .filter(|region| !region.partnerships.is_empty())
        .collect()
}

/// A name without what nearly all names end in.
pub(super) fn short(name: &str) -> &str {
    name.strip_suffix(" Integrated Care Partnership").unwrap_or(name)
}

/// All frameworks.
pub(super) fn framework_choices(view: &View, chosen: Option<&str>) -> Vec<FrameworkChoice> {
    all_rows::<Framework>(view)
        .iter()
        .map(|row| FrameworkChoice {
            slug: row.slug.to_string(),
            label: row.label.clone(),
            chosen: chosen == Some(&*row.slug),
        })
        .collect()
}
