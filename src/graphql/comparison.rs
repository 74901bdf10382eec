//! The types `Comparison`, `ComparisonRow`, `ComparisonColumn`, `OnlyIn` and `SimilarityPair`.

use std::sync::Arc;

use async_graphql::{Object, SimpleObject, parser::types::SelectionSet};

use super::{
    cost,
    coverage::{ComparisonCell, CoverageCounts},
    int::int,
    reading::{Reading, Shown},
    similarity::SimilarityReason,
    vocabulary::CoverageState,
    wording::WordedItem,
    written::{Written, WrittenList, write_list, write_plain, write_some, write_thing, write_word},
};
use crate::{model, query};

/// Partnerships side by side, shown.
#[derive(Debug, Clone)]
pub(super) struct Comparison {
    reading: Reading,
    comparison: Arc<query::Comparison>,
}

impl Comparison {
    /// A comparison, shown.
    pub(super) fn new(reading: Reading, comparison: Arc<query::Comparison>) -> Self {
        Self { reading, comparison }
    }

    fn show(&self, rows: &[Arc<query::ComparisonRow>]) -> Vec<ComparisonRow> {
        let show = |row: &Arc<query::ComparisonRow>| ComparisonRow {
            reading: self.reading.clone(),
            comparison: self.comparison.clone(),
            row: row.clone(),
        };
        rows.iter().map(show).collect()
    }
}

/// Partnerships side by side by themes, or by the topics of a framework.
#[Object]
impl Comparison {
    /// The partnerships that are compared: the columns, in the order in which they were named, else
    /// by name.
    #[graphql(complexity = "cost::cells(child_complexity)")]
    async fn partnerships(&self) -> Vec<Shown<model::Partnership>> {
        let columns = self.comparison.columns.iter();
        self.reading.show_all(columns.map(|column| column.partnership.clone()).collect())
    }

    /// The same columns with what each is made of.
    #[graphql(complexity = "cost::cells(child_complexity)")]
    async fn columns(&self) -> Vec<ComparisonColumn> {
        let columns = self.comparison.columns.iter();
        let show = |column: &query::Column| ComparisonColumn {
            partnership: self.reading.show(column.partnership.clone()),
            made_of: self.reading.show_all(column.made_of.clone()),
        };
        columns.map(show).collect()
    }

    /// One row for each theme or topic.
    #[graphql(complexity = "cost::rows(child_complexity)")]
    async fn rows(&self) -> WrittenList<ComparisonRow> {
        WrittenList(self.show(&self.comparison.rows))
    }

    /// The rows that are a priority in every assessed column, of which there are at least two.
    /// Columns of which nothing can be said are left out of account: look at `counts`.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn shared(&self) -> Vec<ComparisonRow> {
        self.show(&self.comparison.shared())
    }

    /// For each partnership the rows that are a priority there and in no other assessed column.
    /// Partnerships without such rows are left out.
    #[graphql(complexity = "cost::cells(child_complexity)")]
    async fn only(&self) -> Vec<OnlyIn> {
        let only = self.comparison.only().into_iter();
        let show = |found: query::OnlyIn| OnlyIn {
            partnership: self.reading.show(found.partnership),
            rows: self.show(&found.rows),
        };
        only.map(show).collect()
    }

    /// How alike the partnerships are by all coded themes of their priorities (not only those in
    /// the rows), the most alike first; at most 1000 pairs. Pairs that share nothing are left out.
    #[graphql(complexity = "cost::pairs(child_complexity)")]
    async fn similarity(&self) -> Vec<SimilarityPair> {
        let pairs = self.comparison.similarity(self.reading.view()).into_iter();
        let show = |pair: query::SimilarityPair| SimilarityPair {
            a: self.reading.show(pair.a),
            b: self.reading.show(pair.b),
            score: pair.score,
            reasons: SimilarityReason::show_all(pair.reasons),
        };
        pairs.map(show).collect()
    }
}

/// A column of a comparison.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct ComparisonColumn {
    /// What it is called.
    partnership: Shown<model::Partnership>,
    /// Of whose strategies it speaks: the partnership itself, or, at a later date, those that it
    /// replaced.
    #[graphql(complexity = "cost::list(child_complexity)")]
    made_of: Vec<Shown<model::Partnership>>,
}

/// A row of a comparison, shown.
#[derive(Debug, Clone)]
pub(super) struct ComparisonRow {
    reading: Reading,
    comparison: Arc<query::Comparison>,
    row: Arc<query::ComparisonRow>,
}

