//! Commands: the seed, ingested documents, recognising anew; what they leave alone, what they
//! refuse, and what many of them at once do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

mod decisions;
pub(crate) mod random_edits;

use std::sync::Arc;

use strategraph::{
    clock::Clock,
    error::Code,
    model::{ChangeAction, Document, DocumentText, Priority, Record, Theme},
    store::Store,
    write::{Ingested, Outcome, ingest_document, load_seed, retag},
};

use crate::database::{both_engines, sample};

fn clock() -> Clock {
    Clock::fixed("2026-11-23T09:00:00Z")
}

async fn seed(store: &Store, record: Record) -> Outcome {
    load_seed(store, &clock(), record, "test").await.unwrap()
}

async fn ingest(store: &Store, part: Record) -> Ingested {
    ingest_document(store, &clock(), part, "test").await.unwrap()
}

/// Table, identity and action of everything that a revision changed.
async fn log(store: &Store, revision: i64) -> Vec<(String, String, ChangeAction)> {
    let changes = store.list_changes(revision).await.unwrap();
    changes.into_iter().map(|change| (change.row_table, change.row_id, change.action)).collect()
}

fn entry(table: &str, id: &str, action: ChangeAction) -> (String, String, ChangeAction) {
    (table.to_owned(), id.to_owned(), action)
}

both_engines!(the_same_seed_twice_makes_no_second_revision, |database| async move {
    let first = seed(&database.store, sample::record()).await;
    assert_eq!((first.revision, first.changed), (1, true));
    assert_eq!(first.created, sample::record().rows());
    let second = seed(&database.store, sample::record()).await;
    assert_eq!(second, Outcome { revision: 1, ..Outcome::default() });
    assert_eq!(database.store.list_revisions(0, 10).await.unwrap().len(), 1);
});

both_engines!(an_edited_seed_changes_only_what_it_touches, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    let mut edited = sample::record();
    edited.put(Priority { name: "Hubs".into(), ..sample::priority("family-hubs", 1, None) });
    let outcome = seed(store, edited).await;
    assert_eq!((outcome.created, outcome.updated, outcome.removed), (0, 1, 0));
    assert_eq!(outcome.by_table["priority"].updated, 1);
    let [change] = &store.list_changes(2).await.unwrap()[..] else { panic!("not one change") };
    assert_eq!(change.row_id, "north-shore-2023-family-hubs");
    assert_eq!(change.before.as_ref().unwrap()["name"], "family-hubs");
    assert_eq!(change.after.as_ref().unwrap()["name"], "Hubs");
    assert_eq!(store.load_changes(1).await.unwrap().changed.rows(), 1);
});

both_engines!(what_the_seed_drops_goes_children_first_and_is_logged, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    let mut edited = sample::record();
    edited.priority_themes.remove("north-shore-2023-warm-homes.housing");
    edited.priorities.remove("north-shore-2023-warm-homes");
    let outcome = seed(store, edited.clone()).await;
    let removed = ChangeAction::Removed;
    let expected = [
        entry("priority_theme", "north-shore-2023-warm-homes.housing", removed),
        entry("priority", "north-shore-2023-warm-homes", removed),
    ];
    assert_eq!(log(store, outcome.revision).await, expected);
    assert_eq!(store.load_record().await.unwrap().priorities, edited.priorities);
});

both_engines!(parents_may_come_after_their_children, |database| async move {
    // More than one statement writes, each of them naming a parent that a later one brings.
    const CHAIN: usize = 250;
    let store = &database.store;
    let mut record = sample::record();
    for link in 0..CHAIN {
        let parent = (link + 1 < CHAIN).then(|| format!("link-{:03}", link + 1));
        record.put(sample::priority(&format!("link-{link:03}"), 3, parent.as_deref()));
    }
    seed(store, record.clone()).await;
    assert_eq!(store.load_record().await.unwrap().priorities, record.priorities);
    seed(store, sample::record()).await;
    assert_eq!(store.load_record().await.unwrap().priorities, sample::record().priorities);
});

both_engines!(
    references_that_lead_nowhere_are_all_named_and_nothing_is_stored,
    |database| async move {
        let mut record = sample::record();
        record.themes.remove("housing");
        record.put(sample::priority("orphan", 5, Some("nobody")));
        let error = load_seed(&database.store, &clock(), record, "test").await.unwrap_err();
        assert_eq!(error.code(), Code::BadUserInput);
        for problem in [
            "theme “housing” in its theme",
            "“housing” in its not themes",
            "“north-shore-2023-nobody”",
        ] {
            assert!(error.public().contains(problem), "{error}");
        }
        assert_eq!(database.store.revision().await.unwrap(), 0);
    }
);

