//! Writing over the API: whole stories through the service's own routes, on both engines.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use strategraph::{
    app::{
        Service,
        reading::{Reader, ReadingLimits},
    },
    clock::Clock,
    config::{Config, Inputs},
    fetch::{FetchLimits, Fetcher},
    http::addresses::BaseUrl,
    model::{DocumentOrigin, Role},
    store::Store,
    write::{create_token, revoke_token},
};
use tower::ServiceExt as _;

use super::{header_of, text};
use crate::database::{Database, both_engines};

const NOW: &str = "2026-11-23T09:00:00Z";
const PARTNERSHIP: &str = "kent-and-medway";

/// A service on the built-in seed, and its store.
struct Place {
    routes: Router,
    store: Store,
    service: Service,
    _directory: tempfile::TempDir,
}

impl Place {
    async fn start(database: &Database) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut flags = vec![("data_dir", directory.path().join("data").display().to_string())];
        if database.url.starts_with("postgres") {
            flags.push(("database_url", database.url.clone()));
        }
        let inputs = Inputs { flags, directory: directory.path().into(), ..Inputs::default() };
        let config = Config::load(&inputs).unwrap().config;
        let service = Service::open(&config, &Clock::fixed(NOW)).await.unwrap();
        let routes = service.routes(&BaseUrl::new("https://example.org"));
        let store = strategraph::app::open_store(&config).await.unwrap();
        Self { routes, store, service, _directory: directory }
    }

    /// The same place, which reads with the program under test and fetches from this machine too.
    fn taking_documents(mut self, site: std::net::SocketAddr) -> Self {
        let program = env!("CARGO_BIN_EXE_strategraph").into();
        let reader = Reader::of_program(program, ReadingLimits::default());
        let limits = FetchLimits { pause_milliseconds: 0, ..FetchLimits::default() };
        let fetcher = Fetcher::reaching(limits, vec![site]);
        self.service = self.service.taking_documents_with(reader, fetcher);
        self.routes = self.service.routes(&BaseUrl::new("https://example.org"));
        self
    }

    async fn token(&self, role: Role) -> String {
        let (clock, name) = (Clock::fixed(NOW), format!("{role:?} of the test"));
        create_token(&self.store, &clock, &name, role, None).await.unwrap().word.write()
    }

    async fn answer(&self, token: Option<&str>, query: &str, variables: Value) -> Value {
        let mut request =
            Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = json!({ "query": query, "variables": variables }).to_string();
        let response = self.routes.clone().oneshot(request.body(Body::from(body)).unwrap()).await;
        serde_json::from_str(&text(response.unwrap()).await).unwrap()
    }

    async fn data(&self, token: Option<&str>, query: &str, variables: Value) -> Value {
        let answer = self.answer(token, query, variables).await;
        assert!(answer.get("errors").is_none(), "{query}\n{answer:#}");
        answer["data"].clone()
    }

    async fn code(&self, token: Option<&str>, query: &str) -> (String, String) {
        let answer = self.answer(token, query, json!({})).await;
        let error = &answer["errors"][0];
        let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (part(&error["extensions"]["code"]), part(&error["message"]))
    }

    /// An organisation of the register that is no member of the partnership.
    async fn stranger(&self) -> (String, String) {
        let record = self.store.load_record().await.unwrap();
        let member = |slug: &str| {
            let id = format!("{PARTNERSHIP}.{slug}");
            record.memberships.contains_key(&*id) || record.council_memberships.contains_key(&*id)
        };
        let plain = |name: &str| {
            name.split(' ').count() > 3
                && name.chars().all(|one| one.is_ascii_alphabetic() || one == ' ')
        };
        let mut rows = record.partners.values();
        let partner =
            rows.find(|row| !row.generic && plain(&row.name) && !member(&row.slug)).unwrap();
        (partner.slug.to_string(), partner.name.clone())
    }
}

const INGEST: &str = "mutation ($input: IngestDocumentInput!) { ingestDocument(input: $input) {
    job revision problems { path message }
    document { slug title sha256 partnership { slug } proposals { totalCount nodes { id kind status name
        partner { slug } evidence { quote start end method confidence passage { text } } } } } } }";
