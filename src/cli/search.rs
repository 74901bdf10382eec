//! `strategraph search`: full-text search from the command line.

use std::num::NonZeroUsize;

use clap::Args;

use super::output::OutputFormat;
use crate::model::{NodeKind, Slug};

const EXAMPLES: &str = "\
Examples:
  strategraph search first 1001 days
  strategraph search '\"end of life\" -cancer' --kind priority
  strategraph search carers --partnership south-yorkshire --format json

Words must all be found; \"…\" is a phrase, -word excludes, OR allows either. Put a query that holds
quotation marks or hyphens in single quotes.";

/// Arguments of `search`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct SearchArguments {
    /// What to search for
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// Only things of this kind (may be given more than once)
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<NodeKind>,
    /// Only what belongs to this partnership (may be given more than once)
    #[arg(long, value_name = "SLUG")]
    pub partnership: Vec<Slug>,
    /// Only what is about this theme (may be given more than once)
    #[arg(long, value_name = "SLUG")]
    pub theme: Vec<Slug>,
    /// Number of hits
    #[arg(long, value_name = "N", default_value = "10")]
    pub first: NonZeroUsize,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

impl SearchArguments {
    /// The query as one text.
    pub fn query(&self) -> String {
        self.query.join(" ")
    }
}