both_engines!(a_failure_half_way_leaves_everything_as_it_was, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    let before = store.load_record().await.unwrap();
    let mut edited = sample::record();
    edited.put(sample::theme("new", None));
    let text = DocumentText { document: "north-shore-digest".into(), text: "a\0b".into() };
    edited.put(text);
    // Themes are written before the text that cannot be.
    let error = load_seed(store, &clock(), edited, "test").await.unwrap_err();
    assert_eq!(error.code(), Code::BadUserInput, "{}", error.chain());
    assert_eq!(store.load_record().await.unwrap(), before);
    assert_eq!(seed(store, Record::default()).await.revision, 2);
});

both_engines!(a_digest_keeps_the_time_at_which_its_bytes_were_first_seen, |database| async move {
    let store = &database.store;
    let at = |time: &str, sha256: &str| {
        let mut record = sample::record();
        let digest = record.documents.get_mut("north-shore-digest").map(Arc::make_mut).unwrap();
        digest.first_seen = time.into();
        digest.sha256 = sha256.repeat(64);
        record
    };
    seed(store, at("2026-01-01T00:00:00Z", "a")).await;
    assert!(!seed(store, at("2026-02-02T00:00:00Z", "a")).await.changed);
    assert_eq!(seed(store, at("2026-03-03T00:00:00Z", "b")).await.updated, 1);
    let digest = &store.load_record().await.unwrap().documents["north-shore-digest"];
    assert_eq!(digest.first_seen, "2026-03-03T00:00:00Z");
});

both_engines!(an_ingested_document_is_stored_with_all_that_hangs_on_it, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    let part = sample::ingested("full-text", "1");
    let Ingested::Stored { slug, outcome, .. } = ingest(store, part.clone()).await else {
        panic!("not stored")
    };
    assert_eq!((&*slug, outcome.revision, outcome.created), ("full-text", 2, part.rows()));
    let record = store.load_record().await.unwrap();
    assert_eq!(record.documents["full-text"].first_seen, "2026-11-23T09:00:00Z");
    for (id, passage) in &part.passages {
        assert_eq!(record.passages.get(id), Some(passage));
    }
    let tag = "full-text.1.best-start";
    assert_eq!(record.passage_themes.get(tag), part.passage_themes.get(tag));
    let text = store.find_document_text("full-text").await.unwrap().unwrap();
    assert_eq!(text, part.document_texts["full-text"].text);
});

both_engines!(the_same_bytes_again_are_held_already, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    ingest(store, sample::ingested("full-text", "1")).await;
    let again = ingest(store, sample::ingested("other-name", "1")).await;
    assert_eq!(again, Ingested::AlreadyHeld { slug: "full-text".into() });
    assert_eq!(store.revision().await.unwrap(), 2);
});

both_engines!(a_changed_file_is_another_document_and_overwrites_nothing, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    ingest(store, sample::ingested("full-text", "1")).await;
    let before = store.load_record().await.unwrap();
    let Ingested::Stored { slug, .. } = ingest(store, sample::ingested("full-text", "2")).await
    else {
        panic!("not stored")
    };
    assert_eq!(&*slug, "full-text-2");
    let after = store.load_record().await.unwrap();
    assert!(before.passages.iter().all(|(id, passage)| after.passages.get(id) == Some(passage)));
    let tag = &after.passage_themes["full-text-2.1.best-start"];
    assert_eq!(
        (&*tag.passage, &*after.passages[&tag.passage].document),
        ("full-text-2.1", "full-text-2")
    );
    assert!(after.passages["full-text-2.1"].text.ends_with("2."));
});

/// A document like the sample's with another owner.
fn owned_by(partnership: &str, strategy: Option<&str>) -> Record {
    let mut part = sample::ingested("full-text", "1");
    let document = part.documents.values_mut().next().map(Arc::make_mut).unwrap();
    document.partnership = Some(partnership.into());
    document.strategy = strategy.map(Into::into);
    part
}

both_engines!(an_unknown_owner_is_answered_with_the_nearest, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    for (part, code, hint) in [
        (owned_by("nort-shore", None), Code::NotFound, "Nearest: north-shore"),
        (
            owned_by("north-shore", Some("north-shore-2032")),
            Code::NotFound,
            "Nearest: north-shore-202",
        ),
        (
            owned_by("north-shore", Some("south-vale-2024")),
            Code::BadUserInput,
            "not one of the partnership",
        ),
    ] {
        let error = ingest_document(store, &clock(), part, "test").await.unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.public().contains(hint), "{error}");
    }
    assert_eq!(store.revision().await.unwrap(), 1);
});

