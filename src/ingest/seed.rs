//! The seed as one record: what the record files say, and the digests read like any document.

use crate::{
    error::{Error, Result},
    model::{Record, Slug},
};

use super::{
    document::build_digest,
    recognise::Recogniser,
    records::{Problems, Seed, SeedFiles, read_seed},
};

/// Reads the record files and everything that follows from them: the digests' passages, and what
/// these are about. `first_seen` is the time (RFC 3339) that new digests get.
///
/// # Errors
/// `BAD_USER_INPUT` that names every problem of the files at its line and column.
pub fn build_seed(files: &impl SeedFiles, first_seen: &str) -> Result<(Record, Recogniser)> {
    let Seed { mut record, digests, .. } = read_seed(files).map_err(Problems::into_error)?;
    let recogniser = Recogniser::build(&record.themes, &record.partners);
    for digest in &digests {
        let told = strategy_of_source(&record, &digest.source);
        let part = build_digest(digest, told, &recogniser, first_seen).map_err(|reason| {
            Error::bad_user_input(format!("The digest {} cannot be read: {reason}", digest.path))
        })?;
        record.documents.extend(part.documents);
        record.document_texts.extend(part.document_texts);
        record.passages.extend(part.passages);
        record.passage_themes.extend(part.passage_themes);
        record.passage_partners.extend(part.passage_partners);
    }
    Ok((record, recogniser))
}

/// The newest strategy that is known from a source.
fn strategy_of_source(record: &Record, source: &Slug) -> Option<Slug> {
    let from_source = record.strategies.values().filter(|strategy| strategy.source == *source);
    from_source.max_by_key(|strategy| strategy.position).map(|strategy| strategy.slug.clone())
}
