//! GraphQL over HTTP: methods, media types, statuses, headers.

use super::{header_of, post, send, text};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};

const MODERN: &str = "application/graphql-response+json";

fn get(address: &str, accept: &str) -> Request<Body> {
    Request::get(address).header(header::ACCEPT, accept).body(Body::empty()).unwrap()
}

fn post_accepting(accept: &str, query: &str) -> Request<Body> {
    let mut request = post(json!({ "query": query }).to_string());
    request.headers_mut().insert(header::ACCEPT, accept.parse().unwrap());
    request
}

async fn json_of(response: axum::http::Response<Body>) -> Value {
    serde_json::from_str(&text(response).await).unwrap()
}

#[tokio::test]
async fn every_answer_tells_the_revision_and_the_request() {
    let answer = send(post(json!({"query": "{ nothing }"}).to_string())).await;
    assert_eq!(header_of(&answer, "graphql-revision"), "7");
    assert_eq!(header_of(&answer, "x-request-id"), "made");
    let body = json_of(answer).await;
    assert_eq!(body["extensions"]["revision"], 7);
    assert_eq!(body["errors"][0]["extensions"]["requestId"], "made");
    assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
}

#[tokio::test]
async fn the_answer_comes_in_the_form_that_was_asked_for() {
    for (accept, content_type) in [
        ("*/*", "application/json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        (MODERN, "application/graphql-response+json; charset=utf-8"),
        (
            "application/graphql-response+json, application/json;q=0.9",
            "application/graphql-response+json; charset=utf-8",
        ),
    ] {
        let answer = send(post_accepting(accept, "{ __typename }")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{accept}");
        assert_eq!(header_of(&answer, "content-type"), content_type, "{accept}");
        assert!(header_of(&answer, "vary").contains("accept"));
        assert_eq!(json_of(answer).await["data"]["__typename"], "Query");
    }
    let answer = send(post_accepting("text/csv", "{ __typename }")).await;
    assert_eq!(answer.status(), StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn a_question_that_was_not_run_has_no_data_and_a_status_in_the_modern_form() {
    for query in ["{ nothing }", "{", "query A { __typename } query B { __typename }"] {
        let modern = send(post_accepting(MODERN, query)).await;
        assert_eq!(modern.status(), StatusCode::BAD_REQUEST, "{query}");
        assert!(json_of(modern).await.get("data").is_none(), "{query}");
        let old = send(post_accepting("application/json", query)).await;
        assert_eq!(old.status(), StatusCode::OK, "{query}");
        assert!(json_of(old).await.get("data").is_none(), "{query}");
    }
}

#[tokio::test]
async fn a_question_that_was_run_keeps_its_data_beside_its_errors() {
    let answer =
        send(post_accepting(MODERN, "{ dataset { themes } node(id: \"x\") { id } }")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let body = json_of(answer).await;
    assert_eq!(body["data"], json!({"dataset": {"themes": 78}, "node": null}));
    assert_eq!(body["errors"][0]["path"], json!(["node"]));
}

#[tokio::test]
async fn a_failed_field_is_null_or_takes_the_nearest_parent_with_it_that_may_be_null() {
    for (query, expected) in [
        ("{ a: node(id: \"x\") { id } b: __typename }", json!({"a": null, "b": "Query"})),
        ("{ node(id: \"x\") { id } }", json!({"node": null})),
        ("{ themes(first: -1) { totalCount } dataset { themes } }", Value::Null),
        (
            "{ partnership(slug: \"sussex\") { slug programmes(first: -1) { totalCount } } dataset { themes } }",
            json!({"partnership": null, "dataset": {"themes": 78}}),
        ),
        (
            "query A { theme(slug: \"best-start-in-life\") { ...P slug } __typename } fragment P on Theme { broken: priorities(after: \"x\") { totalCount } }",
            json!({"theme": null, "__typename": "Query"}),
        ),
        (
            "{ nodes(ids: [\"cGFydG5lcnNoaXA6c3Vzc2V4\"]) { id ... on Partnership { programmes(first: -1) { totalCount } } } }",
            json!({"nodes": [null]}),
        ),
        (
            "{ frameworks { topics { themes { theme { passages(first: -1) { totalCount } } } } } __typename }",
            Value::Null,
        ),
    ] {
        let body = json_of(send(post_accepting(MODERN, query)).await).await;
        assert_eq!(body["data"], expected, "{query}");
        assert!(body["errors"][0]["path"].is_array(), "{query}");
    }
}

#[tokio::test]
async fn a_thing_of_which_no_fragment_asks_for_anything_is_an_empty_object() {
    for (query, expected) in [
        (
            "{ a: node(id: \"cGFydG5lcnNoaXA6c3Vzc2V4\") { ... on Theme { label } } }",
            json!({"a": {}}),
        ),
        (
            "{ nodes(ids: [\"cGFydG5lcnNoaXA6c3Vzc2V4\", \"dGhlbWU6bm9uZQ\"]) { ... on Theme { label } } }",
            json!({"nodes": [{}, null]}),
        ),
        (
            "{ search(query: \"care\", first: 2) { nodes { node { ... on Measure { value } } } } }",
            json!({"search": {"nodes": [{"node": {}}, {"node": {}}]}}),
        ),
        ("{ dataset @skip(if: true) { themes } }", json!({})),
        (
            "{ dataset { ...D } } fragment D on Dataset { themes @skip(if: true) }",
            json!({"dataset": {}}),
        ),
    ] {
        let body = json_of(send(post_accepting(MODERN, query)).await).await;
        assert_eq!(body["data"], expected, "{query}: {body}");
    }
}

#[tokio::test]
async fn a_required_variable_that_is_missing_is_named_before_anything_is_run() {
    for variables in [json!({}), json!({"s": null})] {
        let question = json!({
            "query": "query($s: String!) { theme(slug: $s) { label } }", "variables": variables
        });
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, MODERN)
            .body(Body::from(question.to_string()))
            .unwrap();
        let answer = send(request).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{question}");
        let body = json_of(answer).await;
        assert!(body.get("data").is_none(), "{body}");
        assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
        assert!(body["errors"][0]["message"].as_str().unwrap().contains("$s of type String!"));
        assert!(body["errors"][0]["locations"].as_array().is_none_or(Vec::is_empty), "{body}");
    }
}

#[tokio::test]
async fn a_question_that_is_wrong_in_thousands_of_places_gets_a_short_answer() {
    let query =
        format!("{{ {} }}", (0..3000).map(|n| format!("x{n} ")).collect::<Vec<_>>().concat());
    let body = text(send(post_accepting(MODERN, &query)).await).await;
    assert!(body.len() < 10_000, "{} bytes", body.len());
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["errors"].as_array().unwrap().len(), 20);
    assert_eq!(body["extensions"]["errorsLeftOut"], 2980);
    let deep = text(send(post_accepting(MODERN, &"{a".repeat(4000))).await).await;
    assert!(deep.contains("cannot be read") && deep.len() < 1000, "{} bytes", deep.len());
}

#[tokio::test]
async fn fields_come_in_the_order_of_the_question() {
    let query = "{ z: __typename dataset { themes partners revision } a: __typename frameworks { slug } m: __typename }";
    let body = text(send(post_accepting(MODERN, query)).await).await;
    let places: Vec<_> =
        ["\"z\"", "themes", "partners", "revision", "\"a\"", "frameworks", "\"m\""]
            .iter()
            .map(|word| body.find(word).unwrap())
            .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[tokio::test]
async fn a_body_that_is_no_question_is_refused_with_what_to_send() {
    for (body, status) in [
        ("{", 400),
        ("[]", 400),
        ("\"text\"", 400),
        ("{}", 400),
        ("{\"query\": 7}", 400),
        ("{\"query\": \"{ __typename }\", \"variables\": 7}", 400),
    ] {
        let answer = send(post(body)).await;
        assert_eq!(answer.status(), status, "{body}");
        let answer = json_of(answer).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{body}");
        assert!(answer.get("data").is_none());
    }
    let plain = Request::post("/graphql").body(Body::from("{ __typename }")).unwrap();
    assert_eq!(send(plain).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let long = json!({"query": format!("{{ __typename }} #{}", "x".repeat(300_000))}).to_string();
    assert_eq!(send(post(long)).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn nulls_for_what_a_client_does_not_use_are_fine() {
    let body = json!({"query": "{ __typename }", "variables": null, "operationName": null, "extensions": null});
    assert_eq!(json_of(send(post(body.to_string())).await).await["data"]["__typename"], "Query");
}

#[tokio::test]
async fn variables_and_operation_names_work_by_post_and_get() {
    let query = "query A($s: String!) { theme(slug: $s) { slug } } query B { __typename }";
    let body =
        json!({"query": query, "variables": {"s": "best-start-in-life"}, "operationName": "A"});
    let by_post = json_of(send(post(body.to_string())).await).await;
    assert_eq!(by_post["data"]["theme"]["slug"], "best-start-in-life");
    let address = "/graphql?operationName=A&variables=%7B%22s%22%3A%22best-start-in-life%22%7D&query=query%20A(%24s%3AString!)%7Btheme(slug%3A%24s)%7Bslug%7D%7D%20query%20B%7B__typename%7D";
    let by_get = json_of(send(get(address, MODERN)).await).await;
    assert_eq!(by_get["data"], by_post["data"]);
}

#[tokio::test]
async fn a_form_without_script_can_send_a_query_by_get() {
    let answer =
        send(get("/graphql?query=%7B+__typename+%7D&variables=", "text/html,*/*;q=0.8")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(json_of(answer).await["data"]["__typename"], "Query");
}

#[tokio::test]
async fn by_get_nothing_but_queries_is_answered() {
    for operation in ["mutation", "subscription"] {
        let answer = send(get(&format!("/graphql?query={operation}%7Bx%7D"), MODERN)).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(header_of(&answer, "allow"), "POST");
    }
    let answer = send(get("/graphql?query=", MODERN)).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_bare_address_gives_tools_the_schema_and_people_the_page() {
    let answer = send(get("/graphql", "application/json")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(json_of(answer).await["data"]["__schema"]["queryType"]["name"], "Query");
    let answer = send(get("/graphql", "text/html,application/xhtml+xml,*/*;q=0.8")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(header_of(&answer, "content-type").starts_with("text/html"));
    assert!(text(answer).await.contains("<form"));
}

#[tokio::test]
async fn other_methods_are_refused_and_other_origins_may_read() {
    let delete = Request::delete("/graphql").body(Body::empty()).unwrap();
    assert_eq!(send(delete).await.status(), StatusCode::METHOD_NOT_ALLOWED);
    let mut request = post_accepting(MODERN, "{ __typename }");
    request.headers_mut().insert(header::ORIGIN, "https://elsewhere.example".parse().unwrap());
    let answer = send(request).await;
    assert_eq!(header_of(&answer, "access-control-allow-origin"), "*");
    assert!(header_of(&answer, "access-control-expose-headers").contains("graphql-revision"));
}
