//! The change log, asked by window and subject: what each entry is about, and which part of the log
//! somebody sees. Not here: how an entry is written (`writing`), what a subject is (`write`).

use std::fmt::Write as _;

use sqlx::AssertSqlSafe;

use crate::{
    error::Result,
    model::{ChangeSubject, ChangeWindow, ChangesPart, Revision},
};

use super::{
    Store,
    column::Value,
    dialect::Transaction,
    history::{read_change, read_revision},
    statement::{ROWS_AT_ONCE, push_rows},
    writing::Writing,
};

/// No change stands at or after this place in its revision.
const PAST_ALL: i64 = i64::MAX;

impl Store {
    /// A part of the change log.
    pub async fn find_changes(&self, window: &ChangeWindow) -> Result<ChangesPart> {
        let mut reading = self.engine.begin_read().await?;
        let since = (window.since, PAST_ALL);
        let until = (window.until, PAST_ALL);
        let total_count = count(&mut reading, window, since, until).await?;
        let lower = window.after.map_or(since, |after| after.max(since));
        let upper = window.before.map_or(until, |before| before.min(until));
        let direction = if window.from_end { "desc" } else { "asc" };
        let mut sql = String::from(
            "select c.\"revision\", c.\"position\", c.\"row_table\", c.\"row_id\", c.\"action\", c.\"before\", c.\"after\"",
        );
        push_window(&mut sql, &window.subjects);
        let limit = 5 + 2 * window.subjects.len();
        let order = format!("c.\"revision\" {direction}, c.\"position\" {direction}");
        // Writing to a text cannot fail.
        let _ = write!(sql, " order by {order} limit ${limit}");
        let mut values = window_values(&window.subjects, lower, upper);
        values.push((window.limit + 1).into());
        let mut changes = reading.fetch(AssertSqlSafe(sql), &values, read_change).await?;
        let limit = usize::try_from(window.limit).unwrap_or_default();
        let cut = changes.len() > limit;
        changes.truncate(limit);
        if window.from_end {
            changes.reverse();
        }
        Ok(ChangesPart { changes, total_count, cut })
    }

    /// The last revisions up to and with `until` that changed something about all the subjects,
    /// newest first, at most `limit`.
    pub async fn list_last_revisions(
        &self,
        until: i64,
        subjects: &[ChangeSubject],
        limit: i64,
    ) -> Result<Vec<Revision>> {
        let mut sql = String::from(
            "select r.\"number\", r.\"at\", r.\"by\", r.\"summary\" from \"revision\" as r where r.\"number\" <= $1",
        );
        let mut values = vec![Value::from(until), limit.into()];
        for (place, subject) in subjects.iter().enumerate() {
            let (kind, slug) = (3 + 2 * place, 4 + 2 * place);
            let _ = write!(
                sql,
                " and exists (select 1 from \"change_subject\" as s where s.\"kind\" = ${kind} and s.\"slug\" = ${slug} and s.\"revision\" = r.\"number\")"
            );
            values.extend([Value::from(subject.kind.word()), Value::from(&*subject.slug)]);
        }
        sql.push_str(" order by r.\"number\" desc limit $2");
        let mut reading = self.engine.begin_read().await?;
        reading.fetch(AssertSqlSafe(sql), &values, read_revision).await
    }
}

impl Writing {
    /// Notes what the entries of this revision are about: the position of an entry, and a subject.
    pub(crate) async fn put_subjects(&mut self, subjects: &[(usize, ChangeSubject)]) -> Result<()> {
        let revision = self.revision();
        for chunk in subjects.chunks(ROWS_AT_ONCE) {
            let mut sql = String::from(
                "insert into \"change_subject\" (\"kind\", \"slug\", \"revision\", \"position\") values ",
            );
            push_rows(&mut sql, chunk.len(), 4);
            let mut values = Vec::with_capacity(4 * chunk.len());
            for (position, subject) in chunk {
                let position = i64::try_from(*position).unwrap_or(i64::MAX);
                values.extend([Value::from(subject.kind.word()), Value::from(&*subject.slug)]);
                values.extend([Value::from(revision), position.into()]);
            }
            self.transaction().execute(AssertSqlSafe(sql), &values).await?;
        }
        Ok(())
    }
}

async fn count(
    reading: &mut Transaction,
    window: &ChangeWindow,
    lower: (i64, i64),
    upper: (i64, i64),
) -> Result<i64> {
    let mut sql = String::from("select count(*)");
    push_window(&mut sql, &window.subjects);
    let values = window_values(&window.subjects, lower, upper);
    let counts = reading.fetch_column::<i64>(AssertSqlSafe(sql), &values).await?;
    Ok(counts.first().copied().unwrap_or_default())
}

/// ` from …  where …`: the entries between two places, both left out, about all the subjects.
fn push_window(sql: &mut String, subjects: &[ChangeSubject]) {
    sql.push_str(" from \"change\" as c");
    for place in 0..subjects.len() {
        let (kind, slug) = (5 + 2 * place, 6 + 2 * place);
        let _ = write!(
            sql,
            " join \"change_subject\" as s{place} on s{place}.\"revision\" = c.\"revision\" and s{place}.\"position\" = c.\"position\" and s{place}.\"kind\" = ${kind} and s{place}.\"slug\" = ${slug}"
        );
    }
    sql.push_str(
        " where (c.\"revision\", c.\"position\") > ($1, $2) and (c.\"revision\", c.\"position\") < ($3, $4)",
    );
}

fn window_values(
    subjects: &[ChangeSubject],
    lower: (i64, i64),
    upper: (i64, i64),
) -> Vec<Value<'_>> {
    let mut values: Vec<Value<'_>> = [lower.0, lower.1, upper.0, upper.1].map(Value::from).to_vec();
    for subject in subjects {
        values.extend([Value::from(subject.kind.word()), Value::from(&*subject.slug)]);
    }
    values
}
