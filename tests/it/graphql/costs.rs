//! What questions cost, what is said of it, and what is said of names that are not there.

use super::{ask, post, refusal, send, text};
use serde_json::{Value, json};

#[tokio::test]
async fn every_answer_tells_what_its_question_cost() {
    let answer = ask("{ dataset { themes } }").await;
    let cost = &answer["extensions"]["cost"];
    assert_eq!((&cost["requested"], &cost["depth"]), (&json!(2), &json!(2)), "{cost}");
    assert_eq!(cost["limit"], 500_000);
    let requested =
        async |query: &str| ask(query).await["extensions"]["cost"]["requested"].as_u64().unwrap();
    let ten = requested("{ priorities(first: 10) { nodes { name } } }").await;
    let hundred = requested("{ priorities(first: 100) { nodes { name } } }").await;
    assert_eq!(hundred - ten, 90 * 2, "each further item has its node and its name");
    let nested =
        requested("{ themes(first: 10) { nodes { priorities(first: 10) { nodes { name } } } } }")
            .await;
    assert!(nested > 10 * ten, "sizes multiply along the path: {nested} to {ten}");
}

#[tokio::test]
async fn a_cost_is_told_without_running_the_question() {
    let query = "{ priorities(first: 1000) { nodes { name } } }";
    let body = json!({"query": query, "extensions": {"costOnly": true}}).to_string();
    let answer: Value = serde_json::from_str(&text(send(post(body)).await).await).unwrap();
    assert_eq!(answer["data"], Value::Null);
    assert!(answer.get("errors").is_none(), "{answer:#}");
    assert_eq!(answer["extensions"]["cost"], ask(query).await["extensions"]["cost"]);
}

#[tokio::test]
async fn a_question_that_costs_too_much_is_told_its_cost_and_the_way_out() {
    let query =
        "{ partnerships(first: 1000) { nodes { priorities(first: 1000) { nodes { name } } } } }";
    let (code, message) = refusal(query).await;
    assert_eq!(code, "TOO_COSTLY");
    assert!(message.contains("at most 500000") && message.contains("first"), "{message}");
    let answer = ask(query).await;
    assert!(answer["extensions"]["cost"]["requested"].as_u64().unwrap() > 1_000_000);
}

#[tokio::test]
async fn a_slug_that_is_not_there_is_null_with_the_nearest_beside_it() {
    let answer = ask("{ a: theme(slug: \"best-start-in-live\") { slug } framework(slug: \"marmott\") { slug } theme(slug: \"best-start-in-life\") { slug } }").await;
    assert_eq!(answer["data"]["a"], Value::Null);
    let hints = &answer["extensions"]["hints"];
    assert_eq!(hints.as_array().unwrap().len(), 2, "{hints:#}");
    assert_eq!(hints[0]["path"], json!(["a"]));
    assert_eq!(hints[0]["nearest"][0], "best-start-in-life");
    assert_eq!(hints[1]["nearest"][0], "marmot");
    assert!(ask("{ dataset { themes } }").await["extensions"].get("hints").is_none());
}

#[tokio::test]
async fn a_value_or_field_that_is_not_there_gets_the_nearest() {
    let (code, message) = refusal("{ compare(editions: CURENT) { __typename } }").await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.contains("The nearest is CURRENT"), "{message}");
    let body = json!({"query": "query A($e: EditionPolicy) { compare(editions: $e) { __typename } }", "variables": {"e": "DRAFT_ONLY"}});
    let answer: Value =
        serde_json::from_str(&text(send(post(body.to_string())).await).await).unwrap();
    let message = answer["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("The nearest is DRAFTS_ONLY"), "{message}");
    let (_, message) = refusal("{ theme(slug: \"x\") { lable } }").await;
    assert!(message.contains("label"), "{message}");
}
