//! The segments written here beside those of tantivy's own writer.

use std::{collections::BTreeMap, path::Path};

use proptest::prelude::*;
use tantivy::{Directory as _, Index, IndexWriter, TantivyDocument, index::SegmentComponent};

use super::*;
use crate::{
    model::{AssertionMethod, NodeKey, NodeKind, Region, Slug, Word as _},
    view::search::{
        document::{DocumentTheme, Field, FieldText},
        text::indexing::{FORMS, FormTokenizer, STEMS, StemTokenizer},
    },
};

fn index() -> Index {
    let index = Index::create_in_ram(IndexSchema::new().schema);
    index.tokenizers().register(STEMS, StemTokenizer::default());
    index.tokenizers().register(FORMS, FormTokenizer::default());
    index
}

const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::FieldNorms,
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::Store,
];

/// The files of an index with one segment, by what is in them.
fn files(index: &Index, segment: &SegmentMeta) -> BTreeMap<String, Vec<u8>> {
    let read = |component: SegmentComponent| {
        let path = segment.relative_path(component.clone());
        let bytes = index.directory().open_read(Path::new(&path)).unwrap().read_bytes().unwrap();
        (format!("{component:?}"), bytes.to_vec())
    };
    COMPONENTS.into_iter().map(read).collect()
}

fn files_of_tantivy(documents: &[SearchDocument<'_>]) -> BTreeMap<String, Vec<u8>> {
    let (index, schema) = (index(), IndexSchema::new());
    let mut writer: IndexWriter<TantivyDocument> =
        index.writer_with_num_threads(1, 50 << 20).unwrap();
    for document in documents {
        writer.add_document(schema.index_document(document)).unwrap();
    }
    writer.commit().unwrap();
    let [segment] = &index.searchable_segment_metas().unwrap()[..] else { panic!("one segment") };
    files(&index, segment)
}

fn files_of_bulk(documents: &[SearchDocument<'_>]) -> BTreeMap<String, Vec<u8>> {
    let index = index();
    let segments = write_segments(&index, &IndexSchema::new(), documents.iter().cloned()).unwrap();
    let [segment] = &segments[..] else { panic!("one segment") };
    assert_eq!(segment.num_docs() as usize, documents.len());
    files(&index, segment)
}

fn words() -> impl Strategy<Value = String> {
    let some = prop::sample::select(vec![
        "care",
        "Care",
        "caring",
        "ICS",
        "GPs",
        "co-production",
        "end-of-life",
        "1,001",
        "£5m",
        "children’s",
        "naïve",
        "the",
        "a",
        "N.H.S.",
        "&",
        "…",
        "wellbeing",
        "16-18-year-olds",
        "",
    ]);
    prop::collection::vec(some, 0..30).prop_map(|words| words.join(" "))
}

fn document(number: usize, texts: Vec<(usize, String)>) -> SearchDocument<'static> {
    let text = |(field, text): (usize, String)| FieldText {
        field: Field::ALL[field],
        label: "text",
        text: text.into(),
    };
    let slug = |text: &str| Slug::from(text);
    SearchDocument {
        key: NodeKey::new(NodeKind::Passage, format!("p.{number}")),
        title: format!("Title {}", number % 3).into(),
        texts: texts.into_iter().map(text).collect(),
        partnerships: (0..number % 3).map(|at| slug(&format!("partnership-{at}"))).collect(),
        regions: Region::ALL.iter().copied().take(number % 2).collect(),
        themes: (0..number % 4)
            .map(|at| DocumentTheme {
                theme: slug(&format!("theme-{at}")),
                method: AssertionMethod::Curated,
            })
            .collect(),
        strategy: None,
        published: number.is_multiple_of(2).then(|| "2022-12".parse().unwrap()),
        methods: vec![AssertionMethod::Curated],
        publisher: number.is_multiple_of(5).then(|| "Publisher".into()),
        document: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_segment_has_the_bytes_that_tantivy_would_have_written(
        texts in prop::collection::vec(prop::collection::vec((0..7_usize, words()), 0..6), 1..40)
    ) {
        let documents: Vec<_> =
            texts.into_iter().enumerate().map(|(number, texts)| document(number, texts)).collect();
        prop_assert_eq!(files_of_bulk(&documents), files_of_tantivy(&documents));
    }
}

#[test]
fn blocks_of_many_documents_have_the_same_bytes() {
    let text = |number: usize| {
        let words = ["care", "of", "ICS", "co-production", "children’s"];
        (0..number % 50).map(|at| words[(at * at + number) % 5]).collect::<Vec<_>>().join(" ")
    };
    let documents: Vec<_> = (0..3000)
        .map(|number| document(number, vec![(4, text(number)), (6, format!("Of {}", number / 40))]))
        .collect();
    assert_eq!(files_of_bulk(&documents), files_of_tantivy(&documents));
}

#[test]
fn several_threads_write_every_document_once() {
    let documents = Mutex::new((0..1000).map(|number| document(number, Vec::new())));
    let index = index();
    let schema = IndexSchema::new();
    let take = || take_some(&documents);
    let counts: Vec<u32> = thread::scope(|scope| {
        let work = || write_some(&index, &schema, std::iter::from_fn(take).flatten(), 10);
        let threads = [scope.spawn(work), scope.spawn(work)];
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap().unwrap())
            .map(|segment| segment.num_docs())
            .collect()
    });
    assert_eq!(counts.iter().sum::<u32>(), 1000);
}
