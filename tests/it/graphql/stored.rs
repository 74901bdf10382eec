//! Questions that are not sent in full: by hash, by name; several in one request; answers that a
//! reader has already.

use super::{header_of, post, send, text};
use axum::{
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

fn get(address: &str) -> Request<Body> {
    Request::get(address).header(header::ACCEPT, "application/json").body(Body::empty()).unwrap()
}

async fn json_of(response: Response<Body>) -> Value {
    serde_json::from_str(&text(response).await).unwrap()
}

async fn ask(body: &Value) -> Value {
    json_of(send(post(body.to_string())).await).await
}

fn hash(query: &str) -> String {
    let digits: Vec<_> =
        Sha256::digest(query.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

fn persisted(hash: &str) -> Value {
    json!({"persistedQuery": {"version": 1, "sha256Hash": hash}})
}

#[tokio::test]
async fn a_question_that_was_sent_once_is_asked_again_by_its_hash() {
    let query = "{ dataset { themes } } # asked by hash";
    let by_hash = json!({"extensions": persisted(&hash(query))});
    let unknown = ask(&by_hash).await;
    assert_eq!(unknown["errors"][0]["message"], "PersistedQueryNotFound");
    assert_eq!(unknown["errors"][0]["extensions"]["code"], "PERSISTED_QUERY_NOT_FOUND");
    let in_full = json!({"query": query, "extensions": persisted(&hash(query))});
    assert_eq!(ask(&in_full).await["data"]["dataset"]["themes"], 78);
    assert_eq!(ask(&by_hash).await["data"]["dataset"]["themes"], 78);
    let upper = json!({"extensions": persisted(&hash(query).to_uppercase())});
    assert_eq!(ask(&upper).await["data"]["dataset"]["themes"], 78);
    let address = format!("/graphql?documentId=sha256:{}", hash(query));
    assert_eq!(json_of(send(get(&address)).await).await["data"]["dataset"]["themes"], 78);
}

#[tokio::test]
async fn a_hash_of_another_text_is_refused_and_not_remembered() {
    let query = "{ dataset { partners } }";
    let wrong = hash("something else");
    let answer = send(post(json!({"query": query, "extensions": persisted(&wrong)}).to_string()));
    let answer = answer.await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert_eq!(json_of(answer).await["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    let again = ask(&json!({"extensions": persisted(&wrong)})).await;
    assert_eq!(again["errors"][0]["message"], "PersistedQueryNotFound");
    let malformed = json!({"extensions": {"persistedQuery": {"version": 2, "sha256Hash": wrong}}});
    assert_eq!(send(post(malformed.to_string())).await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn every_example_is_answered_by_its_name_and_an_unknown_name_gets_the_nearest() {
    for example in strategraph::graphql::list_examples() {
        for parameter in ["stored", "documentId"] {
            let answer = send(get(&format!("/graphql?{parameter}={}", example.name))).await;
            assert_eq!(answer.status(), StatusCode::OK, "{}", example.name);
            let answer = json_of(answer).await;
            assert!(answer.get("errors").is_none(), "{}: {answer:#}", example.name);
        }
    }
    let by_post = ask(&json!({"documentId": "search-with-facets"})).await;
    assert!(by_post["data"]["search"].is_object(), "{by_post:#}");
    let answer = send(get("/graphql?stored=serch-with-facet")).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let error = json_of(answer).await["errors"][0].clone();
    assert_eq!(error["extensions"]["code"], "NOT_FOUND");
    assert!(error["message"].as_str().unwrap().contains("“search-with-facets”"), "{error}");
}

#[tokio::test]
async fn several_questions_in_one_request_are_answered_in_their_order_each_for_itself() {
    let batch = json!([
        {"query": "{ dataset { themes } }"},
        {"query": "{ nothing }"},
        {"query": ""},
        {"query": "query A($s: String!) { theme(slug: $s) { slug } }", "variables": {"s": "best-start-in-life"}},
    ]);
    let answers = ask(&batch).await;
    assert_eq!(answers.as_array().unwrap().len(), 4);
    assert_eq!(answers[0]["data"]["dataset"]["themes"], 78);
    assert_eq!(answers[1]["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    assert_eq!(answers[2]["errors"][0]["extensions"]["requestId"], "made");
    assert_eq!(answers[3]["data"]["theme"]["slug"], "best-start-in-life");
}

#[tokio::test]
async fn many_questions_in_one_request_are_refused_and_all_share_the_cost_of_one() {
    let many: Vec<_> = (0..9).map(|_| json!({"query": "{ __typename }"})).collect();
    let answer = send(post(json!(many).to_string())).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert_eq!(json_of(answer).await["errors"][0]["extensions"]["code"], "TOO_COSTLY");
    let nested = "{ themes(first: 1000) { nodes { priorities(first: 40) { nodes { name strategy { slug partnership { name } } } } } } }";
    let batch: Vec<_> = (0..4).map(|_| json!({"query": nested})).collect();
    let answers = ask(&json!(batch)).await;
    let refused =
        answers.as_array().unwrap().iter().filter(|answer| answer.get("errors").is_some());
    let cost = &answers[0]["extensions"]["cost"];
    let fit = cost["limit"].as_u64().unwrap() / cost["requested"].as_u64().unwrap();
    assert_eq!(refused.count() as u64, 4 - fit.min(4), "{cost}");
}

#[tokio::test]
async fn a_reader_who_has_the_answer_is_told_so_without_a_body() {
    let address = "/graphql?query=%7Bdataset%7Bthemes%7D%7D";
    let first = send(get(address)).await;
    let tag = header_of(&first, "etag");
    assert!(tag.starts_with("W/\"7-"), "{tag}");
    let mut again = get(address);
    again.headers_mut().insert(header::IF_NONE_MATCH, tag.parse().unwrap());
    let again = send(again).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(header_of(&again, "etag"), tag);
    assert_eq!(header_of(&again, "graphql-revision"), "7");
    assert_eq!(text(again).await, "");
    // Another question or another form is another answer.
    for (address, accept) in [
        ("/graphql?query=%7Bdataset%7Bpartners%7D%7D", "application/json"),
        (address, "application/graphql-response+json"),
    ] {
        let mut other = get(address);
        other.headers_mut().insert(header::ACCEPT, accept.parse().unwrap());
        other.headers_mut().insert(header::IF_NONE_MATCH, tag.parse().unwrap());
        assert_eq!(send(other).await.status(), StatusCode::OK, "{address} {accept}");
    }
    // What has errors may come out better the next time.
    let wrong = send(get("/graphql?query=%7Bnothing%7D")).await;
    assert_eq!(header_of(&wrong, "etag"), "");
}

#[tokio::test]
async fn a_head_request_gets_the_headers_of_the_answer_and_no_body() {
    let head = Request::head("/graphql?query=%7B__typename%7D").body(Body::empty()).unwrap();
    let answer = send(head).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(header_of(&answer, "content-type").starts_with("application/json"));
    assert_ne!(header_of(&answer, "etag"), "");
    assert_eq!(text(answer).await, "");
}
