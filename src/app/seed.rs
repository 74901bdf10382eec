//! The seed into the record: nothing where it is in it already.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::{
    clock::Clock,
    config::Config,
    error::{Error, Result},
    ingest::{
        Recogniser,
        propose::build_proposals,
        recognise::RECOGNISER_VERSION,
        records::{EmbeddedSeed, SeedDirectory, SeedFiles},
        seed::build_seed,
    },
    model::Record,
    store::Store,
    view::rows_under,
    write::{self, Outcome},
};

/// Who the change log names.
const BY: &str = "seed";

/// Loads the seed (built in, or the directory that the settings name) unless exactly these files
/// were loaded by this version before. Ingested documents are recognised anew where the scheme or
/// the register changed.
///
/// Returns what was written; `None` where nothing had to be read.
///
/// # Errors
/// `BAD_USER_INPUT` that names every problem of the files; the record stays as it was.
pub async fn load(store: &Store, config: &Config, clock: &Clock) -> Result<Option<Outcome>> {
    match &config.seed {
        Some(path) => load_files(store, SeedDirectory::new(path), clock).await,
        None => load_files(store, EmbeddedSeed, clock).await,
    }
}

/// Loads one seed. See [`load`].
///
/// # Errors
/// As [`load`].
pub async fn load_files(
    store: &Store,
    files: impl SeedFiles + Send + 'static,
    clock: &Clock,
) -> Result<Option<Outcome>> {
    let fingerprint = fingerprint(&files)?;
    if store.find_seed_fingerprint().await?.as_deref() == Some(&*fingerprint) {
        return Ok(None);
    }
    let now = clock.now();
    let (record, recogniser) = tokio::task::spawn_blocking(move || build_seed(&files, &now))
        .await
        .map_err(Error::internal)??;
    let outcome = write::load_seed(store, clock, record, BY).await?;
    if outcome.changed {
        tracing::info!(
            revision = outcome.revision,
            created = outcome.created,
            updated = outcome.updated,
            removed = outcome.removed,
            "seed loaded"
        );
    }
    retag_ingested(store, &recogniser, clock).await?;
    // Last, so that a failure before it is tried again at the next start.
    write::keep_seed_fingerprint(store, &fingerprint).await?;
    Ok(Some(outcome))
}

/// A fingerprint of the files and of the code that reads them.
fn fingerprint(files: &impl SeedFiles) -> Result<String> {
    let unreadable = |reason: String| {
        Error::unavailable(format!(
            "The seed cannot be read: {reason}. Choose another with --seed."
        ))
    };
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    hash.update(RECOGNISER_VERSION);
    for path in files.paths().map_err(unreadable)? {
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update(files.read(&path).map_err(unreadable)?);
        hash.update([0]);
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// What is proposed from the ingested documents under the scheme, register and facts now in force.
async fn propose_anew(store: &Store, retagged: &mut Record, recogniser: &Recogniser) -> Result<()> {
    let known = store.load_record().await?;
    retagged.proposals.clear();
    retagged.proposal_evidence.clear();
    retagged.proposal_facts.clear();
    for document in retagged.documents.values() {
        let Some(text) = store.find_document_text(&document.slug).await? else { continue };
        let passages: Vec<_> = rows_under(&retagged.passages, &document.slug).cloned().collect();
        let mut rows = build_proposals(&known, document, &text, &passages, recogniser);
        retagged.proposals.append(&mut rows.proposals);
        retagged.proposal_evidence.append(&mut rows.proposal_evidence);
        retagged.proposal_facts.append(&mut rows.proposal_facts);
    }
    Ok(())
}

/// Recognises ingested passages anew with the scheme and register that are now in force.
async fn retag_ingested(store: &Store, recogniser: &Recogniser, clock: &Clock) -> Result<()> {
    let held = store.load_ingested_passages().await?;
    if held.documents.is_empty() {
        return Ok(());
    }
    let mut retagged: Record = crate::ingest::retag(held, recogniser);
    propose_anew(store, &mut retagged, recogniser).await?;
    let outcome = write::retag(store, clock, retagged, BY).await?;
    if outcome.changed {
        tracing::info!(revision = outcome.revision, "ingested documents recognised anew");
    }
    Ok(())
}
