//! The pages on which people try queries.

use super::{data, header_of, send, text};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use strategraph::graphql::list_examples;

/// The view of these tests has no search index; with one, this example runs too.
const NEEDS_INDEX: &str = "05-search";

#[tokio::test]
async fn every_example_runs_and_finds_something() {
    let examples = list_examples();
    assert!(examples.len() >= 10, "{}", examples.len());
    for example in examples.iter().filter(|example| example.name != NEEDS_INDEX) {
        assert!(example.question.ends_with(['?', ')']), "{}: {}", example.name, example.question);
        let answer = data(&example.query).await;
        let found = answer.as_object().unwrap().values().all(|value| !value.is_null());
        assert!(found, "{} finds nothing: {answer}", example.name);
    }
}
