//! `strategraph load`: a corpus becomes a whole record, every problem is named by file and line,
//! and nothing is half-written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::{fs, path::Path, sync::Arc};

use strategraph::{
    app::{self, Progress, Service},
    clock::Clock,
    config::{Config, Inputs},
    error::{Code, Error},
    ingest::corpus::{CorpusFiles, build_corpus},
    model::{AssertionMethod, ChangeAction, Record, Region},
    query::{SearchQuestion, search},
    write::{EVERY_ROW, load_corpus},
};

use crate::database::{both_engines, sample};

/// A small corpus in the form that the program documents.
const SMALL: &[(&str, &str)] = &[
    (
        "themes.jsonl",
        "{\"id\":1,\"slug\":\"best-start\",\"name\":\"Best start\",\"parent_id\":null}\n\
         {\"id\":2,\"name\":\"Early years\",\"parent_id\":1,\"phrases\":[\"family hubs\"]}\n",
    ),
    (
        "partnerships.jsonl",
        "{\"id\":1,\"code\":\"north-shore\",\"name\":\"North Shore ICP\",\"region\":\"North East and Yorkshire\",\"population\":1200,\"extra\":true}\n",
    ),
    (
        "partners.jsonl",
        "{\"id\":7,\"name\":\"Shore Council\",\"kind\":\"council\"}\n{\"id\":8,\"name\":\"Shore Council\",\"kind\":\"odd\"}\n",
    ),
    (
        "programmes.jsonl",
        "{\"id\":3,\"partnership_id\":1,\"name\":\"Warm Homes\",\"lead_partner_id\":7,\"start_year\":2020,\"end_year\":2023}\n",
    ),
    (
        "strategies.jsonl",
        "{\"id\":1,\"partnership_id\":1,\"edition\":1,\"year\":2022,\"title\":\"Shore plan 2022\"}\n\
         {\"id\":2,\"partnership_id\":1,\"edition\":2,\"year\":2023,\"title\":\"Shore plan 2023\"}\n",
    ),
    (
        "priorities.jsonl",
        "{\"id\":5,\"strategy_id\":2,\"rank\":1,\"title\":\"Family hubs\",\"summary\":\"Open hubs.\"}\n",
    ),
    (
        "passages.jsonl",
        "{\"id\":1,\"strategy_id\":2,\"priority_id\":5,\"seq\":1,\"page\":1,\"text\":\"Hubs open in every town.\"}\n\
         {\"id\":2,\"strategy_id\":2,\"priority_id\":null,\"seq\":2,\"page\":4,\"text\":\"Café\\tcarers meet weekly.\"}\n",
    ),
    ("priority_theme.jsonl", "{\"priority_id\":5,\"theme_id\":2}\n"),
    (
        "passage_theme.jsonl",
        "{\"passage_id\":1,\"theme_id\":2}\n{\"passage_id\":1,\"theme_id\":1}\n",
    ),
    (
        "strategy_partner.jsonl",
        "{\"strategy_id\":1,\"partner_id\":7,\"role\":\"lead\"}\n\
         {\"strategy_id\":2,\"partner_id\":7,\"role\":\"lead\"}\n\
         {\"strategy_id\":2,\"partner_id\":7,\"role\":\"member\"}\n",
    ),
    ("priority_programme.jsonl", "{\"priority_id\":5,\"programme_id\":3}\n"),
];

const NOW: &str = "2026-11-23T09:00:00Z";

/// The small corpus with some files in the place of its own.
fn corpus_with(files: &[(&str, &str)]) -> CorpusFiles {
    let mut texts = SMALL.to_vec();
    for (name, text) in files {
        texts.iter_mut().find(|(known, _)| known == name).unwrap().1 = text;
    }
    CorpusFiles::of_texts(&texts).unwrap()
}

fn small() -> Record {
    build_corpus(&corpus_with(&[]), NOW).unwrap()
}

