//! The difference between the rows that are and the rows that shall be. Pure, but for writing it.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    error::{Error, Result},
    model::{ChangeAction, Record, Row, Slug, Table, for_each_table},
    store::{Entry, Writing},
};

use super::{Outcome, RowCounts};

/// Rows to write, rows to remove, and the entries of the change log for both.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Difference {
    put: Record,
    /// Tables with rows to remove, children before parents.
    removed: Vec<(&'static str, Vec<Slug>)>,
    /// In the order in which it is written.
    pub(super) entries: Vec<Entry>,
}

impl Difference {
    /// What has to happen to `existing` to make it `desired`.
    pub(super) fn between(existing: &Record, desired: &Record) -> Result<Self> {
        let mut difference = Self::default();
        macro_rules! put {
            ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
                difference.put.$field =
                    put_entries(&existing.$field, &desired.$field, &mut difference.entries)?;
                let ids = gone(&existing.$field, &desired.$field);
                if !ids.is_empty() {
                    difference.removed.push(($table, ids));
                }
            )+};
        }
        for_each_table!(put);
        difference.removed.reverse();
        for (table, ids) in &difference.removed {
            difference.entries.extend(removed_entries(existing, table, ids)?);
        }
        Ok(difference)
    }

    /// What it does, in numbers; the revision is not known yet.
    pub(super) fn outcome(&self) -> Outcome {
        let mut by_table = BTreeMap::<&'static str, RowCounts>::new();
        let mut total = RowCounts::default();
        for entry in &self.entries {
            for counts in [by_table.entry(entry.table).or_default(), &mut total] {
                match entry.action {
                    ChangeAction::Created => counts.created += 1,
                    ChangeAction::Updated => counts.updated += 1,
                    ChangeAction::Removed => counts.removed += 1,
                }
            }
        }
        let RowCounts { created, updated, removed } = total;
        let changed = !self.entries.is_empty();
        Outcome { revision: 0, changed, created, updated, removed, by_table }
    }

    /// Writes rows, parents first, then removes rows, children first: so no row ever refers to one
    /// that is not there, whichever of both sides changed.
    pub(super) async fn write(&self, writing: &mut Writing) -> Result<()> {
        macro_rules! write {
            ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {
                $(writing.put_rows(&self.put.$field).await?;)+
                for (table, ids) in &self.removed {
                    match *table {
                        $($table => writing.remove_rows::<crate::model::$row>(ids).await?,)+
                        other => return Err(Error::internal(format!("no table {other}"))),
                    }
                }
            };
        }
        for_each_table!(write);
        Ok(())
    }
}

/// The desired rows that are new or differ; their entries are appended.
fn put_entries<T: Row>(
    existing: &Table<T>,
    desired: &Table<T>,
    entries: &mut Vec<Entry>,
) -> Result<Table<T>> {
    let mut put = Table::new();
    for (id, row) in desired {
        let before = existing.get(id);
        if before == Some(row) {
            continue;
        }
        let action = if before.is_some() { ChangeAction::Updated } else { ChangeAction::Created };
        let before = before.map(|before| json(&**before)).transpose()?;
        let after = Some(json(&**row)?);
        entries.push(Entry { table: T::TABLE, id: id.clone(), action, before, after });
        put.insert(id.clone(), Arc::clone(row));
    }
    Ok(put)
}

fn gone<T: Row>(existing: &Table<T>, desired: &Table<T>) -> Vec<Slug> {
    existing.keys().filter(|id| !desired.contains_key(*id)).cloned().collect()
}

fn removed_entries(existing: &Record, table: &'static str, ids: &[Slug]) -> Result<Vec<Entry>> {
    let mut entries = Vec::with_capacity(ids.len());
    for id in ids {
        let before = Some(row_json(existing, table, id)?);
        let action = ChangeAction::Removed;
        entries.push(Entry { table, id: id.clone(), action, before, after: None });
    }
    Ok(entries)
}

fn row_json(record: &Record, table: &str, id: &Slug) -> Result<String> {
    macro_rules! find {
        ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {
            match table {
                $($table => record.$field.get(id).map(|row| json(&**row)),)+
                _ => None,
            }
        };
    }
    for_each_table!(find).unwrap_or_else(|| Err(Error::internal(format!("no row {table} {id}"))))
}

fn json<T: Row>(row: &T) -> Result<String> {
    serde_json::to_string(row).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Framework, Topic};

    fn record(label: &str) -> Record {
        let mut record = Record::default();
        record.put(Framework {
            slug: "marmot".into(),
            position: 0,
            label: label.into(),
            publisher: "An institute".into(),
            edition: None,
            url: None,
            wording_checked: true,
        });
        record.put(Topic {
            slug: "marmot.early-years".into(),
            framework: "marmot".into(),
            key: "early-years".into(),
            position: 0,
            label: "Early years".into(),
        });
        record
    }

    #[test]
    fn equal_records_do_not_differ() {
        let difference = Difference::between(&record("a"), &record("a")).unwrap();
        assert_eq!(difference, Difference::default());
        assert!(!difference.outcome().changed);
    }

    #[test]
    fn only_the_row_that_differs_is_written() {
        let difference = Difference::between(&record("a"), &record("b")).unwrap();
        let [entry] = &difference.entries[..] else { panic!("{:?}", difference.entries) };
        assert_eq!((entry.table, entry.action), ("framework", ChangeAction::Updated));
        assert!(entry.before.as_ref().unwrap().contains("\"label\":\"a\""));
        assert!(entry.after.as_ref().unwrap().contains("\"label\":\"b\""));
        assert_eq!(difference.put.rows(), 1);
    }

    #[test]
    fn children_are_removed_before_their_parents() {
        let difference = Difference::between(&record("a"), &Record::default()).unwrap();
        let tables: Vec<_> = difference.entries.iter().map(|entry| entry.table).collect();
        assert_eq!(tables, ["topic", "framework"]);
        assert_eq!(difference.outcome().removed, 2);
    }
}
