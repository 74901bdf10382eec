//! What is wrong with a data directory and its record, in sentences that say what to do; and the
//! mending of what is derived.
//!
//! Not here: the checks of the database itself (`store::examining`) and of single files of the
//! index (`view::search`).

mod index;
mod passages;
mod place;
mod record;

use serde::Serialize;

use super::{DataDir, service::database_url};
use crate::{
    clock::Clock,
    config::Config,
    error::Result,
    store::{Problems, Store},
};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// As it should be.
    Good,
    /// It was not, and is now.
    Mended,
    /// Works, but not as it should.
    Warning,
    /// Wrong.
    Error,
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What was checked, in a word or two.
    pub check: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was found, in a sentence.
    pub says: String,
    /// What to do about it.
    pub advice: Option<String>,
    /// The first of the things that are wrong.
    pub details: Vec<String>,
}

impl Finding {
    pub(super) fn good(check: &'static str, says: impl Into<String>) -> Self {
        let (says, details) = (says.into(), Vec::new());
        Self { check, severity: Severity::Good, says, advice: None, details }
    }

    fn bad(
        check: &'static str,
        severity: Severity,
        says: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        let advice = Some(advice.into());
        Self { check, severity, says: says.into(), advice, details: Vec::new() }
    }

    fn mended(check: &'static str, says: impl Into<String>) -> Self {
        Self { severity: Severity::Mended, ..Self::good(check, says) }
    }

    /// Good where there are no problems, else an error that names them.
    fn of(check: &'static str, problems: Problems, good: &str, bad: &str, advice: &str) -> Self {
        if problems.count == 0 {
            return Self::good(check, good);
        }
        let says = format!("{bad} ({} in all).", problems.count);
        Self { details: problems.named, ..Self::bad(check, Severity::Error, says, advice) }
    }
}

/// Checks everything; with `mend`, what is derived and wrong is made anew, and an older database
/// is brought to the form of this program.
///
/// # Errors
/// `CONFLICT` where something is to be mended and a service uses the data directory. Whatever is
/// wrong with the data is a finding, no error.
pub async fn examine(config: &Config, clock: &Clock, mend: bool) -> Result<Vec<Finding>> {
    let _held = if mend { Some(DataDir::open(&config.data_dir)?) } else { None };
    let mut findings = place::examine(config);
    let store = match Store::open_as_it_is(&database_url(config)).await {
        Ok(store) => store,
        Err(error) => {
            let advice = error.public().to_owned();
            let says = "The database cannot be opened.";
            let finding = Finding::bad("database", Severity::Error, says, advice);
            findings.push(Finding { details: vec![error.chain()], ..finding });
            return Ok(findings);
        }
    };
    findings.extend(record::examine(config, &store, clock, mend).await);
    store.close().await;
    Ok(findings)
}
