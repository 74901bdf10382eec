//! Tests of the area `ingest`: documents to passages and rows. The documents in
//! `tests/cases/documents` are our own; beside each lies what a reader should see, in a file
//! ending in `.passages`. `UPDATE_CASES=1` writes these files anew, to be reviewed. Themes and
//! partners are tested in `ingest/recognition.rs`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod board_pages;
mod figures;
mod forms;
mod fuzzing;
mod gold;
mod hostile;
mod identity;
mod kit;
mod look_alikes;
mod recognition;
mod rules;
mod scans;
mod unseen_forms;
mod whose_lists;

use std::{
    fmt::Write as _,
    fs,
    time::{Duration, Instant},
};

use proptest::prelude::*;
use strategraph::{
    ingest::{self, ReadError, records::Digest},
    model::DocumentOrigin,
};

use self::kit::{about, assert_offsets, documents, folder, read_file, recogniser, told};

// ---- Documents to passages

#[test]
fn documents_of_many_forms_become_the_passages_that_a_reader_sees() {
    let mut differences = String::new();
    for path in documents() {
        let seen = told(&read_file(&path));
        let expected_at = path
            .with_extension(format!("{}.passages", path.extension().unwrap().to_string_lossy()));
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(&expected_at, &seen).unwrap();
        }
        let expected = fs::read_to_string(&expected_at).unwrap_or_default();
        if seen != expected {
            writeln!(differences, "--- {}\n{seen}", path.display()).unwrap();
        }
    }
    assert!(differences.is_empty(), "read otherwise than expected:\n{differences}");
}

#[test]
fn the_format_is_told_by_content_and_not_by_name() {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    for (file, media_type) in [
        ("page.html", "text/html"),
        ("plan.md", "text/markdown"),
        ("news.txt", "text/plain"),
        ("strategy.pdf", "application/pdf"),
        ("interim.docx", word),
    ] {
        let bytes = fs::read(folder().join(file)).unwrap();
        for name in [None, Some("misleading.pdf"), Some("misleading.txt")] {
            assert_eq!(
                ingest::read(&bytes, name).unwrap().format.media_type(),
                media_type,
                "{file} as {name:?}"
            );
        }
    }
}

#[test]
fn menus_cookie_banners_and_related_links_are_left_out() {
    let read = read_file(&folder().join("page.html"));
    for unwanted in ["cookies", "About us", "Flu jabs", "Privacy", "tracking", "margin"] {
        assert!(!read.text.contains(unwanted), "{unwanted} in:\n{}", read.text);
    }
    assert_eq!(read.title.as_deref(), Some("Our first plan"));
}

#[test]
fn a_short_page_is_read_from_its_main_part() {
    let read = read_file(&folder().join("cards.html"));
    for wanted in ["Warm homes", "No damp.", "Clean air", "Lights that work."] {
        assert!(read.text.contains(wanted), "{wanted} not in:\n{}", read.text);
    }
    assert!(!read.text.contains("Contact the council"));
}

#[test]
fn the_same_bytes_give_the_same_digest_and_other_bytes_another() {
    let first = ingest::read(b"One sentence.", None).unwrap();
    assert_eq!(first.sha256, ingest::read(b"One sentence.", Some("other.txt")).unwrap().sha256);
    assert_ne!(first.sha256, ingest::read(b"One sentence!", None).unwrap().sha256);
    assert_eq!((first.sha256.len(), first.size_bytes), (64, 13));
}

#[test]
fn passages_of_a_pdf_know_their_page_and_running_lines_are_left_out() {
    for file in ["strategy.pdf", "untagged.pdf"] {
        let read = read_file(&folder().join(file));
        assert_eq!(read.pages, Some(3), "{file}");
        let pages: Vec<u32> = read.blocks.iter().filter_map(|block| block.page).collect();
        assert!(pages.is_sorted() && pages.len() == read.blocks.len(), "{file}: {pages:?}");
        assert_eq!((pages.first(), pages.last()), (Some(&1), Some(&3)), "{file}");
        for running in ["Page 1 of 3", "Northmarsh Integrated Care Partnership\n"] {
            assert!(!read.text.contains(running), "{file}: {running}");
        }
    }
}

