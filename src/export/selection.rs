//! The part of the record that belongs to some things: what is below them, and everything to which
//! that refers, so that no reference in an export leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    error::Result,
    model::{NodeKey, NodeKind, Record, Slug, Word as _},
};

use super::{
    codebook::columns_of,
    rows::{Fields, given_tables, read},
};

/// A row of the record: its table and its identity.
type RowName = (&'static str, Slug);

/// Rows that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Selection(BTreeSet<RowName>);

impl Selection {
    /// What belongs to these things. Things that are no rows (regions) stand for the
    /// partnerships in them.
    ///
    /// # Errors
    /// `INTERNAL` where a row cannot be serialised.
    pub(super) fn of(record: &Record, things: &[NodeKey]) -> Result<Self> {
        let references = References::read(record)?;
        let mut below = BTreeSet::new();
        let mut waiting: Vec<RowName> =
            things.iter().flat_map(|key| row_names(record, key)).collect();
        while let Some(row) = waiting.pop() {
            if below.insert(row.clone()) {
                waiting.extend(references.below.get(&row).into_iter().flatten().cloned());
            }
        }
        let mut all = BTreeSet::new();
        let mut waiting: Vec<RowName> = below.into_iter().collect();
        while let Some(row) = waiting.pop() {
            if all.insert(row.clone()) {
                waiting.extend(references.above.get(&row).into_iter().flatten().cloned());
            }
        }
        Ok(Self(all))
    }

    /// Whether a row is among them.
    pub(super) fn has(&self, table: &'static str, id: &Slug) -> bool {
        self.0.contains(&(table, id.clone()))
    }
}

/// The rows that a thing is.
fn row_names(record: &Record, key: &NodeKey) -> Vec<RowName> {
    if key.kind == NodeKind::Place {
        let inside = record.partnerships.values().filter(|row| row.region.word() == &*key.slug);
        return inside.map(|row| ("partnership", row.slug.clone())).collect();
    }
    let table = given_tables().find(|table| *table == key.kind.word());
    table.map(|table| (table, key.slug.clone())).into_iter().collect()
}

/// Which rows refer to which.
#[derive(Default)]
struct References {
    above: BTreeMap<RowName, Vec<RowName>>,
    below: BTreeMap<RowName, Vec<RowName>>,
}

impl References {
    fn read(record: &Record) -> Result<Self> {
        let mut references = Self::default();
        for table in given_tables() {
            for (id, fields) in read(record, table)? {
                references.add(&(table, id), &fields);
            }
        }
        Ok(references)
    }

    fn add(&mut self, row: &RowName, fields: &Fields) {
        for column in columns_of(row.0) {
            let Some(table) = column.refers_to else { continue };
            for id in identities(fields.get(column.name)) {
                self.above.entry(row.clone()).or_default().push((table, id.clone()));
                if is_part(column.name) {
                    self.below.entry((table, id)).or_default().push(row.clone());
                }
            }
        }
    }
}

/// Whether a row with such a reference is a part of that to which it refers. Being told apart
/// from a theme and being known from a source make no part.
fn is_part(column: &str) -> bool {
    !matches!(column, "not_themes" | "source" | "sources" | "vision_source" | "population_source")
}

fn identities(value: Option<&Value>) -> Vec<Slug> {
    match value {
        Some(Value::String(id)) => vec![id.as_str().into()],
        Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).map(Slug::from).collect(),
        _ => Vec::new(),
    }
}
