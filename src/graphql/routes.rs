//! The endpoint `/graphql`: each request takes one view at its start and answers from it alone.

use std::{panic, sync::Arc, time::Instant};

use async_graphql::Request as Question;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri},
    response::Response,
    routing::get,
};
use sha2::{Digest as _, Sha256};
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore},
};

use super::{
    answer::{Letterhead, Written},
    bounds::Bounds,
    citation,
    desk::AtDesk,
    execution::{self, Checked},
    introspection::INTROSPECTION,
    known_questions::{KnownQuestion, KnownQuestions},
    mutation::Reached,
    negotiation::{self, Form},
    pages::{self, Pages},
    question::{Reader, Refusal, Sent},
    reading::Reading,
    schema::Schemas,
    stored::StoredQuestions,
};
use crate::{
    error::Code,
    http::{Caller, RequestId, addresses::BaseUrl, cors_for_reads, etag, not_modified},
    query::History,
    view::View,
};

/// Where the endpoint is.
const ENDPOINT: &str = "/graphql";

/// The longest body of a question, in bytes. Questions are text that somebody wrote; variables may
/// hold a few thousand slugs.
const LONGEST_BODY: usize = 256 * 1024;

/// The longest question, in bytes, that is checked where it came in.
const SHORT: usize = 4 * 1024;

/// Gives the view from which a request that begins now is answered.
pub type CurrentView = Arc<dyn Fn() -> Arc<View> + Send + Sync>;

/// What the GraphQL face needs to be told.
#[derive(Clone)]
pub struct Face {
    /// Gives each request its view.
    pub view: CurrentView,
    /// The address of the service.
    pub base: BaseUrl,
    /// A folder in which the operator may have put GraphiQL's release files.
    pub graphiql: Option<std::path::PathBuf>,
    /// What one question may be and take.
    pub bounds: Bounds,
    /// Names the build of the program: answers of another build are not taken from caches.
    pub build: String,
}

impl Face {
    /// The face on these views at this address; everything else as usual.
    pub fn new(view: CurrentView, base: BaseUrl) -> Self {
        let build = env!("CARGO_PKG_VERSION").to_owned();
        Self { view, base, graphiql: None, bounds: Bounds::default(), build }
    }

    /// The routes of the face: the endpoint `/graphql`, the console at `/console`, and `/graphiql`.
    pub fn routes(self) -> Router {
        let pages = Arc::new(Pages::new(self.graphiql));
        let endpoint = Endpoint {
            schemas: Schemas::new(),
            known: Arc::default(),
            view: self.view,
            base: Arc::new(self.base),
            bounds: self.bounds,
            build: self.build.into(),
            stored: Arc::new(StoredQuestions::new()),
            room: Arc::new(Semaphore::new(self.bounds.running)),
            pages: pages.clone(),
        };
        Router::new()
            .route(ENDPOINT, get(answer_get).post(answer_post))
            .layer(cors_for_reads())
            .with_state(Arc::new(endpoint))
            .merge(pages::routes(pages))
    }
}

/// What every request to the endpoint shares.
struct Endpoint {
    schemas: Schemas,
    known: Arc<KnownQuestions>,
    view: CurrentView,
    base: Arc<BaseUrl>,
    bounds: Bounds,
    build: Arc<str>,
    stored: Arc<StoredQuestions>,
    /// Room for questions that are worked on at once.
    room: Arc<Semaphore>,
    pages: Arc<Pages>,
}

impl Endpoint {
    fn reader(&self) -> Reader<'_> {
        Reader { stored: &self.stored, bounds: &self.bounds }
    }
}

/// One request at its endpoint: what every answer to it needs.
struct Asked {
    endpoint: Arc<Endpoint>,
    view: Arc<View>,
    letterhead: Letterhead,
    /// Who asks, where the request brought a token.
    caller: Option<Caller>,
    /// Who takes writes, where this service takes any.
    desk: Option<AtDesk>,
    /// `None` where the routes stand alone, as for printing the schema.
    history: Option<History>,
}

impl Asked {
    /// # Errors
    /// The answer 406, if the reader takes none of our forms.
    fn new(endpoint: Arc<Endpoint>, request: &Request) -> Result<Self, Box<Response>> {
        let id = request.extensions().get::<RequestId>().map(ToString::to_string);
        let form = Form::of(request.headers());
        let view = (endpoint.view)();
        let letterhead = Letterhead {
            form: form.unwrap_or(Form::Json),
            revision: view.revision(),
            request_id: id.unwrap_or_default(),
        };
        match form {
            Some(_) => {
                let extensions = request.extensions();
                let history = extensions.get::<History>().cloned();
                let caller = extensions.get::<Caller>().cloned();
                let desk = extensions.get::<AtDesk>().cloned();
                Ok(Self { endpoint, view, letterhead, caller, desk, history })
            }
            None => Err(Box::new(letterhead.refuse(&Refusal::new(
                StatusCode::NOT_ACCEPTABLE,
                "Answers come as application/graphql-response+json or application/json: name one of them in the header “Accept”",
            )))),
        }
    }

