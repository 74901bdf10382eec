//! The desk at which the API hands in writes: documents go through the whole of ingestion beside the
//! requests, decisions at once; answers wait until the view has what was written.
//!
//! What is being ingested is remembered by this process alone, and for a while only; the documents
//! themselves are in the record, whichever replica took them.

use std::{
    collections::VecDeque,
    fmt::Write as _,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::{Semaphore, watch};

use super::uploads::{Problem, Sources};
use crate::{
    clock::Clock,
    error::{Code, Error, Result},
    graphql::{Desk, IngestRequest, Job, Progress, Work},
    ingest::{
        DocumentAbout, Recogniser,
        propose::{ProposedDocument, build_proposed_document},
    },
    model::{DocumentOrigin, Record, Slug},
    view::{View, refresh::Views},
    write::{self, Decision, Ingested, Verdict, check_known},
};

/// Documents that are worked on at once: each keeps a core busy.
const AT_ONCE: usize = 2;
/// Ingestions that are remembered.
const REMEMBERED: usize = 1000;
/// How long an answer waits for the view to have what was written.
const PATIENCE: Duration = Duration::from_secs(5);
/// The steps of an ingestion.
const STEPS: [&str; 4] = ["reading", "recognising", "storing", "publishing"];

/// Takes writes for a service.
pub(super) struct Intake {
    views: Arc<Views>,
    clock: Clock,
    sources: Sources,
    room: Arc<Semaphore>,
    jobs: Mutex<VecDeque<Job>>,
}

impl Intake {
    pub(super) fn new(views: Arc<Views>, clock: Clock, sources: Sources) -> Self {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        Self { views, clock, sources, room, jobs: Mutex::default() }
    }

    /// Remembers an ingestion; the oldest is forgotten.
    fn remember(&self, job: Job) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if jobs.len() >= REMEMBERED {
            jobs.pop_front();
        }
        jobs.push_back(job);
    }
}

impl Desk for Intake {
    fn ingest(&self, request: IngestRequest, by: String) -> Work<'_, Job> {
        Box::pin(async move {
            let place = Arc::clone(&self.room).try_acquire_owned().map_err(|_| {
                Error::unavailable(format!(
                    "{AT_ONCE} documents are being ingested. Try again when one of them is done."
                ))
            })?;
            let (sender, progress) = watch::channel(Progress {
                stage: STEPS[0],
                total: STEPS.len(),
                ..Progress::default()
            });
            let job = Job { id: job_id()?, progress };
            self.remember(job.clone());
            let (views, clock) = (self.views.clone(), self.clock.clone());
            let work = Ingestion { views, clock, sources: self.sources.clone(), by, sender };
            // Beside the request: whoever asked may go away, the document is stored all the same.
            tokio::spawn(async move {
                work.run(request).await;
                drop(place);
            });
            Ok(job)
        })
    }

    fn find_job(&self, id: &str) -> Option<Job> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.iter().find(|job| job.id == id).cloned()
    }

    fn decide(
        &self,
        proposal: String,
        verdict: Verdict,
        by: String,
        reason: Option<String>,
    ) -> Work<'_, Decision> {
        Box::pin(async move {
            let store = self.views.store();
            write::decide(store, &self.clock, &proposal, verdict, &by, reason).await
        })
    }

    fn view_at(&self, revision: i64) -> Work<'_, Arc<View>> {
        Box::pin(async move {
            // Not waiting for the poll: whoever writes brings the view along.
            self.views.reach(revision, PATIENCE).await.map_err(|error| match error.code() {
                Code::StaleView => Error::new(Code::StaleView, format!(
                    "What you sent is stored as revision {revision}; only the answer is not ready. Do not send it again: ask for it with the header “Graph-Revision: {revision}”."
                )),
                _ => error,
            })
        })
    }
}

/// 128 bits of chance: who was not told the name of an ingestion cannot follow it.
fn job_id() -> Result<String> {
    let mut chance = [0; 16];
    getrandom::fill(&mut chance).map_err(|error| {
        Error::unavailable("The system gives no random numbers.").because(error.to_string())
    })?;
    let mut id = String::new();
    for byte in chance {
        // Writing to a text cannot fail.
        let _ = write!(id, "{byte:02x}");
    }
    Ok(id)
}

/// One document on its way.
struct Ingestion {
    views: Arc<Views>,
    clock: Clock,
    sources: Sources,
    by: String,
    sender: watch::Sender<Progress>,
}

