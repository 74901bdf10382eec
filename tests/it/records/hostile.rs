//! Hostile and damaged record files: refused within bounds, never a panic.
//!
//! The limit of a test is ten times what a busy debug build needed; without the bounds each of
//! these takes minutes.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use strategraph::ingest::records::{check_files, read_seed};

use super::cases::base;

const RECORD: &str = "partnerships/exampleshire.yaml";

/// Checks a seed with one file replaced, within bounds of time and of what is said.
fn check_bounded(path: &str, text: String) -> String {
    let mut seed = base();
    seed.0.insert(path.into(), text);
    let began = Instant::now();
    let problems = check_files(&seed);
    let taken = began.elapsed();
    assert!(taken < Duration::from_secs(20), "{taken:?}");
    assert!(problems.len() <= 402, "{}", problems.len());
    let text = problems.to_string();
    assert!(text.len() < 500_000, "{}", text.len());
    text
}

/// A problem of the whole file and nothing else.
fn check_refused(text: String, expected: &str) {
    let problems = check_bounded("frameworks.yaml", text);
    assert!(problems.contains(expected), "{problems}");
    assert_eq!(problems.lines().count(), 1, "{problems}");
}

#[test]
fn a_bomb_of_aliases_is_refused() {
    let line =
        |from: char, to: char| format!("{to}: &{to} [{}]", vec![format!("*{from}"); 9].join(","));
    let bomb: Vec<String> = ('a'..'k').zip('b'..='k').map(|(from, to)| line(from, to)).collect();
    check_refused(format!("a: &a [x]\n{}", bomb.join("\n")), "an anchor or tag stands here");
}

#[test]
fn deep_nesting_is_refused() {
    check_refused("[".repeat(100_000), "this is not YAML");
    let stairs: Vec<String> = (0..1000).map(|depth| " ".repeat(depth) + "a:").collect();
    check_refused(stairs.join("\n"), "this is not YAML");
}

#[test]
fn a_file_of_ten_megabytes_is_refused() {
    check_refused("a: b\n".repeat(2_000_000), "more than 1048576");
}

#[test]
fn a_hundred_thousand_keys_are_read_in_time_and_not_all_told() {
    let keys: Vec<String> = (0..90_000).map(|number| format!("k{number}: 1")).collect();
    let problems = check_bounded(RECORD, keys.join("\n"));
    assert!(problems.contains("more than 200 problems"), "{problems}");
}

#[test]
fn twenty_thousand_items_of_one_name_are_read_in_time() {
    let record = base().0[RECORD].clone();
    let item = "          - {name: a, exact: true, parent: b, themes: [], sources: [S1]}\n";
    let (head, tail) = record.split_once("        items:\n").unwrap();
    check_bounded(RECORD, format!("{head}        items:\n{}{tail}", item.repeat(14_000)));
}

#[test]
fn a_value_of_a_megabyte_is_not_repeated_in_its_problem() {
    let record =
        base().0[RECORD].replace("coverage: high", &format!("coverage: {}", "x".repeat(1_000_000)));
    let problems = check_bounded(RECORD, record);
    assert!(problems.contains("xxx…"), "{problems}");
    assert!(problems.len() < 10_000, "{}", problems.len());
}

#[test]
fn a_chain_of_themes_is_followed_in_time() {
    let theme = |number: usize| {
        format!("- {{id: t{number}, broader: t{}, label: l{number}, definition: d}}", number + 1)
    };
    let themes: Vec<String> = (0..14_000).map(theme).collect();
    check_bounded("themes.yaml", format!("version: 1\nthemes:\n{}\n", themes.join("\n")));
}

#[test]
fn a_megabyte_of_invisible_characters_is_told_briefly() {
    check_bounded(RECORD, "\u{202e}".repeat(300_000));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is cut out of a file and put in its place: no panic, and either rows or problems.
    #[test]
    fn a_damaged_file_is_read_or_told_never_a_panic(
        file in 0_usize..6,
        start in 0.0_f64..1.0,
        length in 0_usize..40,
        insert in "[\\PC\n\t\u{0}\"'{}\\[\\],:#&*!|>%@-]{0,12}",
    ) {
        let mut seed = base();
        let path = seed.0.keys().nth(file).unwrap().clone();
        let characters: Vec<char> = seed.0[&path].chars().collect();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length")]
        let start = (start * characters.len() as f64) as usize;
        let end = (start + length).min(characters.len());
        let damaged: String = characters[..start].iter().copied().chain(insert.chars()).chain(characters[end..].iter().copied()).collect();
        seed.0.insert(path, damaged);
        if let Err(problems) = read_seed(&seed) {
            prop_assert!(!problems.is_empty());
        }
    }
}
