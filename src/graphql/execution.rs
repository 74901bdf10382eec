//! One question from its bounds to its outcome: measured, run, completed, and logged if it was slow.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use async_graphql::{Request as Question, Response, parser::types::ExecutableDocument};

use super::{
    answer::{Cost, Outcome},
    bounds::Bounds,
    hollow, introspection, nulls, operation,
    reading::Reading,
    redaction, required,
    schema::Schemas,
    size,
    supervision::{CheckOnly, Supervised, as_server_error},
    written::WrittenHere,
};
use crate::http::question_answered;

/// A question that costs at most so much runs unsupervised from field to field: a tenth of what one
/// may cost by default, by `cost`'s measure a tenth of a second. What takes long in it, the walks and
/// comparisons, looks at the clock itself ([`Reading::of`]).
const LIGHT: usize = 50_000;

/// Runs a question to its end.
pub(super) async fn execute(
    schemas: &Schemas,
    mut question: Question,
    reading: Reading,
    bounds: Bounds,
) -> Outcome {
    let began = Instant::now();
    let variables = question.variables.clone();
    // What cannot be parsed is refused by the schema, which says where.
    let wanted = question.operation_name.clone();
    let checked = question.parsed_query().map_or(Ok((None, None)), |document| {
        size::check(document, &variables, &bounds)?;
        introspection::check(document)?;
        if let Some(operation) = nulls::find_operation(document, wanted.as_deref()) {
            required::check(operation, &variables)?;
        }
        let label = operation::label(document, wanted.as_deref());
        Ok((Some(label), Some(document.clone())))
    });
    let (label, document) = match checked {
        Ok(checked) => checked,
        Err(error) => {
            let response = Response::from_errors(vec![as_server_error(error)]);
            return Outcome { response, ..Outcome::default() };
        }
    };
    let cost_only =
        question.extensions.get("costOnly") == Some(&async_graphql::Value::Boolean(true));
    let supervised = Supervised::new(bounds);
    let query = question.query.clone();
    let refused = measure(schemas, &question, document, &supervised).await;
    let mut response = match refused {
        None if cost_only => Response::default(),
        None => {
            let cost = supervised.measured().map_or(usize::MAX, |measured| measured.cost);
            let schema = if cost <= LIGHT { &schemas.light } else { &schemas.supervised };
            if let Some(marked) = question.parsed_query().ok().and_then(hollow::marked) {
                question.set_parsed_query(marked);
            }
            let question =
                question.data(reading.clone()).data(supervised.clone()).data(WrittenHere);
            schema.execute(question).await
        }
        Some(refusal) => refusal,
    };
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

/// Checks a question and measures what it costs, without running it; the answer where it is refused.
async fn measure(
    schemas: &Schemas,
    question: &Question,
    document: Option<ExecutableDocument>,
    supervised: &Arc<Supervised>,
) -> Option<Response> {
    let mut checked = Question::new(question.query.as_str()).variables(question.variables.clone());
    checked.operation_name.clone_from(&question.operation_name);
    if let Some(document) = document {
        checked.set_parsed_query(document);
    }
    let response =
        schemas.supervised.execute(checked.data(supervised.clone()).data(CheckOnly)).await;
    (!response.errors.is_empty()).then_some(response)
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
