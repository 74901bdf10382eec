//! Programmes: named programmes, projects and initiatives; and measures of all partnerships.

use std::sync::Arc;

use crate::{
    error::Result,
    model::{Measure, NodeKey, NodeKind, Partner, Priority, Programme},
    view::{View, graph::EdgeKind},
};

use super::{
    filter::{MeasureFilter, ProgrammeFilter},
    page::{Page, PageArguments, paginate},
};

/// Programmes by partnership, in the order of its record.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub fn list_programmes(
    view: &View,
    filter: &ProgrammeFilter,
    arguments: &PageArguments,
) -> Result<Page<Arc<Programme>>> {
    let test = filter.test(view)?;
    let rows: Vec<_> = view.graph.rows::<Programme>().filter(|row| test(row)).cloned().collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The partners with which a programme is delivered.
pub fn partners_of_programme(view: &View, programme: &str) -> Vec<Arc<Partner>> {
    view.graph.targets(&key(programme), EdgeKind::DeliveredWith)
}

/// The priorities that a programme serves.
pub fn served_by(view: &View, programme: &str) -> Vec<Arc<Priority>> {
    view.graph.targets(&key(programme), EdgeKind::Serves)
}

/// The measures that sources state about a programme.
pub fn measures_of_programme(view: &View, programme: &str) -> Vec<Arc<Measure>> {
    view.graph.targets(&key(programme), EdgeKind::MeasuredBy)
}

/// Measures by partnership, in the order of its record.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub fn list_measures(
    view: &View,
    filter: &MeasureFilter,
    arguments: &PageArguments,
) -> Result<Page<Arc<Measure>>> {
    let test = filter.test(view)?;
    let rows: Vec<_> = view.graph.rows::<Measure>().filter(|row| test(row)).cloned().collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

fn key(programme: &str) -> NodeKey {
    NodeKey::new(NodeKind::Programme, programme)
}
