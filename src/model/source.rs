//! Sources: where facts come from, and who speaks in them.

use serde::{Deserialize, Serialize};

use super::{PartialDate, Slug, SourceKind, Speaker};

/// A page or paper that says something about a partnership. Sources may disagree; each fact
/// names its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// `{partnership}.{key}`, unique over the whole record.
    pub id: Slug,
    /// The partnership in whose record it is listed.
    pub partnership: Slug,
    /// Its key inside that record, such as `S1`.
    pub key: String,
    /// Its address; `None` where none is known.
    pub url: Option<String>,
    /// Its title as published.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// What form it has.
    pub kind: SourceKind,
    /// Who speaks in it.
    pub speaker: Speaker,
    /// When it was published.
    pub published: Option<PartialDate>,
}
