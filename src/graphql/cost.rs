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

/// What it costs to compare all partnerships, or to look through everything that is held of one.
///
/// Calibrated with the release build on the seed: a value of a list took about 2 µs, a comparison
/// 5.1 ms, related themes 4.9 ms, similar priorities 2.1 ms, peers 0.9 ms; finding the rows of a page
/// 0.2 ms, a search 0.7 ms, a neighbourhood of depth 4 1.8 ms. `cargo bench --bench hostile` measures
/// some of them again.
pub(super) const COMPARE: usize = 10 * WALK;

/// The columns of a comparison of all partnerships.
const COLUMNS: usize = 42;
/// The rows of a comparison by all themes; frameworks have fewer topics.
const ROWS: usize = 80;

/// No cost is higher: larger ones differ in nothing, and sums of them stay within the numbers of the
/// machine. (1000 items on each of ten levels would be more than 2^64, which wraps to anything.)
const CEILING: usize = 1 << 40;

/// So many times the cost of a child, and something for finding them.
pub(super) fn times(finding: usize, count: usize, child: usize) -> usize {
    count.saturating_mul(child).saturating_add(finding).min(CEILING)
}

/// The cost of one thing for which all rows are looked at.
pub(super) fn walk(child: usize) -> usize {
    times(WALK, 1, child)
}

/// The cost of one thing for which all partnerships are compared.
pub(super) fn compare(child: usize) -> usize {
    times(COMPARE, 1, child)
}

/// The cost of the cells of a row.
pub(super) fn cells(child: usize) -> usize {
    times(1, COLUMNS, child)
}

/// The cost of all rows of a comparison, or of the values of a facet.
pub(super) fn rows(child: usize) -> usize {
    times(1, ROWS, child)
}

/// The cost of all pairs of columns.
pub(super) fn pairs(child: usize) -> usize {
    times(COMPARE, COLUMNS * (COLUMNS - 1) / 2, child)
}

/// The cost of a short list, best first, for which everything of its kind is looked at.
pub(super) fn best(first: i32, child: usize) -> usize {
    times(COMPARE, some_of(first), child)
}

/// The cost of a short list whose rows are at hand.
pub(super) fn some(first: i32, child: usize) -> usize {
    times(1, some_of(first), child)
}

fn some_of(first: i32) -> usize {
    usize::try_from(first).unwrap_or_default().clamp(1, LARGEST_PAGE)
}

/// The cost of a page of this size; of a page of usual size when none is given.
pub(super) fn page(size: Option<i32>, child: usize) -> usize {
    let size = size
        .map_or(DEFAULT_PAGE, |size| usize::try_from(size).unwrap_or_default().min(LARGEST_PAGE));
    times(WALK, size.max(1), child)
}

/// The cost of a list that is not paged.
pub(super) fn list(child: usize) -> usize {
    times(1, USUAL, child)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_levels_of_a_thousand_are_too_much_and_not_little() {
        let nested = (0..10).fold(1, |child, _| page(Some(1000), child));
        assert_eq!(nested, CEILING);
        assert_eq!(page(Some(-5), 3), WALK + 3);
        assert_eq!(page(None, 2), WALK + 2 * DEFAULT_PAGE);
    }
}
