//! Storing one ingested document with its passages and what these are about.
//!
//! A document is never overwritten: the same bytes for the same strategy are held already, and only
//! noted as seen again; other bytes are another document, and where they come from an address
//! that is known, a new edition of the one that stood there. Not here: reading, cutting and
//! recognising (`ingest`).

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    clock::Clock,
    error::{Code, Error, Result},
    model::{
        Document, DocumentOrigin, Partner, Partnership, Record, Slug, Source, Strategy, Table,
        Theme,
    },
    store::{Store, Writing},
};

use super::{
    Author, Outcome, commit_difference,
    proposing::{check_proposals, join_proposals, rename_evidence},
    references::check_passage_names,
};

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ingested {
    /// It is stored.
    Stored {
        /// Its slug: the one asked for, numbered where another document has that.
        slug: Slug,
        /// What was written.
        outcome: Outcome,
        /// The document that stood at its address before, of which it is a new edition.
        supersedes: Option<Slug>,
    },
    /// The same bytes are held already for the same partnership and strategy: it was only noted
    /// that they were seen.
    AlreadyHeld {
        /// The slug of the document that holds them.
        slug: Slug,
    },
}

/// Stores the one document of `part` with its text, passages, tags, mentions and proposals, in one
/// revision. A proposal on which somebody decided keeps the decision and gains evidence.
/// An empty `first_seen` becomes the time of the clock.
///
/// Fails with `NOT_FOUND` where partnership or strategy do not exist (naming the nearest), with
/// `BAD_USER_INPUT` where `part` is not one ingested document or the strategy is another
/// partnership's, and with `CONFLICT` where a theme, partner or source that it names has gone.
pub async fn ingest_document(
    store: &Store,
    clock: &Clock,
    part: Record,
    by: &str,
) -> Result<Ingested> {
    let document = get_only_document(&part)?;
    check_shape(&part, &document)?;
    check_passage_names(&part)?;
    check_proposals(&part, &BTreeSet::from([document.slug.clone()]))?;
    let mut writing = store.begin_write().await?;
    check_owner(&mut writing, &document).await?;
    if let Some(held) = find_held(&mut writing, &document).await? {
        return note_seen(writing, clock, &held, by).await;
    }
    check_names(&mut writing, &part, &document).await?;
    let taken = writing.load_ids::<Document>().await?;
    let slug = free_slug(&document.slug, &taken);
    let mut desired = renamed(part, &document.slug, &slug);
    let supersedes = find_superseded(&mut writing, &document).await?;
    if let Some(document) = desired.documents.get_mut(&slug).map(Arc::make_mut) {
        if document.first_seen.is_empty() {
            document.first_seen = clock.now();
        }
        document.last_seen.clone_from(&document.first_seen);
        document.supersedes.clone_from(&supersedes);
    }
    let mut existing = Record::default();
    join_proposals(&mut writing, &mut existing, &mut desired).await?;
    let author = Author { clock, by, what: format!("Document “{slug}” ingested") };
    let outcome = commit_difference(writing, &existing, &desired, author).await?;
    Ok(Ingested::Stored { slug, outcome, supersedes })
}

/// Notes that the bytes of a document were seen again.
async fn note_seen(
    writing: Writing,
    clock: &Clock,
    held: &Arc<Document>,
    by: &str,
) -> Result<Ingested> {
    let slug = held.slug.clone();
    let (mut existing, mut desired) = (Record::default(), Record::default());
    existing.documents.insert(slug.clone(), Arc::clone(held));
    desired.put(Document { last_seen: clock.now(), ..Document::clone(held) });
    let author = Author { clock, by, what: format!("Document “{slug}” seen again") };
    commit_difference(writing, &existing, &desired, author).await?;
    Ok(Ingested::AlreadyHeld { slug })
}

fn get_only_document(part: &Record) -> Result<Arc<Document>> {
    match part.documents.values().collect::<Vec<_>>()[..] {
        [document] if document.origin == DocumentOrigin::Ingested => Ok(Arc::clone(document)),
        _ => Err(Error::bad_user_input("Exactly one ingested document is stored at a time.")),
    }
}

