//! Tables as a workbook for Excel and `LibreOffice`: one sheet a table, and one that says what it is.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::error::{Error, Result};

use super::table::{Cell, Table};

/// The most characters that a cell can hold.
const LONGEST_CELL: usize = 32_767;
/// The most rows that a sheet can have, headings included.
const MOST_ROWS: usize = 1_048_576;
/// The most characters of a sheet's name.
const LONGEST_NAME: usize = 31;
/// The widest that a column is made, in pixels.
const WIDEST: u32 = 420;

/// A workbook: first a sheet with these lines about it, then the tables.
///
/// Texts are written as texts, so nothing is run as a formula. A text that is longer than a cell
/// can hold is cut and ends in “…”.
///
/// # Errors
/// `TOO_COSTLY` where a table has more rows than a sheet can hold; `INTERNAL` where the workbook
/// cannot be written.
pub fn to_xlsx(about: &[(String, String)], tables: &[Table]) -> Result<Vec<u8>> {
    if let Some(table) = tables.iter().find(|table| table.rows.len() >= MOST_ROWS) {
        return Err(Error::new(
            crate::error::Code::TooCostly,
            format!(
                "“{}” has more rows than a sheet can hold. Take the data package instead.",
                table.title
            ),
        ));
    }
    write(about, tables).map_err(Error::internal)
}

fn write(about: &[(String, String)], tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same data give the same bytes: the moment of writing is not the moment of the data.
    let created = ExcelDateTime::from_ymd(2022, 7, 1)?;
    workbook.set_properties(
        &DocProperties::new().set_title("Strategraph").set_creation_datetime(&created),
    );
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet().set_name("About")?;
    for (row, (name, value)) in (0u32..).zip(about) {
        sheet.write_string_with_format(row, 0, name, &bold)?;
        sheet.write_string(row, 1, cut(value))?;
    }
    sheet.set_column_width(0, 24)?.set_column_width(1, 100)?;
    let mut names = vec!["About".to_owned()];
    for table in tables {
        let name = sheet_name(&table.name, &names);
        fill(workbook.add_worksheet().set_name(&name)?, table, &bold)?;
        names.push(name);
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table, bold: &Format) -> Result<(), XlsxError> {
    for (place, column) in (0u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, place, cut(&column.name), bold)?;
    }
    for (row, cells) in (1u32..).zip(&table.rows) {
        for (place, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => sheet.write_string(row, place, cut(text))?,
                Cell::Integer(number) => sheet.write_number(row, place, *number as f64)?,
                Cell::Number(number) => sheet.write_number(row, place, *number)?,
                Cell::Boolean(yes) => sheet.write_boolean(row, place, *yes)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(9);
    sheet.set_autofit_max_width(WIDEST);
    sheet.autofit();
    Ok(())
}

fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_CELL {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|character| {
        units += character.len_utf16();
        units < LONGEST_CELL
    });
    format!("{}…", kept.collect::<String>())
}

/// A name that sheets may have, not yet taken (case does not tell two sheets apart).
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let plain: String = wanted
        .chars()
        .map(|c| if "[]:*?/\\'".contains(c) { '-' } else { c })
        .take(LONGEST_NAME - 3)
        .collect();
    let free = |name: &String| !taken.iter().any(|other| other.eq_ignore_ascii_case(name));
    let numbered = (2..).map(|number| format!("{plain} {number}"));
    std::iter::once(plain.clone()).chain(numbered).find(free).unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::table::ColumnKind;
    use std::io::Read as _;

    fn part(workbook: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_workbook_has_texts_as_texts_and_the_same_bytes_each_time() {
        let mut table = Table::new("a table: of/things", "T", &[("a", "", ColumnKind::Text)]);
        table.rows = vec![vec![Cell::from("=1+1")], vec![Cell::Integer(4)]];
        let about = [("Revision".to_owned(), "7".to_owned())];
        let workbook = to_xlsx(&about, &[table.clone(), table.clone()]).unwrap();
        assert_eq!(workbook, to_xlsx(&about, &[table.clone(), table]).unwrap());
        assert!(!part(&workbook, "xl/worksheets/sheet2.xml").contains("<f>"), "no formula");
        assert!(part(&workbook, "xl/sharedStrings.xml").contains("=1+1"));
        let sheets = part(&workbook, "xl/workbook.xml");
        assert!(
            sheets.contains("a table- of-things\"") && sheets.contains("a table- of-things 2\"")
        );
    }

    #[test]
    fn a_text_that_no_cell_can_hold_is_cut() {
        assert!(cut(&"é".repeat(40_000)).ends_with('…'));
        assert!(cut(&"😀".repeat(40_000)).encode_utf16().count() <= LONGEST_CELL);
    }
}
