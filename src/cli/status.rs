//! `strategraph status`: counts, revision, state of the index, and paths.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::output::{OutputFormat, columns, print_json, print_text};
use crate::{app, config::Config, error::Result, view::search::SearchIndex};

/// Arguments of `status`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example:\n  strategraph status --format json")]
pub struct StatusArguments {
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// What is held, and where.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    version: &'static str,
    revision: i64,
    last_change: Option<String>,
    counts: Vec<(&'static str, usize)>,
    database: String,
    engine: &'static str,
    data_dir: String,
    index: String,
}

/// Prints counts, revision, state of the index, and paths.
///
/// # Errors
/// `UNAVAILABLE` where the record cannot be read.
pub fn run(arguments: &StatusArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    let status = app::run(read(config))?;
    match arguments.format {
        OutputFormat::Json => print_json(out, &status),
        OutputFormat::Text => print_text(out, &table(&status)),
    }
}

async fn read(config: &Config) -> Result<Status> {
    let store = app::open_store(config).await?;
    let record = store.load_record().await?;
    let last = store.list_revisions(record.revision - 1, 1).await?.pop();
    Ok(Status {
        version: env!("CARGO_PKG_VERSION"),
        revision: record.revision,
        last_change: last.map(|last| format!("{} by {}: {}", last.at, last.by, last.summary)),
        counts: vec![
            ("partnerships", record.partnerships.len()),
            ("strategies", record.strategies.len()),
            ("priorities", record.priorities.len()),
            ("themes", record.themes.len()),
            ("partners", record.partners.len()),
            ("programmes", record.programmes.len()),
            ("documents", record.documents.len()),
            ("passages", record.passages.len()),
        ],
        database: store.describe(),
        engine: store.engine_name(),
        data_dir: config.data_dir.display().to_string(),
        index: index_state(config, record.revision),
    })
}

fn index_state(config: &Config, revision: i64) -> String {
    match SearchIndex::find_revision(&app::index_directory(config)) {
        None => "not built; it is at the next start".to_owned(),
        Some(found) if found == revision => format!("at revision {found}"),
        Some(found) => {
            format!("at revision {found}, record at {revision}; it follows at the next start")
        }
    }
}

fn table(status: &Status) -> String {
    let mut rows = vec![
        ("version", status.version.to_owned()),
        ("revision", status.revision.to_string()),
        ("last change", status.last_change.clone().unwrap_or_else(|| "none yet".to_owned())),
    ];
    rows.extend(status.counts.iter().map(|(called, count)| (*called, count.to_string())));
    rows.extend([
        ("database", format!("{} ({})", status.database, status.engine)),
        ("data directory", status.data_dir.clone()),
        ("search index", status.index.clone()),
    ]);
    columns(
        &rows.into_iter().map(|(called, value)| vec![called.to_owned(), value]).collect::<Vec<_>>(),
    )
}
