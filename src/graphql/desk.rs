//! Where writes are handed in: what the face needs of whoever takes them. The composition root has
//! one; a service without it only reads.

use std::{future::Future, pin::Pin, sync::Arc};

use tokio::sync::watch;

use crate::{
    error::Result,
    model::Slug,
    view::View,
    write::{Decision, Verdict},
};

/// Work that takes its time.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// What is to be ingested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngestRequest {
    /// The partnership for which it speaks or which it is about, by slug.
    pub partnership: String,
    /// The strategy whose text it is, by slug or by its key inside the partnership.
    pub strategy: Option<String>,
    /// Its title, where it is not the document's own.
    pub title: Option<String>,
    /// Its address: to be fetched where there are neither text nor bytes, else where it was
    /// published.
    pub url: Option<String>,
    /// Its text.
    pub text: Option<String>,
    /// The bytes of its file in base64, instead of the text.
    pub bytes: Option<String>,
    /// The name of that file.
    pub file_name: Option<String>,
    /// Its media type, where the text does not tell.
    pub media_type: Option<String>,
}

/// How far an ingestion is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// What is being done, or `done` or `failed` at the end.
    pub stage: &'static str,
    /// How many of the steps are done.
    pub done: usize,
    /// How many steps there are.
    pub total: usize,
    /// The document that holds it, once it is stored (or was held already).
    pub document: Option<Slug>,
    /// What stood against it, for people: place in the input and what to do.
    pub problems: Vec<(&'static str, String)>,
    /// What the document says that it is, once that was recognised.
    pub says: Option<String>,
    /// Where it disagrees with what was said of it, or belongs to no strategy; for people.
    pub warnings: Vec<String>,
    /// The revision at which the document is held.
    pub revision: i64,
}

impl Progress {
    /// Whether nothing more will come.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, "done" | "failed")
    }
}

/// An ingestion that has begun: its name, and how far it is.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its name: not to be guessed.
    pub id: String,
    /// How far it is, as it goes on.
    pub progress: watch::Receiver<Progress>,
}

/// Takes writes.
pub trait Desk: Send + Sync {
    /// Begins to ingest a document in the name of `by`.
    fn ingest(&self, request: IngestRequest, by: String) -> Work<'_, Job>;

    /// The ingestion of this name, while it is remembered.
    fn find_job(&self, id: &str) -> Option<Job>;

    /// Decides on a proposal in the name of `by`.
    fn decide(
        &self,
        proposal: String,
        verdict: Verdict,
        by: String,
        reason: Option<String>,
    ) -> Work<'_, Decision>;

    /// The view of this revision or a later one; waits for it, but not for ever.
    fn view_at(&self, revision: i64) -> Work<'_, Arc<View>>;
}

/// The desk of the service that is asked; goes with each request in its extensions.
#[derive(Clone)]
pub struct AtDesk(pub Arc<dyn Desk>);
