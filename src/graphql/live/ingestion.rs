//! The field `ingestProgress`: how far an ingestion is, until it is over.

use async_graphql::{Context, ID, Result, SimpleObject, Subscription};
use futures_util::stream::{Stream, unfold};

use crate::{
    error::Error,
    graphql::{
        desk::{AtDesk, Job, Progress},
        int::int,
    },
};

/// Subscriptions to what is being ingested.
#[derive(Debug, Default)]
pub(super) struct IngestionSubscriptions;

/// How far an ingestion is.
#[derive(Debug, Clone, SimpleObject)]
struct IngestProgress {
    /// The name of the work, as `ingestDocument` gave it.
    job: ID,
    /// What is being done; `done` or `failed` at the end.
    stage: String,
    /// How many of the steps are done.
    done: i32,
    /// How many steps there are.
    total: i32,
}

#[Subscription]
impl IngestionSubscriptions {
    /// Progress of an ingestion, from where it is until it is over. Whoever knows the name of the work
    /// may follow it; names cannot be guessed.
    async fn ingest_progress(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The name of the work: `job` of the answer to `ingestDocument`.")] job: ID,
    ) -> Result<impl Stream<Item = IngestProgress> + use<>> {
        let desk = context.data_opt::<AtDesk>();
        let found = desk.and_then(|desk| desk.0.find_job(&job)).ok_or_else(|| {
            Error::not_found(format!(
                "There is no work “{}”, or it was over long ago. Use the “job” of a recent answer to “ingestDocument”",
                job.as_str()
            ))
        })?;
        Ok(unfold(Some((found, true)), async |state| {
            let (mut job, first) = state?;
            // Without a next change the work has ended with what was told last.
            if !first && job.progress.changed().await.is_err() {
                return None;
            }
            let progress = job.progress.borrow_and_update().clone();
            let told = IngestProgress::of(&job, &progress);
            Some((told, (!progress.is_over()).then_some((job, false))))
        }))
    }
}

impl IngestProgress {
    fn of(job: &Job, progress: &Progress) -> Self {
        Self {
            job: job.id.clone().into(),
            stage: progress.stage.to_owned(),
            done: int(progress.done),
            total: int(progress.total),
        }
    }
}
