//! The passages that are kept beside the search index against the record: whole, and the same.

use std::fs;

use super::{Finding, Severity};
use crate::{
    app::index_directory,
    config::Config,
    model::Record,
    view::passages::{Passages, Unusable},
};

const CHECK: &str = "passages";

pub(super) fn examine(config: &Config, record: &Record, mend: bool) -> Finding {
    let directory = index_directory(config);
    let trouble = match find_trouble(&directory, record) {
        Ok(says) => return Finding::good(CHECK, says),
        Err(trouble) => trouble,
    };
    if !mend {
        let advice = "Stop the service and let `strategraph doctor --mend` keep them anew.";
        return Finding::bad(CHECK, Severity::Warning, trouble, advice);
    }
    // What cannot be removed is written over, or not; that is told below.
    let _ = fs::remove_dir_all(Passages::folder(&directory));
    match Passages::of(record).keep(&directory, &record.point()) {
        Ok(_) => Finding::mended(CHECK, format!("{trouble} They were kept anew.")),
        Err(error) => {
            let advice = format!("They could not be kept anew: {error}.");
            Finding::bad(CHECK, Severity::Error, trouble, advice)
        }
    }
}

/// What is good about them, or else what is wrong.
fn find_trouble(directory: &std::path::Path, record: &Record) -> Result<String, String> {
    if let Some(unusable) = Passages::find_damage(directory) {
        return Err(format!("The kept passages cannot be used: {unusable}."));
    }
    match Passages::open(directory, &record.point()) {
        Err(Unusable::Missing | Unusable::OtherPoint) => {
            Ok("None are kept of this revision; the next start does that.".to_owned())
        }
        Err(unusable) => Err(format!("The kept passages cannot be used: {unusable}.")),
        Ok(kept) if kept != Passages::of(record) => {
            Err("The kept passages are not those of the record.".to_owned())
        }
        Ok(kept) => Ok(format!(
            "All {} passages that are kept are whole and those of the record.",
            kept.len()
        )),
    }
}
