//! The store: opening, reading what was written, changes between revisions, history, and what
//! people are told when the database fails them. On both engines, but for what one cannot have.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::{collections::BTreeSet, fs, path::Path};

use strategraph::{
    clock::Clock,
    error::Code,
    model::{ChangeAction, Record, Theme},
    store::Store,
    write::load_seed,
};

use crate::database::{both_engines, on_postgresql, sample};

fn clock() -> Clock {
    Clock::fixed("2026-11-23T09:00:00Z")
}

async fn load(store: &Store, record: Record) -> i64 {
    load_seed(store, &clock(), record, "test").await.unwrap().revision
}

/// What the store returns for rows that were written as `record`.
async fn as_read(store: &Store, mut record: Record, revision: i64) -> Record {
    record.document_texts.clear();
    record.revision = revision;
    record.lineage = store.load_point().await.unwrap().lineage;
    record
}

both_engines!(an_empty_record_has_revision_0, |database| async move {
    let store = &database.store;
    store.ping().await.unwrap();
    assert_eq!(store.revision().await.unwrap(), 0);
    assert_eq!(store.load_record().await.unwrap(), Record::default());
    assert_eq!(store.list_revisions(0, 10).await.unwrap(), []);
});

both_engines!(a_record_reads_back_as_it_was_written, |database| async move {
    let store = &database.store;
    let record = sample::record();
    assert_eq!(load(store, record.clone()).await, 1);
    assert_eq!(store.load_record().await.unwrap(), as_read(store, record, 1).await);
});

both_engines!(texts_of_every_script_and_with_every_sign_read_back, |database| async move {
    let mut record = Record::default();
    let label = "Ÿ ’quoted’ \"double\" \\ back; -- 健康 \u{1f9e1} $1 ? \n\t%_";
    record.put(Theme { label: label.into(), ..sample::theme("a", None) });
    load(&database.store, record).await;
    assert_eq!(database.store.load_record().await.unwrap().themes["a"].label, label);
});

both_engines!(a_table_longer_than_a_page_is_read_whole, |database| async move {
    let mut record = Record::default();
    for number in 0..10_050 {
        // Case and hyphens order differently in the database than in the table.
        record.put(sample::theme(&format!("{}-{number}", ["a", "B", "c"][number % 3]), None));
    }
    load(&database.store, record.clone()).await;
    let store = &database.store;
    assert_eq!(store.load_record().await.unwrap(), as_read(store, record, 1).await);
});

both_engines!(a_database_opened_again_holds_what_was_written, |database| async move {
    load(&database.store, sample::record()).await;
    database.store.close().await;
    assert_eq!(database.store.ping().await.unwrap_err().code(), Code::Unavailable);
    let store = Store::open(&database.url).await.unwrap();
    assert_eq!(store.revision().await.unwrap(), 1);
});

/// All tables, each after those to which it refers.
fn tables_of_all_migrations() -> Vec<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/migrations");
    let mut files: Vec<_> = fs::read_dir(directory).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let text: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let named = text.split("create table \"").skip(1).map(|rest| rest.split('"').next().unwrap());
    ["schema_migration"].into_iter().chain(named).map(str::to_owned).collect()
}

both_engines!(tables_are_made_once_when_many_open_an_empty_database, |database| async move {
    for table in tables_of_all_migrations().iter().rev() {
        database.run_sql(&format!("drop table \"{table}\"")).await;
    }
    let opening: Vec<_> = (0..6)
        .map(|_| {
            let url = database.url.clone();
            tokio::spawn(async move { Store::open(&url).await.map(drop) })
        })
        .collect();
    for opened in opening {
        opened.await.unwrap().unwrap();
    }
    assert_eq!(load(&database.store, sample::record()).await, 1);
});

/// A revision that the first release could have written.
const WRITTEN_BY_THE_FIRST_RELEASE: &str = "
    create table \"schema_migration\" (\"number\" bigint primary key, \"name\" text not null);
    insert into \"schema_migration\" values (1, 'record');
    update \"graph_state\" set \"revision\" = 1;
    insert into \"revision\" values (1, '2026-11-20T09:00:00Z', 'test', 'first');
    insert into \"theme\" values
        ('housing', null, 0, 'Housing', 'Homes.', '[]', '[]', '[]', '[]', 1);
    insert into \"document\" values ('letter', null, null, 'A letter', 'ingested', null, null,
        'text/plain', 'ab', 2, null, null, 1, null, '2026-11-20T09:00:00Z', 'r1', 1);
    insert into \"document_text\" values ('letter', 'ab', 1);";

both_engines!(
    a_database_of_the_first_release_is_brought_up_with_all_that_it_holds,
    |database| async move {
        for table in tables_of_all_migrations().iter().rev() {
            database.run_sql(&format!("drop table \"{table}\"")).await;
        }
        database.run_sql(include_str!("../../schema/migrations/0001_record.sql")).await;
        database.run_sql(WRITTEN_BY_THE_FIRST_RELEASE).await;
        let store = Store::open(&database.url).await.unwrap();
        let held = store.load_record().await.unwrap();
        assert_eq!((held.revision, &*held.themes["housing"].label), (1, "Housing"));
        let letter = &held.documents["letter"];
        assert_eq!((&letter.last_seen, &letter.supersedes), (&letter.first_seen, &None));
        assert_eq!(load(&store, sample::record()).await, 2);
        store.close().await;
    }
);

both_engines!(a_database_of_a_newer_version_is_refused, |database| async move {
    database.run_sql("insert into \"schema_migration\" (\"number\", \"name\") values (999, 'from the future')").await;
    let error = Store::open(&database.url).await.unwrap_err();
    assert_eq!(error.code(), Code::Unavailable);
    assert!(error.public().contains("newer version of Strategraph"), "{error}");
});

