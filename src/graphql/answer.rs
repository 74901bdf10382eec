//! From a GraphQL response to an HTTP response: stable codes on every error, causes to the log, the
//! revision, and the status that goes with the form of the answer.

use async_graphql::{ErrorExtensionValues, ServerError, Value};
use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Serialize;

use super::{negotiation::Form, question::Refusal};
use crate::error::{Code, Error};

/// The header that tells the revision of the data.
const REVISION: HeaderName = HeaderName::from_static("graphql-revision");

/// What the library says of a question that is over a bound of the schema.
const OVER_A_BOUND: [&str; 3] = ["too complex", "too deep", "recursion depth"];

/// The most errors that are told of one question; a question can be wrong in thousands of places.
const MOST_ERRORS: usize = 20;

/// The longest message, in characters: the library repeats what was sent.
const LONGEST_MESSAGE: usize = 500;

/// A GraphQL response as it is sent. A question that was not run has no `data`.
#[derive(Serialize)]
struct Body<'response> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'response Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: &'response Vec<ServerError>,
    extensions: Extensions,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Extensions {
    /// The revision of the data from which the answer comes.
    revision: i64,
    /// How many errors are not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors_left_out: Option<usize>,
}

/// The answer to a question that reached the schema.
pub(super) fn to_http(
    mut response: async_graphql::Response,
    form: Form,
    revision: i64,
    request_id: &str,
) -> Response {
    let left_out = response.errors.len().saturating_sub(MOST_ERRORS);
    response.errors.truncate(MOST_ERRORS);
    for error in &mut response.errors {
        complete(error, request_id);
    }
    // The library gives errors of parsing and validation no path, and no field has then been run.
    let was_run =
        response.data != Value::Null || response.errors.iter().any(|error| !error.path.is_empty());
    let body = Body {
        data: was_run.then_some(&response.data),
        errors: &response.errors,
        extensions: Extensions { revision, errors_left_out: (left_out > 0).then_some(left_out) },
    };
    let mut answer = (status(form, was_run), Json(body)).into_response();
    dress(&mut answer, form, revision);
    answer
}

/// The answer to a request that is no question.
pub(super) fn refuse(refusal: Refusal, form: Form, revision: i64, request_id: &str) -> Response {
    let mut error = ServerError::new(refusal.message, None);
    complete(&mut error, request_id);
    let body = Body {
        data: None,
        errors: &vec![error],
        extensions: Extensions { revision, errors_left_out: None },
    };
    let mut answer = (refusal.status, Json(body)).into_response();
    if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    }
    dress(&mut answer, form, revision);
    answer
}

fn dress(answer: &mut Response, form: Form, revision: i64) {
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.content_type()));
    headers.insert(header::VARY, HeaderValue::from_static("accept"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(REVISION, HeaderValue::from(revision));
}

fn status(form: Form, was_run: bool) -> StatusCode {
    match form {
        Form::GraphqlResponse if !was_run => StatusCode::BAD_REQUEST,
        Form::GraphqlResponse | Form::Json => StatusCode::OK,
    }
}

/// Gives an error its code and the id of the request, and the log its cause.
fn complete(error: &mut ServerError, request_id: &str) {
    let own = error.source::<Error>();
    let code = own.map_or_else(|| code_of(&error.message), Error::code);
    if let Some(own) = own.filter(|own| std::error::Error::source(*own).is_some()) {
        tracing::error!(code = code.as_str(), cause = own.chain(), "a field failed");
    }
    error.message = readable(&error.message);
    let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
    extensions.set("code", code.as_str());
    extensions.set("requestId", request_id);
}

/// The message for people. The parser draws the place of an error in the question; the place stands
/// in `locations`, so only what was expected is kept.
fn readable(message: &str) -> String {
    let text = match message.rsplit_once("\n  = ").or_else(|| message.rsplit_once("= ")) {
        Some((drawing, expected)) if drawing.trim_start().starts_with("-->") => {
            format!("The query cannot be read: {expected}")
        }
        _ => message.to_owned(),
    };
    match text.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The code of an error of the library: it is about the question, so the asker can mend it.
fn code_of(message: &str) -> Code {
    if OVER_A_BOUND.iter().any(|words| message.contains(words)) {
        Code::TooCostly
    } else {
        Code::BadUserInput
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_was_expected_and_does_not_repeat_the_question() {
        let drawn = format!(
            " --> 1:900\n   |\n1  | {}\n   |     ^---\n   |\n   = expected selection",
            "{".repeat(9000)
        );
        assert_eq!(readable(&drawn), "The query cannot be read: expected selection");
        assert_eq!(readable("Unknown field “é”"), "Unknown field “é”");
        assert_eq!(readable(&"é".repeat(9000)).chars().count(), LONGEST_MESSAGE + 1);
    }
}
