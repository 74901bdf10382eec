//! The command line: one file per subcommand, each with its arguments and (where it runs already)
//! its work; this file reads the arguments, loads the settings and turns errors into exit codes.
//!
//! Not here: what the commands do to the record or ask of it (`write`, `query`), and how the
//! parts are put together (`app`).

pub mod backup;
pub mod check;
pub mod compare;
pub mod config;
pub mod doctor;
pub mod evaluate;
pub mod export;
pub mod ingest;
pub mod load;
pub mod output;
pub mod read_document;
pub mod release;
pub mod restore;
pub mod review;
pub mod schema;
pub mod search;
pub mod serve;
pub mod settings;
pub mod snapshot;
pub mod status;
pub mod token;

use std::{io, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::config::{Config, Inputs, Loaded};
use crate::error::{Code, Error, Result};
use crate::telemetry;
use crate::{app, clock::Clock};

const EXAMPLES: &str = "\
Examples:
  strategraph                                    serve on http://127.0.0.1:8080 from the seed
  strategraph serve --listen 127.0.0.1:9000      serve on another port
  strategraph search best start in life          what says so, best first
  strategraph ingest strategy.html --partnership kent-and-medway
  strategraph config                             every setting, its value and origin

Exit codes:
  0  done
  1  something did not succeed; the message says what (a bad file, a problem found, no access)
  2  the arguments or settings cannot be used, or name what there is not

Settings are read from defaults, then strategraph.toml (or --config), then the environment
(STRATEGRAPH_…, DATABASE_URL), then flags; the last one wins.";

/// The open knowledge graph of England's integrated care strategies: priorities, themes and
/// partners over GraphQL, with full-text search and a web explorer.
#[derive(Debug, Parser)]
#[command(name = "strategraph", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// What to do; without it, serve.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Settings given as flags, before or after the subcommand.
    #[command(flatten)]
    pub settings: settings::SettingsArguments,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the explorer and the GraphQL API (what happens when no subcommand is given)
    Serve(serve::ServeArguments),
    /// Read documents into the graph: PDF, Word, HTML, Markdown or plain text
    Ingest(ingest::IngestArguments),
    /// Load a large collection in JSON Lines into an empty record
    Load(load::LoadArguments),
    /// Read one document from standard input, in this process alone
    #[command(hide = true, name = crate::app::reading::SUBCOMMAND)]
    ReadDocument(read_document::ReadDocumentArguments),
    /// Measure how well documents are read, against what a careful reader found in them
    Evaluate(evaluate::EvaluateArguments),
    /// Search from the command line
    Search(search::SearchArguments),
    /// Compare partnerships by theme or by the topics of a framework
    Compare(compare::CompareArguments),
    /// Write everything, or one thing, as a file: data package, xlsx, CSV, graph, citation
    Export(export::ExportArguments),
    /// Check record files and name every problem at its line and column
    Check(check::CheckArguments),
    /// Name a revision for good, or list the named ones
    Release(release::ReleaseArguments),
    /// Print the GraphQL schema
    Schema(schema::SchemaArguments),
    /// Look through what was extracted from documents; accept or reject it
    Review(review::ReviewArguments),
    /// Make, list and revoke the tokens that writing through the API needs
    Token(token::TokenArguments),
    /// Write everything that the database holds into one file, or check such a file
    Backup(backup::BackupArguments),
    /// Put a backup in the place of what the database holds
    Restore(restore::RestoreArguments),
    /// Write the search index into a file with which new replicas begin
    Snapshot(snapshot::SnapshotArguments),
    /// Check database, record and index; explain what is wrong and mend what is derived
    Doctor(doctor::DoctorArguments),
    /// Print counts, revision, state of the index, and paths
    Status(status::StatusArguments),
    /// Print every setting, its value (secrets redacted) and where it came from
    Config(config::ConfigArguments),
}

/// Does what the arguments ask, prints an error if there is one, and gives the exit code.
pub fn run(arguments: Arguments) -> ExitCode {
    match dispatch(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("strategraph: {}", error.chain());
            exit_code(&error)
        }
    }
}

