//! Loading the seed: the curated record as a whole.
//!
//! The seed owns every row but ingested documents and what hangs on them. Those stay, also when
//! the seed drops what they refer to: whoever ingested a file did not ask for it to go, and a
//! curator's edit of the scheme must not fail because of it. So tags that name a removed theme or
//! partner go (`retag` makes them anew), and a document that names a removed partnership, strategy
//! or source names none; both are in the change log. Facts that a curator accepted stay too: the
//! decisions make them again under the new seed (`restoring`).

use std::sync::Arc;

use crate::{
    clock::Clock,
    error::{Code, Error, Result},
    model::{
        Document, DocumentOrigin, PassagePartner, PassageTheme, Record, Slug, Table, Word as _,
    },
    store::{Store, Writing},
};

use super::{
    Author, Outcome, commit_difference,
    references::{check_passage_names, check_references},
    restoring::restore_accepted,
};

/// Makes the curated part of the record what the seed says, in one revision; none where it is so
/// already. A digest whose bytes are held already keeps the time at which they were first seen.
///
/// Fails with `BAD_USER_INPUT` where references lead nowhere (naming them all) or a document is
/// not a digest, and with `CONFLICT` where a digest has the slug of an ingested document.
pub async fn load_seed(store: &Store, clock: &Clock, seed: Record, by: &str) -> Result<Outcome> {
    check_references(&seed)?;
    check_passage_names(&seed)?;
    check_origins(&seed)?;
    let mut desired = seed;
    let mut writing = store.begin_write().await?;
    let mut existing = writing.load_seed().await?;
    keep_first_seen(&existing, &mut desired);
    restore_accepted(&mut writing, &mut existing, &mut desired).await?;
    detach_documents(&mut writing, &mut existing, &mut desired).await?;
    drop_tags(&mut writing, &mut existing, &desired).await?;
    let author = Author { clock, by, what: "Seed loaded".to_owned() };
    commit_difference(writing, &existing, &desired, author).await
}

/// Remembers which seed was loaded, so that the next start need not read it; makes no revision.
pub async fn keep_seed_fingerprint(store: &Store, fingerprint: &str) -> Result<()> {
    store.begin_write().await?.keep_seed_fingerprint(fingerprint).await
}

fn check_origins(seed: &Record) -> Result<()> {
    let ingested: Vec<&str> = seed
        .documents
        .values()
        .filter(|document| document.origin == DocumentOrigin::Ingested)
        .map(|document| &*document.slug)
        .collect();
    if ingested.is_empty() {
        return Ok(());
    }
    Err(Error::bad_user_input(format!(
        "The seed holds digests only; these documents are marked as ingested: {}.",
        ingested.join(", ")
    )))
}

fn keep_first_seen(existing: &Record, desired: &mut Record) {
    for document in desired.documents.values_mut() {
        if let Some(held) = existing.documents.get(&document.slug)
            && held.sha256 == document.sha256
            && (&held.first_seen, &held.last_seen) != (&document.first_seen, &document.last_seen)
        {
            let document = Arc::make_mut(document);
            document.first_seen.clone_from(&held.first_seen);
            document.last_seen.clone_from(&held.last_seen);
        }
    }
}

/// Ingested documents that refer to something the seed no longer has refer to nothing instead.
async fn detach_documents(
    writing: &mut Writing,
    existing: &mut Record,
    desired: &mut Record,
) -> Result<()> {
    let origin = Slug::from(DocumentOrigin::Ingested.word());
    let ingested = writing.load_having::<Document>("origin", &[origin]).await?;
    for (slug, held) in ingested {
        if desired.documents.contains_key(&slug) {
            return Err(Error::new(
                Code::Conflict,
                format!(
                    "The seed has a digest “{slug}”, but an ingested document has that name: rename the digest."
                ),
            ));
        }
        let mut detached = Document::clone(&held);
        keep_if_held(&mut detached.partnership, &desired.partnerships);
        keep_if_held(&mut detached.strategy, &desired.strategies);
        keep_if_held(&mut detached.source, &desired.sources);
        if detached != *held {
            existing.documents.insert(slug.clone(), held);
            desired.documents.insert(slug, Arc::new(detached));
        }
    }
    Ok(())
}

fn keep_if_held<T>(reference: &mut Option<Slug>, table: &Table<T>) {
    reference.take_if(|slug| !table.contains_key(slug));
}

/// Tags of ingested passages that name a removed theme or partner go: they are counted as
/// existing, and the seed does not have them.
async fn drop_tags(writing: &mut Writing, existing: &mut Record, desired: &Record) -> Result<()> {
    let themes = removed(&existing.themes, &desired.themes);
    existing.passage_themes.extend(writing.load_having::<PassageTheme>("theme", &themes).await?);
    let partners = removed(&existing.partners, &desired.partners);
    existing
        .passage_partners
        .extend(writing.load_having::<PassagePartner>("partner", &partners).await?);
    Ok(())
}

fn removed<T>(existing: &Table<T>, desired: &Table<T>) -> Vec<Slug> {
    existing.keys().filter(|id| !desired.contains_key(*id)).cloned().collect()
}