both_engines!(changes_bring_an_older_record_to_the_present, |database| async move {
    let store = &database.store;
    load(store, sample::record()).await;
    let mut held = store.load_record().await.unwrap();
    let mut edited = sample::record();
    edited.priority_themes.remove("north-shore-2023-warm-homes.housing");
    edited.put(sample::theme("new", Some("children")));
    load(store, edited.clone()).await;
    let mut restored = edited;
    restored.put(Theme { label: "Warm homes".into(), ..sample::theme("housing", None) });
    load(store, restored).await;
    let changes = store.load_changes(1).await.unwrap();
    assert_eq!(changes.changed.rows(), 2);
    held.apply(changes);
    assert_eq!(held, store.load_record().await.unwrap());
});

both_engines!(a_row_that_was_removed_and_made_again_counts_as_changed, |database| async move {
    let store = &database.store;
    let mut without = sample::record();
    without.measures.clear();
    for record in [sample::record(), without, sample::record()] {
        load(store, record).await;
    }
    let changes = store.load_changes(1).await.unwrap();
    assert_eq!(changes.removed, []);
    assert!(changes.changed.measures.contains_key("north-shore-hubs"));
});

both_engines!(changes_since_a_revision_that_never_was_are_a_conflict, |database| async move {
    load(&database.store, sample::record()).await;
    let error = database.store.load_changes(7).await.unwrap_err();
    assert_eq!(error.code(), Code::Conflict);
    assert_eq!(database.store.load_changes(1).await.unwrap().changed.rows(), 0);
});

both_engines!(the_text_of_a_document_is_found_by_its_slug, |database| async move {
    load(&database.store, sample::record()).await;
    let text = database.store.find_document_text("north-shore-digest").await.unwrap();
    assert!(text.unwrap().starts_with("Family hubs open"));
    assert_eq!(database.store.find_document_text("no-such").await.unwrap(), None);
});

both_engines!(the_history_tells_who_did_what_when, |database| async move {
    let store = &database.store;
    load(store, sample::record()).await;
    load_seed(store, &clock(), Record::default(), "a curator").await.unwrap();
    let [revision] = &store.list_revisions(1, 10).await.unwrap()[..] else { panic!("not one") };
    assert_eq!((revision.number, &*revision.by), (2, "a curator"));
    assert_eq!(revision.at, "2026-11-23T09:00:00Z");
    assert_eq!(store.list_revisions(0, 1).await.unwrap()[0].number, 1);
    let changes = store.list_changes(2).await.unwrap();
    assert!(changes.iter().all(|change| change.action == ChangeAction::Removed));
    assert!(changes.iter().zip(0..).all(|(change, position)| change.position == position));
    let before = changes.last().unwrap().before.as_ref().unwrap();
    assert_eq!(
        (&*changes.last().unwrap().row_table, &before["slug"]),
        ("theme", &"housing".into())
    );
    let tables: BTreeSet<_> = changes.iter().map(|change| &*change.row_table).collect();
    let of_a_seed = Record::TABLES.iter().filter(|table| !table.starts_with("proposal"));
    assert_eq!(tables, of_a_seed.copied().collect());
});

both_engines!(a_listener_hears_of_a_committed_revision, |database| async move {
    let mut listener = database.store.listen_revisions().await.unwrap();
    load(&database.store, sample::record()).await;
    assert_eq!(listener.next().await.unwrap(), 1);
    load(&database.store, Record::default()).await;
    assert_eq!(listener.next().await.unwrap(), 2);
});

#[tokio::test]
async fn another_process_hears_of_a_revision_on_postgresql() {
    on_postgresql(|database| async move {
        let replica = Store::open(&database.url).await.unwrap();
        let mut listener = replica.listen_revisions().await.unwrap();
        load(&database.store, sample::record()).await;
        assert_eq!(listener.next().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn no_password_is_ever_shown() {
    on_postgresql(|database| async move {
        let url = database.url.replace("postgres@", "postgres:sesame@");
        let store = Store::open(&url).await.unwrap();
        assert!(store.describe().starts_with("PostgreSQL: strategraph_test_"));
        assert!(!store.describe().contains("sesame"), "{}", store.describe());
        let error = Store::open(&url.replace("/strategraph_test_", "/absent_")).await.unwrap_err();
        assert_eq!(error.code(), Code::Unavailable);
        assert!(!error.chain().contains("sesame"), "{}", error.chain());
    })
    .await;
}

#[tokio::test]
async fn an_address_that_cannot_be_used_is_named_as_such() {
    for url in
        ["mysql://root:sesame@host/db", "record.sqlite", "sqlite::memory:", "postgres://:x@:y"]
    {
        let error = Store::open(url).await.unwrap_err();
        assert_eq!(error.code(), Code::BadUserInput, "{url}: {}", error.chain());
        assert!(!error.public().contains("sesame"), "{error}");
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_unavailable_and_says_what_to_do() {
    let directory = tempfile::tempdir().unwrap();
    let no_database = directory.path().join("letter.txt");
    std::fs::write(&no_database, "Dear all, ".repeat(1000)).unwrap();
    let socket =
        format!("postgres://someone:sesame@localhost/x?host={}", directory.path().display());
    for (url, hint) in [
        (format!("sqlite://{}/absent/x.sqlite", directory.path().display()), "folder exists"),
        (format!("sqlite://{}", no_database.display()), "is no database"),
        (socket, "cannot be reached"),
    ] {
        let error = Store::open(&url).await.unwrap_err();
        assert_eq!(error.code(), Code::Unavailable, "{}", error.chain());
        assert!(error.public().contains(hint), "{}", error.chain());
        assert!(!error.chain().contains("sesame"), "{}", error.chain());
    }
}
