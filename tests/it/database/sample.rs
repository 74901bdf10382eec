//! Small invented records for tests: two partnerships with something in every table.
//!
//! | partnership | strategies | priorities |
//! |---|---|---|
//! | `north-shore` | `north-shore-2022` (draft), `north-shore-2023` (final) | `…-a-healthy-start` (theme `best-start`) with the part `…-family-hubs`, `…-warm-homes` (theme `housing`) |
//! | `south-vale` | `south-vale-2024` (final) | `south-vale-2024-first-years` (theme `best-start`) |
//!
//! Themes: `children` > `best-start`, and `housing`. Partners: `north-shore-council` and the
//! generic `police`. One digest, `north-shore-digest`, with two passages. All text is ours.

use serde_json::{Value, json};
use strategraph::model::{
    BoardChange, CouncilMembership, Document, DocumentText, Framework, ListedDocument, Measure,
    Membership, Partner, Partnership, Passage, PassagePartner, PassageTheme, Priority,
    PriorityList, PriorityTheme, Programme, ProgrammePartner, ProgrammeService, Record, Row,
    Source, Strategy, Theme, Topic, TopicMapping,
};

/// The row that JSON describes; a missing field that may be null is null.
pub(crate) fn row<T: Row>(json: Value) -> T {
    serde_json::from_value(json).unwrap()
}

/// Puts the row that JSON describes in its table.
pub(crate) fn put<T: Row>(record: &mut Record, json: Value) {
    assert_eq!(record.put(row::<T>(json)), None, "two rows with the same identity");
}

/// The whole sample: every table has at least one row.
pub(crate) fn record() -> Record {
    let mut record = Record::default();
    put_scheme(&mut record);
    put_partners(&mut record);
    put_partnerships(&mut record);
    put_strategies(&mut record);
    put_programmes(&mut record);
    put_digest(&mut record);
    record
}

/// A theme without phrases.
pub(crate) fn theme(slug: &str, broader: Option<&str>) -> Theme {
    row(json!({
        "slug": slug, "broader": broader, "position": 0, "label": slug, "definition": "A theme.",
        "alt_labels": [], "phrases": [slug], "lookalikes": [], "not_themes": [],
    }))
}

/// A priority of the final strategy of `north-shore`; its slug is `north-shore-2023-{name}`.
pub(crate) fn priority(name: &str, position: i64, parent: Option<&str>) -> Priority {
    row(json!({
        "slug": format!("north-shore-2023-{name}"), "list": "north-shore-2023.priorities",
        "strategy": "north-shore-2023", "position": position, "name": name, "exact": false,
        "parent": parent.map(|parent| format!("north-shore-2023-{parent}")),
        "sources": ["north-shore.S1"],
    }))
}

/// An ingested document of `north-shore` with two passages, the first tagged with `best-start` and
/// `police`; its bytes differ where `version` does.
pub(crate) fn ingested(slug: &str, version: &str) -> Record {
    let mut part = Record::default();
    let (first, second) = (format!("Family hubs open, {version}."), "The police take part.");
    put::<Document>(
        &mut part,
        json!({
            "slug": slug, "partnership": "north-shore", "strategy": "north-shore-2023",
            "title": "Our strategy in full", "origin": "ingested", "url": "https://north.example/full",
            "media_type": "text/markdown", "sha256": format!("{version:0>64}"),
            "size_bytes": first.len() + 1 + second.len(), "complete": true, "first_seen": "",
            "recogniser": "phrases-1",
        }),
    );
    put::<DocumentText>(
        &mut part,
        json!({ "document": slug, "text": format!("{first}\n{second}") }),
    );
    let length = first.chars().count();
    for (position, start, text) in [(1, 0, &*first), (2, length + 1, second)] {
        put::<Passage>(
            &mut part,
            json!({
                "slug": format!("{slug}.{position}"), "document": slug, "position": position,
                "kind": "paragraph", "headings": ["Children"], "start": start,
                "end": start + text.chars().count(), "text": text,
            }),
        );
    }
    put::<PassageTheme>(
        &mut part,
        json!({
            "id": format!("{slug}.1.best-start"), "passage": format!("{slug}.1"),
            "theme": "best-start", "position": 0, "method": "accepted", "confidence": 0.75,
            "spans": [{ "start": 0, "end": 11, "matched": "family hubs" }],
        }),
    );
    put::<PassagePartner>(
        &mut part,
        json!({
            "id": format!("{slug}.2.police"), "passage": format!("{slug}.2"), "partner": "police",
            "method": "accepted", "spans": [{ "start": 4, "end": 10, "matched": "police" }],
        }),
    );
    part
}

