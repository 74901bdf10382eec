//! The index on disk: reused, rebuilt by itself, and equal after an update to one built anew.

use std::{fs, path::Path};

use proptest::prelude::*;
use strategraph::{
    model::{Changes, Edition, Partnership, Priority, Record, Region, Row, Strategy, Theme},
    view::search::{
        DocumentBuilder, OpenedHow, RebuildReason, SearchIndex, SearchRequest, SearchResults,
        SearchSort, Searcher, Window, build_documents, list_document_changes,
    },
};

use super::{
    records::{add_passage, change, key, keys, query_of},
    sample::sample,
};

fn open(directory: &Path, revision: i64, record: &Record) -> (Searcher, OpenedHow) {
    let (_, searcher, how) =
        SearchIndex::open(Some(directory), revision, || build_documents(record)).unwrap();
    (searcher, how)
}

fn ask(searcher: &Searcher, record: &Record, query: &str) -> SearchResults {
    let request = SearchRequest { window: Window::first(1_000), ..query_of(query) };
    searcher.search(&request, record).unwrap()
}

#[test]
fn an_index_that_fits_is_used_again() {
    let (directory, record) = (tempfile::tempdir().unwrap(), sample());
    let (built, how) = open(directory.path(), 7, &record);
    assert_eq!(how, OpenedHow::Rebuilt(RebuildReason::Missing));
    let (_, reused, how) =
        SearchIndex::open(Some(directory.path()), 7, || -> Vec<_> { panic!("it fits") }).unwrap();
    assert_eq!((how, reused.revision()), (OpenedHow::Reused, 7));
    assert_eq!(ask(&built, &record, "best start"), ask(&reused, &record, "best start"));
}

#[test]
fn an_index_of_another_revision_is_built_anew() {
    let (directory, record) = (tempfile::tempdir().unwrap(), sample());
    open(directory.path(), 7, &record);
    assert_eq!(open(directory.path(), 8, &record).1, OpenedHow::Rebuilt(RebuildReason::Behind(7)));
    assert_eq!(open(directory.path(), 3, &record).1, OpenedHow::Rebuilt(RebuildReason::Ahead(8)));
    assert_eq!(open(directory.path(), 3, &record).1, OpenedHow::Reused);
}

#[test]
fn an_index_whose_files_are_harmed_is_built_anew() {
    let (directory, record) = (tempfile::tempdir().unwrap(), sample());
    let expected = keys(&ask(&open(directory.path(), 1, &record).0, &record, "start"));
    let files: Vec<_> = fs::read_dir(directory.path().join("search"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| !name.to_string_lossy().ends_with(".lock"))
        .collect();
    assert!(files.len() > 5, "{files:?}");
    for name in files {
        for harm in [cut_short, fill_with_noise, remove] {
            let Some(path) = find(&directory.path().join("search"), &name.to_string_lossy()) else {
                continue;
            };
            harm(&path);
            let (searcher, how) = open(directory.path(), 1, &record);
            assert!(matches!(how, OpenedHow::Rebuilt(_)), "{path:?} {how:?}");
            assert_eq!(keys(&ask(&searcher, &record, "start")), expected, "{path:?}");
        }
    }
}

/// The file of that name, or the one of the same kind after the index was built anew.
fn find(directory: &Path, name: &str) -> Option<std::path::PathBuf> {
    if name.ends_with("json") {
        return Some(directory.join(name));
    }
    let ending = name.rsplit('.').next()?;
    let mut entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.find(|path| path.extension().is_some_and(|it| it == ending))
}

fn cut_short(path: &Path) {
    let bytes = fs::read(path).unwrap();
    fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
}

fn fill_with_noise(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes.iter_mut().skip(middle.saturating_sub(4)).take(8).for_each(|byte| *byte ^= 0x5a);
    fs::write(path, bytes).unwrap();
}

fn remove(path: &Path) {
    fs::remove_file(path).unwrap();
}

#[test]
fn a_directory_that_cannot_be_written_is_a_clear_error() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let error = SearchIndex::open(Some(&file), 1, Vec::new);
    assert_eq!(error.unwrap_err().code(), strategraph::error::Code::Unavailable);
}

