//! The search index against the record: whole, of its revision, and answering as one that is made
//! anew does.

use std::{fs, path::Path, sync::Arc};

use super::{Finding, Severity};
use crate::{
    app::index_directory,
    config::Config,
    error::{Error, Result},
    model::Record,
    view::search::{Expressions, SearchIndex, SearchRequest, Searcher, build_documents},
};

const CHECK: &str = "search index";

pub(super) fn examine(
    config: &Config,
    record: &Record,
    expressions: Expressions,
    mend: bool,
) -> Finding {
    let (directory, expressions) = (index_directory(config), Arc::new(expressions));
    let trouble = match find_trouble(&directory, record, &expressions) {
        Ok(None) => {
            return Finding::good(
                CHECK,
                format!(
                    "The index is whole, at revision {}, and answers as one made anew does.",
                    record.revision
                ),
            );
        }
        Ok(Some(trouble)) => trouble,
        Err(error) => error.chain(),
    };
    if !mend {
        let advice = "The next start of the service makes it anew, or `strategraph doctor --mend` does now. Beside a running service an index that is behind is only on its way.";
        return Finding::bad(CHECK, Severity::Warning, trouble, advice);
    }
    match make_anew(&directory, record, &expressions) {
        Ok(()) => Finding::mended(CHECK, format!("{trouble} It was made anew.")),
        Err(error) => {
            let advice = format!(
                "It could not be made anew: {} Remove {} yourself.",
                error.public(),
                directory.display()
            );
            Finding::bad(CHECK, Severity::Error, trouble, advice)
        }
    }
}

/// What is wrong with the index, in a sentence.
fn find_trouble(
    directory: &Path,
    record: &Record,
    expressions: &Arc<Expressions>,
) -> Result<Option<String>> {
    if let Some(file) = SearchIndex::find_damage(directory) {
        return Ok(Some(format!("The index is damaged: {file}.")));
    }
    let existing = SearchIndex::open_existing(directory, record.point(), expressions.clone());
    let (_index, kept) = match existing {
        Ok(existing) => existing,
        Err(reason) => return Ok(Some(format!("The index does not fit the record: {reason}."))),
    };
    let (_, anew, _) = SearchIndex::open_with(None, record.point(), expressions.clone(), || {
        build_documents(record)
    })?;
    find_difference(&kept, &anew, record)
}

/// The first question to which the two answer differently: how many there are, and what is said of
/// each theme.
fn find_difference(kept: &Searcher, anew: &Searcher, record: &Record) -> Result<Option<String>> {
    if kept.documents() != anew.documents() {
        let (held, due) = (kept.documents(), anew.documents());
        return Ok(Some(format!("The index holds {held} texts, and should hold {due}.")));
    }
    for theme in record.themes.values() {
        let request = SearchRequest { query: theme.label.clone(), ..SearchRequest::default() };
        if kept.search(&request, record)? != anew.search(&request, record)? {
            return Ok(Some(format!("The index answers “{}” wrongly.", theme.label)));
        }
    }
    Ok(None)
}

fn make_anew(directory: &Path, record: &Record, expressions: &Arc<Expressions>) -> Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Error::unavailable("The index cannot be removed.").because(error));
        }
        _ => {}
    }
    SearchIndex::open_with(Some(directory), record.point(), expressions.clone(), || {
        build_documents(record)
    })
    .map(drop)
}
