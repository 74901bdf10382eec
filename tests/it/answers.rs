//! The answers for which the project was begun: the seed, as a service shows it over GraphQL, on
//! both engines. What a field means is tested in `graphql`, how the seed is read in `records`.

use std::collections::BTreeSet;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use serde_json::{Value, json};
use strategraph::{
    app::Service,
    clock::Clock,
    config::{Config, Inputs},
    http::addresses::BaseUrl,
};
use tokio::sync::OnceCell;
use tower::ServiceExt as _;

use crate::database::Database;

/// Where the service's routes are asked, made once for each engine.
struct Asker(Router);

impl Asker {
    /// The routes of a service that was started on the built-in seed. It follows nothing, so it
    /// answers from its first view when its database is gone.
    async fn start(database: Database) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut flags = vec![("data_dir", directory.path().display().to_string())];
        if database.url.starts_with("postgres") {
            flags.push(("database_url", database.url.clone()));
        }
        let inputs = Inputs { flags, directory: directory.path().into(), ..Inputs::default() };
        let config = Config::load(&inputs).unwrap().config;
        let service = Service::open(&config, &Clock::fixed("2026-11-23T09:00:00Z")).await.unwrap();
        Self(service.routes(&BaseUrl::new("https://example.org")))
    }

    /// The data of an answer that must have no errors.
    async fn data(&self, query: &str) -> Value {
        let body = Body::from(json!({ "query": query }).to_string());
        let post = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        let response = self.0.clone().oneshot(post.body(body).unwrap()).await.unwrap();
        let bytes = to_bytes(response.into_body(), 1 << 24).await.unwrap();
        let mut answer: Value = serde_json::from_slice(&bytes).unwrap();
        assert!(answer.get("errors").is_none(), "{query}\n{answer:#}");
        answer["data"].take()
    }
}

/// Makes one test of a body for each engine; the body asks an [`Asker`].
macro_rules! on_the_seed {
    ($name:ident, $body:expr $(,)?) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[tokio::test]
            async fn on_sqlite() {
                ($body)(ON_SQLITE.get_or_init(|| crate::database::on_sqlite(Asker::start)).await)
                    .await;
            }

            #[tokio::test]
            async fn on_postgresql() {
                ($body)(
                    ON_POSTGRESQL
                        .get_or_init(|| crate::database::on_postgresql(Asker::start))
                        .await,
                )
                .await;
            }
        }
    };
}

static ON_SQLITE: OnceCell<Asker> = OnceCell::const_new();
static ON_POSTGRESQL: OnceCell<Asker> = OnceCell::const_new();

/// The texts of one field of a list.
fn texts<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|entry| entry[field].as_str().unwrap()).collect()
}

on_the_seed!(the_dataset_is_of_the_published_size, async |asker: &Asker| {
    let answer = asker.data("{ dataset { partnerships strategies priorities themes } }").await;
    let size = json!({ "partnerships": 42, "strategies": 84, "priorities": 381, "themes": 78 });
    assert_eq!(answer["dataset"], size);
});

on_the_seed!(lancashire_consulted_on_six_priorities_and_decided_on_five, async |asker: &Asker| {
    let answer = asker
        .data(
            "{ partnership(slug: \"lancashire-and-south-cumbria\") {
                 currentStrategy { edition priorities(roles: [PRIORITIES]) { nodes { name rank } } }
                 strategies { edition priorities(roles: [PRIORITIES]) { totalCount nodes { name rank } } } } }",
        )
        .await;
    let partnership = &answer["partnership"];
    let current = &partnership["currentStrategy"];
    assert_eq!(current["edition"], "FINAL");
    let names = texts(&current["priorities"]["nodes"], "name");
    assert_eq!(names.len(), 5, "{names:?}");
    let strategies = partnership["strategies"].as_array().unwrap();
    let consulted = strategies.iter().find(|one| one["edition"] == "CONSULTATION").unwrap();
    let drafts = &consulted["priorities"]["nodes"];
    let ranks: Vec<i64> =
        drafts.as_array().unwrap().iter().map(|one| one["rank"].as_i64().unwrap()).collect();
    assert_eq!(ranks, [1, 2, 3, 4, 5, 6]);
    let asked = texts(drafts, "name");
    assert!(
        asked[0].contains("first 1000 days") && asked[5].contains("place of death"),
        "{asked:?}"
    );
});

