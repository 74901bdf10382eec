//! The seed into the record: nothing where it is in it already.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::{
    clock::Clock,
    config::Config,
    error::{Code, Error, Result},
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
    view::search::Expressions,
    write::{self, Outcome},
};

/// Who the change log names.
const BY: &str = "seed";

/// What stands before a fingerprint: where the record comes from.
const BUILT_IN: &str = "built-in:";
const DIRECTORY: &str = "directory:";
/// See [`BUILT_IN`]; a corpus is loaded by `strategraph load`.
pub(super) const CORPUS: &str = "corpus:";

/// Loads the seed (built in, or the directory that the settings name) unless exactly these files
/// were loaded by this version before. Ingested documents are recognised anew where the scheme or
/// the register changed.
///
/// A record that comes from a corpus or from another seed stays as it is where the settings name
/// no seed: the built-in one never takes the place of what somebody chose.
///
/// Returns what was written; `None` where nothing had to be read.
///
/// # Errors
/// `BAD_USER_INPUT` that names every problem of the files, `CONFLICT` where the settings name a
/// seed and the record is a corpus; the record stays as it was.
pub async fn load(store: &Store, config: &Config, clock: &Clock) -> Result<Option<Outcome>> {
    let held = store.find_seed_fingerprint().await?.unwrap_or_default();
    match &config.seed {
        Some(_) if held.starts_with(CORPUS) => Err(Error::new(
            Code::Conflict,
            "This record was loaded from a corpus; a seed would take its place. Leave --seed out, or choose another directory with --data-dir.",
        )),
        Some(path) => load_files(store, SeedDirectory::new(path), clock).await,
        None if held.starts_with(CORPUS) || held.starts_with(DIRECTORY) => {
            let from = if held.starts_with(CORPUS) { "a corpus" } else { "another seed" };
            tracing::info!(
                "the record was loaded from {from} and is kept; the built-in seed is not used"
            );
            Ok(None)
        }
        None => load_files(store, EmbeddedSeed, clock).await,
    }
}

/// The abbreviations and synonyms of search: those of the seed that the settings name, where its
/// directory has an `acronyms.yaml`; else the built-in ones.
///
/// # Errors
/// `BAD_USER_INPUT` where that file cannot be read.
pub fn load_expressions(config: &Config) -> Result<Expressions> {
    let Some(directory) = &config.seed else { return Expressions::built_in() };
    let path = directory.join("acronyms.yaml");
    match std::fs::read_to_string(&path) {
        Ok(text) => Expressions::parse(&text, &path.display().to_string()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Expressions::built_in(),
        Err(error) => {
            Err(Error::bad_user_input(format!("{} cannot be read ({error}).", path.display())))
        }
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
    let (held, known) = store.find_forms().await?;
    if held > known {
        tracing::warn!("a newer version keeps this record: the seed of this one is not loaded");
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
    let mut text = if files.is_built_in() { BUILT_IN } else { DIRECTORY }.to_owned();
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
    // The newest last: what nobody decided is told as the newest document tells it.
    let mut documents: Vec<_> = retagged.documents.values().cloned().collect();
    documents
        .sort_by(|one, other| (&one.first_seen, &one.slug).cmp(&(&other.first_seen, &other.slug)));
    for document in &documents {
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
