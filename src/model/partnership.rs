//! Partnerships, the boards and councils of their areas, and what happened to them.

use serde::{Deserialize, Serialize};

use super::{ChangeKind, ChangeStatus, Confidence, PartialDate, Region, Slug, slugify};

/// An Integrated Care Partnership.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Partnership {
    /// Stable readable name, such as `kent-and-medway`.
    pub slug: Slug,
    /// Full name.
    pub name: String,
    /// Other names in use; a partnership is often not called “… ICP”.
    pub aliases: Vec<String>,
    /// Name of the integrated care system.
    pub system: Option<String>,
    /// NHS England region.
    pub region: Region,
    /// Name of the Integrated Care Board of the area.
    pub board_name: String,
    /// ODS code of the board (three characters).
    pub board_ods: Option<String>,
    /// ONS GSS codes of the board's area with the dates between which each held.
    pub board_codes: Vec<DatedCode>,
    /// Residents, as a source states them.
    pub population: Option<i64>,
    /// Which source states the population.
    pub population_source: Option<Slug>,
    /// What a curator should know about the figure.
    pub population_note: Option<String>,
    /// The gatherer's confidence that the lists of the current strategy were seen.
    pub coverage: Confidence,
    /// What is inferred, doubtful or contradictory in this record.
    pub notes: Option<String>,
}

/// A code and the dates between which it held; `None` is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedCode {
    /// The code, such as `E54000032`.
    pub code: String,
    /// First day.
    pub from: Option<PartialDate>,
    /// Last day.
    pub to: Option<PartialDate>,
}

/// A council whose area, or a part of it, lies in a partnership's area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CouncilMembership {
    /// `{partnership}.{partner}`.
    pub id: Slug,
    /// The partnership.
    pub partnership: Slug,
    /// The council, a partner of kind local authority.
    pub partner: Slug,
    /// Place in the record's list, from 0.
    pub position: i64,
    /// Whether only a part of the council's area is inside.
    pub part: bool,
}

/// What happened, or is to happen, to a partnership's board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoardChange {
    /// `{partnership}.{position}`.
    pub id: Slug,
    /// The partnership in whose record it stands.
    pub partnership: Slug,
    /// Place in the record's list, from 0.
    pub position: i64,
    /// Cluster, merger, split, transfer or rename.
    pub kind: ChangeKind,
    /// The other boards that take part.
    pub with: Vec<String>,
    /// The boards that result.
    pub to: Vec<String>,
    /// When it takes effect.
    pub on: PartialDate,
    /// Proposed, approved or done, when the source was written.
    pub status: ChangeStatus,
    /// Which source says so.
    pub source: Slug,
    /// What else is known.
    pub note: Option<String>,
}

/// A document that is known to exist and to belong to the partnership, but is no strategy and is
/// not held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListedDocument {
    /// `{partnership}.{position}`.
    pub id: Slug,
    /// The partnership.
    pub partnership: Slug,
    /// Place in the record's list, from 0.
    pub position: i64,
    /// Its title.
    pub title: String,
    /// What it is, in the curator's words.
    pub kind: String,
    /// What part of the area it is about.
    pub scope: Option<String>,
    /// Which source names it.
    pub source: Slug,
}

/// A name without the words that all of its kind share: “NHS Kent and Medway Integrated Care
/// Board” is `kent-and-medway`.
pub fn short_name(name: &str) -> String {
    const ENDINGS: [&str; 6] = [
        "-integrated-care-board",
        "-integrated-care-system",
        "-integrated-care-partnership",
        "-icb",
        "-ics",
        "-icp",
    ];
    let slug = slugify(name);
    let short = slug.strip_prefix("nhs-").unwrap_or(&slug);
    let short = short.strip_prefix("the-").unwrap_or(short);
    ENDINGS.iter().find_map(|ending| short.strip_suffix(ending)).unwrap_or(short).to_owned()
}
