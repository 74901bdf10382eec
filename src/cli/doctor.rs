//! `strategraph doctor`: whether everything is as it should be, and what to do where it is not.

use std::io::Write;

use clap::Args;

use super::output::{OutputFormat, print_json, print_text};
use crate::{
    app::{self, Finding, Severity},
    clock::Clock,
    config::Config,
    error::{Code, Error, Result},
};

const EXAMPLES: &str = "\
Examples:
  strategraph doctor
  strategraph doctor --mend                      the service must be stopped
  strategraph doctor --format json

Checked are the data directory, the room on its disk, the form of the tables, the database file,
revisions, references, the places of passages in their documents, releases, and the search index
against one that is made anew. Only what is derived is ever mended. The exit code is 1 while
anything is wrong.";

/// Arguments of `doctor`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct DoctorArguments {
    /// Make anew what is derived and wrong, and bring an older database to this program's form
    #[arg(long)]
    pub mend: bool,
    /// Form of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Examines everything and reports.
///
/// # Errors
/// `CONFLICT` (exit code 1) where anything is wrong after the examination.
pub fn run(arguments: &DoctorArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    let findings = app::run(app::examine(config, &Clock::system(), arguments.mend))?;
    match arguments.format {
        OutputFormat::Json => print_json(out, &findings)?,
        OutputFormat::Text => print_text(out, &text(&findings))?,
    }
    let wrong = findings.iter().filter(|finding| finding.severity >= Severity::Warning).count();
    if wrong == 0 {
        return Ok(());
    }
    Err(Error::new(
        Code::Conflict,
        format!("{wrong} of {} checks found something wrong.", findings.len()),
    ))
}

fn text(findings: &[Finding]) -> String {
    let mut lines = Vec::new();
    for finding in findings {
        let word = match finding.severity {
            Severity::Good => "good",
            Severity::Mended => "mended",
            Severity::Warning => "WARNING",
            Severity::Error => "ERROR",
        };
        lines.push(format!("{word:8} {}: {}", finding.check, finding.says));
        lines.extend(finding.details.iter().map(|detail| format!("           {detail}")));
        lines.extend(finding.advice.iter().map(|advice| format!("         → {advice}")));
    }
    lines.join("\n")
}
