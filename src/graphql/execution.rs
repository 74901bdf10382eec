//! One question from its bounds to its outcome: measured, run, completed, and logged if it was slow.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use async_graphql::{Request as Question, Response, parser::types::OperationType};

use super::{
    answer::{Cost, Outcome, is_refusal},
    bounds::Bounds,
    hollow, introspection,
    known_questions::KnownQuestion,
    nulls, operation,
    reading::Reading,
    redaction, required,
    schema::Schemas,
    shape, size,
    supervision::{CheckOnly, Supervised, as_server_error},
    written::WrittenHere,
};
use crate::{error::Error, http::question_answered};

/// A question that costs at most so much runs unsupervised from field to field: a tenth of what one
/// may cost by default, by `cost`'s measure a tenth of a second. What takes long in it, the walks and
/// comparisons, looks at the clock itself ([`Reading::of`]).
const LIGHT: usize = 50_000;

/// A question that costs at most so much is answered in a millisecond or two.
const QUICK: usize = 2_000;

/// A question that was checked and measured, or refused.
pub(super) struct Checked {
    question: Question,
    /// What is said where it is not run.
    refused: Option<Response>,
    label: Option<String>,
    writes: bool,
    supervised: Arc<Supervised>,
    bounds: Bounds,
    began: Instant,
}

/// Checks a question and measures what it costs, without running it. A known one is measured once for
/// each shape of its variables: the library checks it again before it runs it.
pub(super) async fn check(
    schemas: &Schemas,
    mut question: Question,
    bounds: Bounds,
    known: Option<&KnownQuestion>,
) -> Checked {
    let began = Instant::now();
    let supervised = Supervised::new(bounds);
    let (label, writes, refused) = match read(&mut question, &bounds) {
        Ok((label, writes)) => {
            (label, writes, measure_once(schemas, &mut question, &supervised, known).await)
        }
        Err(error) => (None, false, Some(Response::from_errors(vec![as_server_error(error)]))),
    };
    Checked { question, refused, label, writes, supervised, bounds, began }
}

/// What a question asks for, for the measurements, and whether it may write, if it keeps the bounds
/// that can be seen in its text. What cannot be parsed is refused by the schema, which says where.
fn read(question: &mut Question, bounds: &Bounds) -> Result<(Option<String>, bool), Error> {
    let wanted = question.operation_name.clone();
    let variables = question.variables.clone();
    let Ok(document) = question.parsed_query() else { return Ok((None, false)) };
    size::check(document, &variables, bounds)?;
    introspection::check(document)?;
    let operation = nulls::find_operation(document, wanted.as_deref());
    if let Some(operation) = operation {
        required::check(operation, &variables)?;
    }
    let writes = operation.is_some_and(|operation| operation.ty != OperationType::Query);
    Ok((Some(operation::label(document, wanted.as_deref())), writes))
}

impl Checked {
    /// Whether it is answered in a millisecond or two: it costs little, or was `swift` before with as
    /// much cost. A write waits for the database and may read a document meanwhile.
    pub(super) fn is_quick(&self, swift: impl FnOnce(usize) -> bool) -> bool {
        let cost = self.cost();
        let light = cost <= LIGHT && !self.writes;
        self.refused.is_some() || (light && (cost <= QUICK || swift(cost)))
    }

    fn cost(&self) -> usize {
        self.supervised.measured().map_or(usize::MAX, |measured| measured.cost)
    }