/// One theme, or one topic of a framework, over all partnerships that are compared.
#[Object]
impl ComparisonRow {
    /// The theme, narrower ones included; null where the comparison is by topics.
    async fn theme(&self) -> Option<Shown<model::Theme>> {
        match &self.row.subject {
            query::Subject::Theme(theme) => Some(self.reading.show(theme.clone())),
            query::Subject::Topic(_) => None,
        }
    }

    /// The topic, read through the themes that lie inside it; null where the comparison is by
    /// themes.
    async fn topic(&self) -> Option<Shown<model::Topic>> {
        match &self.row.subject {
            query::Subject::Theme(_) => None,
            query::Subject::Topic(topic) => Some(self.reading.show(topic.clone())),
        }
    }

    /// The label of the theme or topic.
    async fn label(&self) -> &str {
        self.row.label()
    }

    /// One cell for each partnership, in the order of `partnerships`.
    #[graphql(complexity = "cost::cells(child_complexity)")]
    async fn cells(&self) -> Vec<ComparisonCell> {
        ComparisonCell::of_row(&self.reading, &self.comparison, &self.row)
    }

    /// The states alone, one for each partnership in the order of `partnerships`: the whole matrix of
    /// states for the price of a list. For what a state stands on ask for `cells`.
    async fn states(&self) -> Vec<CoverageState> {
        self.row.cells.iter().map(|cell| cell.state.into()).collect()
    }

    /// The wording side by side: the items under this theme or topic, each in the words of its source,
    /// with the source's own word for such an item, its place in its list and its edition. By
    /// partnership in the order of `partnerships`; what makes it a priority before what mentions it.
    #[graphql(complexity = "cost::cells(child_complexity)")]
    async fn wording(&self) -> Vec<WordedItem> {
        let items = self.comparison.wording(self.reading.view(), &self.row);
        WordedItem::show_all(&self.reading, items)
    }

    /// How many partnerships are in each state, and how many were assessed.
    async fn counts(&self) -> CoverageCounts {
        self.row.counts.into()
    }
}

/// What is a priority of one partnership only.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct OnlyIn {
    /// Whose.
    partnership: Shown<model::Partnership>,
    /// The themes or topics.
    #[graphql(complexity = "cost::times(1, 2, child_complexity)")]
    rows: Vec<ComparisonRow>,
}

/// How alike two partnerships are.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct SimilarityPair {
    /// The one that comes first among the columns.
    a: Shown<model::Partnership>,
    /// The other.
    b: Shown<model::Partnership>,
    /// 0 (no theme shared) to 1 (the same themes in the same proportions): a cosine in which rare
    /// themes weigh more.
    score: f64,
    /// The shared themes; their contributions add up to the score.
    #[graphql(complexity = "cost::list(child_complexity)")]
    reasons: Vec<SimilarityReason>,
}

impl Written for ComparisonRow {
    fn typename(&self) -> &'static str {
        "ComparisonRow"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "theme" => {
                let theme = match &self.row.subject {
                    query::Subject::Theme(theme) => Some(self.reading.show(theme.clone())),
                    query::Subject::Topic(_) => None,
                };
                write_some(theme.as_ref(), selected, into)
            }
            "label" => write_plain(self.row.label(), into),
            "states" => write_list(&self.row.cells, into, |cell, into| {
                write_word(CoverageState::from(cell.state), into)
            }),
            "cells" => {
                let cells = self.comparison.columns.iter().zip(&self.row.cells);
                let reading = &self.reading;
                write_list(cells, into, |(column, cell), into| {
                    write_thing(&WrittenCell { reading, column, cell }, selected, into)
                })
            }
            _ => None,
        }
    }
}

/// A cell that is written: a comparison has thousands, so nothing of it is copied.
struct WrittenCell<'row> {
    reading: &'row Reading,
    column: &'row query::Column,
    cell: &'row query::ComparisonCell,
}

impl Written for WrittenCell<'_> {
    fn typename(&self) -> &'static str {
        "ComparisonCell"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "partnership" => {
                write_thing(&self.reading.show(self.column.partnership.clone()), selected, into)
            }
            "state" => write_word(CoverageState::from(self.cell.state), into),
            "priorityCount" => write_plain(int(self.cell.priorities.len()), into),
            "passageCount" => write_plain(int(self.cell.mentions.passage_count), into),
            _ => None,
        }
    }
}
