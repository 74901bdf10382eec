//! Themes that partnerships make a priority together with one, and how broadly a list is spread.

use crate::{
    error::Result,
    query::{CoverageOptions, ThemePair, attention, related_themes},
    view::View,
};

use super::{Link, Linked as _};

/// The most themes that are told.
const TOLD: usize = 5;

/// A theme that goes together with another.
#[derive(Debug, Clone)]
pub(crate) struct RelatedEntry {
    /// Which.
    pub(crate) theme: Link,
    /// How many times as often as by chance, with the counts.
    pub(crate) told: String,
}

impl RelatedEntry {
    /// The themes that go together with one, the highest lift first.
    ///
    /// # Errors
    /// `NOT_FOUND` for a theme that does not exist.
    pub(crate) fn list(view: &View, theme: &str) -> Result<Vec<Self>> {
        let found = related_themes(view, theme, &CoverageOptions::default(), TOLD)?;
        Ok(found.iter().map(Self::of).collect())
    }

    fn of(pair: &ThemePair) -> Self {
        Self {
            theme: pair.b.link(),
            told: format!(
                "{:.1} times as often as by chance: {} partnerships make both a priority, {:.1} would by chance ({} and {} of {})",
                pair.lift, pair.together, pair.expected, pair.with_a, pair.with_b, pair.of
            ),
        }
    }
}

/// As how many themes of equal weight a partnership's priorities are spread, in a sentence; why it
/// is not told, where it is not.
///
/// # Errors
/// `NOT_FOUND` for a partnership that does not exist.
pub(crate) fn told_spread(view: &View, partnership: &str) -> Result<String> {
    let attention = attention(view, partnership, &CoverageOptions::default())?;
    Ok(match (&attention.effective_themes, &attention.items_refused_because) {
        (Some(effective), _) => format!(
            "The {} items of the leading list are spread over {} themes, as widely as over {:.1} themes of equal weight (effective number after Shannon; {:.1} after Simpson).",
            attention.items, effective.themes, effective.shannon, effective.simpson
        ),
        (None, Some(reason)) => {
            format!("Over how many themes the list is spread is not told: {reason}.")
        }
        (None, None) => "No item of the leading list is coded with a theme.".to_owned(),
    })
}
