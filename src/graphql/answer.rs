//! From a GraphQL response to an HTTP response: stable codes on every error, causes to the log, the
//! revision, and the status that goes with the form of the answer.

use async_graphql::{ErrorExtensionValues, ServerError, Value};
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Serialize;

use super::{
    negotiation::Form,
    question::Refusal,
    suggestion,
    written::{length, write_value},
};
use crate::{
    error::{Code, Error},
    http::refused,
};

/// The header that tells the revision of the data.
const REVISION: HeaderName = HeaderName::from_static("graphql-revision");

/// What the library says of a question that is over a bound of the schema.
const OVER_A_BOUND: [&str; 4] = ["too complex", "too deep", "recursion depth", "recursion limit"];

/// The most errors that are told of one question; a question can be wrong in thousands of places.
const MOST_ERRORS: usize = 20;

/// The longest message, in characters: the library repeats what was sent.
const LONGEST_MESSAGE: usize = 500;

/// What stands in a GraphQL response beside its data, as it is sent.
#[derive(Serialize)]
struct Body<'response> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: &'response Vec<ServerError>,
    extensions: Extensions<'response>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Extensions<'response> {
    /// The revision of the data from which the answer comes.
    revision: i64,
    /// What the question costs, and the most that one may.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<Cost>,
    /// What was asked for by a name that is not there, and the nearest names.
    #[serde(skip_serializing_if = "<[Value]>::is_empty")]
    hints: &'response [Value],
    /// How many errors are not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors_left_out: Option<usize>,
}

/// The price of a question in `extensions.cost`.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Cost {
    /// Values that the answer can have.
    pub(super) requested: usize,
    /// The most that a question may cost.
    pub(super) limit: usize,
    /// Levels of fields.
    pub(super) depth: usize,
}

/// What the library made of a question, and what was learned meanwhile.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// What the library made of it.
    pub(super) response: async_graphql::Response,
    /// What it costs; `None` where it could not be read.
    pub(super) cost: Option<Cost>,
    /// Names that are not there, with the nearest.
    pub(super) hints: Vec<Value>,
    /// Whether it was run, and not refused or only measured.
    pub(super) was_run: bool,
}

/// One answer, written out.
#[derive(Debug)]
pub(super) struct Written {
    bytes: Vec<u8>,
    revision: i64,
    was_run: bool,
    faultless: bool,
}

/// Whether a response says why nothing was run: the library gives errors of parsing and validation no
/// path, and no field has then been run.
pub(super) fn is_refusal(response: &async_graphql::Response) -> bool {
    response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}

/// To whom an answer goes, and of which revision it is.
#[derive(Debug, Clone)]
pub(super) struct Letterhead {
    /// The form in which it goes.
    pub(super) form: Form,
    /// The revision of the data.
    pub(super) revision: i64,
    /// The id of the request.
    pub(super) request_id: String,
}

impl Letterhead {
    /// Writes the answer to a question that reached the schema.
    pub(super) fn write(&self, outcome: Outcome) -> Written {
        let Outcome { mut response, cost, hints, .. } = outcome;
        let left_out = response.errors.len().saturating_sub(MOST_ERRORS);
        response.errors.truncate(MOST_ERRORS);
        let codes: Vec<_> =
            response.errors.iter_mut().map(|error| complete(error, &self.request_id)).collect();
        // Without errors only the cost was asked for.
        let was_run = !is_refusal(&response);
        if let Some(code) = codes.first().filter(|_| !was_run) {
            refused(code.as_str());
        }
        let body = Body {
            errors: &response.errors,
            extensions: Extensions {
                revision: self.revision,
                cost,
                hints: &hints,
                errors_left_out: (left_out > 0).then_some(left_out),
            },
        };
        self.bytes_of(was_run.then_some(&response.data), &body)
    }

    /// Writes what is said of a request that is no question.
    pub(super) fn write_refusal(&self, refusal: &Refusal) -> Written {
        refused(refusal.code);
        let mut error = ServerError::new(refusal.message.as_str(), None);
        complete(&mut error, &self.request_id);
        error
            .extensions
            .get_or_insert_with(ErrorExtensionValues::default)
            .set("code", refusal.code);
        let extensions =
            Extensions { revision: self.revision, cost: None, hints: &[], errors_left_out: None };
        self.bytes_of(None, &Body { errors: &vec![error], extensions })
    }

