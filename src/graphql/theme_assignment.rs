//! The type `ThemeAssignment`.

use std::sync::Arc;

use async_graphql::{Object, parser::types::SelectionSet};

use super::{
    cost,
    evidence::Evidence,
    reading::{Reading, Shown},
    vocabulary::AssertionMethod,
    written::{Written, write_plain, write_thing, write_word},
};
use crate::{model, query};

/// That something is about a theme, shown.
#[derive(Debug, Clone)]
pub(super) struct ThemeAssignment {
    theme: Shown<model::Theme>,
    primary: bool,
    method: model::AssertionMethod,
    confidence: Option<f64>,
    evidence: Vec<query::Evidence>,
}

impl ThemeAssignment {
    /// Of a priority: the evidence is where the priority is stated.
    pub(super) fn of_priority(
        reading: &Reading,
        priority: &model::Priority,
        found: query::ThemeOfPriority,
    ) -> Self {
        let (method, confidence) = (found.assignment.method, found.assignment.confidence);
        let evidence = query::sources_evidence(reading.view(), &priority.sources)
            .into_iter()
            .map(|entry| query::Evidence { method, confidence, ..entry })
            .collect();
        let primary = found.assignment.position == 0;
        Self { theme: reading.show(found.theme), primary, method, confidence, evidence }
    }

    /// Of a passage: the evidence is the words in it.
    pub(super) fn of_passage(
        reading: &Reading,
        passage: &Arc<model::Passage>,
        theme: Arc<model::Theme>,
        found: &model::PassageTheme,
    ) -> Self {
        let (method, confidence) = (found.method, found.confidence);
        Self {
            theme: reading.show(theme),
            primary: found.position == 0,
            method,
            confidence,
            evidence: query::passage_evidence(
                reading.view(),
                passage,
                &found.spans,
                method,
                confidence,
            ),
        }
    }
}

/// That a priority or a passage is about a theme, who says so, and on what evidence.
#[Object]
impl ThemeAssignment {
    /// The theme.
    async fn theme(&self) -> &Shown<model::Theme> {
        &self.theme
    }

    /// Whether this is the main theme of the priority or passage; it has exactly one.
    async fn primary(&self) -> bool {
        self.primary
    }

    /// How far the assignment is trusted.
    async fn method(&self) -> AssertionMethod {
        self.method.into()
    }

    /// The machine's confidence, 0 to 1; null where a person made the assignment.
    async fn confidence(&self) -> Option<f64> {
        self.confidence
    }

    /// Where it can be seen: the sources of the priority, or the words in the passage.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        Evidence::show_all(&self.theme.reading, &self.evidence)
    }
}

/// A theme of a priority that is written: its evidence, which takes most of the time, is not put
/// together.
pub(super) struct WrittenAssignment<'found> {
    pub(super) reading: &'found Reading,
    pub(super) found: &'found query::ThemeOfPriority,
}

impl Written for WrittenAssignment<'_> {
    fn typename(&self) -> &'static str {
        "ThemeAssignment"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        let assignment = &self.found.assignment;
        match name {
            "theme" => write_thing(&self.reading.show(self.found.theme.clone()), selected, into),
            "primary" => write_plain(assignment.position == 0, into),
            "method" => write_word(AssertionMethod::from(assignment.method), into),
            "confidence" => write_plain(assignment.confidence, into),
            _ => None,
        }
    }
}
