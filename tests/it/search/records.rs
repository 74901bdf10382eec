//! Small records for the tests of search: written by us, in the shape of the seed.

use std::sync::Arc;

use strategraph::{
    model::{
        AssertionMethod, Confidence, Document, DocumentOrigin, Edition, ListRole, Measure,
        Membership, NodeKey, Partner, PartnerKind, Partnership, Passage, PassageKind, PassageTheme,
        Priority, PriorityList, PriorityTheme, Programme, Record, Region, Slug, Source, SourceKind,
        Speaker, Strategy, StrategyKind, Theme,
    },
    view::search::{
        SearchFilter, SearchIndex, SearchRequest, SearchResults, Searcher, build_documents,
    },
};

/// A record, its index in memory, and short ways of asking.
pub(super) struct Library {
    pub record: Record,
    pub searcher: Searcher,
}

impl Library {
    pub(super) fn new(record: Record) -> Self {
        let (_, searcher, _) = SearchIndex::open(None, 1, || build_documents(&record)).unwrap();
        Self { record, searcher }
    }

    pub(super) fn sample() -> Self {
        Self::new(super::sample::sample())
    }

    pub(super) fn ask(&self, request: &SearchRequest) -> SearchResults {
        self.searcher.search(request, &self.record).unwrap()
    }

    pub(super) fn search(&self, query: &str) -> SearchResults {
        self.ask(&query_of(query))
    }

    /// Keys of the hits as text.
    pub(super) fn keys(&self, query: &str) -> Vec<String> {
        keys(&self.search(query))
    }

    pub(super) fn filtered(&self, query: &str, filter: SearchFilter) -> Vec<String> {
        keys(&self.ask(&SearchRequest { filter, ..query_of(query) }))
    }
}

pub(super) fn query_of(query: &str) -> SearchRequest {
    SearchRequest { query: query.to_owned(), ..SearchRequest::default() }
}

pub(super) fn keys(results: &SearchResults) -> Vec<String> {
    results.hits.iter().map(|hit| hit.key.to_string()).collect()
}

pub(super) fn key(text: &str) -> NodeKey {
    text.parse().unwrap()
}