    /// The data of an answer, where the question was run, and what stands beside it.
    fn bytes_of(&self, data: Option<&Value>, body: &Body<'_>) -> Written {
        let faultless = body.errors.is_empty();
        match bytes_of(data, body) {
            Ok(bytes) => {
                Written { bytes, revision: self.revision, was_run: data.is_some(), faultless }
            }
            // Values of GraphQL can always be written as JSON.
            Err(error) => {
                tracing::error!(%error, request_id = self.request_id, "an answer cannot be written");
                Written { bytes: b"{}".to_vec(), revision: 0, was_run: false, faultless: false }
            }
        }
    }

    /// The answer to a question; `tag` names it if it has no errors.
    pub(super) fn send(&self, written: Written, tag: Option<HeaderValue>) -> Response {
        let status = match self.form {
            Form::GraphqlResponse if !written.was_run => StatusCode::BAD_REQUEST,
            Form::GraphqlResponse | Form::Json => StatusCode::OK,
        };
        let mut answer = (status, written.bytes).into_response();
        Self { revision: written.revision, ..self.clone() }.dress(&mut answer);
        if let Some(tag) = tag.filter(|_| written.faultless) {
            answer.headers_mut().insert(header::ETAG, tag);
        }
        answer
    }

    /// The answers to several questions, as an array.
    pub(super) fn send_all(&self, all: Vec<Written>) -> Response {
        let revision = all.iter().map(|written| written.revision).max().unwrap_or(self.revision);
        let mut bytes = vec![b'['];
        for (place, written) in all.into_iter().enumerate() {
            if place > 0 {
                bytes.push(b',');
            }
            bytes.extend(written.bytes);
        }
        bytes.push(b']');
        let mut answer = bytes.into_response();
        Self { revision, ..self.clone() }.dress(&mut answer);
        answer
    }

    /// The answer to a request that is no question.
    pub(super) fn refuse(&self, refusal: &Refusal) -> Response {
        let mut answer = (refusal.status, self.write_refusal(refusal).bytes).into_response();
        let headers = answer.headers_mut();
        match refusal.status {
            StatusCode::METHOD_NOT_ALLOWED => {
                headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            _ => {}
        }
        self.dress(&mut answer);
        answer
    }

    /// The answer to somebody who has it already.
    pub(super) fn not_modified(&self, mut answer: Response) -> Response {
        self.dress(&mut answer);
        answer.headers_mut().remove(header::CONTENT_TYPE);
        answer
    }

    fn dress(&self, answer: &mut Response) {
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.form.content_type()));
        headers.insert(header::VARY, HeaderValue::from_static("accept"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(REVISION, HeaderValue::from(self.revision));
    }
}

fn bytes_of(data: Option<&Value>, body: &Body<'_>) -> serde_json::Result<Vec<u8>> {
    // What stands beside the data is short.
    let mut bytes = Vec::with_capacity(256 + data.map_or(0, length));
    bytes.push(b'{');
    if let Some(data) = data {
        bytes.extend_from_slice(b"\"data\":");
        write_value(data, &mut bytes)?;
        bytes.push(b',');
    }
    // An object of its own, of which the opening brace stands already.
    let rest = serde_json::to_vec(body)?;
    bytes.extend_from_slice(rest.strip_prefix(b"{").unwrap_or(&rest));
    Ok(bytes)
}

/// Gives an error its code and the id of the request, and the log its cause.
fn complete(error: &mut ServerError, request_id: &str) -> Code {
    let own = error.source::<Error>();
    let code = own.map_or_else(|| code_of(&error.message), Error::code);
    if let Some(own) = own.filter(|own| std::error::Error::source(*own).is_some()) {
        tracing::error!(code = code.as_str(), cause = own.chain(), "a field failed");
    }
    error.message = suggestion::complete(readable(&error.message));
    // Places are counted from 1; the library writes 0 where it knows none.
    error.locations.retain(|place| place.line > 0);
    let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
    extensions.set("code", code.as_str());
    extensions.set("requestId", request_id);
    code
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