const ACCEPT: &str = "mutation ($id: ID!) { acceptProposal(id: $id) { revision problems { message }
    node { id ... on Partner { slug } } proposal { status decidedBy decidedAt fact { id } } } }";
const REJECT: &str =
    "mutation ($id: ID!, $reason: String) { rejectProposal(id: $id, reason: $reason) {
    revision problems { message } node { id } proposal { status reason } } }";
const PARTNERS: &str = "query ($slug: String!) { partnership(slug: $slug) { partners(first: 1000) {
    totalCount edges { partner { slug } namedAs evidence { method quote source { title url } } } } } }";

both_engines!(a_document_is_ingested_and_what_it_says_accepted, |database| async move {
    let place = Place::start(&database).await;
    let token = place.token(Role::Curator).await;
    let (slug, name) = place.stranger().await;
    let text = format!("# Our plan\n\nThe plan was written with {name} in 2023.\n");
    let input = json!({ "partnership": PARTNERSHIP, "title": "Our plan", "text": text,
        "url": "https://example.org/plan", "mediaType": "text/markdown" });
    let data = place.data(Some(&token), INGEST, json!({ "input": input })).await;
    let payload = &data["ingestDocument"];
    assert_eq!(payload["problems"], json!([]));
    assert_eq!(payload["document"]["partnership"]["slug"], PARTNERSHIP);
    let proposal = &payload["document"]["proposals"]["nodes"][0];
    assert_eq!((&proposal["kind"], &proposal["status"]), (&json!("PARTNER"), &json!("PROPOSED")));
    assert_eq!(proposal["partner"]["slug"], slug.as_str());
    let evidence = &proposal["evidence"][0];
    assert_eq!(evidence["quote"], name.as_str());
    assert_eq!(evidence["method"], "PROPOSED");
    let passage = evidence["passage"]["text"].as_str().unwrap();
    let at = |end: &str| usize::try_from(evidence[end].as_u64().unwrap()).unwrap();
    let (start, end) = (at("start"), at("end"));
    let words: String = passage.chars().skip(start).take(end - start).collect();
    assert_eq!(words, name, "offsets are those of the passage");

    let of = |answer: &Value| {
        let edges = answer["partnership"]["partners"]["edges"].as_array().unwrap().clone();
        edges.into_iter().find(|edge| edge["partner"]["slug"] == slug.as_str())
    };
    let slugs = json!({ "slug": PARTNERSHIP });
    assert_eq!(of(&place.data(None, PARTNERS, slugs.clone()).await), None, "not before");
    let id = json!({ "id": proposal["id"] });
    let accepted = place.data(Some(&token), ACCEPT, id.clone()).await["acceptProposal"].clone();
    assert_eq!(accepted["node"]["slug"], slug.as_str());
    assert_eq!(accepted["proposal"]["status"], "ACCEPTED");
    assert_eq!(accepted["proposal"]["decidedBy"], "Curator of the test");
    assert_eq!(accepted["proposal"]["decidedAt"], NOW);
    assert!(accepted["revision"].as_i64() > payload["revision"].as_i64(), "{accepted:#}");
    let edge = of(&place.data(None, PARTNERS, slugs.clone()).await).expect("read your writes");
    assert_eq!(edge["evidence"][0]["method"], "ACCEPTED");
    assert_eq!(edge["evidence"][0]["quote"], name.as_str());
    let revision = accepted["revision"].as_i64().unwrap();
    let logged = place.store.list_revisions(revision - 1, 1).await.unwrap().remove(0);
    assert_eq!(logged.by, "Curator of the test");

    let reason = json!({ "id": proposal["id"], "reason": "only the printer" });
    let rejected = place.data(Some(&token), REJECT, reason).await["rejectProposal"].clone();
    assert_eq!(
        (&rejected["node"], &rejected["proposal"]["status"]),
        (&Value::Null, &json!("REJECTED"))
    );
    assert_eq!(of(&place.data(None, PARTNERS, slugs).await), None, "taken out again");
    let input =
        json!({ "partnership": PARTNERSHIP, "text": format!("# Later\n\nWith {name}, again.\n") });
    let again = place.data(Some(&token), INGEST, json!({ "input": input })).await;
    let later = &again["ingestDocument"]["document"]["proposals"]["nodes"][0];
    assert_eq!((&later["id"], &later["status"]), (&proposal["id"], &json!("REJECTED")));
    let held = place.store.load_record().await.unwrap();
    let ingested = held.documents.values().filter(|row| row.origin == DocumentOrigin::Ingested);
    assert_eq!(ingested.count(), 2);
    let node = place
        .data(
            None,
            "query ($id: ID!) { node(id: $id) { __typename ... on Proposal { status reason } } }",
            id,
        )
        .await;
    assert_eq!(node["node"]["__typename"], "Proposal");
    assert_eq!(node["node"]["reason"], "only the printer");
});

