//! Coverage, comparison and what else is worked out, over the seed's partnerships.

use std::collections::BTreeMap;

use super::{data, refusal};
use serde_json::{Value, json};

const DYING_WELL: &str = "end-of-life-and-dying-well";

/// Slug of the partnership and state, of cells or edges.
fn states(cells: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let pair = |cell: &Value| (text(&cell["partnership"]["slug"]), text(&cell["state"]));
    cells.as_array().unwrap().iter().map(pair).collect()
}

#[tokio::test]
async fn the_four_states_of_dying_well_add_up_to_all_partnerships() {
    let answer = data(&format!(
        "{{ theme(slug: \"{DYING_WELL}\") {{
             coverage {{ priority mentioned notFound notAssessed assessed }}
             partnerships(first: 1000) {{ totalCount edges {{ state partnership {{ slug }} }} }}
             priority: partnerships(state: PRIORITY) {{ totalCount }}
             mentioned: partnerships(state: MENTIONED) {{ totalCount }}
             notFound: partnerships(state: NOT_FOUND) {{ totalCount }}
             notAssessed: partnerships(state: NOT_ASSESSED) {{ totalCount }} }} }}"
    ))
    .await;
    let theme = &answer["theme"];
    let count = |name: &str| theme["coverage"][name].as_i64().unwrap();
    let mut counted: BTreeMap<&str, i64> = BTreeMap::new();
    let pairs = states(&theme["partnerships"]["edges"]);
    for (_, state) in &pairs {
        *counted.entry(state).or_default() += 1;
    }
    for (field, state) in [
        ("priority", "PRIORITY"),
        ("mentioned", "MENTIONED"),
        ("notFound", "NOT_FOUND"),
        ("notAssessed", "NOT_ASSESSED"),
    ] {
        assert_eq!(count(field), counted.get(state).copied().unwrap_or_default(), "{state}");
        assert_eq!(theme[field]["totalCount"], count(field), "{state}");
    }
    assert_eq!(count("priority") + count("mentioned") + count("notFound"), count("assessed"));
    assert_eq!(count("assessed") + count("notAssessed"), 42);
    assert!(count("priority") > 1 && count("notAssessed") > 0, "{:#}", theme["coverage"]);
}

#[tokio::test]
async fn the_cells_of_a_comparison_are_the_states_of_its_themes() {
    let answer = data(
        "{ compare { partnerships { slug } rows { theme { slug } topic { slug } label counts { assessed notAssessed }
             cells { state partnership { slug } } } }
           themes(first: 100) { nodes { slug coverage { assessed notAssessed } partnerships(first: 100) { edges { state partnership { slug } } } } } }",
    )
    .await;
    let rows = answer["compare"]["rows"].as_array().unwrap();
    let themes = answer["themes"]["nodes"].as_array().unwrap();
    assert_eq!((rows.len(), themes.len()), (78, 78));
    assert_eq!(answer["compare"]["partnerships"].as_array().unwrap().len(), 42);
    for (row, theme) in rows.iter().zip(themes) {
        assert_eq!(row["theme"]["slug"], theme["slug"]);
        assert_eq!(row["topic"], Value::Null);
        assert_eq!(row["counts"], theme["coverage"]);
        assert_eq!(states(&row["cells"]), states(&theme["partnerships"]["edges"]));
    }
}

#[tokio::test]
async fn everything_about_all_partnerships_and_themes_is_within_the_limits() {
    let answer = data(
        "{ compare { partnerships { name } shared { label } only { partnership { name } rows { label } }
             similarity { score a { slug } b { slug } reasons { label contribution } }
             rows { label counts { priority mentioned notFound notAssessed assessed }
               cells { partnership { slug name } state priorities { slug name exactName }
                 passages { text } passageCount notAssessedReason
                 absence { lists completeLists documents passages phrases } } } } }",
    )
    .await;
    let (mut found, mut unknown) = (0, 0);
    for cell in answer["compare"]["rows"].as_array().unwrap().iter().flat_map(|row| {
        assert_eq!(row["cells"].as_array().unwrap().len(), 42);
        row["cells"].as_array().unwrap()
    }) {
        let state = cell["state"].as_str().unwrap();
        assert_eq!(cell["absence"].is_object(), state == "NOT_FOUND", "{cell:#}");
        assert_eq!(cell["notAssessedReason"].is_string(), state == "NOT_ASSESSED", "{cell:#}");
        assert_eq!(cell["priorities"] != json!([]), state == "PRIORITY", "{cell:#}");
        found += i32::from(state == "PRIORITY");
        unknown += i32::from(state == "NOT_ASSESSED");
    }
    assert!(found > 100 && unknown > 0, "{found} {unknown}");
    for pair in answer["compare"]["similarity"].as_array().unwrap() {
        let reasons = pair["reasons"].as_array().unwrap().iter();
        let sum: f64 = reasons.map(|one| one["contribution"].as_f64().unwrap()).sum();
        assert!((sum - pair["score"].as_f64().unwrap()).abs() < 1e-6, "{pair:#}");
    }
}

