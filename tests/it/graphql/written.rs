//! Lists that are written at once say what the library says field by field.

use std::{collections::BTreeMap, sync::Arc};

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, Type, TypeDefinition, TypeKind, TypeSystemDefinition},
};
use serde_json::Value;
use strategraph::{
    graphql::{self, Reading, sdl},
    http::addresses::BaseUrl,
};

use super::{VIEW, ask};

/// The types of the schema by name.
fn types() -> BTreeMap<String, TypeDefinition> {
    let definitions = parse_schema(sdl()).unwrap().definitions;
    let named = definitions.into_iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(kind) => Some((kind.node.name.node.to_string(), kind.node)),
        _ => None,
    });
    named.collect()
}

fn name_of(kind: &Type) -> &str {
    match &kind.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => name_of(item),
    }
}

/// Every field of a type that takes no arguments: plain ones alone, others with what tells them apart.
fn list_fields(types: &BTreeMap<String, TypeDefinition>, owner: &str) -> Vec<String> {
    let TypeKind::Object(object) = &types[owner].kind else { panic!("{owner} is no object") };
    let fields = object.fields.iter().filter(|field| field.node.arguments.is_empty());
    let text = |name: &str, kind: &Type| match types.get(name_of(kind)).map(|it| &it.kind) {
        Some(TypeKind::Object(object)) => {
            let has = |wanted: &str| object.fields.iter().any(|it| it.node.name.node == wanted);
            let shown = ["id", "slug", "label"].into_iter().filter(|name| has(name));
            format!("{name} {{ __typename {} }}", shown.collect::<Vec<_>>().join(" "))
        }
        Some(TypeKind::Interface(_)) => format!("{name} {{ __typename id }}"),
        _ => name.to_owned(),
    };
    fields.map(|field| text(&field.node.name.node, &field.node.ty.node)).collect()
}

/// The data of an answer as the endpoint gives it, and as the library alone gives it.
async fn both(query: &str) -> (Value, Value) {
    let schema = graphql::build_schema();
    let base = Arc::new(BaseUrl::new("https://example.org"));
    let question = async_graphql::Request::new(query).data(Reading::new(VIEW.clone(), base));
    let alone = schema.execute(question).await;
    assert!(alone.errors.is_empty(), "{query}\n{:?}", alone.errors);
    // Both are read from text: reading rounds numbers.
    let alone = serde_json::from_str(&alone.data.into_json().unwrap().to_string()).unwrap();
    (ask(query).await["data"].clone(), alone)
}

async fn check(query: &str) {
    let (written, alone) = both(query).await;
    // As text, so that the order of the fields is compared too.
    assert_eq!(written.to_string(), alone.to_string(), "{query}");
}

#[tokio::test]
async fn hits_of_every_kind_with_every_field() {
    let types = types();
    for (kind, word) in [
        ("Partnership", "PARTNERSHIP"),
        ("Strategy", "STRATEGY"),
        ("Priority", "PRIORITY"),
        ("Theme", "THEME"),
        ("Partner", "PARTNER"),
        ("Programme", "PROGRAMME"),
        ("Measure", "MEASURE"),
        ("Document", "DOCUMENT"),
        ("Passage", "PASSAGE"),
    ] {
        let fields = list_fields(&types, kind);
        assert!(fields.len() > 3, "{kind}");
        let all = fields.join(" ");
        for shown in fields.iter().chain([&all]) {
            check(&format!(
                "{{ search(query: \"health OR care\", first: 7, filter: {{ kinds: [{word}] }}) {{ \
                 nodes {{ score kind title webUrl node {{ id ... on {kind} {{ {shown} }} }} }} }} }}"
            ))
            .await;
        }
    }
}

#[tokio::test]
async fn highlights_edges_and_what_falls_back() {
    let fragment = "fragment F on SearchHit { title partnership { slug name region { name } } }";
    for below in [
        "edges { cursor node { title highlights { __typename field text ranges { __typename start end } } } }",
        "nodes { x: title title highlights { text } partnership { id slug name aliases system population } }",
        "nodes { node { id ... on Passage { position document { title strategy { slug publishedOn } } } } }",
        "nodes { node { __typename ... on Theme { label } ... on Node { id } } }",
        "nodes { node { ... { __typename } } title @include(if: true) kind @skip(if: true) }",
        "nodes { ...F }",
    ] {
        let rest = if below.contains("...F") { fragment } else { "" };
        check(&format!("{{ search(query: \"carers\", first: 20) {{ {below} }} }} {rest}")).await;
    }
}

#[tokio::test]
async fn partnerships_with_all_that_stands_under_them() {
    let types = types();
    let [strategy, list, priority, theme, partner] =
        ["Strategy", "PriorityList", "Priority", "Theme", "Partner"]
            .map(|name| list_fields(&types, name).join(" "));
    for slug in ["sussex", "kent-and-medway", "north-east-and-north-cumbria"] {
        for below in [
            format!("strategies {{ {strategy} }}"),
            format!("strategies {{ id lists {{ {list} }} }}"),
            format!("strategies {{ lists {{ role called items {{ {priority} }} }} }}"),
            format!(
                "strategies {{ lists {{ items {{ rank themes {{ primary method confidence theme {{ {theme} }} }} }} }} }}"
            ),
            "strategies { lists { items { themes { theme { id slug label } } } } }".to_owned(),
            format!(
                "partners(first: 1000) {{ edges {{ cursor role namedAs node {{ __typename id }} partner {{ {partner} }} partnership {{ slug }} }} }}"
            ),
            "partners { edges { role partner { id name kind } evidence { __typename } } }"
                .to_owned(),
        ] {
            check(&format!("{{ partnership(slug: \"{slug}\") {{ {below} }} }}")).await;
        }
    }
}

#[tokio::test]
async fn comparisons_by_themes_and_topics() {
    for arguments in [
        "editions: ALL",
        "partnerships: [\"sussex\", \"kent-and-medway\"]",
        "framework: \"marmot\"",
    ] {
        for below in [
            "theme { slug label } topic { slug } label states counts { priority assessed }",
            "theme { id slug } label cells { partnership { slug name } state priorityCount passageCount }",
            "label cells { __typename partnership { id __typename } state priorities { slug } }",
        ] {
            check(&format!("{{ compare({arguments}) {{ rows {{ {below} }} }} }}")).await;
        }
    }
}

#[tokio::test]
async fn nodes_around_and_between() {
    let sussex = "cGFydG5lcnNoaXA6c3Vzc2V4";
    let theme = "dGhlbWU6YmVzdC1zdGFydC1pbi1saWZl";
    for below in
        ["id __typename", "__typename ... on Theme { label } ... on Priority { name gist }"]
    {
        check(&format!(
            "{{ neighbourhood(of: \"{sussex}\", depth: 2, first: 60) {{ totalNodes nodes {{ {below} }} }} }}"
        ))
        .await;
        check(&format!(
            "{{ path(from: \"{sussex}\", to: \"{theme}\") {{ nodes {{ {below} }} }} }}"
        ))
        .await;
    }
}