both_engines!(a_list_in_a_document_becomes_priorities_that_are_compared, |database| async move {
    let place = Place::start(&database).await;
    let token = place.token(Role::Curator).await;
    let current =
        "query ($slug: String!) { partnership(slug: $slug) { currentStrategy { slug } } }";
    let current = place.data(None, current, json!({ "slug": PARTNERSHIP })).await;
    let strategy = current["partnership"]["currentStrategy"]["slug"].as_str().unwrap();
    let text = "# Our strategy\n\n## Our priorities\n\nOur three priorities are:\n\n\
        1. Warm homes and affordable housing for every family\n\
        2. Allotments and orchards on hospital grounds\n\
        3. Choirs in every care home\n";
    let input = json!({ "partnership": PARTNERSHIP, "strategy": strategy, "text": text,
        "mediaType": "text/markdown" });
    let data = place.data(Some(&token), INGEST, json!({ "input": input })).await;
    let found = data["ingestDocument"]["document"]["proposals"]["nodes"].as_array().unwrap();
    let named = |words: &str| {
        let wanted = |row: &&Value| {
            row["kind"] == "PRIORITY" && row["name"].as_str().unwrap().contains(words)
        };
        found.iter().find(wanted).unwrap_or_else(|| panic!("{words}: {found:#?}"))["id"].clone()
    };
    let homes = place.data(Some(&token), ACCEPT, json!({ "id": named("Warm homes") })).await;
    assert_eq!(homes["acceptProposal"]["problems"], json!([]), "{homes:#}");
    let id = homes["acceptProposal"]["node"]["id"].clone();
    let reason = json!({ "id": named("Allotments"), "reason": "an example" });
    place.data(Some(&token), REJECT, reason).await;
    let priority = "query ($id: ID!) { node(id: $id) { ... on Priority { slug name method exactName strategy { slug } themes { method theme { slug } } evidence { method quote passage { document { slug } } } } } }";
    let priority = place.data(None, priority, json!({ "id": id })).await["node"].clone();
    assert_eq!((&priority["method"], &priority["exactName"]), (&json!("ACCEPTED"), &json!(true)));
    assert_eq!(priority["strategy"]["slug"], strategy);
    assert_eq!(priority["evidence"][0]["method"], "ACCEPTED");
    assert_eq!(priority["themes"][0]["method"], "ACCEPTED", "{priority:#}");
    let theme = &priority["themes"][0]["theme"]["slug"];
    let compare = "query ($of: [String!], $themes: [String!]) { compare(partnerships: $of, themes: $themes) { rows { cells { state priorities { slug } } } } }";
    let variables = json!({ "of": [PARTNERSHIP], "themes": [theme] });
    let compared = place.data(None, compare, variables).await;
    let cell = &compared["compare"]["rows"][0]["cells"][0];
    assert_eq!(cell["state"], "PRIORITY");
    let slugs: Vec<&Value> =
        cell["priorities"].as_array().unwrap().iter().map(|row| &row["slug"]).collect();
    assert!(slugs.contains(&&priority["slug"]), "{cell:#}");
    let listed = "query ($of: [String!]) { priorities(filter: { partnerships: $of }, first: 1000) { nodes { name } } }";
    let listed = place.data(None, listed, json!({ "of": [PARTNERSHIP] })).await.to_string();
    assert!(listed.contains("Warm homes") && !listed.contains("Allotments"));
    assert!(!listed.contains("Choirs"), "nobody has confirmed it");
});

