//! Programmes and measures.

use serde::{Deserialize, Serialize};

use super::{PartialDate, Slug};

/// A named programme, project or initiative of a partnership.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Programme {
    /// `{partnership}-{slug of the name}`, numbered where that is taken.
    pub slug: Slug,
    /// Whose it is.
    pub partnership: Slug,
    /// Place in the partnership's record, from 0.
    pub position: i64,
    /// Its name.
    pub name: String,
    /// What it is in one clause of our own.
    pub gist: Option<String>,
    /// When it began.
    pub from: Option<PartialDate>,
    /// When it ended or is to end.
    pub to: Option<PartialDate>,
    /// Which sources name it.
    pub sources: Vec<Slug>,
}

/// A partner that takes part in a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammePartner {
    /// `{programme}.{partner}`.
    pub id: Slug,
    /// The programme.
    pub programme: Slug,
    /// The partner.
    pub partner: Slug,
    /// Place among the programme's partners, from 0.
    pub position: i64,
}

/// A priority that a programme serves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeService {
    /// `{programme}.{priority}`.
    pub id: Slug,
    /// The programme.
    pub programme: Slug,
    /// The priority.
    pub priority: Slug,
    /// Place among the priorities that it serves, from 0.
    pub position: i64,
}

/// A number or target that a source states. Conflicting figures are both kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// `{partnership}-{slug of what}`, numbered where that is taken.
    pub slug: Slug,
    /// About whose area or strategy it is.
    pub partnership: Slug,
    /// Place in the partnership's record, from 0.
    pub position: i64,
    /// The programme that it is about, where it is about one.
    pub programme: Option<Slug>,
    /// What is counted or aimed at.
    pub what: String,
    /// The figure with its unit, as the source states it.
    pub value: String,
    /// Which source states it.
    pub source: Slug,
}
