//! What sets a partnership apart: themes that it uses more, or less, than all others do, with items
//! that show it.

use crate::{
    error::Result,
    query::{Against, CoverageOptions, Distinctive, FeatureKind, distinctive},
    view::View,
};

use super::{Link, Linked as _};

/// The usual false discovery rate.
const RATE: f64 = 0.05;

/// What was found, or why nothing was.
#[derive(Debug, Clone)]
pub(crate) struct DistinctiveSection {
    /// What was found, the strongest first.
    pub(crate) entries: Vec<DistinctiveEntry>,
    /// Out of how much, and how.
    pub(crate) told: String,
}

/// A theme that is used more, or less, than by others.
#[derive(Debug, Clone)]
pub(crate) struct DistinctiveEntry {
    /// The theme.
    pub(crate) theme: Link,
    /// More or less often, with the counts.
    pub(crate) told: String,
    /// Items that show it; of others where it is used less.
    pub(crate) items: Vec<Link>,
}

impl DistinctiveSection {
    /// What sets a partnership apart from all others by the themes of its items and texts.
    ///
    /// # Errors
    /// `NOT_FOUND` for a partnership that does not exist.
    pub(crate) fn of(view: &View, partnership: &str) -> Result<Self> {
        let (kind, options) = (FeatureKind::Themes, CoverageOptions::default());
        let answer = distinctive(view, partnership, kind, &Against::All, RATE, &options)?;
        let told = match &answer.refused_because {
            Some(reason) => format!("Nothing can be said: {reason}."),
            None => format!(
                "{} themes were compared with their use by all other partnerships; {} of them are used more or less than chance explains.",
                answer.tested,
                if answer.found.is_empty() {
                    "none".to_owned()
                } else {
                    answer.found.len().to_string()
                },
            ),
        };
        Ok(Self { entries: answer.found.iter().filter_map(DistinctiveEntry::of).collect(), told })
    }
}

impl DistinctiveEntry {
    fn of(found: &Distinctive) -> Option<Self> {
        let how = if found.log_odds > 0.0 { "more" } else { "less" };
        Some(Self {
            theme: found.theme.as_ref()?.link(),
            told: format!(
                "{how} than others: {} of {} uses of a theme here, {} of {} elsewhere; log odds {:+.2}, corrected p {:.3}",
                found.own.0,
                found.own.1,
                found.others.0,
                found.others.1,
                found.log_odds,
                found.corrected_p
            ),
            items: found.priorities.iter().map(|row| row.link()).collect(),
        })
    }
}