both_engines!(the_progress_of_an_ingestion_can_be_followed_to_its_end, |database| async move {
    let place = Place::start(&database).await;
    let token = place.token(Role::Curator).await;
    let input = json!({ "partnership": PARTNERSHIP, "text": "# A plan\n\nWarm homes for all.\n" });
    let data = place.data(Some(&token), INGEST, json!({ "input": input })).await;
    let job = data["ingestDocument"]["job"].as_str().unwrap();
    assert_eq!(job.len(), 32, "128 bits that nobody guesses: {job}");
    let follow = async |job: &str| {
        let query =
            "subscription ($job: ID!) { ingestProgress(job: $job) { job stage done total } }";
        let body = json!({ "query": query, "variables": { "job": job } }).to_string();
        let request = Request::post("/graphql/stream")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "text/event-stream");
        let request = request.body(Body::from(body)).unwrap();
        text(place.routes.clone().oneshot(request).await.unwrap()).await
    };
    let told = follow(job).await;
    assert!(told.contains("\"stage\":\"done\"") && told.contains("\"total\":4"), "{told}");
    assert!(
        told.trim_end().contains("event: complete") || told.contains("event:complete"),
        "{told}"
    );
    let unknown = follow("0123").await;
    assert!(unknown.contains("NOT_FOUND"), "{unknown}");
});

both_engines!(writing_needs_a_curators_token_and_reading_none, |database| async move {
    let place = Place::start(&database).await;
    let write = "mutation { rejectProposal(id: \"kent-priority-0\") { revision } }";
    let (code, message) = place.code(None, write).await;
    assert_eq!(code, "UNAUTHENTICATED");
    assert!(message.contains("strategraph token create --role curator"), "{message}");
    let reader = place.token(Role::Reader).await;
    let (code, message) = place.code(Some(&reader), write).await;
    assert_eq!(code, "FORBIDDEN");
    assert!(message.contains("curator"), "{message}");
    let curator = place.token(Role::Curator).await;
    assert_eq!(place.code(Some(&curator), write).await.0, "NOT_FOUND");
    let (code, message) = place.code(Some("strategraph_x_y"), "{ __typename }").await;
    assert_eq!(code, "UNAUTHENTICATED", "{message}");
    revoke_token(&place.store, &Clock::fixed(NOW), "Curator of the test").await.unwrap();
    assert_eq!(place.code(Some(&curator), write).await.0, "UNAUTHENTICATED");
    let read = place.data(Some(&reader), "{ dataset { partnerships } }", json!({})).await;
    assert!(read["dataset"]["partnerships"].as_i64().unwrap() > 0);
    assert_eq!(place.store.revision().await.unwrap(), 1, "nothing was written");
});

both_engines!(what_stands_against_a_document_is_told_by_its_place, |database| async move {
    let place = Place::start(&database).await;
    let token = place.token(Role::Admin).await;
    for (input, path, says) in [
        (json!({ "partnership": "kent-and-medwy", "text": "x" }), "partnership", "kent-and-medway"),
        (
            json!({ "partnership": PARTNERSHIP, "strategy": "1999", "text": "x" }),
            "strategy",
            "1999",
        ),
        (json!({ "partnership": PARTNERSHIP, "text": "" }), "text", "read"),
        (
            json!({ "partnership": PARTNERSHIP, "text": "x", "mediaType": "image/png" }),
            "mediaType",
            "text/html",
        ),
        (json!({ "partnership": PARTNERSHIP }), "text", "Send the text"),
        (json!({ "partnership": PARTNERSHIP, "bytes": "no base64!" }), "bytes", "base64"),
        (json!({ "partnership": PARTNERSHIP, "text": "x", "bytes": "eA==" }), "bytes", "either"),
        (
            json!({ "partnership": PARTNERSHIP, "url": "http://169.254.169.254/latest" }),
            "url",
            "not a public address",
        ),
        (
            json!({ "partnership": PARTNERSHIP, "url": "http://localhost:1/plan.pdf" }),
            "url",
            "not a public address",
        ),
    ] {
        let data = place.data(Some(&token), INGEST, json!({ "input": input })).await;
        let payload = &data["ingestDocument"];
        assert_eq!(payload["document"], Value::Null, "{input}");
        assert_eq!(payload["problems"][0]["path"], path, "{input} {payload:#}");
        let message = payload["problems"][0]["message"].as_str().unwrap();
        assert!(message.contains(says), "{input} {message}");
    }
    assert_eq!(place.store.revision().await.unwrap(), 1, "nothing was written");
});

