//! `changes`, `releases` and `release`: what changed, and which revisions have names.

// Arguments of a field are arguments of its resolver.
#![allow(clippy::too_many_arguments)]

use async_graphql::{Context, Object, Result};

use crate::{
    error::Error,
    graphql::{change::Change, connection::Connection, cost, reading::Reading, release::Release},
    model,
    query::{self, ChangesAsked, History, PageArguments},
};

/// Questions on the history of the record.
#[derive(Debug, Default)]
pub(super) struct HistoryQueries;

#[Object]
impl HistoryQueries {
    /// What changed, oldest first: who changed what, when and why, with before and after. Keep the
    /// last `endCursor` (or the `revision` of an answer) and ask again from there to follow the data.
    /// At a release the changes end with it.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn changes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only changes after this revision; 0 for all.", default)] since: i32,
        #[graphql(desc = "Only changes up to and with this revision.")] until: Option<i32>,
        #[graphql(desc = "Only changes of this partnership and of what belongs to it: its slug.")]
        partnership: Option<String>,
        #[graphql(
            desc = "Only changes of this theme and of what is, was or becomes about it: its slug."
        )]
        theme: Option<String>,
        #[graphql(
            desc = "At most this many changes from the beginning, 0 to 1000; 50 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only changes after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
        #[graphql(
            desc = "At most this many changes from the end, 0 to 1000. Not together with `first`."
        )]
        last: Option<i32>,
        #[graphql(desc = "Only changes before this cursor: the `startCursor` of the page after.")]
        before: Option<String>,
    ) -> Result<Connection<Change>> {
        let (reading, history) = (Reading::of(context)?, history(context)?);
        let asked = ChangesAsked {
            since: since.into(),
            until: until.map(Into::into),
            partnership,
            theme,
            page: PageArguments { first, after, last, before },
        };
        let page = query::list_changes(&history, reading.view(), &asked).await?;
        let revisions = query::revisions_of(&history, &page).await?;
        Ok(Connection::new(page.map(|change| {
            let revision = revisions.get(&change.revision).cloned();
            let revision = revision.unwrap_or_else(|| unknown(change.revision));
            Change::new(&reading, change, revision)
        })))
    }

    /// The named revisions, oldest first. They never change; cite one of them.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn releases(&self, context: &Context<'_>) -> Result<Vec<Release>> {
        let releases = list_releases(context).await?;
        Ok(releases.into_iter().map(Release).collect())
    }

    /// The release of this name; null where there is none.
    async fn release(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Its name, such as `2026.11`.")] name: String,
    ) -> Result<Option<Release>> {
        let releases = list_releases(context).await?;
        Ok(releases.into_iter().find(|release| release.name == name).map(Release))
    }
}

/// All releases; at a release only itself and those that were named before it, so that the answer
/// stays the same when others are named.
async fn list_releases(context: &Context<'_>) -> Result<Vec<model::Release>> {
    let (reading, history) = (Reading::of(context)?, history(context)?);
    let view = reading.view();
    let mut releases = history.0.list_releases().await?;
    releases.retain(|release| match &view.release {
        Some(pinned) => {
            release.name == pinned.name
                || (release.revision <= pinned.revision && release.at < pinned.at)
        }
        None => true,
    });
    Ok(releases)
}

fn history(context: &Context<'_>) -> Result<History> {
    context.data::<History>().cloned().map_err(|_| {
        Error::unavailable("The history of the data cannot be read here: ask the running service.")
            .into()
    })
}

fn unknown(number: i64) -> model::Revision {
    model::Revision { number, at: String::new(), by: String::new(), summary: String::new() }
}
