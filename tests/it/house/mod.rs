//! The rules of the house: who may know whom, read from the paths that each file names; the form
//! of files; documents that point only to what exists. Each rule is also shown to be able to fail.

mod documents;
mod rules;
mod source;

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under a folder of the repository with this ending, as paths from the root.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.map(Result::unwrap) {
        let path = Path::new(folder).join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(path.to_str().unwrap(), ending));
        } else if path.extension().is_some_and(|other| other == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The packages that Cargo.toml names, as they are written in Rust.
fn packages() -> Vec<String> {
    let manifest = read(Path::new("Cargo.toml"));
    let lines = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| line.split_once(" =")).map(|(name, _)| name);
    names.map(|name| name.replace('-', "_")).collect()
}

fn broken(path: &str, text: &str) -> Vec<String> {
    let text = format!("//! A sample.\n{text}");
    rules::broken_by(path, &text, &packages())
}

#[test]
fn every_module_knows_only_whom_it_may() {
    let files = files("src", "rs");
    assert!(files.len() > 20, "the source was not found: {files:?}");
    let packages = packages();
    assert!(packages.contains(&"async_graphql".to_owned()), "{packages:?}");
    let broken: Vec<_> = files
        .iter()
        .flat_map(|path| {
            let inside = path.strip_prefix("src").unwrap().to_str().unwrap();
            rules::broken_by(inside, &read(path), &packages)
        })
        .collect();
    assert!(broken.is_empty(), "{} rules are broken:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn tests_and_benchmarks_keep_the_form_of_the_house() {
    let files: Vec<_> = [files("tests", "rs"), files("benches", "rs")].concat();
    assert!(files.len() > 10, "the tests were not found: {files:?}");
    let broken: Vec<_> =
        files.iter().flat_map(|path| rules::form(path.to_str().unwrap(), &read(path))).collect();
    assert!(broken.is_empty(), "{} rules are broken:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn the_architecture_document_is_there_and_every_document_points_to_what_exists() {
    let top = fs::read_dir(root()).unwrap().map(|entry| PathBuf::from(entry.unwrap().file_name()));
    let top = top.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let documents: Vec<_> = top.chain(files("docs", "md")).chain(files("seed", "md")).collect();
    assert!(documents.contains(&PathBuf::from("ARCHITECTURE.md")), "ARCHITECTURE.md is missing");
    let mut lost = Vec::new();
    for document in documents {
        let folder = document.parent().unwrap().to_owned();
        for place in documents::places(&read(&document)) {
            let near = root().join(&folder).join(&place);
            if !near.exists() && !root().join(&place).exists() {
                lost.push(format!("{}: {place} does not exist", document.display()));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn a_crate_outside_its_place_is_found_however_it_is_named() {
    for text in [
        "use sqlx::Row;",
        "use sqlx;",
        "pub(crate) use ::sqlx::{Row, any::Any};",
        "#[derive(sqlx::FromRow)] struct A;",
        "fn a() { let row: sqlx::any::AnyRow; }",
        "use sqlx as database; fn a() { database::query(); }",
    ] {
        let problems = broken("query/priority.rs", text);
        assert!(problems.iter().any(|one| one.contains("all SQL stands in `store`")), "{text}");
        assert_eq!(broken("store/rows.rs", text), [""; 0], "{text}");
    }
}

#[test]
fn who_looks_for_passages_in_the_record_of_a_view_is_found() {
    let text = "fn a(view: &View) -> usize { view.record.passages.len() }";
    assert_eq!(broken("query/theme.rs", text).len(), 1);
    assert!(broken("write/seed.rs", "fn a() { held.passages.len(); }").is_empty());
}

#[test]
fn what_is_only_said_in_comments_and_strings_is_no_knowledge() {
    let text = "// sqlx::Row\n/* sqlx::Row /* sqlx */ sqlx::Row */\n/// [`crate::store::Store`]\n\
        fn a<'a>(b: &'a str) -> char { let _ = \"sqlx::Row \\\" sqlx::Row\"; let _ = r#\"sqlx::Row \" sqlx::\"#; '\\'' }";
    assert_eq!(broken("query/priority.rs", text), [""; 0]);
    let after = format!("{text}\nuse sqlx::Row;");
    let problems = broken("query/priority.rs", &after);
    assert!(problems.iter().any(|one| one.starts_with("src/query/priority.rs:6:")), "{problems:?}");
}

#[test]
fn a_module_that_knows_too_much_is_found_however_it_is_written() {
    for (path, text) in [
        ("query/entity.rs", "use crate::store::Store;"),
        ("query/entity.rs", "use crate::{error::Result, store};"),
        ("query/entity.rs", "use super::super::store::Store;"),
        ("query/mod.rs", "use super::store::Store;"),
        ("query/mod.rs", "mod tests { use super::super::store::Store; }"),
        ("write/mod.rs", "fn a(view: &crate::view::View) {}"),
        ("explorer/home.rs", "use crate::graphql::Schema;"),
        ("graphql/theme.rs", "use crate::view::graph::Graph;"),
        ("graphql/theme.rs", "use crate::view; fn a(b: view::graph::Graph) {}"),
        ("graphql/theme.rs", "use crate::store::Store;"),
        ("model/theme.rs", "use crate::error::Error;"),
        ("model/theme.rs", "use chrono::Utc;"),
        ("http/mod.rs", "use crate::view::View;"),
        ("view/graph.rs", "use crate::store::Store;"),
        ("view/search/mod.rs", "use petgraph::Graph;"),
        ("cli/serve.rs", "use axum::Router;"),
    ] {
        assert!(!broken(path, text).is_empty(), "{path}: {text}");
    }
}

#[test]
fn what_is_allowed_is_allowed() {
    for (path, text) in [
        ("query/entity.rs", "use crate::{error::Result, model::Slug, view::View};"),
        ("query/mod.rs", "mod tests { use super::page::Page; }"),
        ("graphql/theme.rs", "use crate::view::View; fn a(b: &View) { View::revision(b); }"),
        ("graphql/theme.rs", "use axum::Router; use super::limits; use crate::http::Failure;"),
        ("view/refresh.rs", "use crate::store::Store;"),
        ("view/graph.rs", "use petgraph::graph::DiGraph;"),
        ("view/search/mod.rs", "use tantivy::Index;"),
        ("write/mod.rs", "use crate::{model::Record, store::Store};"),
        ("model/theme.rs", "use serde::Serialize; use super::Slug;"),
        ("cli/serve.rs", "use crate::{app, graphql, store};"),
        ("main.rs", "fn main() { strategraph::cli::run(); }"),
    ] {
        assert_eq!(broken(path, text), [""; 0], "{path}: {text}");
    }
}

#[test]
fn a_file_out_of_form_is_found() {
    let marked = format!("//! A.\n// {}: later", concat!("TO", "DO"));
    for (path, text) in [
        ("src/a.rs", "fn a() {}".to_owned()),
        ("src/a.rs", format!("//! A.{}", "\n".repeat(600))),
        ("src/a.rs", marked),
        ("src/a.rs", "//! A.\nmod helpers;".to_owned()),
        ("src/query/utils.rs", "//! A.".to_owned()),
        ("tests/it/common/mod.rs", "//! A.".to_owned()),
    ] {
        assert_eq!(rules::form(path, &text).len(), 1, "{path}: {text:.40}");
    }
    assert!(rules::form("src/a.rs", "//! A.\n").is_empty());
}

#[test]
fn places_are_found_in_links_and_back_ticks_but_not_in_examples() {
    let text = "See [the view](src/view/mod.rs#why), `src/query/`, [web](https://x.org), `a/b`, \
        `src/*.rs`.\n```sh\ncat [x](gone.md) `src/gone.rs`\n```\n`docs/more.md`";
    assert_eq!(documents::places(text), ["src/view/mod.rs", "src/query/", "docs/more.md"]);
}
