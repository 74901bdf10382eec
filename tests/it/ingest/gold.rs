//! How well documents are read may not fall below what was reached: the repository's own gold.

use std::{collections::BTreeMap, fs, path::Path, sync::OnceLock};

use strategraph::ingest::{
    self, Recogniser,
    evaluate::{DocumentScore, Gold, Score, evaluate},
    records::{EmbeddedSeed, read_seed},
};

pub(super) fn recogniser() -> &'static Recogniser {
    static RECOGNISER: OnceLock<Recogniser> = OnceLock::new();
    RECOGNISER.get_or_init(|| {
        let seed = read_seed(&EmbeddedSeed).map_err(|_| "the seed has problems").unwrap();
        Recogniser::of_record(&seed.record)
    })
}

/// Scores of a folder of gold by kind, with the documents' misses.
fn scores(gold: &str, documents: &str) -> (BTreeMap<&'static str, Score>, Vec<DocumentScore>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = fs::read_dir(root.join(gold))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    paths.sort();
    let scored: Vec<DocumentScore> = paths
        .iter()
        .map(|path| {
            let gold = Gold::parse(&fs::read_to_string(path).unwrap()).unwrap();
            let bytes = fs::read(root.join(documents).join(&gold.file)).unwrap();
            let body = without_head(&bytes);
            let read = ingest::read(body, Some(&gold.file)).unwrap();
            evaluate(&gold, &read, recogniser())
        })
        .collect();
    let mut sums: BTreeMap<&'static str, Score> = BTreeMap::new();
    for (kind, score) in scored.iter().flat_map(|document| &document.scores) {
        sums.entry(kind).or_default().add(*score);
    }
    (sums, scored)
}

/// A digest begins with a head between two lines of dashes.
fn without_head(bytes: &[u8]) -> &[u8] {
    let Some(rest) = bytes.strip_prefix(b"---\n") else { return bytes };
    let end = rest.windows(5).position(|window| window == b"\n---\n");
    end.map_or(bytes, |end| &rest[end + 5..])
}

fn assert_least(gold: &str, documents: &str, least: &[(&str, f64)]) {
    let (sums, scored) = scores(gold, documents);
    let under: Vec<String> = least
        .iter()
        .filter(|(kind, wanted)| sums[kind].f1() < *wanted)
        .map(|(kind, wanted)| format!("{kind}: {:.3} is under {wanted}", sums[kind].f1()))
        .collect();
    let misses: Vec<String> = scored
        .iter()
        .flat_map(|document| {
            document.misses.iter().map(|miss| format!("{}: {miss:?}", document.file))
        })
        .collect();
    let all: Vec<String> =
        sums.iter().map(|(kind, score)| format!("{kind} {:.3}", score.f1())).collect();
    assert!(under.is_empty(), "{under:#?}\n{all:#?}\n{misses:#?}");
}

#[test]
fn our_own_documents_are_read_as_well_as_before() {
    assert_least(
        "tests/cases/gold",
        "tests/cases/gold",
        &[
            ("priorities", 0.97),
            ("partners", 0.92),
            ("programmes", 0.85),
            ("measures", 0.89),
            ("roles of measures", 0.84),
            ("dates of measures", 0.95),
            ("people", 0.95),
            ("dates", 0.95),
            ("engagements", 0.85),
            ("themes", 0.76),
            ("kind", 0.95),
            ("edition", 0.95),
            ("look-alike lists", 0.82),
        ],
    );
}

#[test]
fn priorities_of_the_digests_are_found_in_order() {
    assert_least("tests/cases/gold/digests", "seed/digests", &[("priorities", 0.85)]);
}

#[test]
fn what_passages_of_the_digests_are_about_is_told_as_well_as_before() {
    assert_least("tests/cases/gold/passages", "seed/digests", &[("themes", 0.75)]);
}