both_engines!(a_mutation_is_refused_over_get_and_from_forms, |database| async move {
    let place = Place::start(&database).await;
    let token = place.token(Role::Curator).await;
    let write = "mutation%20%7B%20rejectProposal(id%3A%22x%22)%20%7B%20revision%20%7D%20%7D";
    let get = Request::get(format!("/graphql?query={write}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    let answer = place.routes.clone().oneshot(get.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header_of(&answer, "allow"), "POST");
    for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"] {
        let form = Request::post("/graphql").header(header::CONTENT_TYPE, kind);
        let form = form.header(header::AUTHORIZATION, format!("Bearer {token}"));
        let body = Body::from(json!({ "query": "mutation { __typename }" }).to_string());
        let answer = place.routes.clone().oneshot(form.body(body).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
    let preflight = Request::builder()
        .method("OPTIONS")
        .uri("/graphql")
        .header(header::ORIGIN, "https://elsewhere.example")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
        .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization")
        .body(Body::empty());
    let answer = place.routes.clone().oneshot(preflight.unwrap()).await.unwrap();
    let allowed = header_of(&answer, "access-control-allow-headers").to_lowercase();
    assert!(!allowed.contains("authorization"), "a page elsewhere cannot use a token: {allowed}");
});

/// A site on this machine that holds one document.
async fn site(bytes: Vec<u8>) -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = Router::new().route("/plan.pdf", axum::routing::get(move || async { bytes }));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

fn file(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/documents");
    std::fs::read(folder.join(name)).unwrap()
}

const TAKE: &str = "mutation ($input: IngestDocumentInput!) { ingestDocument(input: $input) { job
    problems { path message } document { url mediaType passages(first: 1) { totalCount } } } }";

impl Place {
    /// What became of a document, whatever time the reader took: the same bytes again are answered
    /// at once with the document that holds them.
    async fn taken(&self, token: &str, input: &Value) -> Value {
        loop {
            let data = self.data(Some(token), TAKE, json!({ "input": input })).await;
            let payload = data["ingestDocument"].clone();
            if payload["document"] != Value::Null || payload["problems"] != json!([]) {
                return payload;
            }
        }
    }
}

both_engines!(files_and_addresses_are_read_apart_and_stored, |database| async move {
    let pdf = file("plan-on-a-page.pdf");
    let address = site(pdf.clone()).await;
    let place = Place::start(&database).await.taking_documents(address);
    let token = place.token(Role::Curator).await;
    for (name, media_type) in [
        ("plan-on-a-page.pdf", "application/pdf"),
        ("interim.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("page.html", "text/html"),
    ] {
        let input = json!({ "partnership": PARTNERSHIP, "bytes": STANDARD.encode(file(name)), "fileName": "misleading.txt" });
        let payload = place.taken(&token, &input).await;
        assert_eq!(payload["problems"], json!([]), "{name}");
        assert_eq!(payload["document"]["mediaType"], media_type);
        assert!(payload["document"]["passages"]["totalCount"].as_u64().unwrap() > 2, "{name}");
    }
    let url = format!("http://{address}/plan.pdf");
    let payload = place.taken(&token, &json!({ "partnership": PARTNERSHIP, "url": url })).await;
    assert_eq!(payload["problems"], json!([]));
    let broken = STANDARD.encode(&pdf[..200]);
    let gone = format!("http://{address}/gone");
    for (input, path) in [
        (json!({ "partnership": PARTNERSHIP, "bytes": broken }), "bytes"),
        (json!({ "partnership": PARTNERSHIP, "url": gone }), "url"),
    ] {
        let payload = place.taken(&token, &input).await;
        assert_eq!(payload["problems"][0]["path"], path, "{payload:#}");
        assert_eq!(payload["document"], Value::Null);
    }
});

both_engines!(a_rejected_organisation_leaves_the_register_and_stays_away, |database| async move {
    let place = Place::start(&database).await;
    let token = place.token(Role::Curator).await;
    let name = "Seabank Community NHS Foundation Trust";
    let take = async |text: String| {
        let input = json!({ "partnership": PARTNERSHIP, "title": "Our plan", "text": text,
            "url": "https://example.org/plan", "mediaType": "text/markdown" });
        let data = place.data(Some(&token), INGEST, json!({ "input": input })).await;
        let nodes = &data["ingestDocument"]["document"]["proposals"]["nodes"];
        let called = |node: &&Value| node["name"] == name;
        nodes.as_array().unwrap().iter().filter(called).cloned().collect::<Vec<_>>()
    };
    let text = format!("# Our plan\n\nThe plan was written with {name} in 2023.\n");
    let first = take(text.clone()).await;
    assert_eq!((first.len(), &first[0]["status"]), (1, &json!("PROPOSED")), "{first:#?}");
    let id = json!({ "id": first[0]["id"] });
    let accepted = place.data(Some(&token), ACCEPT, id.clone()).await["acceptProposal"].clone();
    let slug = json!({ "slug": accepted["node"]["slug"] });
    let asked = "query ($slug: String!) { partner(slug: $slug) { name } }";
    assert_eq!(place.data(None, asked, slug.clone()).await["partner"]["name"], name);
    let since = json!({ "since": accepted["revision"].as_i64().unwrap() - 1 });
    let log = "query ($since: Int!) { changes(since: $since) { nodes { what name } } }";
    let log = place.data(None, log, since).await["changes"]["nodes"].clone();
    let facts: Vec<&Value> =
        log.as_array().unwrap().iter().filter(|row| row["what"] == "proposal fact").collect();
    let said = json!(format!("partner “{name}”, made by accepting a proposal"));
    assert!(facts.iter().any(|row| row["name"] == said), "{facts:#?}");
    let told = |row: &&Value| row["name"].as_str().unwrap().ends_with("accepting a proposal");
    assert!(facts.iter().all(told), "{facts:#?}");
    let seen = take(format!("{text}\nMore of it.\n")).await;
    assert_eq!((seen.len(), &seen[0]["id"]), (1, &first[0]["id"]), "in the register meanwhile");
    place.data(Some(&token), REJECT, id).await;
    let gone = place.answer(None, asked, slug).await;
    assert_eq!(gone["data"]["partner"], Value::Null, "{gone:#}");
    let again = take(format!("{text}\nStill more.\n")).await;
    assert_eq!((again.len(), &again[0]["status"]), (1, &json!("REJECTED")), "{again:#?}");
});

both_engines!(a_document_that_disagrees_is_taken_and_said_to, |database| async move {
    let place = Place::start(&database).await;
    let token = place.token(Role::Curator).await;
    let text = "# Integrated Care Strategy for Sussex 2031–2036\n\nPublished March 2031.\n";
    let input = json!({ "partnership": PARTNERSHIP, "text": text, "mediaType": "text/markdown" });
    let ask = "mutation ($input: IngestDocumentInput!) { ingestDocument(input: $input) {
        says warnings document { publishedOn } } }";
    let data = place.data(Some(&token), ask, json!({ "input": input })).await;
    let payload = &data["ingestDocument"];
    assert!(payload["says"].as_str().unwrap().contains("for 2031 to 2036"), "{payload:#}");
    assert_eq!(payload["document"]["publishedOn"], "2031-03", "{payload:#}");
    let warnings = payload["warnings"].to_string();
    assert!(warnings.contains("names the partnership sussex"), "{payload:#}");
    assert!(warnings.contains("tied to the partnership only"), "{payload:#}");
});