both_engines!(only_one_document_and_only_what_hangs_on_it_is_ingested, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    let mut two = sample::ingested("one", "1");
    two.documents.append(&mut sample::ingested("two", "2").documents);
    let mut with_theme = sample::ingested("one", "1");
    with_theme.put(sample::theme("smuggled", None));
    let mut without_text = sample::ingested("one", "1");
    without_text.document_texts.clear();
    let mut misnamed = sample::ingested("one", "1");
    let mut passage = (*misnamed.passages["one.1"]).clone();
    passage.slug = "north-shore-digest.1".into();
    misnamed.put(passage);
    for part in [two, with_theme, without_text, misnamed] {
        let error = ingest_document(store, &clock(), part, "test").await.unwrap_err();
        assert_eq!(error.code(), Code::BadUserInput, "{error}");
    }
    assert_eq!(store.revision().await.unwrap(), 1);
});

both_engines!(a_document_that_names_a_theme_that_has_gone_is_a_conflict, |database| async move {
    let mut record = Record::default();
    let full = sample::record();
    record.partnerships = full.partnerships.clone();
    record.sources = full.sources.clone();
    seed(&database.store, record).await;
    let part = owned_by("north-shore", None);
    let error = ingest_document(&database.store, &clock(), part, "test").await.unwrap_err();
    assert_eq!(error.code(), Code::Conflict, "{}", error.chain());
});

both_engines!(the_seed_leaves_ingested_documents_alone, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    ingest(store, sample::ingested("full-text", "1")).await;
    let before = store.load_record().await.unwrap();
    assert!(!seed(store, sample::record()).await.changed);
    let mut edited = sample::record();
    edited.put(Theme { label: "Start".into(), ..sample::theme("best-start", Some("children")) });
    seed(store, edited).await;
    let after = store.load_record().await.unwrap();
    assert_eq!(after.passages, before.passages);
    assert_eq!(after.passage_themes, before.passage_themes);
    assert!(store.find_document_text("full-text").await.unwrap().is_some());
});

both_engines!(what_ingested_documents_refer_to_may_go, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    ingest(store, sample::ingested("full-text", "1")).await;
    let outcome = seed(store, Record::default()).await;
    let record = store.load_record().await.unwrap();
    let document = &record.documents["full-text"];
    assert_eq!((&document.partnership, &document.strategy), (&None, &None));
    assert_eq!((record.passage_themes.len(), record.passage_partners.len()), (0, 0));
    assert_eq!((record.documents.len(), record.passages.len()), (1, 2));
    let log = log(store, outcome.revision).await;
    assert!(log.contains(&entry("document", "full-text", ChangeAction::Updated)));
    assert!(log.contains(&entry("passage_theme", "full-text.1.best-start", ChangeAction::Removed)));
    assert!(log.contains(&entry("passage_partner", "full-text.2.police", ChangeAction::Removed)));
});

both_engines!(a_digest_cannot_take_the_name_of_an_ingested_document, |database| async move {
    let store = &database.store;
    let mut without = sample::record();
    without.documents.clear();
    without.document_texts.clear();
    without.passages.clear();
    without.passage_themes.clear();
    without.passage_partners.clear();
    seed(store, without).await;
    ingest(store, sample::ingested("north-shore-digest", "1")).await;
    let error = load_seed(store, &clock(), sample::record(), "test").await.unwrap_err();
    assert_eq!(error.code(), Code::Conflict);
    assert!(error.public().contains("north-shore-digest"), "{error}");
});

both_engines!(passages_recognised_anew_have_the_new_tags_only, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    ingest(store, sample::ingested("one", "1")).await;
    ingest(store, sample::ingested("two", "2")).await;
    let held = store.load_ingested_passages().await.unwrap();
    assert_eq!((held.documents.len(), held.passages.len(), held.themes.len()), (2, 4, 0));
    let mut retagged = sample::ingested("one", "1");
    let document = retagged.documents.get_mut("one").map(Arc::make_mut).unwrap();
    (document.recogniser, document.title) = ("phrases-2".into(), "Not taken over".into());
    retagged.passage_partners.clear();
    retagged.passage_themes.values_mut().for_each(|tag| Arc::make_mut(tag).confidence = Some(0.5));
    let outcome = retag(store, &clock(), retagged.clone(), "test").await.unwrap();
    assert_eq!((outcome.created, outcome.updated, outcome.removed), (0, 2, 1));
    let record = store.load_record().await.unwrap();
    let expected = Document { recogniser: "phrases-2".into(), ..(*held.documents["one"]).clone() };
    assert_eq!(*record.documents["one"], expected);
    assert_eq!(record.passage_themes["one.1.best-start"].confidence, Some(0.5));
    assert_eq!(record.passage_themes["two.1.best-start"].confidence, Some(0.75));
    assert!(!retag(store, &clock(), retagged, "test").await.unwrap().changed);
});

