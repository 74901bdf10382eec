//! What is printed of each document: what became of it, and what was found in it. Its lists are told
//! by `lists`.

use std::{
    collections::BTreeSet,
    io::{IsTerminal as _, Write},
};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::{
    super::output::{OutputFormat, print_text},
    IngestArguments,
    lists::ListFound,
};
use crate::{
    error::Result,
    ingest::{
        belonging::Belonging,
        extracted::{Extracted, Identity},
        propose::ProposedDocument,
    },
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
    /// What the document says that it is: kind, plan, edition, extent, period, when it was
    /// published, whose it is; each as recognised, not checked.
    identity: Identity,
    /// To which strategy what is proposed goes, and where the document disagrees with what was said
    /// of it.
    #[serde(flatten)]
    belonging: Belonging,
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
    /// What was found in a document.
    pub(super) fn of(document: &ProposedDocument) -> Self {
        let (part, extracted) = (&document.rows, &document.extracted);
        Self {
            identity: extracted.identity.clone(),
            belonging: document.belonging.clone(),
            passages: part.passages.len(),
            passages_with_themes: distinct(part.passage_themes.values().map(|row| &row.passage)),
            passages_naming_partners: passages_naming_partners(part, extracted),
            proposals: count(part, ProposalStatus::Proposed),
            known_facts: count(part, ProposalStatus::Known),
            priorities_without_strategy: part
                .proposals
                .values()
                .filter(|row| row.status == ProposalStatus::Proposed)
                .filter(|row| row.kind == ProposalKind::Priority && row.strategy.is_none())
                .count(),
            lists: extracted.lists.iter().map(ListFound::from).collect(),
        }
    }
}

/// Passages that name a partner of the register or an organisation that was found by its name's form.
fn passages_naming_partners(part: &Record, extracted: &Extracted) -> usize {
    let registered = part
        .passage_partners
        .values()
        .filter_map(|row| part.passages.get(&row.passage).map(|passage| passage.position));
    let found = extracted.partners.iter().flat_map(|partner| &partner.evidence);
    let named = registered.chain(found.filter_map(|evidence| evidence.passage));
    named.collect::<BTreeSet<_>>().len()
}

fn count(part: &Record, status: ProposalStatus) -> usize {
    part.proposals.values().filter(|row| row.status == status).count()
}

fn distinct<'slug>(slugs: impl Iterator<Item = &'slug Slug>) -> usize {
    slugs.collect::<BTreeSet<_>>().len()
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
            "{}, {} about a theme, {} naming a partner; {} to review, {} known already",
            counted(self.passages, "passage"),
            self.passages_with_themes,
            self.passages_naming_partners,
            counted(self.proposals, "proposal"),
            counted(self.known_facts, "fact"),
        )?;
        let Belonging { says, strategy, warnings } = &self.belonging;
        write!(formatter, "\n  says it is: {says}")?;
        if let Some(strategy) = strategy {
            write!(formatter, "\n  proposals are for: {strategy}")?;
        }
        warnings.iter().try_for_each(|warning| write!(formatter, "\n  warning: {warning}"))?;
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

/// “1 fact”, “2 facts”.
fn counted(number: usize, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_thing_is_not_told_as_many() {
        assert_eq!(counted(1, "fact"), "1 fact");
        assert_eq!(counted(0, "fact"), "0 facts");
        assert_eq!(counted(2, "proposal"), "2 proposals");
    }
}
