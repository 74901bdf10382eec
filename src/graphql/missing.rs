//! Rows that must be there: a reference of the record is checked when it is written.

use crate::error::{Error, Result};

/// What a row refers to.
///
/// # Errors
/// `INTERNAL` if it is not there, which the store's checks should have made impossible.
pub(super) fn get<T>(found: Option<T>, of: &str) -> Result<T> {
    found.ok_or_else(|| Error::internal(format!("“{of}” refers to a row that is not there")))
}
