//! scratch
#[path = "it"]
mod it {
    mod search;
}
use strategraph::{
    ingest::{records::EmbeddedSeed, seed::build_seed},
    view::search::*,
};
#[test]
fn look() {
    let Ok(path) = std::env::var("LOOK") else { return };
    let (record, _) = build_seed(&EmbeddedSeed, "2026-01-01T00:00:00Z").unwrap();
    let at = std::time::Instant::now();
    let (_, searcher, _) = SearchIndex::open(None, 1, || build_documents(&record)).unwrap();
    println!("built {} in {:?}", searcher.documents(), at.elapsed());
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let (n, q) = line.split_once('|').unwrap_or(("8", line));
        if let Some(p) = q.strip_prefix("?") {
            println!("== suggest {p}");
            for s in searcher.suggest(p, 8).unwrap() {
                println!("   {} {}", s.key, s.text);
            }
            continue;
        }
        let at = std::time::Instant::now();
        let r = searcher
            .search(
                &SearchRequest {
                    query: q.into(),
                    window: Window::first(n.parse().unwrap()),
                    ..Default::default()
                },
                &record,
            )
            .unwrap();
        println!(
            "== {q}   [{}] total {} {:?} exp {:?} relaxed {:?} dym {:?}",
            r.interpreted_as,
            r.total,
            at.elapsed(),
            r.expansions
                .iter()
                .map(|e| format!("{}→{}", e.from, e.to.join("/")))
                .collect::<Vec<_>>(),
            r.relaxed,
            r.did_you_mean
        );
        for h in r.hits {
            println!(
                "   {:6.2} {} | {}",
                h.score,
                h.key,
                h.highlights
                    .first()
                    .map(|h| format!(
                        "{}: {}",
                        h.field,
                        h.text.chars().take(110).collect::<String>()
                    ))
                    .unwrap_or_default()
            );
        }
    }
}
#[test]
fn dump() {
    let Ok(path) = std::env::var("DUMP") else { return };
    let (record, _) = build_seed(&EmbeddedSeed, "2026-01-01T00:00:00Z").unwrap();
    let mut out = String::new();
    for d in build_documents(&record) {
        if d.key.kind != strategraph::model::NodeKind::Passage {
            out += &format!(
                "{}\t{}\n",
                d.key,
                d.texts
                    .iter()
                    .filter(|t| t.field != Field::Context
                        && t.field != Field::Origin
                        && t.label != "phrases"
                        && t.label != "topics")
                    .map(|t| format!("{}", t.text))
                    .collect::<Vec<_>>()
                    .join(" | ")
            );
        }
    }
    std::fs::write(path, out).unwrap();
}
