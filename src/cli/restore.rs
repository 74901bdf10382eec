//! `strategraph restore`: a backup in the place of what the database holds.

use std::{io::Write, path::PathBuf};

use clap::Args;

use super::{
    backup::told,
    output::{OutputFormat, print_json, print_text},
};
use crate::{app, config::Config, error::Result};

const EXAMPLES: &str = "\
Examples:
  strategraph restore strategraph.backup --data-dir restored
  strategraph restore strategraph.backup --database-url postgres://strategraph@localhost/strategraph

The file is checked first; then all of it is restored or nothing. It may come from the other
engine, or from an older version of the program. Stop the service, and every replica, before.";

/// Arguments of `restore`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct RestoreArguments {
    /// The backup
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Lose the record that is there
    #[arg(long)]
    pub replace: bool,
    /// Form of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Restores a backup and reports.
///
/// # Errors
/// As [`app::restore_backup`].
pub fn run(arguments: &RestoreArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    let file = &arguments.file;
    let contents = app::run(app::restore_backup(config, file, arguments.replace))?;
    match arguments.format {
        OutputFormat::Json => print_json(out, &contents),
        OutputFormat::Text => {
            print_text(out, &format!("{} restored: {}", file.display(), told(&contents)))
        }
    }
}
