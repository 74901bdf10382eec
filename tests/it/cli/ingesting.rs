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
        assert!(printed(&output.stdout).contains("held already"), "{output:?}");
    }
    // Seeing it again notes the time, which is the same where it is the same second.
    assert!((2..=3).contains(&revision(&home)));
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
fn documents_are_stored_in_the_order_in_which_they_are_named_though_a_later_one_is_read_sooner() {
    let home = Home::new();
    let mut names: Vec<String> = (1..=6).map(|number| format!("part {number}.txt")).collect();
    for (place, name) in names.iter().enumerate() {
        // The first takes longest to read.
        let paragraph = "We will act early with Kent County Council and every school.\n\n";
        let text = format!("Part {}\n\n{}", place + 1, paragraph.repeat(4_000 >> (2 * place)));
        fs::write(home.path().join(name), text).unwrap();
    }
    names.push("--format=json".to_owned());
    let output = ingest(&home, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let lines: Value = serde_json::from_slice(&output.stdout).unwrap();
    for (place, line) in lines.as_array().unwrap().iter().enumerate() {
        assert_eq!(line["path"], names[place], "{lines:#}");
        assert_eq!(line["revision"], place + 2, "{lines:#}");
    }
    assert_eq!(lines.as_array().unwrap().len(), 6);
}

#[test]
fn an_unknown_partnership_or_strategy_is_answered_with_those_there_are() {
    let (home, document) = (Home::new(), document());
    let output = home.run(&["ingest", &document, "--partnership", "kent-and-midway"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(printed(&output.stderr).contains("kent-and-medway"), "{output:?}");
    let output = ingest(&home, &[&document, "--strategy", "1999"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
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
    let names = [
        "cards.html",
        "lists.txt",
        "news.txt",
        "page.html",
        "plan.md",
        "strategy.pdf",
        "interim.docx",
    ];
    let paths: Vec<String> =
        names.iter().map(|name| folder.join(name).display().to_string()).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let output = ingest(&home, &paths);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = printed(&output.stdout);
    let told: Vec<&str> = text.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(told.len(), names.len(), "{text}");
    assert!(told.iter().all(|line| line.contains(": stored as ")), "{text}");
    assert!(
        text.contains("Priorities (“priority”): no number stated, 3 found\n    1. Warm homes"),
        "{text}"
    );
    assert_eq!(revision(&home), 1 + 7);
}

#[test]
fn a_changed_document_at_a_known_address_is_a_new_edition_and_the_old_one_stays() {
    let home = Home::new();
    let address = ["--url", "https://example.org/plan", "--title", "Our plan", "--format", "json"];
    let mut documents = Vec::new();
    for text in ["The plan says: walk.", "The plan says: walk and cycle."] {
        fs::write(home.path().join("plan.txt"), text).unwrap();
        let output = ingest(&home, &[&["plan.txt"], &address[..]].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        documents.push(serde_json::from_slice::<Value>(&output.stdout).unwrap()[0].clone());
    }
    assert!(documents[0].get("supersedes").is_none(), "{documents:?}");
    assert_eq!(documents[1]["supersedes"], documents[0]["document"], "{documents:?}");
    assert_ne!(documents[1]["document"], documents[0]["document"]);
    let search = ["search", "walk", "--kind", "document", "--format", "json"];
    let found = home.run(&search);
    assert_eq!(found.status.code(), Some(0), "{found:?}");
}

#[test]
fn an_address_inside_the_network_is_refused_by_name_and_nothing_is_stored() {
    let home = Home::new();
    let output = ingest(&home, &["http://127.0.0.1:1/plan.pdf", "http://localhost:1/plan"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let text = printed(&output.stdout);
    assert_eq!(text.matches("is not a public address").count(), 2, "{text}");
    assert_eq!(revision(&home), 1);
}

#[test]
fn a_machine_without_certificate_authorities_takes_files_and_says_why_it_fetches_nothing() {
    let (home, document) = (Home::new(), document());
    let with_none = |arguments: &[&str]| {
        let mut command = home.command(arguments);
        command.env("SSL_CERT_FILE", home.path().join("none")).env("SSL_CERT_DIR", home.path());
        command.output().unwrap()
    };
    let file = with_none(&["ingest", "--partnership", "kent-and-medway", &document]);
    assert_eq!(file.status.code(), Some(0), "{file:?}");
    // Asked for before any other machine is: nothing is looked up.
    let fetched =
        with_none(&["ingest", "--partnership", "kent-and-medway", "https://192.0.1.1/plan.pdf"]);
    assert_eq!(fetched.status.code(), Some(1), "{fetched:?}");
    assert!(printed(&fetched.stdout).contains("apt-get install ca-certificates"), "{fetched:?}");
}

#[test]
fn arguments_that_contradict_each_other_are_refused() {
    let home = Home::new();
    for arguments in [
        &["--from-sources", "plan.txt"][..],
        &["https://example.org/a", "--url", "https://example.org/b"],
        &[],
    ] {
        let output = ingest(&home, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    }
}

const OF_2024: &str = "# Integrated Care Strategy for Sussex 2024–2029

Published March 2024. It was written with Seabank Community NHS Foundation Trust.

## Our four priorities

1. Homes that are warm
2. Streets that are safe
3. Air that is clean
4. Work that is good
";

fn of_sussex(home: &Home, text: &str, more: &[&str]) -> (String, Value) {
    fs::write(home.path().join("strategy.md"), text).unwrap();
    let arguments = ["ingest", "strategy.md", "--partnership"];
    let more = if more.is_empty() { &["sussex"][..] } else { more };
    let told = home.run(&[&arguments[..], more, &["--dry-run"]].concat());
    assert_eq!(told.status.code(), Some(0), "{told:?}");
    let stored = home.run(&[&arguments[..], more, &["--format", "json"]].concat());
    let lines: Value = serde_json::from_slice(&stored.stdout).unwrap();
    (printed(&told.stdout), lines[0]["found"].clone())
}

#[test]
fn a_document_of_other_years_is_tied_to_no_strategy_and_says_so() {
    let home = Home::new();
    let (text, found) = of_sussex(&home, OF_2024, &[]);
    assert!(text.contains("\n  says it is: Integrated care strategy"), "{text}");
    assert!(text.contains("for 2024 to 2029, published 2024-03, of sussex"), "{text}");
    assert!(text.contains("tied to the partnership only"), "{text}");
    assert!(text.contains("ingest it again with that strategy: 2023, delivery-2023"), "{text}");
    assert_eq!(found["strategy"], Value::Null, "{found:#}");
    assert_eq!(found["identity"]["period"], serde_json::json!([2024, 2029]), "{found:#}");
    assert_eq!(found["identity"]["partnership"], "sussex");
    assert!(found["passagesNamingPartners"].as_u64() >= Some(1), "{found:#}");
    let review = ["review", "--partnership", "sussex", "--format", "json"];
    let list: Value = serde_json::from_slice(&home.run(&review).stdout).unwrap();
    let priorities = list.as_array().unwrap().iter().filter(|row| row["kind"] == "priority");
    let strategies: Vec<&Value> = priorities.map(|row| &row["strategy"]).collect();
    assert_eq!(strategies, [&Value::Null; 4], "{list:#}");
}

#[test]
fn a_document_that_contradicts_what_is_said_of_it_is_taken_with_a_warning() {
    let home = Home::new();
    let (text, found) = of_sussex(&home, OF_2024, &["sussex", "--strategy", "2023"]);
    assert_eq!(found["strategy"], "sussex-2023", "the curator's word holds: {found:#}");
    assert!(text.contains("warning: The document is for 2024 to 2029"), "{text}");
    let (text, found) = of_sussex(&home, OF_2024, &["west-yorkshire"]);
    let said = "names the partnership sussex, but it was ingested for west-yorkshire";
    assert!(text.contains(said), "{text}");
    assert_eq!(found["strategy"], Value::Null, "{found:#}");
    let own = OF_2024.replace(" 2024–2029", "").replace("March 2024", "December 2022");
    let (text, found) = of_sussex(&home, &own, &[]);
    assert_eq!(found["strategy"], "sussex-2023", "{found:#}");
    assert!(text.contains("proposals are for: sussex-2023"), "{text}");
    assert!(!text.contains("warning"), "{text}");
}
