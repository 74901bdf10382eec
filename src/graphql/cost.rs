//! What a query costs, before it is run: a count of the values that its answer can have.
//!
//! Every field counts 1; under a list, the cost of one item is multiplied by the size that was
//! asked for, or by the usual size of lists that are not paged. Finding the rows costs too, even
//! where none of them is shown.

use crate::query::{DEFAULT_PAGE, LARGEST_PAGE};

/// Values under lists that are not paged, for instance the strategies of a partnership: the
/// longest such lists have about ten items, the usual one has three.
const USUAL: usize = 5;

/// What it costs to find the rows of a page: all rows of a kind are looked at. Walks through the
/// graph (paths, neighbourhoods) count the same.
pub(super) const WALK: usize = 250;

/// What it costs to compare all partnerships, or to look through everything that is held of one:
/// measured as a few milliseconds.
pub(super) const COMPARE: usize = 4 * WALK;

/// The columns of a comparison of all partnerships.
const COLUMNS: usize = 42;
/// The rows of a comparison by all themes; frameworks have fewer topics.
const ROWS: usize = 80;

/// The cost of the cells of a row.
pub(super) fn cells(child: usize) -> usize {
    1 + COLUMNS * child
}

/// The cost of all rows of a comparison, or of the values of a facet.
pub(super) fn rows(child: usize) -> usize {
    1 + ROWS * child
}

/// The cost of all pairs of columns.
pub(super) fn pairs(child: usize) -> usize {
    COMPARE + COLUMNS * (COLUMNS - 1) / 2 * child
}

/// The cost of a short list, best first, for which everything of its kind is looked at.
pub(super) fn best(first: i32, child: usize) -> usize {
    COMPARE + some(first, child)
}

/// The cost of a short list whose rows are at hand.
pub(super) fn some(first: i32, child: usize) -> usize {
    1 + usize::try_from(first).unwrap_or_default().max(1) * child
}

/// The cost of a page of this size; of a page of usual size when none is given.
pub(super) fn page(size: Option<i32>, child: usize) -> usize {
    let size = size
        .map_or(DEFAULT_PAGE, |size| usize::try_from(size).unwrap_or_default().min(LARGEST_PAGE));
    WALK + size.max(1) * child
}

/// The cost of a list that is not paged.
pub(super) fn list(child: usize) -> usize {
    1 + USUAL * child
}
