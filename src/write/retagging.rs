//! Replacing what ingested passages are about, after the scheme, the register or the recogniser
//! changed. Not here: recognising (`ingest`).

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    clock::Clock,
    error::{Code, Error, Result},
    model::{Document, Partner, Record, Slug, Table, Theme},
    store::{Store, Writing},
};

use super::{
    Author, Outcome, commit_difference,
    proposing::{check_proposals, tags_anew},
};

/// Replaces tags and mentions of the documents in `retagged.documents` by those in
/// `retagged.passage_themes` and `passage_partners`, and takes over these documents' `recogniser`;
/// and what is proposed from these documents; nothing else of `retagged` is read. Proposals that
/// nobody decided and nothing shows any more go; decisions stay. It is made from `Store::load_ingested_passages`: what shall
/// stay, such as tags that a curator accepted, must be in it again.
///
/// Fails with `CONFLICT` where a document, passage, theme or partner that it names has gone since,
/// and with `BAD_USER_INPUT` where a tag is of a document that is not named.
pub async fn retag(store: &Store, clock: &Clock, retagged: Record, by: &str) -> Result<Outcome> {
    check_proposals(&retagged, &retagged.documents.keys().cloned().collect())?;
    let mut writing = store.begin_write().await?;
    let held = writing.load_ingested().await?;
    check_held(&mut writing, &held, &retagged).await?;
    let (proposed, proposals) = tags_anew(&held, &retagged);
    let (mut existing, mut desired) = tags_before_and_after(&held, retagged);
    take_proposals(&mut existing, proposed);
    take_proposals(&mut desired, proposals);
    let what = format!("Passages of {} documents recognised anew", desired.documents.len());
    commit_difference(writing, &existing, &desired, Author { clock, by, what }).await
}

fn take_proposals(record: &mut Record, from: Record) {
    record.proposals = from.proposals;
    record.proposal_evidence = from.proposal_evidence;
    record.proposal_facts = from.proposal_facts;
}

async fn check_held(writing: &mut Writing, held: &Record, retagged: &Record) -> Result<()> {
    let passages = retagged
        .passage_themes
        .values()
        .map(|tag| &tag.passage)
        .chain(retagged.passage_partners.values().map(|mention| &mention.passage));
    let documents = retagged.documents.keys();
    let mut held_all = documents.into_iter().all(|slug| held.documents.contains_key(slug));
    for slug in passages {
        match held.passages.get(slug) {
            None => held_all = false,
            Some(passage) if retagged.documents.contains_key(&passage.document) => {}
            Some(passage) => {
                return Err(Error::bad_user_input(format!(
                    "The passage “{slug}” has tags, but its document “{}” is not to be recognised anew.",
                    passage.document
                )));
            }
        }
    }
    if held_all && names_held(writing, retagged).await? {
        return Ok(());
    }
    Err(Error::new(
        Code::Conflict,
        "The record changed while passages were recognised anew: do it again.",
    ))
}

async fn names_held(writing: &mut Writing, retagged: &Record) -> Result<bool> {
    let themes: BTreeSet<Slug> = writing.load_ids::<Theme>().await?.into_iter().collect();
    let partners: BTreeSet<Slug> = writing.load_ids::<Partner>().await?.into_iter().collect();
    Ok(retagged.passage_themes.values().all(|tag| themes.contains(&tag.theme))
        && retagged.passage_partners.values().all(|mention| partners.contains(&mention.partner)))
}

fn tags_before_and_after(held: &Record, retagged: Record) -> (Record, Record) {
    let asked = |passage: &Slug| {
        held.passages
            .get(passage)
            .is_some_and(|passage| retagged.documents.contains_key(&passage.document))
    };
    let mut existing = Record::default();
    for slug in retagged.documents.keys() {
        if let Some(document) = held.documents.get(slug) {
            existing.documents.insert(slug.clone(), Arc::clone(document));
        }
    }
    existing.passage_themes = kept(&held.passage_themes, |tag| asked(&tag.passage));
    existing.passage_partners = kept(&held.passage_partners, |mention| asked(&mention.passage));
    let mut desired = Record { documents: existing.documents.clone(), ..Record::default() };
    for (slug, document) in &mut desired.documents {
        take_recogniser(document, retagged.documents.get(slug));
    }
    desired.passage_themes = retagged.passage_themes;
    desired.passage_partners = retagged.passage_partners;
    (existing, desired)
}

fn kept<T>(table: &Table<T>, keep: impl Fn(&T) -> bool) -> Table<T> {
    table
        .iter()
        .filter(|(_, row)| keep(row))
        .map(|(id, row)| (id.clone(), Arc::clone(row)))
        .collect()
}

fn take_recogniser(held: &mut Arc<Document>, retagged: Option<&Arc<Document>>) {
    if let Some(retagged) = retagged.filter(|retagged| retagged.recogniser != held.recogniser) {
        Arc::make_mut(held).recogniser.clone_from(&retagged.recogniser);
    }
}
