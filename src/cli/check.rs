//! `strategraph check`: record files validated, all problems at once.

use std::{io::Write, path::PathBuf};

use clap::Args;

use super::output::{OutputFormat, print_json, print_text};
use crate::{
    config::Config,
    error::{Code, Error, Result},
    ingest::records,
};

const EXAMPLES: &str = "\
Examples:
  strategraph check                              the built-in seed, or the one that --seed names
  strategraph check seed/partnerships/kent-and-medway.yaml
  strategraph check seed --format json

The exit code is 1 if there is any problem.";

/// Arguments of `check`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct CheckArguments {
    /// A record file or a directory of them [default: the seed]
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Checks the files and prints every problem.
///
/// # Errors
/// `CONFLICT` (exit code 1) where there is any problem.
pub fn run(arguments: &CheckArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    let problems = records::check(arguments.path.as_deref().or(config.seed.as_deref()));
    match arguments.format {
        OutputFormat::Json => print_json(out, &problems)?,
        OutputFormat::Text if problems.is_empty() => print_text(out, "No problems found.")?,
        OutputFormat::Text => print_text(out, &problems.to_string())?,
    }
    match problems.len() {
        0 => Ok(()),
        1 => Err(Error::new(Code::Conflict, "1 problem found")),
        count => Err(Error::new(Code::Conflict, format!("{count} problems found"))),
    }
}