/// Whether everything in the part hangs on the document, and nothing else is in it.
fn check_shape(part: &Record, document: &Document) -> Result<()> {
    let texts = part.document_texts.values().filter(|text| text.document == document.slug).count();
    let passages =
        part.passages.values().filter(|passage| passage.document == document.slug).count();
    let themes =
        part.passage_themes.values().filter(|tag| part.passages.contains_key(&tag.passage)).count();
    let partners = part
        .passage_partners
        .values()
        .filter(|mention| part.passages.contains_key(&mention.passage))
        .count();
    let proposed = part.proposals.len() + part.proposal_evidence.len() + part.proposal_facts.len();
    if texts == 1 && 1 + texts + passages + themes + partners + proposed == part.rows() {
        return Ok(());
    }
    Err(Error::bad_user_input(
        "A document is stored with its text, its own passages, what these are about and what is proposed from it, and nothing else.",
    ))
}

/// Whether partnership and strategy exist and belong together.
async fn check_owner(writing: &mut Writing, document: &Document) -> Result<()> {
    if let Some(slug) = &document.partnership {
        let known = writing.load_ids::<Partnership>().await?;
        check_known("partnership", slug, &known)?;
    }
    let Some(slug) = &document.strategy else { return Ok(()) };
    let strategies = match &document.partnership {
        Some(partnership) => {
            writing
                .load_having::<Strategy>("partnership", std::slice::from_ref(partnership))
                .await?
        }
        None => Table::new(),
    };
    if strategies.contains_key(slug) {
        return Ok(());
    }
    let all = writing.load_ids::<Strategy>().await?;
    match &document.partnership {
        Some(partnership) if all.contains(slug) => Err(Error::bad_user_input(format!(
            "The strategy “{slug}” is not one of the partnership “{partnership}”."
        ))),
        Some(_) if !strategies.is_empty() => {
            check_known("strategy", slug, &strategies.into_keys().collect::<Vec<_>>())
        }
        _ => check_known("strategy", slug, &all),
    }
}

/// Whether a slug is one of those that are known; `NOT_FOUND` with the nearest if it is not.
pub(crate) fn check_known(called: &str, slug: &Slug, known: &[Slug]) -> Result<()> {
    if known.contains(slug) {
        return Ok(());
    }
    let nearest = nearest(slug, known);
    let hint = match nearest.len() {
        0 => format!("The record has no {called} yet"),
        _ => format!("Nearest: {}", nearest.join(", ")),
    };
    Err(Error::not_found(format!("There is no {called} “{slug}”. {hint}.")))
}

/// At most three of the known slugs, the most similar first.
fn nearest<'a>(slug: &str, known: &'a [Slug]) -> Vec<&'a str> {
    let mut scored: Vec<(f64, &str)> =
        known.iter().map(|other| (strsim::jaro_winkler(slug, other), &**other)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.into_iter().take(3).map(|(_, other)| other).collect()
}

/// The document that holds the same bytes for the same partnership and strategy.
async fn find_held(writing: &mut Writing, document: &Document) -> Result<Option<Arc<Document>>> {
    let same_bytes =
        writing.load_having::<Document>("sha256", &[document.sha256.as_str().into()]).await?;
    Ok(same_bytes.into_values().find(|held| is_same(held, document)))
}

/// The latest document that was ingested from the same address for the same partnership and is
/// not replaced yet.
async fn find_superseded(writing: &mut Writing, document: &Document) -> Result<Option<Slug>> {
    let Some(url) = &document.url else { return Ok(None) };
    let there = writing.load_having::<Document>("url", &[url.as_str().into()]).await?;
    let replaced: BTreeSet<Slug> =
        there.values().filter_map(|other| other.supersedes.clone()).collect();
    let latest = there
        .into_values()
        .filter(|other| other.origin == DocumentOrigin::Ingested)
        .filter(|other| other.partnership == document.partnership)
        .filter(|other| other.sha256 != document.sha256 && !replaced.contains(&other.slug))
        .max_by(|one, other| (&one.first_seen, &one.slug).cmp(&(&other.first_seen, &other.slug)));
    Ok(latest.map(|other| other.slug.clone()))
}

