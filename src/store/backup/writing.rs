//! From a database to the lines of a backup, in one reading transaction.

use std::io::Write;

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use sqlx::AssertSqlSafe;

use crate::{
    error::{Error, Result},
    store::{
        Store,
        column::Kind,
        dialect::{Cells, Transaction},
        frozen::hexadecimal,
        migration::find_form,
        reading::load_revision,
    },
};

use super::{Contents, FORMAT, Heading, Manifest, TableLine, TableSum, VERSION, list_tables};

impl Store {
    /// Writes everything that the database holds at one revision, while others go on reading and
    /// writing; `made` is the time of now, RFC 3339.
    ///
    /// Fails with `UNAVAILABLE` where the database cannot be read or `out` not be written.
    pub async fn back_up(&self, made: &str, out: impl Write + Send) -> Result<Contents> {
        let mut reading = self.engine.begin_read().await?;
        let heading = Heading {
            format: FORMAT.to_owned(),
            version: VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            form: find_form(&mut reading).await?,
            revision: load_revision(&mut reading).await?,
            engine: self.engine_name().to_owned(),
            made: made.to_owned(),
        };
        let mut lines = Lines { out, hash: Sha256::new() };
        lines.push(&heading)?;
        let catalogue = reading.load_catalogue().await?;
        let mut tables = Vec::new();
        for table in list_tables() {
            if let Some(columns) = catalogue.get(table) {
                tables.push(write_table(&mut reading, table, columns, &mut lines).await?);
            }
        }
        let sha256 = hexadecimal(lines.hash.clone());
        let manifest = Manifest { tables, sha256 };
        lines.push(&manifest)?;
        lines.out.flush().map_err(unwritable)?;
        Ok(Contents { heading, tables: manifest.tables, sha256: manifest.sha256 })
    }
}

/// Lines as they are written, and their checksum.
struct Lines<W> {
    out: W,
    hash: Sha256,
}

impl<W: Write> Lines<W> {
    fn push(&mut self, line: &impl serde::Serialize) -> Result<()> {
        let mut line = serde_json::to_vec(line).map_err(Error::internal)?;
        line.push(b'\n');
        self.push_line(&line)
    }

    fn push_line(&mut self, line: &[u8]) -> Result<()> {
        self.hash.update(line);
        self.out.write_all(line).map_err(unwritable)
    }
}

async fn write_table<W: Write + Send>(
    reading: &mut Transaction,
    table: &str,
    columns: &[(String, Kind)],
    lines: &mut Lines<W>,
) -> Result<TableSum> {
    lines.push(&TableLine { table: table.to_owned(), columns: columns.to_vec() })?;
    let names: Vec<String> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let sql = format!("select {} from \"{table}\"", names.join(", "));
    let (mut rows, mut hash) = (0, Sha256::new());
    reading
        .for_each_row(AssertSqlSafe(sql), |cells| {
            let row = columns.iter().map(|(_, kind)| read_cell(cells, *kind));
            let row: Vec<Json> = row.collect::<Result<_>>()?;
            let mut line = serde_json::to_vec(&row).map_err(Error::internal)?;
            line.push(b'\n');
            hash.update(&line);
            rows += 1;
            lines.push_line(&line)
        })
        .await?;
    Ok(TableSum { table: table.to_owned(), rows, sha256: hexadecimal(hash) })
}

fn read_cell(cells: &mut Cells<'_>, kind: Kind) -> Result<Json> {
    Ok(match kind {
        Kind::Text => cells.column::<Option<String>>()?.into(),
        Kind::Int => cells.column::<Option<i64>>()?.into(),
        Kind::Real => cells.column::<Option<f64>>()?.map(|real| format!("{real:?}")).into(),
    })
}

fn unwritable(error: std::io::Error) -> Error {
    Error::unavailable(
        "The backup cannot be written: check that there is room on its disk and that its folder may be written.",
    )
    .because(error)
}
