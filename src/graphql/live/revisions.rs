//! The field `revisions`: each new revision, as soon as its view answers.

use std::{collections::VecDeque, sync::Arc};

use async_graphql::{Context, Result, Subscription};
use futures_util::stream::{Stream, try_unfold};
use tokio::sync::watch;

use crate::{
    error::Error,
    graphql::{reading::Reading, release::Revision},
    model,
    query::History,
    view::View,
};

/// How far back a subscription can begin.
const MOST_MISSED: i64 = 1000;
/// Revisions that are read at once.
const AT_ONCE: i64 = 100;

/// Subscriptions to the history of the data.
#[derive(Debug, Default)]
pub(super) struct RevisionSubscriptions;

#[Subscription]
impl RevisionSubscriptions {
    /// Each new revision of the graph, as soon as questions are answered from it. No revision is left
    /// out, also where several come at once.
    async fn revisions(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Begin with the revisions after this one, to miss none after a lost connection; at most 1000 back. Only new ones when it is not given."
        )]
        since: Option<i32>,
    ) -> Result<impl Stream<Item = Result<Revision>> + use<>> {
        let history = context.data::<History>()?.clone();
        let present = Reading::of(context)?.view().revision();
        let last = match since.map(i64::from) {
            None => present,
            Some(since) if since > present || present - since > MOST_MISSED => {
                return Err(Error::bad_user_input(format!(
                    "“since” is {since}; the present revision is {present}, and at most {MOST_MISSED} revisions are told again: ask changes(since:) for what was before"
                ))
                .into());
            }
            Some(since) => since.max(0),
        };
        let published = history.0.published();
        let following = Following { history, published, last, waiting: VecDeque::new() };
        Ok(try_unfold(following, async |mut following| {
            Ok(following.next().await?.map(|revision| (Revision(revision), following)))
        }))
    }
}

/// Where one subscriber stands.
struct Following {
    history: History,
    published: watch::Receiver<Arc<View>>,
    /// The last revision that was told or is waiting to be.
    last: i64,
    waiting: VecDeque<model::Revision>,
}

impl Following {
    /// The next revision; `None` when the service ends.
    async fn next(&mut self) -> crate::error::Result<Option<model::Revision>> {
        loop {
            if let Some(revision) = self.waiting.pop_front() {
                return Ok(Some(revision));
            }
            let present = self.published.borrow_and_update().revision();
            if present > self.last {
                let revisions = self.history.0.list_revisions(self.last, AT_ONCE).await?;
                self.waiting = revisions.into_iter().filter(|it| it.number <= present).collect();
                self.last = self.waiting.back().map_or(present, |revision| revision.number);
            } else {
                // Lower than what was told: the record was restored from a backup.
                self.last = present;
                if self.published.changed().await.is_err() {
                    return Ok(None);
                }
            }
        }
    }
}