#[test]
fn running_lines_of_a_word_file_are_left_out() {
    let read = read_file(&folder().join("interim.docx"));
    assert!(!read.text.contains("running header") && !read.text.contains("Page footer"));
    assert_eq!(
        (read.pages, read.title.as_deref()),
        (None, Some("Fens and Wolds integrated care strategy"))
    );
    let deepest = read.blocks.iter().map(|block| block.depth).max();
    assert_eq!(deepest, Some(2), "lists keep their nesting");
}

// ---- Hostile and broken input

#[test]
fn what_cannot_be_read_is_named_with_a_way_out() {
    let cases: [(&[u8], &str); 11] = [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7\n1 0 obj", "this PDF is damaged"),
        (b"PK\x03\x04....[Content_Types].xml word/document.xml", "this Word document is damaged"),
        (b"PK\x03\x04....xl/workbook.xml", "an Excel workbook"),
        (b"PK\x03\x04....readme.txt", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "an old Office file"),
        (b"{\\rtf1 text}", "a Rich Text file"),
        (b"<?xml version='1.0'?><rss><item>News</item></rss>", "an XML file"),
        (&[7, 0, 1, 2, 3, 200, 0, 5, 6, 1, 0, 9], "binary"),
    ];
    for (bytes, named) in cases {
        let message = ingest::read(bytes, Some("innocent.txt")).unwrap_err().to_string();
        assert!(message.contains(named), "{message}");
        assert!(message.contains(':'), "says what to do: {message}");
    }
}

#[test]
fn a_file_over_the_limit_is_refused_by_size() {
    let error = ingest::read(&vec![b'a'; 10_000_001], None).unwrap_err();
    assert_eq!(error, ReadError::TooLarge { bytes: 10_000_001, limit: 10_000_000 });
}

#[test]
fn a_hundred_thousand_nested_elements_are_refused_at_once() {
    let bomb = format!("<!doctype html><body>{}", "<div>".repeat(100_000));
    let start = Instant::now();
    assert!(matches!(ingest::read(bomb.as_bytes(), None), Err(ReadError::TooDeep { .. })));
    assert!(start.elapsed() < Duration::from_secs(2), "took {:?}", start.elapsed());
}

#[test]
fn tables_nested_below_the_limit_are_read_on_a_small_stack() {
    let page = format!("<!doctype html><body>{}innermost", "<table><tr><td>".repeat(250));
    assert!(ingest::read(page.as_bytes(), None).unwrap().text.contains("innermost"));
}

#[test]
fn a_long_text_costs_no_more_per_line_than_a_short_one() {
    let start = Instant::now();
    for line in [
        "Aims\n",
        "Aims:\nOne two\n",
        "1. One\n",
        "a\tb\n",
        "Aims\n\n",
        "We improve care for everyone here\n",
    ] {
        ingest::read(line.repeat(8_000).as_bytes(), None).unwrap();
    }
    // Quadratic time took minutes; this takes a second or two without optimisation.
    assert!(start.elapsed() < Duration::from_secs(30), "took {:?}", start.elapsed());
}

#[test]
fn deeply_nested_markdown_ends() {
    let deep = format!("# Title\n\n{}text\n\n{}item", "> ".repeat(20_000), "- ".repeat(2_000));
    assert!(ingest::read(deep.as_bytes(), Some("deep.md")).is_ok());
}

#[test]
fn a_page_without_text_says_so() {
    let empty = "<!doctype html><html><head><title></title></head><body><div id=root></div><script>x()</script></body></html>";
    assert!(matches!(ingest::read(empty.as_bytes(), None), Err(ReadError::NoText { .. })));
}