impl Ingestion {
    async fn run(self, request: IngestRequest) {
        let (stage, document, revision, problems) = match self.ingest(request).await {
            Ok(Ok((document, revision))) => ("done", Some(document), revision, Vec::new()),
            Ok(Err(problem)) => ("failed", None, 0, vec![problem]),
            Err(error) => {
                let cause = error.chain();
                tracing::warn!(code = error.code().as_str(), cause, "an ingestion failed");
                ("failed", None, 0, vec![("input", error.public().to_owned())])
            }
        };
        self.sender.send_modify(|progress| {
            progress.stage = stage;
            if stage == "done" {
                progress.done = STEPS.len();
            }
            progress.document = document;
            progress.revision = revision;
            progress.problems = problems;
        });
    }

    fn begin(&self, step: usize) {
        self.sender.send_modify(|progress| {
            progress.stage = STEPS[step];
            progress.done = step;
        });
    }

    async fn ingest(&self, request: IngestRequest) -> Result<Result<(Slug, i64), Problem>> {
        let view = self.views.current();
        let mut about = match about(&view.record, &request) {
            Ok(about) => about,
            Err(problem) => return Ok(Err(problem)),
        };
        let sources = self.sources.clone();
        let name = request.file_name.clone().or_else(|| request.url.clone());
        let (read, published) = match sources.read(request).await? {
            Ok(read) => read,
            Err(problem) => return Ok(Err(problem)),
        };
        about.complete &= read.unread_pages.is_empty();
        about.url = published.or(about.url);
        if about.title.is_none() && read.title.is_none() {
            about.title = name.as_deref().and_then(stem);
        }
        self.begin(1);
        let now = self.clock.now();
        let proposed = blocking(move || {
            let record = &view.record;
            let recogniser = Recogniser::of_record(record);
            build_proposed_document(record, read, about, &now, &recogniser)
        })
        .await?;
        let Some(ProposedDocument { rows, belonging, .. }) = proposed else {
            return Ok(Err(("input", "The document has no text.".to_owned())));
        };
        self.begin(2);
        self.sender.send_modify(|progress| {
            progress.says = Some(belonging.says);
            progress.warnings = belonging.warnings;
        });
        let store = self.views.store();
        let ingested = write::ingest_document(store, &self.clock, rows, &self.by).await?;
        self.begin(3);
        let (slug, revision) = match ingested {
            Ingested::Stored { slug, outcome, .. } => (slug, outcome.revision),
            Ingested::AlreadyHeld { slug } => (slug, store.revision().await?),
        };
        self.views.refresh().await?;
        Ok(Ok((slug, revision)))
    }
}

/// What the input says about the document, with its names resolved.
fn about(record: &Record, request: &IngestRequest) -> Result<DocumentAbout, Problem> {
    let partnership: Slug = request.partnership.as_str().into();
    let known: Vec<Slug> = record.partnerships.keys().cloned().collect();
    check_known("partnership", &partnership, &known)
        .map_err(|error| ("partnership", error.public().to_owned()))?;
    let strategy = request.strategy.as_deref().map(|key| {
        let whole: Slug = format!("{partnership}-{key}").into();
        let mut known = record.strategies.values().filter(|row| row.partnership == partnership);
        let found = known.find(|row| row.slug == whole || &*row.slug == key);
        found.map(|row| row.slug.clone()).ok_or_else(|| no_strategy(record, &partnership, key))
    });
    Ok(DocumentAbout {
        partnership: Some(partnership.clone()),
        strategy: strategy.transpose().map_err(|message| ("strategy", message))?,
        title: request.title.clone().filter(|title| !title.trim().is_empty()),
        url: request.url.clone(),
        publisher: None,
        published: None,
        origin: DocumentOrigin::Ingested,
        complete: true,
        source: None,
        slug_hint: None,
    })
}

fn no_strategy(record: &Record, partnership: &Slug, key: &str) -> String {
    let rows = record.strategies.values().filter(|row| row.partnership == *partnership);
    let keys: Vec<&str> = rows.map(|row| &*row.key).collect();
    format!("{partnership} has no strategy “{key}”; its strategies are: {}.", keys.join(", "))
}

/// “our-plan” of “files/our-plan.pdf?v=2”: the title of a document that has none.
fn stem(name: &str) -> Option<String> {
    let path = name.split(['?', '#']).next()?;
    let last = path.rsplit('/').next().filter(|last| !last.is_empty())?;
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    (!stem.is_empty()).then(|| stem.to_owned())
}

/// Runs work that keeps a core busy beside the threads that answer requests.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        Error::new(Code::Internal, "The document could not be worked on.").because(error)
    })
}
