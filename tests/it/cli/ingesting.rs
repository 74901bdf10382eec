//! `strategraph ingest`: what becomes of each file, and what the exit code says.

use std::{fs, path::Path, process::Output};

use serde_json::Value;

use super::{Home, printed};

/// The document of our own that names themes and partners.
fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/documents/plan.md");
    path.display().to_string()
}

fn ingest(home: &Home, more: &[&str]) -> Output {
    home.run(&[&["ingest", "--partnership", "kent-and-medway"], more].concat())
}

fn revision(home: &Home) -> i64 {
    let status = home.run(&["status", "--format", "json"]).stdout;
    serde_json::from_slice::<Value>(&status).unwrap()["revision"].as_i64().unwrap()
}

#[test]
fn a_document_is_foretold_then_stored_and_the_same_bytes_again_do_nothing() {
    let (home, document) = (Home::new(), document());
    let output = ingest(&home, &[&document, "--dry-run"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(printed(&output.stdout).contains("would be stored"), "{output:?}");
    assert_eq!(revision(&home), 1, "a dry run changed the record");
    let output = ingest(&home, &[&document, "--published", "2022-12"]);
    let text = printed(&output.stdout);
    assert!(text.contains("stored as") && text.contains("in revision 2"), "{text}");
    for again in [&[document.as_str()][..], &[&document, "--dry-run"]] {
        let output = ingest(&home, again);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(printed(&output.stdout).contains("nothing was done"), "{output:?}");
    }
    assert_eq!(revision(&home), 2);
}

#[test]
fn a_bad_file_is_named_the_others_go_on_and_the_exit_code_is_1() {
    let (home, document) = (Home::new(), document());
    fs::write(home.path().join("picture.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").unwrap();
    fs::write(home.path().join("empty.txt"), "").unwrap();
    let files = ["gone.txt", "picture.png", "empty.txt", &document, "--format", "json"];
    let output = ingest(&home, &files);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let lines: Value = serde_json::from_slice(&output.stdout).unwrap();
    let results: Vec<_> = lines.as_array().unwrap().iter().map(|line| &line["result"]).collect();
    assert_eq!(results, ["failed", "failed", "failed", "stored"], "{lines:#}");
    for (place, name) in files[..3].iter().enumerate() {
        assert_eq!(lines[place]["path"], *name);
        assert!(!lines[place]["reason"].as_str().unwrap().is_empty());
    }
    assert!(lines[3]["found"]["passages"].as_u64().unwrap() > 3, "{lines:#}");
    assert!(printed(&output.stderr).contains("3 of 4 files"), "{output:?}");
}

#[test]
fn an_unknown_partnership_or_strategy_is_answered_with_those_there_are() {
    let (home, document) = (Home::new(), document());
    let output = home.run(&["ingest", &document, "--partnership", "kent-and-midway"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(printed(&output.stderr).contains("kent-and-medway"), "{output:?}");
    let output = ingest(&home, &[&document, "--strategy", "1999"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let message = printed(&output.stderr);
    assert!(message.contains("its strategies are: ") && message.contains("202"), "{message}");
    assert_eq!(revision(&home), 1);
}

#[test]
fn a_strategy_is_named_by_its_key_and_the_document_is_found_as_its_own() {
    let (home, document) = (Home::new(), document());
    let owner = ["--partnership", "lancashire-and-south-cumbria", "--strategy", "2022-draft"];
    let title = ["--title", "Northmarsh sets out", "--format", "json"];
    let output = home.run(&[&["ingest", &document], &owner[..], &title[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let search = ["search", "Northmarsh sets out", "--kind", "document", "--format", "json"];
    let found: Value = serde_json::from_slice(&home.run(&search).stdout).unwrap();
    assert_eq!(found["hits"][0]["title"], "Northmarsh sets out", "{found:#}");
    assert_eq!(found["hits"][0]["partnership"], "lancashire-and-south-cumbria");
}

#[test]
fn documents_of_every_kind_are_read() {
    let home = Home::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/documents");
    let names = ["cards.html", "lists.txt", "news.txt", "page.html", "plan.md"];
    let paths: Vec<String> =
        names.iter().map(|name| folder.join(name).display().to_string()).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let output = ingest(&home, &paths);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = printed(&output.stdout);
    assert_eq!(text.lines().count(), names.len(), "{text}");
    assert!(text.lines().all(|line| line.contains(": stored as ")), "{text}");
    assert_eq!(revision(&home), 1 + 5);
}
