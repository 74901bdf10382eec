//! How long comparisons take, in process and through GraphQL: the real seed, and a thousand
//! partnerships made from it. The figures, with the machine, are in docs/performance.md.
// A benchmark that cannot be set up ends with the reason.
#![allow(clippy::expect_used)]

use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use strategraph::{
    graphql::{Reading, Schema, build_schema},
    http::addresses::BaseUrl,
    ingest::records::{EmbeddedSeed, read_seed},
    model::{
        AssertionMethod, Document, DocumentOrigin, Passage, PassageKind, PassageTheme, Record, Slug,
    },
    query::{ComparisonQuestion, build_comparison, communities, compare, edition_difference},
    view::View,
};

fn main() {
    divan::main();
}

/// The one place that knows how a view is put together.
fn view_of(record: Record) -> View {
    View::of_record(record).expect("there is memory for the index")
}

static RECORD: LazyLock<Record> = LazyLock::new(|| with_passages(seed(), 40));
static SEED: LazyLock<Arc<View>> = LazyLock::new(|| Arc::new(view_of(RECORD.clone())));

/// A view of which nothing was asked yet.
fn fresh() -> Arc<View> {
    Arc::new(view_of(RECORD.clone()))
}

fn seed() -> Record {
    read_seed(&EmbeddedSeed).expect("the seed has no problems").record
}

/// Adds an ingested document with so many tagged passages to each partnership.
fn with_passages(mut record: Record, passages: usize) -> Record {
    let themes: Vec<Slug> = record.themes.keys().cloned().collect();
    let owners: Vec<Slug> = record.partnerships.keys().cloned().collect();
    for (place, owner) in owners.iter().enumerate() {
        let document: Slug = format!("{owner}-text").into();
        record.put(Document {
            slug: document.clone(),
            partnership: Some(owner.clone()),
            strategy: None,
            title: "Text".to_owned(),
            origin: DocumentOrigin::Ingested,
            url: None,
            publisher: None,
            media_type: "text/html".to_owned(),
            sha256: String::new(),
            size_bytes: 0,
            pages: None,
            published: None,
            complete: false,
            source: None,
            first_seen: "2026-11-23T00:00:00Z".to_owned(),
            last_seen: "2026-11-23T00:00:00Z".to_owned(),
            supersedes: None,
            recogniser: String::new(),
        });
        for (shift, position) in (1..).take(passages).enumerate() {
            let passage: Slug = format!("{document}.{position}").into();
            record.put(Passage {
                slug: passage.clone(),
                document: document.clone(),
                position,
                kind: PassageKind::Paragraph,
                headings: vec!["Our priorities".to_owned()],
                page: None,
                start: 0,
                end: 0,
                text: "Fewer people fall ill, and those who do are helped sooner.".to_owned(),
            });
            for number in 0..2 {
                let theme = &themes
                    [(place * 7 + shift * 13 + usize::from(number == 1) * 29) % themes.len()];
                record.put(PassageTheme {
                    id: format!("{passage}.{theme}").into(),
                    passage: passage.clone(),
                    theme: theme.clone(),
                    position: number,
                    method: AssertionMethod::Proposed,
                    confidence: Some(0.8),
                    spans: Vec::new(),
                });
            }
        }
    }
    record
}

/// So many partnerships, each a copy of one of the seed with strategies, lists, items and themes.
fn many(count: usize) -> Record {
    let seed = seed();
    let mut record = Record { themes: seed.themes.clone(), ..Record::default() };
    let owners: Vec<_> = seed.partnerships.values().collect();
    for number in 0..count {
        let owner = owners[number % owners.len()];
        let renamed = |slug: &str| -> Slug { format!("n{number}-{slug}").into() };
        let own =
            |slug: &str| slug.strip_prefix(&*owner.slug).is_some_and(|rest| rest.starts_with('-'));
        let mut partnership = (**owner).clone();
        partnership.slug = renamed(&owner.slug);
        record.put(partnership);
        for row in seed.strategies.values().filter(|row| row.partnership == owner.slug) {
            let mut row = (**row).clone();
            (row.slug, row.partnership) = (renamed(&row.slug), renamed(&row.partnership));
            record.put(row);
        }
        for row in seed.priority_lists.values().filter(|row| own(&row.strategy)) {
            let mut row = (**row).clone();
            (row.id, row.strategy) = (renamed(&row.id), renamed(&row.strategy));
            record.put(row);
        }
        for row in seed.priorities.values().filter(|row| own(&row.strategy)) {
            let mut row = (**row).clone();
            row.slug = renamed(&row.slug);
            (row.list, row.strategy) = (renamed(&row.list), renamed(&row.strategy));
            row.parent = row.parent.as_deref().map(renamed);
            record.put(row);
        }
        for row in seed.priority_themes.values().filter(|row| own(&row.priority)) {
            let mut row = (**row).clone();
            (row.id, row.priority) = (renamed(&row.id), renamed(&row.priority));
            record.put(row);
        }
    }
    with_passages(record, 20)
}

