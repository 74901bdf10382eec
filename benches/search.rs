//! Search and graph questions beside what they are made of, in the same run: tantivy used bare,
//! with its own snippets, and petgraph used bare. Read the ratios; the machine cancels out.
//!
//! The collection is made here: the seed with 500 passages more for each partnership, of words that
//! are as unevenly common as those of a language. Measuring over HTTP and on large collections is
//! `tools/measure`; the figures, with the machine, are in docs/performance.md.
// A benchmark that cannot be set up ends with the reason.
#![allow(clippy::expect_used)]

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use strategraph::{
    ingest::records::{EmbeddedSeed, read_seed},
    model::{
        AssertionMethod, Document, DocumentOrigin, NodeKind, Passage, PassageKind, PassageTheme,
        Record, Slug,
    },
    query::{Dimension, FacetRequest, SearchFilter, SearchQuestion, search},
    view::View,
};

fn main() {
    divan::main();
}

/// Passages of each partnership, and words of each passage.
const PASSAGES: i64 = 500;
const WORDS: usize = 80;
/// The most frequent word, one that a tenth of the passages has, and a rare one.
const TEXTS: [&str; 3] = ["common", "usual", "rare"];

static VIEW: LazyLock<View> =
    LazyLock::new(|| View::of_record(collection()).expect("there is memory for the index"));

/// Numbers that look drawn and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    /// Words of a vocabulary of 8,000: the n-th comes about 1/n as often as the first.
    fn word(&mut self) -> String {
        let bits = self.below(13);
        let number = (1 << bits) + self.below(1 << bits);
        match number {
            1 => "common".to_owned(),
            70 => "usual".to_owned(),
            1500 => "rare".to_owned(),
            _ => ["ba", "co", "du", "fi", "ge", "lo", "mi", "nu", "re", "su"]
                .iter()
                .cycle()
                .skip(number % 10)
                .step_by(1 + number % 7)
                .take(2)
                .copied()
                .chain([&*format!("n{number}")])
                .collect(),
        }
    }

    fn text(&mut self) -> String {
        let words: Vec<String> = (0..WORDS).map(|_| self.word()).collect();
        words.chunks(16).map(|sentence| sentence.join(" ") + ". ").collect()
    }
}

/// The seed with an ingested document for each partnership.
fn collection() -> Record {
    let mut record = read_seed(&EmbeddedSeed).expect("the seed has no problems").record;
    let mut chance = Chance(1);
    let themes: Vec<Slug> = record.themes.keys().cloned().collect();
    let owners: Vec<Slug> = record.partnerships.keys().cloned().collect();
    for owner in owners {
        let slug: Slug = format!("{owner}-text").into();
        let own = record.strategies.values().find(|row| row.partnership == owner);
        let strategy = own.map(|row| row.slug.clone());
        record.put(Document {
            slug: slug.clone(),
            partnership: Some(owner),
            strategy,
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
        for position in 1..=PASSAGES {
            let theme = themes[chance.below(themes.len())].clone();
            let passage: Slug = format!("{slug}.{position}").into();
            record.put(Passage {
                slug: passage.clone(),
                document: slug.clone(),
                position,
                kind: PassageKind::Paragraph,
                headings: Vec::new(),
                page: None,
                start: 0,
                end: 0,
                text: chance.text(),
            });
            record.put(PassageTheme {
                id: format!("{passage}.{theme}").into(),
                passage,
                theme,
                position: 0,
                method: AssertionMethod::Curated,
                confidence: None,
                spans: Vec::new(),
            });
        }
    }
    record
}

fn passages() -> SearchFilter {
    SearchFilter { kinds: Some(vec![NodeKind::Passage]), ..SearchFilter::default() }
}

fn ask(text: &str) -> SearchQuestion {
    let text = text.to_owned();
    SearchQuestion { text, exact: true, filter: passages(), ..SearchQuestion::default() }
}

/// Twenty hits with score, exact total, highlights, title and partnership.
#[divan::bench(args = TEXTS)]
fn word(bencher: Bencher<'_, '_>, text: &str) {
    let question = ask(text);
    bencher.bench(|| search(black_box(&VIEW), &question).expect("it can be answered"));
}

#[divan::bench]
fn phrase(bencher: Bencher<'_, '_>) {
    let question = ask("\"common usual\"");
    bencher.bench(|| search(black_box(&VIEW), &question).expect("it can be answered"));
}

#[divan::bench]
fn word_with_two_facets(bencher: Bencher<'_, '_>) {
    let facet = |dimension| FacetRequest { dimension, lifted: false };
    let facets = vec![facet(Dimension::Themes), facet(Dimension::Partnerships)];
    let question = SearchQuestion { facets, ..ask("usual") };
    bencher.bench(|| search(black_box(&VIEW), &question).expect("it can be answered"));
}

/// What nobody means well: it is answered or refused, and soon.
#[divan::bench(args = ["words", "clauses", "stars", "quotes", "controls", "turned", "regex", "prefixes"])]
fn hostile(bencher: Bencher<'_, '_>, name: &str) {
    let text = match name {
        "words" => "common ".repeat(14_000),
        "clauses" => "common OR usual OR ".repeat(5_000),
        "stars" => "***".to_owned(),
        "quotes" => "\"".repeat(2_001),
        "controls" => "\u{0}\u{7}\u{1b}common\u{8}".repeat(200),
        "turned" => "\u{202e}common\u{200f} usual".to_owned(),
        "regex" => "(a+)+$ [^x]* .{1,100000}".to_owned(),
        _ => "b* c* d* f* g* l* m* n* r* s*".to_owned(),
    };
    let question = ask(&text);
    bencher.bench(|| search(black_box(&VIEW), &question).is_ok());
}

/// Tantivy as its own guide shows it: text stored, its English analyser, its snippets.
mod tantivy_alone {
    use std::sync::LazyLock;

    use divan::{Bencher, black_box};
    use tantivy::{
        Index, Searcher, TantivyDocument, Term,
        collector::{Count, TopDocs},
        query::{PhraseQuery, Query, TermQuery},
        schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions},
        snippet::SnippetGenerator,
    };

    use super::VIEW;

    static BARE: LazyLock<(Searcher, Field)> = LazyLock::new(|| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let mut schema = Schema::builder();
        let options = TextOptions::default().set_indexing_options(indexing) | STORED;
        let text = schema.add_text_field("text", options);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 64 << 20).expect("there is memory");
        for passage in VIEW.passages.iter() {
            let mut document = TantivyDocument::default();
            document.add_text(text, &passage.row().text);
            writer.add_document(document).expect("it can be added");
        }
        writer.commit().expect("it can be committed");
        (index.reader().expect("it can be read").searcher(), text)
    });

    fn answer(query: &dyn Query) -> usize {
        let (searcher, text) = &*BARE;
        let collector = (Count, TopDocs::with_limit(20).order_by_score());
        let (count, hits) = searcher.search(query, &collector).expect("it can be searched");
        let snippets = SnippetGenerator::create(searcher, query, *text).expect("it can be made");
        let length =
            |document: &TantivyDocument| snippets.snippet_from_doc(document).to_html().len();
        let hits = hits.iter().map(|(_, at)| searcher.doc(*at).expect("it is stored"));
        count + hits.map(|document| length(&document)).sum::<usize>()
    }

    /// The term under which the analyser files one of the words: they are their own stems.
    fn stem(word: &str) -> Term {
        Term::from_field_text(BARE.1, word)
    }

    #[divan::bench(args = super::TEXTS)]
    fn word(bencher: Bencher<'_, '_>, text: &str) {
        let query = TermQuery::new(stem(text), IndexRecordOption::WithFreqs);
        assert!(answer(&query) > 0);
        bencher.bench(|| answer(black_box(&query)));
    }

    #[divan::bench]
    fn phrase(bencher: Bencher<'_, '_>) {
        let query = PhraseQuery::new(vec![stem("common"), stem("usual")]);
        assert!(answer(&query) > 0);
        bencher.bench(|| answer(black_box(&query)));
    }
}

