//! Answers about the seed's partnerships that the project promised.

use super::{data, refusal, texts};
use serde_json::{Value, json};

#[tokio::test]
async fn the_dataset_has_the_size_that_is_published() {
    let answer =
        data("{ dataset { revision partnerships strategies priorities themes licence citation } }")
            .await;
    let dataset = &answer["dataset"];
    assert_eq!(dataset["revision"], super::REVISION);
    assert_eq!(dataset["partnerships"], 42);
    assert_eq!(dataset["strategies"], 84);
    assert_eq!(dataset["priorities"], 381);
    assert_eq!(dataset["themes"], 78);
    assert!(dataset["citation"].as_str().unwrap().contains("revision 7"));
}

#[tokio::test]
async fn lancashire_had_six_draft_priorities_and_published_five() {
    let answer = data(
        "{ partnership(slug: \"lancashire-and-south-cumbria\") {
             currentStrategy { slug edition }
             current: priorities(roles: [PRIORITIES]) { totalCount nodes { rank } }
             drafts: priorities(roles: [PRIORITIES], editions: DRAFTS_ONLY) { totalCount nodes { rank strategy { edition } } } } }",
    )
    .await;
    let partnership = &answer["partnership"];
    assert_eq!(partnership["currentStrategy"]["edition"], "FINAL");
    assert_eq!(partnership["current"]["totalCount"], 5);
    assert_eq!(partnership["drafts"]["totalCount"], 6);
    let ranks: Vec<i64> = partnership["drafts"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["rank"].as_i64().unwrap())
        .collect();
    assert_eq!(ranks, [1, 2, 3, 4, 5, 6]);
}

#[tokio::test]
async fn hampshires_programmes_have_dates_partners_and_measures() {
    let answer = data(
        "{ partnership(slug: \"hampshire-and-isle-of-wight\") {
             programmes(first: 50) { nodes { name from to partners { name } partnership { slug } } }
             measures { what value evidence { source { key } } } } }",
    )
    .await;
    let partnership = &answer["partnership"];
    let programmes = partnership["programmes"]["nodes"].as_array().unwrap();
    for (wanted, from, to) in [
        ("First 1001 Days", Value::Null, Value::Null),
        ("Rebooting Democracy", json!("2024-02"), json!("2024-11")),
    ] {
        let found = programmes
            .iter()
            .find(|programme| programme["name"].as_str().unwrap().contains(wanted))
            .unwrap_or_else(|| panic!("{wanted} is missing"));
        assert_eq!((&found["from"], &found["to"]), (&from, &to), "{found:#}");
        assert!(!found["partners"].as_array().unwrap().is_empty(), "{found:#}");
        assert_eq!(found["partnership"]["slug"], "hampshire-and-isle-of-wight");
    }
    let measures = partnership["measures"].as_array().unwrap();
    assert!(!measures.is_empty());
    assert!(measures.iter().all(|measure| measure["evidence"][0]["source"]["key"].is_string()));
}

#[tokio::test]
async fn measures_can_be_asked_for_by_role_and_date_and_say_how_that_is_known() {
    let answer = data(
        "{ measures(first: 100, filter: { roles: [TARGET], datedFrom: \"2030\", datedTo: \"2030\" }) {
             totalCount nodes { value number unit role change date fieldsMethod partnership { slug } } }
           undated: measures(filter: { datedFrom: \"1990\" }) { totalCount }
           all: measures(first: 1000) { totalCount nodes { role date } } }",
    )
    .await;
    let found = answer["measures"]["nodes"].as_array().unwrap();
    assert!(found.len() >= 4, "{found:#?}");
    for measure in found {
        assert_eq!((&measure["role"], &measure["date"]), (&json!("TARGET"), &json!("2030")));
        assert_eq!(measure["fieldsMethod"], "PROPOSED", "a program read it: {measure:#}");
    }
    let gap = found.iter().find(|it| it["value"] == "down by at least 10% by 2030").unwrap();
    assert_eq!((&gap["number"], &gap["unit"]), (&json!(10.0), &json!("%")));
    assert_eq!(gap["change"], "DECREASE");
    // What is not said is not guessed: a measure without a date is in no window of dates.
    let all = answer["all"]["nodes"].as_array().unwrap();
    assert_eq!(all.len(), 143);
    let dated = all.iter().filter(|it| !it["date"].is_null()).count();
    assert_eq!(answer["undated"]["totalCount"], dated);
    assert!(dated < all.len() / 2);
}

