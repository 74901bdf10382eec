//! A zipped data package after the Frictionless specification (<https://specs.frictionlessdata.io/data-package/>):
//! the tables of the record as CSV, tables for reading, a codebook, the sources, how to cite.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use serde_json::{Value, json};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::error::{Error, Result};

use super::{
    citation::{Citation, CitationFormat},
    delimited::to_csv,
    download::Site,
    table::{ColumnKind, Table},
};

/// The package as a zip file. The same tables give the same bytes.
///
/// # Errors
/// `INTERNAL` where it cannot be written.
pub(super) fn to_package(
    name: &str,
    title: &str,
    tables: &[Table],
    citation: &Citation,
    site: &Site,
) -> Result<Vec<u8>> {
    let mut files = vec![
        (
            "datapackage.json".to_owned(),
            format!("{:#}\n", description(name, title, tables, citation, site)),
        ),
        ("README.md".to_owned(), readme(title, tables, citation, site)),
        ("codebook.md".to_owned(), codebook(tables)),
        ("citation.bib".to_owned(), citation.write(CitationFormat::BibTex)),
        ("citation.ris".to_owned(), citation.write(CitationFormat::Ris)),
        ("citation.csl.json".to_owned(), citation.write(CitationFormat::CslJson)),
    ];
    for table in tables {
        files.push((path_of(table), to_csv(table)?));
    }
    zipped(&files).map_err(Error::internal)
}

fn zipped(files: &[(String, String)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn path_of(table: &Table) -> String {
    format!("data/{}.csv", table.name)
}

fn description(
    name: &str,
    title: &str,
    tables: &[Table],
    citation: &Citation,
    site: &Site,
) -> Value {
    json!({
        "profile": "data-package",
        "name": name,
        "title": title,
        "description": site.told_state(),
        "homepage": site.home(),
        "version": site.state(),
        "created": format!("{}T00:00:00Z", site.retrieved()),
        "licenses": [{
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }],
        "citation": citation.write(CitationFormat::Text),
        "resources": tables.iter().map(|table| resource(table, tables)).collect::<Vec<_>>(),
    })
}

fn resource(table: &Table, all: &[Table]) -> Value {
    let mut schema = json!({
        "fields": table.columns.iter().map(|column| json!({
            "name": column.name,
            "type": type_of(column.kind),
            "description": column.meaning,
        })).collect::<Vec<_>>(),
        "missingValues": [""],
    });
    if let Some(first) =
        table.columns.first().filter(|it| matches!(it.name.as_str(), "slug" | "id"))
    {
        schema["primaryKey"] = json!(first.name);
    }
    let keys: Vec<Value> = table
        .columns
        .iter()
        .filter(|column| column.kind == ColumnKind::Text)
        .filter_map(|column| {
            let far = all.iter().find(|other| Some(other.name.as_str()) == column.refers_to)?;
            Some(json!({
                "fields": column.name,
                "reference": {
                    // The specification writes a reference to the own table as empty.
                    "resource": if far.name == table.name { "" } else { &far.name },
                    "fields": far.columns.first()?.name,
                },
            }))
        })
        .collect();
    if !keys.is_empty() {
        schema["foreignKeys"] = json!(keys);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": path_of(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

fn type_of(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "string",
        ColumnKind::Integer => "integer",
        ColumnKind::Number => "number",
        ColumnKind::Boolean => "boolean",
        ColumnKind::Array => "array",
    }
}

fn readme(title: &str, tables: &[Table], citation: &Citation, site: &Site) -> String {
    let mut text = format!(
        "# {title}\n\n{}\n\nHow to cite: {}\n\n",
        site.told_state(),
        citation.write(CitationFormat::Text)
    );
    text.push_str(
        "Curated data are under CC BY 4.0. Titles, names and quoted words belong to their \
         publishers, who are in `data/source.csv`. Texts of others are left out; read them at the \
         addresses of their documents.\n\n\
         Files are UTF-8, fields are separated by commas, an empty field means that nothing is \
         known. A cell that a spreadsheet could run as a formula begins with an apostrophe. \
         `codebook.md` explains each column; `datapackage.json` says the same to programs.\n\n\
         | file | rows | what |\n|---|---|---|\n",
    );
    for table in tables {
        let rows = table.rows.len();
        push(&mut text, format_args!("| {} | {rows} | {} |\n", path_of(table), table.title));
    }
    text
}

fn codebook(tables: &[Table]) -> String {
    let mut text = "# Codebook\n".to_owned();
    for table in tables {
        push(
            &mut text,
            format_args!(
                "\n## {}\n\n{}.\n\n| column | holds | meaning |\n|---|---|---|\n",
                table.name, table.title
            ),
        );
        for column in &table.columns {
            let points =
                column.refers_to.map(|far| format!(" (points to `{far}`)")).unwrap_or_default();
            push(
                &mut text,
                format_args!(
                    "| {} | {} | {}{points} |\n",
                    column.name.replace('|', "\\|"),
                    type_of(column.kind),
                    column.meaning
                ),
            );
        }
    }
    text
}

fn push(text: &mut String, more: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(more);
}
