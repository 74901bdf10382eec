//! One question from its bounds to its outcome: measured, run, completed, and logged if it was slow.

use std::time::{Duration, Instant};

use async_graphql::{Request as Question, Response};

use super::{
    answer::{Cost, Outcome},
    bounds::Bounds,
    introspection, nulls, operation,
    reading::Reading,
    redaction,
    schema::Schema,
    size,
    supervision::{Supervised, as_server_error},
};
use crate::http::question_answered;

/// Runs a question to its end.
pub(super) async fn execute(
    schema: &Schema,
    mut question: Question,
    reading: Reading,
    bounds: Bounds,
) -> Outcome {
    let began = Instant::now();
    let variables = question.variables.clone();
    // What cannot be parsed is refused by the schema, which says where.
    let wanted = question.operation_name.clone();
    let checked = question.parsed_query().map_or(Ok(None), |document| {
        size::check(document, &variables, &bounds)?;
        introspection::check(document)?;
        Ok(Some(operation::label(document, wanted.as_deref())))
    });
    let label = match checked {
        Ok(label) => label,
        Err(error) => {
            let response = Response::from_errors(vec![as_server_error(error)]);
            return Outcome { response, ..Outcome::default() };
        }
    };
    let cost_only =
        question.extensions.get("costOnly") == Some(&async_graphql::Value::Boolean(true));
    let supervised = Supervised::new(bounds, cost_only);
    let query = question.query.clone();
    let question = question.data(reading.clone()).data(supervised.clone());
    let mut response = schema.execute(question).await;
    nulls::complete(&mut response.data, &response.errors, &query, wanted.as_deref());
    let cost = supervised.measured().map(|measured| Cost {
        requested: measured.cost,
        limit: supervised.most(),
        depth: measured.depth,
    });
    if let Some(label) = label {
        // What was refused for its cost is counted among the refusals.
        let requested = cost.map(|cost| cost.requested).filter(|cost| *cost <= bounds.cost);
        question_answered(label, response.errors.is_empty(), began.elapsed(), requested);
    }
    if began.elapsed() >= bounds.slow {
        let names: Vec<_> = variables.keys().map(ToString::to_string).collect();
        log_slow(began.elapsed(), cost, &query, &names.join(" "));
    }
    Outcome { response, cost, hints: reading.hints() }
}

/// Tells the operator of a question that took long: its shape and cost, and the names of its
/// variables, but never what was put into it.
fn log_slow(took: Duration, cost: Option<Cost>, query: &str, variables: &str) {
    let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let cost = cost.map_or(0, |cost| cost.requested);
    tracing::warn!(
        duration_ms,
        cost,
        variables,
        query = redaction::redact(query),
        "a slow question"
    );
}