fn quiet() -> impl Fn(usize) + Send + Sync {
    |_| {}
}

#[test]
fn every_line_of_a_corpus_becomes_a_row_and_refers_to_what_it_named() {
    let record = small();
    assert_eq!(record.partnerships["north-shore"].region, Region::NorthEastAndYorkshire);
    assert_eq!(record.themes["early-years"].broader.as_deref(), Some("best-start"));
    let partners: Vec<&str> = record.partners.keys().map(|slug| &**slug).collect();
    assert_eq!(partners, ["shore-council", "shore-council-2"]);
    assert_eq!(record.strategies["north-shore-2023"].position, 1);
    let priority = &record.priorities["north-shore-2023-family-hubs"];
    assert_eq!(priority.gist.as_deref(), Some("Open hubs."));
    let passage = &record.passages["north-shore-2023.1"];
    assert_eq!(
        (passage.headings.as_slice(), passage.page),
        (&["Family hubs".to_owned()][..], Some(1))
    );
    let second = &record.passages["north-shore-2023.2"];
    assert_eq!((second.start, second.end), (26, 50), "characters, after a blank line");
    let document = &record.documents["north-shore-2023"];
    assert_eq!((document.pages, document.size_bytes), (Some(4), 51));
    assert_eq!(document.sha256.len(), 64);
    let themes: Vec<_> =
        record.passage_themes.values().map(|row| (&*row.theme, row.position, row.method)).collect();
    let accepted = AssertionMethod::Accepted;
    assert_eq!(themes, [("best-start", 1, accepted), ("early-years", 0, accepted)]);
    let roles: Vec<_> = record
        .memberships
        .values()
        .map(|row| (row.role.as_deref(), row.sources.iter().map(|it| &**it).collect::<Vec<_>>()))
        .collect();
    assert_eq!(
        roles,
        [
            (Some("lead"), vec!["north-shore.2023", "north-shore.2022"]),
            (Some("member"), vec!["north-shore.2023"]),
        ]
    );
    assert_eq!(record.programme_services.len(), 1);
    assert_eq!(record.programme_partners.len(), 1);
}

#[test]
fn every_problem_is_named_by_file_and_line() {
    for (file, text, line, part) in [
        ("passages.jsonl", "\n{\"id\":1}\n", 2, "missing field `strategy_id`"),
        (
            "passages.jsonl",
            "{\"id\":1,\"strategy_id\":9,\"seq\":1,\"text\":\"a\"}",
            1,
            "no strategy with the id 9",
        ),
        (
            "passages.jsonl",
            "{\"id\":1,\"strategy_id\":2,\"seq\":1,\"text\":\" \"}",
            1,
            "“text” is empty",
        ),
        (
            "passages.jsonl",
            "{\"id\":1,\"strategy_id\":2,\"seq\":0,\"text\":\"a\"}",
            1,
            "counted from 1",
        ),
        (
            "passages.jsonl",
            "{\"id\":1,\"strategy_id\":2,\"seq\":1,\"text\":\"a\\u0000\"}",
            1,
            "U+0000",
        ),
        (
            "passages.jsonl",
            "{\"id\":1,\"strategy_id\":2,\"seq\":1,\"text\":\"a\"}\n{\"id\":1,\"strategy_id\":2,\"seq\":1,\"text\":\"b\"}",
            2,
            "second passage",
        ),
        (
            "passage_theme.jsonl",
            "{\"passage_id\":1,\"theme_id\":1}\n{\"passage_id\":1,\"theme_id\":1}",
            2,
            "line before",
        ),
        ("passage_theme.jsonl", "{\"passage_id\":3,\"theme_id\":1}", 1, "no passage with the id 3"),
        (
            "partnerships.jsonl",
            "{\"id\":1,\"name\":\"N\",\"region\":\"Atlantis\"}",
            1,
            "“atlantis” is no",
        ),
        (
            "partnerships.jsonl",
            "{\"id\":1,\"code\":\"A B\",\"name\":\"N\",\"region\":\"London\"}",
            1,
            "write “a-b”",
        ),
        (
            "themes.jsonl",
            "{\"id\":1,\"name\":\"A\"}\n{\"id\":1,\"name\":\"B\"}\n{\"id\":2,\"name\":\"C\"}",
            2,
            "second theme",
        ),
        ("priorities.jsonl", "not json", 1, "expected"),
        (
            "strategies.jsonl",
            "{\"id\":1,\"partnership_id\":1,\"year\":-5,\"title\":\"x\"}",
            1,
            "invalid value",
        ),
    ] {
        let error = build_corpus(&corpus_with(&[(file, text)]), NOW).unwrap_err();
        assert_eq!(error.code(), Code::BadUserInput);
        let place = format!("{file}:{line}:");
        let told = error.chain();
        let named = told.lines().any(|told| told.contains(&place) && told.contains(part));
        assert!(named, "{place} {part}: {told}");
    }
}

