//! `strategraph snapshot`: the search index as a file, for replicas to begin with.

use std::{io::Write, path::PathBuf};

use clap::Args;

use super::output::{OutputFormat, print_json, print_text};
use crate::{app, clock::Clock, config::Config, error::Result};

const EXAMPLES: &str = "\
Examples:
  strategraph snapshot /shared/strategraph.snapshot
  strategraph serve --snapshot /shared/strategraph.snapshot
  strategraph serve --snapshot https://storage.example.org/strategraph.snapshot

A new replica takes the index from it where it fits the record or can be brought along, and makes
it anew where it does not; the log says which and why. It is no backup.";

/// Arguments of `snapshot`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct SnapshotArguments {
    /// The file to write, in place of one that is there
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Form of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Takes a snapshot and reports.
///
/// # Errors
/// As [`app::take_snapshot`].
pub fn run(arguments: &SnapshotArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    let file = &arguments.file;
    let heading = app::run(app::take_snapshot(config, &Clock::system(), file))?;
    match arguments.format {
        OutputFormat::Json => print_json(out, &heading),
        OutputFormat::Text => {
            let bytes: u64 = heading.files.iter().map(|file| file.bytes).sum();
            print_text(
                out,
                &format!(
                    "{} written: the index of revision {}, {} files, {bytes} bytes unpacked.",
                    file.display(),
                    heading.revision,
                    heading.files.len()
                ),
            )
        }
    }
}
