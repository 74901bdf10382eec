//! Writing very many new rows: copied in on PostgreSQL, inserted a hundred at a time on SQLite.
//!
//! Not here: rows that may be there already, and the log of each row's change (`writing`).

use std::{fmt::Write as _, sync::Arc};

use crate::{
    error::Result,
    model::{Record, Table, for_each_table},
};

use super::{
    column::Value, dialect::refuse_nul, statement::Statements, tables::Stored, writing::Writing,
};

/// How many rows are copied in by one statement: some megabytes of passages.
const ROWS_PER_COPY: usize = 10_000;

/// From this many rows of a table on, its indexes are made after them.
const MANY_ROWS: usize = 10_000;

impl Writing {
    /// Whether the record has no rows.
    pub(crate) async fn is_empty(&mut self) -> Result<bool> {
        macro_rules! any {
            ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
                let sql = sqlx::AssertSqlSafe(Statements::<crate::model::$row>::any());
                if !self.transaction.fetch_column::<i64>(sql, &[]).await?.is_empty() {
                    return Ok(false);
                }
            )+};
        }
        for_each_table!(any);
        Ok(true)
    }

    /// Writes all rows of a record to tables that are empty; `wrote` hears how many rows are
    /// written, again and again.
    pub(crate) async fn insert_record(
        &mut self,
        record: &Record,
        wrote: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<()> {
        macro_rules! insert {
            ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {
                $(self.insert_rows(&record.$field, wrote).await?;)+
            };
        }
        for_each_table!(insert);
        Ok(())
    }

    async fn insert_rows<T: Stored>(
        &mut self,
        rows: &Table<T>,
        wrote: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<()> {
        let rows: Vec<&Arc<T>> = rows.values().collect();
        if self.transaction.can_copy() {
            let sql = Statements::<T>::copy();
            for chunk in rows.chunks(ROWS_PER_COPY) {
                let text = self.copy_text(chunk)?;
                self.transaction.copy_in(&sql, text).await?;
                wrote(chunk.len());
            }
            return Ok(());
        }
        let indexes = match rows.len() {
            MANY_ROWS.. => self.transaction.take_indexes(T::TABLE).await?,
            _ => Vec::new(),
        };
        let size = Statements::<T>::rows_at_once();
        let full = Statements::<T>::insert(size);
        for chunk in rows.chunks(size) {
            let mut values = Vec::with_capacity(chunk.len() * (T::COLUMNS.len() + 1));
            for row in chunk {
                values.extend(row.values()?);
                values.push(Value::from(self.revision));
            }
            let is_full = chunk.len() == size;
            self.execute(&full, is_full, || Statements::<T>::insert(chunk.len()), &values).await?;
            wrote(chunk.len());
        }
        self.transaction.make_indexes(indexes).await
    }

    /// Rows in the text form of `copy`: columns between tabs, `\N` for null.
    fn copy_text<T: Stored>(&self, rows: &[&Arc<T>]) -> Result<Vec<u8>> {
        let mut text = String::new();
        for row in rows {
            let values = row.values()?;
            refuse_nul(&values)?;
            for value in &values {
                push_value(&mut text, value);
                text.push('\t');
            }
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{}", self.revision);
        }
        Ok(text.into_bytes())
    }

    /// Keeps what the record was loaded from; part of the revision.
    pub(crate) async fn set_seed_fingerprint(&mut self, fingerprint: &str) -> Result<()> {
        const SET: &str = "update \"graph_state\" set \"seed_fingerprint\" = $1";
        self.transaction.execute(SET, &[fingerprint.into()]).await.map(drop)
    }
}

/// A row in the text form of `copy`.
pub(super) fn push_copied(text: &mut String, values: &[Value<'_>]) {
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            text.push('\t');
        }
        push_value(text, value);
    }
    text.push('\n');
}

fn push_value(text: &mut String, value: &Value<'_>) {
    match value {
        Value::Text(Some(value)) => push_escaped(text, value),
        Value::Int(Some(number)) => drop(write!(text, "{number}")),
        Value::Real(Some(number)) => drop(write!(text, "{number:?}")),
        Value::Text(None) | Value::Int(None) | Value::Real(None) => text.push_str("\\N"),
    }
}

fn push_escaped(text: &mut String, value: &str) {
    let mut from = 0;
    for (at, byte) in value.bytes().enumerate() {
        let escaped = match byte {
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            _ => continue,
        };
        text.push_str(&value[from..at]);
        text.push_str(escaped);
        from = at + 1;
    }
    text.push_str(&value[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Framework, store::Store};

    /// How the indexes of the table of frameworks are made, and the problems of the file.
    async fn indexes(store: &Store) -> (Vec<String>, Vec<String>) {
        const LIST: &str = "select \"sql\" from sqlite_master where \"type\" = 'index' and \"tbl_name\" = 'topic' and \"sql\" is not null order by 1";
        let mut reading = store.engine.begin_read().await.unwrap();
        let indexes = reading.fetch_column::<String>(LIST, &[]).await.unwrap();
        (indexes, reading.check_file().await.unwrap())
    }

    fn record(topics: usize) -> Record {
        let mut record = Record::default();
        record.put(Framework {
            slug: "f".into(),
            position: 0,
            label: String::new(),
            publisher: String::new(),
            edition: None,
            url: None,
            wording_checked: false,
        });
        for number in 0..topics {
            record.put(crate::model::Topic {
                slug: format!("f.{number}").into(),
                framework: "f".into(),
                key: number.to_string(),
                position: 0,
                label: String::new(),
            });
        }
        record
    }

    #[tokio::test]
    async fn a_large_table_has_its_indexes_again_after_a_load() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("x.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        let before = indexes(&store).await;
        assert_eq!((before.0.len(), before.1.len()), (1, 0));
        store.close().await;
        let store = Store::open_for_load(&url).await.unwrap();
        let mut writing = store.begin_write().await.unwrap();
        writing.insert_record(&record(MANY_ROWS + 1), &|_| {}).await.unwrap();
        writing.commit("2026-01-01T00:00:00Z", "test", "", &[]).await.unwrap();
        store.close().await;
        let journal = |path: &std::path::Path| std::fs::read(path).unwrap()[18];
        assert_eq!(journal(&directory.path().join("x.sqlite")), 1, "a rollback journal");
        let store = Store::open(&url).await.unwrap();
        assert_eq!(indexes(&store).await, before);
        assert_eq!(store.load_record().await.unwrap().topics.len(), MANY_ROWS + 1);
        assert_eq!(journal(&directory.path().join("x.sqlite")), 2, "a write-ahead log");
    }

    #[tokio::test]
    async fn a_load_goes_on_beside_somebody_who_has_the_file_open() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("x.sqlite").display());
        let other = Store::open(&url).await.unwrap();
        assert_eq!(other.revision().await.unwrap(), 0);
        let store = Store::open_for_load(&url).await.unwrap();
        let mut writing = store.begin_write().await.unwrap();
        writing.insert_record(&record(3), &|_| {}).await.unwrap();
        assert_eq!(other.revision().await.unwrap(), 0, "others go on reading");
        writing.commit("2026-01-01T00:00:00Z", "test", "", &[]).await.unwrap();
        assert_eq!(other.revision().await.unwrap(), 1);
    }

    #[test]
    fn a_value_is_copied_as_it_is() {
        let mut text = String::new();
        push_value(&mut text, &Value::from("a\tb\\c\nd\r£"));
        push_value(&mut text, &Value::Real(None));
        push_value(&mut text, &Value::Real(Some(0.5)));
        assert_eq!(text, "a\\tb\\\\c\\nd\\r£\\N0.5");
    }
}
