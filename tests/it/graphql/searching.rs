//! What a search tells besides its hits.

use super::{data, refusal};
use serde_json::{Value, json};

fn sum(facet: &Value) -> i64 {
    facet.as_array().unwrap().iter().map(|value| value["count"].as_i64().unwrap()).sum()
}

#[tokio::test]
async fn facets_of_what_every_hit_has_once_add_up_to_the_total() {
    let answer = data(
        "{ search(query: \"children\", first: 1) { totalCount nodes { title }
             facets { kinds { value label count } regions { value label count } partnerships { value label count }
               themes { value } editions { value } strategyKinds { value } years { value } publishers { value } } }
           owned: search(query: \"children\", filter: { kinds: [PRIORITY] }) { totalCount
             facets { kinds { value count } partnerships { count } regions { count } editions { value count } strategyKinds { value count } } } }",
    )
    .await;
    let (all, owned) = (&answer["search"], &answer["owned"]);
    assert!(all["totalCount"].as_i64().unwrap() > 20);
    assert_eq!(all["nodes"].as_array().unwrap().len(), 1);
    assert_eq!(all["totalCount"], sum(&all["facets"]["kinds"]));
    assert!(all["facets"]["themes"].as_array().unwrap().len() > 1);
    for dimension in ["kinds", "partnerships", "regions", "editions", "strategyKinds"] {
        assert_eq!(owned["totalCount"], sum(&owned["facets"][dimension]), "{dimension}");
    }
    assert_eq!(owned["facets"]["kinds"][0]["value"], "PRIORITY");
    let edition = &owned["facets"]["editions"][0]["value"];
    let kind = &owned["facets"]["strategyKinds"][0]["value"];
    let again = data(&format!(
        "{{ search(query: \"children\", filter: {{ kinds: [PRIORITY], strategyKinds: [{}] }}) {{ totalCount }}
            strategies(filter: {{ editions: [{}] }}) {{ totalCount }} }}",
        kind.as_str().unwrap(),
        edition.as_str().unwrap()
    ))
    .await;
    assert_eq!(again["search"]["totalCount"], owned["facets"]["strategyKinds"][0]["count"]);
}

#[tokio::test]
async fn pages_backwards_have_the_hits_of_pages_forwards() {
    for sort in ["RELEVANCE", "NEWEST", "NAME"] {
        let ask = async |pages: &str| {
            let query = format!(
                "{{ search(query: \"carers\", sort: {sort}, {pages}) {{
                     pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} nodes {{ kind title }} }} }}"
            );
            data(&query).await["search"].clone()
        };
        let all = ask("first: 1000").await["nodes"].as_array().unwrap().clone();
        let mut page = ask("last: 3").await;
        assert_eq!(page["pageInfo"]["hasNextPage"], false);
        let mut walked = page["nodes"].as_array().unwrap().clone();
        while page["pageInfo"]["hasPreviousPage"] == true {
            let start = page["pageInfo"]["startCursor"].as_str().unwrap();
            page = ask(&format!("last: 3, before: \"{start}\"")).await;
            let mut earlier = page["nodes"].as_array().unwrap().clone();
            earlier.append(&mut walked);
            walked = earlier;
        }
        assert!(all.len() > 6 && walked == all, "{sort}: {} of {}", walked.len(), all.len());
    }
    let (code, message) =
        refusal("{ search(query: \"carers\", first: 3, last: 3) { totalCount } }").await;
    assert!(code == "BAD_USER_INPUT" && message.contains("use one pair"), "{message}");
}

#[tokio::test]
async fn a_facet_counts_with_its_own_filter_or_without() {
    let answer = data(
        "{ search(query: \"children\", filter: { regions: [\"london\"] }) { totalCount
             own: facets { regions { value count } }
             wide: facets(lifted: true) { ...Wide } } }
         fragment Wide on SearchFacets { regions { value label count } kinds { count } }",
    )
    .await;
    let search = &answer["search"];
    assert_eq!(
        search["own"]["regions"],
        json!([{"value": "london", "count": search["totalCount"]}])
    );
    assert!(search["wide"]["regions"].as_array().unwrap().len() > 3);
    assert_eq!(sum(&search["wide"]["kinds"]), search["totalCount"]);
}

#[tokio::test]
async fn what_was_added_to_the_words_is_told_and_can_be_switched_off() {
    let answer = data(
        "{ wide: search(query: \"vcse\", first: 0) { totalCount expansions { from to } }
           exact: search(query: \"vcse\", exact: true, first: 0) { totalCount expansions { from to } } }",
    )
    .await;
    assert_eq!(answer["wide"]["expansions"][0]["from"], "vcse", "{answer:#}");
    assert_eq!(answer["exact"]["expansions"], json!([]));
    let total = |of: &str| answer[of]["totalCount"].as_i64().unwrap();
    assert!(total("wide") > total("exact"), "{answer:#}");
}

#[tokio::test]
async fn where_nothing_is_found_a_way_on_is_offered() {
    let answer = data(
        "{ spelling: search(query: \"zzqx children\") { totalCount didYouMean relaxed { query totalCount } facets { kinds { count } } }
           found: search(query: \"children\", first: 1) { didYouMean relaxed { query } } }",
    )
    .await;
    let spelling = &answer["spelling"];
    assert_eq!(spelling["totalCount"], 0);
    assert_eq!(spelling["facets"]["kinds"], json!([]));
    assert!(spelling["relaxed"]["totalCount"].as_i64().unwrap() > 0, "{spelling:#}");
    assert_eq!(answer["found"], json!({"didYouMean": null, "relaxed": null}));
}

#[tokio::test]
async fn a_search_kept_to_a_document_that_is_not_held_is_refused() {
    let (code, message) = refusal(
        "{ search(query: \"\", filter: { documents: [\"nothing-like-this\"] }) { totalCount } }",
    )
    .await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.contains("nothing-like-this"), "{message}");
}

#[tokio::test]
async fn a_period_that_ends_before_it_begins_is_refused_in_place_of_finding_nothing() {
    for field in ["search(query: \"cancer\", ", "strategies("] {
        let asked = format!(
            "{{ {field}filter: {{ publishedFrom: \"2024\", publishedTo: \"2022-12\" }}) {{ totalCount }} }}"
        );
        let (code, message) = refusal(&asked).await;
        assert_eq!(code, "BAD_USER_INPUT");
        assert!(message.contains("2024") && message.contains("exchange them"), "{message}");
    }
    let same = data("{ strategies(filter: { publishedFrom: \"2022-12\", publishedTo: \"2022\" }) { totalCount } }").await;
    assert!(same["strategies"]["totalCount"].as_i64().unwrap() > 0, "{same}");
}
