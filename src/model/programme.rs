//! Programmes and measures.

use serde::{Deserialize, Serialize};

use super::{AssertionMethod, MeasureChange, MeasureRole, PartialDate, Slug};

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
///
/// `what`, `value` and `source` are the fact. The fields from `number` to `date` are what a program
/// reads in those words, each `None` where the words do not certainly say it; `method` says whether
/// a person has confirmed them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
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
    /// The figure as a number in its unit (55000, 0.2 for “one in five”, 10 for “10%”); the lower
    /// one of a range.
    #[serde(default)]
    pub number: Option<f64>,
    /// The upper number of a range.
    #[serde(default)]
    pub number_to: Option<f64>,
    /// What the number counts: `%`, `£`, `share` (a part of 1) or a noun, such as `people`.
    #[serde(default)]
    pub unit: Option<String>,
    /// Baseline, target, or reported.
    #[serde(default)]
    pub role: Option<MeasureRole>,
    /// Set where the number is by how much something changes, and not a level.
    #[serde(default)]
    pub change: Option<MeasureChange>,
    /// The first date of a period for which the figure holds.
    #[serde(default)]
    pub date_from: Option<PartialDate>,
    /// By when (of a target), or when it was so (of any other figure); the last date of a period.
    #[serde(default)]
    pub date: Option<PartialDate>,
    /// How number, unit, role, change and date came about; `None` where none of them is known.
    #[serde(default)]
    pub method: Option<AssertionMethod>,
}

impl Measure {
    /// The same measure with what its words say of the figure.
    #[must_use]
    pub fn stating(self, stated: Stated, method: AssertionMethod) -> Self {
        let method = (stated != Stated::default()).then_some(method);
        let Stated { number, number_to, unit, role, change, date_from, date } = stated;
        Self { number, number_to, unit, role, change, date_from, date, method, ..self }
    }
}

/// What the words of a measure say of its figure. The fields are those of [`Measure`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stated {
    /// The number, or the lower one of a range.
    pub number: Option<f64>,
    /// The upper number of a range.
    pub number_to: Option<f64>,
    /// What the number counts.
    pub unit: Option<String>,
    /// Baseline, target, or reported.
    pub role: Option<MeasureRole>,
    /// Whether the number is a change, and in which direction.
    pub change: Option<MeasureChange>,
    /// The first date of a period.
    pub date_from: Option<PartialDate>,
    /// By when, or when it was so.
    pub date: Option<PartialDate>,
}