#[test]
fn null_bytes_lone_surrogates_and_direction_marks_leave_readable_text() {
    let mut bytes = b"Health and \0care in one plan for the whole area. ".repeat(5);
    bytes.extend_from_slice(b"A lone surrogate \xed\xa0\x80 stands here. ");
    bytes.extend_from_slice("Right to left \u{202e}edoc\u{202c} and \u{200f}mark.".as_bytes());
    let read = ingest::read(&bytes, None).unwrap();
    assert!(read.text.starts_with("Health and care in one plan"), "{}", read.text);
    assert!(!read.text.contains(['\0', '\u{202e}', '\u{200f}']));
}

#[test]
fn mixed_encodings_and_text_from_right_to_left_leave_what_can_be_read() {
    let mut bytes = "Our caf\u{e9} is open to all who live here.\n\n".repeat(3).into_bytes();
    bytes.extend_from_slice(b"The caf\xe9 of the other council is open too.\n\n");
    bytes.extend_from_slice("\u{627}\u{644}\u{635}\u{62d}\u{629} \u{644}\u{644}\u{62c}\u{645}\u{64a}\u{639} in three languages.\n".as_bytes());
    let read = ingest::read(&bytes, None).unwrap();
    for part in
        ["is open to all who live here", "of the other council is open too", "in three languages"]
    {
        assert!(read.text.contains(part), "{part}: {}", read.text);
    }
    assert!(!read.text.contains('\0'));
}

// ---- Rows

#[test]
fn a_document_becomes_rows_that_refer_to_each_other() {
    let read = read_file(&folder().join("plan.md"));
    let record = ingest::build_document(read, about(), "2026-11-23T09:00:00Z", recogniser());
    let document = record.documents.values().next().unwrap();
    assert_eq!((record.documents.len(), record.document_texts.len()), (1, 1));
    assert_eq!(document.slug.as_ref(), "northmarsh-and-vale-what-we-do-first");
    assert_eq!(document.media_type, "text/markdown");
    assert!(record.passages.values().all(|passage| passage.document == document.slug));
    assert!(
        record.passage_themes.values().all(|theme| record.passages.contains_key(&theme.passage))
    );
    assert!(!record.passage_themes.is_empty());
    assert_offsets(&record);
}

#[test]
fn a_digest_is_named_after_its_partnership_and_source() {
    let digest = Digest {
        path: "digests/northmarsh--S1.md".into(),
        partnership: "northmarsh".into(),
        source: "northmarsh.S1".into(),
        url: Some("https://example.org".into()),
        title: "Ours".into(),
        publisher: None,
        published: None,
        complete: true,
        body: "# Ours\n\nThe partnership wants the best start in life.\n".into(),
    };
    let record = ingest::build_digest(&digest, None, recogniser(), "2026-11-23T09:00:00Z").unwrap();
    let document = record.documents.values().next().unwrap();
    assert_eq!(document.slug.as_ref(), "northmarsh-s1");
    assert_eq!(document.source.as_deref(), Some("northmarsh.S1"));
    assert_eq!(document.origin, DocumentOrigin::Digest);
    assert_eq!(record.passage_themes.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_bytes_never_panic_and_offsets_are_always_exact(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(read) = ingest::read(&bytes, None) {
            assert_offsets(&ingest::build_document(read, about(), "2026-11-23T09:00:00Z", recogniser()));
        }
    }

    #[test]
    fn random_text_of_each_format_gives_exact_offsets(
        lines in prop::collection::vec("([-*•#>|] |1\\. |  |<p>|<li>|)[a-zA-Zé’–&,.; ]{0,40}(children’s health inequalities|SEND|)[.:?]?", 0..25),
        opening in prop::sample::select(vec!["", "# T\n\n", "<!doctype html><body>"]),
    ) {
        let text = format!("{opening}{}", lines.join("\n"));
        if let Ok(read) = ingest::read(text.as_bytes(), None) {
            assert_offsets(&ingest::build_document(read, about(), "2026-11-23T09:00:00Z", recogniser()));
        }
    }
}
