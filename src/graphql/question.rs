//! From an HTTP request to a GraphQL request: what may be sent, and what is said to those who send
//! something else.

use async_graphql::{Request, parser::types::OperationType};
use axum::{
    extract::Query,
    http::{HeaderMap, StatusCode, Uri, header},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::{bounds::Bounds, stored::StoredQuestions, tokens};
use crate::error::Code;

/// A request that is no question: the status and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The HTTP status.
    pub(super) status: StatusCode,
    /// What is wrong and what to do.
    pub(super) message: String,
    /// The stable code.
    pub(super) code: &'static str,
}

impl Refusal {
    /// A refusal of something that the asker can mend.
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), code: Code::BadUserInput.as_str() }
    }

    /// The same with another code.
    pub(super) fn with_code(self, code: &'static str) -> Self {
        Self { code, ..self }
    }

    fn malformed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }
}

/// What a request asks.
pub(super) enum Sent {
    /// One question.
    One(Box<Result<Request, Refusal>>),
    /// Several questions in one request; each is answered or refused for itself.
    Several(Vec<Result<Request, Refusal>>),
}

/// What a question is read with.
#[derive(Clone, Copy)]
pub(super) struct Reader<'endpoint> {
    /// Questions by name and hash.
    pub(super) stored: &'endpoint StoredQuestions,
    /// How large a question may be.
    pub(super) bounds: &'endpoint Bounds,
}

impl Reader<'_> {
    /// The question or the questions of a POST request.
    pub(super) fn of_post(self, headers: &HeaderMap, body: &[u8]) -> Sent {
        if !is_json(headers) {
            return refused(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Send the question as JSON with the header “Content-Type: application/json”: {\"query\": \"…\", \"variables\": {…}}",
            ));
        }
        match serde_json::from_slice(body) {
            Err(error) => refused(Refusal::malformed(format!("The body is not JSON: {error}"))),
            Ok(serde_json::Value::Array(list)) => match list.len() {
                0 => refused(Refusal::malformed("The array holds no question")),
                many if many > self.bounds.batch => {
                    let most = self.bounds.batch;
                    let refusal = Refusal::malformed(format!(
                        "There are {many} questions in one request; at most {most} are taken"
                    ));
                    refused(refusal.with_code(Code::TooCostly.as_str()))
                }
                _ => Sent::Several(list.into_iter().map(|one| self.of_json(one)).collect()),
            },
            Ok(one) => Sent::One(Box::new(self.of_json(one))),
        }
    }

    /// The question in the address of a GET request; `None` where there is none.
    pub(super) fn of_get(self, address: &Uri) -> Option<Result<Request, Refusal>> {
        let Ok(Query(parameters)) = Query::<Parameters>::try_from_uri(address) else {
            return Some(Err(not_in_an_address()));
        };
        let named = parameters.document_id.is_some() || parameters.stored.is_some();
        if parameters.query.is_none() && parameters.extensions.is_none() && !named {
            return None;
        }
        Some(parameters.read().and_then(|(request, document)| {
            self.complete(request, document.as_deref()).and_then(read_only)
        }))
    }

    fn of_json(self, body: serde_json::Value) -> Result<Request, Refusal> {
        let body = without_nulls(body);
        let document = body.get("documentId").and_then(serde_json::Value::as_str);
        let document = document.map(str::to_owned);
        let request = serde_json::from_value(body).map_err(|error| {
            Refusal::malformed(format!(
                "The body is not a GraphQL question ({error}). It is an object with “query” (text), and where needed “variables” (object) and “operationName” (text)"
            ))
        })?;
        self.complete(request, document.as_deref())
    }

    /// The whole question, if it is one and not too long to be parsed.
    fn complete(self, mut request: Request, document: Option<&str>) -> Result<Request, Refusal> {
        tokens::check(&request.query, self.bounds.tokens)
            .map_err(|error| Refusal::malformed(error.public()).with_code(error.code().as_str()))?;
        self.stored.complete(&mut request, document)?;
        if request.query.trim().is_empty() {
            return Err(Refusal::malformed("There is no question: “query” is missing or empty"));
        }
        Ok(request)
    }
}

/// What the query string of a GET request may hold.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    query: Option<String>,
    /// A JSON object.
    variables: Option<String>,
    operation_name: Option<String>,
    /// A JSON object.
    extensions: Option<String>,
    /// The name of a stored question, as the specification's appendix on stored documents calls it.
    document_id: Option<String>,
    /// The same in a word that people remember.
    stored: Option<String>,
}

impl Parameters {
    /// The request, and the name of a stored question.
    fn read(self) -> Result<(Request, Option<String>), Refusal> {
        let mut request = Request::new(self.query.unwrap_or_default());
        if let Some(variables) = read_json(self.variables)? {
            request = request.variables(async_graphql::Variables::from_json(variables));
        }
        request.extensions = read_json(self.extensions)?.unwrap_or_default();
        request.operation_name = self.operation_name.filter(|name| !name.is_empty());
        let document = self.document_id.or(self.stored).filter(|name| !name.is_empty());
        Ok((request, document))
    }
}

/// A form without script sends empty texts for what was not filled in.
fn read_json<T: DeserializeOwned>(text: Option<String>) -> Result<Option<T>, Refusal> {
    text.filter(|text| !text.trim().is_empty())
        .map(|text| serde_json::from_str(&text).map_err(|_| not_in_an_address()))
        .transpose()
}

fn not_in_an_address() -> Refusal {
    Refusal::malformed(
        "The address is not a GraphQL question. It takes ?query=… (or ?stored= and the name of a stored question), and where needed &variables={…} (JSON), &operationName=… and &extensions={…} (JSON), each percent-encoded",
    )
}

/// The same question, if it only reads.
///
/// What cannot be parsed passes: the schema will say what is wrong with it.
fn read_only(mut request: Request) -> Result<Request, Refusal> {
    let wanted = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else { return Ok(request) };
    let reads = document
        .operations
        .iter()
        .filter(|(name, _)| {
            wanted.is_none() || name.is_none_or(|name| Some(name.as_str()) == wanted.as_deref())
        })
        .all(|(_, operation)| operation.node.ty == OperationType::Query);
    if reads {
        return Ok(request);
    }
    Err(Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "By GET only queries are answered; send this with POST",
    ))
}

/// Clients send `null` for what they do not use.
fn without_nulls(mut body: serde_json::Value) -> serde_json::Value {
    if let Some(fields) = body.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    body
}

fn refused(refusal: Refusal) -> Sent {
    Sent::One(Box::new(Err(refusal)))
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|kind| {
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/json")
    })
}