/// Graph questions: ours give rows, labels and evidence; petgraph alone gives numbers.
mod graph {
    use std::{
        collections::{HashMap, HashSet},
        sync::LazyLock,
    };

    use divan::{Bencher, black_box};
    use petgraph::graph::{NodeIndex, UnGraph};
    use strategraph::{
        model::{NodeKey, NodeKind},
        query::{find_path, neighbourhood},
    };

    use super::VIEW;

    static BARE: LazyLock<(UnGraph<(), ()>, HashMap<NodeKey, NodeIndex>)> = LazyLock::new(|| {
        let mut graph = UnGraph::new_undirected();
        let nodes: HashMap<NodeKey, NodeIndex> = VIEW
            .graph
            .all_nodes()
            .map(|node| (VIEW.graph.node(node).key(), graph.add_node(())))
            .collect();
        for node in VIEW.graph.all_nodes() {
            for link in VIEW.graph.outgoing(node) {
                let far = nodes[&VIEW.graph.node(link.far).key()];
                graph.add_edge(nodes[&VIEW.graph.node(node).key()], far, ());
            }
        }
        (graph, nodes)
    });

    fn ends() -> (NodeKey, NodeKey) {
        let key = |slug| NodeKey::new(NodeKind::Partnership, slug);
        (key("kent-and-medway"), key("lancashire-and-south-cumbria"))
    }

    #[divan::bench]
    fn path(bencher: Bencher<'_, '_>) {
        let (from, to) = ends();
        bencher.bench(|| find_path(&VIEW, black_box(&from), &to, 6).expect("both are there"));
    }

    #[divan::bench]
    fn path_by_petgraph_alone(bencher: Bencher<'_, '_>) {
        let (from, to) = ends();
        let (graph, nodes) = &*BARE;
        let (from, to) = (nodes[&from], nodes[&to]);
        bencher.bench(|| {
            petgraph::algo::astar(graph, black_box(from), |node| node == to, |_| 1, |_| 0)
        });
    }

    #[divan::bench]
    fn two_steps_around(bencher: Bencher<'_, '_>) {
        let (of, _) = ends();
        let kinds = [NodeKind::Strategy, NodeKind::Priority, NodeKind::Partner, NodeKind::Theme];
        let ask = |of| neighbourhood(&VIEW, of, 2, Some(&kinds), 50).expect("it is there");
        bencher.bench(|| ask(black_box(&of)));
    }

    #[divan::bench]
    fn two_steps_around_by_petgraph_alone(bencher: Bencher<'_, '_>) {
        let (graph, nodes) = &*BARE;
        let middle = nodes[&ends().0];
        bencher.bench(|| {
            let near: HashSet<NodeIndex> = graph.neighbors(black_box(middle)).collect();
            let far = near.iter().flat_map(|node| graph.neighbors(*node));
            far.collect::<HashSet<NodeIndex>>().len()
        });
    }
}
