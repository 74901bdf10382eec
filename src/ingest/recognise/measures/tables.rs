//! Tables of measures: rows that name what is measured, under a head with columns of what is, of what
//! is to be reached, and of when (“Outcome | Baseline | Target | By”).

use std::ops::Range;

use super::{UNITS, meaning::period, number_at};
use crate::{
    ingest::{
        extracted::{ExtractedDate, ExtractedMeasure},
        recognise::{
            spot::Spot,
            words::{characters_before, offset_in},
        },
    },
    model::{MeasureRole, PartialDate, PassageKind},
};

/// How a row's cells are joined.
const CELL: &str = " | ";
/// A figure has at most so many words.
const LONGEST_FIGURE: usize = 6;

/// What a column tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// What is or was.
    Baseline,
    /// What is to be reached.
    Target,
    /// By when.
    When,
    /// Anything else.
    Other,
}

impl Column {
    fn of(head: &str) -> Self {
        const BASELINES: &[&str] = &[
            "baseline",
            "current",
            "now",
            "today",
            "latest",
            "actual",
            "starting point",
            "position",
            "where we are",
        ];
        const TARGETS: &[&str] = &["target", "trajectory", "where we want to be", "to reach"];
        const WHEN: &[&str] =
            &["by", "by when", "when", "date", "due", "deadline", "year", "timescale"];
        let head = head.trim().trim_end_matches([':', '?']).to_lowercase();
        let says = |words: &[&str]| {
            words.iter().any(|word| {
                head == *word
                    || head.starts_with(&format!("{word} "))
                    || head.ends_with(&format!(" {word}"))
            })
        };
        let by_year = head.strip_prefix("by ").is_some_and(|year| {
            year.starts_with("20") && year.chars().all(|sign| sign.is_ascii_digit() || sign == '/')
        });
        match () {
            () if by_year || says(TARGETS) => Self::Target,
            () if says(BASELINES) => Self::Baseline,
            () if WHEN.contains(&head.as_str()) => Self::When,
            () => Self::Other,
        }
    }
}

/// Whether a table's head says that its first column names what is measured, and nothing that the
/// strategy enumerates: it tells what is, or twice what is to be. “Priority | Target” enumerates
/// priorities.
pub(in crate::ingest::recognise) fn is_of_measures(head: &[&str]) -> bool {
    let columns: Vec<Column> = head.iter().map(|cell| Column::of(cell)).collect();
    let targets = columns.iter().filter(|column| **column == Column::Target).count();
    head.len() >= 2 && (columns[1..].contains(&Column::Baseline) || targets >= 2)
}

/// How many rows of one table stand at the beginning of some passages.
pub(super) fn rows(spots: &[Spot<'_>]) -> usize {
    let is_row = |spot: &&Spot<'_>| {
        spot.node.passage.is_some_and(|passage| passage.kind == PassageKind::TableRow)
    };
    spots.iter().take_while(is_row).count()
}

/// First and last date of a cell; of a single one only the last.
type Period = (Option<PartialDate>, Option<PartialDate>);

/// The measures of a table's rows; `None` where its head has no column of figures. `dates` are those
/// of each row, the head's first.
pub(super) fn measures(
    rows: &[Spot<'_>],
    dates: &[Vec<ExtractedDate>],
) -> Option<Vec<ExtractedMeasure>> {
    let (head, body) = rows.split_first()?;
    let columns: Vec<Column> = cells(head.text()).map(Column::of).collect();
    let told =
        columns.iter().skip(1).any(|column| matches!(column, Column::Baseline | Column::Target));
    if !told || body.is_empty() {
        return None;
    }
    let (of_head, of_body) = dates.split_first()?;
    let heads: Vec<Option<Period>> =
        cells(head.text()).map(|cell| date_in(head, cell, of_head)).collect();
    let rows = body.iter().zip(of_body);
    Some(rows.flat_map(|(row, dates)| row_measures(row, &columns, &heads, dates)).collect())
}

fn cells(text: &str) -> impl Iterator<Item = &str> {
    text.split(CELL)
}

fn row_measures(
    row: &Spot<'_>,
    columns: &[Column],
    heads: &[Option<Period>],
    dates: &[ExtractedDate],
) -> Vec<ExtractedMeasure> {
    let cells: Vec<&str> = cells(row.text()).collect();
    let Some(about) = cells.first().map(|cell| cell.trim()) else { return Vec::new() };
    let by = columns.iter().zip(&cells).find(|(column, _)| **column == Column::When);
    let by = by.and_then(|(_, cell)| date_in(row, cell, dates));
    let figures = columns.iter().zip(&cells).enumerate().skip(1);
    figures
        .filter_map(|(place, (column, cell))| {
            let head = heads.get(place).copied().flatten();
            let (role, date) = match column {
                Column::Baseline => (MeasureRole::Baseline, head),
                Column::Target => (MeasureRole::Target, by.or(head)),
                Column::When | Column::Other => return None,
            };
            let (text, value, unit) = figure(row, cell, about)?;
            let (date_from, date) = date.unwrap_or_default();
            Some(ExtractedMeasure {
                text: text.to_owned(),
                value,
                upper: None,
                unit,
                about: about.to_owned(),
                role,
                change: None,
                date_from,
                date,
                evidence: row.evidence(text, "column of a table of measures", 0.85),
            })
        })
        .collect()
}

/// The figure of a cell: short, with a number; its unit stands with it or in what is measured.
fn figure<'row>(
    row: &Spot<'row>,
    cell: &'row str,
    about: &str,
) -> Option<(&'row str, Option<f64>, String)> {
    let text = cell.trim();
    let within = bytes_of(row, text);
    let mut places = (0..row.words.len()).filter(|place| within.contains(&row.words[*place].from));
    let number = places.find_map(|place| number_at(row, place))?;
    let short = (1..=LONGEST_FIGURE).contains(&text.split_whitespace().count());
    let counted = |text: &str| {
        text.split(|sign: char| !sign.is_alphanumeric())
            .find(|word| UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word)))
            .map(str::to_lowercase)
    };
    let unit = number.sign.map(str::to_owned).or_else(|| counted(text)).or_else(|| counted(about));
    short.then(|| (text, number.value, unit.unwrap_or_default()))
}

/// The date or period that stands in a cell.
fn date_in(row: &Spot<'_>, cell: &str, dates: &[ExtractedDate]) -> Option<Period> {
    let bytes = bytes_of(row, cell);
    let at = |byte: usize| row.node.start + characters_before(row.text(), byte);
    let (start, end) = (at(bytes.start), at(bytes.end));
    let within = |date: &&ExtractedDate| date.evidence.start >= start && date.evidence.end <= end;
    dates.iter().find(within).map(period)
}

fn bytes_of(row: &Spot<'_>, part: &str) -> Range<usize> {
    let start = offset_in(row.text(), part);
    start..start + part.len()
}
