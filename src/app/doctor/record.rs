//! The record: its form, its rules, what it refers to, and whether the index says the same.

use super::{Finding, Severity, index, passages};
use crate::{
    app::seed,
    clock::Clock,
    config::Config,
    error::{Error, Result},
    store::{Store, check_references},
};

const FROM_BACKUP: &str = "Restore the database from a backup (`strategraph restore`); `strategraph backup --verify` tells whether a backup is whole.";
const REPORT: &str = "This is a mistake of the program or a change made past it: keep a backup of this state, restore an earlier one, and report it.";

pub(super) async fn examine(
    config: &Config,
    store: &Store,
    clock: &Clock,
    mend: bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let form = checked("migrations", check_form(store, mend).await);
    let usable = form.severity < Severity::Warning;
    findings.push(form);
    findings.push(checked("database file", check_file(store).await));
    if !usable {
        return findings;
    }
    findings.push(checked("revisions", check_revisions(store).await));
    findings.push(checked("releases", check_releases(store).await));
    let record = match store.load_record().await {
        Ok(record) => record,
        Err(error) => {
            findings.push(checked("rows", Err(error)));
            return findings;
        }
    };
    findings.push(Finding::of(
        "references",
        check_references(&record),
        "Every reference leads to a row.",
        "Some references lead nowhere",
        REPORT,
    ));
    findings.push(checked("text offsets", check_offsets(store, &record).await));
    let expressions = seed::load_expressions(config);
    findings.push(match expressions {
        Ok(expressions) => index::examine(config, &record, expressions, mend),
        Err(error) => checked("search index", Err(error)),
    });
    // After the index: to mend that is to remove everything that is derived.
    findings.push(passages::examine(config, &record, mend));
    tracing::debug!(at = clock.now(), "the record was examined");
    findings
}

/// A check that could not be made is a finding.
fn checked(check: &'static str, finding: Result<Finding>) -> Finding {
    finding.unwrap_or_else(|error: Error| {
        let says = format!("This cannot be checked: {}", error.public());
        let finding = Finding::bad(check, Severity::Error, says, FROM_BACKUP);
        Finding { details: vec![error.chain()], ..finding }
    })
}

async fn check_form(store: &Store, mend: bool) -> Result<Finding> {
    let (form, latest) = store.find_forms().await?;
    if form == latest {
        return Ok(Finding::good(
            "migrations",
            format!("The tables have the form {form}, as this program wants."),
        ));
    }
    let says = format!("The tables have the form {form}, this program wants {latest}.");
    if mend {
        store.migrate().await?;
        return Ok(Finding::mended("migrations", format!("{says} They were brought to it.")));
    }
    let advice = "The next start of the service brings them to it, or `strategraph doctor --mend` does now; make a backup before. What follows can be checked only then.";
    Ok(Finding::bad("migrations", Severity::Warning, says, advice))
}

async fn check_file(store: &Store) -> Result<Finding> {
    Ok(Finding::of(
        "database file",
        store.find_damage().await?,
        "The database finds nothing wrong with itself.",
        "The database is damaged",
        FROM_BACKUP,
    ))
}

async fn check_revisions(store: &Store) -> Result<Finding> {
    Ok(Finding::of(
        "revisions",
        store.check_revisions().await?,
        "Revisions follow each other without a hole.",
        "The revisions are not as they must be",
        REPORT,
    ))
}

async fn check_releases(store: &Store) -> Result<Finding> {
    Ok(Finding::of(
        "releases",
        store.check_releases().await?,
        "Every release has the rows that were frozen.",
        "Some releases are damaged",
        FROM_BACKUP,
    ))
}

async fn check_offsets(store: &Store, record: &crate::model::Record) -> Result<Finding> {
    Ok(Finding::of(
        "text offsets",
        store.check_offsets(record).await?,
        "Every passage stands in its document where it says, and all evidence in its passage.",
        "Some texts are not where they say they are",
        "Ingest the documents named again (`strategraph ingest`), or restore the database from a backup.",
    ))
}