#[tokio::test]
async fn every_priority_about_dying_well_names_its_source() {
    let answer = data(
        "{ theme(slug: \"end-of-life-and-dying-well\") { priorities(first: 1000) {
             totalCount nodes { name partnership { slug } themes { primary method confidence theme { slug } }
             evidence { method source { key title } } } } } }",
    )
    .await;
    let priorities = answer["theme"]["priorities"]["nodes"].as_array().unwrap();
    let mut partnerships: Vec<&str> =
        priorities.iter().map(|one| one["partnership"]["slug"].as_str().unwrap()).collect();
    partnerships.dedup();
    assert!(partnerships.len() > 1, "{partnerships:?}");
    for priority in priorities {
        assert_eq!(priority["evidence"][0]["method"], "CURATED", "{priority:#}");
        let primary = |theme: &&Value| theme["primary"] == true;
        assert_eq!(priority["themes"].as_array().unwrap().iter().filter(primary).count(), 1);
        assert_eq!(priority["themes"][0]["confidence"], Value::Null);
    }
}

#[tokio::test]
async fn a_path_between_two_partnerships_says_what_each_edge_is() {
    let ids = data("{ a: partnership(slug: \"south-yorkshire\") { id } b: partnership(slug: \"lancashire-and-south-cumbria\") { id } }").await;
    let (from, to) = (&ids["a"]["id"], &ids["b"]["id"]);
    let answer = data(&format!(
        "{{ path(from: {from}, to: {to}) {{ nodes {{ id __typename }} edges {{ label from {{ id }} to {{ id }} }} }}
            short: path(from: {from}, to: {to}, maxLength: 1) {{ nodes {{ id }} }} }}"
    ))
    .await;
    let (nodes, edges) = (&answer["path"]["nodes"], answer["path"]["edges"].as_array().unwrap());
    assert_eq!(nodes.as_array().unwrap().len(), edges.len() + 1);
    assert_eq!((&nodes[0]["id"], &nodes[edges.len()]["id"]), (from, to));
    for (place, edge) in edges.iter().enumerate() {
        assert_eq!(edge["from"]["id"], nodes[place]["id"]);
        assert!(!edge["label"].as_str().unwrap().is_empty());
    }
    let between = texts(nodes, "__typename");
    assert!(between.iter().any(|kind| kind == "Theme" || kind == "Partner"), "{between:?}");
    assert_eq!(answer["short"], Value::Null);
}

#[tokio::test]
async fn boards_that_change_together_are_neighbours_with_status_and_source() {
    let ids = data("{ one: partnership(slug: \"frimley\") { id } two: partnership(slug: \"surrey-heartlands\") { id } }").await;
    let (one, two) = (&ids["one"]["id"], &ids["two"]["id"]);
    let answer = data(&format!(
        "{{ path(from: {one}, to: {two}) {{ nodes {{ id }} edges {{ label }} }}
            neighbourhood(of: {one}, depth: 1, kinds: [PARTNERSHIP]) {{ edges {{ from {{ ... on Partnership {{ slug }} }} label to {{ ... on Partnership {{ slug }} }} evidence {{ source {{ title }} }} }} }} }}"
    ))
    .await;
    assert_eq!(texts(&answer["path"]["nodes"], "id").len(), 2, "they are neighbours");
    let edges = answer["neighbourhood"]["edges"].as_array().unwrap();
    let told: Vec<String> = edges
        .iter()
        .filter(|edge| edge["from"]["slug"] == "frimley" || edge["to"]["slug"] == "frimley")
        .map(|edge| {
            assert!(!edge["evidence"][0]["source"]["title"].as_str().unwrap().is_empty());
            let [from, label, to] = [&edge["from"]["slug"], &edge["label"], &edge["to"]["slug"]];
            [from, label, to].map(|it| it.as_str().unwrap()).join(" ")
        })
        .collect();
    for expected in [
        "buckinghamshire-oxfordshire-and-berkshire-west clusters with frimley",
        "buckinghamshire-oxfordshire-and-berkshire-west merges with (approved) frimley",
        "frimley is split, a part of it going on with (approved) hampshire-and-isle-of-wight",
        "frimley takes part in a transfer with (approved) hampshire-and-isle-of-wight",
    ] {
        let times = told.iter().filter(|it| *it == expected).count();
        assert_eq!(times, 1, "{expected}: {told:#?}");
    }
}

#[tokio::test]
async fn a_neighbourhood_has_the_node_in_the_middle_first_and_edges_inside_only() {
    let id =
        data("{ theme(slug: \"end-of-life-and-dying-well\") { id } }").await["theme"]["id"].clone();
    let answer = data(&format!(
        "{{ neighbourhood(of: {id}, kinds: [PRIORITY], first: 5) {{ totalNodes truncated
             nodes {{ id __typename }} edges {{ from {{ id }} to {{ id }} label evidence {{ source {{ key }} }} }} }} }}"
    ))
    .await;
    let around = &answer["neighbourhood"];
    assert_eq!(around["nodes"][0]["id"], id);
    assert_eq!(around["nodes"].as_array().unwrap().len(), 5);
    assert_eq!(around["truncated"], true);
    let known = texts(&around["nodes"], "id");
    for edge in around["edges"].as_array().unwrap() {
        for end in ["from", "to"] {
            assert!(known.contains(&edge[end]["id"].as_str().unwrap().to_owned()));
        }
        assert!(edge["evidence"][0]["source"]["key"].is_string());
    }
}