#[test]
fn a_flood_of_problems_is_cut_for_each_file() {
    let text = "{}\n".repeat(5000);
    let error = build_corpus(&corpus_with(&[("passages.jsonl", &text)]), NOW).unwrap_err();
    let told = error.chain();
    assert_eq!(told.matches("missing field `id`").count(), 200, "{told}");
    assert!(told.contains("more than 200 problems"), "{told}");
}

both_engines!(
    a_loaded_corpus_is_the_record_and_its_log_counts_rows_by_table,
    |database| async move {
        let (store, corpus) = (&database.store, small());
        let clock = Clock::fixed(NOW);
        let loaded =
            load_corpus(store, &clock, &corpus, "corpus:x", "test", &quiet()).await.unwrap();
        assert_eq!((loaded.revision, loaded.created), (1, corpus.rows()));
        assert_eq!(loaded.by_table["passage"].created, 2);
        let held = store.load_record().await.unwrap();
        assert_eq!(held, Record { revision: 1, lineage: held.lineage.clone(), ..corpus });
        assert_eq!(store.find_seed_fingerprint().await.unwrap().as_deref(), Some("corpus:x"));
        let log = store.list_changes(1).await.unwrap();
        assert!(log.iter().all(|it| it.row_id == EVERY_ROW && it.action == ChangeAction::Created));
        let passages = log.iter().find(|it| it.row_table == "passage").unwrap();
        assert_eq!(passages.after.as_ref().unwrap()["rows"], 2);
        let revision = &store.list_revisions(0, 9).await.unwrap()[0];
        assert!(revision.summary.contains("by table"), "{}", revision.summary);
    }
);

both_engines!(a_corpus_is_not_loaded_over_a_record, |database| async move {
    let (store, clock) = (&database.store, Clock::fixed(NOW));
    strategraph::write::load_seed(store, &clock, sample::record(), "test").await.unwrap();
    let before = store.load_record().await.unwrap();
    let refused = load_corpus(store, &clock, &small(), "corpus:x", "test", &quiet()).await;
    assert_eq!(refused.unwrap_err().code(), Code::Conflict);
    assert_eq!(store.load_record().await.unwrap(), before);
    assert_eq!(store.list_revisions(0, 9).await.unwrap().len(), 1);
});

both_engines!(a_load_that_fails_half_way_leaves_nothing, |database| async move {
    let (store, clock) = (&database.store, Clock::fixed(NOW));
    let mut corpus = small();
    // Only the database finds this: the lists of references were checked before.
    let mut twice = (*corpus.passages["north-shore-2023.2"]).clone();
    twice.text = "a\0b".to_owned();
    corpus.put(twice);
    let refused = load_corpus(store, &clock, &corpus, "corpus:x", "test", &quiet()).await;
    assert!(refused.is_err());
    assert_eq!(store.load_record().await.unwrap(), Record::default());
    assert_eq!(store.find_seed_fingerprint().await.unwrap(), None);
    let again = load_corpus(store, &clock, &small(), "corpus:x", "test", &quiet()).await.unwrap();
    assert_eq!(again.revision, 1, "no revision was used up");
});

