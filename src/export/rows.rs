//! The record's rows as cells, made from the rows' own serialisation, so that no field is lost.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    error::{Error, Result},
    model::{DocumentOrigin, Record, Slug, for_each_table},
};

use super::{
    codebook::{ColumnMeaning, columns_of, title_of},
    selection::Selection,
    table::{Cell, Column, ColumnKind, Table},
};

/// The fields of a row.
pub(super) type Fields = Map<String, Value>;

/// The rows of one table that are given away, by identity.
pub(super) type Rows = BTreeMap<Slug, Fields>;

macro_rules! define_read {
    ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {
        /// The rows of a table, with what belongs to others left out.
        ///
        /// # Errors
        /// `INTERNAL` where a row cannot be serialised.
        pub(super) fn read(record: &Record, table: &str) -> Result<Rows> {
            match table {
                $($table => record
                    .$field
                    .iter()
                    .map(|(id, row)| Ok((id.clone(), fields(record, table, &**row)?)))
                    .collect(),)+
                _ => Ok(Rows::new()),
            }
        }
    };
}
for_each_table!(define_read);

/// The names of the tables that are given away, parents before children.
pub(super) fn given_tables() -> impl Iterator<Item = &'static str> {
    Record::TABLES.iter().copied().filter(|table| !columns_of(table).is_empty())
}

fn fields(record: &Record, table: &str, row: &impl serde::Serialize) -> Result<Fields> {
    let Value::Object(mut fields) = serde_json::to_value(row).map_err(Error::internal)? else {
        return Err(Error::internal(format!("a row of {table} has no fields")));
    };
    let words = match table {
        "passage" => Some("text"),
        "proposal_evidence" => Some("quote"),
        _ => None,
    };
    if let Some(words) = words.filter(|_| !is_ours(record, fields.get("document"))) {
        fields.insert(words.into(), Value::Null);
    }
    Ok(fields)
}

/// Whether a document's text is our paraphrase; all other texts belong to their publishers.
fn is_ours(record: &Record, document: Option<&Value>) -> bool {
    document
        .and_then(Value::as_str)
        .and_then(|slug| record.documents.get(slug))
        .is_some_and(|document| document.origin == DocumentOrigin::Digest)
}

/// The tables of the record, or the part of them that is selected; tables without rows are left
/// out of a part.
///
/// # Errors
/// `INTERNAL` where a row cannot be serialised.
pub(super) fn record_tables(record: &Record, selection: Option<&Selection>) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    for name in given_tables() {
        let rows = read(record, name)?;
        let mut table = Table {
            name: name.to_owned(),
            title: title_of(name).to_owned(),
            columns: columns_of(name).iter().map(column).collect(),
            rows: Vec::new(),
        };
        for (id, fields) in &rows {
            if selection.is_none_or(|selection| selection.has(name, id)) {
                table.rows.push(columns_of(name).iter().map(|it| cell(fields, it)).collect());
            }
        }
        if selection.is_none() || !table.rows.is_empty() {
            tables.push(table);
        }
    }
    Ok(tables)
}

fn column(meaning: &ColumnMeaning) -> Column {
    Column {
        name: meaning.name.to_owned(),
        meaning: meaning.meaning.to_owned(),
        kind: meaning.kind,
        refers_to: meaning.refers_to,
    }
}

fn cell(fields: &Fields, column: &ColumnMeaning) -> Cell {
    match (fields.get(column.name), column.kind) {
        (None | Some(Value::Null), _) => Cell::Empty,
        (Some(Value::String(text)), _) => Cell::from(text.as_str()),
        (Some(Value::Bool(yes)), _) => Cell::Boolean(*yes),
        (Some(Value::Number(number)), ColumnKind::Integer) => Cell::from(number.as_i64()),
        (Some(Value::Number(number)), _) => Cell::from(number.as_f64()),
        (Some(other), _) => Cell::Text(other.to_string()),
    }
}