    /// Names the answer to a question in this address at this revision: an answer in one form is
    /// not the other. A release can be named without a new revision, so that what asks for releases
    /// has no name; nor has what is answered to somebody with a token.
    fn tag(&self, address: &Uri, question: &Question) -> Option<HeaderValue> {
        if self.caller.is_some() || question.query.contains("release") {
            return None;
        }
        let mut hash = Sha256::new();
        hash.update(self.letterhead.form.content_type());
        hash.update(self.view.release.as_ref().map_or("", |release| release.name.as_str()));
        hash.update(&self.view.record.lineage);
        if question.query.contains("citation") {
            // A citation says on which day it was retrieved.
            hash.update(citation::today());
        }
        hash.update(address.query().unwrap_or_default());
        let hash = hash.finalize().iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        Some(etag(self.letterhead.revision, &format!("{}-{hash:x}", self.endpoint.build)))
    }

    /// Runs one question.
    async fn run(self, question: Question, tag: Option<HeaderValue>) -> Response {
        let letterhead = self.letterhead.clone();
        let written = if question.query.len() <= SHORT {
            self.work_here(question).await.map(Some)
        } else {
            self.work(vec![Ok(question)]).await.map(|mut written| written.pop())
        };
        match written {
            Ok(Some(written)) => letterhead.send(written, tag),
            Ok(None) => letterhead.refuse(&stopping()),
            Err(refusal) => letterhead.refuse(&refusal),
        }
    }

    /// Runs several questions, one after the other.
    async fn run_all(self, questions: Vec<Result<Question, Refusal>>) -> Response {
        let letterhead = self.letterhead.clone();
        match self.work(questions).await {
            Ok(written) => letterhead.send_all(written),
            Err(refusal) => letterhead.refuse(&refusal),
        }
    }

    /// Runs a question where it came in if it is short and quick: to hand it to another thread takes as
    /// long as to answer it. Checking a short question takes some microseconds.
    async fn work_here(self, question: Question) -> Result<Written, Refusal> {
        let place = self.wait_for_place().await?;
        let posed = self.pose(question, self.endpoint.bounds).await;
        if posed.checked.is_quick(|cost| posed.was_swift(self.view.revision(), cost)) {
            return Ok(self.answer(posed).await.0);
        }
        on_worker_thread(place, async move { self.answer(posed).await.0 }).await
    }

    /// Runs questions on a worker thread. All questions of one request share the most that one may cost.
    async fn work(
        self,
        questions: Vec<Result<Question, Refusal>>,
    ) -> Result<Vec<Written>, Refusal> {
        let place = self.wait_for_place().await?;
        on_worker_thread(place, async move { self.write_all(questions).await }).await
    }

    /// A place among the questions that are worked on. It is given back when the work ends, also if
    /// nobody waits for the answer any more.
    async fn wait_for_place(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        // Mostly there is room, and nobody need look at the clock.
        if let Ok(place) = self.endpoint.room.clone().try_acquire_owned() {
            return Ok(place);
        }
        let place = self.endpoint.room.clone().acquire_owned();
        match tokio::time::timeout(self.endpoint.bounds.wait, place).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) => Err(stopping()),
            Err(_) => Err(Refusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "The service is answering as many questions as it can. Try again in a moment",
            )
            .with_code(Code::Unavailable.as_str())),
        }
    }

    /// The question with what its request brought.
    fn equip(&self, mut question: Question) -> Question {
        if let Some(caller) = self.caller.clone() {
            question = question.data(caller);
        }
        if let Some(desk) = self.desk.clone() {
            question = question.data(desk);
        }
        if let Some(history) = self.history.clone() {
            question = question.data(history);
        }
        question
    }

    async fn write_all(&self, questions: Vec<Result<Question, Refusal>>) -> Vec<Written> {
        let mut bounds = self.endpoint.bounds;
        let began = Instant::now();
        let mut all = Vec::with_capacity(questions.len());
        for question in questions {
            all.push(match question {
                Err(refusal) => self.letterhead.write_refusal(&refusal),
                Ok(question) => {
                    let (written, cost) = self.answer(self.pose(question, bounds).await).await;
                    bounds.cost = bounds.cost.saturating_sub(cost);
                    bounds.time = self.endpoint.bounds.time.saturating_sub(began.elapsed());
                    written
                }
            });
        }
        all
    }

    /// A question that is checked and has all that it needs to be run.
    async fn pose(&self, mut question: Question, bounds: Bounds) -> Posed {
        let known = self.endpoint.known.parse(&mut question);
        let reached = Reached::default();
        let question = self.equip(question).data(reached.clone());
        let checked =
            execution::check(&self.endpoint.schemas, question, bounds, known.as_deref()).await;
        Posed { checked, known, reached }
    }

    /// The answer to a question, and what it cost.
    async fn answer(&self, Posed { checked, known, reached }: Posed) -> (Written, usize) {
        let began = Instant::now();
        let reading = Reading::new(self.view.clone(), self.endpoint.base.clone());
        let outcome = checked.run(&self.endpoint.schemas, reading).await;
        let cost = outcome.cost.map_or(0, |cost| cost.requested);
        // Only measured, a question takes no time, whatever it would take.
        let known = known.filter(|_| outcome.was_run);
        let revision = self.letterhead.revision.max(reached.revision());
        let written = Letterhead { revision, ..self.letterhead.clone() }.write(outcome);
        if let Some(known) = known {
            known.took(self.view.revision(), cost, began.elapsed());
        }
        (written, cost)
    }
}