/// 2 for what the user can correct in arguments and settings (a slug that there is not, too), 1 for
/// the rest.
fn exit_code(error: &Error) -> ExitCode {
    match error.code() {
        Code::BadUserInput | Code::NotFound => ExitCode::from(2),
        _ => ExitCode::FAILURE,
    }
}

fn dispatch(arguments: Arguments) -> Result<()> {
    // It holds itself to limits before it reads anything, settings included.
    if let Some(Command::ReadDocument(arguments)) = &arguments.command {
        return read_document::run(arguments, &mut io::stdout().lock());
    }
    let settings = arguments.settings;
    let loaded = Config::load(&Inputs::of_process(settings.config.clone(), settings.given()))?;
    let command = arguments.command.unwrap_or_default();
    telemetry::start(&logged(&loaded, &command))?;
    let mut out = io::stdout().lock();
    match command {
        Command::Serve(arguments) => serve::run(&arguments, &loaded.config, &mut out),
        Command::Ingest(arguments) => ingest::run(&arguments, &loaded.config, &mut out),
        Command::Load(arguments) => load::run(&arguments, &loaded.config, &mut out),
        Command::ReadDocument(arguments) => read_document::run(&arguments, &mut out),
        Command::Evaluate(arguments) => evaluate::run(&arguments, &mut out),
        Command::Search(arguments) => search::run(&arguments, &loaded.config, &mut out),
        Command::Compare(arguments) => {
            let view = app::run(app::open_view(&loaded.config, &Clock::system()))?;
            compare::run(&arguments, &view, &mut out)
        }
        Command::Export(arguments) => {
            let clock = Clock::system();
            let view = app::run(app::open_view(&loaded.config, &clock))?;
            export::run(&arguments, &view, &clock, &mut out)
        }
        Command::Check(arguments) => check::run(&arguments, &loaded.config, &mut out),
        Command::Release(arguments) => release::run(&arguments, &loaded.config, &mut out),
        Command::Schema(_) => schema::run(&mut out),
        Command::Review(arguments) => review::run(&arguments, &loaded.config, &mut out),
        Command::Token(arguments) => token::run(&arguments, &loaded.config, &mut out),
        Command::Backup(arguments) => backup::run(&arguments, &loaded.config, &mut out),
        Command::Restore(arguments) => restore::run(&arguments, &loaded.config, &mut out),
        Command::Snapshot(arguments) => snapshot::run(&arguments, &loaded.config, &mut out),
        Command::Doctor(arguments) => doctor::run(&arguments, &loaded.config, &mut out),
        Command::Status(arguments) => status::run(&arguments, &loaded.config, &mut out),
        Command::Config(arguments) => config::run(&arguments, &loaded, &mut out),
    }
}

/// The settings of the log: beside the answers of a short command only warnings are wanted,
/// unless somebody asks for more.
fn logged(loaded: &Loaded, command: &Command) -> Config {
    let quiet = loaded.is_default("log_level") && !matches!(command, Command::Serve(_));
    let log_level = if quiet { "warn".to_owned() } else { loaded.config.log_level.clone() };
    Config { log_level, ..loaded.config.clone() }
}

impl Default for Command {
    fn default() -> Self {
        Self::Serve(serve::ServeArguments::default())
    }
}

impl Command {
    /// The word of the subcommand.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Serve(_) => "serve",
            Self::Ingest(_) => "ingest",
            Self::Load(_) => "load",
            Self::ReadDocument(_) => crate::app::reading::SUBCOMMAND,
            Self::Evaluate(_) => "evaluate",
            Self::Search(_) => "search",
            Self::Compare(_) => "compare",
            Self::Export(_) => "export",
            Self::Check(_) => "check",
            Self::Release(_) => "release",
            Self::Schema(_) => "schema",
            Self::Review(_) => "review",
            Self::Token(_) => "token",
            Self::Backup(_) => "backup",
            Self::Restore(_) => "restore",
            Self::Snapshot(_) => "snapshot",
            Self::Doctor(_) => "doctor",
            Self::Status(_) => "status",
            Self::Config(_) => "config",
        }
    }
}
