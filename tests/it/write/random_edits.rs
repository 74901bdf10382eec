//! Whatever sequence of edits is made, the store holds what the last one asked for, and the
//! changes between any two revisions lead from one record to the other.

use std::sync::Arc;

use proptest::{
    prelude::{Strategy as _, any},
    prop_oneof,
    test_runner::{Config, TestRunner},
};
use strategraph::{
    clock::Clock,
    model::{
        Edition, Partner, Partnership, PriorityTheme, Record, Region, Row, Source, Strategy, Theme,
    },
    store::Store,
    write::{ingest_document, load_seed},
};

use crate::database::{Database, on_postgresql, on_sqlite, sample};

/// How many sequences are tried on each engine; each starts with an empty database.
const SEQUENCES: u32 = 12;
/// How many themes and priorities come and go beside the sample's rows.
const ITEMS: usize = 4;
/// How many ways there are to word the sample's rows, the first being as they are.
const REWORDINGS: u8 = 8;

/// What the seed holds beside the sample: 0 for an item that is not there, else its version.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    themes: [u8; ITEMS],
    priorities: [u8; ITEMS],
    without_south_vale: bool,
    /// Which of the sample's own rows read differently; 0 for none.
    reworded: u8,
}

/// A change of the seed, or a document ingested.
#[derive(Debug, Clone)]
pub(crate) enum Edit {
    Theme(usize, u8),
    Priority(usize, u8),
    SouthVale(bool),
    Reword(u8),
    Ingest(u8),
}

fn edits() -> impl proptest::strategy::Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        3 => (0..ITEMS, 0..3_u8).prop_map(|(item, version)| Edit::Theme(item, version)),
        3 => (0..ITEMS, 0..3_u8).prop_map(|(item, version)| Edit::Priority(item, version)),
        1 => any::<bool>().prop_map(Edit::SouthVale),
        2 => (0..REWORDINGS).prop_map(Edit::Reword),
        2 => (0..3_u8).prop_map(Edit::Ingest),
    ];
    proptest::collection::vec(edit, 1..10)
}

impl Wanted {
    fn edit(&mut self, edit: &Edit) {
        match *edit {
            Edit::Theme(item, version) => self.themes[item] = version,
            Edit::Priority(item, version) => self.priorities[item] = version,
            Edit::SouthVale(there) => self.without_south_vale = !there,
            Edit::Reword(which) => self.reworded = which,
            Edit::Ingest(_) => {}
        }
    }

    /// The seed that is asked for.
    pub(crate) fn record(&self) -> Record {
        let mut record = sample::record();
        for (item, version) in self.themes.iter().enumerate().filter(|(_, version)| **version > 0) {
            // A parent that sorts after its child, where it is there.
            let broader = self.themes.get(item + 1).filter(|version| **version > 0);
            let broader = broader.map(|_| format!("extra-{}", item + 1));
            let theme = sample::theme(&format!("extra-{item}"), broader.as_deref());
            record.put(Theme { position: (*version).into(), ..theme });
        }
        for (item, version) in
            self.priorities.iter().enumerate().filter(|(_, version)| **version > 0)
        {
            let parent = self.priorities.get(item + 1).filter(|version| **version > 0);
            let parent = parent.map(|_| format!("extra-{}", item + 1));
            let row =
                sample::priority(&format!("extra-{item}"), (*version).into(), parent.as_deref());
            if self.themes[item] > 0 {
                record.put(about(row.id(), &format!("extra-{item}"), *version));
            }
            record.put(row);
        }
        reword(&mut record, self.reworded);
        if self.without_south_vale {
            remove_south_vale(&mut record);
        }
        record
    }

    /// Makes the store hold what an edit asks for: the seed is loaded, or a document ingested.
    pub(crate) async fn make(&mut self, edit: &Edit, store: &Store, clock: &Clock) {
        self.edit(edit);
        match edit {
            Edit::Ingest(version) => ingest(store, clock, *version, self).await,
            _ => drop(load_seed(store, clock, self.record(), "test").await.unwrap()),
        }
    }
}

/// Changes one of the rows that others show, name or inherit from.
fn reword(record: &mut Record, which: u8) {
    fn change<T: Row>(record: &mut Record, id: &str, change: impl FnOnce(&mut T)) {
        change(Arc::make_mut(T::table_mut(record).get_mut(id).unwrap()));
    }
    let words = || "Reworded".to_owned();
    match which {
        1 => change::<Partnership>(record, "north-shore", |row| {
            row.name = words();
            row.region = Region::London;
        }),
        2 => change::<Strategy>(record, "north-shore-2023", |row| row.edition = Edition::Draft),
        3 => change::<Strategy>(record, "north-shore-2023", |row| row.position = -1),
        4 => change::<Partner>(record, "police", |row| row.name = words()),
        5 => change::<Theme>(record, "best-start", |row| row.alt_labels = vec![words()]),
        6 => change::<Theme>(record, "best-start", |row| row.broader = None),
        7 => change::<Source>(record, "north-shore.S1", |row| row.publisher = Some(words())),
        _ => {}
    }
}

