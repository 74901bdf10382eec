//! Relay's rules, checked on the whole schema as `relay-compiler` does: every connection can be paged
//! with `@connection`, every node can be refetched.

use super::data;
use serde_json::Value;
use strategraph::graphql::INTROSPECTION;

fn named<'value>(list: &'value Value, name: &str) -> Option<&'value Value> {
    list.as_array()?.iter().find(|one| one["name"] == name)
}

/// A type as it is written: `[Edge!]!`.
fn written(kind: &Value) -> String {
    match kind["kind"].as_str().unwrap() {
        "NON_NULL" => format!("{}!", written(&kind["ofType"])),
        "LIST" => format!("[{}]", written(&kind["ofType"])),
        _ => kind["name"].as_str().unwrap().to_owned(),
    }
}

fn bare(kind: &str) -> &str {
    kind.trim_matches(['[', ']', '!'])
}

#[tokio::test]
async fn every_connection_has_the_shape_that_relay_wants() {
    let schema = data(INTROSPECTION).await["__schema"].clone();
    let types = &schema["types"];
    let mut seen = 0;
    let connections = types.as_array().unwrap().iter();
    for kind in connections.filter(|kind| kind["name"].as_str().unwrap().ends_with("Connection")) {
        let name = kind["name"].as_str().unwrap();
        let field = |field: &str| {
            let found = named(&kind["fields"], field);
            written(&found.unwrap_or_else(|| panic!("{name} has no {field}"))["type"])
        };
        assert_eq!(field("pageInfo"), "PageInfo!", "{name}");
        assert_eq!(field("totalCount"), "Int!", "{name}");
        let edges = field("edges");
        assert!(edges.starts_with('['), "{name}: {edges}");
        let edge = named(types, bare(&edges)).unwrap();
        let cursor = named(&edge["fields"], "cursor").map(|field| written(&field["type"]));
        assert_eq!(cursor.as_deref(), Some("String!"), "{name}");
        let node = named(&edge["fields"], "node").unwrap_or_else(|| panic!("{edges} has no node"));
        assert!(!written(&node["type"]).starts_with('['), "{name}");
        seen += 1;
    }
    assert!(seen >= 10, "{seen} connections");
    let info = named(types, "PageInfo").unwrap();
    for (field, kind) in [
        ("hasNextPage", "Boolean!"),
        ("hasPreviousPage", "Boolean!"),
        ("startCursor", "String"),
        ("endCursor", "String"),
    ] {
        assert_eq!(written(&named(&info["fields"], field).unwrap()["type"]), kind);
    }
}

#[tokio::test]
async fn every_field_that_gives_a_connection_takes_the_arguments_of_pages() {
    let schema = data(INTROSPECTION).await["__schema"].clone();
    for kind in schema["types"].as_array().unwrap() {
        for field in kind["fields"].as_array().into_iter().flatten() {
            if !bare(&written(&field["type"])).ends_with("Connection") {
                continue;
            }
            let place = format!("{}.{}", kind["name"], field["name"]);
            for (argument, expected) in
                [("first", "Int"), ("after", "String"), ("last", "Int"), ("before", "String")]
            {
                let found = named(&field["args"], argument).map(|one| written(&one["type"]));
                assert_eq!(found.as_deref(), Some(expected), "{place}({argument})");
            }
        }
    }
}

#[tokio::test]
async fn every_node_has_an_id_and_the_root_finds_it_again() {
    let schema = data(INTROSPECTION).await["__schema"].clone();
    let types = &schema["types"];
    let node = named(types, "Node").unwrap();
    assert_eq!(node["kind"], "INTERFACE");
    let kinds = node["possibleTypes"].as_array().unwrap();
    assert!(kinds.len() >= 12, "{} kinds of node", kinds.len());
    for kind in kinds {
        let kind = named(types, kind["name"].as_str().unwrap()).unwrap();
        assert_eq!(written(&named(&kind["fields"], "id").unwrap()["type"]), "ID!", "{kind}");
    }
    let root = named(types, "Query").unwrap();
    let find = named(&root["fields"], "node").unwrap();
    assert_eq!(written(&find["type"]), "Node");
    assert_eq!(written(&named(&find["args"], "id").unwrap()["type"]), "ID!");
    assert_eq!(written(&named(&root["fields"], "nodes").unwrap()["type"]), "[Node]!");
}
