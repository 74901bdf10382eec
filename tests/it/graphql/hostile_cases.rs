//! Reads the hostile questions under tests/cases/hostile; the benchmark of the same name uses this
//! file too.
//!
//! The first line of a file tells the code of the refusal and what is hostile. In the rest `«7|x»`
//! stands for seven times `x`, with the number of each time in the place of `№`. A line
//! `# variables:` holds variables; a `.json` file is a whole body.
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

/// A hostile question.
pub(crate) struct HostileCase {
    /// The name of its file.
    pub(crate) name: String,
    /// The code of its refusal.
    pub(crate) code: String,
    /// The body of the request.
    pub(crate) body: String,
}

/// All of them, by name.
pub(crate) fn load() -> Vec<HostileCase> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/hostile");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> HostileCase {
    let text = fs::read_to_string(file).unwrap();
    let (head, rest) = text.split_once('\n').unwrap();
    let code = head.trim_start_matches(['#', '/', ' ']).split_once(": ").unwrap().0.to_owned();
    let is_body = file.extension().is_some_and(|ending| ending == "json");
    let body = if is_body { expand(rest) } else { body_of(rest) };
    HostileCase { name: file.file_name().unwrap().to_string_lossy().into_owned(), code, body }
}

fn body_of(rest: &str) -> String {
    let variables = rest.strip_prefix("# variables: ").and_then(|rest| rest.split_once('\n'));
    let (variables, query) = variables.unwrap_or(("{}", rest));
    let query = serde_json::Value::String(expand(query));
    format!("{{\"query\": {query}, \"variables\": {}}}", expand(variables))
}

/// Writes out what is to be repeated.
fn expand(template: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('«') {
        let (repeated, after) = after.split_once('»').unwrap();
        let (times, unit) = repeated.split_once('|').unwrap();
        text.push_str(before);
        for number in 0..times.parse::<usize>().unwrap() {
            text.push_str(&unit.replace('№', &number.to_string()));
        }
        rest = after;
    }
    text + rest
}
