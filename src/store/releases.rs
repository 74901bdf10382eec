//! Releases in the database, and the record as it was at an earlier revision.
//!
//! A release is kept as frozen rows (`frozen`), so it depends neither on the tables of the record
//! nor on the change log. Nothing here updates or deletes.

use std::collections::BTreeSet;

use crate::{
    error::{Code, Error, Result},
    model::{DocumentText, Record, Release, Row as _, Slug, for_each_table},
};

use super::{
    Store,
    column::{Column as _, Value},
    dialect::{Cells, Transaction},
    frozen::Frozen,
    lineage::find_point,
    migration,
    reading::{load_revision, load_rows, load_tables},
    statement::Statements,
};

/// How many parts one query reads: about ten megabytes of lines.
const PARTS_PER_PAGE: i64 = 8;

impl Store {
    /// All releases, oldest revision first.
    pub async fn list_releases(&self) -> Result<Vec<Release>> {
        const LIST: &str = "select \"name\", \"revision\", \"at\", \"by\", \"note\", \"program\", \"rows\", \"sha256\" from \"release\" order by \"revision\", \"at\", \"name\"";
        let mut reading = self.engine.begin_read().await?;
        reading.fetch(LIST, &[], read_release).await
    }

    /// The release of this name.
    pub async fn find_release(&self, name: &str) -> Result<Option<Release>> {
        Ok(self.list_releases().await?.into_iter().find(|release| release.name == name))
    }

    /// The frozen rows of a release.
    pub async fn load_release(&self, release: &Release) -> Result<Frozen> {
        const LOAD: &str = "select \"row_table\", \"content\" from \"release_part\" where \"release\" = $1 and \"position\" >= $2 order by \"position\" limit $3";
        let mut reading = self.engine.begin_read().await?;
        let mut parts = Vec::new();
        loop {
            let from = i64::try_from(parts.len()).map_err(Error::internal)?;
            let values = [Value::from(&*release.name), from.into(), PARTS_PER_PAGE.into()];
            let read = |cells: &mut Cells<'_>| Ok((cells.column()?, cells.column()?));
            let page = reading.fetch(LOAD, &values, read).await?;
            if page.is_empty() {
                let (rows, sha256) = (release.rows, release.sha256.clone());
                return Ok(Frozen { parts, rows, sha256 });
            }
            parts.extend(page);
        }
    }

    /// Keeps a release with its rows; `false` where another one has its name already. For `write`
    /// only.
    pub(crate) async fn keep_release(&self, release: &Release, frozen: &Frozen) -> Result<bool> {
        const KEEP: &str = "insert into \"release\" (\"name\", \"revision\", \"at\", \"by\", \"note\", \"program\", \"rows\", \"sha256\") values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (\"name\") do nothing";
        const PART: &str = "insert into \"release_part\" (\"release\", \"position\", \"row_table\", \"content\") values ($1, $2, $3, $4)";
        let mut writing = self.engine.begin_write().await?;
        migration::refuse_unwritable(&mut writing).await?;
        let values = [
            Value::from(&*release.name),
            release.revision.into(),
            Value::from(&*release.at),
            Value::from(&*release.by),
            release.note.value()?,
            Value::from(&*release.program),
            release.rows.into(),
            Value::from(&*release.sha256),
        ];
        if writing.execute(KEEP, &values).await? == 0 {
            writing.roll_back().await?;
            return Ok(false);
        }
        for (position, (table, content)) in (0_i64..).zip(&frozen.parts) {
            let name = Value::from(&*release.name);
            let values = [name, position.into(), Value::from(&**table), Value::from(&**content)];
            writing.execute(PART, &values).await?;
        }
        writing.commit().await?;
        Ok(true)
    }

    /// The record as it was at a revision, without `document_texts`: the rows of now, with every
    /// change since taken back.
    ///
    /// Fails with `NOT_FOUND` where there is no such revision, and with `CONFLICT` where the change
    /// log does not tell every row that was written since, because a load was logged in summary.
    pub async fn load_record_at(&self, revision: i64) -> Result<Record> {
        let mut reading = self.engine.begin_read().await?;
        let now = load_revision(&mut reading).await?;
        if !(0..=now).contains(&revision) {
            return Err(Error::not_found(format!(
                "There is no revision {revision}; the last one is {now}."
            )));
        }
        let mut record = load_tables(&mut reading).await?;
        take_back(&mut reading, &mut record, revision).await?;
        record.revision = revision;
        let point = find_point(&mut reading, revision).await?;
        record.lineage = point.unwrap_or_default().lineage;
        Ok(record)
    }
}

/// Brings the rows of now back to what they were at a revision.
async fn take_back(reading: &mut Transaction, record: &mut Record, revision: i64) -> Result<()> {
    const LOG: &str = "select \"row_table\", \"row_id\", \"before\" from \"change\" where \"revision\" > $1 and \"row_table\" <> $2 order by \"revision\", \"position\"";
    let values = [revision.into(), DocumentText::TABLE.into()];
    let entries = reading
        .fetch(LOG, &values, |cells| {
            let place = (cells.column::<String>()?, cells.column::<Slug>()?);
            Ok((place, cells.column::<Option<String>>()?))
        })
        .await?;
    let logged: BTreeSet<&(String, Slug)> = entries.iter().map(|(place, _)| place).collect();
    check_logged(reading, revision, &logged).await?;
    let mut seen = BTreeSet::new();
    // The first change after the revision knows what the row was at the revision.
    for (place, before) in entries.iter().filter(|(place, _)| seen.insert(place)) {
        put_back(record, &place.0, &place.1, before.as_deref())?;
    }
    Ok(())
}

/// Fails with `CONFLICT` where a row was written after the revision without an entry in the log.
async fn check_logged(
    reading: &mut Transaction,
    revision: i64,
    logged: &BTreeSet<&(String, Slug)>,
) -> Result<()> {
    macro_rules! check {
        ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
            if $table != DocumentText::TABLE {
                let sql = Statements::<crate::model::$row>::written_after();
                let written =
                    load_rows::<crate::model::$row>(reading, &sql, &[revision.into()]).await?;
                if written.into_keys().any(|id| !logged.contains(&($table.to_owned(), id))) {
                    return Err(not_told(revision));
                }
            }
        )+};
    }
    for_each_table!(check);
    Ok(())
}

fn put_back(record: &mut Record, table: &str, id: &Slug, before: Option<&str>) -> Result<()> {
    macro_rules! put {
        ($($field:ident: $row:ident, $name:literal, $id:ident;)+) => {
            match (table, before) {
                $(($name, None) => drop(record.$field.remove(id)),
                ($name, Some(before)) => {
                    let row: crate::model::$row =
                        serde_json::from_str(before).map_err(Error::internal)?;
                    record.$field.insert(id.clone(), row.into());
                })+
                _ => {}
            }
        };
    }
    for_each_table!(put);
    Ok(())
}

fn not_told(revision: i64) -> Error {
    Error::new(
        Code::Conflict,
        format!(
            "Revision {revision} cannot be brought back: rows were loaded in bulk since, and of a bulk load the change log tells only the sum. Name the present revision, or one after the load."
        ),
    )
}

fn read_release(cells: &mut Cells<'_>) -> Result<Release> {
    Ok(Release {
        name: cells.column()?,
        revision: cells.column()?,
        at: cells.column()?,
        by: cells.column()?,
        note: cells.column()?,
        program: cells.column()?,
        rows: cells.column()?,
        sha256: cells.column()?,
    })
}
