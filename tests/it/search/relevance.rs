//! The relevance suite: what people search for in the seed, and what must come of it. The cases
//! and their kinds are in `tests/cases/relevance/` (README there).

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;
use strategraph::{
    ingest::{records::EmbeddedSeed, seed::build_seed},
    view::search::{DocumentBuilder, SearchHit, SearchRequest, SearchResults, Window},
};

use super::records::Library;

/// nDCG@10 below which the suite fails; raise it when the ranking gets better.
const FLOOR: f64 = 0.95;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    query: String,
    #[serde(default)]
    exact: bool,
    #[serde(default)]
    top: Vec<String>,
    within: Option<usize>,
    #[serde(default)]
    found: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    order: Vec<String>,
    every: Option<Property>,
    like: Option<String>,
    share: Option<f64>,
    meant: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Property {
    kind: Option<String>,
    partnership: Option<String>,
    #[serde(default)]
    words: Vec<String>,
}

fn cases() -> BTreeMap<String, Vec<Case>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/relevance");
    let mut cases = BTreeMap::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let read = serde_saphyr::from_str(&fs::read_to_string(&path).unwrap());
            cases.insert(name.clone(), read.unwrap_or_else(|error| panic!("{name}: {error}")));
        }
    }
    cases
}

/// Whether a key is meant by a pattern in which `*` stands for any letters.
fn fits(key: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => key == pattern,
        Some((start, rest)) => key.strip_prefix(start).is_some_and(|key| {
            (0..=key.len()).filter(|at| key.is_char_boundary(*at)).any(|at| fits(&key[at..], rest))
        }),
    }
}

struct Suite {
    library: Library,
    gains: Vec<f64>,
    misses: Vec<String>,
}

impl Suite {
    fn ask(&self, query: &str, exact: bool) -> SearchResults {
        let (query, window) = (query.to_owned(), Window::first(3_000));
        self.library.ask(&SearchRequest {
            query,
            window,
            expand: !exact,
            ..SearchRequest::default()
        })
    }

    fn check(&mut self, category: &str, case: &Case) {
        let results = self.ask(&case.query, case.exact);
        let keys: Vec<String> = results.hits.iter().map(|hit| hit.key.to_string()).collect();
        let place = |pattern: &String| keys.iter().position(|key| fits(key, pattern));
        let mut misses = Vec::new();
        let room = case.within.unwrap_or(case.top.len());
        for pattern in &case.top {
            if place(pattern).is_none_or(|place| place >= room) {
                misses.push(format!("{pattern} is at {:?}, not among {room}", place(pattern)));
            }
        }
        if !case.top.is_empty() {
            self.gains.push(gain(&case.top, place));
        }
        misses.extend(
            case.found
                .iter()
                .filter(|it| place(it).is_none())
                .map(|it| format!("{it} is not found")),
        );
        misses.extend(
            case.not.iter().filter(|it| place(it).is_some()).map(|it| format!("{it} is found")),
        );
        for pair in case.order.windows(2) {
            if place(&pair[0]).unwrap_or(usize::MAX) >= place(&pair[1]).unwrap_or(usize::MAX) {
                misses.push(format!("{} is not before {}", pair[0], pair[1]));
            }
        }
        if let Some(property) = &case.every {
            misses.extend((results.total == 0).then(|| "nothing is found".to_owned()));
            misses.extend(results.hits.iter().filter_map(|hit| self.lacks(hit, property)));
        }
        if let (Some(other), Some(share)) = (&case.like, case.share) {
            let others = self.ask(other, case.exact);
            let others: Vec<String> =
                others.hits.iter().take(10).map(|hit| hit.key.to_string()).collect();
            let shared = keys.iter().take(10).filter(|key| others.contains(key)).count();
            let part = shared as f64 / others.len().min(keys.len()).clamp(1, 10) as f64;
            if part < share {
                misses.push(format!("shares only {part:.2} with “{other}”"));
            }
        }
        if case.meant.is_some() && (results.total > 0 || results.did_you_mean != case.meant) {
            misses.push(format!("{} hits; offered {:?}", results.total, results.did_you_mean));
        }
        let first = keys.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
        let told = misses
            .into_iter()
            .map(|miss| format!("{category}: “{}”: {miss}; first: {first}", case.query));
        self.misses.extend(told);
    }

    /// What a hit lacks of a property that all must have.
    fn lacks(&self, hit: &SearchHit, property: &Property) -> Option<String> {
        let document = DocumentBuilder::new(&self.library.record).build(&hit.key).unwrap();
        let kind = hit.key.to_string().split(':').next().unwrap().to_owned();
        if property.kind.as_ref().is_some_and(|wanted| *wanted != kind) {
            return Some(format!("{} is of another kind", hit.key));
        }
        let within = |slug: &String| document.partnerships.iter().any(|it| it.as_ref() == slug);
        if property.partnership.as_ref().is_some_and(|slug| !within(slug)) {
            return Some(format!("{} is of another partnership", hit.key));
        }
        let marked = marked(hit);
        let meant = marked.iter().all(|text| property.words.contains(text)) && !marked.is_empty();
        (!property.words.is_empty() && !meant).then(|| format!("{} has {marked:?} marked", hit.key))
    }
}

/// The marked words of a hit, in lower case.
fn marked(hit: &SearchHit) -> Vec<String> {
    let mut marked = Vec::new();
    for highlight in &hit.highlights {
        for (start, end) in &highlight.ranges {
            let text: String = highlight.text.chars().skip(*start).take(end - start).collect();
            marked.push(text.to_lowercase());
        }
    }
    marked
}

/// nDCG@10 where each of the wanted hits is worth the same.
fn gain(wanted: &[String], place: impl Fn(&String) -> Option<usize>) -> f64 {
    let discount = |place: usize| 1.0 / (place as f64 + 2.0).log2();
    let found: f64 =
        wanted.iter().filter_map(place).filter(|place| *place < 10).map(discount).sum();
    let ideal: f64 = (0..wanted.len().min(10)).map(discount).sum();
    found / ideal
}

#[test]
fn what_people_look_for_comes_first() {
    let (record, _) = build_seed(&EmbeddedSeed, "2026-01-01T00:00:00Z").unwrap();
    let mut suite = Suite { library: Library::new(record), gains: Vec::new(), misses: Vec::new() };
    let cases = cases();
    for (category, cases) in &cases {
        for case in cases {
            suite.check(category, case);
        }
    }
    let count: usize = cases.values().map(Vec::len).sum();
    let mean = suite.gains.iter().sum::<f64>() / suite.gains.len() as f64;
    println!(
        "{count} cases, nDCG@10 {mean:.3} over {}, {} misses",
        suite.gains.len(),
        suite.misses.len()
    );
    assert!(count >= 150, "{count} cases");
    assert!(suite.misses.is_empty(), "{}", suite.misses.join("\n"));
    assert!(mean >= FLOOR, "nDCG@10 {mean:.3} is below {FLOOR}");
}
