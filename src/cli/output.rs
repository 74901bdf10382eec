//! What commands print on standard output: text for people, JSON for scripts.
//!
//! Not here: the log, which goes to standard error (`telemetry`).

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

use crate::error::{Error, Result};

/// The form of what a command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum OutputFormat {
    /// For people.
    #[default]
    #[value(alias = "table")]
    Text,
    /// For scripts: one JSON value.
    Json,
}

/// Prints text as it is, with one line end after it.
///
/// A reader that has seen enough (`| head`) closes the pipe: that is no error.
pub fn print_text(out: &mut dyn Write, text: &str) -> Result<()> {
    let text = text.trim_end_matches('\n');
    printed(writeln!(out, "{text}").and_then(|()| out.flush()))
}

/// Prints a value as indented JSON.
pub fn print_json(out: &mut dyn Write, value: &impl Serialize) -> Result<()> {
    print_text(out, &serde_json::to_string_pretty(value).map_err(Error::internal)?)
}

fn printed(result: io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::unavailable("The output cannot be written.").because(error))
        }
        _ => Ok(()),
    }
}

/// Lines up the columns of a table with two spaces between them; the last column is not padded.
pub fn columns(rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..rows.iter().map(Vec::len).max().unwrap_or(0))
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_characters_not_bytes() {
        let rows = [["é", "one"], ["long", "two"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(columns(&rows), "é     one\nlong  two");
    }

    #[test]
    fn a_closed_pipe_is_no_error_but_a_full_disk_is() {
        let failed = |kind: io::ErrorKind| printed(Err(kind.into()));
        assert!(failed(io::ErrorKind::BrokenPipe).is_ok());
        assert!(failed(io::ErrorKind::StorageFull).is_err());
    }
}
