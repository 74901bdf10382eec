//! The pages on which people try queries.

use std::fs;

use super::{VIEW, data, header_of, in_shell, send, text};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use strategraph::{
    graphql::{self, list_examples},
    http::{CONTENT_SECURITY_POLICY, addresses::BaseUrl},
};
use tower::ServiceExt as _;

fn get(address: &str) -> Request<Body> {
    Request::get(address).body(Body::empty()).unwrap()
}

/// What attributes of elements that match hold.
fn attributes(html: &str, selector: &str, attribute: &str) -> Vec<String> {
    let document = dom_query::Document::from(html);
    let found = document.select(selector);
    found.iter().filter_map(|one| one.attr(attribute)).map(|value| value.to_string()).collect()
}

#[tokio::test]
async fn every_example_runs_and_finds_something() {
    let examples = list_examples();
    assert!(examples.len() >= 10, "{}", examples.len());
    for example in &examples {
        assert!(example.question.ends_with(['?', ')']), "{}: {}", example.name, example.question);
        let answer = data(&example.query).await;
        let found = answer.as_object().unwrap().values().all(|value| !value.is_null());
        assert!(found, "{} finds nothing: {answer}", example.name);
    }
}

#[tokio::test]
async fn the_console_is_one_page_of_our_own_files_with_nothing_inline() {
    for address in ["/console", "/graphiql"] {
        let answer = send(get(address)).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(header_of(&answer, "content-security-policy"), CONTENT_SECURITY_POLICY);
        let page = text(answer).await;
        let (scripts, styles) =
            (attributes(&page, "script", "src"), attributes(&page, "link[rel=stylesheet]", "href"));
        assert_eq!((scripts.len(), styles.len()), (1, 1), "{address}");
        let document = dom_query::Document::from(page.as_str());
        for inline in ["style", "[style]", "[onclick]", "script:not([src])", "img[src^=http]"] {
            assert_eq!(document.select(inline).length(), 0, "{inline}");
        }
        for file in scripts.iter().chain(&styles) {
            let answer = send(get(file)).await;
            assert_eq!(answer.status(), StatusCode::OK, "{file}");
            assert!(header_of(&answer, "cache-control").contains("immutable"));
        }
    }
}

#[tokio::test]
async fn every_script_that_a_script_names_is_served() {
    let page = text(send(get("/console")).await).await;
    let first = attributes(&page, "script", "src").remove(0);
    let folder = first.rsplit_once('/').unwrap().0.to_owned();
    let (mut waiting, mut seen) =
        (vec!["console.js".to_owned(), "graphiql.js".to_owned()], Vec::new());
    while let Some(name) = waiting.pop() {
        let answer = send(get(&format!("{folder}/{name}"))).await;
        assert_eq!(answer.status(), StatusCode::OK, "{name}");
        assert_eq!(header_of(&answer, "content-type"), "text/javascript; charset=utf-8");
        let script = text(answer).await;
        for named in script.split("from \"./").skip(1) {
            let named = named.split('"').next().unwrap().to_owned();
            if !seen.contains(&named) {
                waiting.push(named);
            }
        }
        seen.push(name);
    }
    assert!(seen.len() >= 8, "{seen:?}");
}

#[tokio::test]
async fn without_script_the_console_is_a_form_and_the_examples_can_be_read() {
    let page = text(send(get("/console")).await).await;
    assert_eq!(attributes(&page, "form", "action"), ["/graphql"]);
    assert_eq!(attributes(&page, "form", "method"), ["get"]);
    let names: Vec<_> = list_examples().into_iter().map(|example| example.name).collect();
    assert_eq!(attributes(&page, ".example", "id"), names);
    let document = dom_query::Document::from(page.as_str());
    let first = document.select(".example code").iter().next().unwrap().text().to_string();
    assert_eq!(first, list_examples()[0].query);
}

#[tokio::test]
async fn templates_and_files_of_others_are_not_served() {
    let page = text(send(get("/console")).await).await;
    let first = attributes(&page, "script", "src").remove(0);
    let folder = first.rsplit_once('/').unwrap().0.to_owned();
    for address in [
        format!("{folder}/console.html"),
        format!("{folder}/nothing.js"),
        format!("{folder}/..%2Fmod.rs"),
        "/graphiql/files/graphiql.min.js".to_owned(),
        "/graphiql/files/..%2F..%2FCargo.toml".to_owned(),
    ] {
        assert_eq!(send(get(&address)).await.status(), StatusCode::NOT_FOUND, "{address}");
    }
}

fn app_with(folder: &std::path::Path) -> Router {
    let view: graphql::CurrentView = std::sync::Arc::new(|| VIEW.clone());
    in_shell(graphql::routes(view, BaseUrl::new("https://example.org"), folder.to_owned()))
}

#[tokio::test]
async fn graphiql_appears_as_soon_as_all_its_files_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let app = app_with(folder.path());
    let files = [
        "react.production.min.js",
        "react-dom.production.min.js",
        "graphiql.min.js",
        "graphiql.min.css",
    ];
    for file in files {
        let page = text(app.clone().oneshot(get("/graphiql")).await.unwrap()).await;
        assert_eq!(attributes(&page, "#console", "action"), ["/graphql"], "not yet: {file}");
        fs::write(folder.path().join(file), "x").unwrap();
    }
    fs::write(folder.path().join("secret"), "x").unwrap();
    let answer = app.clone().oneshot(get("/graphiql")).await.unwrap();
    let policy = header_of(&answer, "content-security-policy");
    assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{policy}");
    let page = text(answer).await;
    assert_eq!(attributes(&page, ".example", "id").len(), list_examples().len());
    for file in files {
        let address = format!("/graphiql/files/{file}");
        let answer = app.clone().oneshot(get(&address)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{file}");
    }
    let answer = app.clone().oneshot(get("/graphiql/files/secret")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let page = text(app.oneshot(get("/console")).await.unwrap()).await;
    assert_eq!(attributes(&page, "#console", "action"), ["/graphql"], "our console stays");
}
