//! The lines of a backup, read one by one and held against its checksums.

use std::io::BufRead;

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use crate::{
    error::{Error, Result},
    store::{
        column::{Kind, Value},
        frozen::hexadecimal,
    },
};

use super::{Contents, FORMAT, Heading, Manifest, TableLine, TableSum, VERSION};

/// What a backup holds, with every byte of it held against its checksums.
///
/// Fails with `UNAVAILABLE` where it is damaged or incomplete, with `BAD_USER_INPUT` where it is no
/// backup or of a form that this program does not know.
pub fn verify(input: impl BufRead) -> Result<Contents> {
    let mut lines = Lines::open(input)?;
    while lines.next()?.is_some() {}
    lines.finish()
}

/// A line between heading and manifest.
pub(super) enum Line {
    /// Rows of this table follow.
    Table(String, Vec<(String, Kind)>),
    /// A row of the table before.
    Row(Vec<Json>),
}

/// A backup that is being read.
pub(super) struct Lines<R> {
    input: R,
    pub(super) heading: Heading,
    /// Of all lines so far.
    hash: Sha256,
    /// The tables so far; the last one's checksum is in `rows_hash`.
    tables: Vec<TableSum>,
    rows_hash: Sha256,
    manifest: Option<Manifest>,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn open(mut input: R) -> Result<Self> {
        let line = read_line(&mut input).map_err(|error| no_backup().because(error))?;
        let heading: Heading = serde_json::from_slice(&line).map_err(|_| no_backup())?;
        if heading.format != FORMAT {
            return Err(no_backup());
        }
        if heading.version != VERSION {
            return Err(Error::bad_user_input(format!(
                "This backup was made by Strategraph {} in a form that this program does not know: use that version or a later one.",
                heading.program
            )));
        }
        let mut hash = Sha256::new();
        hash.update(&line);
        let (tables, rows_hash, manifest) = (Vec::new(), Sha256::new(), None);
        Ok(Self { input, heading, hash, tables, rows_hash, manifest })
    }

    /// The next line; `None` after the last one, which must be the manifest.
    pub(super) fn next(&mut self) -> Result<Option<Line>> {
        let line = read_line(&mut self.input).map_err(damaged)?;
        match line.first() {
            None => return Err(damaged("it ends before its manifest")),
            Some(b'[') => {
                self.rows_hash.update(&line);
                let Some(table) = self.tables.last_mut() else {
                    return Err(damaged("a row stands before all tables"));
                };
                table.rows += 1;
            }
            Some(_) => {
                self.close_table();
                if let Ok(manifest) = serde_json::from_slice(&line) {
                    self.manifest = Some(manifest);
                    return Ok(None);
                }
            }
        }
        self.hash.update(&line);
        if line.starts_with(b"[") {
            return Ok(Some(Line::Row(serde_json::from_slice(&line).map_err(damaged)?)));
        }
        let TableLine { table, columns } = serde_json::from_slice(&line).map_err(damaged)?;
        self.tables.push(TableSum { table: table.clone(), rows: 0, sha256: String::new() });
        Ok(Some(Line::Table(table, columns)))
    }

    fn close_table(&mut self) {
        let hash = std::mem::take(&mut self.rows_hash);
        if let Some(table) = self.tables.last_mut() {
            table.sha256 = hexadecimal(hash);
        }
    }

    /// What was read, once it has been read to its end and is what was written.
    pub(super) fn finish(mut self) -> Result<Contents> {
        let manifest = self.manifest.ok_or_else(|| damaged("it has no manifest"))?;
        // Reading on also has the compression check its own sum.
        if !read_line(&mut self.input).map_err(damaged)?.is_empty() {
            return Err(damaged("something follows its manifest"));
        }
        let sha256 = hexadecimal(self.hash);
        if let Some(other) = self.tables.iter().find(|table| !manifest.tables.contains(table)) {
            return Err(damaged(format!("the checksum of the table {} is another", other.table)));
        }
        if sha256 != manifest.sha256 || self.tables.len() != manifest.tables.len() {
            return Err(damaged("its checksum is another"));
        }
        Ok(Contents { heading: self.heading, tables: manifest.tables, sha256 })
    }
}

/// The cells of a row as values of its columns.
pub(super) fn values_of(row: Vec<Json>, columns: &[(String, Kind)]) -> Result<Vec<Value<'static>>> {
    if row.len() != columns.len() {
        return Err(damaged("a row has other columns than its table"));
    }
    row.into_iter()
        .zip(columns)
        .map(|(cell, (_, kind))| match (cell, kind) {
            (Json::Null, Kind::Text) => Ok(Value::Text(None)),
            (Json::Null, Kind::Int) => Ok(Value::Int(None)),
            (Json::Null, Kind::Real) => Ok(Value::Real(None)),
            (Json::String(text), Kind::Text) => Ok(Value::Text(Some(text.into()))),
            (Json::Number(number), Kind::Int) => Ok(Value::Int(number.as_i64())),
            (Json::String(text), Kind::Real) => {
                Ok(Value::Real(Some(text.parse().map_err(damaged)?)))
            }
            (cell, kind) => Err(damaged(format!("{cell} stands in a column of {kind:?}"))),
        })
        .collect()
}

fn read_line(input: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line)?;
    Ok(line)
}

fn no_backup() -> Error {
    Error::bad_user_input(
        "This file is no backup of Strategraph: name one that `strategraph backup` made.",
    )
}

/// The backup cannot be trusted, for this reason.
pub(super) fn damaged(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::unavailable("This backup is damaged or incomplete: use another one.").because(cause)
}
