//! `strategraph backup`: everything that the database holds, in one file; and the check of one.

use std::{io::Write, path::PathBuf};

use clap::Args;

use super::output::{OutputFormat, print_json, print_text};
use crate::{app, clock::Clock, config::Config, error::Result, store::Contents};

const EXAMPLES: &str = "\
Examples:
  strategraph backup strategraph-2026-11-23.backup
  strategraph backup --verify strategraph-2026-11-23.backup

A running service goes on reading and writing; the backup is of one revision. It holds the record
with its history, releases, proposals and tokens (their digests), from either engine for either.
The search index is not in it: it is made anew.";

/// Arguments of `backup`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct BackupArguments {
    /// The file to write, or to check
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write nothing; hold every byte of the file against its checksums
    #[arg(long)]
    pub verify: bool,
    /// Write in place of a file that is there
    #[arg(long, conflicts_with = "verify")]
    pub replace: bool,
    /// Form of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Makes or checks a backup.
///
/// # Errors
/// As [`app::back_up`] and [`app::verify_backup`].
pub fn run(arguments: &BackupArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    let file = &arguments.file;
    let contents = if arguments.verify {
        app::verify_backup(file)?
    } else {
        app::run(app::back_up(config, &Clock::system(), file, arguments.replace))?
    };
    match arguments.format {
        OutputFormat::Json => print_json(out, &contents),
        OutputFormat::Text => {
            let done = if arguments.verify { "is whole" } else { "written" };
            print_text(out, &format!("{} {done}: {}", file.display(), told(&contents)))
        }
    }
}

/// What a backup holds, in a sentence.
pub(super) fn told(contents: &Contents) -> String {
    let heading = &contents.heading;
    format!(
        "revision {} of {}, {} rows in {} tables, made {} by Strategraph {}, SHA-256 {}.",
        heading.revision,
        heading.engine,
        contents.rows(),
        contents.tables.len(),
        heading.made,
        heading.program,
        contents.sha256,
    )
}
