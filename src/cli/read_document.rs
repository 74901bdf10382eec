//! `strategraph read-document`: the hidden subcommand with which the program reads one document
//! in a process of its own. It takes no settings and writes no log: whoever started it does.

use std::io::{self, Write};

use clap::Args;

use crate::{app::reading, error::Result};

/// Arguments of `read-document`.
#[derive(Debug, Clone, Args)]
pub struct ReadDocumentArguments {
    /// Name of the document, which decides only between Markdown and plain text
    #[arg(long)]
    pub name: Option<String>,
    /// Seconds of processor time that reading may take
    #[arg(long, default_value_t = 90)]
    pub seconds: u64,
    /// Megabytes of memory that reading may take
    #[arg(long, default_value_t = 3072)]
    pub megabytes: u64,
}

/// Reads the document on standard input and answers in JSON on `out`.
///
/// # Errors
/// `UNAVAILABLE` where limits cannot be set or input and output fail.
pub fn run(arguments: &ReadDocumentArguments, out: &mut dyn Write) -> Result<()> {
    let name = arguments.name.as_deref();
    reading::answer_one(io::stdin().lock(), out, name, arguments.seconds, arguments.megabytes)
}
