//! The commands as the program runs them: what is printed, and with which exit code it ends.

use std::{fs, path::Path, process::Output};

use serde_json::Value;

use super::{Home, printed};

/// The only JSON value that a command prints.
fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// Copies the small seed of the record tests, with one edit.
fn write_seed(directory: &Path, file: &str, old: &str, new: &str) {
    for (path, text) in crate::records::cases::base().0 {
        let text = if path == file { text.replacen(old, new, 1) } else { text };
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

#[test]
fn check_is_content_with_the_built_in_seed() {
    let output = Home::new().run(&["check"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(printed(&output.stdout), "No problems found.\n");
}

#[test]
fn check_names_every_problem_at_its_line_and_column_and_exits_with_1() {
    let home = Home::new();
    write_seed(&home.path().join("mine"), "themes.yaml", "broader: prevention", "broader: nothing");
    let output = home.run(&["check", "mine"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let text = printed(&output.stdout);
    let place = text.lines().find(|line| line.contains("themes.yaml:4:")).expect(&text);
    let column = place.split("themes.yaml:4:").nth(1).unwrap();
    assert!(column.starts_with(|first: char| first.is_ascii_digit()), "{place}");
    assert!(text.contains("nothing"), "{text}");
    assert!(printed(&output.stderr).contains("problem"), "{output:?}");
    let output = home.run(&["check", "mine", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let problems = json(&output);
    assert_eq!(problems[0]["line"], 4, "{problems:#}");
    assert!(problems[0]["file"].as_str().unwrap().ends_with("themes.yaml"), "{problems:#}");
}

#[test]
fn schema_prints_the_published_schema() {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/api.graphql");
    let output = Home::new().run(&["schema"]);
    assert!(output.status.success(), "{output:?}");
    let published = fs::read_to_string(published).unwrap();
    let same = printed(&output.stdout).trim_end() == published.trim_end();
    assert!(same, "what is printed is not schema/api.graphql");
}

#[test]
fn status_makes_nothing_where_nothing_was_done_and_says_what_to_do() {
    let home = Home::new();
    let output = home.run(&["status"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = printed(&output.stdout);
    assert!(text.contains("strategraph serve"), "{text}");
    assert_eq!(json(&home.run(&["status", "--format", "json"]))["revision"], 0);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "something was made");
}

#[test]
fn search_works_before_any_service_and_status_tells_what_is_held() {
    let home = Home::new();
    let output = home.run(&["search", "first", "1001", "days", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let found = json(&output);
    let first = &found["hits"][0];
    assert_eq!(first["kind"], "programme", "{first:#}");
    assert_eq!(first["partnership"], "hampshire-and-isle-of-wight");
    let output =
        home.run(&["search", "\"first 1001 days\"", "--kind", "programme", "--first", "1"]);
    let text = printed(&output.stdout);
    assert!(text.contains("1. First 1001 Days programme"), "{text}");
    assert!(!text.contains('\u{1b}'), "colours without a terminal");
    let status = json(&home.run(&["status", "--format", "json"]));
    assert_eq!((&status["revision"], &status["counts"]["partnerships"]), (&1.into(), &42.into()));
    assert_eq!(status["hint"], Value::Null);
    let text = printed(&home.run(&["status"]).stdout);
    for part in ["partnerships    42", "strategies      84", "strategraph.sqlite", "by seed"] {
        assert!(text.contains(part), "{part} is not in:\n{text}");
    }
}

#[test]
fn a_search_that_names_an_unknown_theme_is_told_the_nearest() {
    let output = Home::new().run(&["search", "carers", "--theme", "best-start-in-live"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(printed(&output.stderr).contains("best-start-in-life"), "{output:?}");
}

#[test]
fn a_search_that_finds_nothing_offers_what_does_and_tells_what_it_added() {
    let home = Home::new();
    let output = home.run(&["search", "dementai"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(printed(&output.stdout).contains("Did you mean: dementia\n"), "{output:?}");
    assert_eq!(
        json(&home.run(&["search", "dementai", "--format", "json"]))["didYouMean"],
        "dementia"
    );
    let widened = json(&home.run(&["search", "EOL", "--format", "json"]));
    assert_eq!(widened["expansions"][0]["from"], "EOL", "{widened:#}");
    let text = printed(&home.run(&["search", "EOL"]).stdout);
    assert!(text.contains("Searched as well for “EOL”: end of life"), "{text}");
    let exact = json(&home.run(&["search", "EOL", "--exact", "--format", "json"]));
    let total = |answer: &Value| answer["totalCount"].as_u64().unwrap();
    assert!(exact["expansions"].as_array().unwrap().is_empty(), "{exact:#}");
    assert!(total(&exact) < total(&widened));
    let none = home.run(&["search", "carers", "--first", "0"]);
    assert!(printed(&none.stderr).contains("1..=1000"), "{none:?}");
}

#[test]
fn what_the_arguments_name_and_there_is_not_ends_with_2_and_one_clean_sentence() {
    let home = Home::new();
    for command in [
        &["export", "partnership:kent"][..],
        &["compare", "kent"],
        &["search", "carers", "--partnership", "kent"],
        &["ingest", "any.md", "--partnership", "kent"],
        &["serve", "--listen", "nonsense"],
    ] {
        let output = home.run(command);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
    }
    fs::write(home.path().join("no.backup"), "nothing of the kind").unwrap();
    let message = printed(&home.run(&["backup", "--verify", "no.backup"]).stderr);
    assert!(message.contains("made: ") && !message.contains(".:"), "{message}");
}