pub(super) fn slug(text: &str) -> Slug {
    text.into()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn add_theme(
    record: &mut Record,
    id: &str,
    broader: &str,
    label: &str,
    alternatives: &[&str],
) {
    record.put(Theme {
        slug: slug(id),
        broader: (!broader.is_empty()).then(|| slug(broader)),
        position: record.themes.len() as i64,
        label: label.to_owned(),
        definition: format!("What belongs to {label}."),
        alt_labels: alternatives.iter().map(ToString::to_string).collect(),
        phrases: Vec::new(),
        lookalikes: Vec::new(),
        not_themes: Vec::new(),
    });
}

pub(super) fn add_partnership(
    record: &mut Record,
    id: &str,
    name: &str,
    region: Region,
    aliases: &[&str],
) {
    record.put(Partnership {
        slug: slug(id),
        name: name.to_owned(),
        aliases: aliases.iter().map(ToString::to_string).collect(),
        system: None,
        region,
        board_name: format!("NHS {name} Board"),
        board_ods: None,
        board_codes: Vec::new(),
        population: None,
        population_source: None,
        population_note: None,
        coverage: Confidence::High,
        notes: None,
    });
    record.put(Source {
        id: slug(&format!("{id}.S1")),
        partnership: slug(id),
        key: "S1".to_owned(),
        url: None,
        title: format!("Strategy page of {name}"),
        publisher: Some(format!("{name} Press Office")),
        kind: SourceKind::WebPage,
        speaker: Speaker::Own,
        published: None,
    });
}

pub(super) fn add_strategy(
    record: &mut Record,
    partnership: &str,
    key: &str,
    edition: Edition,
    published: &str,
) {
    let position =
        record.strategies.values().filter(|row| row.partnership.as_ref() == partnership).count();
    record.put(Strategy {
        slug: slug(&format!("{partnership}-{key}")),
        partnership: slug(partnership),
        key: key.to_owned(),
        position: position as i64,
        kind: StrategyKind::IntegratedCareStrategy,
        edition,
        title: format!("Integrated Care Strategy {key}"),
        title_exact: true,
        published: published.parse().ok(),
        period_from: None,
        period_to: None,
        vision: Some("Everyone lives longer in better health.".to_owned()),
        vision_source: None,
        also_serves_as: Vec::new(),
        source: slug(&format!("{partnership}.S1")),
    });
    record.put(PriorityList {
        id: slug(&format!("{partnership}-{key}.priorities")),
        strategy: slug(&format!("{partnership}-{key}")),
        position: 0,
        role: ListRole::Priorities,
        called: None,
        stated_count: None,
        complete: true,
        ordered: true,
        source: slug(&format!("{partnership}.S1")),
    });
}

pub(super) fn add_priority(
    record: &mut Record,
    strategy: &str,
    id: &str,
    name: &str,
    gist: &str,
    themes: &[&str],
) {
    record.put(Priority {
        slug: slug(id),
        list: slug(&format!("{strategy}.priorities")),
        strategy: slug(strategy),
        position: record.priorities.len() as i64,
        name: name.to_owned(),
        exact: true,
        gist: some(gist),
        parent: None,
        sources: Vec::new(),
    });
    for (theme, position) in themes.iter().zip(0..) {
        record.put(PriorityTheme {
            id: slug(&format!("{id}.{theme}")),
            priority: slug(id),
            theme: slug(theme),
            position,
            method: AssertionMethod::Curated,
            confidence: None,
        });
    }
}

pub(super) fn add_programme(
    record: &mut Record,
    partnership: &str,
    id: &str,
    name: &str,
    gist: &str,
) {
    record.put(Programme {
        slug: slug(id),
        partnership: slug(partnership),
        position: 0,
        name: name.to_owned(),
        gist: some(gist),
        from: None,
        to: None,
        sources: Vec::new(),
    });
}

pub(super) fn add_document(
    record: &mut Record,
    id: &str,
    partnership: &str,
    strategy: &str,
    title: &str,
) {
    record.put(Document {
        slug: slug(id),
        partnership: Some(slug(partnership)),
        strategy: (!strategy.is_empty()).then(|| slug(strategy)),
        title: title.to_owned(),
        origin: DocumentOrigin::Ingested,
        url: None,
        publisher: Some("Council of Tests".to_owned()),
        media_type: "text/plain".to_owned(),
        sha256: "0".repeat(64),
        size_bytes: 0,
        pages: None,
        published: None,
        complete: true,
        source: None,
        first_seen: "2026-01-01T00:00:00Z".to_owned(),
        last_seen: "2026-01-01T00:00:00Z".to_owned(),
        supersedes: None,
        recogniser: "test".to_owned(),
    });
}

pub(super) fn add_passage(
    record: &mut Record,
    document: &str,
    position: i64,
    headings: &[&str],
    text: &str,
) {
    record.put(Passage {
        slug: slug(&format!("{document}.{position}")),
        document: slug(document),
        position,
        kind: PassageKind::Paragraph,
        headings: headings.iter().map(ToString::to_string).collect(),
        page: None,
        start: 0,
        end: text.chars().count() as i64,
        text: text.to_owned(),
    });
}

pub(super) fn add_passage_theme(
    record: &mut Record,
    passage: &str,
    theme: &str,
    method: AssertionMethod,
) {
    record.put(PassageTheme {
        id: slug(&format!("{passage}.{theme}")),
        passage: slug(passage),
        theme: slug(theme),
        position: 0,
        method,
        confidence: Some(0.5),
        spans: Vec::new(),
    });
}

pub(super) fn add_partner(
    record: &mut Record,
    id: &str,
    name: &str,
    aliases: &[&str],
    partnerships: &[&str],
) {
    record.put(Partner {
        slug: slug(id),
        name: name.to_owned(),
        kind: PartnerKind::LocalAuthority,
        aliases: aliases.iter().map(ToString::to_string).collect(),
        ods_code: None,
        gss_code: None,
        generic: false,
    });
    for partnership in partnerships {
        record.put(Membership {
            id: slug(&format!("{partnership}.{id}")),
            partnership: slug(partnership),
            partner: slug(id),
            position: 0,
            role: None,
            named_as: name.to_owned(),
            sources: Vec::new(),
        });
    }
}

pub(super) fn add_measure(
    record: &mut Record,
    partnership: &str,
    id: &str,
    what: &str,
    value: &str,
) {
    record.put(Measure {
        programme: None,
        slug: slug(id),
        partnership: slug(partnership),
        position: 0,
        what: what.to_owned(),
        value: value.to_owned(),
        source: slug(&format!("{partnership}.S1")),
        ..Measure::default()
    });
}

/// Replaces a row of a record by a changed copy.
pub(super) fn change<T: strategraph::model::Row>(
    record: &mut Record,
    id: &str,
    edit: impl FnOnce(&mut T),
) -> Arc<T> {
    let mut row = T::table(record)[id].as_ref().clone();
    edit(&mut row);
    record.put(row.clone());
    Arc::new(row)
}