fn put_scheme(record: &mut Record) {
    record.put(theme("children", None));
    record.put(Theme {
        position: 1,
        alt_labels: vec!["First 1,001 days".into()],
        phrases: vec!["family hubs".into(), "first years".into()],
        lookalikes: vec!["first years of service".into()],
        not_themes: vec!["housing".into()],
        ..theme("best-start", Some("children"))
    });
    record.put(Theme { position: 2, ..theme("housing", None) });
    put::<Framework>(
        record,
        json!({
            "slug": "four-aims", "position": 0, "label": "Four aims", "publisher": "An institute",
            "edition": "2022", "url": "https://aims.example", "wording_checked": true,
        }),
    );
    put::<Topic>(
        record,
        json!({
            "slug": "four-aims.start", "framework": "four-aims", "key": "start", "position": 0,
            "label": "A good start",
        }),
    );
    put::<TopicMapping>(
        record,
        json!({
            "id": "four-aims.start.best-start", "topic": "four-aims.start", "theme": "best-start",
            "position": 0, "relation": "close",
        }),
    );
}

fn put_partners(record: &mut Record) {
    put::<Partner>(
        record,
        json!({
            "slug": "north-shore-council", "name": "North Shore Council", "kind": "local_authority",
            "aliases": ["NSC"], "ods_code": "N01", "gss_code": "E09000001", "generic": false,
        }),
    );
    put::<Partner>(
        record,
        json!({
            "slug": "police", "name": "Police", "kind": "police", "aliases": [], "generic": true,
        }),
    );
}

fn put_partnerships(record: &mut Record) {
    for (slug, name, region) in
        [("north-shore", "North Shore", "north-west"), ("south-vale", "South Vale", "south-west")]
    {
        put::<Partnership>(
            record,
            json!({
                "slug": slug, "name": format!("{name} Partnership"), "aliases": [name],
                "system": format!("{name} system"), "region": region,
                "board_name": format!("{name} Board"), "board_ods": "QX1",
                "board_codes": [{ "code": "E54000001", "from": "2023-04-01", "to": null }],
                "population": 1_000_000, "population_source": format!("{slug}.S1"),
                "population_note": "Rounded.", "coverage": "high", "notes": "Invented.",
            }),
        );
        put::<Source>(
            record,
            json!({
                "id": format!("{slug}.S1"), "partnership": slug, "key": "S1",
                "url": format!("https://{slug}.example/strategy"), "title": "Our strategy",
                "publisher": name, "kind": "web_page", "speaker": "own", "published": "2023-12",
            }),
        );
    }
    put::<CouncilMembership>(
        record,
        json!({
            "id": "north-shore.north-shore-council", "partnership": "north-shore",
            "partner": "north-shore-council", "position": 0, "part": true,
        }),
    );
    put::<BoardChange>(
        record,
        json!({
            "id": "north-shore.0", "partnership": "north-shore", "position": 0, "kind": "cluster",
            "with": ["South Vale Board"], "to": [], "on": "2026-04", "status": "approved",
            "source": "north-shore.S1", "note": "Under one chair.",
        }),
    );
    put::<ListedDocument>(
        record,
        json!({
            "id": "north-shore.0", "partnership": "north-shore", "position": 0, "title": "A plan",
            "kind": "delivery plan", "scope": "the coast", "source": "north-shore.S1",
        }),
    );
    put::<Membership>(
        record,
        json!({
            "id": "north-shore.police", "partnership": "north-shore", "partner": "police",
            "position": 0, "role": "member", "named_as": "the police", "sources": ["north-shore.S1"],
        }),
    );
}

