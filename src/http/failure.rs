//! Failures on the wire: every answer that is no answer, in one form for machines and one for
//! people, with the request id to quote. The cause goes once to the log, never to the reader.
//!
//! Handlers return a [`Failure`]; it travels as an extension of an empty response and becomes a
//! body in [`render`], which alone knows what the reader accepts.

use std::{any::Any, sync::Arc, time::Duration};

use axum::{
    Json,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};

use super::request_id::RequestId;
use crate::error::{Code, Error};

/// An answer that is no answer.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The HTTP status.
    pub status: StatusCode,
    /// The stable code.
    pub code: Code,
    /// What happened and what to do next.
    pub message: String,
    /// The id to quote; set when the failure is rendered.
    pub request_id: String,
    /// Ways on: what may have been meant, as a name and the address of its page.
    pub ways: Vec<(String, String)>,
    /// The chain of causes, for the log.
    cause: Option<String>,
}

/// Makes the page of a failure for those who asked for HTML.
pub type FailurePage = Arc<dyn Fn(&Failure) -> String + Send + Sync>;

impl Failure {
    fn new(status: StatusCode, code: Code, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            request_id: String::new(),
            ways: Vec::new(),
            cause: None,
        }
    }

    /// The same failure with ways on.
    #[must_use]
    pub fn with_ways(self, ways: Vec<(String, String)>) -> Self {
        Self { ways, ..self }
    }

    /// There is no such page.
    pub fn no_such_page() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            Code::NotFound,
            "There is no page at this address. Check it, or search for what you are looking for.",
        )
    }

    fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            Code::BadUserInput,
            "This address does not take requests of that method; the Allow header names those that it takes.",
        )
    }

    pub(super) fn overloaded() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Unavailable,
            "The service is answering as many requests as it can. Try again in a moment.",
        )
    }

    pub(super) fn too_often() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            Code::RateLimited,
            "You are asking too often. Wait as many seconds as the header Retry-After says, then go on more slowly.",
        )
    }

    pub(super) fn too_many_at_once(most: usize) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            Code::RateLimited,
            format!(
                "At most {most} of your requests are worked on at once. Wait for answers before you ask on."
            ),
        )
    }

    pub(super) fn timed_out(limit: Duration) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Unavailable,
            format!(
                "The answer took longer than {} seconds and was given up. Ask for less at once, or try again.",
                limit.as_secs_f64()
            ),
        )
    }

    pub(super) fn too_many(message: impl Into<String>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, Code::Unavailable, message)
    }

    fn too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            Code::BadUserInput,
            "The body of the request is too large. Send it in smaller parts.",
        )
    }

    /// A failure for an answer that has only a status.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::no_such_page(),
            StatusCode::METHOD_NOT_ALLOWED => Self::method_not_allowed(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            status if status.is_server_error() => Error::internal("an empty answer").into(),
            status => Self::new(
                status,
                Code::BadUserInput,
                format!(
                    "The request was refused: {}.",
                    status.canonical_reason().unwrap_or("unknown reason").to_lowercase()
                ),
            ),
        }
    }

    /// The body for machines: the shape of a GraphQL error, so that a GraphQL client needs no
    /// second way of reading failures.
    fn json(&self) -> serde_json::Value {
        serde_json::json!({"errors": [{
            "message": self.message,
            "extensions": {"code": self.code.as_str(), "requestId": self.request_id},
        }]})
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let status = StatusCode::from_u16(error.code().http_status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let cause = std::error::Error::source(&error).is_some().then(|| error.chain());
        Self { cause, ..Self::new(status, error.code(), error.public()) }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The failure of a handler that panicked: a mistake of ours. Its text is already in the log
/// (`telemetry::log_panics`).
pub(super) fn of_panic(_text: Box<dyn Any + Send + 'static>) -> Response {
    Failure { cause: None, ..Error::internal("panic").into() }.into_response()
}

/// Gives every failure its body, logs its cause, and tells when to try again.
pub(super) async fn render(
    State(page): State<FailurePage>,
    request: Request,
    next: Next,
) -> Response {
    let html = wants_html(request.headers());
    let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let mut response = next.run(request).await;
    let Some(failure) = failure_of(&mut response) else { return response };
    let failure = Failure { request_id: id, ..failure };
    if let Some(cause) = &failure.cause {
        tracing::error!(code = failure.code.as_str(), cause, "a request failed");
    }
    answer(&failure, html, &page, response)
}

fn failure_of(response: &mut Response) -> Option<Failure> {
    let status = response.status();
    let failure = response.extensions_mut().remove::<Failure>();
    let bare = !response.headers().contains_key(header::CONTENT_TYPE);
    // tower-http's refusal of a large body is a plain text; every other text is a handler's own.
    let silent = status == StatusCode::PAYLOAD_TOO_LARGE
        || (bare && (status.is_client_error() || status.is_server_error()));
    failure.or_else(|| silent.then(|| Failure::of_status(status)))
}

/// Keeps what the answer already has of headers (`Allow`, for one), and replaces the body.
fn answer(failure: &Failure, html: bool, page: &FailurePage, response: Response) -> Response {
    let body = if html {
        Html(page(failure)).into_response()
    } else {
        Json(failure.json()).into_response()
    };
    let (mut parts, _) = response.into_parts();
    let (content, body) = body.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.extend(content.headers);
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    parts.headers.append(header::VARY, HeaderValue::from_static("accept"));
    // Refusals stand outside the layer for other origins; without this a notebook in a browser
    // would not learn why it was refused. There is nothing in them that is not for everybody.
    parts
        .headers
        .entry(header::ACCESS_CONTROL_ALLOW_ORIGIN)
        .or_insert(HeaderValue::from_static("*"));
    parts
        .headers
        .entry(header::ACCESS_CONTROL_EXPOSE_HEADERS)
        .or_insert(HeaderValue::from_static("retry-after, x-request-id"));
    if parts.status == StatusCode::SERVICE_UNAVAILABLE {
        parts.headers.entry(header::RETRY_AFTER).or_insert(HeaderValue::from_static("1"));
    }
    Response::from_parts(parts, Body::new(body))
}

/// Browsers name `text/html`; programs that accept anything get JSON.
fn wants_html(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT).iter().any(|value| {
        value.to_str().is_ok_and(|accepted| {
            accepted.split(',').any(|one| {
                let kind = one.split(';').next().unwrap_or_default().trim();
                kind.eq_ignore_ascii_case("text/html")
            })
        })
    })
}
