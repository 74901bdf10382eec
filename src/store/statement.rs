//! The text of statements, made from the columns of a table: one text for both engines.
//!
//! Names stand in double quotes, because some (`from`, `to`, `end`, `with`) are words of SQL.
//! Values are always bound, never written into the text.

use std::{fmt::Write as _, marker::PhantomData, sync::Arc};

use super::tables::Stored;

/// How many values one statement may bind: SQLite allows 32,766, PostgreSQL 65,535.
const MOST_VALUES: usize = 32_000;
/// How many rows one statement writes or names. SQLite compares the name of each `$n` with all
/// before it: with 500 rows the seed took three times as long (1.2 s, not 0.4 s, unoptimised).
/// PostgreSQL gains nothing above 100.
pub(super) const ROWS_AT_ONCE: usize = 100;
/// How many rows one query of a whole table reads, so that memory stays bounded.
pub(super) const ROWS_PER_PAGE: i64 = 10_000;

/// A statement that was put together from names of tables and columns of the program itself.
pub(super) type Text = Arc<str>;

/// Which rows of the record are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What the seed owns: everything but ingested documents and what hangs on them.
    Seed,
    /// Ingested documents and what hangs on them, and all proposals.
    Ingested,
}

/// The statements of one table.
pub(super) struct Statements<T>(PhantomData<T>);

impl<T: Stored> Statements<T> {
    /// The column that identifies a row.
    pub(super) const ID: &'static str = T::COLUMNS[0];

    /// How many rows one statement may write.
    pub(super) fn rows_at_once() -> usize {
        ROWS_AT_ONCE.min(MOST_VALUES / (T::COLUMNS.len() + 1))
    }

    /// Writes so many rows, each its columns and the revision, in place of those with the same id.
    pub(super) fn put(rows: usize) -> Text {
        let columns = T::COLUMNS.len() + 1;
        let mut sql =
            format!("insert into \"{}\" ({}, \"revision\") values ", T::TABLE, list(T::COLUMNS));
        push_rows(&mut sql, rows, columns);
        let _ = write!(
            sql,
            " on conflict (\"{}\") do update set \"revision\" = excluded.\"revision\"",
            Self::ID
        );
        for column in &T::COLUMNS[1..] {
            let _ = write!(sql, ", \"{column}\" = excluded.\"{column}\"");
        }
        sql.into()
    }

    /// Writes so many rows that are not there yet, for SQLite alone: its values have no numbers,
    /// because looking up the name of each `$n` again took a quarter of the time of a large load.
    pub(super) fn insert(rows: usize) -> Text {
        let row = format!("({}?)", "?, ".repeat(T::COLUMNS.len()));
        let rows = vec![row; rows].join(", ");
        format!("insert into \"{}\" ({}, \"revision\") values {rows}", T::TABLE, list(T::COLUMNS))
            .into()
    }

    /// Begins to copy rows in, where the engine can.
    pub(super) fn copy() -> Text {
        format!("copy \"{}\" ({}, \"revision\") from stdin", T::TABLE, list(T::COLUMNS)).into()
    }

    /// Reads whether there is any row.
    pub(super) fn any() -> Text {
        format!("select cast(1 as bigint) from \"{}\" limit 1", T::TABLE).into()
    }

    /// Reads a page of all rows; `$1` is the last id before it, `$2` the size of the page.
    pub(super) fn page() -> Text {
        let (select, id) = (Self::select(), Self::ID);
        format!("{select} where \"{id}\" > $1 order by \"{id}\" limit $2").into()
    }

    /// Reads the rows of a part of the record; `None` where it has none of this table.
    pub(super) fn part(part: Part) -> Option<Text> {
        let origin = match part {
            Part::Seed => "\"origin\" <> 'ingested'",
            Part::Ingested => "\"origin\" = 'ingested'",
        };
        if is_of_proposals(T::TABLE) {
            return (part == Part::Ingested).then(|| Self::select().into());
        }
        match (part, documents_condition(T::TABLE)) {
            (_, Some(condition)) => {
                Some(format!("{} where {}", Self::select(), condition.replace("{}", origin)).into())
            }
            (Part::Seed, None) => Some(Self::select().into()),
            (Part::Ingested, None) => None,
        }
    }