fn put_strategies(record: &mut Record) {
    for (partnership, key, position, edition) in [
        ("north-shore", "2022", 0, "draft"),
        ("north-shore", "2023", 1, "final"),
        ("south-vale", "2024", 0, "final"),
    ] {
        let slug = format!("{partnership}-{key}");
        let source = format!("{partnership}.S1");
        put::<Strategy>(
            record,
            json!({
                "slug": slug, "partnership": partnership, "key": key, "position": position,
                "kind": "integrated_care_strategy", "edition": edition, "title": format!("Strategy {key}"),
                "title_exact": true, "published": key, "period_from": 2023, "period_to": 2028,
                "vision": "Everybody well.", "vision_source": source,
                "also_serves_as": ["joint_forward_plan"], "source": source,
            }),
        );
        put::<PriorityList>(
            record,
            json!({
                "id": format!("{slug}.priorities"), "strategy": slug, "position": 0,
                "role": "priorities", "called": "ambition", "stated_count": 2, "complete": true,
                "ordered": false, "source": source,
            }),
        );
    }
    record
        .put(Priority { gist: Some("Help early.".into()), ..priority("a-healthy-start", 0, None) });
    record.put(priority("family-hubs", 1, Some("a-healthy-start")));
    record.put(priority("warm-homes", 2, None));
    put::<Priority>(
        record,
        json!({
            "slug": "south-vale-2024-first-years", "list": "south-vale-2024.priorities",
            "strategy": "south-vale-2024", "position": 0, "name": "First years", "exact": true,
            "sources": ["south-vale.S1"],
        }),
    );
    for (priority, theme) in [
        ("north-shore-2023-a-healthy-start", "best-start"),
        ("north-shore-2023-warm-homes", "housing"),
        ("south-vale-2024-first-years", "best-start"),
    ] {
        put::<PriorityTheme>(
            record,
            json!({
                "id": format!("{priority}.{theme}"), "priority": priority, "theme": theme,
                "position": 0, "method": "curated",
            }),
        );
    }
}

fn put_programmes(record: &mut Record) {
    let programme = "north-shore-hubs-for-all";
    put::<Programme>(
        record,
        json!({
            "slug": programme, "partnership": "north-shore", "position": 0, "name": "Hubs for all",
            "gist": "Hubs in every town.", "from": "2023-04", "to": "2025", "sources": ["north-shore.S1"],
        }),
    );
    put::<ProgrammePartner>(
        record,
        json!({
            "id": format!("{programme}.police"), "programme": programme, "partner": "police",
            "position": 0,
        }),
    );
    put::<ProgrammeService>(
        record,
        json!({
            "id": format!("{programme}.north-shore-2023-family-hubs"), "programme": programme,
            "priority": "north-shore-2023-family-hubs", "position": 0,
        }),
    );
    put::<Measure>(
        record,
        json!({
            "slug": "north-shore-hubs", "partnership": "north-shore", "position": 0, "what": "Hubs",
            "value": "12", "source": "north-shore.S1",
        }),
    );
}

fn put_digest(record: &mut Record) {
    let slug = "north-shore-digest";
    let mut digest = ingested(slug, "digest");
    for document in digest.documents.values_mut() {
        let digest: Document = Document::clone(document);
        *document = std::sync::Arc::new(Document {
            origin: strategraph::model::DocumentOrigin::Digest,
            publisher: Some("North Shore".into()),
            pages: Some(1),
            published: "2023-12-01".parse().ok(),
            source: Some("north-shore.S1".into()),
            first_seen: "2026-01-01T00:00:00Z".into(),
            last_seen: "2026-01-01T00:00:00Z".into(),
            supersedes: None,
            ..digest
        });
    }
    record.documents.append(&mut digest.documents);
    record.document_texts.append(&mut digest.document_texts);
    record.passages.append(&mut digest.passages);
    record.passage_themes.append(&mut digest.passage_themes);
    record.passage_partners.append(&mut digest.passage_partners);
}
