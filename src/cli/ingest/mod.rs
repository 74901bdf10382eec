//! `strategraph ingest`: documents into the graph, from files and from the web.
//!
//! Where a document comes from and what is known of it beforehand is told by `origin`, what is
//! printed by `report`. Not here: fetching (`fetch`), reading (`app::reading`), what passages are
//! about (`ingest`), storing (`write`).

mod lists;
mod origin;
mod report;

use std::{collections::VecDeque, io::Write, num::NonZeroUsize, sync::Arc, thread};

use clap::Args;
use tokio::task::{JoinHandle, spawn_blocking};

use self::{
    origin::{Origin, Wanted, wanted},
    report::{Fate, Found, Line, Progress},
};
use super::output::{OutputFormat, print_json};
use crate::{
    app::{self, reading::Reader},
    clock::Clock,
    config::Config,
    error::{Code, Error, Result},
    fetch::{FetchLimits, Fetcher},
    ingest::{
        Recogniser,
        propose::{ProposedDocument, build_proposed_document},
    },
    model::{Document, PartialDate, Record, Slug},
    store::Store,
    write::{Ingested, ingest_document, is_same},
};

const EXAMPLES: &str = "\
Examples:
  strategraph ingest strategy.pdf --partnership kent-and-medway \\
      --url https://example.org/strategy.pdf --published 2022-12
  strategraph ingest https://example.org/strategy.pdf --partnership kent-and-medway
  strategraph ingest --from-sources --partnership south-yorkshire --dry-run
  strategraph ingest notes/*.docx --partnership south-yorkshire

The same bytes again only note that they were seen. A changed document at a known address is kept
as a new edition beside the old one. What cannot be read is named with its reason, the others go
on, and the exit code is 1.";

/// Arguments of `ingest`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct IngestArguments {
    /// Files or addresses to read: PDF, Word, HTML, Markdown or plain text
    #[arg(required_unless_present = "from_sources", value_name = "PATH|URL")]
    pub paths: Vec<String>,
    /// Fetch the documents behind the sources of the partnership
    #[arg(long, conflicts_with_all = ["title", "url", "published"])]
    pub from_sources: bool,
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
    /// Recognise the text of scanned pages (OCR) with tesseract, where a PDF has no text
    #[arg(long)]
    pub ocr: bool,
    /// Read and report, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Form of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Who the change log names.
const BY: &str = "strategraph ingest";

/// Ingests the documents in their order and reports what became of each.
///
/// # Errors
/// `CONFLICT` (exit code 1) where a document could not be ingested, `BAD_USER_INPUT` where the
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
    let is_fetched = arguments.paths.iter().any(|path| Origin::of(path).is_fetched());
    if arguments.url.is_some() && is_fetched {
        return Err(Error::bad_user_input(
            "--url tells where a file came from: a document that is fetched has its address",
        ));
    }
    if arguments.from_sources && !arguments.paths.is_empty() {
        return Err(Error::bad_user_input(
            "--from-sources names the documents itself: give no PATH with it",
        ));
    }
    Ok(())
}

/// What every document needs on its way.
struct Way {
    dry_run: bool,
    clock: Clock,
    store: Store,
    record: Record,
    recogniser: Recogniser,
    reader: Reader,
    fetcher: Fetcher,
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
    let reader = Reader::of_this_program()?.recognising(arguments.ocr);
    let fetcher = Fetcher::new(FetchLimits::default());
    let dry_run = arguments.dry_run;
    let way = Arc::new(Way { dry_run, clock, store, record, recogniser, reader, fetcher });
    let all = wanted(arguments, &way.record)?;
    let progress = Progress::of(arguments, all.len());
    let mut all = all.into_iter();
    let mut begun = VecDeque::new();
    let mut lines = Vec::new();
    loop {
        while begun.len() < at_once()
            && let Some(wanted) = all.next()
        {
            begun.push_back(way.begin(wanted).await);
        }
        let Some(first) = begun.pop_front() else { break };
        let line = way.finish(first).await?;
        progress.tell(&line, arguments, out)?;
        lines.push(line);
    }
    progress.finish();
    Ok(lines)
}

/// So many documents are read and recognised at the same time, one a core: memory does not grow with
/// their number.
fn at_once() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// A document on its way.
struct Begun {
    path: String,
    building: JoinHandle<Result<ProposedDocument, String>>,
}

impl Way {
    /// Loads a document and begins to read it beside the others. One is loaded at a time, so that
    /// no site is asked for several at once.
    async fn begin(self: &Arc<Self>, wanted: Wanted) -> Begun {
        let path = wanted.origin.to_string();
        let bytes = wanted.origin.load(&self.fetcher).await;
        let way = Arc::clone(self);
        let building = spawn_blocking(move || way.build(&bytes?, wanted));
        Begun { path, building }
    }

    /// Stores a document once it is read: in the order in which they were named.
    async fn finish(&self, begun: Begun) -> Result<Line> {
        let result = match begun.building.await.map_err(Error::internal)? {
            Ok(document) if self.dry_run => self.foretell(&document),
            Ok(document) => self.store(document).await?,
            Err(reason) => Fate::Failed { reason },
        };
        Ok(Line { path: begun.path, result })
    }

    /// A document as rows, or why it cannot be read.
    fn build(&self, bytes: &[u8], wanted: Wanted) -> Result<ProposedDocument, String> {
        let name = wanted.origin.name();
        let read = self.reader.read(bytes, name.as_deref()).map_err(|reason| reason.to_string())?;
        let mut about = wanted.about;
        about.complete &= read.unread_pages.is_empty();
        if about.title.is_none() && read.title.is_none() {
            about.title = wanted.origin.stem();
        }
        let now = self.clock.now();
        build_proposed_document(&self.record, read, about, &now, &self.recogniser)
            .ok_or_else(|| "it has no text".to_owned())
    }

    async fn store(&self, document: ProposedDocument) -> Result<Fate> {
        let found = Found::of(&document);
        Ok(match ingest_document(&self.store, &self.clock, document.rows, BY).await? {
            Ingested::Stored { slug, outcome, supersedes } => {
                Fate::Stored { document: slug, revision: outcome.revision, supersedes, found }
            }
            Ingested::AlreadyHeld { slug } => Fate::AlreadyHeld { document: slug },
        })
    }

    /// What storing would do.
    fn foretell(&self, proposed: &ProposedDocument) -> Fate {
        let document = proposed.rows.documents.values().next();
        let same = |held: &&Arc<Document>| document.is_some_and(|document| is_same(held, document));
        match self.record.documents.values().find(same) {
            Some(held) => Fate::AlreadyHeld { document: held.slug.clone() },
            None => Fate::WouldStore {
                document: document.map(|document| document.slug.clone()).unwrap_or_default(),
                found: Found::of(proposed),
            },
        }
    }
}
