//! What is worked out of many partnerships at once: distinctive, communities, connecting partners,
//! themes that go together, shares beside each other, and partnerships of other dates.

use serde_json::{Value, json};

use super::{data, refusal, texts};

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

#[tokio::test]
async fn the_matrix_of_states_alone_is_that_of_the_cells() {
    let answer = data(
        "{ compare { partnerships { slug } rows { states cells { state partnership { slug } } } } }",
    )
    .await;
    let rows = list(&answer["compare"]["rows"]);
    assert_eq!(rows.len(), 78);
    for row in rows {
        let of_cells: Vec<&Value> = list(&row["cells"]).iter().map(|cell| &cell["state"]).collect();
        assert_eq!(list(&row["states"]).iter().collect::<Vec<_>>(), of_cells);
        assert_eq!(of_cells.len(), 42);
    }
}

#[tokio::test]
async fn wording_stands_side_by_side_with_the_sources_own_word_place_and_edition() {
    let answer = data(
        "{ compare(partnerships: [\"lancashire-and-south-cumbria\", \"hertfordshire-and-west-essex\"], themes: [\"best-start-in-life\"]) {
             rows { cells { priorities { slug } } wording { partnership { slug } words exactWords called role rank of statedCount listComplete edition stated
               item { slug called rank role } strategy { slug } } } } }",
    )
    .await;
    let row = &answer["compare"]["rows"][0];
    let wording = list(&row["wording"]);
    let whose: Vec<&str> =
        wording.iter().map(|one| one["partnership"]["slug"].as_str().unwrap()).collect();
    assert_eq!(whose, ["lancashire-and-south-cumbria", "hertfordshire-and-west-essex"]);
    let of_cells: Vec<&Value> =
        list(&row["cells"]).iter().flat_map(|cell| list(&cell["priorities"])).collect();
    for (one, priority) in wording.iter().zip(of_cells) {
        assert_eq!(one["item"]["slug"], priority["slug"]);
        assert_eq!(one["called"], one["item"]["called"]);
        assert_eq!((&one["rank"], &one["role"]), (&one["item"]["rank"], &one["item"]["role"]));
        assert_eq!(one["stated"], true);
        assert_eq!(one["edition"], "FINAL");
    }
    assert_eq!(wording[0]["words"], "Starting Well");
}

#[tokio::test]
async fn what_is_distinctive_names_its_method_and_shows_items_that_say_so() {
    let query = |arguments: &str| {
        format!(
            "{{ partnership(slug: \"south-yorkshire\") {{ distinctive({arguments}) {{ tested rate method refusedBecause
                 against {{ slug }} found {{ label theme {{ slug }} more logOdds z correctedP uses of othersUses othersOf priorities {{ slug }} passages {{ id }} }} }} }} }}"
        )
    };
    let answer = data(&query("rate: 1")).await;
    let all = &answer["partnership"]["distinctive"];
    assert!(all["method"].as_str().unwrap().contains("Monroe, Colaresi and Quinn 2008"));
    assert_eq!(list(&all["against"]).len(), 41);
    assert_eq!(all["refusedBecause"], Value::Null);
    let found = list(&all["found"]);
    assert_eq!(found.len() as i64, all["tested"].as_i64().unwrap(), "at a rate of 1 all are told");
    for one in found {
        assert_eq!(one["more"], one["logOdds"].as_f64().unwrap() > 0.0);
        let shown = list(&one["priorities"]).len() + list(&one["passages"]).len();
        let whose = if one["more"] == true { "uses" } else { "othersUses" };
        assert_eq!(shown > 0, one[whose].as_i64().unwrap() > 0, "{one:#}");
        assert!(one["uses"].as_i64() <= one["of"].as_i64(), "{one:#}");
    }
    let answer = data(&query("of: TERMS, against: PEERS")).await;
    let terms = &answer["partnership"]["distinctive"];
    assert_eq!(list(&terms["against"]).len(), 10);
    assert!(list(&terms["found"]).iter().all(|one| one["theme"].is_null()));
    let (code, message) = refusal(&query("rate: 1.5")).await;
    assert_eq!(code, "BAD_USER_INPUT", "{message}");
    let (_, message) = refusal(&query("partnerships: [\"sussecks\"]")).await;
    assert!(message.contains("“sussex”"), "{message}");
}

