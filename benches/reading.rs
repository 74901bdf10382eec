//! What reading costs: text to passages with all recognisers, a PDF of a hundred pages, and the
//! share that each stage takes. `cargo bench --bench reading`.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::{fmt::Write as _, sync::LazyLock};

use divan::{Bencher, counter::BytesCount};
use strategraph::ingest::{
    self, DocumentAbout, Recogniser, build_document, records::EmbeddedSeed, seed::build_seed,
    segment::segment,
};
use strategraph::model::DocumentOrigin;

fn main() {
    divan::main();
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
fn pdf_of_a_hundred_pages(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| ingest::read(&PDF, None).unwrap());
}
