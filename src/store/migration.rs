//! Brings the tables of a database to the form that this program knows.
//!
//! Migrations are files of `schema/migrations`, numbered, embedded, and never changed once
//! released; a change of form is a further file.

use std::time::{Duration, Instant};

use crate::error::{Error, Result};

use super::dialect::{Engine, Transaction};

/// All migrations: number, name, text.
///
/// A migration must leave programs of earlier forms able to go on (expand); only a later one, when no
/// such program runs any more, may take away what they need (contract). Which of the two it is stands
/// in [`COMPATIBLE`].
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "record", include_str!("../../schema/migrations/0001_record.sql")),
    (2, "document_editions", include_str!("../../schema/migrations/0002_document_editions.sql")),
    (3, "tokens", include_str!("../../schema/migrations/0003_tokens.sql")),
    (4, "proposals", include_str!("../../schema/migrations/0004_proposals.sql")),
    (5, "releases", include_str!("../../schema/migrations/0005_releases.sql")),
    (6, "change_subjects", include_str!("../../schema/migrations/0006_change_subjects.sql")),
    (7, "lineage", include_str!("../../schema/migrations/0007_lineage.sql")),
    (8, "measure_fields", include_str!("../../schema/migrations/0008_measure_fields.sql")),
];

/// From this migration on the database tells earlier programs whether they can go on.
const FIRST_THAT_TELLS: i64 = 7;

/// The earliest form that a program must know so that it can go on reading, and writing, beside this
/// program. Raised by a migration that contracts.
const COMPATIBLE: (i64, i64) = (6, 6);

/// How long a standby has to get a migration from its primary.
const STANDBY_PATIENCE: Duration = Duration::from_secs(30);

/// The form of the tables that this program knows: the number of the last migration.
pub(super) const LATEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

const FIND_LATEST: &str = "select coalesce(max(\"number\"), 0) from \"schema_migration\"";

/// Makes what is missing, in one transaction; does not wait for writers where nothing is. A newer
/// form is left as it is where this program can read it.
pub(super) async fn migrate(engine: &Engine) -> Result<()> {
    match find_latest(engine).await {
        Some(latest) if latest == LATEST => Ok(()),
        Some(_) => refuse_unreadable(&mut engine.begin_read().await?).await,
        None => apply_missing(engine).await,
    }
}

/// Waits until the standby from which is read has the tables of this program.
///
/// Fails with `UNAVAILABLE` where it does not get them within half a minute.
pub(super) async fn wait_for_form(engine: &Engine) -> Result<()> {
    let began = Instant::now();
    while find_latest(engine).await.is_none() {
        if began.elapsed() > STANDBY_PATIENCE {
            return Err(Error::unavailable(
                "The standby from which is read has not got the tables of this program from the primary: check that it follows the primary, or leave out read_url.",
            ));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
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
        note(writing, *number, name).await?;
    }
    Ok(())
}

/// Adds a migration to the list of those that the database has.
async fn note(writing: &mut Transaction, number: i64, name: &str) -> Result<()> {
    const NOTE: &str = "insert into \"schema_migration\" (\"number\", \"name\") values ($1, $2)";
    const TELL: &str = "update \"schema_migration\" set \"reads_from\" = $2, \"writes_from\" = $3 where \"number\" = $1";
    writing.execute(NOTE, &[number.into(), name.into()]).await?;
    if number >= FIRST_THAT_TELLS {
        let (reads_from, writes_from) = COMPATIBLE;
        let values = [number.into(), reads_from.into(), writes_from.into()];
        writing.execute(TELL, &values).await?;
    }
    Ok(())
}

/// The number of the last migration of a database that has the list of them.
pub(super) async fn find_form(transaction: &mut Transaction) -> Result<i64> {
    let numbers = transaction.fetch_column::<i64>(FIND_LATEST, &[]).await?;
    Ok(numbers.first().copied().unwrap_or(0))
}

/// Fails with `UNAVAILABLE` where a newer program brought the database to a form that this one cannot
/// read.
pub(super) async fn refuse_unreadable(transaction: &mut Transaction) -> Result<()> {
    const FIND: &str = "select \"number\" from \"schema_migration\" where \"number\" > $1 and (\"reads_from\" = 0 or \"reads_from\" > $1) order by \"number\"";
    match transaction.fetch_column::<i64>(FIND, &[LATEST.into()]).await?.last() {
        Some(form) => refuse_newer(*form),
        None => Ok(()),
    }
}

/// Fails with `UNAVAILABLE` where a newer program brought the database to a form that this one can
/// read, if at all, and not write.
pub(super) async fn refuse_unwritable(transaction: &mut Transaction) -> Result<()> {
    const FIND: &str = "select \"number\" from \"schema_migration\" where \"number\" > $1 and (\"writes_from\" = 0 or \"writes_from\" > $1) order by \"number\"";
    match transaction.fetch_column::<i64>(FIND, &[LATEST.into()]).await?.last() {
        Some(form) => Err(Error::unavailable(format!(
            "A newer version of Strategraph brought this database to a form ({form}) that this program (form {LATEST}) can no longer write: write through the newer version, and bring this one up to it. Reading goes on as long as it can."
        ))),
        None => Ok(()),
    }
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