fn write_corpus(directory: &Path) {
    fs::create_dir_all(directory).unwrap();
    for (name, text) in SMALL {
        fs::write(directory.join(name), text).unwrap();
    }
}

fn config(directory: &Path, seed: Option<&Path>) -> Config {
    let mut flags = vec![("data_dir", directory.join("data").display().to_string())];
    flags.extend(seed.map(|seed| ("seed", seed.display().to_string())));
    let inputs = Inputs { directory: directory.to_owned(), flags, ..Inputs::default() };
    Config::load(&inputs).unwrap().config
}

async fn load(config: &Config, corpus: &Path) -> Result<app::Loaded, Error> {
    app::load_corpus(config, corpus, &Clock::fixed(NOW), Arc::new(|_: Progress| {})).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_loaded_is_served_and_the_built_in_seed_does_not_take_its_place() {
    let place = tempfile::tempdir().unwrap();
    let (corpus, clock) = (place.path().join("corpus"), Clock::fixed(NOW));
    write_corpus(&corpus);
    let config = config(place.path(), None);
    let loaded = load(&config, &corpus).await.unwrap();
    assert_eq!((loaded.revision, loaded.passages), (1, 2));
    let index = strategraph::view::search::SearchIndex::find_point(&app::index_directory(&config))
        .map(|it| it.revision);
    assert_eq!(index, Some(1), "the index is there already");
    for _ in 0..2 {
        let service = Service::open(&config, &clock).await.unwrap();
        let view = service.view();
        assert_eq!((view.revision(), view.record.partnerships.len()), (1, 1));
        let question = SearchQuestion { text: "carers".into(), ..SearchQuestion::default() };
        assert_eq!(search(&view, &question).unwrap().hits.total_count, 1);
    }
    let again = load(&config, &corpus).await.unwrap();
    assert_eq!((again.revision, again.rows), (1, 0), "the same corpus again is no work");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seed_is_not_laid_over_a_corpus_and_another_seed_is_kept() {
    let place = tempfile::tempdir().unwrap();
    let (corpus, clock) = (place.path().join("corpus"), Clock::fixed(NOW));
    write_corpus(&corpus);
    let own_seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/records/base");
    load(&config(place.path(), None), &corpus).await.unwrap();
    let refused = Service::open(&config(place.path(), Some(&own_seed)), &clock).await;
    assert_eq!(refused.err().unwrap().code(), Code::Conflict);

    let other = tempfile::tempdir().unwrap();
    drop(Service::open(&config(other.path(), Some(&own_seed)), &clock).await.unwrap());
    let kept = Service::open(&config(other.path(), None), &clock).await.unwrap();
    assert_eq!(
        kept.view().record.partnerships.keys().map(|it| &**it).collect::<Vec<_>>(),
        ["exampleshire"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_corpus_with_a_problem_leaves_an_empty_record_that_can_be_loaded_next() {
    let place = tempfile::tempdir().unwrap();
    let corpus = place.path().join("corpus");
    write_corpus(&corpus);
    fs::write(corpus.join("passage_theme.jsonl"), "{\"passage_id\":77,\"theme_id\":1}\n").unwrap();
    let config = config(place.path(), None);
    let refused = load(&config, &corpus).await.unwrap_err();
    assert!(refused.public().contains("passage_theme.jsonl:1:1"), "{}", refused.public());
    fs::write(corpus.join("passage_theme.jsonl"), "").unwrap();
    assert_eq!(load(&config, &corpus).await.unwrap().revision, 1);
    fs::remove_file(corpus.join("strategies.jsonl")).unwrap();
    let missing = load(&config, &corpus).await.unwrap_err();
    assert!(missing.public().contains("strategies.jsonl"), "{}", missing.public());
}