#[tokio::test]
async fn communities_name_their_algorithm_and_hold_every_coded_partnership_once() {
    let query = "communities { modularity method uncoded { slug } communities { partnerships { slug } themes { label contribution } } }";
    let answer = data(&format!("{{ {query} again: {query} }}")).await;
    let found = &answer["communities"];
    assert_eq!(*found, answer["again"], "the same every time");
    let method = found["method"].as_str().unwrap();
    for part in ["Leiden", "leiden-rs", "resolution 1", "seed 2022", "cosine"] {
        assert!(method.contains(part), "{part}: {method}");
    }
    let mut members: Vec<String> = texts(&found["uncoded"], "slug");
    for community in list(&found["communities"]) {
        members.extend(texts(&community["partnerships"], "slug"));
    }
    let count = members.len();
    members.sort();
    members.dedup();
    assert_eq!((members.len(), count), (42, 42));
    let (code, _) = refusal("{ communities(resolution: 11) { modularity } }").await;
    assert_eq!(code, "BAD_USER_INPUT");
}

#[tokio::test]
async fn partners_who_connect_are_told_with_the_pairs_that_they_connect() {
    let answer = data(
        "{ connectingPartners(first: 5) { count pairs partner { generic name } partnerships { slug } } }",
    )
    .await;
    let found = list(&answer["connectingPartners"]);
    assert_eq!(found.len(), 5);
    for one in found {
        let count = one["count"].as_i64().unwrap();
        assert_eq!(list(&one["partnerships"]).len() as i64, count);
        assert_eq!(one["pairs"].as_i64().unwrap(), count * (count - 1) / 2);
        assert_eq!(one["partner"]["generic"], false);
    }
    let (code, _) = refusal("{ connectingPartners(first: 101) { count } }").await;
    assert_eq!(code, "BAD_USER_INPUT");
}

