//! The theme scheme: a two-level SKOS concept scheme.

use serde::{Deserialize, Serialize};

use super::Slug;

/// A concept of the theme scheme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// Stable readable name, such as `best-start-in-life`.
    pub slug: Slug,
    /// The wider theme; `None` at the top level (`skos:broader`).
    pub broader: Option<Slug>,
    /// Place in the scheme, from 0.
    pub position: i64,
    /// Preferred label (`skos:prefLabel`).
    pub label: String,
    /// What it covers, in our own words (`skos:definition`).
    pub definition: String,
    /// Other labels for the same concept (`skos:altLabel`).
    pub alt_labels: Vec<String>,
    /// Phrases that show that a passage is about this theme.
    pub phrases: Vec<String>,
    /// Phrases that look alike and must not match.
    pub lookalikes: Vec<String>,
    /// Themes that a coder must not confuse it with.
    pub not_themes: Vec<Slug>,
}
