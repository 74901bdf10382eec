//! The history of the record: revisions and the changes that each made.

use serde::{Deserialize, Serialize};

/// A committed change of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Its number: 1, 2, 3 … without holes, in the order of commit. 0 is the empty record.
    pub number: i64,
    /// When it was committed, RFC 3339 in UTC.
    pub at: String,
    /// Who made it: a token's name, or the command.
    pub by: String,
    /// What it did, in one line.
    pub summary: String,
}

/// What happened to one row in one revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The revision.
    pub revision: i64,
    /// Place in the revision, from 0.
    pub position: i64,
    /// Which table of the record, such as `priority`.
    pub row_table: String,
    /// Which row of it.
    pub row_id: String,
    /// Created, updated or removed.
    pub action: ChangeAction,
    /// The row before, as JSON; `None` where it was created.
    pub before: Option<serde_json::Value>,
    /// The row after, as JSON; `None` where it was removed.
    pub after: Option<serde_json::Value>,
}

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeAction {
    /// It is new.
    Created,
    /// It differs.
    Updated,
    /// It is gone.
    Removed,
}
