//! From an HTTP request to a GraphQL request: what may be sent, and what is said to those who send
//! something else.

use async_graphql::{Request, parser::types::OperationType};
use axum::{
    extract::Query,
    http::{HeaderMap, StatusCode, Uri, header},
};
use serde::Deserialize;

/// A request that is no question: the status and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The HTTP status.
    pub(super) status: StatusCode,
    /// What is wrong and what to do.
    pub(super) message: String,
}

impl Refusal {
    /// A refusal.
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }
}

/// The question of a POST request.
pub(super) fn of_post(headers: &HeaderMap, body: &[u8]) -> Result<Request, Refusal> {
    if !is_json(headers) {
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Send the question as JSON with the header “Content-Type: application/json”: {\"query\": \"…\", \"variables\": {…}}",
        ));
    }
    let malformed = |what: String| Refusal::new(StatusCode::BAD_REQUEST, what);
    let body: serde_json::Value = serde_json::from_slice(body)
        .map_err(|error| malformed(format!("The body is not JSON: {error}")))?;
    if body.is_array() {
        return Err(malformed(
            "Send one question in each request; several in one array are not taken".to_owned(),
        ));
    }
    serde_json::from_value(without_nulls(body)).map_err(|error| {
        malformed(format!(
            "The body is not a GraphQL question ({error}). It is an object with “query” (text), and where needed “variables” (object) and “operationName” (text)"
        ))
    })
    .and_then(asked)
}

/// What the query string of a GET request may hold.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    query: Option<String>,
    /// A JSON object.
    variables: Option<String>,
    operation_name: Option<String>,
}

/// The question in the address of a GET request; `None` where there is none.
pub(super) fn of_get(address: &Uri) -> Option<Result<Request, Refusal>> {
    match Query::<Parameters>::try_from_uri(address) {
        Ok(Query(Parameters { query: None, .. })) => None,
        Ok(Query(parameters)) => Some(parameters.read().and_then(asked).and_then(read_only)),
        Err(_) => Some(Err(not_in_an_address())),
    }
}

impl Parameters {
    fn read(self) -> Result<Request, Refusal> {
        let mut request = Request::new(self.query.unwrap_or_default());
        // A form without script sends empty texts for what was not filled in.
        if let Some(variables) = self.variables.filter(|text| !text.trim().is_empty()) {
            let variables = serde_json::from_str(&variables).map_err(|_| not_in_an_address())?;
            request = request.variables(async_graphql::Variables::from_json(variables));
        }
        request.operation_name = self.operation_name.filter(|name| !name.is_empty());
        Ok(request)
    }
}

fn not_in_an_address() -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "The address is not a GraphQL question. It takes ?query=…, and where needed &variables={…} (JSON) and &operationName=…, each percent-encoded",
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

fn asked(request: Request) -> Result<Request, Refusal> {
    if request.query.trim().is_empty() {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "There is no question: “query” is missing or empty",
        ));
    }
    Ok(request)
}

/// Clients send `null` for what they do not use.
fn without_nulls(mut body: serde_json::Value) -> serde_json::Value {
    if let Some(fields) = body.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    body
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|kind| {
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/json")
    })
}
