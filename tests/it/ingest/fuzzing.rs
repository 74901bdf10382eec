//! What the fuzz targets of `fuzz/` check, on stable Rust and for a bounded time: every reader is
//! given documents of the corpus with parts cut, doubled, swapped, overwritten and spliced with one
//! another, by a fixed sequence of numbers, so that a failure comes again. Each reader runs for as
//! long as [`BUDGET`] says; `STRATEGRAPH_FUZZ_SECONDS` makes it longer. PDF and Word files are read
//! in a process of their own, as they are in the program.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use strategraph::{
    app::reading::ReadingLimits,
    ingest::read::{Block, Format, Limits, ReadDocument, ReadError, read_as},
};

use super::{hostile::reader, kit::documents};

/// How long one reader is tried. Five readers make half a minute of one core.
const BUDGET: Duration = Duration::from_secs(6);
/// Longer inputs cost time and find no more.
const LONGEST: usize = 60_000;

/// Pieces at which readers turn: markup, counters, controls, odd Unicode.
const TOKENS: &[&[u8]] = &[
    b"\n\n",
    b"\r",
    b"\t",
    b"\0",
    b"# ",
    b"| a | b |\n|---|---|\n",
    b"```\n",
    b"> > > ",
    b"- [ ] ",
    b"1. ",
    b"<table><tr><td>",
    b"</div>",
    b"<!--",
    b"]]>",
    b"<script>",
    b"&#x0;",
    b"&amp;amp;",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"\xcc\x81\xcc\x81\xcc\x81",
    b"\xf4\x90\x80\x80",
    b"endobj",
    b"stream\n",
    b" 0 R ",
    b"<< /Length 999999999 >>",
    b"[[[[[[",
    b"startxref\n0\n",
    b"PK\x03\x04",
    b"PK\x05\x06",
];

/// Numbers in a fixed order (a linear congruential generator with Knuth's constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        let to = (from + 1 + self.below(64)).min(length);
        from.min(to)..to
    }
}

fn mutated(numbers: &mut Numbers, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = corpus[numbers.below(corpus.len())].clone();
    if bytes.len() > LONGEST {
        bytes.truncate(LONGEST);
    }
    for _ in 0..=numbers.below(6) {
        let range = numbers.range(bytes.len());
        match numbers.below(7) {
            0 => drop(bytes.drain(range)),
            1 => {
                let part = bytes[range.clone()].to_vec();
                bytes.splice(range.start..range.start, part.repeat(1 + numbers.below(8)));
            }
            2 => bytes[range].iter_mut().for_each(|byte| *byte ^= 0x55),
            3 => drop(bytes.splice(range, TOKENS[numbers.below(TOKENS.len())].iter().copied())),
            4 => bytes.truncate(range.start),
            5 => {
                let other = &corpus[numbers.below(corpus.len())];
                let part = numbers.range(other.len());
                bytes.splice(range, other[part].iter().copied());
            }
            _ => bytes[range].reverse(),
        }
    }
    bytes
}

fn corpus(ending: &str) -> Vec<Vec<u8>> {
    let found: Vec<Vec<u8>> = documents()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|known| known == ending))
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    assert!(!found.is_empty(), "no document ends in {ending}");
    found
}

/// What must hold of whatever a reader gives back.
fn holds(read: &ReadDocument) -> bool {
    let length = read.text.chars().count();
    let within = |block: &Block| block.start <= block.end && block.end <= length;
    read.blocks.iter().all(within)
}

/// Tries a reader with mutated documents for as long as the budget says.
fn fuzz(ending: &str, read: impl Fn(&[u8]) -> Result<ReadDocument, ReadError>) {
    let corpus = corpus(ending);
    let mut numbers = Numbers(0x5742_4147);
    let seconds = std::env::var("STRATEGRAPH_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let budget = seconds.map_or(BUDGET, Duration::from_secs);
    let start = Instant::now();
    let mut tried = 0_u32;
    while start.elapsed() < budget {
        let bytes = mutated(&mut numbers, &corpus);
        let answer = catch_unwind(AssertUnwindSafe(|| read(&bytes)));
        let length = bytes.len();
        let Ok(answer) = answer else {
            panic!("{ending}, try {tried}: the reader panicked on {length} bytes")
        };
        match answer {
            Ok(read) => {
                assert!(holds(&read), "{ending}, try {tried}: a block outside its text");
            }
            Err(reason) => assert!(!reason.to_string().is_empty()),
        }
        tried += 1;
    }
    assert!(tried > 0, "{ending} was not tried once in {budget:?}");
}

/// Read in this process, as the fuzz targets of the readers of text do.
fn here(format: Format) -> impl Fn(&[u8]) -> Result<ReadDocument, ReadError> {
    move |bytes| read_as(bytes, format, Limits::default())
}

/// Read in a process of its own, with ten seconds: the parsers of PDF and Word are others' and may
/// be ended by the limits, which is a named reason too.
fn apart(bytes: &[u8]) -> Result<ReadDocument, ReadError> {
    let limits = ReadingLimits { seconds: 10, ..ReadingLimits::default() };
    reader(limits).read(bytes, None)
}

#[test]
fn no_mutated_text_ends_the_plain_reader() {
    fuzz("txt", here(Format::Plain));
}

#[test]
fn no_mutated_markdown_ends_its_reader() {
    fuzz("md", here(Format::Markdown));
}

#[test]
fn no_mutated_page_ends_the_reader_of_html() {
    fuzz("html", here(Format::Html));
}

#[test]
fn every_mutated_word_file_has_its_answer() {
    fuzz("docx", apart);
}

#[test]
fn every_mutated_pdf_has_its_answer() {
    fuzz("pdf", apart);
}
