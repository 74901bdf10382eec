//! What the tests of `ingest` share: the test documents, the seed's theme scheme, a register of
//! invented partners.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use serde::Deserialize;
use strategraph::{
    ingest::{
        self, DocumentAbout, Recogniser,
        read::{BlockKind, ReadDocument},
        segment::heading_in_force,
    },
    model::{
        DocumentOrigin, Partner, PartnerKind, Passage, PassageKind, PassagePartner, PassageTheme,
        Record, Slug, Table, Theme,
    },
};

pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/documents")
}

pub(super) fn documents() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "passages"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 6, "the test documents are missing");
    paths
}

pub(super) fn read_file(path: &Path) -> ReadDocument {
    ingest::read(&fs::read(path).unwrap(), path.to_str()).unwrap()
}

/// A document as a reader sees it: headings with their level, passages with their kind.
pub(super) fn told(read: &ReadDocument) -> String {
    let characters: Vec<char> = read.text.chars().collect();
    let mut told = format!("title: {}\n", read.title.as_deref().unwrap_or("none"));
    for block in &read.blocks {
        let text: String = characters[block.start..block.end].iter().collect();
        let sign = match block.kind {
            BlockKind::Heading(level) => "#".repeat(usize::from(level)),
            BlockKind::Paragraph => "paragraph:".to_owned(),
            BlockKind::ListItem => format!("item {}", block.marker.as_deref().unwrap_or_default()),
            BlockKind::TableRow => "row:".to_owned(),
            BlockKind::Quotation => "quotation:".to_owned(),
        };
        writeln!(told, "{sign} {text}").unwrap();
    }
    told
}

#[derive(Deserialize)]
struct Scheme {
    themes: Vec<SchemeTheme>,
}

#[derive(Deserialize)]
struct SchemeTheme {
    id: Slug,
    broader: Option<Slug>,
    label: String,
    definition: String,
    #[serde(default)]
    not: Vec<Slug>,
    alt_labels: Vec<String>,
    phrases: Vec<String>,
    lookalikes: Vec<String>,
}

pub(super) fn scheme() -> &'static Table<Theme> {
    static SCHEME: OnceLock<Table<Theme>> = OnceLock::new();
    SCHEME.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seed/themes.yaml");
        let scheme: Scheme = serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let themes = scheme.themes.into_iter().zip(0..).map(|(theme, position)| Theme {
            slug: theme.id,
            broader: theme.broader,
            position,
            label: theme.label,
            definition: theme.definition,
            alt_labels: theme.alt_labels,
            phrases: theme.phrases,
            lookalikes: theme.lookalikes,
            not_themes: theme.not,
        });
        themes.map(|theme| (theme.slug.clone(), Arc::new(theme))).collect()
    })
}

pub(super) fn register() -> Table<Partner> {
    let rows = [
        ("vale-county-council", "Vale County Council", PartnerKind::LocalAuthority, false),
        ("vale-pension-fund", "Vale County Council Pension Fund", PartnerKind::Other, false),
        (
            "northmarsh-trust",
            "Northmarsh NHS Foundation Trust|NMFT|Royal Infirmary",
            PartnerKind::NhsBody,
            false,
        ),
        ("old-infirmary", "Royal Infirmary", PartnerKind::NhsBody, false),
        ("action-together", "Action Together", PartnerKind::Vcse, false),
        ("cancer-friends", "Cancer Friends of Vale", PartnerKind::Vcse, false),
        ("fire-and-rescue-services", "fire and rescue services", PartnerKind::Fire, true),
        ("police", "the police", PartnerKind::Police, true),
        ("businesses", "businesses", PartnerKind::Business, true),
        ("community-groups", "community groups", PartnerKind::Vcse, true),
        ("education", "education", PartnerKind::Education, true),
        ("healthwatch-vale", "Healthwatch Vale|Healthwatch", PartnerKind::Healthwatch, false),
    ];
    rows.into_iter()
        .map(|(slug, names, kind, generic)| {
            let mut names = names.split('|').map(str::to_owned);
            let name = names.next().unwrap();
            let slug: Slug = slug.into();
            let aliases = names.collect();
            (
                slug.clone(),
                Arc::new(Partner {
                    slug,
                    name,
                    kind,
                    aliases,
                    ods_code: None,
                    gss_code: None,
                    generic,
                }),
            )
        })
        .collect()
}

pub(super) fn recogniser() -> &'static Recogniser {
    static RECOGNISER: OnceLock<Recogniser> = OnceLock::new();
    RECOGNISER.get_or_init(|| Recogniser::build(scheme(), &register()))
}

pub(super) fn tag(text: &str, under: Option<&str>) -> (Vec<PassageTheme>, Vec<PassagePartner>) {
    let passage = Passage {
        slug: "test.1".into(),
        document: "test".into(),
        position: 1,
        kind: PassageKind::Paragraph,
        headings: under.map(str::to_owned).into_iter().collect(),
        page: None,
        start: 0,
        end: i64::try_from(text.chars().count()).unwrap(),
        text: text.to_owned(),
    };
    recogniser().tag(&passage, heading_in_force(&passage, None))
}

pub(super) fn themes_of(text: &str) -> Vec<String> {
    tag(text, None).0.into_iter().map(|theme| theme.theme.to_string()).collect()
}

pub(super) fn partners_of(text: &str) -> Vec<(&'static str, Vec<&'static str>)> {
    let (_, partners) = tag(text, None);
    let leak = |text: String| -> &'static str { text.leak() };
    partners
        .into_iter()
        .map(|partner| {
            let names = partner.spans.into_iter().map(|span| leak(span.matched)).collect();
            (leak(partner.partner.to_string()), names)
        })
        .collect()
}

pub(super) fn about() -> DocumentAbout {
    DocumentAbout {
        partnership: Some("northmarsh".into()),
        strategy: None,
        title: None,
        url: None,
        publisher: None,
        published: None,
        origin: DocumentOrigin::Ingested,
        complete: true,
        source: None,
        slug_hint: None,
    }
}

/// Passages are exactly their characters of the text, and spans lie within their passage.
pub(super) fn assert_offsets(record: &Record) {
    let text: Vec<char> = record.document_texts.values().next().unwrap().text.chars().collect();
    let place = |offset: i64| usize::try_from(offset).unwrap();
    for passage in record.passages.values() {
        let cut: String = text[place(passage.start)..place(passage.end)].iter().collect();
        assert_eq!(cut, passage.text);
        assert_eq!(passage.slug.as_ref(), format!("{}.{}", passage.document, passage.position));
    }
    for theme in record.passage_themes.values() {
        let length = record.passages[&theme.passage].text.chars().count();
        assert!(theme.spans.iter().all(|span| span.start <= span.end && span.end <= length));
        assert!(!theme.spans.is_empty());
    }
}
