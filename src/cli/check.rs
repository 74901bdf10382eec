//! `strategraph check`: record files validated, all problems at once.

use std::path::PathBuf;

use clap::Args;

use super::output::OutputFormat;

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
