//! One number or target that a source states.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;

use crate::{
    error::Result,
    explorer::{
        frame::{Frame, Section},
        parts::{Link, Linked as _, MeasureEntry, MeasureRow, SourceEntry, Sources},
        visit::Visit,
    },
    model::{Measure, Partnership, Programme},
    query::{find_row, get_row, measures_of},
};

use super::strategy::crumbs;

/// One measure.
#[derive(Template)]
#[template(path = "measure.html")]
pub(crate) struct MeasurePage {
    frame: Frame,
    entry: MeasureEntry,
    partnership: Option<Link>,
    programme: Option<Link>,
    others: Vec<MeasureRow>,
    sources: Vec<SourceEntry>,
}

impl MeasurePage {
    /// The measure with this slug.
    pub(crate) fn build(visit: &Visit, Path(slug): Path<String>) -> Result<Self> {
        let view = &visit.view;
        let measure: Arc<Measure> = get_row(view, &slug)?;
        let partnership = find_row::<Partnership>(view, &measure.partnership);
        let mut sources = Sources::default();
        let entry = MeasureEntry::of(view, &measure, &mut sources);
        let mut others = measures_of(view, &measure.partnership);
        others.retain(|row| row.slug != measure.slug);
        let whose = partnership.as_ref().map_or("", |row| row.name.as_str());
        Ok(Self {
            frame: visit
                .frame(
                    Section::Partnerships,
                    &measure.path(),
                    // The slug's end tells two figures for the same thing apart.
                    format!("{}, {}: measure, {whose}", measure.what, entry.value),
                    format!(
                        "{}: {}, as a source states it about {whose}.",
                        measure.what, entry.value
                    ),
                )
                .under(crumbs(partnership.as_deref())),
            others: MeasureRow::rows(view, &others, &mut sources),
            partnership: partnership.map(|row| row.link()),
            programme: measure
                .programme
                .as_ref()
                .and_then(|slug| find_row::<Programme>(view, slug))
                .map(|row| row.link()),
            entry,
            sources: sources.into_entries(),
        })
    }
}
