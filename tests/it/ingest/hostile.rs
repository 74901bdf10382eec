//! Broken and hostile documents, made here: each has its named reason within a bounded time, and
//! the process that reads it can be ended by no document.

use std::{
    fmt::Write as _,
    io::Write as _,
    path::PathBuf,
    time::{Duration, Instant},
};

use strategraph::{
    app::reading::{Reader, ReadingLimits},
    ingest::{ReadDocument, ReadError},
};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::kit::{folder, read_file};

/// The longest that a document made here may take, in a build without optimisation on a busy
/// machine. The limits themselves are 60 seconds and 3,072 MB.
const PATIENCE: Duration = Duration::from_secs(45);

pub(super) fn reader(limits: ReadingLimits) -> Reader {
    Reader::of_program(PathBuf::from(env!("CARGO_BIN_EXE_strategraph")), limits)
}

fn read(bytes: &[u8]) -> Result<ReadDocument, ReadError> {
    let start = Instant::now();
    let answer = reader(ReadingLimits::default()).read(bytes, Some("document"));
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    answer
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

/// A Word file whose body is this XML.
fn word(body: &str) -> Vec<u8> {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let links = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in
        [("[Content_Types].xml", types), ("_rels/.rels", links), ("word/document.xml", &document)]
    {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A PDF with these objects, numbered from 1; the first is the catalogue.
pub(super) fn pdf(objects: &[String]) -> Vec<u8> {
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
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

/// A PDF of one page on which this is drawn, with more objects behind it.
pub(super) fn page(drawing: &str, more: impl IntoIterator<Item = String>) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{drawing}\nendstream", drawing.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    objects.extend(more);
    pdf(&objects)
}

const WORDS: &str = "BT /F 11 Tf 60 700 Td (Our partnership agrees on four priorities.) Tj ET";

#[test]
fn a_document_read_apart_is_the_same_as_one_read_here() {
    for name in ["strategy.pdf", "interim.docx", "page.html", "news.txt"] {
        let apart = reader(ReadingLimits::default()).read(&fixture(name), Some(name)).unwrap();
        assert_eq!(apart, read_file(&folder().join(name)), "{name}");
    }
}

#[test]
fn a_reader_that_exceeds_its_memory_or_time_is_named() {
    let strategy = fixture("strategy.pdf");
    let little = ReadingLimits { megabytes: 40, ..ReadingLimits::default() };
    let reason = reader(little).read(&strategy, None).unwrap_err();
    // Where memory ends tells which of them it is: before the reader starts, in it, or in between.
    let named = matches!(
        reason,
        ReadError::TooMuchMemory { .. } | ReadError::Crashed { .. } | ReadError::Failed { .. }
    );
    assert!(named, "{reason:?}");
    let short = ReadingLimits { seconds: 0, ..ReadingLimits::default() };
    let reason = reader(short).read(&strategy, None).unwrap_err();
    assert_eq!(reason, ReadError::TooSlow { seconds: 0 });
    assert!(read(&strategy).is_ok(), "the next one is read");
}

#[test]
fn truncated_files_are_damaged_or_give_what_is_left() {
    for (name, format) in [("strategy.pdf", "PDF"), ("interim.docx", "Word document")] {
        let whole = fixture(name);
        for share in [1, 3, 6, 9] {
            let part = &whole[..whole.len() * share / 10];
            match read(part) {
                Ok(read) => assert!(!read.text.is_empty()),
                Err(reason) => {
                    let said = reason.to_string();
                    let named = [format, "OCR", "ZIP"].iter().any(|word| said.contains(word));
                    assert!(named, "{name}: {said}");
                }
            }
        }
    }
}

#[test]
fn changed_bytes_never_end_without_an_answer() {
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for name in ["plan-on-a-page.pdf", "interim.docx", "page.html", "plan.md", "wrapped.txt"] {
        for _ in 0..4 {
            let mut bytes = fixture(name);
            for _ in 0..=(bytes.len() / 100) {
                let at = random(bytes.len());
                bytes[at] = u8::try_from(random(256)).unwrap();
            }
            if let Err(reason) = read(&bytes) {
                assert!(!matches!(reason, ReadError::Crashed { .. }), "{name}: {reason}");
            }
        }
    }
}

#[test]
fn an_archive_that_unpacks_to_gigabytes_is_refused_by_what_it_unpacks_to() {
    let bomb = word(&" ".repeat(70_000_000));
    assert!(bomb.len() < 1_000_000, "{} bytes", bomb.len());
    assert!(matches!(read(&bomb), Err(ReadError::TooLargeInside { limit: 64_000_000, .. })));
}

#[test]
fn tables_nested_thousands_of_times_in_a_word_file_are_named() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(20_000);
    if let Err(reason) = read(&word(&deep)) {
        assert!(!reason.to_string().is_empty());
    }
}

#[test]
fn a_pdf_of_a_hundred_thousand_objects_is_read() {
    let more = (0..100_000).map(|number| format!("<< /Number {number} >>"));
    let read = read(&page(WORDS, more)).unwrap();
    assert_eq!(read.text, "Our partnership agrees on four priorities.");
}

#[test]
fn pages_that_contain_each_other_are_ended_by_the_limit_of_time() {
    let kids = "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 /Parent 2 0 R >>".to_owned();
    let endless = pdf(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), kids]);
    let limits = ReadingLimits { seconds: 3, ..ReadingLimits::default() };
    let reason = reader(limits).read(&endless, None).unwrap_err();
    assert!(matches!(reason, ReadError::TooSlow { .. } | ReadError::TooMany { .. }), "{reason}");
}

#[test]
fn arrays_nested_ten_thousand_times_end() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let answer = read(&page(WORDS, [deep]));
    assert!(answer.is_ok() || answer.unwrap_err().to_string().contains(':'));
}

#[test]
fn a_page_without_text_needs_ocr_and_says_so() {
    let scan = page("0 0 595 842 re f", []);
    let reason = read(&scan).unwrap_err();
    assert_eq!(reason, ReadError::NeedsOcr { pages: 1 });
    assert!(reason.to_string().starts_with("unreadable: needs OCR"), "{reason}");
}

#[test]
fn encrypted_documents_are_named() {
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(matches!(read(&locked), Err(ReadError::Encrypted { .. })));
    let text = String::from_utf8(page(WORDS, ["<< /Filter /Standard /V 1 /R 2 /O (abcdefghijklmnopqrstuvwxyzabcdef) /U (abcdefghijklmnopqrstuvwxyzabcdef) /P -4 >>".to_owned()])).unwrap();
    let text = text.replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 6 0 R /ID [(a) (a)]");
    assert!(matches!(read(text.as_bytes()), Err(ReadError::Encrypted { .. })));
}

#[test]
fn a_file_of_five_hundred_megabytes_is_refused_before_it_is_read() {
    let start = Instant::now();
    let huge = vec![b'a'; 500_000_000];
    let reason = reader(ReadingLimits::default()).read(&huge, None).unwrap_err();
    assert_eq!(reason, ReadError::TooLarge { bytes: 500_000_000, limit: 100_000_000 });
    assert!(start.elapsed() < Duration::from_secs(10), "took {:?}", start.elapsed());
}

#[test]
fn a_wrong_ending_changes_nothing() {
    let pdf = fixture("strategy.pdf");
    let right = reader(ReadingLimits::default()).read(&pdf, Some("strategy.pdf")).unwrap();
    assert_eq!(reader(ReadingLimits::default()).read(&pdf, Some("strategy.docx")).unwrap(), right);
}