    /// Runs it to its end, unless it was refused.
    pub(super) async fn run(self, schemas: &Schemas, reading: Reading) -> Outcome {
        let schema = if self.cost() <= LIGHT { &schemas.light } else { &schemas.supervised };
        let Self { question, refused, label, supervised, bounds, began, .. } = self;
        let (query, wanted) = (question.query.clone(), question.operation_name.clone());
        let variables: Vec<_> = question.variables.keys().map(ToString::to_string).collect();
        let cost_only =
            question.extensions.get("costOnly") == Some(&async_graphql::Value::Boolean(true));
        let admitted = refused.is_none() && !cost_only;
        let mut response = match refused {
            Some(refusal) => refusal,
            None if cost_only => Response::default(),
            None => {
                let (reading, supervised) = (reading.clone(), supervised.clone());
                let question = marked(question).data(reading).data(supervised).data(WrittenHere);
                schema.execute(question).await
            }
        };
        let was_run = admitted && !is_refusal(&response);
        nulls::complete(&mut response.data, &response.errors, &query, wanted.as_deref());
        let cost = supervised.measured().map(|measured| Cost {
            requested: measured.cost,
            limit: supervised.most(),
            depth: measured.depth,
        });
        let took = began.elapsed();
        if let Some(label) = label {
            // What was refused for its cost is counted among the refusals.
            let requested = cost.map(|cost| cost.requested).filter(|it| *it <= bounds.cost);
            question_answered(label, response.errors.is_empty(), took, requested);
        }
        if took >= bounds.slow {
            log_slow(took, cost, &query, &variables.join(" "));
        }
        Outcome { response, cost, hints: reading.hints(), was_run }
    }
}

fn marked(mut question: Question) -> Question {
    if let Some(marked) = question.parsed_query().ok().and_then(hollow::marked) {
        question.set_parsed_query(marked);
    }
    question
}

/// Measures what a question costs, unless that is known; the answer where it is refused.
async fn measure_once(
    schemas: &Schemas,
    question: &mut Question,
    supervised: &Arc<Supervised>,
    known: Option<&KnownQuestion>,
) -> Option<Response> {
    let known = known.and_then(|known| Some((known, shape::of(question)?)));
    let before = known.as_ref().and_then(|(known, shape)| known.find_measured(shape));
    if before.is_some_and(|measured| supervised.take_over(measured)) {
        return None;
    }
    let refused = measure(schemas, question, supervised).await;
    if let Some((known, shape)) = known.filter(|_| refused.is_none() && before.is_none())
        && let Some(measured) = supervised.measured()
    {
        known.measured(shape, measured);
    }
    refused
}

/// Measures what a question costs; the answer where it is refused.
async fn measure(
    schemas: &Schemas,
    question: &mut Question,
    supervised: &Arc<Supervised>,
) -> Option<Response> {
    let mut checked = Question::new(question.query.as_str()).variables(question.variables.clone());
    checked.operation_name.clone_from(&question.operation_name);
    if let Ok(document) = question.parsed_query() {
        checked.set_parsed_query(document.clone());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{http::addresses::BaseUrl, model::Record, view::View};

    async fn outcome(question: Question) -> (bool, Outcome) {
        let schemas = Schemas::new();
        let view = Arc::new(View::of_record(Record::default()).unwrap());
        let base = Arc::new(BaseUrl::new("https://strategies.example"));
        let checked = check(&schemas, question, Bounds::default(), None).await;
        let quick = checked.is_quick(|_| false);
        (quick, checked.run(&schemas, Reading::new(view, base)).await)
    }

    #[tokio::test]
    async fn only_what_was_run_tells_how_long_it_takes() {
        let asked = || Question::new("{ themes { totalCount } }");
        let mut measured = asked();
        measured.extensions.insert("costOnly".to_owned(), true.into());
        for (question, was_run) in
            [(asked(), true), (measured, false), (Question::new("{ nothing }"), false)]
        {
            assert_eq!(outcome(question).await.1.was_run, was_run);
        }
    }

    #[tokio::test]
    async fn what_costs_much_or_writes_is_not_quick() {
        for (query, quick) in [
            ("{ themes { totalCount } }", true),
            ("{ themes(first: 1000) { nodes { slug label } } }", false),
            ("mutation { rejectProposal(id: \"cA\", reason: \"no\") { revision } }", false),
        ] {
            let (found, outcome) = outcome(Question::new(query)).await;
            assert_eq!(found, quick, "{query}: {:?}", outcome.response.errors);
        }
    }
}
