//! The port of search, filled by another engine: a plain one, which reads every text for every
//! question. All that is asked of search reaches it.

use strategraph::{
    error::Result,
    model::NodeKey,
    query::{SearchQuestion, search},
    view::{
        View,
        search::{
            SearchEngine, SearchHit, SearchRequest, SearchResults, SortKey, SortValue, Suggestion,
            Texts, build_documents,
        },
    },
};

use super::sample::sample;

/// Key, title and text of every document.
#[derive(Debug)]
struct Plain(Vec<(NodeKey, String, String)>);

impl SearchEngine for Plain {
    fn revision(&self) -> i64 {
        7
    }

    fn documents(&self) -> u64 {
        self.0.len() as u64
    }

    fn search(&self, request: &SearchRequest, _: &dyn Texts) -> Result<SearchResults> {
        let query = request.query.to_lowercase();
        let mut found: Vec<_> =
            self.0.iter().filter(|(_, _, text)| text.contains(&query)).collect();
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
        Ok(self.0.iter().filter(begins).take(first).map(suggestion).collect())
    }
}

#[test]
fn another_engine_answers_what_is_asked_of_search() {
    let record = sample();
    let documents = build_documents(&record).map(|document| {
        let texts: Vec<String> = document.texts.iter().map(|it| it.text.to_lowercase()).collect();
        (document.key.clone(), document.title.to_string(), texts.join(" "))
    });
    let plain = Plain(documents.collect());
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
