//! How much of their lists two partnerships give to each theme, with intervals, and whether the two
//! can be told apart.

use crate::{
    error::Result,
    explorer::parts::{Link, Linked as _},
    model::CoverageState,
    query::{Comparison, CoverageOptions, ShareComparison, attention},
    view::View,
};

/// A theme with its shares in two partnerships.
pub(super) struct ShareRow {
    pub(super) theme: Link,
    pub(super) own: String,
    pub(super) other: String,
    pub(super) verdict: &'static str,
}

/// Shares side by side, or why there are none.
pub(super) struct Shares {
    pub(super) rows: Vec<ShareRow>,
    /// Why no share is told, where that is so.
    pub(super) refused: Option<String>,
}

/// The shares of the themes that one of two columns makes a priority; `None` for any other number
/// of columns, and for columns that are made of several partnerships.
///
/// # Errors
/// `NOT_FOUND` for a partnership that does not exist.
pub(super) fn shares(view: &View, comparison: &Comparison) -> Result<Option<Shares>> {
    let [a, b] = comparison.columns.as_slice() else { return Ok(None) };
    let options = CoverageOptions::default();
    let own = attention(view, &a.partnership.slug, &options)?;
    let other = attention(view, &b.partnership.slug, &options)?;
    let refused = [(a, &own), (b, &other)].into_iter().find_map(|(column, told)| {
        let reason = told.items_refused_because.as_ref()?;
        Some(format!("{}: {reason}.", column.partnership.name))
    });
    let stated = own.themes.iter().zip(&other.themes).filter(|(own, other)| {
        own.state == CoverageState::Priority || other.state == CoverageState::Priority
    });
    let rows = stated.map(|(own, other)| {
        let beside: ShareComparison = own.share.beside(&other.share);
        ShareRow {
            theme: own.theme.link(),
            own: beside.own.told(),
            other: beside.other.told(),
            verdict: match beside.overlap {
                Some(true) => "overlap: cannot be told apart",
                Some(false) => "differ",
                None => "cannot be compared",
            },
        }
    });
    let rows = if refused.is_some() { Vec::new() } else { rows.collect() };
    Ok(Some(Shares { rows, refused }))
}
