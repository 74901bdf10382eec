//! `strategraph status`: counts, revision, state of the index, and paths.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::output::{OutputFormat, columns, print_json, print_text};
use crate::{
    app,
    config::Config,
    error::Result,
    model::{Point, Record},
    view::search::SearchIndex,
};

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
    /// 0 where nothing was stored yet.
    revision: i64,
    last_change: Option<String>,
    counts: Counts,
    database: String,
    data_dir: String,
    index: String,
    /// What to do where nothing was stored yet.
    hint: Option<&'static str>,
}

/// How many there are of each kind.
#[derive(Debug, Default, Serialize)]
struct Counts {
    partnerships: usize,
    strategies: usize,
    priorities: usize,
    themes: usize,
    partners: usize,
    programmes: usize,
    documents: usize,
    passages: usize,
}

const NOTHING_YET: &str = "nothing is stored yet: `strategraph serve` loads the seed and serves it";

/// Prints counts, revision, state of the index, and paths. Where there is no embedded database
/// yet, none is made.
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
    let file = app::database_file(config);
    if config.database_url.is_none() && !file.exists() {
        // Opening would make it; to ask after the state must not change it.
        return Ok(describe(
            config,
            &Record::default(),
            None,
            format!("SQLite: {}", file.display()),
        ));
    }
    let store = app::open_store(config).await?;
    let record = store.load_record().await?;
    let last = store.list_revisions(record.revision - 1, 1).await?.pop();
    let last_change = last.map(|last| format!("{} by {}: {}", last.at, last.by, last.summary));
    Ok(describe(config, &record, last_change, store.describe()))
}

fn describe(
    config: &Config,
    record: &Record,
    last_change: Option<String>,
    database: String,
) -> Status {
    Status {
        version: env!("CARGO_PKG_VERSION"),
        revision: record.revision,
        last_change,
        counts: Counts {
            partnerships: record.partnerships.len(),
            strategies: record.strategies.len(),
            priorities: record.priorities.len(),
            themes: record.themes.len(),
            partners: record.partners.len(),
            programmes: record.programmes.len(),
            documents: record.documents.len(),
            passages: record.passages.len(),
        },
        database,
        data_dir: config.data_dir.display().to_string(),
        index: index_state(config, &record.point()),
        hint: (record.revision == 0).then_some(NOTHING_YET),
    }
}

fn index_state(config: &Config, point: &Point) -> String {
    let revision = point.revision;
    match SearchIndex::find_point(&app::index_directory(config)) {
        None => "not built; it is at the next start".to_owned(),
        Some(found) if found == *point => format!("at revision {revision}"),
        Some(found) if found.revision == revision => {
            format!("at revision {revision} of another record; it is made anew at the next start")
        }
        Some(found) => format!(
            "at revision {}, record at {revision}; it follows at the next start",
            found.revision
        ),
    }
}

fn table(status: &Status) -> String {
    let counts = &status.counts;
    let number = |count: usize| count.to_string();
    let mut rows = vec![
        ("version", status.version.to_owned()),
        ("revision", status.revision.to_string()),
        ("last change", status.last_change.clone().unwrap_or_else(|| "none yet".to_owned())),
        ("partnerships", number(counts.partnerships)),
        ("strategies", number(counts.strategies)),
        ("priorities", number(counts.priorities)),
        ("themes", number(counts.themes)),
        ("partners", number(counts.partners)),
        ("programmes", number(counts.programmes)),
        ("documents", number(counts.documents)),
        ("passages", number(counts.passages)),
        ("database", status.database.clone()),
        ("data directory", status.data_dir.clone()),
        ("search index", status.index.clone()),
    ];
    rows.extend(status.hint.map(|hint| ("hint", hint.to_owned())));
    columns(
        &rows.into_iter().map(|(called, value)| vec![called.to_owned(), value]).collect::<Vec<_>>(),
    )
}
