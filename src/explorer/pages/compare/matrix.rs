//! The rows of a comparison, ready to be printed.

use crate::{
    explorer::{
        address,
        parts::{CellEntry, Link, Linked as _, class, number, told_counts},
    },
    model::{CoverageState, NodeKind, Word as _},
    query::{Column, Comparison, ComparisonCell, ComparisonRow, Subject},
    view::View,
};

use super::asked::Asked;

/// A row of the matrix.
pub(super) struct RowEntry {
    pub(super) label: Link,
    /// Whether it is a theme under another.
    pub(super) narrower: bool,
    /// Priorities of assessed.
    pub(super) share: String,
    pub(super) not_assessed: usize,
    /// All four numbers in a sentence.
    pub(super) told: String,
    /// Where the wording of the row is, where the cells do not have it.
    pub(super) wording: Option<String>,
    pub(super) cells: Vec<MatrixCell>,
}

/// A cell of the matrix.
pub(super) struct MatrixCell {
    pub(super) class: &'static str,
    pub(super) word: &'static str,
    /// Where its evidence is; nothing stands for what was not assessed.
    pub(super) href: Option<String>,
    /// What it stands on, where there is room for it.
    pub(super) entry: Option<CellEntry>,
}

/// A row with what each column says, in its own words.
pub(super) struct WordingRow {
    pub(super) label: String,
    pub(super) told: String,
    pub(super) columns: Vec<(Link, CellEntry)>,
}

/// All rows of the matrix.
pub(super) fn row_entries(
    view: &View,
    comparison: &Comparison,
    asked: &Asked,
    few: bool,
) -> Vec<RowEntry> {
    let wording = |row: &ComparisonRow| {
        (!few && is_said(row)).then(|| format!("{}#wording", asked.opening(slug_of(row))))
    };
    let entry =
        |row| RowEntry { wording: wording(row), ..RowEntry::of(view, comparison, row, few) };
    comparison.rows.iter().map(|row| entry(row)).collect()
}

/// The name of a row in addresses.
fn slug_of(row: &ComparisonRow) -> &str {
    match &row.subject {
        Subject::Theme(theme) => &theme.slug,
        Subject::Topic(topic) => &topic.slug,
    }
}

/// Whether a cell has words; among many columns the others would only be in the way.
fn is_stated(state: CoverageState) -> bool {
    matches!(state, CoverageState::Priority | CoverageState::Mentioned)
}

/// Whether somebody states or mentions it.
fn is_said(row: &ComparisonRow) -> bool {
    row.counts.priority + row.counts.mentioned > 0
}

impl RowEntry {
    fn of(view: &View, comparison: &Comparison, row: &ComparisonRow, few: bool) -> Self {
        let cells = comparison.columns.iter().zip(&row.cells).map(|(column, cell)| MatrixCell {
            class: class(cell.state),
            word: cell.state.label(),
            href: evidence(view, &row.subject, column, cell),
            entry: few.then(|| CellEntry::of(view, cell)),
        });
        Self {
            label: link_to(&row.subject),
            narrower: matches!(&row.subject, Subject::Theme(theme) if theme.broader.is_some()),
            share: format!("{} of {}", number(row.counts.priority), number(row.counts.assessed())),
            not_assessed: row.counts.not_assessed,
            told: told_counts(&row.counts),
            wording: None,
            cells: cells.collect(),
        }
    }
}

/// The page of a theme, or the place of a topic in its framework.
pub(super) fn link_to(subject: &Subject) -> Link {
    match subject {
        Subject::Theme(theme) => theme.link(),
        Subject::Topic(topic) => {
            Link::to(&*topic.label, address::thing(NodeKind::Topic, &topic.slug))
        }
    }
}

/// Where the evidence of a cell is. A theme's page has a line for each partnership of the record; of
/// a topic, and of a partnership of a later date, the first thing that shows it is named, and an
/// absence has no place of its own.
fn evidence(
    view: &View,
    subject: &Subject,
    column: &Column,
    cell: &ComparisonCell,
) -> Option<String> {
    let whose = &column.partnership.slug;
    let of_record = column.made_of.iter().any(|row| row.slug == *whose);
    match (cell.state, subject) {
        (CoverageState::NotAssessed, _) => None,
        (_, Subject::Theme(theme)) if of_record => Some(format!("{}#in-{whose}", theme.path())),
        _ => {
            let entry = CellEntry::of(view, cell);
            let stated = entry.items.into_iter().map(|item| item.link.href);
            stated.chain(entry.mentions.into_iter().map(|mention| mention.link.href)).next()
        }
    }
}

/// The wording of each row that somebody states or mentions, side by side; of one row only where
/// that is asked for.
pub(super) fn wording(view: &View, comparison: &Comparison, only: Option<&str>) -> Vec<WordingRow> {
    comparison
        .rows
        .iter()
        .filter(|row| is_said(row) && only.is_none_or(|only| slug_of(row) == only))
        .map(|row| WordingRow {
            label: row.label().to_owned(),
            told: told_counts(&row.counts),
            columns: comparison
                .columns
                .iter()
                .zip(&row.cells)
                .filter(|(_, cell)| only.is_none() || is_stated(cell.state))
                .map(|(column, cell)| (column.partnership.link(), CellEntry::of(view, cell)))
                .collect(),
        })
        .collect()
}
