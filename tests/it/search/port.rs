//! The port of search, filled by another engine: a plain one, which reads every text for every
//! question, and whose keeper reads them all anew for every revision. All that is asked of search reaches it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use strategraph::{
    clock::Clock,
    error::Result,
    model::NodeKey,
    query::{SearchQuestion, search},
    view::{
        View,
        refresh::Views,
        search::{
            DocumentChanges, Rows, SearchEngine, SearchHit, SearchKeeper, SearchRequest,
            SearchResults, SortKey, SortValue, Suggestion, Texts, build_documents,
        },
    },
    write::load_seed,
};

use super::sample::sample;
use crate::database::{Database, both_engines, sample as stored};

/// The revision, and key, title and text of every document.
#[derive(Debug)]
struct Plain(i64, Vec<(NodeKey, String, String)>);

impl Plain {
    fn of<'rows>(rows: impl Into<Rows<'rows>>) -> Self {
        let rows = rows.into();
        let documents = build_documents(rows).map(|document| {
            let texts = document.texts.iter().map(|it| it.text.to_lowercase());
            let texts: Vec<String> = texts.collect();
            (document.key.clone(), document.title.to_string(), texts.join(" "))
        });
        Self(rows.point().revision, documents.collect())
    }
}

/// Tells of how many documents it was told that they were touched.
#[derive(Debug)]
struct PlainKeeper(Arc<AtomicUsize>);

impl SearchKeeper for PlainKeeper {
    fn open(&mut self, rows: Rows<'_>) -> Result<Arc<dyn SearchEngine>> {
        Ok(Arc::new(Plain::of(rows)))
    }

    fn follow(
        &mut self,
        rows: Rows<'_>,
        touched: DocumentChanges,
    ) -> Result<Arc<dyn SearchEngine>> {
        self.0.fetch_add(touched.changed.len() + touched.removed.len(), Ordering::Relaxed);
        self.open(rows)
    }
}

impl SearchEngine for Plain {
    fn revision(&self) -> i64 {
        self.0
    }

    fn documents(&self) -> u64 {
        self.1.len() as u64
    }

    fn search(&self, request: &SearchRequest, _: &dyn Texts) -> Result<SearchResults> {
        let query = request.query.to_lowercase();
        let mut found: Vec<_> =
            self.1.iter().filter(|(_, _, text)| text.contains(&query)).collect();
        found.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        let total = found.len() as u64;
        let hit = |(key, title, _): &(NodeKey, String, String)| SearchHit {
            key: key.clone(),
            score: 1.0,
            sort_key: SortKey {
                value: SortValue::Title(title.clone()),
                key: key.to_string(),
                statistics: Vec::new(),
            },
            fields: Vec::new(),
            highlights: Vec::new(),
        };
        let hits: Vec<_> = found.into_iter().map(hit).take(100).collect();
        Ok(SearchResults {
            after: total - hits.len() as u64,
            hits,
            total,
            before: 0,
            facets: Vec::new(),
            interpreted_as: query,
            expansions: Vec::new(),
            relaxed: None,
            did_you_mean: None,
            revision: self.revision(),
        })
    }

    fn suggest(&self, typed: &str, first: usize) -> Result<Vec<Suggestion>> {
        let begins = |(_, title, _): &&(NodeKey, String, String)| title.starts_with(typed);
        let suggestion = |(key, title, _): &(NodeKey, String, String)| Suggestion {
            text: title.clone(),
            key: key.clone(),
        };
        Ok(self.1.iter().filter(begins).take(first).map(suggestion).collect())
    }
}

#[test]
fn another_engine_answers_what_is_asked_of_search() {
    let record = sample();
    let plain = Plain::of(&record);
    let held = plain.documents();
    let built_in = View::of_record(record.clone()).unwrap();
    let view = View::answered_by(record, plain);
    assert_eq!((view.searcher.documents(), built_in.searcher.documents()), (held, held));
    for (word, found) in [("trauma", 1..9), ("nowhere", 0..1)] {
        let question =
            SearchQuestion { text: word.to_owned(), exact: true, ..SearchQuestion::default() };
        let [first, second] = [&view, &built_in].map(|view| search(view, &question).unwrap().hits);
        assert_eq!(first.total_count, second.total_count, "{word}");
        assert!(found.contains(&first.total_count), "{word}");
        let keys = |page: &strategraph::query::Page<strategraph::query::Hit>| {
            let mut titles: Vec<_> =
                page.items.iter().map(|item| item.node.title.clone()).collect();
            titles.sort();
            titles
        };
        assert_eq!(keys(&first), keys(&second), "{word}");
    }
}

both_engines!(another_keeper_follows_the_record, |database: Database| async move {
    let (store, clock) = (database.store, Clock::fixed("2026-11-23T09:00:00Z"));
    let mut record = stored::record();
    load_seed(&store, &clock, record.clone(), "before").await.unwrap();
    let touched = Arc::new(AtomicUsize::new(0));
    let keeper = PlainKeeper(touched.clone());
    let views = Views::open_keeping(store.clone(), None, keeper).await.unwrap();
    let found = |view: &View| {
        let question = SearchQuestion { text: "beekeeping".to_owned(), ..Default::default() };
        search(view, &question).unwrap().hits.total_count
    };
    assert_eq!(found(&views.current()), 0);
    record.put(stored::theme("beekeeping", None));
    load_seed(&store, &clock, record, "after").await.unwrap();
    let before = views.current();
    assert!(views.refresh().await.unwrap());
    let touched = touched.load(Ordering::Relaxed) as u64;
    assert!((1..before.searcher.documents()).contains(&touched), "{touched} were touched");
    assert_eq!((found(&before), found(&views.current())), (0, 1));
    assert_eq!(views.current().searcher.revision(), views.current().revision());
});
