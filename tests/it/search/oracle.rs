//! Random collections and queries against a plain reading of every text: the same hits, the same
//! counts, pages that add up, and marks on exactly what matched.

use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*, sample::select};
use strategraph::{
    model::{Edition, NodeKey, NodeKind, Record, Region},
    view::search::{
        Dimension, FacetRequest, Field, FieldText, SearchFilter, SearchRequest, SearchResults,
        Texts as _, Window, build_documents,
    },
};

use super::records::{
    Library, add_document, add_partnership, add_passage, add_priority, add_strategy, query_of,
};

/// Words whose forms this test knows by itself.
const WORDS: [&str; 12] = [
    "care", "hub", "hubs", "start", "life", "child", "children", "zone", "north", "plan", "plans",
    "kent",
];

fn family(word: &str) -> &str {
    match word {
        "hubs" => "hub",
        "plans" => "plan",
        "children" => "child",
        other => other,
    }
}

#[derive(Debug, Clone)]
enum Part {
    Word(&'static str),
    Phrase(Vec<&'static str>, u32),
    Prefix(&'static str),
}

#[derive(Debug, Clone)]
struct Asked {
    required: Vec<Vec<Part>>,
    excluded: Vec<Part>,
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        4 => select(&WORDS[..]).prop_map(Part::Word),
        2 => (vec(select(&WORDS[..]), 2..4), select(&[0u32, 0, 1, 3][..])).prop_map(|(words, slop)| Part::Phrase(words, slop)),
        1 => select(&["hu", "chil", "plans", "st", "zo"][..]).prop_map(Part::Prefix),
    ]
}

fn asked() -> impl Strategy<Value = Asked> {
    (vec(vec(part(), 1..3), 1..4), vec(part(), 0..2))
        .prop_map(|(required, excluded)| Asked { required, excluded })
}

impl Part {
    fn typed(&self) -> String {
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Phrase(words, 0) => format!("\"{}\"", words.join(" ")),
            Self::Phrase(words, slop) => format!("\"{}\"~{slop}", words.join(" ")),
            Self::Prefix(start) => format!("{start}*"),
        }
    }

    /// Whether a text has it; `forms` are the words of the whole collection.
    fn is_in(&self, text: &[&str], forms: &BTreeSet<String>) -> bool {
        match self {
            Self::Word(word) => text.iter().any(|it| family(it) == family(word)),
            Self::Prefix(start) => {
                let meant: BTreeSet<&str> = forms
                    .iter()
                    .filter(|form| form.starts_with(start))
                    .map(|form| family(form))
                    .collect();
                text.iter().any(|it| meant.contains(family(it)))
            }
            Self::Phrase(words, 0) => text.windows(words.len()).any(|window| {
                window.iter().zip(words).all(|(one, other)| family(one) == family(other))
            }),
            Self::Phrase(words, slop) => {
                let longest = words.len() + *slop as usize;
                let lengths = words.len()..=longest.min(text.len());
                lengths.flat_map(|length| text.windows(length)).any(|window| {
                    let wanted: BTreeSet<&str> = words.iter().map(|word| family(word)).collect();
                    let places = window.iter().filter(|it| wanted.contains(family(it))).count();
                    wanted.iter().all(|word| window.iter().any(|it| family(it) == *word))
                        && places >= words.len()
                })
            }
        }
    }
}

impl Asked {
    fn typed(&self) -> String {
        let either =
            |parts: &Vec<Part>| parts.iter().map(Part::typed).collect::<Vec<_>>().join(" OR ");
        let required = self.required.iter().map(either);
        required
            .chain(self.excluded.iter().map(|part| format!("-{}", part.typed())))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether a document matches: own texts, and the words of what it belongs to.
    fn matches(&self, own: &[Vec<&str>], context: &[Vec<&str>], forms: &BTreeSet<String>) -> bool {
        let in_own = |part: &Part| own.iter().any(|text| part.is_in(text, forms));
        // Phrases and open words are looked for in the thing itself only; so are prefixes that
        // nothing completes.
        let in_context = |part: &Part| {
            !matches!(part, Part::Phrase(..)) && context.iter().any(|text| part.is_in(text, forms))
        };
        let found = |part: &Part| in_own(part) || in_context(part);
        self.required.iter().all(|parts| parts.iter().any(found))
            && self.required.iter().flatten().any(in_own)
            && !self.excluded.iter().any(found)
    }
}

fn record(texts: &[Vec<&'static str>]) -> Record {
    let mut record = Record::default();
    add_partnership(&mut record, "p", "Kent north", Region::London, &[]);
    add_strategy(&mut record, "p", "2023", Edition::Final, "2023");
    add_document(&mut record, "d", "p", "p-2023", "zone");
    for (words, place) in texts.iter().zip(1..) {
        let (head, body) = words.split_at(words.len() / 4);
        if place % 3 == 0 {
            add_priority(
                &mut record,
                "p-2023",
                &format!("i{place}"),
                &head.join(" "),
                &body.join(" "),
                &[],
            );
        } else {
            let headings: Vec<String> = head.iter().map(ToString::to_string).collect();
            let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
            add_passage(&mut record, "d", place, &headings, &body.join(" "));
        }
    }
    record
}

/// The words of each text of each document.
type Read = Vec<(NodeKey, Vec<(Field, Vec<String>)>)>;

fn read(record: &Record) -> Read {
    let words = |text: &str| -> Vec<String> {
        text.split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let read = |text: &FieldText<'_>| (text.field, words(&text.text));
    build_documents(record)
        .map(|it| (it.key.clone(), it.texts.iter().map(read).collect()))
        .collect()
}

/// All words of the texts of the things themselves.
fn forms(read: &Read) -> BTreeSet<String> {
    let texts = read.iter().flat_map(|(_, texts)| texts);
    texts
        .filter(|(field, _)| *field != Field::Context)
        .flat_map(|(_, words)| words.clone())
        .collect()
}

fn expected(record: &Record, asked: &Asked) -> BTreeSet<NodeKey> {
    let read = read(record);
    let forms = forms(&read);
    let matches = |texts: &[(Field, Vec<String>)]| {
        let pick = |wanted: bool| -> Vec<Vec<&str>> {
            let some = texts.iter().filter(|(field, _)| (*field != Field::Context) == wanted);
            some.map(|(_, words)| words.iter().map(String::as_str).collect()).collect()
        };
        asked.matches(&pick(true), &pick(false), &forms)
    };
    read.iter().filter(|(_, texts)| matches(texts)).map(|(key, _)| key.clone()).collect()
}

fn ask(library: &Library, asked: &Asked, filter: SearchFilter, window: Window) -> SearchResults {
    let facets = vec![FacetRequest { dimension: Dimension::Kinds, lifted: false }];
    let request =
        SearchRequest { filter, window, facets, expand: false, ..query_of(&asked.typed()) };
    library.ask(&request)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_is_what_a_plain_reading_finds(
        texts in vec(vec(select(&WORDS[..]), 4..24), 1..24),
        questions in vec(asked(), 1..6),
    ) {
        let library = Library::new(record(&texts));
        for asked in &questions {
            let expected = expected(&library.record, asked);
            let all = ask(&library, asked, SearchFilter::default(), Window::first(1_000));
            let found: BTreeSet<NodeKey> = all.hits.iter().map(|hit| hit.key.clone()).collect();
            prop_assert_eq!(&found, &expected, "{}", asked.typed());
            prop_assert_eq!((all.total, all.hits.len()), (expected.len() as u64, expected.len()));
            prop_assert_eq!(all.facets[0].values.iter().map(|it| it.count).sum::<u64>(), all.total);
            prop_assert!(all.hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
            let kinds = vec![NodeKind::Priority];
            let filtered = ask(&library, asked, SearchFilter { kinds, ..SearchFilter::default() }, Window::first(1_000));
            let priorities = expected.iter().filter(|key| key.kind == NodeKind::Priority).count();
            prop_assert_eq!(filtered.total, priorities as u64);
        }
    }

    #[test]
    fn pages_add_up_to_the_whole(
        texts in vec(vec(select(&WORDS[..]), 4..24), 1..24),
        asked in asked(),
        size in 1usize..5,
    ) {
        let library = Library::new(record(&texts));
        let all = ask(&library, &asked, SearchFilter::default(), Window::first(1_000));
        let (mut pages, mut after) = (Vec::new(), None);
        loop {
            let page = ask(&library, &asked, SearchFilter::default(), Window::First { count: size, after });
            after = page.hits.last().map(|hit| hit.sort_key.clone());
            pages.extend(page.hits);
            if page.after == 0 {
                break;
            }
        }
        prop_assert_eq!(pages, all.hits);
    }

    #[test]
    fn every_hit_has_marks_and_every_mark_is_a_match(
        texts in vec(vec(select(&WORDS[..]), 4..24), 1..24),
        asked in asked(),
    ) {
        let library = Library::new(record(&texts));
        let forms = forms(&read(&library.record));
        for hit in ask(&library, &asked, SearchFilter::default(), Window::first(1_000)).hits {
            prop_assert!(!hit.highlights.is_empty(), "{} {}", asked.typed(), hit.key);
            for highlight in &hit.highlights {
                let whole = library.record.list_texts(&hit.key).into_iter().any(|it| it.text.contains(highlight.text.trim_matches('…')));
                prop_assert!(whole, "{:?}", highlight);
                for (start, end) in &highlight.ranges {
                    let marked: String = highlight.text.chars().skip(*start).take(end - start).collect();
                    let marked = marked.to_lowercase();
                    let words: Vec<&str> = marked.split(' ').collect();
                    let meant = asked.required.iter().flatten().any(|part| part.is_in(&words, &forms));
                    prop_assert!(meant, "{} marked {marked}", asked.typed());
                }
            }
        }
    }
}