/// Of all in the seed, of a view that was asked something else before.
#[divan::bench]
fn all_42_by_78_themes(bencher: Bencher<'_, '_>) {
    let question = ComparisonQuestion::default();
    bencher.bench(|| build_comparison(black_box(&SEED), &question).expect("it can be answered"));
}

/// The very first question of a view: nothing is kept yet.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn all_42_by_78_themes_of_a_new_view(bencher: Bencher<'_, '_>) {
    let question = ComparisonQuestion::default();
    bencher
        .with_inputs(fresh)
        .bench_refs(|view| build_comparison(view, &question).expect("it can be answered"));
}

#[divan::bench]
fn all_42_by_78_themes_asked_again(bencher: Bencher<'_, '_>) {
    let question = ComparisonQuestion::default();
    bencher.bench(|| compare(black_box(&SEED), &question).expect("it can be answered"));
}

#[divan::bench]
fn all_42_by_78_themes_with_similarity(bencher: Bencher<'_, '_>) {
    let question = ComparisonQuestion::default();
    bencher.bench(|| {
        build_comparison(black_box(&SEED), &question).expect("it can be answered").similarity(&SEED)
    });
}

#[divan::bench]
fn three_by_a_framework(bencher: Bencher<'_, '_>) {
    let names = ["kent-and-medway", "sussex", "frimley"].map(str::to_owned).to_vec();
    let question = ComparisonQuestion {
        partnerships: Some(names),
        framework: Some("marmot".to_owned()),
        ..ComparisonQuestion::default()
    };
    bencher.bench(|| build_comparison(black_box(&SEED), &question).expect("it can be answered"));
}

#[divan::bench(sample_count = 10)]
fn a_thousand_by_78_themes(bencher: Bencher<'_, '_>) {
    static MANY: LazyLock<View> = LazyLock::new(|| view_of(many(1000)));
    let question = ComparisonQuestion::default();
    bencher.bench(|| build_comparison(black_box(&MANY), &question).expect("it can be answered"));
}

#[divan::bench]
fn six_draft_priorities_to_five(bencher: Bencher<'_, '_>) {
    let (from, to) =
        ("lancashire-and-south-cumbria-2022-draft", "lancashire-and-south-cumbria-2023");
    bencher.bench(|| edition_difference(black_box(&SEED), from, to).expect("both are there"));
}

#[divan::bench(sample_count = 20)]
fn communities_of_42(bencher: Bencher<'_, '_>) {
    let options = ComparisonQuestion::default().coverage;
    bencher.bench(|| communities(black_box(&SEED), &options, 1.0).expect("it can be answered"));
}

/// Asked in process: parsing, checking, executing and writing JSON, without a network.
mod through_graphql {
    use super::{
        Arc, BaseUrl, Bencher, LazyLock, Reading, SEED, Schema, View, build_schema, fresh,
    };

    static SCHEMA: LazyLock<Schema> = LazyLock::new(build_schema);
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Runtime::new().expect("threads can be had"));

    /// The full matrix of states.
    const STATES: &str = "{ compare { partnerships { slug } rows { label states } } }";
    /// The same as one object for each cell.
    const CELLS: &str = "{ compare { partnerships { slug } rows { label cells { state } } } }";

    fn answer(view: &Arc<View>, question: &str) -> String {
        let reading = Reading::new(view.clone(), Arc::new(BaseUrl::new("http://127.0.0.1:8080")));
        let request = async_graphql::Request::new(question).data(reading);
        let response = RUNTIME.block_on(SCHEMA.execute(request));
        assert!(response.is_ok(), "{:?}", response.errors);
        serde_json::to_string(&response).expect("it is JSON")
    }

    #[divan::bench]
    fn states_asked_again(bencher: Bencher<'_, '_>) {
        bencher.bench(|| answer(&SEED, STATES));
    }

    #[divan::bench(sample_count = 30, sample_size = 1)]
    fn states_of_a_new_view(bencher: Bencher<'_, '_>) {
        bencher.with_inputs(fresh).bench_refs(|view| answer(view, STATES));
    }

    #[divan::bench]
    fn cells_asked_again(bencher: Bencher<'_, '_>) {
        bencher.bench(|| answer(&SEED, CELLS));
    }

    #[divan::bench(sample_count = 30, sample_size = 1)]
    fn cells_of_a_new_view(bencher: Bencher<'_, '_>) {
        bencher.with_inputs(fresh).bench_refs(|view| answer(view, CELLS));
    }
}