both_engines!(recognising_anew_what_has_changed_since_is_a_conflict, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    ingest(store, sample::ingested("one", "1")).await;
    let mut edited = sample::record();
    edited.put(Theme { not_themes: vec![], ..sample::theme("unused", None) });
    seed(store, edited).await;
    let gone = sample::ingested("two", "2");
    let error = retag(store, &clock(), gone, "test").await.unwrap_err();
    assert_eq!(error.code(), Code::Conflict);
    let mut not_named = sample::ingested("one", "1");
    not_named.documents.clear();
    let error = retag(store, &clock(), not_named, "test").await.unwrap_err();
    assert_eq!(error.code(), Code::BadUserInput);
});

both_engines!(a_writer_that_is_given_up_leaves_all_or_nothing, |database| async move {
    let store = &database.store;
    seed(store, sample::record()).await;
    let all = store.load_record().await.unwrap().rows();
    for turns in 0..60 {
        let give_up = async {
            for _ in 0..turns {
                tokio::task::yield_now().await;
            }
        };
        // Given up while it commits, it may have committed.
        tokio::select! {
            biased;
            () = give_up => {}
            _ = seed(store, Record::default()) => {}
        }
        let rows = store.load_record().await.unwrap().rows();
        assert!(rows == 0 || rows == all, "{rows} of {all} rows");
        seed(store, sample::record()).await;
    }
    let revisions = store.list_revisions(0, 1000).await.unwrap();
    assert!(
        revisions.iter().map(|revision| revision.number).eq(1..=store.revision().await.unwrap())
    );
});

both_engines!(writers_at_once_make_revisions_without_holes, |database| async move {
    const WRITERS: i64 = 12;
    let store = &database.store;
    // The second has connections of its own, like another process.
    let stores = [store.clone(), Store::open(&database.url).await.unwrap()];
    let writing: Vec<_> = (0..WRITERS)
        .map(|number| {
            let store = stores[usize::from(number % 2 == 0)].clone();
            let mut part = sample::ingested("full-text", &number.to_string());
            part.passage_themes.clear();
            part.passage_partners.clear();
            let document = part.documents.values_mut().next().map(Arc::make_mut).unwrap();
            (document.partnership, document.strategy) = (None, None);
            tokio::spawn(async move { ingest(&store, part).await })
        })
        .collect();
    let mut revisions = Vec::new();
    for written in writing {
        let Ingested::Stored { outcome, .. } = written.await.unwrap() else { panic!("not stored") };
        revisions.push(outcome.revision);
    }
    revisions.sort_unstable();
    assert_eq!(revisions, (1..=WRITERS).collect::<Vec<_>>());
    let listed = store.list_revisions(0, 100).await.unwrap();
    assert_eq!(listed.iter().map(|revision| revision.number).collect::<Vec<_>>(), revisions);
    assert_eq!(store.load_record().await.unwrap().documents.len(), 12);
});

both_engines!(readers_never_see_half_a_revision, |database| async move {
    const REVISIONS: i64 = 12;
    let store = database.store.clone();
    // In revision n every theme is labelled n and there are n priorities' worth of them.
    let writer = tokio::spawn(async move {
        for number in 1..=REVISIONS {
            let mut record = Record::default();
            for theme in 0..number * 10 {
                let theme = sample::theme(&format!("theme-{theme}"), None);
                record.put(Theme { label: number.to_string(), ..theme });
            }
            assert_eq!(seed(&store, record).await.revision, number);
        }
    });
    let mut held = Record::default();
    while held.revision < REVISIONS {
        let record = database.store.load_record().await.unwrap();
        assert_eq!(i64::try_from(record.themes.len()).unwrap(), record.revision * 10);
        let label = record.revision.to_string();
        assert!(record.themes.values().all(|theme| theme.label == label));
        held.apply(database.store.load_changes(held.revision).await.unwrap());
        assert_eq!(i64::try_from(held.themes.len()).unwrap(), held.revision * 10);
    }
    writer.await.unwrap();
});