/// A question that is checked, and where a write says which revision it made.
struct Posed {
    checked: Checked,
    known: Option<Arc<KnownQuestion>>,
    reached: Reached,
}

impl Posed {
    fn was_swift(&self, revision: i64, cost: usize) -> bool {
        self.known.as_ref().is_some_and(|known| known.is_swift(revision, cost))
    }
}

/// Runs work on a thread of its own: resolvers compute and never wait, so on the reactor they would
/// hold up everybody else.
async fn on_worker_thread<T: Send + 'static>(
    place: OwnedSemaphorePermit,
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Refusal> {
    let (runtime, span) = (Handle::current(), tracing::Span::current());
    let work = move || {
        let _place = place;
        span.in_scope(|| runtime.block_on(work))
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done),
        // The shell around all routes answers panics; a task is only cancelled at the end.
        Err(ended) => match ended.try_into_panic() {
            Ok(payload) => panic::resume_unwind(payload),
            Err(_) => Err(stopping()),
        },
    }
}

fn stopping() -> Refusal {
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "The service is stopping. Try again in a moment")
        .with_code(Code::Unavailable.as_str())
}

async fn answer_get(State(endpoint): State<Arc<Endpoint>>, request: Request) -> Response {
    let question = endpoint.reader().of_get(request.uri());
    if question.is_none() && negotiation::wants_html(request.headers()) {
        return endpoint.pages.graphiql().await;
    }
    let asked = match Asked::new(endpoint, &request) {
        Ok(asked) => asked,
        Err(refused) => return *refused,
    };
    // Tools ask the bare address for the schema.
    let question = match question.unwrap_or_else(|| Ok(Question::new(INTROSPECTION))) {
        Ok(question) => question,
        Err(refusal) => return asked.letterhead.refuse(&refusal),
    };
    let tag = asked.tag(request.uri(), &question);
    match tag.as_ref().and_then(|tag| not_modified(request.headers(), tag)) {
        Some(answer) => asked.letterhead.not_modified(answer),
        None => asked.run(question, tag).await,
    }
}

async fn answer_post(State(endpoint): State<Arc<Endpoint>>, request: Request) -> Response {
    let asked = match Asked::new(endpoint, &request) {
        Ok(asked) => asked,
        Err(refused) => return *refused,
    };
    let (parts, body) = request.into_parts();
    // Documents are longer than questions; the shell's bound on bodies holds for both.
    let longest = if asked.caller.is_some() { usize::MAX } else { LONGEST_BODY };
    let body = match read(body, longest).await {
        Ok(body) => body,
        Err(refusal) => return asked.letterhead.refuse(&refusal),
    };
    match asked.endpoint.reader().of_post(&parts.headers, &body) {
        Sent::One(question) => match *question {
            Ok(question) => asked.run(question, None).await,
            Err(refusal) => asked.letterhead.refuse(&refusal),
        },
        Sent::Several(questions) => asked.run_all(questions).await,
    }
}

async fn read(body: Body, longest: usize) -> Result<axum::body::Bytes, Refusal> {
    to_bytes(body, longest).await.map_err(|_| {
        Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("The question is longer than {} KB. Ask it in parts", LONGEST_BODY / 1024),
        )
    })
}
