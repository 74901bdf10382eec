//! `strategraph evaluate`: how well documents are read, against what a careful reader found.
//!
//! Here: finding the files, adding up, printing. When two things are the same and how they are
//! counted is `ingest::evaluate`. Nothing is stored, and no database is opened: names are those
//! of the seed.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::Write,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::output::{OutputFormat, print_json, print_text};
use crate::{
    error::{Code, Error, Result},
    ingest::{
        Recogniser,
        evaluate::{DocumentScore, Gold, Score, evaluate, evaluate_blocks, read_blocks},
        read,
        records::{EmbeddedSeed, Problems, read_seed},
        segment::BlockMark,
    },
};

const EXAMPLES: &str = "\
Examples:
  strategraph evaluate tests/cases/gold
  strategraph evaluate gold --documents pdfs --least priorities=0.85 --least partners=0.88
  strategraph evaluate contents-pages.jsonl --mark contents

GOLD_DIR holds one YAML file per document, and the documents beside them or under --documents.
With --mark the argument is a file of blocks of text, one JSON object a line: `content`, `label` (1
where it is of that kind), `ambiguous` (left out). Each is read, cut and marked like a document.
The exit code is 1 where a kind of thing stays under its --least.";

/// Arguments of `evaluate`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct EvaluateArguments {
    /// Folder of gold files, or (with `--mark`) a file of labelled blocks of text
    #[arg(value_name = "GOLD_DIR")]
    pub gold: PathBuf,
    /// Measure how well blocks of this kind are told, in JSON Lines with `content` and `label`
    #[arg(long, value_enum, value_name = "KIND")]
    pub mark: Option<MarkArgument>,
    /// Folder of the documents [default: `GOLD_DIR`]
    #[arg(long, value_name = "DIR")]
    pub documents: Option<PathBuf>,
    /// Least F1 of a kind, such as priorities=0.85; may be given more than once
    #[arg(long, value_name = "KIND=F1", value_parser = least)]
    pub least: Vec<(String, f64)>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// A kind of block that says nothing of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MarkArgument {
    /// Contents pages
    Contents,
    /// Lists of references
    References,
}

/// The report: overall and per document.
#[derive(Debug, Serialize)]
struct Report {
    overall: BTreeMap<&'static str, Rates>,
    documents: Vec<DocumentScore>,
}

/// Counts of a kind and the shares made of them.
#[derive(Debug, Serialize)]
struct Rates {
    #[serde(flatten)]
    score: Score,
    precision: f64,
    recall: f64,
    f1: f64,
}

/// Evaluates every document that has gold.
///
/// # Errors
/// `NOT_FOUND` where there is no gold, `BAD_USER_INPUT` where gold or a document cannot be read,
/// `CONFLICT` (exit code 1) where a kind stays under its threshold.
pub fn run(arguments: &EvaluateArguments, out: &mut dyn Write) -> Result<()> {
    if let Some(mark) = arguments.mark {
        return blocks(arguments, mark, out);
    }
    let seed = read_seed(&EmbeddedSeed).map_err(Problems::into_error)?;
    let recogniser = Recogniser::of_record(&seed.record);
    let documents = arguments.documents.as_deref().unwrap_or(&arguments.gold);
    let mut scores = Vec::new();
    for path in gold_files(&arguments.gold)? {
        scores.push(one(&path, documents, &recogniser)?);
    }
    let report = Report { overall: overall(&scores), documents: scores };
    match arguments.format {
        OutputFormat::Json => print_json(out, &report)?,
        OutputFormat::Text => print_text(out, &told(&report))?,
    }
    check(&arguments.least, &report)
}