#[tokio::test]
async fn the_lift_of_themes_follows_from_the_counts_beside_it() {
    let answer = data(
        "{ themePairs(first: 10) { a { slug narrower { slug } } b { slug narrower { slug } } lift together expected withA withB of }
           theme(slug: \"best-start-in-life\") { coverage { priority } related { score together expected withThis withOther of } } }",
    )
    .await;
    let number = |value: &Value| value.as_f64().unwrap();
    let pairs = list(&answer["themePairs"]);
    assert_eq!(pairs.len(), 10);
    for pair in pairs {
        let expected = number(&pair["withA"]) * number(&pair["withB"]) / number(&pair["of"]);
        assert!((number(&pair["expected"]) - expected).abs() < 1e-9, "{pair:#}");
        assert!((number(&pair["lift"]) - number(&pair["together"]) / expected).abs() < 1e-9);
        assert!(number(&pair["together"]) >= 3.0 && number(&pair["lift"]) > 1.0);
        assert_eq!((&pair["a"]["narrower"], &pair["b"]["narrower"]), (&json!([]), &json!([])));
    }
    for one in list(&answer["theme"]["related"]) {
        assert_eq!(one["withThis"], answer["theme"]["coverage"]["priority"]);
        let expected = number(&one["withThis"]) * number(&one["withOther"]) / number(&one["of"]);
        assert!((number(&one["score"]) - number(&one["together"]) / expected).abs() < 1e-9);
    }
}

#[tokio::test]
async fn shares_of_two_partnerships_are_said_to_overlap_or_why_they_cannot_be_compared() {
    let answer = data(
        "{ partnership(slug: \"south-west-london\") {
             effectiveThemes { shannon simpson themes items refusedBecause }
             themes(first: 100) { edges { share { value } beside(partnership: \"north-west-london\") { partnership { slug } share { overlap told own { value low high } other { value low high } } passageShare { overlap told } } } } }
           small: partnership(slug: \"gloucestershire\") { effectiveThemes { shannon refusedBecause } } }",
    )
    .await;
    let partnership = &answer["partnership"];
    let effective = &partnership["effectiveThemes"];
    let themes = effective["themes"].as_f64().unwrap();
    let shannon = effective["shannon"].as_f64().unwrap();
    let simpson = effective["simpson"].as_f64().unwrap();
    assert!(1.0 < simpson && simpson <= shannon && shannon <= themes, "{effective:#}");
    assert_eq!(effective["refusedBecause"], Value::Null);
    assert_eq!(answer["small"]["effectiveThemes"]["shannon"], Value::Null);
    assert!(answer["small"]["effectiveThemes"]["refusedBecause"].is_string());
    for edge in list(&partnership["themes"]["edges"]) {
        let share = &edge["beside"]["share"];
        assert_eq!(share["own"]["value"], edge["share"]["value"]);
        let end = |side: &str, name: &str| share[side][name].as_f64().unwrap();
        let overlap =
            end("own", "low") <= end("other", "high") && end("other", "low") <= end("own", "high");
        assert_eq!(share["overlap"], overlap, "{share:#}");
        let says = if overlap { "cannot be told apart" } else { "differ" };
        assert!(share["told"].as_str().unwrap().ends_with(says), "{share:#}");
        assert_eq!(edge["beside"]["passageShare"]["overlap"], Value::Null, "no text is held");
    }
}

#[tokio::test]
async fn a_partnership_of_a_later_date_is_found_by_id_and_slug_and_says_what_it_replaces() {
    let fields = "id slug name since webUrl board { name } replaces { whole partnership { slug } } replacedBy { whole partnership { slug } } strategies { slug }";
    let answer = data(&format!(
        "{{ partnerships(filter: {{ asOf: \"2027-04-01\" }}, first: 100) {{ nodes {{ {fields} }} }} }}"
    ))
    .await;
    let later: Vec<&Value> = list(&answer["partnerships"]["nodes"])
        .iter()
        .filter(|one| !one["since"].is_null())
        .collect();
    assert!(later.len() > 3);
    for one in later {
        let (id, slug) = (one["id"].as_str().unwrap(), one["slug"].as_str().unwrap());
        assert!(!list(&one["replaces"]).is_empty(), "{one:#}");
        assert_eq!(one["webUrl"], format!("https://example.org/partnerships/{slug}"));
        let again = data(&format!(
            "{{ node(id: \"{id}\") {{ id ... on Partnership {{ {fields} }} }} partnership(slug: \"{slug}\") {{ {fields}
                 themes(first: 100) {{ totalCount }} peers {{ partnership {{ slug }} score }} distinctive {{ tested }} }} }}"
        ))
        .await;
        assert_eq!(again["node"], *one);
        assert_eq!(again["partnership"]["replaces"], one["replaces"]);
        assert_eq!(again["partnership"]["themes"]["totalCount"], 78);
        for part in list(&one["replaces"]) {
            let old = part["partnership"]["slug"].as_str().unwrap();
            let back = data(&format!(
                "{{ partnership(slug: \"{old}\") {{ slug since replacedBy {{ whole partnership {{ slug id }} change {{ on status evidence {{ source {{ url }} }} }} }} }} }}"
            ))
            .await;
            assert_eq!(back["partnership"]["slug"], old, "old slugs keep working");
            let after = list(&back["partnership"]["replacedBy"]);
            assert!(after.iter().any(|it| it["partnership"]["id"] == id), "{back:#}");
        }
    }
}

#[tokio::test]
async fn what_a_partnership_of_a_later_date_has_no_record_of_is_refused_with_what_it_replaces() {
    let (code, message) =
        refusal("{ priorities(filter: { partnerships: [\"thames-valley\"] }) { totalCount } }")
            .await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(
        message.contains("has no record of its own") && message.contains("frimley"),
        "{message}"
    );
}
