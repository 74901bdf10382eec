//! What is printed of each document: what became of it, and what was found in it. Its lists are told
//! by `lists`.

use std::io::{IsTerminal as _, Write};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::{
    super::output::{OutputFormat, print_text},
    IngestArguments,
    lists::ListFound,
};
use crate::{
    error::Result,
    ingest::Recogniser,
    model::{ProposalKind, ProposalStatus, Record, Slug},
};

/// What became of one file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line {
    /// The file or address, as it was given.
    pub(super) path: String,
    /// What became of it.
    #[serde(flatten)]
    pub(super) result: Fate,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase", tag = "result")]
pub(super) enum Fate {
    /// It is stored.
    Stored {
        /// As this document.
        document: Slug,
        /// In this revision.
        revision: i64,
        /// As a new edition of this document, which was at its address before.
        #[serde(skip_serializing_if = "Option::is_none")]
        supersedes: Option<Slug>,
        /// What was found in it.
        found: Found,
    },
    /// The same bytes were held.
    AlreadyHeld {
        /// As this document.
        document: Slug,
    },
    /// Without `--dry-run` it would be stored.
    WouldStore {
        /// As this document.
        document: Slug,
        /// What was found in it.
        found: Found,
    },
    /// It was not ingested.
    Failed {
        /// Why, and what to do.
        reason: String,
    },
}

/// What was found in a document.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Found {
    passages: usize,
    passages_with_themes: usize,
    passages_naming_partners: usize,
    /// Found in it and not known yet; a curator decides (`strategraph review`).
    proposals: usize,
    /// Found in it and known already: it is evidence of these facts.
    known_facts: usize,
    /// Of the proposals those that are priorities of no known strategy: they cannot be accepted.
    priorities_without_strategy: usize,
    /// Its lists in the order of the text, those of other plans among them.
    lists: Vec<ListFound>,
}

impl Found {
    /// What was found in the one document of a part.
    pub(super) fn of(part: &Record, recogniser: &Recogniser) -> Self {
        Self {
            passages: part.passages.len(),
            passages_with_themes: distinct(part.passage_themes.values().map(|row| &row.passage)),
            passages_naming_partners: distinct(
                part.passage_partners.values().map(|row| &row.passage),
            ),
            proposals: count(part, ProposalStatus::Proposed),
            known_facts: count(part, ProposalStatus::Known),
            priorities_without_strategy: part
                .proposals
                .values()
                .filter(|row| row.status == ProposalStatus::Proposed)
                .filter(|row| row.kind == ProposalKind::Priority && row.strategy.is_none())
                .count(),
            lists: ListFound::of(part, recogniser),
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
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar for so many documents.
    pub(super) fn of(arguments: &IngestArguments, documents: usize) -> Self {
        let is_text = arguments.format == OutputFormat::Text;
        let wanted = std::io::stderr().is_terminal() && documents > 1 && is_text;
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
        Self(wanted.then(|| {
            let bar = ProgressBar::new(documents as u64);
            style.map_or(bar.clone(), |style| bar.clone().with_style(style))
        }))
    }

    /// Tells what became of one document.
    pub(super) fn tell(
        &self,
        line: &Line,
        arguments: &IngestArguments,
        out: &mut dyn Write,
    ) -> Result<()> {
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

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = &self.path;
        match &self.result {
            Fate::Stored { document, revision, supersedes, found } => {
                write!(formatter, "{path}: stored as {document} in revision {revision}")?;
                if let Some(before) = supersedes {
                    write!(formatter, ", a new edition of {before}")?;
                }
                write!(formatter, ": {found}")
            }
            Fate::WouldStore { document, found } => {
                write!(formatter, "{path}: would be stored as {document}: {found}")
            }
            Fate::AlreadyHeld { document } => {
                write!(formatter, "{path}: the same bytes are held already as {document}")
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
        )?;
        self.lists.iter().try_for_each(|list| write!(formatter, "\n  {list}"))?;
        if self.priorities_without_strategy > 0 {
            write!(
                formatter,
                "\n  It is not known of which strategy these are: name it with --strategy, or they cannot be accepted"
            )?;
        }
        Ok(())
    }
}
