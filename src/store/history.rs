//! Reading the history: revisions, and the changes that each made.

use serde_json::Value as Json;

use crate::{
    error::{Error, Result},
    model::{Change, ChangeAction, Revision},
};

use super::{Store, dialect::Cells};

impl Store {
    /// Revisions after `since`, oldest first, at most `limit`.
    pub async fn list_revisions(&self, since: i64, limit: i64) -> Result<Vec<Revision>> {
        const LIST: &str = "select \"number\", \"at\", \"by\", \"summary\" from \"revision\" where \"number\" > $1 order by \"number\" limit $2";
        let mut reading = self.engine.begin_read().await?;
        reading.fetch(LIST, &[since.into(), limit.into()], read_revision).await
    }

    /// What one revision changed, in its order: rows written, parents first, then rows removed,
    /// children first. Empty where there is no such revision.
    pub async fn list_changes(&self, revision: i64) -> Result<Vec<Change>> {
        const LIST: &str = "select \"revision\", \"position\", \"row_table\", \"row_id\", \"action\", \"before\", \"after\" from \"change\" where \"revision\" = $1 order by \"position\"";
        let mut reading = self.engine.begin_read().await?;
        reading.fetch(LIST, &[revision.into()], read_change).await
    }
}

/// The word of an action in the change log.
pub(super) fn action_word(action: ChangeAction) -> &'static str {
    match action {
        ChangeAction::Created => "created",
        ChangeAction::Updated => "updated",
        ChangeAction::Removed => "removed",
    }
}

pub(super) fn read_revision(cells: &mut Cells<'_>) -> Result<Revision> {
    Ok(Revision {
        number: cells.column()?,
        at: cells.column()?,
        by: cells.column()?,
        summary: cells.column()?,
    })
}

pub(super) fn read_change(cells: &mut Cells<'_>) -> Result<Change> {
    Ok(Change {
        revision: cells.column()?,
        position: cells.column()?,
        row_table: cells.column()?,
        row_id: cells.column()?,
        action: read_action(&cells.column::<String>()?)?,
        before: read_json(cells.column()?)?,
        after: read_json(cells.column()?)?,
    })
}

fn read_action(word: &str) -> Result<ChangeAction> {
    [ChangeAction::Created, ChangeAction::Updated, ChangeAction::Removed]
        .into_iter()
        .find(|action| action_word(*action) == word)
        .ok_or_else(|| Error::internal(format!("the change log has an action “{word}”")))
}

fn read_json(text: Option<String>) -> Result<Option<Json>> {
    text.map(|text| serde_json::from_str(&text)).transpose().map_err(Error::internal)
}
