//! The endpoint `/graphql`: each request takes one view at its start and answers from it alone.

use std::{panic, sync::Arc};

use async_graphql::{Pos, Request as Question};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};

use super::{
    answer,
    desk::AtDesk,
    introspection::INTROSPECTION,
    mutation::Reached,
    negotiation::{self, Form},
    nulls,
    question::{self, Refusal},
    reading::Reading,
    schema::{Schema, build_schema},
    size,
};
use crate::{
    http::{Caller, RequestId, addresses::BaseUrl, cors_for_reads},
    query::History,
    view::View,
};

/// Where the endpoint is.
pub(super) const ENDPOINT: &str = "/graphql";

/// The longest body of a question, in bytes. Questions are text that somebody wrote; variables may
/// hold a few thousand slugs.
const LONGEST_BODY: usize = 256 * 1024;

/// Gives the view from which a request that begins now is answered.
pub type CurrentView = Arc<dyn Fn() -> Arc<View> + Send + Sync>;

/// What the endpoint needs to be told.
#[derive(Clone)]
pub(super) struct Endpoint {
    schema: Schema,
    view: CurrentView,
    base: Arc<BaseUrl>,
}

impl Endpoint {
    /// An endpoint that answers from the current view; `base` is the address of the service.
    pub(super) fn new(view: CurrentView, base: BaseUrl) -> Self {
        Self { schema: build_schema(), view, base: Arc::new(base) }
    }

    /// The routes of the endpoint.
    pub(super) fn routes(self) -> Router {
        Router::new()
            .route(ENDPOINT, get(answer_get).post(answer_post))
            .layer(cors_for_reads())
            .with_state(self)
    }
}

/// One request at its endpoint: what every answer to it needs.
struct Asked {
    endpoint: Endpoint,
    view: Arc<View>,
    request_id: String,
    form: Form,
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
        let asked = Self {
            endpoint,
            view,
            request_id: id.unwrap_or_default(),
            form: form.unwrap_or(Form::Json),
            caller: request.extensions().get::<Caller>().cloned(),
            desk: request.extensions().get::<AtDesk>().cloned(),
            history: request.extensions().get::<History>().cloned(),
        };
        match form {
            Some(_) => Ok(asked),
            None => Err(Box::new(asked.refuse(Refusal::new(
                StatusCode::NOT_ACCEPTABLE,
                "Answers come as application/graphql-response+json or application/json: name one of them in the header “Accept”",
            )))),
        }
    }

    fn refuse(&self, refusal: Refusal) -> Response {
        answer::refuse(refusal, self.form, self.view.revision(), &self.request_id)
    }

    /// Runs a question on a worker thread: resolvers compute and never wait, so on the reactor they
    /// would hold up everybody else.
    async fn run(self, question: Question) -> Response {
        let reached = Reached::default();
        let mut question = question.data(reached.clone());
        if let Some(caller) = self.caller.clone() {
            question = question.data(caller);
        }
        if let Some(desk) = self.desk.clone() {
            question = question.data(desk);
        }
        if let Some(history) = self.history.clone() {
            question = question.data(history);
        }
        let reading = Reading::new(self.view.clone(), self.endpoint.base.clone());
        let schema = self.endpoint.schema.clone();
        let (runtime, span) = (tokio::runtime::Handle::current(), tracing::Span::current());
        let work = move || span.in_scope(|| runtime.block_on(execute(&schema, question, reading)));
        match tokio::task::spawn_blocking(work).await {
            Ok(response) => {
                let revision = self.view.revision().max(reached.revision());
                answer::to_http(response, self.form, revision, &self.request_id)
            }
            // The shell around all routes answers panics; a task is only cancelled at the end.
            Err(ended) => match ended.try_into_panic() {
                Ok(payload) => panic::resume_unwind(payload),
                Err(_) => self.refuse(Refusal::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The service is stopping. Try again in a moment",
                )),
            },
        }
    }
}

async fn answer_get(State(endpoint): State<Endpoint>, request: Request) -> Response {
    let question = question::of_get(request.uri());
    if question.is_none() && negotiation::wants_html(request.headers()) {
        return Redirect::to(super::pages::GRAPHIQL).into_response();
    }
    let asked = match Asked::new(endpoint, &request) {
        Ok(asked) => asked,
        Err(refused) => return *refused,
    };
    match question {
        // Tools ask the bare address for the schema.
        None => asked.run(Question::new(INTROSPECTION)).await,
        Some(Err(refusal)) => asked.refuse(refusal),
        Some(Ok(question)) => asked.run(question).await,
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
        Err(refusal) => return asked.refuse(refusal),
    };
    match question::of_post(&parts.headers, &body) {
        Ok(question) => asked.run(question).await,
        Err(refusal) => asked.refuse(refusal),
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

/// Runs a question to its end.
async fn execute(
    schema: &Schema,
    mut question: Question,
    reading: Reading,
) -> async_graphql::Response {
    // What cannot be parsed is refused by the schema, which says where.
    if let Err(error) = question.parsed_query().map_or(Ok(()), size::check) {
        let error = async_graphql::Error::new_with_source(error);
        return async_graphql::Response::from_errors(vec![error.into_server_error(Pos::default())]);
    }
    let (query, operation) = (question.query.clone(), question.operation_name.clone());
    let mut response = schema.execute(question.data(reading)).await;
    nulls::complete(&mut response.data, &response.errors, &query, operation.as_deref());
    response
}