#[tokio::test]
async fn unknown_names_in_a_comparison_are_answered_with_the_nearest() {
    for (arguments, says) in [
        ("partnerships: [\"kent-and-medwey\"]", "kent-and-medway"),
        ("themes: [\"best-start\"]", "best-start-in-life"),
        ("framework: \"marmott\"", "marmot"),
        ("regions: [\"lundon\"]", "london"),
    ] {
        let query = format!("{{ compare({arguments}) {{ partnerships {{ slug }} }} }}");
        let (code, message) = refusal(&query).await;
        assert_eq!(code, "BAD_USER_INPUT", "{message}");
        assert!(message.contains(says), "{message}");
    }
}

#[tokio::test]
async fn a_comparison_keeps_to_what_was_named_and_empty_lists_are_no_condition() {
    let answer = data(
        "{ named: compare(partnerships: [\"sussex\", \"dorset\"], themes: [\"end-of-life-and-dying-well\", \"best-start-in-life\"]) {
             partnerships { slug } rows { theme { slug } cells { state } } }
           empty: compare(partnerships: [], themes: [], regions: [], roles: []) { partnerships { slug } }
           london: compare(regions: [\"london\"], themes: [\"best-start-in-life\"]) { partnerships { slug } }
           marmot: compare(framework: \"marmot\", partnerships: [\"sussex\"]) { rows { theme { slug } topic { slug coverage { assessed notAssessed } } } } }",
    )
    .await;
    assert_eq!(answer["named"]["partnerships"], json!([{"slug": "sussex"}, {"slug": "dorset"}]));
    let rows = &answer["named"]["rows"];
    assert_eq!(rows[0]["theme"]["slug"], DYING_WELL);
    assert_eq!(rows[1]["cells"].as_array().unwrap().len(), 2);
    assert_eq!(answer["empty"]["partnerships"].as_array().unwrap().len(), 42);
    assert_eq!(answer["london"]["partnerships"].as_array().unwrap().len(), 5);
    for row in answer["marmot"]["rows"].as_array().unwrap() {
        assert_eq!(row["theme"], Value::Null);
        let counts = &row["topic"]["coverage"];
        let sum = counts["assessed"].as_i64().unwrap() + counts["notAssessed"].as_i64().unwrap();
        assert_eq!(sum, 42, "{row:#}");
    }
}

#[tokio::test]
async fn partnerships_of_a_date_are_those_of_the_comparison_at_that_date() {
    let answer = data(
        "{ compare(asOf: \"2027-04-01\", themes: [\"best-start-in-life\"]) {
             columns { partnership { slug } madeOf { slug } } rows { cells { state } } }
           then: partnerships(filter: { asOf: \"2027-04-01\" }, first: 100) { nodes { slug } totalCount }
           before: partnerships(filter: { asOf: \"2022-07-01\" }) { totalCount }
           london: partnerships(filter: { asOf: \"2027-04-01\", regions: [\"london\"] }) { totalCount }
           odd: partnerships(filter: { asOf: \"2027-04-01\", text: \"no such name\" }) { totalCount } }",
    )
    .await;
    let columns = answer["compare"]["columns"].as_array().unwrap();
    let of_columns: Vec<&Value> = columns.iter().map(|one| &one["partnership"]).collect();
    let then: Vec<&Value> = answer["then"]["nodes"].as_array().unwrap().iter().collect();
    assert_eq!(of_columns, then);
    assert_eq!(answer["then"]["totalCount"], then.len());
    assert!(then.len() < 42, "boards merged before that date");
    assert!(columns.iter().any(|one| one["madeOf"].as_array().unwrap().len() > 1));
    assert_eq!(answer["before"]["totalCount"], 42);
    assert!(answer["london"]["totalCount"].as_i64().unwrap() <= 5);
    assert_eq!(answer["odd"]["totalCount"], 0);
}

#[tokio::test]
async fn lancashires_draft_became_final_item_by_item() {
    let answer = data(
        "{ editionDifference(from: \"lancashire-and-south-cumbria-2022-draft\", to: \"lancashire-and-south-cumbria-2023\") {
             from { edition } to { edition } notCompared { role reason }
             items { change role before { slug name } after { slug name } words { text kind } likeness doubt } } }",
    )
    .await;
    let difference = &answer["editionDifference"];
    assert_eq!(difference["from"]["edition"], "CONSULTATION");
    assert_eq!(difference["to"]["edition"], "FINAL");
    let items = difference["items"].as_array().unwrap();
    let total = |side: &str| -> usize {
        let priorities = items.iter().filter(|item| item["role"] == "PRIORITIES");
        priorities.map(|item| item[side].as_array().unwrap().len()).sum()
    };
    assert_eq!((total("before"), total("after")), (6, 5));
    let changes: Vec<&str> = items.iter().map(|item| item["change"].as_str().unwrap()).collect();
    assert!(changes.contains(&"MERGED") && changes.contains(&"DROPPED"), "{changes:?}");
    let reworded = items.iter().find(|item| item["change"] == "REWORDED").unwrap();
    assert_eq!(reworded["words"][0]["kind"], "REMOVED", "{reworded:#}");
    let (code, _) = refusal(
        "{ editionDifference(from: \"lancashire-and-south-cumbria-2023\", to: \"sussex\") { items { change } } }",
    )
    .await;
    assert_eq!(code, "NOT_FOUND");
}

#[tokio::test]
async fn attention_tells_its_whole_or_why_there_is_no_share() {
    let answer = data(
        "{ partnership(slug: \"lancashire-and-south-cumbria\") {
             themes(first: 100) { totalCount edges { theme { slug } state share { value low high count of refusedBecause } passageShare { value refusedBecause } priorities { slug } } }
             stated: themes(state: PRIORITY) { totalCount edges { state } } } }",
    )
    .await;
    let themes = &answer["partnership"]["themes"];
    assert_eq!(themes["totalCount"], 78);
    for edge in themes["edges"].as_array().unwrap() {
        for share in [&edge["share"], &edge["passageShare"]] {
            assert_ne!(share["value"].is_null(), share["refusedBecause"].is_null(), "{edge:#}");
        }
    }
    let stated = answer["partnership"]["stated"]["edges"].as_array().unwrap();
    assert!(!stated.is_empty() && stated.iter().all(|edge| edge["state"] == "PRIORITY"));
}

#[tokio::test]
async fn what_is_alike_gives_reasons_that_add_up() {
    let answer = data(
        "{ partnership(slug: \"sussex\") { peers { score partnership { slug } reasons { contribution } }
             context: peers(by: CONTEXT, first: 2) { score unknown reasons { contribution } } priorities(first: 1) { nodes { similar { score priority { partnership { slug } } reasons { contribution } } } } }
           theme(slug: \"best-start-in-life\") { related { score together expected of theme { slug } } } }",
    )
    .await;
    let partnership = &answer["partnership"];
    let similar = &partnership["priorities"]["nodes"][0]["similar"];
    assert_eq!(partnership["context"].as_array().unwrap().len(), 2);
    for alike in [&partnership["peers"], &partnership["context"], similar] {
        let alike = alike.as_array().unwrap();
        assert!(!alike.is_empty());
        for one in alike {
            let reasons = one["reasons"].as_array().unwrap().iter();
            let sum: f64 = reasons.map(|one| one["contribution"].as_f64().unwrap()).sum();
            assert!((sum - one["score"].as_f64().unwrap()).abs() < 1e-6, "{one:#}");
        }
    }
    for one in similar.as_array().unwrap() {
        assert_ne!(one["priority"]["partnership"]["slug"], "sussex");
    }
    let related = answer["theme"]["related"].as_array().unwrap();
    assert!(!related.is_empty() && related.len() <= 5);
    for one in related {
        assert!(one["together"].as_i64().unwrap() >= 3);
        assert!(one["score"].as_f64().unwrap() > 1.0);
    }
    let (code, message) =
        refusal("{ partnership(slug: \"sussex\") { peers(first: 101) { score } } }").await;
    assert_eq!((code.as_str(), message.contains("0 to 100")), ("BAD_USER_INPUT", true));
}
