//! Frameworks: outside ways of cutting strategies, mapped to the theme scheme.

use serde::{Deserialize, Serialize};

use super::{MappingRelation, Slug};

/// An outside way of cutting strategies, such as the statutory guidance's topics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Framework {
    /// Stable readable name, such as `marmot`.
    pub slug: Slug,
    /// Place in the file, from 0.
    pub position: i64,
    /// Its name.
    pub label: String,
    /// Who published it.
    pub publisher: String,
    /// Which edition the topics come from.
    pub edition: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Whether the wording was read on a page (`true`) or is widely known and yet to be confirmed.
    pub wording_checked: bool,
}

/// One cut of a framework.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// `{framework}.{key}`.
    pub slug: Slug,
    /// The framework.
    pub framework: Slug,
    /// Its key inside the framework.
    pub key: String,
    /// Place in the framework, from 0.
    pub position: i64,
    /// Its name.
    pub label: String,
}

/// How a topic of a framework maps to a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicMapping {
    /// `{topic}.{theme}`.
    pub id: Slug,
    /// The topic.
    pub topic: Slug,
    /// The theme.
    pub theme: Slug,
    /// Place among the topic's mappings, from 0.
    pub position: i64,
    /// How they relate.
    pub relation: MappingRelation,
}
