//! Views for looking at: the seed, an empty record, and one with everything at its worst.

use std::sync::{Arc, LazyLock};

use strategraph::{
    ingest::{records::EmbeddedSeed, seed::build_seed},
    model::{Document, DocumentOrigin, Passage, PassageKind, Record, Slug},
    view::View,
};

/// The one place in which these tests make a view.
pub(crate) fn view_of(record: Record) -> Arc<View> {
    Arc::new(View::of_record(record).unwrap())
}

/// The seed with its digests as documents, read once.
pub(crate) fn seed() -> Record {
    static SEED: LazyLock<Record> = LazyLock::new(|| {
        let (record, _) = build_seed(&EmbeddedSeed, "2026-11-23T09:00:00Z").unwrap();
        Record { revision: 7, ..record }
    });
    SEED.clone()
}

/// The view of the seed, made once.
pub(crate) fn seed_view() -> Arc<View> {
    static VIEW: LazyLock<Arc<View>> = LazyLock::new(|| view_of(seed()));
    VIEW.clone()
}

/// A record with one partnership and one document without passages.
pub(crate) fn with_document(title: &str) -> (Record, Slug) {
    let mut record = Record::default();
    let slug = Slug::from("a-document");
    record.put(Document {
        slug: slug.clone(),
        partnership: None,
        strategy: None,
        title: title.into(),
        origin: DocumentOrigin::Ingested,
        url: Some("javascript:alert(1)".into()),
        publisher: None,
        media_type: "text/plain".into(),
        sha256: "0".repeat(64),
        size_bytes: 0,
        pages: None,
        published: None,
        complete: true,
        source: None,
        first_seen: "2026-11-23T09:00:00Z".into(),
        last_seen: "2026-11-23T09:00:00Z".into(),
        supersedes: None,
        recogniser: "test".into(),
    });
    (record, slug)
}

/// Puts a passage of a document.
pub(crate) fn put_passage(
    record: &mut Record,
    document: &Slug,
    position: i64,
    headings: &[String],
    text: &str,
) {
    record.put(Passage {
        slug: format!("{document}.{position}").into(),
        document: document.clone(),
        position,
        kind: PassageKind::Paragraph,
        headings: headings.to_vec(),
        page: Some(position),
        start: 0,
        end: i64::try_from(text.chars().count()).unwrap(),
        text: text.to_owned(),
    });
}
