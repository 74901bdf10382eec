//! Relay's conventions: identities and connections.

use super::{data, refusal, texts};
use serde_json::Value;

/// The whole list page by page, forwards; every page agrees on the length.
async fn walk_forwards(list: &str, size: usize) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), String::new());
    loop {
        let page = data(&format!(
            "{{ {list}(first: {size} {after}) {{ totalCount nodes {{ id }} edges {{ cursor node {{ id }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        ))
        .await[list]
            .clone();
        let nodes = texts(&page["nodes"], "id");
        let edges: Vec<Value> =
            page["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect();
        assert_eq!(texts(&edges.into(), "id"), nodes);
        ids.extend(nodes);
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], ids.len());
            return ids;
        }
        after = format!("after: {}", page["pageInfo"]["endCursor"]);
    }
}

async fn walk_backwards(list: &str, size: usize) -> Vec<String> {
    let (mut ids, mut before) = (Vec::new(), String::new());
    loop {
        let page = data(&format!(
            "{{ {list}(last: {size} {before}) {{ nodes {{ id }} pageInfo {{ hasPreviousPage startCursor }} }} }}"
        ))
        .await[list]
            .clone();
        ids.splice(0..0, texts(&page["nodes"], "id"));
        if page["pageInfo"]["hasPreviousPage"] == false {
            return ids;
        }
        before = format!("before: {}", page["pageInfo"]["startCursor"]);
    }
}

#[tokio::test]
async fn all_pages_of_every_list_forwards_and_backwards_are_the_whole_list() {
    for list in ["partnerships", "strategies", "priorities", "themes", "partners", "programmes"] {
        let forwards = walk_forwards(list, 37).await;
        assert!(forwards.len() > 37, "{list} has {}", forwards.len());
        assert_eq!(walk_backwards(list, 41).await, forwards, "{list}");
    }
}

#[tokio::test]
async fn an_empty_page_has_no_cursors_and_still_a_total() {
    let page = data("{ themes(first: 0) { totalCount edges { cursor } pageInfo { startCursor endCursor hasNextPage } } }").await;
    assert_eq!(page["themes"]["edges"], serde_json::json!([]));
    assert_eq!(page["themes"]["totalCount"], 78);
    assert_eq!(page["themes"]["pageInfo"]["startCursor"], Value::Null);
    assert_eq!(page["themes"]["pageInfo"]["hasNextPage"], true);
}

#[tokio::test]
async fn unusable_page_arguments_are_refused_with_a_way_out() {
    for (arguments, says) in [
        ("first: -1", "0 or more"),
        ("first: 1001", "at most 1000"),
        ("first: 1, last: 1", "cannot be asked for together"),
        ("after: \"x\"", "endCursor"),
    ] {
        let (code, message) = refusal(&format!("{{ themes({arguments}) {{ totalCount }} }}")).await;
        assert_eq!(code, "BAD_USER_INPUT", "{arguments}");
        assert!(message.contains(says), "{message}");
    }
}

#[tokio::test]
async fn every_kind_of_node_is_found_again_by_its_id() {
    let found = data(
        "{ partnership(slug: \"kent-and-medway\") { id region { id } strategies { id }
             programmes(first: 1) { nodes { id } } partners(first: 1) { edges { partner { id } } } }
           priorities(first: 1) { nodes { id } } themes(first: 1) { nodes { id } }
           frameworks { id topics { id } }
           hampshire: partnership(slug: \"hampshire-and-isle-of-wight\") { measures { id } } }",
    )
    .await;
    let partnership = &found["partnership"];
    for (id, kind) in [
        (&partnership["id"], "Partnership"),
        (&partnership["region"]["id"], "Region"),
        (&partnership["strategies"][0]["id"], "Strategy"),
        (&partnership["partners"]["edges"][0]["partner"]["id"], "Partner"),
        (&found["priorities"]["nodes"][0]["id"], "Priority"),
        (&found["themes"]["nodes"][0]["id"], "Theme"),
        (&found["frameworks"][0]["id"], "Framework"),
        (&found["frameworks"][0]["topics"][0]["id"], "FrameworkTopic"),
        (&found["hampshire"]["measures"][0]["id"], "Measure"),
    ] {
        let again = data(&format!("{{ node(id: {id}) {{ __typename id }} }}")).await;
        assert_eq!(again["node"]["__typename"], kind);
        assert_eq!(again["node"]["id"], *id);
    }
}

#[tokio::test]
async fn nodes_keep_their_order_and_what_is_missing_is_null() {
    let id = |slug: &str| base64_of(&format!("partnership:{slug}"));
    let (sussex, dorset, gone) = (id("sussex"), id("dorset"), id("atlantis"));
    let answer = data(&format!(
        "{{ nodes(ids: [\"{sussex}\", \"{gone}\", \"{dorset}\", \"{sussex}\"]) {{ ... on Partnership {{ slug }} }} }}"
    ))
    .await;
    assert_eq!(
        answer["nodes"],
        serde_json::json!([{"slug": "sussex"}, null, {"slug": "dorset"}, {"slug": "sussex"}])
    );
}

#[tokio::test]
async fn an_id_that_is_none_is_told_what_was_expected() {
    for id in ["", "sussex", "partnership:sussex", "🦀"] {
        let (code, message) = refusal(&format!("{{ node(id: \"{id}\") {{ id }} }}")).await;
        assert_eq!(code, "BAD_USER_INPUT");
        assert!(message.contains("field “id” of a node"), "{message}");
    }
}

#[tokio::test]
async fn a_path_to_nowhere_names_the_nearest() {
    let from = base64_of("partnership:sussex");
    let to = base64_of("partnership:dorzet");
    let query = format!("{{ path(from: \"{from}\", to: \"{to}\") {{ nodes {{ id }} }} }}");
    let (code, message) = refusal(&query).await;
    assert_eq!(code, "NOT_FOUND");
    assert!(message.contains("“dorset”"), "{message}");
    let query = format!("{{ neighbourhood(of: \"{to}\") {{ totalNodes }} }}");
    assert_eq!(refusal(&query).await.0, "NOT_FOUND");
}

fn base64_of(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}
