//! README.md tells the truth: its questions have the answers that it prints.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    http::{Request, header},
};
use serde_json::{Value, json};
use strategraph::{
    graphql,
    http::addresses::BaseUrl,
    ingest::{records::EmbeddedSeed, seed::build_seed},
    model::Record,
    view::View,
};
use tower::ServiceExt as _;

/// The fenced blocks of a language, with the place where each begins.
fn blocks<'text>(text: &'text str, language: &str) -> Vec<(usize, &'text str)> {
    let fence = format!("```{language}\n");
    text.match_indices(&fence)
        .map(|(at, _)| {
            let body = &text[at + fence.len()..];
            (at, &body[..body.find("```").unwrap()])
        })
        .collect()
}

async fn answer(view: Arc<View>, query: &str) -> Value {
    let routes = graphql::routes(
        Arc::new(move || view.clone()),
        BaseUrl::new("http://127.0.0.1:8080"),
        None,
    );
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(json!({ "query": query }).to_string()))
        .unwrap();
    let response = routes.oneshot(request).await.unwrap();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let mut answer: Value = serde_json::from_slice(&body).unwrap();
    assert!(answer.get("errors").is_none(), "{answer:#}");
    answer["data"].take()
}

#[tokio::test]
async fn each_question_of_the_readme_has_the_answer_that_it_prints() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (record, _) = build_seed(&EmbeddedSeed, "2026-11-23T09:00:00Z").unwrap();
    let view = Arc::new(View::of_record(Record { revision: 1, ..record }).unwrap());
    let (questions, answers) = (blocks(&readme, "graphql"), blocks(&readme, "json"));
    assert!(questions.len() >= 5 && questions.len() == answers.len());
    for ((asked_at, query), (answered_at, printed)) in questions.into_iter().zip(answers) {
        assert!(asked_at < answered_at, "each answer stands below its question");
        let printed: Value = serde_json::from_str(printed).unwrap();
        let found = answer(view.clone(), query).await;
        assert_eq!(found, printed, "{query}\nThe answer is now:\n{found:#}");
    }
}
