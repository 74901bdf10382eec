//! `strategraph ingest`: documents into the graph.

use std::path::PathBuf;

use clap::Args;

use super::output::OutputFormat;
use crate::model::{PartialDate, Slug};

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
    /// Files to read: plain text, Markdown or HTML
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
