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
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    answer::{Letterhead, Written},
    bounds::Bounds,
    citation,
    desk::AtDesk,
    execution,
    introspection::INTROSPECTION,
    known_questions::KnownQuestions,
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
            .with_state(endpoint)
            .merge(pages::routes(pages))
    }
}

/// What every request to the endpoint shares.
#[derive(Clone)]
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
    endpoint: Endpoint,
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
    fn new(endpoint: Endpoint, request: &Request) -> Result<Self, Box<Response>> {
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
        match self.work(vec![Ok(question)]).await.map(|mut written| written.pop()) {
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

    /// Runs questions on a worker thread: resolvers compute and never wait, so on the reactor they
    /// would hold up everybody else. All questions of one request share the most that one may cost.
    async fn work(
        self,
        questions: Vec<Result<Question, Refusal>>,
    ) -> Result<Vec<Written>, Refusal> {
        let place = self.wait_for_place().await?;
        let (runtime, span) = (tokio::runtime::Handle::current(), tracing::Span::current());
        let work = move || {
            let _place = place;
            span.in_scope(|| runtime.block_on(self.write_all(questions)))
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(written) => Ok(written),
            // The shell around all routes answers panics; a task is only cancelled at the end.
            Err(ended) => match ended.try_into_panic() {
                Ok(payload) => panic::resume_unwind(payload),
                Err(_) => Err(stopping()),
            },
        }
    }

    /// A place among the questions that are worked on. It is given back when the work ends, also if
    /// nobody waits for the answer any more.
    async fn wait_for_place(&self) -> Result<OwnedSemaphorePermit, Refusal> {
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
                Ok(mut question) => {
                    self.endpoint.known.parse(&mut question);
                    let reached = Reached::default();
                    let question = self.equip(question).data(reached.clone());
                    let reading = Reading::new(self.view.clone(), self.endpoint.base.clone());
                    let outcome =
                        execution::execute(&self.endpoint.schemas, question, reading, bounds).await;
                    let cost = outcome.cost.map_or(0, |cost| cost.requested);
                    bounds.cost = bounds.cost.saturating_sub(cost);
                    bounds.time = self.endpoint.bounds.time.saturating_sub(began.elapsed());
                    let revision = self.letterhead.revision.max(reached.revision());
                    Letterhead { revision, ..self.letterhead.clone() }.write(outcome)
                }
            });
        }
        all
    }
}

fn stopping() -> Refusal {
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "The service is stopping. Try again in a moment")
        .with_code(Code::Unavailable.as_str())
}

async fn answer_get(State(endpoint): State<Endpoint>, request: Request) -> Response {
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

async fn answer_post(State(endpoint): State<Endpoint>, request: Request) -> Response {
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