#[test]
fn an_old_snapshot_keeps_answering_as_it_did() {
    let (directory, before) = (tempfile::tempdir().unwrap(), sample());
    let (index, old, _) =
        SearchIndex::open(Some(directory.path()), 1, || build_documents(&before)).unwrap();
    let answer = ask(&old, &before, "start");
    let mut after = before.clone();
    after.priorities.clear();
    let keys = before.priorities.keys().map(|slug| key(&format!("priority:{slug}")));
    let new = index.update(2, Vec::new(), keys.collect::<Vec<_>>()).unwrap();
    assert_eq!(ask(&old, &before, "start"), answer);
    assert_eq!((new.revision(), ask(&new, &after, "start kind:priority").total), (2, 0));
    drop((index, new));
    assert_eq!(ask(&old, &before, "start"), answer);
}

#[test]
fn an_updated_index_is_found_again_at_its_revision() {
    let (directory, record) = (tempfile::tempdir().unwrap(), sample());
    let (index, _, _) =
        SearchIndex::open(Some(directory.path()), 1, || build_documents(&record)).unwrap();
    index.update(2, Vec::new(), Vec::new()).unwrap();
    drop(index);
    assert_eq!(open(directory.path(), 2, &record).1, OpenedHow::Reused);
}

#[test]
fn a_page_on_a_later_revision_neither_repeats_nor_loses_what_stayed() {
    let before = sample();
    let (index, old, _) = SearchIndex::open(None, 1, || build_documents(&before)).unwrap();
    for sort in [SearchSort::Relevance, SearchSort::Newest, SearchSort::Name] {
        let request = SearchRequest {
            sort,
            window: Window::first(3),
            ..query_of("start OR care OR life OR health")
        };
        let first = old.search(&request, &before).unwrap();
        let after = edited(&before, &[(0, 0), (1, 2), (4, 3), (5, 1)]);
        let new = update(&index, 2, &before, &after);
        let window = Window::First {
            count: 1_000,
            after: first.hits.last().map(|hit| hit.sort_key.clone()),
        };
        let rest = keys(&new.search(&SearchRequest { window, ..request.clone() }, &after).unwrap());
        let whole = keys(
            &old.search(
                &SearchRequest { window: Window::first(1_000), ..request.clone() },
                &before,
            )
            .unwrap(),
        );
        let unchanged = |key: &&String| {
            let build = |record| {
                DocumentBuilder::new(record)
                    .build(&key.parse().unwrap())
                    .map(|it| format!("{it:?}"))
            };
            build(&before) == build(&after)
        };
        let expected: Vec<&String> = whole[3..].iter().filter(unchanged).collect();
        let kept: Vec<&String> =
            rest.iter().filter(|it| whole.contains(it)).filter(unchanged).collect();
        assert_eq!(kept, expected, "{sort:?}");
        update(&index, 3, &after, &before);
    }
}

/// Edits a record in ways that touch documents directly and through the rows around them.
fn edited(record: &Record, edits: &[(u8, u8)]) -> Record {
    let mut record = record.clone();
    for (what, seed) in edits {
        edit(&mut record, *what, usize::from(*seed));
    }
    record
}

