//! A point in the history of a record: the number of a revision, and what tells it from the same
//! number of another history.
//!
//! A record that is restored from a backup and written to again has a second revision 7. Whatever
//! was made of the first (a view, an index, an answer that somebody keeps) is known by its lineage.

/// Of what state of which record something was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Point {
    /// The number of the revision; 0 before the first.
    pub revision: i64,
    /// The digest of all changes up to and with this revision, 32 hexadecimal digits; empty before
    /// the first revision and where rows were never stored.
    pub lineage: String,
}

impl From<i64> for Point {
    /// A revision whose lineage is not known.
    fn from(revision: i64) -> Self {
        Self { revision, lineage: String::new() }
    }
}
