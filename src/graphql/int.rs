//! Numbers on their way into GraphQL's `Int`, which has 32 bits.

/// A count or a number of the record; what is too large for GraphQL becomes the largest `Int`.
pub(super) fn int(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}

/// The same for a number that may be missing.
pub(super) fn some_int(number: Option<i64>) -> Option<i32> {
    number.map(int)
}