    /// Reads the rows written after the revision `$1`.
    pub(super) fn written_after() -> Text {
        format!("{} where \"revision\" > $1", Self::select()).into()
    }

    /// Reads the rows that have one of so many values in a column.
    pub(super) fn having(column: &'static str, values: usize) -> Text {
        format!("{} where \"{column}\" in {}", Self::select(), places(values)).into()
    }

    /// Reads all identities.
    pub(super) fn ids() -> Text {
        format!("select \"{}\" from \"{}\"", Self::ID, T::TABLE).into()
    }

    fn select() -> String {
        format!("select {} from \"{}\"", list(T::COLUMNS), T::TABLE)
    }
}

/// Removes so many rows of a table by their ids.
pub(super) fn remove(table: &'static str, id: &'static str, rows: usize) -> Text {
    format!("delete from \"{table}\" where \"{id}\" in {}", places(rows)).into()
}

/// Writes so many entries of the change log.
pub(super) fn log(entries: usize) -> Text {
    let mut sql = String::from(
        "insert into \"change\" (\"revision\", \"position\", \"row_table\", \"row_id\", \"action\", \"before\", \"after\") values ",
    );
    push_rows(&mut sql, entries, 7);
    sql.into()
}

/// Which rows of a table hang on a document, with `{}` for what is asked of the document.
fn documents_condition(table: &str) -> Option<&'static str> {
    match table {
        "document" => Some("{}"),
        "document_text" | "passage" => {
            Some("\"document\" in (select \"slug\" from \"document\" where {})")
        }
        "passage_theme" | "passage_partner" => Some(
            "\"passage\" in (select \"slug\" from \"passage\" where \"document\" in (select \"slug\" from \"document\" where {}))",
        ),
        _ => None,
    }
}

/// Proposals belong to ingested documents, also where a digest shows them: no seed has any.
fn is_of_proposals(table: &str) -> bool {
    matches!(table, "proposal" | "proposal_evidence" | "proposal_fact")
}

/// `"a", "b"`
fn list(columns: &[&str]) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    quoted.join(", ")
}

/// `($1, $2)`
fn places(values: usize) -> String {
    let mut sql = String::new();
    push_rows(&mut sql, 1, values);
    sql
}

/// `($1, $2), ($3, $4)`
pub(super) fn push_rows(sql: &mut String, rows: usize, columns: usize) {
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=columns {
            let _ =
                write!(sql, "{}${}", if column == 1 { "" } else { ", " }, row * columns + column);
        }
        sql.push(')');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentText, Theme, Topic};

    #[test]
    fn a_statement_writes_many_rows() {
        assert_eq!(
            &*Statements::<DocumentText>::put(2),
            "insert into \"document_text\" (\"document\", \"text\", \"revision\") values ($1, $2, $3), ($4, $5, $6) \
             on conflict (\"document\") do update set \"revision\" = excluded.\"revision\", \"text\" = excluded.\"text\""
        );
    }

    #[test]
    fn only_documents_and_what_hangs_on_them_can_be_ingested() {
        assert!(Statements::<Theme>::part(Part::Ingested).is_none());
        let part = Statements::<DocumentText>::part(Part::Ingested).unwrap();
        assert!(part.contains("where \"origin\" = 'ingested'"), "{part}");
    }

    #[test]
    fn no_statement_binds_more_values_than_the_engines_allow() {
        assert!(Statements::<Topic>::rows_at_once() * (Topic::COLUMNS.len() + 1) <= 32_766);
        const { assert!(ROWS_AT_ONCE * 7 <= 32_766) };
    }
}
