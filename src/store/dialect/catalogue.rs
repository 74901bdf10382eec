//! What a database itself says that it is: its tables with their columns, whether its references
//! hold, who else is connected. Each engine keeps this in a place of its own.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use crate::{
    error::{Error, Result},
    store::column::Kind,
};

use super::transaction::{Cells, Transaction};

/// Tables by name, with name and kind of each column in its order.
pub(in crate::store) type Catalogue = BTreeMap<String, Vec<(String, Kind)>>;

const OF_SQLITE: &str = "select t.\"name\", c.\"name\", c.\"type\" from sqlite_master as t, pragma_table_info(t.\"name\") as c where t.\"type\" = 'table' and t.\"name\" not like 'sqlite%' order by t.\"name\", c.\"cid\"";
const OF_POSTGRES: &str = "select cast(c.table_name as text), cast(c.column_name as text), cast(c.data_type as text) from information_schema.columns as c join information_schema.tables as t on t.table_schema = c.table_schema and t.table_name = c.table_name where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' order by 1, c.ordinal_position";

impl Transaction {
    /// The tables of the database. Those with a column of a kind that we never make are not ours
    /// and left out.
    pub(in crate::store) async fn load_catalogue(&mut self) -> Result<Catalogue> {
        let sql = match self {
            Self::Sqlite(_) => OF_SQLITE,
            Self::Postgres(_) => OF_POSTGRES,
        };
        let columns = self
            .fetch(sql, &[], |cells| {
                let place = (cells.column::<String>()?, cells.column::<String>()?);
                Ok((place, cells.column::<String>()?))
            })
            .await?;
        let (mut catalogue, mut foreign) = (Catalogue::new(), Vec::new());
        for ((table, column), kind) in columns {
            match kind_of(&kind) {
                Some(kind) => catalogue.entry(table).or_default().push((column, kind)),
                None => foreign.push(table),
            }
        }
        catalogue.retain(|table, _| !foreign.contains(table));
        Ok(catalogue)
    }

    /// What the engine finds wrong with its file, and references that lead nowhere. PostgreSQL keeps
    /// its references itself and has no such question.
    pub(in crate::store) async fn check_file(&mut self) -> Result<Vec<String>> {
        if let Self::Postgres(_) = self {
            return Ok(Vec::new());
        }
        let mut problems = self.fetch_column::<String>("pragma integrity_check(20)", &[]).await?;
        problems.retain(|problem| problem != "ok");
        let dangling = self
            .fetch("pragma foreign_key_check", &[], |cells| {
                let (table, row) = (cells.column::<String>()?, cells.column::<Option<i64>>()?);
                let row = row.map_or_else(String::new, |row| format!(" {row}"));
                Ok(format!(
                    "row{row} of {table} names a {} that is not there",
                    cells.column::<String>()?
                ))
            })
            .await?;
        problems.extend(dangling);
        Ok(problems)
    }

    /// Takes the further indexes of a table away while very many rows are written, and says how to
    /// make them again: each is then made in one go. Only in a file, where writers are alone;
    /// PostgreSQL would lock the table against readers until the end.
    pub(in crate::store) async fn take_indexes(
        &mut self,
        table: &'static str,
    ) -> Result<Vec<String>> {
        const LIST: &str = "select \"name\", \"sql\" from sqlite_master where \"type\" = 'index' and \"tbl_name\" = $1 and \"sql\" is not null";
        if let Self::Postgres(_) = self {
            return Ok(Vec::new());
        }
        let pair =
            |cells: &mut Cells<'_>| Ok((cells.column::<String>()?, cells.column::<String>()?));
        let indexes = self.fetch(LIST, &[table.into()], pair).await?;
        for (name, _) in &indexes {
            self.execute_once(AssertSqlSafe(format!("drop index \"{name}\"")), &[]).await?;
        }
        Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
    }

    /// Makes indexes that were taken away.
    pub(in crate::store) async fn make_indexes(&mut self, indexes: Vec<String>) -> Result<()> {
        for sql in indexes {
            self.execute_once(AssertSqlSafe(sql), &[]).await?;
        }
        Ok(())
    }

    /// Other connections of Strategraph to the same database. A file is held by a lock on its
    /// directory instead.
    pub(in crate::store) async fn count_others(&mut self) -> Result<i64> {
        const COUNT: &str = "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'strategraph' and pid <> pg_backend_pid()";
        if let Self::Sqlite(_) = self {
            return Ok(0);
        }
        // Else a transaction is told for ever what it was told first.
        self.execute("select pg_stat_clear_snapshot()", &[]).await?;
        let counts = self.fetch_column::<i64>(COUNT, &[]).await?;
        counts.first().copied().ok_or_else(|| Error::internal("a count gave no row"))
    }

    /// Leaves references unchecked until commit; PostgreSQL checks after each statement, which
    /// copies a table whole.
    pub(in crate::store) async fn defer_references(&mut self) -> Result<()> {
        if let Self::Sqlite(_) = self {
            self.execute("pragma defer_foreign_keys = on", &[]).await?;
        }
        Ok(())
    }
}

fn kind_of(word: &str) -> Option<Kind> {
    match word.to_ascii_lowercase().as_str() {
        "text" => Some(Kind::Text),
        "bigint" => Some(Kind::Int),
        "double precision" => Some(Kind::Real),
        _ => None,
    }
}
