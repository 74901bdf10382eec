//! What a careful reader found in one document: one YAML file per document.

use serde::Deserialize;

/// The gold of one document.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gold {
    /// The document's file name.
    pub file: String,
    /// Slug of the partnership that it speaks for or is about.
    #[serde(default)]
    pub partnership: Option<String>,
    /// What it is (a word of [`crate::ingest::extracted::DocumentKind`]).
    pub kind: String,
    /// The edition of the strategy that it is, presents or reports.
    pub edition: String,
    /// Its enumerations.
    #[serde(default)]
    pub lists: Vec<GoldList>,
    /// Who takes part.
    #[serde(default)]
    pub partners: Vec<GoldPartner>,
    /// Names of programmes.
    #[serde(default)]
    pub programmes: Vec<String>,
    /// Numbers with their unit.
    #[serde(default)]
    pub measures: Vec<GoldMeasure>,
    /// Named persons.
    #[serde(default)]
    pub people: Vec<GoldPerson>,
    /// Consultations, surveys, events.
    #[serde(default)]
    pub engagements: Vec<GoldEngagement>,
    /// Dates and periods.
    #[serde(default)]
    pub dates: Vec<GoldDate>,
    /// Every passage with its themes; where there are none, themes are not scored.
    #[serde(default)]
    pub passages: Vec<GoldPassage>,
    /// Kinds of thing that the gold does not tell of and that are not scored.
    #[serde(default)]
    pub not_told: Vec<String>,
}

/// An enumeration of the document.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldList {
    /// A word of [`crate::model::ListRole`], or `lookalike`.
    pub role: String,
    /// The source's word for an item.
    #[serde(default)]
    pub called: Option<String>,
    /// The number that the source gives.
    #[serde(default)]
    pub stated_count: Option<usize>,
    /// Whether all items are in the text.
    #[serde(default)]
    pub complete: Option<bool>,
    /// Titles in order.
    #[serde(default)]
    pub items: Vec<String>,
}

/// An organisation or a kind of organisation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldPartner {
    /// Its name in its fullest wording.
    pub name: String,
    /// Whether it is a kind.
    #[serde(default)]
    pub generic: bool,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldMeasure {
    /// As written.
    pub text: String,
    /// What it is about.
    #[serde(default)]
    pub about: Option<String>,
    /// A word of [`crate::model::MeasureRole`]; not scored where it is not given.
    #[serde(default)]
    pub role: Option<String>,
    /// By when, or when it was so: at its own precision, a period as `from/to`, `none` where the text
    /// gives no date; not scored where it is not given.
    #[serde(default)]
    pub date: Option<String>,
}

/// A named person.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldPerson {
    /// Without titles of address.
    pub name: String,
    /// As written.
    #[serde(default)]
    pub office: Option<String>,
}

/// A consultation, survey or event.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldEngagement {
    /// In the annotator's words.
    pub what: String,
    /// As written.
    #[serde(default)]
    pub when: Option<String>,
}

/// A date or a period.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldDate {
    /// As written.
    pub text: String,
    /// At its own precision; a period is `from/to`.
    #[serde(default)]
    pub iso: Option<String>,
    /// In the annotator's words.
    #[serde(default)]
    pub about: Option<String>,
}

/// A passage and what it is about.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldPassage {
    /// Its first words.
    pub starts: String,
    /// Slugs of themes.
    #[serde(default)]
    pub themes: Vec<String>,
}

/// Why gold cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is no gold: {0}")]
pub struct GoldError(String);

impl Gold {
    /// Reads the gold of one document.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(yaml: &str) -> Result<Self, GoldError> {
        serde_saphyr::from_str(yaml).map_err(|error| GoldError(error.to_string()))
    }
}