fn edit(record: &mut Record, what: u8, seed: usize) {
    const WORDS: [&str; 8] =
        ["care", "start", "Kent", "dying well", "zebra", "life", "hubs for carers", "1,001 days"];
    let word = WORDS[seed % WORDS.len()];
    let pick = |ids: Vec<String>| (!ids.is_empty()).then(|| ids[seed % ids.len()].clone());
    match what % 9 {
        0 => add_passage(
            record,
            "kent-plan",
            100 + seed as i64,
            &[word],
            &format!("A passage about {word} and care."),
        ),
        1 => {
            if let Some(id) = pick(ids::<strategraph::model::Passage>(record)) {
                record.passages.remove(id.as_str());
                record.passage_themes.retain(|_, row| row.passage.as_ref() != id);
            }
        }
        2 => {
            if let Some(id) = pick(ids::<Priority>(record)) {
                change::<Priority>(record, &id, |row| row.gist = Some(format!("{word} {word}")));
            }
        }
        3 => {
            if let Some(id) = pick(ids::<Partnership>(record)) {
                change::<Partnership>(record, &id, |row| {
                    row.name = format!("{} {word}", row.name);
                    row.region = [Region::London, Region::Midlands][seed % 2];
                });
            }
        }
        4 => {
            if let Some(id) = pick(ids::<Strategy>(record)) {
                change::<Strategy>(record, &id, |row| {
                    row.edition = [Edition::Draft, Edition::Final][seed % 2];
                });
            }
        }
        5 => {
            change::<Theme>(record, "mental-health", |row| {
                row.broader = seed.is_multiple_of(2).then(|| "life-course".into());
            });
        }
        6 => {
            change::<Theme>(record, "best-start", |row| row.label = format!("Best start {word}"));
        }
        7 => {
            change::<strategraph::model::Topic>(record, "marmot.start", |row| {
                word.clone_into(&mut row.label);
            });
        }
        _ => {
            change::<strategraph::model::Document>(record, "kent-plan", |row| {
                row.title = format!("Plan {word}");
            });
        }
    }
}

fn ids<T: Row>(record: &Record) -> Vec<String> {
    T::table(record).keys().map(ToString::to_string).collect()
}

fn add<T: Row>(before: &Record, after: &Record, changes: &mut Changes) {
    for (id, row) in T::table(after) {
        if T::table(before).get(id) != Some(row) {
            T::table_mut(&mut changes.changed).insert(id.clone(), row.clone());
        }
    }
    let gone = T::table(before).keys().filter(|id| !T::table(after).contains_key(*id));
    changes.removed.extend(gone.map(|id| (T::TABLE.to_owned(), id.to_string())));
}

/// The difference of two records, as the store would give it.
fn difference(before: &Record, after: &Record) -> Changes {
    let mut changes = Changes::default();
    add::<Theme>(before, after, &mut changes);
    add::<strategraph::model::Topic>(before, after, &mut changes);
    add::<Partnership>(before, after, &mut changes);
    add::<Strategy>(before, after, &mut changes);
    add::<Priority>(before, after, &mut changes);
    add::<strategraph::model::Document>(before, after, &mut changes);
    add::<strategraph::model::Passage>(before, after, &mut changes);
    add::<strategraph::model::PassageTheme>(before, after, &mut changes);
    changes
}

fn update(index: &SearchIndex, revision: i64, before: &Record, after: &Record) -> Searcher {
    let changes = list_document_changes(before, after, &difference(before, after));
    let builder = DocumentBuilder::new(after);
    let documents = changes.changed.iter().filter_map(|key| builder.build(key));
    index.update(revision, documents, changes.removed.clone()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is edited, an index brought along answers as one built anew: same hits, same
    /// order, same scores to the last bit, same highlights and completions.
    #[test]
    fn an_update_equals_a_rebuild(steps in proptest::collection::vec(proptest::collection::vec((0u8..9, 0u8..16), 1..5), 1..4)) {
        let mut record = sample();
        let (index, mut updated, _) = SearchIndex::open(None, 1, || build_documents(&record)).unwrap();
        for (edits, revision) in steps.iter().zip(2..) {
            let after = edited(&record, edits);
            updated = update(&index, revision, &record, &after);
            record = after;
        }
        let (_, rebuilt, _) = SearchIndex::open(None, updated.revision(), || build_documents(&record)).unwrap();
        for query in ["care", "best start", "kent", "“best start” OR zebra", "hub*", "carrers~", "-care", "life partnership:kent", "theme:life"] {
            prop_assert_eq!(ask(&updated, &record, query), ask(&rebuilt, &record, query), "{}", query);
        }
        for sort in [SearchSort::Newest, SearchSort::Name] {
            let request = SearchRequest { sort, window: Window::first(1_000), ..SearchRequest::default() };
            prop_assert_eq!(updated.search(&request, &record).unwrap(), rebuilt.search(&request, &record).unwrap());
        }
        for typed in ["b", "ken", "zebar"] {
            prop_assert_eq!(updated.suggest(typed, 50).unwrap(), rebuilt.suggest(typed, 50).unwrap());
        }
    }
}
