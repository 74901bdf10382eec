//! `areas.csv`: the dated GSS codes of boards' areas, by ODS code.
//!
//! The file has one row for each board of July 2022 and a column for each list of codes that the
//! Office for National Statistics published: 2022 (in force from 1 July 2022), 2023 (from 1 April
//! 2023) and 2026 (from 1 April 2026; empty where the code is gone). Which boards followed one
//! that is gone is told by the `changes` of the records, with sources; the file's own successor
//! columns are inferred and only checked for their form.

use std::collections::BTreeMap;

use crate::model::{DatedCode, PartialDate, Region, Word as _, slugify};

use super::{problems::Report, tree::Place};

/// The columns, in their order.
const COLUMNS: [&str; 9] = [
    "ods_code",
    "gss_2022",
    "gss_2023",
    "icb_name_2022",
    "nhs_region",
    "gss_2026",
    "successor_gss_2026",
    "successor_name_2026",
    "successor_basis",
];

/// What the file says of one board's area.
#[derive(Debug, Clone, Default)]
pub(super) struct Area {
    /// The codes with the dates between which each held.
    pub(super) codes: Vec<DatedCode>,
    /// The NHS England region.
    pub(super) region: Option<Region>,
    /// The board's name in July 2022.
    pub(super) board: String,
}

/// Areas by the ODS code of their board.
pub(super) type Areas = BTreeMap<String, Area>;

/// Reads the file and reports every wrong cell. `None` where it is no such table at all.
pub(super) fn read(text: &str, report: &Report<'_>) -> Option<Areas> {
    let mut areas = Areas::new();
    let mut rows =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    for (number, row) in rows.records().enumerate() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                report.add(Place::START, format!("this is not CSV: {error}"), "correct it");
                return None;
            }
        };
        let row = Row::new(&row, text, report);
        if number == 0 {
            if !row.cells.iter().copied().eq(COLUMNS) {
                let remedy = format!("make the first line: {}", COLUMNS.join(","));
                report.add(Place::START, "the columns are not the expected ones", remedy);
                return None;
            }
        } else if let Some((ods, area)) = row.read()
            && areas.insert(ods.clone(), area).is_some()
        {
            row.wrong(0, format!("{ods} has a second row"), "keep one of the two");
        }
    }
    Some(areas)
}

/// Whether a text has the form of an ODS code: 3 to 6 capitals and digits.
pub(super) fn is_ods(text: &str) -> bool {
    (3..=6).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Whether a text has the form of a GSS code in England: E and eight digits.
pub(super) fn is_gss(text: &str) -> bool {
    text.strip_prefix('E')
        .is_some_and(|rest| rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_digit()))
}

struct Row<'a> {
    cells: Vec<&'a str>,
    line: usize,
    text: &'a str,
    report: &'a Report<'a>,
}

impl<'a> Row<'a> {
    fn new(record: &'a csv::StringRecord, text: &'a str, report: &'a Report<'a>) -> Self {
        let line =
            record.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(1));
        Self { cells: record.iter().collect(), line, text, report }
    }

    fn read(&self) -> Option<(String, Area)> {
        if self.cells.len() != COLUMNS.len() {
            let what =
                format!("this row has {} cells instead of {}", self.cells.len(), COLUMNS.len());
            let remedy = "quote cells with commas in them, and add or remove commas";
            self.report.add(Place { line: self.line, column: 1 }, what, remedy);
            let ods = self.cells.first().filter(|ods| is_ods(ods))?;
            return Some(((*ods).to_owned(), Area::default()));
        }
        if !is_ods(self.cells[0]) {
            self.wrong(
                0,
                format!("“{}” is no ODS code", self.cells[0]),
                "write 3 to 6 capitals and digits, such as QKS",
            );
        }
        let region = Region::from_word(&slugify(self.cells[4])).ok();
        if region.is_none() {
            let known: Vec<&str> = Region::ALL.iter().map(|region| region.label()).collect();
            self.wrong(
                4,
                format!("“{}” is no NHS England region", self.cells[4]),
                format!("use one of {}", known.join(", ")),
            );
        }
        for successor in self.cells[6].split('|').filter(|code| !code.is_empty()) {
            self.check_gss(6, successor);
        }
        let area = Area { codes: self.codes(), region, board: self.cells[3].to_owned() };
        Some((self.cells[0].to_owned(), area))
    }

    /// The dated codes. A code that is in the 2023 list as in that of 2022 simply held on; one
    /// that the 2026 list lacks ended with 31 March 2026.
    fn codes(&self) -> Vec<DatedCode> {
        const LISTS: [(usize, &str, &str); 3] = [
            (1, "2022-07-01", ""),
            (2, "2023-04-01", "2023-03-31"),
            (5, "2026-04-01", "2026-03-31"),
        ];
        let mut codes: Vec<DatedCode> = Vec::new();
        for (column, from, day_before) in LISTS {
            let code = self.cells[column];
            if column != 5 || !code.is_empty() {
                self.check_gss(column, code);
            }
            if codes.last().is_some_and(|last| last.code == code) {
                continue;
            }
            if let Some(last) = codes.last_mut() {
                last.to = day(day_before);
            }
            if !code.is_empty() {
                codes.push(DatedCode { code: code.to_owned(), from: day(from), to: None });
            }
        }
        codes
    }

    fn check_gss(&self, column: usize, code: &str) {
        if !is_gss(code) {
            self.wrong(
                column,
                format!("“{code}” is no GSS code"),
                "write E and eight digits, such as E54000032",
            );
        }
    }

    fn wrong(&self, column: usize, what: impl Into<String>, remedy: impl Into<String>) {
        if self.report.is_full() {
            return;
        }
        let at = Place { line: self.line, column: self.column(column) };
        self.report.add(at, what, remedy);
    }

    /// Where a cell begins in its line, in characters from 1.
    fn column(&self, cell: usize) -> usize {
        let line = self.text.lines().nth(self.line - 1).unwrap_or_default();
        let mut quoted = false;
        let mut seen = 0;
        for (place, character) in line.chars().enumerate() {
            if seen == cell {
                return place + 1;
            }
            quoted ^= character == '"';
            seen += usize::from(character == ',' && !quoted);
        }
        line.chars().count() + 1
    }
}

fn day(text: &str) -> Option<PartialDate> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn codes(cells: &str) -> String {
        let text = format!("{}\n{cells}", COLUMNS.join(","));
        let desk = RefCell::new(Vec::new());
        let areas = read(&text, &Report::new("areas.csv".into(), &desk)).unwrap();
        assert!(desk.borrow().is_empty(), "{desk:?}");
        let area = areas.values().next().unwrap();
        let show =
            |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let show = |c: &DatedCode| format!("{} {}..{}", c.code, show(c.from), show(c.to));
        area.codes.iter().map(show).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_code_that_never_changed_is_open() {
        assert_eq!(
            codes("QKS,E54000032,E54000032,\"NHS Kent, and\",South East,E54000032,,,same"),
            "E54000032 2022-07-01.."
        );
    }

    #[test]
    fn a_code_that_was_replaced_and_then_abolished_has_two_ends() {
        assert_eq!(
            codes(
                "QXU,E54000052,E54000063,NHS Surrey,South East,,E54000069,Surrey and Sussex,inferred"
            ),
            "E54000052 2022-07-01..2023-03-31; E54000063 2023-04-01..2026-03-31"
        );
    }
}
