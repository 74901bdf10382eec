//! Every kind of page against the checker of the HTML standard's editors (the Nu Html Checker).

use std::{collections::BTreeMap, fs, process::Command};

use serde_json::Value;

use crate::{addresses::all_addresses, browser::tool, served::served};

#[test]
fn every_page_is_valid_html() {
    let directory = tempfile::tempdir().unwrap();
    let mut names = BTreeMap::new();
    for (number, address) in all_addresses().into_iter().enumerate() {
        let name = format!("{number}.html");
        fs::write(directory.path().join(&name), served().body(&address)).unwrap();
        names.insert(name, address);
    }
    let messages = check(directory.path());
    let problems: Vec<String> = messages
        .iter()
        .map(|it| {
            let file = it["url"].as_str().unwrap_or_default().rsplit('/').next().unwrap();
            let (line, message) = (&it["lastLine"], &it["message"]);
            format!("{}:{line}: {message} {}", names[file], it["extract"])
        })
        .collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn the_checker_itself_finds_what_is_wrong() {
    let directory = tempfile::tempdir().unwrap();
    let page = "<!doctype html><html lang=en><title>x</title><p><table></p>";
    fs::write(directory.path().join("0.html"), page).unwrap();
    assert!(!check(directory.path()).is_empty());
}

/// Errors and warnings of the checker for all pages of a directory.
fn check(directory: &std::path::Path) -> Vec<Value> {
    let output = Command::new("java")
        .args(["-Xss4m", "-jar"])
        .arg(tool("vnu.jar"))
        .args(["--format", "json", "--skip-non-html"])
        .arg(directory)
        .output()
        .expect("these tests need a Java runtime: run ./test, which installs it");
    let report: Value = serde_json::from_slice(&output.stderr)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let Value::Array(messages) = report["messages"].clone() else { panic!("{report}") };
    messages.into_iter().filter(|it| it["type"] == "error" || it["subType"] == "warning").collect()
}
