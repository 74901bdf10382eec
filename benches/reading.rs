//! What reading costs: text to passages with all recognisers, a PDF of a hundred pages, and the
//! share that each stage takes. `cargo bench --bench reading`.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::Path,
    sync::LazyLock,
    time::{Duration, Instant},
};

use divan::{Bencher, counter::BytesCount};
use strategraph::{
    ingest::{
        self, DocumentAbout, Recogniser, build_document, extracted::build_extracted_watched,
        records::EmbeddedSeed, seed::build_seed, segment::segment,
    },
    model::{DocumentOrigin, Passage},
};

fn main() {
    divan::main();
    if env::args().any(|argument| argument == "--bench") {
        print_shares();
    }
}

/// The text of the seed's digests in documents of a strategy's length, 100 kB and more each.
static DIGESTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seed/digests");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let digests: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let mut documents = vec![String::new()];
    for digest in digests.iter().cycle().take(5 * digests.len()) {
        if documents.last().is_some_and(|document| document.len() > 100_000) {
            documents.push(String::new());
        }
        // Without what stands between the lines of the head, which is no text.
        let text = digest.rsplit_once("\n---\n").map_or(digest.as_str(), |(_, text)| text);
        documents.last_mut().unwrap().push_str(text);
    }
    documents
});

/// All that is done with a document, stage by stage; `done` is told the name of each.
fn recognise(text: &str, mut done: impl FnMut(&'static str)) -> ingest::extracted::Extracted {
    let read = ingest::read(text.as_bytes(), None).unwrap();
    done("text to blocks");
    let passages = segment(&read, &"plan".into());
    done("blocks to passages");
    let title = read.title.as_deref();
    let tags = RECOGNISER.tag_all(&passages, title);
    done("themes and partners of passages");
    let passages: Vec<&Passage> = passages.iter().collect();
    build_extracted_watched(title, &read.text, &passages, &tags, &RECOGNISER, &mut done)
}

/// Which share of the whole each stage takes, over ten rounds.
fn print_shares() {
    let mut stages: BTreeMap<&'static str, Duration> = BTreeMap::new();
    for text in DIGESTS.iter().cycle().take(10 * DIGESTS.len()) {
        let mut last = Instant::now();
        recognise(text, |stage| {
            let now = Instant::now();
            *stages.entry(stage).or_default() += now - last;
            last = now;
        });
    }
    let all: Duration = stages.values().sum();
    let bytes: usize = 10 * DIGESTS.iter().map(String::len).sum::<usize>();
    println!("text to facts, {:.1} MB/s; of this:", bytes as f64 / 1e6 / all.as_secs_f64());
    let mut stages: Vec<_> = stages.into_iter().collect();
    stages.sort_by_key(|(_, took)| std::cmp::Reverse(*took));
    for (stage, took) in stages {
        println!("{:5.1} % {stage}", 100.0 * took.as_secs_f64() / all.as_secs_f64());
    }
}

/// A strategy's text, 1 MB of it: paragraphs and lists that name themes and partners.
static TEXT: LazyLock<String> = LazyLock::new(|| {
    let mut text = String::new();
    let mut section = 0;
    while text.len() < 1_000_000 {
        section += 1;
        write!(
            text,
            "Priority {section}: prevention and early help\n\nWe will give every child the best start in life, with Kent County Council and Healthwatch, so that fewer than {section} of 100 people smoke. Homes, work and clean air matter more to mental health than hospitals do.\n\n• act early in every borough\n• share records between the council and the hospital\n• support unpaid carers at home\n\n"
        )
        .unwrap();
    }
    text
});

/// A PDF of a hundred pages, 45 lines a page.
static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| pdf(100));

static RECOGNISER: LazyLock<Recogniser> =
    LazyLock::new(|| build_seed(&EmbeddedSeed, "2026-11-23T00:00:00Z").unwrap().1);

fn about() -> DocumentAbout {
    DocumentAbout {
        partnership: Some("kent-and-medway".into()),
        strategy: None,
        title: None,
        url: None,
        publisher: None,
        published: None,
        origin: DocumentOrigin::Ingested,
        complete: true,
        source: None,
        slug_hint: None,
    }
}

fn pdf(pages: usize) -> Vec<u8> {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    objects.push(format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")));
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned());
    for page in 0..pages {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            5 + 2 * page
        ));
        let mut drawing = "BT /F 11 Tf 60 780 Td 14 TL\n".to_owned();
        for line in 0..45 {
            writeln!(drawing, "(Line {line} of page {page}: councils and the health service act early for every child.) '").unwrap();
        }
        drawing.push_str("ET");
        objects.push(format!("<< /Length {} >>\nstream\n{drawing}\nendstream", drawing.len()));
    }
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(text.len());
        writeln!(text, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let table = text.len();
    writeln!(text, "xref\n0 {}\n0000000000 65535 f ", places.len() + 1).unwrap();
    for place in &places {
        writeln!(text, "{place:010} 00000 n ").unwrap();
    }
    let size = places.len() + 1;
    write!(text, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF").unwrap();
    text.into_bytes()
}

#[divan::bench(sample_count = 10)]
fn text_to_blocks(bencher: Bencher<'_, '_>) {
    let text = TEXT.as_bytes();
    bencher.counter(BytesCount::of_slice(text)).bench_local(|| ingest::read(text, None).unwrap());
}

#[divan::bench(sample_count = 10)]
fn blocks_to_passages(bencher: Bencher<'_, '_>) {
    let read = ingest::read(TEXT.as_bytes(), None).unwrap();
    bencher.counter(BytesCount::of_str(&read.text)).bench_local(|| segment(&read, &"plan".into()));
}

#[divan::bench(sample_count = 10)]
fn text_to_rows_with_all_recognisers(bencher: Bencher<'_, '_>) {
    let text = TEXT.as_bytes();
    let recogniser = &*RECOGNISER;
    bencher.counter(BytesCount::of_slice(text)).bench_local(|| {
        build_document(ingest::read(text, None).unwrap(), about(), "2026-11-23", recogniser)
    });
}

#[divan::bench(sample_count = 10)]
fn text_to_facts_with_all_recognisers(bencher: Bencher<'_, '_>) {
    LazyLock::force(&RECOGNISER);
    let bytes: usize = DIGESTS.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        DIGESTS.iter().map(|text| recognise(text, |_| ()).partners.len()).sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn pdf_of_a_hundred_pages(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| ingest::read(&PDF, None).unwrap());
}
