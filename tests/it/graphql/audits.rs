//! The audits of GraphQL over HTTP, by the numbers of the public suite `graphql-http`, in our own
//! words, so that they run without Node. docs/api.md tells how to run the suite itself.

use super::{header_of, send, text};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::{Value, json};

const MODERN: &str = "application/graphql-response+json";
const OLD: &str = "application/json";

/// One audit: what is sent, and what must come back.
struct Audit {
    id: &'static str,
    method: Method,
    address: String,
    accept: Option<&'static str>,
    content_type: Option<&'static str>,
    body: String,
    expected: Expected,
}

enum Expected {
    /// A status, and data without errors.
    Data,
    /// This status.
    Status(u16),
    /// This status and no entry `data`.
    NoData(u16),
    /// Data in this media type, in UTF-8.
    Form(&'static str),
}

fn post(id: &'static str, accept: &'static str, body: &Value, expected: Expected) -> Audit {
    let (accept, content_type) = (Some(accept), Some(OLD));
    let (address, body) = ("/graphql".to_owned(), body.to_string());
    Audit { id, method: Method::POST, address, accept, content_type, body, expected }
}

fn get(id: &'static str, accept: &'static str, query: &str, expected: Expected) -> Audit {
    let address = format!("/graphql?{query}");
    let (accept, body) = (Some(accept), String::new());
    Audit { id, method: Method::GET, address, accept, content_type: None, body, expected }
}

fn audits() -> Vec<Audit> {
    let asked = json!({"query": "{ __typename }"});
    let with = |name: &str, value: Value| {
        let mut body = json!({"query": "{ __typename }"});
        body[name] = value;
        body
    };
    let mut list = vec![
        post("22EB", MODERN, &asked, Expected::Form(MODERN)),
        post("4655", OLD, &asked, Expected::Form(OLD)),
        post("47DE", "*/*", &asked, Expected::Form(OLD)),
        Audit { accept: None, ..post("80D8", OLD, &asked, Expected::Form(OLD)) },
        post("82A3", MODERN, &asked, Expected::Form(MODERN)),
        Audit {
            content_type: Some("application/json; charset=utf-8"),
            ..post("BF61", OLD, &asked, Expected::Data)
        },
        post("78D5", OLD, &with("variables", json!({"é": "ü"})), Expected::Data),
        post("2C94", OLD, &asked, Expected::Data),
        get("5A70", OLD, "query=%7B__typename%7D", Expected::Data),
        get("9C48", OLD, "query=mutation%7B__typename%7D", Expected::Status(405)),
        Audit { content_type: None, ..post("9ABE", OLD, &asked, Expected::Status(415)) },
        post("03D4", OLD, &asked, Expected::Data),
        Audit { body: String::new(), ..post("A5BF", OLD, &asked, Expected::Status(400)) },
        post("423L", OLD, &json!({"notquery": "{ __typename }"}), Expected::Status(400)),
        post("34A2", MODERN, &asked, Expected::Data),
        post("13EE", OLD, &asked, Expected::Data),
        get("D6D5", MODERN, VARIABLES, Expected::Data),
        get("6A70", OLD, VARIABLES, Expected::Data),
        post("8764", OLD, &json!({"qeury": "{ __typename }"}), Expected::Status(400)),
        post("3E3A", OLD, &json!({"qeury": "{ __typename }"}), Expected::Status(400)),
    ];
    let named = json!({"query": "query Q { __typename }", "operationName": "Q"});
    let given = json!({"query": "query Q($s: String!) { theme(slug: $s) { slug } }", "variables": {"s": "best-start-in-life"}});
    for (modern, old, body) in [
        ("8161", "B8B3", named),
        ("94B0", "0220", with("variables", Value::Null)),
        ("94B1", "0221", with("operationName", Value::Null)),
        ("94B2", "0222", with("extensions", Value::Null)),
        ("2EA1", "28B9", given),
        ("428F", "1B7A", with("extensions", json!({"some": "value"}))),
    ] {
        list.push(post(modern, MODERN, &body, Expected::Data));
        list.push(post(old, OLD, &body, Expected::Data));
    }
    let wrong = |objects: bool| {
        let fourth = if objects { json!("text") } else { json!({"obj": "ect"}) };
        [fourth, json!(0), json!(false), json!(["array"])]
    };
    for (ids, name, values) in [
        (["LKJ0", "LKJ1", "LKJ2", "LKJ3"], "query", wrong(false)),
        (["6C00", "6C01", "6C02", "6C03"], "operationName", wrong(false)),
        (["4760", "4761", "4762", "4763"], "variables", wrong(true)),
        (["58B0", "58B1", "58B2", "58B3"], "extensions", wrong(true)),
    ] {
        for (id, value) in ids.into_iter().zip(values) {
            list.push(post(id, OLD, &with(name, value), Expected::Status(400)));
        }
    }
    for (id, accept) in [("B6DC", OLD), ("BCF8", OLD), ("B7N8", MODERN)] {
        let body = "{ \"not a JSON".to_owned();
        list.push(Audit { body, ..post(id, accept, &asked, Expected::Status(400)) });
    }
    let unreadable = json!({"query": "{"});
    let unknown = json!({"query": "{ 8f31403dfe404bccbb0e835f2629c6a7 }"});
    let uncoerced = json!({"query": "query Q($s: String!) { theme(slug: $s) { slug } }", "variables": {"s": 7}});
    for (id, body) in [("572B", &unreadable), ("FDE2", &unknown), ("7B9B", &uncoerced)] {
        list.push(post(id, OLD, body, Expected::Status(200)));
    }
    for (id, body) in [
        ("865D", &unreadable),
        ("556A", &unreadable),
        ("D586", &unreadable),
        ("51FE", &unknown),
        ("74FF", &unknown),
        ("5E5B", &unknown),
        ("86EE", &uncoerced),
    ] {
        list.push(post(id, MODERN, body, Expected::NoData(400)));
    }
    list
}

const VARIABLES: &str = "query=query%20Q(%24s%3AString!)%7Btheme(slug%3A%24s)%7Bslug%7D%7D&variables=%7B%22s%22%3A%22best-start-in-life%22%7D";

#[tokio::test]
async fn all_audits_of_graphql_over_http_pass() {
    let list = audits();
    let ids: std::collections::BTreeSet<_> = list.iter().map(|audit| audit.id).collect();
    assert_eq!(ids.len(), 61, "the suite has 61 audits");
    for audit in list {
        let id = audit.id;
        let (status, form, body) = answer(&audit).await;
        match audit.expected {
            Expected::Data => {
                assert_eq!(status, 200, "{id}: {body}");
                assert!(body.get("data").is_some() && body.get("errors").is_none(), "{id}: {body}");
            }
            Expected::Form(expected) => {
                assert_eq!(form, format!("{expected}; charset=utf-8"), "{id}");
                assert_eq!(body["data"]["__typename"], "Query", "{id}");
            }
            Expected::Status(expected) => assert_eq!(status, expected, "{id}: {body}"),
            Expected::NoData(expected) => {
                assert_eq!(status, expected, "{id}: {body}");
                assert!(
                    body.get("data").is_none() && body["errors"][0].is_object(),
                    "{id}: {body}"
                );
            }
        }
    }
}

async fn answer(audit: &Audit) -> (u16, String, Value) {
    let mut request = Request::builder().method(&audit.method).uri(&audit.address);
    if let Some(accept) = audit.accept {
        request = request.header(header::ACCEPT, accept);
    }
    if let Some(content_type) = audit.content_type {
        request = request.header(header::CONTENT_TYPE, content_type);
    }
    let answer = send(request.body(Body::from(audit.body.clone())).unwrap()).await;
    let (status, form) = (answer.status().as_u16(), header_of(&answer, "content-type"));
    (status, form, serde_json::from_str(&text(answer).await).unwrap_or_default())
}