fn about(priority: &str, theme: &str, version: u8) -> PriorityTheme {
    PriorityTheme {
        id: format!("{priority}.{theme}").into(),
        priority: priority.into(),
        theme: theme.into(),
        position: 0,
        method: strategraph::model::AssertionMethod::Proposed,
        confidence: Some(1.0 / f64::from(version)),
    }
}

fn remove_south_vale(record: &mut Record) {
    record.partnerships.remove("south-vale");
    record.sources.retain(|id, _| !id.starts_with("south-vale"));
    record.strategies.retain(|id, _| !id.starts_with("south-vale"));
    record.priority_lists.retain(|id, _| !id.starts_with("south-vale"));
    record.priorities.retain(|id, _| !id.starts_with("south-vale"));
    record.priority_themes.retain(|id, _| !id.starts_with("south-vale"));
}

/// An ingested document that hangs on what comes and goes.
async fn ingest(store: &Store, clock: &Clock, version: u8, wanted: &Wanted) {
    let mut part = sample::ingested("full-text", &version.to_string());
    let document = part.documents.values_mut().next().map(std::sync::Arc::make_mut).unwrap();
    let there = !wanted.without_south_vale;
    document.partnership = there.then(|| "south-vale".into());
    document.strategy = there.then(|| "south-vale-2024".into());
    if wanted.themes[0] > 0 {
        let tag = part.passage_themes.values_mut().next().map(std::sync::Arc::make_mut).unwrap();
        tag.theme = "extra-0".into();
    }
    ingest_document(store, clock, part, "test").await.unwrap();
}

/// Makes the edits one by one; after each, what is stored is what was asked for, and changes since
/// the last and since the first revision lead to it.
async fn make(database: Database, edits: Vec<Edit>) {
    let (store, clock) = (database.store, Clock::fixed("2026-11-23T09:00:00Z"));
    let mut wanted = Wanted::default();
    load_seed(&store, &clock, wanted.record(), "test").await.unwrap();
    let first = store.load_record().await.unwrap();
    let mut last = first.clone();
    for edit in &edits {
        wanted.make(edit, &store, &clock).await;
        let now = store.load_record().await.unwrap();
        assert_holds(&now, &wanted.record());
        for held in [&mut last, &mut first.clone()] {
            held.apply(store.load_changes(held.revision).await.unwrap());
            assert_eq!(*held, now, "after {edit:?}");
        }
    }
}

/// The seed's tables are as wanted, and the seed's rows stand among those of documents.
fn assert_holds(now: &Record, wanted: &Record) {
    assert_eq!(now.themes, wanted.themes);
    assert_eq!(now.partners, wanted.partners);
    assert_eq!(now.partnerships, wanted.partnerships);
    assert_eq!(now.sources, wanted.sources);
    assert_eq!(now.strategies, wanted.strategies);
    assert_eq!(now.priority_lists, wanted.priority_lists);
    assert_eq!(now.priorities, wanted.priorities);
    assert_eq!(now.priority_themes, wanted.priority_themes);
    assert_eq!(now.programmes, wanted.programmes);
    assert!(wanted.documents.iter().all(|(id, row)| now.documents.get(id) == Some(row)));
    assert!(wanted.passages.iter().all(|(id, row)| now.passages.get(id) == Some(row)));
    assert!(now.passage_themes.values().all(|tag| now.themes.contains_key(&tag.theme)));
}

/// Tries sequences of edits.
pub(crate) fn try_sequences(run: impl Fn(Vec<Edit>)) {
    let config = Config { cases: SEQUENCES, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    runner
        .run(&edits(), |edits| {
            run(edits);
            Ok(())
        })
        .unwrap();
}

#[test]
fn any_sequence_of_edits_leads_to_the_last_one_on_sqlite() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    try_sequences(|edits| runtime.block_on(on_sqlite(|database| make(database, edits))));
}

#[test]
fn any_sequence_of_edits_leads_to_the_last_one_on_postgresql() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    try_sequences(|edits| runtime.block_on(on_postgresql(|database| make(database, edits))));
}
