//! Hostile questions: each is refused with the right code and a short answer, and the service goes
//! on. How long that takes is measured by `cargo bench --bench hostile`.

use super::{hostile_cases, post, send, text};
use serde_json::Value;

#[tokio::test]
async fn every_hostile_question_is_refused_with_its_code() {
    let cases = hostile_cases::load();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let answer = send(post(case.body)).await;
        let status = answer.status();
        let body = text(answer).await;
        let answer: Value = serde_json::from_str(&body).unwrap_or_default();
        let code = answer["errors"][0]["extensions"]["code"].as_str().unwrap_or("answered");
        let message = &answer["errors"][0]["message"];
        if code != case.code || status.is_server_error() || body.len() > 20_000 {
            wrong.push(format!(
                "{}: {code} instead of {}: {message} ({} bytes)",
                case.name,
                case.code,
                body.len()
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let answer = text(send(post("{\"query\": \"{ __typename }\"}")).await).await;
    assert!(answer.starts_with("{\"data\":{\"__typename\":\"Query\"}"), "{answer}");
}
