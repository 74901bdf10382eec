//! Brings the tables of a database to the form that this program knows.
//!
//! Migrations are files of `schema/migrations`, numbered, embedded, and never changed once
//! released; a change of form is a further file.

use crate::error::{Error, Result};

use super::{column::Value, dialect::Engine};

/// All migrations: number, name, text.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "record", include_str!("../../schema/migrations/0001_record.sql")),
    (2, "document_editions", include_str!("../../schema/migrations/0002_document_editions.sql")),
    (3, "tokens", include_str!("../../schema/migrations/0003_tokens.sql")),
    (4, "proposals", include_str!("../../schema/migrations/0004_proposals.sql")),
    (5, "releases", include_str!("../../schema/migrations/0005_releases.sql")),
    (6, "change_subjects", include_str!("../../schema/migrations/0006_change_subjects.sql")),
];

const LATEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

const FIND_LATEST: &str = "select coalesce(max(\"number\"), 0) from \"schema_migration\"";

/// Makes what is missing, in one transaction; does not wait for writers where nothing is.
pub(super) async fn migrate(engine: &Engine) -> Result<()> {
    match find_latest(engine).await {
        Some(latest) if latest == LATEST => Ok(()),
        Some(latest) => refuse_newer(latest),
        None => apply_missing(engine).await,
    }
}

/// The latest migration that the database has, or none where it has no tables yet or is behind.
async fn find_latest(engine: &Engine) -> Option<i64> {
    let mut reading = engine.begin_read().await.ok()?;
    // The one way to ask for a table that both engines have is to read it.
    let numbers = reading.fetch_column::<i64>(FIND_LATEST, &[]).await.ok()?;
    numbers.first().copied().filter(|latest| *latest >= LATEST)
}

async fn apply_missing(engine: &Engine) -> Result<()> {
    let mut writing = engine.begin_write().await?;
    writing.lock_schema().await?;
    writing
        .run_script(
            "create table if not exists \"schema_migration\" (\"number\" bigint primary key, \"name\" text not null)",
        )
        .await?;
    let numbers = writing.fetch_column::<i64>(FIND_LATEST, &[]).await?;
    let latest = numbers.first().copied().unwrap_or(0);
    refuse_newer(latest)?;
    for (number, name, sql) in MIGRATIONS.iter().filter(|(number, ..)| *number > latest) {
        writing.run_script(sql).await?;
        let values = [Value::from(*number), Value::from(*name)];
        let insert = "insert into \"schema_migration\" (\"number\", \"name\") values ($1, $2)";
        writing.execute(insert, &values).await?;
    }
    writing.commit().await
}

fn refuse_newer(latest: i64) -> Result<()> {
    if latest > LATEST {
        return Err(Error::unavailable(format!(
            "This database was made by a newer version of Strategraph (its form is {latest}, this program knows {LATEST}): run that version or a later one, or name another database."
        )));
    }
    Ok(())
}
