//! A backup holds everything of one revision, says when it is damaged, and gives the same answers
//! wherever it is put back.

use std::{
    fs,
    io::{Read as _, Write as _},
    path::Path,
    process::Command,
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use strategraph::{
    app::{back_up, restore_backup, verify_backup},
    clock::Clock,
    error::Code,
    model::{Change, Record, Release, Revision, Role, Token},
    store::{Contents, Store},
    write::{create_token, load_seed, release},
};

use crate::{
    database::{self, Database, both_engines, sample},
    releases::{Answer, Place, change_much, clock, golden, naming},
};

/// A document with organisations to propose.
const DOCUMENT: &str = "# Our plan\n\nThe plan was written with Birmingham City Council and Liverpool City Council. Every child has the best start in life — “from the first 1,001 days”.\n";

/// Everything that a store holds.
#[derive(Debug, PartialEq)]
struct Held {
    record: Record,
    text: Option<String>,
    revisions: Vec<Revision>,
    changes: Vec<Vec<Change>>,
    releases: Vec<Release>,
    tokens: Vec<Token>,
}

async fn held(store: &Store) -> Held {
    let record = store.load_record().await.unwrap();
    let ingested = record.documents.keys().find(|slug| slug.contains("plan"));
    let text = store.find_document_text(ingested.map_or("", |slug| slug)).await.unwrap();
    let revisions = store.list_revisions(0, 1000).await.unwrap();
    let mut changes = Vec::new();
    for revision in &revisions {
        changes.push(store.list_changes(revision.number).await.unwrap());
    }
    let releases = store.list_releases().await.unwrap();
    let tokens = store.list_tokens().await.unwrap();
    Held { record, text, revisions, changes, releases, tokens }
}

/// Ingests the document, as somebody at the command line does.
pub(super) fn ingest_plan(place: &Place) {
    let (file, config) = (tempfile::tempdir().unwrap(), place.config());
    fs::write(file.path().join("plan.md"), DOCUMENT).unwrap();
    let mut ingest = Command::new(env!("CARGO_BIN_EXE_strategraph"));
    ingest.args(["ingest", "plan.md", "--partnership", "kent-and-medway", "--data-dir"]);
    ingest.arg(&config.data_dir).current_dir(file.path()).env_clear();
    if let Some(url) = &config.database_url {
        ingest.args(["--database-url", url.expose()]);
    }
    let output = ingest.output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// The seed, an ingested document with proposals, a token, a release, and changes after it.
async fn fill(place: &Place) {
    drop(place.start().await);
    ingest_plan(place);
    let store = place.store().await;
    create_token(&store, &clock(), "restorer", Role::Curator, None).await.unwrap();
    release(&store, &clock(), naming("golden")).await.unwrap();
    change_much(&store).await;
    store.close().await;
}

/// What is held, and what the golden set answers.
async fn look(place: &Place) -> (Held, Vec<Answer>) {
    let (_service, routes) = place.start().await;
    let store = place.store().await;
    let looked = (held(&store).await, golden(&routes).await);
    store.close().await;
    looked
}

/// Restores into an empty database; it must hold and answer the same.
async fn assert_restores(database: Database, backup: &Path, expected: &(Held, Vec<Answer>)) {
    let place = Place::new(&database);
    database.store.close().await;
    restore_backup(place.config(), backup, false).await.unwrap();
    let (held, answers) = look(&place).await;
    assert_eq!(held, expected.0, "{}", database.url);
    for (number, (answer, expected)) in answers.iter().zip(&expected.1).enumerate() {
        assert_eq!(answer, expected, "answer {number}, {}", database.url);
    }
    assert_eq!(answers.len(), expected.1.len());
}

both_engines!(
    a_backup_answers_the_golden_set_to_the_byte_on_either_engine,
    |database: Database| async move {
        let (place, directory) = (Place::new(&database), tempfile::tempdir().unwrap());
        fill(&place).await;
        let expected = look(&place).await;
        assert!(!expected.0.record.proposals.is_empty() && expected.0.text.is_some());
        assert_eq!((expected.0.tokens.len(), expected.0.releases.len()), (1, 1));
        let file = directory.path().join("x.backup");
        let made = back_up(place.config(), &clock(), &file, false).await.unwrap();
        assert_eq!(made.heading.revision, expected.0.record.revision);
        assert_eq!(verify_backup(&file).unwrap(), made);
        database::on_sqlite(|other| assert_restores(other, &file, &expected)).await;
        database::on_postgresql(|other| assert_restores(other, &file, &expected)).await;
    }
);

/// A backup of the sample on SQLite, and where it came from.
async fn sample_backup(directory: &Path) -> Contents {
    database::on_sqlite(|database| async move {
        let place = Place::new(&database);
        fs::create_dir_all(&place.config().data_dir).unwrap();
        let store = place.store().await;
        load_seed(&store, &clock(), sample::record(), "test").await.unwrap();
        back_up(place.config(), &clock(), &directory.join("x.backup"), false).await.unwrap()
    })
    .await
}

#[tokio::test]
async fn whatever_is_changed_in_a_backup_it_is_refused_and_nothing_is_restored() {
    let directory = tempfile::tempdir().unwrap();
    sample_backup(directory.path()).await;
    let mut lines = String::new();
    let whole = fs::read(directory.path().join("x.backup")).unwrap();
    GzDecoder::new(&whole[..]).read_to_string(&mut lines).unwrap();
    let damaged = directory.path().join("damaged.backup");
    let mut cases: Vec<(&str, Vec<u8>)> = Vec::new();
    for part in 1..8 {
        let mut flipped = whole.clone();
        flipped[whole.len() * part / 8] ^= 0x10;
        cases.push(("flipped", flipped));
        cases.push(("cut", whole[..whole.len() * part / 8].to_vec()));
    }
    let packed = |text: &str| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    cases.push(("reworded", packed(&lines.replace("best-start", "best-stars"))));
    let rows: Vec<&str> = lines.lines().collect();
    cases.push(("a row less", packed(&(rows[..9].join("\n") + "\n" + &rows[10..].join("\n")))));
    cases.push(("more", packed(&format!("{lines}[1]\n"))));
    cases.push(("nothing", Vec::new()));
    cases.push(("no backup", b"PK something else".to_vec()));
    for (what, bytes) in cases {
        fs::write(&damaged, bytes).unwrap();
        let error = verify_backup(&damaged).unwrap_err();
        assert!(
            matches!(error.code(), Code::Unavailable | Code::BadUserInput),
            "{what}: {}",
            error.chain()
        );
        let damaged = &damaged;
        database::on_sqlite(|database| async move {
            let place = Place::new(&database);
            restore_backup(place.config(), damaged, false).await.unwrap_err();
            let path = place.config().data_dir.join("strategraph.sqlite");
            assert!(!path.exists(), "{what}: a database was made of a damaged backup");
        })
        .await;
    }
}

both_engines!(a_record_is_only_lost_where_somebody_says_so, |database: Database| async move {
    let directory = tempfile::tempdir().unwrap();
    let made = sample_backup(directory.path()).await;
    let (place, file) = (Place::new(&database), directory.path().join("x.backup"));
    drop(place.start().await);
    database.store.close().await;
    let error = restore_backup(place.config(), &file, false).await.unwrap_err();
    assert_eq!(error.code(), Code::Conflict);
    assert!(error.public().contains("--replace"), "{error}");
    let (before, _) = look(&place).await;
    assert!(before.record.partnerships.contains_key("kent-and-medway"));
    restore_backup(place.config(), &file, true).await.unwrap();
    let store = place.store().await;
    let record = store.load_record().await.unwrap();
    assert_eq!(record.revision, made.heading.revision);
    assert!(record.partnerships.contains_key("north-shore"));
    assert!(!record.partnerships.contains_key("kent-and-medway"));
    assert!(!place.config().data_dir.join("index").exists(), "an index of other rows stayed");
    // The next revision follows on the restored one.
    let mut next = sample::record();
    next.put(sample::theme("next", None));
    let outcome = load_seed(&store, &clock(), next, "test").await.unwrap();
    assert_eq!(outcome.revision, made.heading.revision + 1);
});

#[tokio::test]
async fn nothing_is_restored_under_a_running_replica() {
    let directory = tempfile::tempdir().unwrap();
    sample_backup(directory.path()).await;
    let file = directory.path().join("x.backup");
    database::on_postgresql(|database| async move {
        let (place, other) = (Place::new(&database), database.store);
        let error = restore_backup(place.config(), &file, true).await.unwrap_err();
        assert_eq!(error.code(), Code::Conflict, "{}", error.chain());
        assert!(error.public().contains("connected"), "{error}");
        other.close().await;
        restore_backup(place.config(), &file, true).await.unwrap();
    })
    .await;
}

both_engines!(a_backup_beside_a_writer_is_of_one_revision, |database: Database| async move {
    let (place, directory) = (Place::new(&database), tempfile::tempdir().unwrap());
    fs::create_dir_all(&place.config().data_dir).unwrap();
    let store = place.store().await;
    load_seed(&store, &clock(), sample::record(), "test").await.unwrap();
    let writer = tokio::spawn({
        let store = store.clone();
        async move {
            for number in 0..30_i64 {
                let mut record = sample::record();
                for extra in 0..20 {
                    let theme = sample::theme(&format!("extra-{extra}"), None);
                    record.put(strategraph::model::Theme { position: number, ..theme });
                }
                load_seed(&store, &Clock::fixed("2026-11-23T09:00:00Z"), record, "test")
                    .await
                    .unwrap();
            }
        }
    });
    let mut made = Vec::new();
    while !writer.is_finished() || made.is_empty() {
        let file = directory.path().join(format!("{}.backup", made.len()));
        made.push((back_up(place.config(), &clock(), &file, false).await.unwrap(), file));
    }
    writer.await.unwrap();
    for (contents, file) in made.iter().step_by(made.len().div_ceil(4)) {
        assert_consistent(contents, file).await;
    }
});

/// All extra themes of a restored backup have the position of one and the same write.
async fn assert_consistent(contents: &Contents, file: &Path) {
    database::on_sqlite(|database| async move {
        let place = Place::new(&database);
        restore_backup(place.config(), file, false).await.unwrap();
        let record = place.store().await.load_record().await.unwrap();
        assert_eq!(record.revision, contents.heading.revision);
        let extra = record.themes.values().filter(|theme| theme.slug.starts_with("extra"));
        let mut positions: Vec<i64> = extra.map(|theme| theme.position).collect();
        positions.dedup();
        let expected: Vec<i64> = (0..30).filter(|number| number + 2 == record.revision).collect();
        assert_eq!(positions, expected, "revision {}", record.revision);
    })
    .await;
}
