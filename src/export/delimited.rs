//! Tables as comma-separated values after RFC 4180, in UTF-8 without a byte order mark.

use csv::WriterBuilder;

use crate::error::{Error, Result};

use super::table::{Cell, Table};

/// The table with its headings as the first line; lines end in CR LF (RFC 4180, 2.1).
///
/// # Errors
/// `INTERNAL` where a row has not as many cells as there are columns.
pub fn to_csv(table: &Table) -> Result<String> {
    let mut writer = WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let head = table.columns.iter().map(|column| harmless(column.name.clone()));
    writer.write_record(head).map_err(Error::internal)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(written)).map_err(Error::internal)?;
    }
    let bytes = writer.into_inner().map_err(|error| Error::internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(Error::internal)
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text.clone()),
        Cell::Integer(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Boolean(yes) => yes.to_string(),
    }
}

/// A text that a spreadsheet would run as a formula, with an apostrophe before it
/// (<https://owasp.org/www-community/attacks/CSV_Injection>). Numbers are no text and stay.
pub fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::table::ColumnKind;

    #[test]
    fn what_looks_like_a_formula_is_text_and_a_number_stays_a_number() {
        for text in ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx", "＝1"] {
            assert_eq!(harmless(text.to_owned()), format!("'{text}"));
        }
        assert_eq!(harmless("a=b".to_owned()), "a=b");
        assert_eq!(written(&Cell::Integer(-2)), "-2");
    }

    #[test]
    fn quotation_marks_commas_and_lines_come_back_as_they_were() {
        let mut table = Table::new("t", "T", &[("=a", "", ColumnKind::Text)]);
        let texts = ["say \"yes\", or no", "two\nlines", "naïve café", ""];
        table.rows = texts.iter().map(|text| vec![Cell::from(*text)]).collect();
        let csv = to_csv(&table).unwrap();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["'=a"]);
        let read: Vec<String> =
            reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
        assert_eq!(read, texts);
        assert!(csv.ends_with("\r\n") && !csv.starts_with('\u{feff}'));
    }
}
