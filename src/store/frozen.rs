//! The rows of a record as a release keeps them, and back.
//!
//! A part holds rows of one table as lines of JSON, compressed. The checksum is of the lines, not of
//! the compressed bytes, so that it stays when compression gets better. The texts of documents are
//! left out, as in every record: views answer from passages. Not here: where parts are kept
//! (`releases`).

use std::{
    fmt::Write as _,
    io::{Read as _, Write as _},
    sync::Arc,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use sha2::{Digest as _, Sha256};

use crate::{
    error::{Error, Result},
    model::{DocumentText, Record, Row, Table, for_each_table},
};

/// A part is closed when its lines have so many bytes: small enough to be held in memory many times
/// over, large enough to compress well.
const PART_BYTES: usize = 1 << 20;

/// The frozen rows of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Table and compressed content of each part, parents before children.
    pub(super) parts: Vec<(String, String)>,
    /// How many rows there are.
    pub(super) rows: i64,
    /// SHA-256 of all lines, in hexadecimal digits.
    pub(super) sha256: String,
}

impl Frozen {
    /// Freezes a record. The same rows give the same checksum, whatever their revision.
    ///
    /// # Errors
    /// `INTERNAL` where a row cannot be written as JSON.
    pub fn of(record: &Record) -> Result<Self> {
        let mut freezing = Freezing::default();
        macro_rules! freeze {
            ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
                if $table != DocumentText::TABLE {
                    freezing.table(&record.$field)?;
                }
            )+};
        }
        for_each_table!(freeze);
        Ok(freezing.finish())
    }

    /// How many rows there are.
    pub fn rows(&self) -> i64 {
        self.rows
    }

    /// SHA-256 of all rows as lines of JSON, in hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The record whose rows these are, at a revision.
    ///
    /// # Errors
    /// `INTERNAL` where the rows are not those that were frozen.
    pub fn thaw(&self, revision: i64) -> Result<Record> {
        // What tells it from a release of the same name in another database.
        let lineage = self.sha256.clone();
        let mut record = Record { revision, lineage, ..Record::default() };
        let mut hash = Sha256::new();
        for (table, content) in &self.parts {
            let lines = decompress(content)?;
            hash.update(&lines);
            macro_rules! thaw {
                ($($field:ident: $row:ident, $name:literal, $id:ident;)+) => {
                    match table.as_str() {
                        $($name => read_rows(&lines, &mut record.$field)?,)+
                        other => return Err(damaged(format!("it has a table {other}"))),
                    }
                };
            }
            for_each_table!(thaw);
        }
        if hexadecimal(hash) == self.sha256 {
            Ok(record)
        } else {
            Err(damaged("its checksum is another one"))
        }
    }
}

#[derive(Default)]
struct Freezing {
    parts: Vec<(String, String)>,
    rows: i64,
    hash: Sha256,
}

impl Freezing {
    fn table<T: Row>(&mut self, rows: &Table<T>) -> Result<()> {
        let mut lines = Vec::new();
        for row in rows.values() {
            serde_json::to_writer(&mut lines, &**row).map_err(Error::internal)?;
            lines.push(b'\n');
            self.rows += 1;
            if lines.len() >= PART_BYTES {
                self.part(T::TABLE, &lines)?;
                lines.clear();
            }
        }
        if lines.is_empty() { Ok(()) } else { self.part(T::TABLE, &lines) }
    }

    fn part(&mut self, table: &str, lines: &[u8]) -> Result<()> {
        self.hash.update(lines);
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(lines).map_err(Error::internal)?;
        let bytes = encoder.finish().map_err(Error::internal)?;
        self.parts.push((table.to_owned(), STANDARD.encode(bytes)));
        Ok(())
    }

    fn finish(self) -> Frozen {
        Frozen { parts: self.parts, rows: self.rows, sha256: hexadecimal(self.hash) }
    }
}

fn decompress(content: &str) -> Result<Vec<u8>> {
    let bytes = STANDARD.decode(content).map_err(damaged)?;
    let mut lines = Vec::new();
    GzDecoder::new(&bytes[..]).read_to_end(&mut lines).map_err(damaged)?;
    Ok(lines)
}

fn read_rows<T: Row>(lines: &[u8], table: &mut Table<T>) -> Result<()> {
    for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let row: T = serde_json::from_slice(line).map_err(damaged)?;
        table.insert(row.id().clone(), Arc::new(row));
    }
    Ok(())
}

fn damaged(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::unavailable(
        "This release cannot be read: its rows in the database are damaged. Restore the database from a backup.",
    )
    .because(cause)
}

/// A checksum in hexadecimal digits.
pub(super) fn hexadecimal(hash: Sha256) -> String {
    let mut text = String::new();
    for byte in hash.finalize() {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Topic;

    fn record(rows: usize) -> Record {
        let mut record = Record { revision: 4, ..Record::default() };
        for number in 0..rows {
            record.put(Topic {
                slug: format!("marmot.{number}").into(),
                framework: "marmot".into(),
                key: number.to_string(),
                position: 0,
                label: "é ".repeat(200),
            });
        }
        record
    }

    #[test]
    fn what_is_frozen_thaws_to_the_same_rows_also_in_several_parts() {
        for (rows, parts) in [(0, 0..1), (1, 1..2), (5000, 2..100)] {
            let record = record(rows);
            let frozen = Frozen::of(&record).unwrap();
            let thawed = frozen.thaw(4).unwrap();
            assert_eq!(thawed.lineage, frozen.sha256());
            assert_eq!(Record { lineage: String::new(), ..thawed }, record);
            assert!(parts.contains(&frozen.parts.len()), "{rows} rows: {}", frozen.parts.len());
        }
    }

    #[test]
    fn rows_that_are_not_those_that_were_frozen_are_refused() {
        let mut frozen = Frozen::of(&record(3)).unwrap();
        frozen.parts[0] = Frozen::of(&record(2)).unwrap().parts.remove(0);
        assert!(frozen.thaw(4).unwrap_err().chain().contains("checksum"));
        frozen.parts[0].1.replace_range(20..24, "!!!!");
        assert!(frozen.thaw(4).unwrap_err().public().contains("damaged"));
    }

    /// Rows of every table as programs before this one froze them, each with its table. Lines are
    /// only ever added: for a new table, or where a release of the program writes more columns.
    const EARLIER: &str = include_str!("../../tests/cases/releases/rows-of-earlier-programs.jsonl");

    #[test]
    fn releases_of_earlier_programs_stay_readable() {
        let mut record = Record::default();
        for line in EARLIER.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let (table, row) = (line["table"].as_str().unwrap(), line["row"].to_string());
            macro_rules! read {
                ($($field:ident: $row:ident, $name:literal, $id:ident;)+) => {
                    match table {
                        $($name => read_rows(row.as_bytes(), &mut record.$field).unwrap_or_else(|error| panic!(
                            "a row of {table} that an earlier program wrote cannot be read: give the new column a default. {}",
                            error.chain()
                        )),)+
                        other => panic!("releases of earlier programs have a table {other}"),
                    }
                };
            }
            for_each_table!(read);
        }
        macro_rules! all_are_there {
            ($($field:ident: $row:ident, $name:literal, $id:ident;)+) => {$(
                assert!(
                    $name == DocumentText::TABLE || !record.$field.is_empty(),
                    "a new table: add a row of {} to tests/cases/releases", $name
                );
            )+};
        }
        for_each_table!(all_are_there);
    }
}
