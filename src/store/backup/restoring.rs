//! From the lines of a backup into a database, in one transaction: whoever reads meanwhile sees
//! what was there, and after a failure it still is.

use std::{
    io::BufRead,
    time::{Duration, Instant},
};

use sqlx::AssertSqlSafe;

use crate::{
    error::{Code, Error, Result},
    store::{
        bulk::push_copied,
        column::{Kind, Value},
        dialect::{Engine, Transaction, refuse_nul},
        migration,
        statement::ROWS_AT_ONCE,
    },
};

use super::{
    Contents, list_tables,
    reading::{Line, Lines, damaged, values_of},
};

/// How long processes that are ending are waited for, and how often the server is asked.
const PATIENCE: Duration = Duration::from_secs(2);
const AGAIN: Duration = Duration::from_millis(50);
/// How many bytes are copied in at once.
const COPY_BYTES: usize = 1 << 20;
/// Tables whose rows name other rows of the same table: copied in by one statement, after which
/// PostgreSQL checks them.
const SELF_REFERRING: &[&str] = &["document"];
/// How many values one statement binds at most where rows are inserted.
const MOST_VALUES: usize = 4_000;

/// Fills the database at an address from a backup, in place of whatever of ours is in it; a
/// database that holds a record is left alone unless `replace` is given.
///
/// # Errors
/// `CONFLICT` where the database holds a record and `replace` is not given, or where other
/// processes of Strategraph are connected to it; `UNAVAILABLE` where the backup is damaged, was
/// made from a newer database, or the database cannot be written.
pub async fn restore(url: &str, input: impl BufRead + Send, replace: bool) -> Result<Contents> {
    let mut lines = Lines::open(input)?;
    migration::refuse_newer(lines.heading.form)?;
    let engine = Engine::open(url, None).await?;
    let mut writing = engine.begin_write().await?;
    writing.lock_schema().await?;
    make_room(&mut writing, replace).await?;
    writing.defer_references().await?;
    migration::apply_to(&mut writing, lines.heading.form).await?;
    // What the first migration writes is in the backup too.
    writing.execute("delete from \"graph_state\"", &[]).await?;
    let mut filling = None;
    while let Some(line) = lines.next()? {
        match line {
            Line::Table(table, columns) => {
                if let Some(done) = filling.replace(Filling::of(table, columns)?) {
                    done.finish(&mut writing).await?;
                }
            }
            Line::Row(row) => {
                if let Some(filling) = &mut filling {
                    filling.push(row, &mut writing).await?;
                }
            }
        }
    }
    if let Some(done) = filling {
        done.finish(&mut writing).await?;
    }
    let contents = lines.finish()?;
    migration::apply_missing_to(&mut writing).await?;
    writing.announce(contents.heading.revision).await?;
    writing.commit().await?;
    engine.committed(contents.heading.revision);
    engine.close().await;
    Ok(contents)
}

/// Removes our tables.
async fn make_room(writing: &mut Transaction, replace: bool) -> Result<()> {
    let held = writing.load_catalogue().await?;
    if held.contains_key("graph_state") {
        let revisions =
            writing.fetch_column::<i64>("select \"revision\" from \"graph_state\"", &[]).await?;
        let revision = revisions.first().copied().unwrap_or_default();
        if revision > 0 && !replace {
            return Err(Error::new(
                Code::Conflict,
                format!(
                    "This database holds a record at revision {revision}. Restore into an empty one, or say --replace to lose what is there."
                ),
            ));
        }
        if !is_alone(writing).await? {
            return Err(Error::new(
                Code::Conflict,
                "Other processes of Strategraph are connected to this database: stop them, restore, and start them again.",
            ));
        }
    }
    for table in list_tables().rev().chain(["schema_migration"]) {
        if held.contains_key(table) {
            let sql = format!("drop table \"{table}\"");
            writing.execute_once(AssertSqlSafe(sql), &[]).await?;
        }
    }
    Ok(())
}

/// Whether no other process is connected. One that has just ended may be listed a moment longer.
async fn is_alone(writing: &mut Transaction) -> Result<bool> {
    let began = Instant::now();
    while writing.count_others().await? > 0 {
        if began.elapsed() > PATIENCE {
            return Ok(false);
        }
        tokio::time::sleep(AGAIN).await;
    }
    Ok(true)
}

/// A table that is being filled.
struct Filling {
    table: String,
    columns: Vec<(String, Kind)>,
    /// Not yet written: rows one after the other.
    values: Vec<Value<'static>>,
    /// The same as text, where rows are copied in.
    text: String,
}

impl Filling {
    fn of(table: String, columns: Vec<(String, Kind)>) -> Result<Self> {
        // Names become part of statements: only such as the program itself has.
        let sound = |name: &str| {
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        if !list_tables().any(|known| known == table)
            || !columns.iter().all(|(name, _)| sound(name))
            || columns.is_empty()
        {
            return Err(damaged(format!("it has a table {table} that this program does not know")));
        }
        Ok(Self { table, columns, values: Vec::new(), text: String::new() })
    }

    async fn push(&mut self, row: Vec<serde_json::Value>, writing: &mut Transaction) -> Result<()> {
        let values = values_of(row, &self.columns)?;
        refuse_nul(&values)?;
        if writing.can_copy() {
            push_copied(&mut self.text, &values);
            if self.text.len() >= COPY_BYTES && !SELF_REFERRING.contains(&&*self.table) {
                self.copy(writing).await?;
            }
            return Ok(());
        }
        self.values.extend(values);
        if self.values.len() >= self.at_once() * self.columns.len() {
            self.insert(writing).await?;
        }
        Ok(())
    }

    async fn finish(mut self, writing: &mut Transaction) -> Result<()> {
        if !self.text.is_empty() {
            self.copy(writing).await?;
        }
        if self.values.is_empty() { Ok(()) } else { self.insert(writing).await }
    }

    fn at_once(&self) -> usize {
        ROWS_AT_ONCE.min(MOST_VALUES / self.columns.len()).max(1)
    }

    fn names(&self) -> String {
        let names: Vec<_> = self.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        names.join(", ")
    }

    async fn copy(&mut self, writing: &mut Transaction) -> Result<()> {
        let sql = format!("copy \"{}\" ({}) from stdin", self.table, self.names());
        writing.copy_in(&sql, std::mem::take(&mut self.text).into_bytes()).await
    }

    async fn insert(&mut self, writing: &mut Transaction) -> Result<()> {
        let row = format!("({})", vec!["?"; self.columns.len()].join(", "));
        let rows = vec![row; self.values.len() / self.columns.len()].join(", ");
        let sql = format!("insert into \"{}\" ({}) values {rows}", self.table, self.names());
        let values = std::mem::take(&mut self.values);
        writing.execute(AssertSqlSafe(sql), &values).await.map(drop)
    }
}
