//! `strategraph load`: a large collection into an empty record.

use std::{
    io::{IsTerminal as _, Write},
    path::PathBuf,
    sync::Arc,
};

use clap::Args;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use serde::Serialize;

use super::output::{OutputFormat, print_json, print_text};
use crate::{
    app::{self, Loaded, Progress},
    clock::Clock,
    config::Config,
    error::Result,
};

const EXAMPLES: &str = "\
Examples:
  strategraph load corpus --data-dir corpus-data
  strategraph serve --data-dir corpus-data

DIR holds one JSON Lines file for each table; docs/corpus.md describes them. Every problem is named
by file and line, and then nothing is stored. The record must be empty.";

/// Arguments of `load`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct LoadArguments {
    /// Directory of the collection
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// Form of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// The report in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    revision: i64,
    rows: usize,
    passages: usize,
    seconds: f64,
    passages_per_second: f64,
}

/// Loads the collection and reports.
///
/// # Errors
/// As [`app::load_corpus`].
pub fn run(arguments: &LoadArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    let bar = bar();
    let shown = bar.clone();
    let tell = Arc::new(move |progress| show(&shown, progress));
    let clock = Clock::system();
    let loaded = app::run(app::load_corpus(config, &arguments.directory, &clock, tell));
    bar.finish_and_clear();
    let report = Report::of(loaded?);
    match arguments.format {
        OutputFormat::Json => print_json(out, &report),
        OutputFormat::Text => print_text(out, &report.text()),
    }
}

/// A bar on a terminal, nothing elsewhere.
fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    match ProgressStyle::with_template("{bar:30} {pos}/{len} rows {msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn show(bar: &ProgressBar, progress: Progress) {
    match progress {
        Progress::Reading(bytes) => {
            bar.set_message(format!("reading {}", HumanBytes(bytes as u64)));
        }
        Progress::Writing(rows) => {
            bar.set_length(rows as u64);
            bar.set_message("writing and indexing");
        }
        Progress::Wrote(rows) => bar.inc(rows as u64),
        Progress::Indexing => bar.set_message("indexing"),
    }
}

impl Report {
    fn of(loaded: Loaded) -> Self {
        let seconds = loaded.milliseconds as f64 / 1000.0;
        Self {
            revision: loaded.revision,
            rows: loaded.rows,
            passages: loaded.passages,
            seconds,
            passages_per_second: (loaded.passages as f64 / seconds.max(0.001)).round(),
        }
    }

    fn text(&self) -> String {
        let Self { revision, rows, passages, seconds, passages_per_second } = self;
        if *rows == 0 {
            return format!(
                "Exactly this collection was loaded before, in revision {revision}; nothing was done."
            );
        }
        format!(
            "Loaded {rows} rows, {passages} of them passages, in revision {revision}: \
             {seconds:.2} s, {passages_per_second} passages a second. Serve them with `strategraph serve`."
        )
    }
}
