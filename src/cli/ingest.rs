//! `strategraph ingest`: documents into the graph.

use std::{
    io::{IsTerminal as _, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::output::{OutputFormat, print_json, print_text};
use crate::{
    app,
    clock::Clock,
    config::Config,
    error::{Code, Error, Result},
    ingest::{DocumentAbout, Recogniser, propose::build_proposed_document, read},
    model::{Document, DocumentOrigin, PartialDate, ProposalStatus, Record, Slug},
    store::Store,
    write::{Ingested, check_known, ingest_document, is_same},
};

const EXAMPLES: &str = "\
Examples:
  strategraph ingest strategy.html --partnership kent-and-medway \\
      --url https://example.org/strategy --published 2022-12
  strategraph ingest notes/*.md --partnership south-yorkshire --dry-run

The same bytes again change nothing. A file that cannot be read is named with its reason, the
others go on, and the exit code is 1.";

/// Arguments of `ingest`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct IngestArguments {
    /// Files to read: PDF, Word, HTML, Markdown or plain text
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Partnership that the documents speak for or are about
    #[arg(long, value_name = "SLUG")]
    pub partnership: Slug,
    /// Strategy of that partnership whose text they are or report
    #[arg(long, value_name = "KEY")]
    pub strategy: Option<Slug>,
    /// Title [default: the document's own]
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Address at which the document was published
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// When it was published: a year, a month or a day
    #[arg(long, value_name = "DATE")]
    pub published: Option<PartialDate>,
    /// Read and report, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Form of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Who the change log names.
const BY: &str = "strategraph ingest";

/// What became of one file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    path: String,
    #[serde(flatten)]
    result: Fate,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase", tag = "result")]
enum Fate {
    Stored { document: Slug, revision: i64, found: Found },
    AlreadyHeld { document: Slug },
    WouldStore { document: Slug, found: Found },
    Failed { reason: String },
}

/// What was found in a document.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    passages: usize,
    passages_with_themes: usize,
    passages_naming_partners: usize,
    /// Found in it and not known yet; a curator decides (`strategraph review`).
    proposals: usize,
    /// Found in it and known already: it is evidence of these facts.
    known_facts: usize,
}

/// Ingests the files one after the other and reports what became of each.
///
/// # Errors
/// `CONFLICT` (exit code 1) where a file could not be ingested, `BAD_USER_INPUT` where the
/// arguments do not go together, `NOT_FOUND` for a partnership or strategy that does not exist.
pub fn run(arguments: &IngestArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    check_arguments(arguments)?;
    let lines = app::run(ingest(arguments, config, out))?;
    if arguments.format == OutputFormat::Json {
        print_json(out, &lines)?;
    }
    match lines.iter().filter(|line| matches!(line.result, Fate::Failed { .. })).count() {
        0 => Ok(()),
        failed => Err(Error::new(
            Code::Conflict,
            format!("{failed} of {} files could not be ingested", lines.len()),
        )),
    }
}

fn check_arguments(arguments: &IngestArguments) -> Result<()> {
    let of_one = arguments.title.is_some() || arguments.url.is_some();
    if of_one && arguments.paths.len() > 1 {
        return Err(Error::bad_user_input(
            "--title and --url are of one document: give one PATH with them",
        ));
    }
    Ok(())
}

async fn ingest(
    arguments: &IngestArguments,
    config: &Config,
    out: &mut dyn Write,
) -> Result<Vec<Line>> {
    let clock = Clock::system();
    let store = app::open_record(config, &clock).await?;
    let record = store.load_record().await?;
    let recogniser = Recogniser::of_record(&record);
    let about = about(arguments, &record)?;
    let progress = Progress::of(arguments);
    let mut lines = Vec::new();
    for path in &arguments.paths {
        let result = match build(path, &about, &record, &recogniser, &clock) {
            Ok(part) if arguments.dry_run => foretell(&record, &part),
            Ok(part) => store_document(&store, &clock, part).await?,
            Err(reason) => Fate::Failed { reason },
        };
        let line = Line { path: path.display().to_string(), result };
        progress.tell(&line, arguments, out)?;
        lines.push(line);
    }
    progress.finish();
    Ok(lines)
}

/// What the arguments say about every document, with the strategy resolved.
fn about(arguments: &IngestArguments, record: &Record) -> Result<DocumentAbout> {
    let strategy_of = |key: &Slug| {
        let whole: Slug = format!("{}-{key}", arguments.partnership).into();
        [whole, key.clone()]
            .into_iter()
            .find(|slug| record.strategies.contains_key(slug))
            .ok_or_else(|| {
                let keys = record
                    .strategies
                    .values()
                    .filter(|row| row.partnership == arguments.partnership);
                let keys: Vec<&str> = keys.map(|row| &*row.key).collect();
                Error::not_found(format!(
                    "{} has no strategy “{key}”; its strategies are: {}",
                    arguments.partnership,
                    keys.join(", ")
                ))
            })
    };
    let known: Vec<Slug> = record.partnerships.keys().cloned().collect();
    check_known("partnership", &arguments.partnership, &known)?;
    Ok(DocumentAbout {
        partnership: Some(arguments.partnership.clone()),
        strategy: arguments.strategy.as_ref().map(strategy_of).transpose()?,
        title: arguments.title.clone(),
        url: arguments.url.clone(),
        publisher: None,
        published: arguments.published,
        origin: DocumentOrigin::Ingested,
        complete: true,
        source: None,
        slug_hint: None,
    })
}

/// One file as rows, or why it cannot be read.
fn build(
    path: &Path,
    about: &DocumentAbout,
    known: &Record,
    recogniser: &Recogniser,
    clock: &Clock,
) -> Result<Record, String> {
    let bytes =
        std::fs::read(path).map_err(|error| format!("the file cannot be opened: {error}"))?;
    let name = path.file_name().map(|name| name.to_string_lossy());
    let read = read(&bytes, name.as_deref()).map_err(|reason| reason.to_string())?;
    let mut about = about.clone();
    if about.title.is_none() && read.title.is_none() {
        about.title = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    }
    Ok(build_proposed_document(known, read, about, &clock.now(), recogniser))
}

/// What storing would do.
fn foretell(record: &Record, part: &Record) -> Fate {
    let document = part.documents.values().next();
    let same = |held: &&Arc<Document>| document.is_some_and(|document| is_same(held, document));
    match record.documents.values().find(same) {
        Some(held) => Fate::AlreadyHeld { document: held.slug.clone() },
        None => Fate::WouldStore {
            document: document.map(|document| document.slug.clone()).unwrap_or_default(),
            found: Found::of(part),
        },
    }
}

async fn store_document(store: &Store, clock: &Clock, part: Record) -> Result<Fate> {
    let found = Found::of(&part);
    Ok(match ingest_document(store, clock, part, BY).await? {
        Ingested::Stored { slug, outcome } => {
            Fate::Stored { document: slug, revision: outcome.revision, found }
        }
        Ingested::AlreadyHeld { slug } => Fate::AlreadyHeld { document: slug },
    })
}

impl Found {
    fn of(part: &Record) -> Self {
        Self {
            passages: part.passages.len(),
            passages_with_themes: distinct(part.passage_themes.values().map(|row| &row.passage)),
            passages_naming_partners: distinct(
                part.passage_partners.values().map(|row| &row.passage),
            ),
            proposals: count(part, ProposalStatus::Proposed),
            known_facts: count(part, ProposalStatus::Known),
        }
    }
}

fn count(part: &Record, status: ProposalStatus) -> usize {
    part.proposals.values().filter(|row| row.status == status).count()
}

fn distinct<'slug>(slugs: impl Iterator<Item = &'slug Slug>) -> usize {
    slugs.collect::<std::collections::BTreeSet<_>>().len()
}

/// A bar on a terminal; elsewhere each line as it comes.
struct Progress(Option<ProgressBar>);

impl Progress {
    fn of(arguments: &IngestArguments) -> Self {
        let wanted = std::io::stderr().is_terminal() && arguments.paths.len() > 1;
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
        Self(wanted.then(|| {
            let bar = ProgressBar::new(arguments.paths.len() as u64);
            style.map_or(bar.clone(), |style| bar.clone().with_style(style))
        }))
    }

    fn tell(&self, line: &Line, arguments: &IngestArguments, out: &mut dyn Write) -> Result<()> {
        if let Some(bar) = &self.0 {
            bar.set_message(line.path.clone());
            bar.inc(1);
        }
        if arguments.format == OutputFormat::Json {
            return Ok(());
        }
        match &self.0 {
            Some(bar) => bar.suspend(|| print_text(out, &line.to_string())),
            None => print_text(out, &line.to_string()),
        }
    }

    fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = &self.path;
        match &self.result {
            Fate::Stored { document, revision, found } => {
                write!(formatter, "{path}: stored as {document} in revision {revision}: {found}")
            }
            Fate::WouldStore { document, found } => {
                write!(formatter, "{path}: would be stored as {document}: {found}")
            }
            Fate::AlreadyHeld { document } => {
                write!(
                    formatter,
                    "{path}: the same bytes are held already as {document}; nothing was done"
                )
            }
            Fate::Failed { reason } => write!(formatter, "{path}: not ingested: {reason}"),
        }
    }
}

impl std::fmt::Display for Found {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} passages, {} about a theme, {} naming a partner; {} proposals to review, {} facts known already",
            self.passages,
            self.passages_with_themes,
            self.passages_naming_partners,
            self.proposals,
            self.known_facts
        )
    }
}
