//! `strategraph release`: names a revision for good, or lists the named ones.

use std::io::Write;

use clap::Args;

use super::output::{OutputFormat, columns, print_json, print_text};
use crate::{
    app,
    clock::Clock,
    config::Config,
    error::Result,
    model::Release,
    write::{self, Naming},
};

const EXAMPLES: &str = "\
Examples:
  strategraph release 2026.11 --note 'As cited in our report'
  strategraph release 2026.10 --revision 12      an earlier revision
  strategraph release                            the releases that there are

A release keeps its rows: answers pinned to it (the header Graph-Release, or release=NAME in the
address of a page or of the API) stay the same whatever changes later. It cannot be changed or
removed. A running service knows it at once.";

/// Who the release names.
const BY: &str = "release";

/// Arguments of `release`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct ReleaseArguments {
    /// What to call it; without a name, the releases are listed
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Which revision to name [default: the present one]
    #[arg(long, value_name = "N", requires = "name")]
    pub revision: Option<i64>,
    /// What is to be known about it, in a sentence
    #[arg(long, value_name = "TEXT", requires = "name")]
    pub note: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Names a revision, or lists releases.
///
/// # Errors
/// As [`write::release`].
pub fn run(arguments: &ReleaseArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    app::run(async {
        let clock = Clock::system();
        let store = app::open_record(config, &clock).await?;
        let Some(name) = &arguments.name else {
            return list(arguments.format, &store.list_releases().await?, out);
        };
        let (revision, note) = (arguments.revision, arguments.note.as_deref());
        let naming = Naming { name, revision, note, by: BY };
        let release = write::release(&store, &clock, naming).await?;
        match arguments.format {
            OutputFormat::Json => print_json(out, &release),
            OutputFormat::Text => print_text(out, &told(&release)),
        }
    })
}

fn told(release: &Release) -> String {
    format!(
        "Release {} is revision {}: {} rows, SHA-256 {}.\nAsk with the header Graph-Release: {} or with release={} in the address.",
        release.name, release.revision, release.rows, release.sha256, release.name, release.name
    )
}

fn list(format: OutputFormat, releases: &[Release], out: &mut dyn Write) -> Result<()> {
    if format == OutputFormat::Json {
        return print_json(out, &releases);
    }
    if releases.is_empty() {
        return print_text(out, "There is no release yet: strategraph release NAME makes one.");
    }
    let rows: Vec<Vec<String>> = releases
        .iter()
        .map(|release| {
            vec![
                release.name.clone(),
                format!("revision {}", release.revision),
                release.at.clone(),
                release.note.clone().unwrap_or_default(),
            ]
        })
        .collect();
    print_text(out, &columns(&rows))
}