#[tokio::test]
async fn addresses_are_absolute_and_dates_keep_their_precision() {
    let answer = data(
        "{ partnership(slug: \"kent-and-medway\") { webUrl region { webUrl } strategies { webUrl publishedOn } } }",
    )
    .await;
    let partnership = &answer["partnership"];
    assert_eq!(partnership["webUrl"], "https://example.org/partnerships/kent-and-medway");
    assert_eq!(partnership["region"]["webUrl"], "https://example.org/regions/south-east");
    let lengths: Vec<usize> = partnership["strategies"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|strategy| strategy["publishedOn"].as_str().map(str::len))
        .collect();
    assert!(lengths.iter().all(|length| [4, 7, 10].contains(length)), "{lengths:?}");
}

#[tokio::test]
async fn filters_hold_together_and_unknown_words_are_answered_with_the_nearest() {
    let answer = data(
        "{ partnerships(filter: { regions: [\"london\"], text: \"LONDON\" }) { totalCount }
           all: partnerships(filter: { regions: [] }) { totalCount }
           drafts: strategies(filter: { editions: [DRAFT, CONSULTATION], publishedTo: \"2023\" }) { nodes { edition publishedOn } } }",
    )
    .await;
    assert_eq!(answer["partnerships"]["totalCount"], 5);
    assert_eq!(answer["all"]["totalCount"], 42, "an empty list is no condition");
    for strategy in answer["drafts"]["nodes"].as_array().unwrap() {
        assert!(["DRAFT", "CONSULTATION"].contains(&strategy["edition"].as_str().unwrap()));
    }
    for (filter, says) in
        [("regions: [\"lundon\"]", "london"), ("themes: [\"best-start\"]", "best-start-in-life")]
    {
        let (code, message) =
            refusal(&format!("{{ partnerships(filter: {{ {filter} }}) {{ totalCount }} }}")).await;
        assert_eq!(code, "BAD_USER_INPUT");
        assert!(message.contains(says), "{message}");
    }
}

#[tokio::test]
async fn what_the_question_gets_wrong_is_said_with_a_code_and_no_internals() {
    for (query, code, says) in [
        ("{ nothing }", "BAD_USER_INPUT", "nothing"),
        ("{ dataset { ", "BAD_USER_INPUT", "expected"),
        ("{ partnership { name } }", "BAD_USER_INPUT", "slug"),
        (
            "{ strategies(filter: { editions: [FINALE] }) { totalCount } }",
            "BAD_USER_INPUT",
            "FINALE",
        ),
        (
            "{ strategies(filter: { publishedFrom: \"May 2023\" }) { totalCount } }",
            "BAD_USER_INPUT",
            "2022-12",
        ),
        (
            "{ strategies(filter: { publishedFrom: 2023 }) { totalCount } }",
            "BAD_USER_INPUT",
            "quotation marks",
        ),
        ("{ suggest(prefix: \"a\", first: 999) { text } }", "BAD_USER_INPUT", "0 to 50"),
    ] {
        let (found, message) = refusal(query).await;
        assert_eq!(found, code, "{query}");
        assert!(message.contains(says), "{query}: {message}");
        assert!(!message.contains("src/") && !message.contains("::"), "{message}");
    }
}

#[tokio::test]
async fn a_question_that_costs_too_much_is_refused_before_it_is_run() {
    let wide =
        "{ partnerships(first: 1000) { nodes { priorities(first: 1000) { nodes { name } } } } }";
    let deep = format!(
        "{{ theme(slug: \"x\") {}",
        "{ broader ".repeat(25) + "{ slug }" + "}".repeat(26).as_str()
    );
    let fragments = (0..30)
        .map(|n| format!("fragment F{n} on Query {{ ...F{m} ...F{m} }} ", m = n + 1))
        .collect::<Vec<_>>()
        .concat();
    let bomb = format!("{{ ...F0 }} {fragments} fragment F30 on Query {{ __typename }}");
    for query in [wide, &deep, &bomb] {
        let (code, message) = refusal(query).await;
        assert_eq!(code, "TOO_COSTLY", "{message}");
    }
    let usual = data("{ priorities(first: 1000) { nodes { name gist strategy { title partnership { name region { name } } } themes { primary theme { slug label } } evidence { source { title url } } } } }").await;
    assert_eq!(usual["priorities"]["nodes"].as_array().unwrap().len(), 381);
}

#[tokio::test]
async fn a_thing_that_does_not_exist_is_null() {
    let answer =
        data("{ theme(slug: \"nothing\") { label } framework(slug: \"nothing\") { label } }").await;
    assert_eq!(answer, json!({"theme": null, "framework": null}));
}
