//! Strategies, their lists and the items of those lists.

use serde::{Deserialize, Serialize};

use super::{AssertionMethod, Edition, ListRole, PartialDate, Slug, StrategyKind};

/// One edition of one strategy or plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Strategy {
    /// `{partnership}-{key}`.
    pub slug: Slug,
    /// Whose it is.
    pub partnership: Slug,
    /// Its key inside the partnership's record, such as `2023`.
    pub key: String,
    /// Place in the partnership's record, oldest first, from 0.
    pub position: i64,
    /// What kind of plan it is; look-alikes are never mixed up.
    pub kind: StrategyKind,
    /// Draft, consultation, interim, final or refreshed.
    pub edition: Edition,
    /// Its title.
    pub title: String,
    /// Whether the title is the source's own.
    pub title_exact: bool,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// First year of the period that it is for.
    pub period_from: Option<i64>,
    /// Last year of the period that it is for.
    pub period_to: Option<i64>,
    /// Its vision, paraphrased in one sentence.
    pub vision: Option<String>,
    /// Which source the vision comes from.
    pub vision_source: Option<Slug>,
    /// Other statutory roles that the same document plays.
    pub also_serves_as: Vec<StrategyKind>,
    /// Which source the strategy is known from.
    pub source: Slug,
}

/// One enumeration inside a strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PriorityList {
    /// `{strategy}.{role}`, with `.2`, `.3` … for further lists of the same role; of one that was made
    /// from accepted proposals `{strategy}.{role}.{document}-{place of the list in it}`.
    pub id: Slug,
    /// The strategy.
    pub strategy: Slug,
    /// Place among the strategy's lists, from 0.
    pub position: i64,
    /// What it enumerates.
    pub role: ListRole,
    /// The source's own word for one item, such as “shared outcome”.
    pub called: Option<String>,
    /// How many items the source says there are.
    pub stated_count: Option<i64>,
    /// Whether all items were seen.
    pub complete: bool,
    /// Whether the order is certain and means something.
    pub ordered: bool,
    /// Which source it was read from.
    pub source: Slug,
}

/// One item of one list of a strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// `{strategy}-{slug of the name}`, numbered where that is taken.
    pub slug: Slug,
    /// The list in which it stands.
    pub list: Slug,
    /// The strategy of that list.
    pub strategy: Slug,
    /// Place in the list, from 0.
    pub position: i64,
    /// Its name.
    pub name: String,
    /// Whether the name is the source's own title; otherwise it is a label or shortened.
    pub exact: bool,
    /// What it is about in one clause of our own.
    pub gist: Option<String>,
    /// The item of the same strategy under which it stands.
    pub parent: Option<Slug>,
    /// Which sources state it, first the best.
    pub sources: Vec<Slug>,
}

/// An assertion that a priority is about a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PriorityTheme {
    /// `{priority}.{theme}`.
    pub id: Slug,
    /// The priority.
    pub priority: Slug,
    /// The theme.
    pub theme: Slug,
    /// Place among the priority's themes; 0 is the primary one.
    pub position: i64,
    /// How far it is trusted.
    pub method: AssertionMethod,
    /// Confidence of an extraction, 0 to 1; `None` where a curator wrote it.
    pub confidence: Option<f64>,
}