on_the_seed!(south_yorkshire_has_five_ambitions_in_its_order, async |asker: &Asker| {
    let answer = asker
        .data(
            "{ partnership(slug: \"south-yorkshire\") { currentStrategy { lists { role called statedCount
                 items { name rank } } } } }",
        )
        .await;
    let lists = answer["partnership"]["currentStrategy"]["lists"].as_array().unwrap();
    let ambitions = lists.iter().find(|list| list["called"] == "ambition").unwrap();
    assert_eq!(ambitions["role"], "PRIORITIES");
    assert_eq!(
        texts(&ambitions["items"], "name"),
        [
            "Best start in life for children and young people",
            "Living healthier and longer lives",
            "Improved wellbeing for those with the greatest need",
            "Safe, strong and vibrant communities",
            "People with the skills and resources they need to thrive",
        ]
    );
});

on_the_seed!(
    kinds_of_partner_are_marked_generic_and_organisations_are_not,
    async |asker: &Asker| {
        let query = |slug: &str| {
            format!(
                "{{ partnership(slug: \"{slug}\") {{ partners(first: 100) {{ edges {{ partner {{ name generic }} }} }} }} }}"
            )
        };
        for (slug, named, generic) in [
            ("south-yorkshire", "South Yorkshire Mayoral Combined Authority", false),
            ("south-yorkshire", "NHS South Yorkshire Integrated Care Board", false),
            ("south-yorkshire", "Local authorities", true),
            ("hampshire-and-isle-of-wight", "Healthwatch", true),
            ("hampshire-and-isle-of-wight", "University of Southampton", false),
        ] {
            let answer = asker.data(&query(slug)).await;
            let edges = answer["partnership"]["partners"]["edges"].as_array().unwrap();
            let partner =
                edges.iter().map(|edge| &edge["partner"]).find(|one| one["name"] == named);
            assert_eq!(
                partner.unwrap_or_else(|| panic!("{named}: {edges:#?}"))["generic"],
                generic
            );
        }
    }
);

on_the_seed!(hampshires_programmes_come_with_dates_partners_and_measures, async |asker: &Asker| {
    let answer = asker
        .data(
            "{ partnership(slug: \"hampshire-and-isle-of-wight\") {
                 programmes { nodes { name gist from to partners { name } serves { name } evidence { source { url } } } }
                 measures { what value } } }",
        )
        .await;
    let programmes = answer["partnership"]["programmes"]["nodes"].as_array().unwrap();
    let find = |name: &str| programmes.iter().find(|one| one["name"] == name).unwrap();
    let democracy = find("Rebooting Democracy");
    assert_eq!((&democracy["from"], &democracy["to"]), (&json!("2024-02"), &json!("2024-11")));
    assert!(texts(&democracy["partners"], "name").contains(&"University of Southampton"));
    // Its source gives no dates, and none are made up.
    let days = find("First 1001 Days programme");
    assert_eq!((&days["from"], &days["to"]), (&Value::Null, &Value::Null));
    for programme in [democracy, days] {
        assert_eq!(texts(&programme["serves"], "name"), ["Children and young people"]);
        assert!(!programme["partners"].as_array().unwrap().is_empty());
        assert!(programme["evidence"][0]["source"]["url"].as_str().unwrap().starts_with("https"));
    }
    let measures = &answer["partnership"]["measures"];
    let young = measures.as_array().unwrap().iter().find(|one| one["value"] == "15").unwrap();
    assert_eq!(young["what"], "young people recruited to Rebooting Democracy");
});

