//! Brings the tables of a database to the form that this program knows.
//!
//! Migrations are files of `schema/migrations`, numbered, embedded, and never changed once
//! released; a change of form is a further file.

use crate::error::{Error, Result};

use super::{
    column::Value,
    dialect::{Engine, Transaction},
};

/// All migrations: number, name, text.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "record", include_str!("../../schema/migrations/0001_record.sql")),
    (2, "document_editions", include_str!("../../schema/migrations/0002_document_editions.sql")),
    (3, "tokens", include_str!("../../schema/migrations/0003_tokens.sql")),
    (4, "proposals", include_str!("../../schema/migrations/0004_proposals.sql")),
    (5, "releases", include_str!("../../schema/migrations/0005_releases.sql")),
    (6, "change_subjects", include_str!("../../schema/migrations/0006_change_subjects.sql")),
];

/// The form of the tables that this program knows: the number of the last migration.
pub(super) const LATEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

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
    find_form(&mut reading).await.ok().filter(|latest| *latest >= LATEST)
}

async fn apply_missing(engine: &Engine) -> Result<()> {
    let mut writing = engine.begin_write().await?;
    writing.lock_schema().await?;
    apply_missing_to(&mut writing).await?;
    writing.commit().await
}

/// Brings the tables to the form of this program within a transaction.
pub(super) async fn apply_missing_to(writing: &mut Transaction) -> Result<()> {
    apply_to(writing, LATEST).await
}

/// Brings the tables to an earlier form, or to that of this program, within a transaction.
pub(super) async fn apply_to(writing: &mut Transaction, form: i64) -> Result<()> {
    writing
        .run_script(
            "create table if not exists \"schema_migration\" (\"number\" bigint primary key, \"name\" text not null)",
        )
        .await?;
    let latest = find_form(writing).await?;
    refuse_newer(latest)?;
    for (number, name, sql) in
        MIGRATIONS.iter().filter(|(number, ..)| *number > latest && *number <= form)
    {
        writing.run_script(sql).await?;
        let values = [Value::from(*number), Value::from(*name)];
        let insert = "insert into \"schema_migration\" (\"number\", \"name\") values ($1, $2)";
        writing.execute(insert, &values).await?;
    }
    Ok(())
}

/// The number of the last migration of a database that has the list of them.
pub(super) async fn find_form(transaction: &mut Transaction) -> Result<i64> {
    let numbers = transaction.fetch_column::<i64>(FIND_LATEST, &[]).await?;
    Ok(numbers.first().copied().unwrap_or(0))
}

/// Fails with `UNAVAILABLE` where the database is of a form that this program does not know.
pub(super) fn refuse_newer(latest: i64) -> Result<()> {
    if latest > LATEST {
        return Err(Error::unavailable(format!(
            "This database was made by a newer version of Strategraph (its form is {latest}, this program knows {LATEST}): run that version or a later one, or name another database."
        )));
    }
    Ok(())
}
