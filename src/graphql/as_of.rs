//! Partnerships by slug and lists of them, also those of a date.
//!
//! Which partnerships there were at a date is decided in `query`; here the conditions of a list are
//! held against what each of them is made of.

use std::{collections::HashSet, sync::Arc};

use crate::{
    error::Result,
    model::{PartialDate, Partnership, Slug},
    query::{self, LARGEST_PAGE, Page, PageArguments, PartnershipFilter, Standing, fold, paginate},
    view::View,
};

/// Which partnerships are asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct PartnershipsAsked {
    /// The conditions.
    pub(super) filter: PartnershipFilter,
    /// Those that there were on this date; as the records have them when not given.
    pub(super) as_of: Option<PartialDate>,
}

/// The partnership with this slug, at whatever date it stands in the list.
pub(super) fn find_partnership(view: &View, slug: &str) -> Option<Arc<Partnership>> {
    query::find_standing(view, slug).map(|standing| standing.partnership)
}

/// Partnerships by name.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub(super) fn list_partnerships(
    view: &View,
    asked: &PartnershipsAsked,
    arguments: &PageArguments,
) -> Result<Page<Arc<Partnership>>> {
    let Some(date) = asked.as_of else {
        return query::list_partnerships(view, &asked.filter, arguments);
    };
    let (filter, text) = (&asked.filter, asked.filter.text.as_deref());
    let matching = slugs(view, filter)?;
    let without_text = slugs(view, &PartnershipFilter { text: None, ..filter.clone() })?;
    let matches = |standing: &Standing| {
        let has = |set: &HashSet<Slug>| {
            standing.made_of.iter().any(|part| set.contains(&part.partnership.slug))
        };
        has(&matching) || (has(&without_text) && is_called(&standing.partnership, text))
    };
    let standing = query::partnerships_as_of(view, date).into_iter().filter(matches);
    let rows: Vec<_> = standing.map(|it| it.partnership).collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

fn slugs(view: &View, filter: &PartnershipFilter) -> Result<HashSet<Slug>> {
    let page = query::list_partnerships(view, filter, &PageArguments::first(LARGEST_PAGE))?;
    Ok(page.nodes().map(|row| row.slug.clone()).collect())
}

fn is_called(partnership: &Partnership, text: Option<&str>) -> bool {
    text.is_none_or(|text| fold(&partnership.name).contains(&fold(text.trim())))
}
