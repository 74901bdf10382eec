//! A document as rows of the record: the document, its text, its passages, and what each passage
//! is about and whom it names. Reading bytes is `read`; storing rows is `write`.

use std::sync::Arc;

use super::{
    read::{Format, Limits, ReadDocument, ReadError, read_as},
    recognise::{RECOGNISER_VERSION, Recogniser, Tags},
    records::Digest,
    segment::segment,
};
use crate::model::{Document, DocumentOrigin, DocumentText, PartialDate, Record, Slug, slugify};

/// What is known about a document besides its bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentAbout {
    /// The partnership that it speaks for or is about.
    pub partnership: Option<Slug>,
    /// The strategy whose text it is or reports.
    pub strategy: Option<Slug>,
    /// Its title; the document's own, else its file name, where `None`.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When the source was published.
    pub published: Option<PartialDate>,
    /// Our paraphrase, or the source's own text.
    pub origin: DocumentOrigin,
    /// Whether the document was read as a whole.
    pub complete: bool,
    /// The entry in the partnership's sources that it retells or is.
    pub source: Option<Slug>,
    /// What to make the slug of where not of the title; used as it is. The caller numbers a slug
    /// that is taken.
    pub slug_hint: Option<String>,
}

/// Makes the rows of one document: exactly one document and one text, its passages, and the
/// themes and partners recognised in them (all of them proposed).
pub fn build_document(
    read: ReadDocument,
    about: DocumentAbout,
    first_seen: &str,
    recogniser: &Recogniser,
) -> Record {
    build_tagged_document(read, about, first_seen, recogniser).0
}

/// The same, with the tags of the passages in their order beside.
pub(super) fn build_tagged_document(
    read: ReadDocument,
    about: DocumentAbout,
    first_seen: &str,
    recogniser: &Recogniser,
) -> (Record, Vec<Tags>) {
    let title = about
        .title
        .or_else(|| read.title.clone())
        .unwrap_or_else(|| "Untitled document".to_owned());
    let slug: Slug = Arc::from(slug_of(about.slug_hint.as_deref(), &title, &read.sha256));
    let mut record = Record::default();
    let passages = segment(&read, &slug);
    let tags = recogniser.tag_all(&passages, read.title.as_deref());
    for (passage, tags) in passages.into_iter().zip(&tags) {
        for theme in &tags.themes {
            record.put(theme.clone());
        }
        for partner in &tags.partners {
            record.put(partner.clone());
        }
        record.put(passage);
    }
    record.put(Document {
        slug: slug.clone(),
        partnership: about.partnership,
        strategy: about.strategy,
        title,
        origin: about.origin,
        url: about.url,
        publisher: about.publisher,
        media_type: read.format.media_type().to_owned(),
        sha256: read.sha256,
        size_bytes: i64::try_from(read.size_bytes).unwrap_or(i64::MAX),
        pages: read.pages.map(i64::from),
        published: about.published,
        complete: about.complete,
        source: about.source,
        first_seen: first_seen.to_owned(),
        last_seen: first_seen.to_owned(),
        supersedes: None,
        recogniser: RECOGNISER_VERSION.to_owned(),
    });
    record.put(DocumentText { document: slug, text: read.text });
    (record, tags)
}

/// Makes the rows of a digest of the seed, named `{partnership}-{source key in lower case}`.
/// `strategy` is the strategy that the retold source tells of, where that is known.
///
/// # Errors
/// Why its text cannot be read.
pub fn build_digest(
    digest: &Digest,
    strategy: Option<Slug>,
    recogniser: &Recogniser,
    first_seen: &str,
) -> Result<Record, ReadError> {
    let read = read_as(digest.body.as_bytes(), Format::Markdown, Limits::default())?;
    let about = DocumentAbout {
        partnership: Some(digest.partnership.clone()),
        strategy,
        title: Some(digest.title.clone()),
        url: digest.url.clone(),
        publisher: digest.publisher.clone(),
        published: digest.published,
        origin: DocumentOrigin::Digest,
        complete: digest.complete,
        source: Some(digest.source.clone()),
        slug_hint: Some(digest.source.replace('.', "-").to_lowercase()),
    };
    Ok(build_document(read, about, first_seen, recogniser))
}

/// The slug asked for, else one of the title, else (a title without letters) one of the bytes.
fn slug_of(hint: Option<&str>, title: &str, sha256: &str) -> String {
    let wanted = hint.map_or_else(|| slugify(title), str::to_owned);
    if wanted.is_empty() { format!("document-{}", &sha256[..12]) } else { wanted }
}