/// Whether a document that is held is an ingested one with the same bytes for the same owner.
pub(crate) fn is_same(held: &Document, document: &Document) -> bool {
    held.origin == DocumentOrigin::Ingested
        && held.sha256 == document.sha256
        && held.partnership == document.partnership
        && held.strategy == document.strategy
}

/// Whether what the document names is still there: scheme and register may have changed since it
/// was recognised.
async fn check_names(writing: &mut Writing, part: &Record, document: &Document) -> Result<()> {
    let themes: BTreeSet<Slug> =
        part.passage_themes.values().map(|tag| tag.theme.clone()).collect();
    let partners: BTreeSet<Slug> =
        part.passage_partners.values().map(|mention| mention.partner.clone()).collect();
    let sources: Vec<Slug> = document.source.iter().cloned().collect();
    let themes: Vec<Slug> = themes.into_iter().collect();
    let partners: Vec<Slug> = partners.into_iter().collect();
    let held_themes = writing.load_having::<Theme>("slug", &themes).await?;
    let held_partners = writing.load_having::<Partner>("slug", &partners).await?;
    let held_sources = writing.load_having::<Source>("id", &sources).await?;
    if held_themes.len() == themes.len()
        && held_partners.len() == partners.len()
        && held_sources.len() == sources.len()
    {
        return Ok(());
    }
    Err(Error::new(
        Code::Conflict,
        "A theme, partner or source that the document names is not in the record: scheme or register changed while it was read. Ingest it again.",
    ))
}

/// The slug itself, or with the first number from 2 that nobody has.
fn free_slug(slug: &Slug, taken: &[Slug]) -> Slug {
    let taken: BTreeSet<&str> = taken.iter().map(|other| &**other).collect();
    if !taken.contains(&**slug) {
        return slug.clone();
    }
    let mut number = 2_u64;
    loop {
        let candidate = format!("{slug}-{number}");
        if !taken.contains(candidate.as_str()) {
            return candidate.into();
        }
        number += 1;
    }
}

/// The part with the document under another slug, and with it all slugs that begin with it.
fn renamed(mut part: Record, old: &Slug, new: &Slug) -> Record {
    if old == new {
        return part;
    }
    let rename = |slug: &mut Slug| {
        if let Some(rest) = slug.strip_prefix(&**old) {
            *slug = format!("{new}{rest}").into();
        }
    };
    macro_rules! rename {
        ($($table:ident: $($field:ident),+;)+) => {$(
            part.$table = std::mem::take(&mut part.$table)
                .into_iter()
                .map(|(mut id, mut row)| {
                    let renamed = Arc::make_mut(&mut row);
                    $(rename(&mut renamed.$field);)+
                    rename(&mut id);
                    (id, row)
                })
                .collect();
        )+};
    }
    rename! {
        documents: slug;
        document_texts: document;
        passages: slug, document;
        passage_themes: id, passage;
        passage_partners: id, passage;
    }
    rename_evidence(&mut part, old, new);
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slugs(slugs: &[&str]) -> Vec<Slug> {
        slugs.iter().map(|slug| Slug::from(*slug)).collect()
    }

    #[test]
    fn a_free_slug_is_kept_and_a_taken_one_is_numbered() {
        assert_eq!(&*free_slug(&"a".into(), &slugs(&["b", "a-2"])), "a");
        assert_eq!(&*free_slug(&"a".into(), &slugs(&["a", "a-2"])), "a-3");
    }

    #[test]
    fn the_nearest_slugs_come_first() {
        let known = slugs(&["south-yorkshire", "kent-and-medway", "surrey-heartlands", "sussex"]);
        assert_eq!(nearest("kent-and-medwy", &known)[0], "kent-and-medway");
        assert!(check_known("partnership", &"x".into(), &[]).unwrap_err().public().contains("yet"));
    }
}
