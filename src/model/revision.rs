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

/// What a change can be about, so that somebody can follow just that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// A partnership: its own row and all rows that belong to it.
    Partnership,
    /// A theme: its own row, and what is, was or becomes about it.
    Theme,
}

impl SubjectKind {
    /// The word in the change log and in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Partnership => "partnership",
            Self::Theme => "theme",
        }
    }
}

/// A partnership or theme that a change is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeSubject {
    /// Which of the two.
    pub kind: SubjectKind,
    /// Its slug.
    pub slug: super::Slug,
}

/// Which entries of the change log are asked for. A place is a revision and a position in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeWindow {
    /// Only changes after this revision.
    pub since: i64,
    /// Only changes up to and with this revision.
    pub until: i64,
    /// Only changes that are about all of these.
    pub subjects: Vec<ChangeSubject>,
    /// Only entries after this place.
    pub after: Option<(i64, i64)>,
    /// Only entries before this place.
    pub before: Option<(i64, i64)>,
    /// At most so many.
    pub limit: i64,
    /// Those at the end of the window in place of those at its beginning; the order stays.
    pub from_end: bool,
}

/// A part of the change log, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChangesPart {
    /// The entries.
    pub changes: Vec<Change>,
    /// How many there are between the revisions and about the subjects, whatever part is asked for.
    pub total_count: i64,
    /// Whether the limit left some out.
    pub cut: bool,
}
