//! `strategraph config`: every setting, its value (secrets redacted) and where it came from.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::output::{OutputFormat, columns, print_json, print_text};
use crate::config::{Entry, Loaded, SETTINGS};
use crate::error::Result;

/// Arguments of `config`.
#[derive(Debug, Clone, Args)]
#[command(after_help = settings_help())]
pub struct ConfigArguments {
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// One setting in JSON.
#[derive(Serialize)]
struct Line {
    key: &'static str,
    value: Option<String>,
    origin: String,
    variable: String,
    flag: Option<&'static str>,
    default: Option<&'static str>,
    meaning: &'static str,
}

impl From<Entry> for Line {
    fn from(entry: Entry) -> Self {
        Self {
            key: entry.setting.key,
            value: Some(entry.value).filter(|value| !value.is_empty()),
            origin: entry.origin.to_string(),
            variable: entry.setting.variable(),
            flag: entry.setting.flag,
            default: Some(entry.setting.default).filter(|default| !default.is_empty()),
            meaning: entry.setting.meaning,
        }
    }
}

/// Prints the settings.
pub fn run(arguments: &ConfigArguments, loaded: &Loaded, out: &mut dyn Write) -> Result<()> {
    let lines: Vec<Line> = loaded.entries().into_iter().map(Line::from).collect();
    match arguments.format {
        OutputFormat::Json => print_json(out, &lines),
        OutputFormat::Text => print_text(out, &table(&lines)),
    }
}

fn table(lines: &[Line]) -> String {
    let head = ["setting", "value", "from"].map(str::to_owned).to_vec();
    let rows = lines.iter().map(|line| {
        let value = line.value.clone().unwrap_or_else(|| "(not set)".to_owned());
        vec![line.key.to_owned(), value, line.origin.clone()]
    });
    columns(&std::iter::once(head).chain(rows).collect::<Vec<_>>())
}

/// Every setting with its meaning, for `strategraph config --help`.
fn settings_help() -> String {
    let explained = SETTINGS.iter().map(|setting| {
        let default = match setting.default {
            "" => String::new(),
            default => format!(" [default: {default}]"),
        };
        format!("  {} ({}){default}\n    {}", setting.key, setting.variable(), setting.meaning)
    });
    format!(
        "Every setting, as it is called in the settings file and in the environment:\n{}",
        explained.collect::<Vec<_>>().join("\n")
    )
}