on_the_seed!(
    dying_well_is_a_priority_of_several_partnerships_each_with_its_source,
    async |asker: &Asker| {
        let answer = asker
        .data(
            "{ theme(slug: \"end-of-life-and-dying-well\") { priorities(first: 1000) { totalCount
                 nodes { name partnership { slug } evidence { source { title key } } } } } }",
        )
        .await;
        let found = &answer["theme"]["priorities"];
        let priorities = found["nodes"].as_array().unwrap();
        assert_eq!(found["totalCount"], priorities.len());
        let partnerships: BTreeSet<&str> =
            priorities.iter().map(|one| one["partnership"]["slug"].as_str().unwrap()).collect();
        assert!(partnerships.len() >= 4, "{partnerships:?}");
        for priority in priorities {
            let source = &priority["evidence"][0]["source"];
            assert!(!source["title"].as_str().unwrap().is_empty(), "{priority:#}");
        }
    }
);

on_the_seed!(
    a_path_leads_through_something_shared_and_each_edge_is_a_sentence,
    async |asker: &Asker| {
        let ids = "{ a: partnership(slug: \"south-yorkshire\") { id } b: partnership(slug: \"lancashire-and-south-cumbria\") { id } }";
        let ids = asker.data(ids).await;
        let (from, to) = (&ids["a"]["id"], &ids["b"]["id"]);
        let query = format!(
        "{{ path(from: {from}, to: {to}) {{ nodes {{ __typename ... on Theme {{ label }} ... on Partner {{ name }} }}
             edges {{ label from {{ id }} to {{ id }} }} }} }}"
    );
        let path = asker.data(&query).await["path"].take();
        let kinds = texts(&path["nodes"], "__typename");
        assert_eq!((kinds[0], kinds[kinds.len() - 1]), ("Partnership", "Partnership"));
        let between = &kinds[1..kinds.len() - 1];
        assert!(between.contains(&"Theme") || between.contains(&"Partner"), "{kinds:?}");
        let edges = path["edges"].as_array().unwrap();
        assert_eq!(edges.len(), kinds.len() - 1);
        assert_eq!((&edges[0]["from"]["id"], &edges[edges.len() - 1]["to"]["id"]), (from, to));
        for (edge, next) in edges.iter().zip(&edges[1..]) {
            assert_eq!(edge["to"]["id"], next["from"]["id"]);
        }
        assert!(texts(&path["edges"], "label").iter().all(|label| !label.is_empty()), "{path:#}");
    }
);

on_the_seed!(
    first_1001_days_finds_hampshires_programme_first_and_marks_the_words,
    async |asker: &Asker| {
        let answer = asker
        .data(
            "{ search(query: \"first 1001 days\", first: 5) { totalCount nodes { kind title webUrl
                 partnership { slug } highlights { field text ranges { start end } } } } }",
        )
        .await;
        assert!(answer["search"]["totalCount"].as_i64().unwrap() >= 2);
        let first = &answer["search"]["nodes"][0];
        assert_eq!(first["kind"], "PROGRAMME", "{answer:#}");
        assert_eq!(first["title"], "First 1001 Days programme");
        assert_eq!(first["partnership"]["slug"], "hampshire-and-isle-of-wight");
        let highlights = first["highlights"].as_array().unwrap();
        let name = highlights.iter().find(|one| one["field"] == "name").unwrap();
        assert_eq!(marked(name), ["First", "1001", "Days"]);
    }
);

/// The parts of a highlight's text that are marked, word by word.
fn marked(highlight: &Value) -> Vec<String> {
    let text: Vec<char> = highlight["text"].as_str().unwrap().chars().collect();
    let at = |range: &Value, end: &str| usize::try_from(range[end].as_u64().unwrap()).unwrap();
    let ranges = highlight["ranges"].as_array().unwrap();
    let parts = ranges.iter().map(|range| &text[at(range, "start")..at(range, "end")]);
    let words = parts.map(|part| part.iter().collect::<String>());
    words.flat_map(|part| part.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}