/// Evaluates labelled blocks in place of documents.
fn blocks(arguments: &EvaluateArguments, mark: MarkArgument, out: &mut dyn Write) -> Result<()> {
    let path = &arguments.gold;
    let unreadable = |reason: &dyn std::fmt::Display| {
        Error::bad_user_input(format!("{} cannot be read: {reason}", path.display()))
    };
    let lines = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
    let blocks = read_blocks(&lines).map_err(|reason| unreadable(&reason))?;
    let (kind, mark) = match mark {
        MarkArgument::Contents => ("contents pages", BlockMark::Contents),
        MarkArgument::References => ("references", BlockMark::References),
    };
    let rates = Rates::of(evaluate_blocks(&blocks, mark));
    let report = Report { overall: BTreeMap::from([(kind, rates)]), documents: Vec::new() };
    match arguments.format {
        OutputFormat::Json => print_json(out, &report)?,
        OutputFormat::Text => {
            let rates = &report.overall[kind];
            print_text(out, &format!("{} blocks\n  {}", blocks.len(), line(kind, rates)))?;
        }
    }
    check(&arguments.least, &report)
}

fn least(text: &str) -> Result<(String, f64), String> {
    let (kind, value) = text.split_once('=').ok_or("write KIND=F1, such as priorities=0.85")?;
    let value = value.parse().map_err(|_| format!("“{value}” is no number"))?;
    Ok((kind.to_owned(), value))
}

fn gold_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|error| {
        Error::not_found(format!("{} cannot be opened", folder.display())).because(error)
    })?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(Error::not_found(format!("{} holds no gold (*.yaml)", folder.display())));
    }
    Ok(files)
}

fn one(path: &Path, documents: &Path, recogniser: &Recogniser) -> Result<DocumentScore> {
    let unreadable = |path: &Path, reason: &dyn std::fmt::Display| {
        Error::bad_user_input(format!("{} cannot be read: {reason}", path.display()))
    };
    let yaml = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let gold = Gold::parse(&yaml).map_err(|error| unreadable(path, &error))?;
    let document = documents.join(&gold.file);
    let bytes = std::fs::read(&document).map_err(|error| unreadable(&document, &error))?;
    let read = read(&bytes, Some(&gold.file)).map_err(|reason| unreadable(&document, &reason))?;
    Ok(evaluate(&gold, &read, recogniser))
}

fn overall(documents: &[DocumentScore]) -> BTreeMap<&'static str, Rates> {
    let mut sums: BTreeMap<&'static str, Score> = BTreeMap::new();
    for (kind, score) in documents.iter().flat_map(|document| &document.scores) {
        sums.entry(kind).or_default().add(*score);
    }
    sums.into_iter().map(|(kind, score)| (kind, Rates::of(score))).collect()
}

impl Rates {
    fn of(score: Score) -> Self {
        Self { score, precision: score.precision(), recall: score.recall(), f1: score.f1() }
    }
}

fn told(report: &Report) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for document in &report.documents {
        let _ = writeln!(text, "{}", document.file);
        for (kind, score) in &document.scores {
            let _ = writeln!(text, "  {}", line(kind, &Rates::of(*score)));
        }
        for miss in &document.misses {
            let _ = writeln!(text, "    {} {}: {}", miss.what, miss.kind, miss.text);
        }
    }
    let _ = writeln!(text, "\nOverall, {} documents", report.documents.len());
    for (kind, rates) in &report.overall {
        let _ = writeln!(text, "  {}", line(kind, rates));
    }
    text.truncate(text.trim_end().len());
    text
}

fn line(kind: &str, rates: &Rates) -> String {
    format!(
        "{kind:<17} found {:>4}  expected {:>4}  right {:>4}  precision {:.3}  recall {:.3}  F1 {:.3}",
        rates.score.found,
        rates.score.expected,
        rates.score.right,
        rates.precision,
        rates.recall,
        rates.f1
    )
}

fn check(least: &[(String, f64)], report: &Report) -> Result<()> {
    let mut under = Vec::new();
    for (kind, wanted) in least {
        let rates = report.overall.get(kind.as_str()).ok_or_else(|| {
            let known: Vec<&str> = report.overall.keys().copied().collect();
            Error::bad_user_input(format!(
                "There is no kind “{kind}” in this gold: use one of {}",
                known.join(", ")
            ))
        })?;
        if rates.f1 < *wanted {
            under.push(format!("{kind} has F1 {:.3}, and {wanted} was asked for", rates.f1));
        }
    }
    if under.is_empty() { Ok(()) } else { Err(Error::new(Code::Conflict, under.join("; "))) }
}
