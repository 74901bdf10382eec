//! One subscription: from what was sent to the stream of its events.

use std::{pin::Pin, time::Duration};

use async_graphql::{
    Request as Question, Response, Variables,
    parser::types::{OperationType, Selection},
};
use futures_util::stream::Stream;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Given, Live};
use crate::{
    error::{Code, Error},
    graphql::{bounds::Bounds, introspection, size, supervision::Supervised, tokens},
};

/// The longest question, in bytes: one field with its fields.
pub(super) const LONGEST: usize = 16 * 1024;

/// A subscription as it is sent, in a body, a message or an address.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Sent {
    query: Option<String>,
    /// An object; in an address its text.
    variables: Option<Json>,
    operation_name: Option<String>,
}

impl Sent {
    /// Of the bytes of a body.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` where they are something else.
    pub(super) fn read(body: &[u8]) -> crate::error::Result<Self> {
        serde_json::from_slice(body).map_err(|_| {
            Error::bad_user_input(
                "Send the subscription as JSON: {\"query\": \"subscription { … }\", \"variables\": {…}}",
            )
        })
    }

    /// The question.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` where there is none, or its variables are no object.
    pub(super) fn question(self) -> crate::error::Result<Question> {
        let query = self.query.filter(|query| !query.trim().is_empty()).ok_or_else(|| {
            Error::bad_user_input("There is no subscription: “query” is missing or empty")
        })?;
        let variables = match self.variables {
            Some(Json::String(text)) => serde_json::from_str(&text).unwrap_or(Json::String(text)),
            other => other.unwrap_or_default(),
        };
        if !(variables.is_object() || variables.is_null()) {
            return Err(Error::bad_user_input("“variables” must be an object"));
        }
        let mut question = Question::new(query).variables(Variables::from_json(variables));
        question.operation_name = self.operation_name.filter(|name| !name.is_empty());
        Ok(question)
    }
}

/// How long a stream may last; connections end before.
const LONGEST_STREAM: Duration = Duration::from_hours(24 * 365);

/// The events of a subscription.
pub(super) type Events = Pin<Box<dyn Stream<Item = Response> + Send>>;

impl Live {
    /// Begins a subscription.
    ///
    /// # Errors
    /// The errors as they are sent, where it cannot be begun.
    pub(super) fn begin(&self, mut question: Question, given: Given) -> Result<Events, Json> {
        check(&mut question).map_err(|error| json!([told(&error)]))?;
        // Each event is bounded as a question is; the stream itself may last.
        let bounds = Bounds { time: LONGEST_STREAM, ..Bounds::default() };
        let supervised = Supervised::new(bounds);
        let mut question = question.data(given.history).data(self.reading()).data(supervised);
        if let Some(desk) = given.desk {
            question = question.data(desk);
        }
        Ok(Box::pin(self.schema.execute_stream(question)))
    }
}

/// A question is taken if it is one subscription with one field, and not large.
fn check(question: &mut Question) -> crate::error::Result<()> {
    let (wanted, variables) = (question.operation_name.clone(), question.variables.clone());
    tokens::check(&question.query, Bounds::default().tokens)?;
    // What cannot be parsed is refused by the schema, which says where.
    let Ok(document) = question.parsed_query() else { return Ok(()) };
    size::check(document, &variables, &Bounds::default())?;
    introspection::check(document)?;
    for (name, operation) in document.operations.iter() {
        if wanted.is_some() && name.map(async_graphql::Name::as_str) != wanted.as_deref() {
            continue;
        }
        if operation.node.ty != OperationType::Subscription {
            return Err(Error::bad_user_input(
                "Only subscriptions are answered here: send queries to /graphql by POST",
            ));
        }
        let fields = &operation.node.selection_set.node.items;
        let single =
            fields.len() == 1 && fields.iter().all(|item| matches!(item.node, Selection::Field(_)));
        if !single {
            return Err(Error::bad_user_input(
                "A subscription has exactly one field: open another subscription for the next",
            ));
        }
    }
    Ok(())
}

/// An error as it is sent.
pub(super) fn told(error: &Error) -> Json {
    json!({ "message": error.public(), "extensions": { "code": error.code().as_str() } })
}

/// An event as it is sent: errors have codes, as everywhere.
pub(super) fn payload(response: &Response) -> Json {
    let errors: Vec<Json> = response
        .errors
        .iter()
        .map(|error| {
            let own = error.source::<Error>();
            let code = own.map_or(Code::BadUserInput, Error::code);
            json!({
                "message": error.message,
                "locations": error.locations.iter()
                    .map(|place| json!({ "line": place.line, "column": place.column }))
                    .collect::<Vec<_>>(),
                "extensions": { "code": code.as_str() },
            })
        })
        .collect();
    let data = serde_json::to_value(&response.data).unwrap_or_default();
    match (errors.is_empty(), data.is_null()) {
        (true, _) => json!({ "data": data }),
        (false, true) => json!({ "errors": errors }),
        (false, false) => json!({ "data": data, "errors": errors }),
    }
}
