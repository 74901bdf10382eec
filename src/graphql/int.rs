//! Numbers on their way into GraphQL's `Int`, which has 32 bits, and back.

use crate::error::{Error, Result};

/// The most items of a short list: one that comes without pages, best first.
const MOST_OF_SHORT: i32 = 100;

/// A count or a number of the record; what is too large for GraphQL becomes the largest `Int`.
pub(super) fn int(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}

/// The same for a number that may be missing.
pub(super) fn some_int(number: Option<i64>) -> Option<i32> {
    number.map(int)
}

/// How many items of a short list are asked for as `first`.
///
/// # Errors
/// `BAD_USER_INPUT` below 0 and above 100.
pub(super) fn short(first: i32) -> Result<usize> {
    usize::try_from(first).ok().filter(|_| first <= MOST_OF_SHORT).ok_or_else(|| {
        Error::bad_user_input(format!("“first” is {first}; it must be 0 to {MOST_OF_SHORT}"))
    })
}
