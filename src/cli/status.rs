//! `strategraph status`: counts, revision, state of the index, and paths.

use clap::Args;

use super::output::OutputFormat;

/// Arguments of `status`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example:\n  strategraph status --format json")]
pub struct StatusArguments {
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}
