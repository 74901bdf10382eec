//! Documents and the passages into which they are cut.

use serde::{Deserialize, Serialize};

use super::{AssertionMethod, DocumentOrigin, PartialDate, PassageKind, Slug};

/// A file or page that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Stable readable name.
    pub slug: Slug,
    /// The partnership that it speaks for or is about.
    pub partnership: Option<Slug>,
    /// The strategy whose text it is or reports.
    pub strategy: Option<Slug>,
    /// Its title.
    pub title: String,
    /// Our paraphrase, or the source's own text.
    pub origin: DocumentOrigin,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Media type by content, such as `text/html`.
    pub media_type: String,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Size of the bytes.
    pub size_bytes: i64,
    /// Number of pages, where the format has pages.
    pub pages: Option<i64>,
    /// When the source was published: as was said of it, else as an ingested document's text says.
    pub published: Option<PartialDate>,
    /// Whether the document was read as a whole (a digest: whether it retells the whole page).
    pub complete: bool,
    /// The entry in the partnership's sources that it retells or is.
    pub source: Option<Slug>,
    /// When these bytes were first read, RFC 3339.
    pub first_seen: String,
    /// When these bytes were last read or found unchanged, RFC 3339.
    #[serde(default)]
    pub last_seen: String,
    /// The document that stood at its address before: this one is a new edition of it.
    #[serde(default)]
    pub supersedes: Option<Slug>,
    /// Which recogniser produced themes and partners of its passages.
    pub recogniser: String,
}

/// The text of a document, as it was read: what passages point into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentText {
    /// The document.
    pub document: Slug,
    /// The whole text.
    pub text: String,
}

/// A paragraph, list item or table row of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// `{document}.{position}`.
    pub slug: Slug,
    /// The document.
    pub document: Slug,
    /// Place in the document, from 1.
    pub position: i64,
    /// What form it has.
    pub kind: PassageKind,
    /// The headings above it, outermost first.
    pub headings: Vec<String>,
    /// The page on which it begins, from 1, where the format has pages.
    pub page: Option<i64>,
    /// First character in the document's text (Unicode scalar values, from 0).
    pub start: i64,
    /// One past its last character in the document's text.
    pub end: i64,
    /// Its text: exactly the characters `start..end` of the document's text.
    pub text: String,
}

impl Passage {
    /// What a passage is called in a list: its document, and the heading above it unless that says
    /// the same.
    pub fn title(&self, document: &str) -> String {
        match self.headings.last().filter(|heading| *heading != document) {
            Some(heading) => format!("{document}: {heading}"),
            None => document.to_owned(),
        }
    }
}

/// A range of characters in a passage's text that is evidence for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First character (Unicode scalar values, from 0).
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The phrase, name or alias of the scheme or register that matched there.
    pub matched: String,
}

/// An assertion that a passage is about a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassageTheme {
    /// `{passage}.{theme}`.
    pub id: Slug,
    /// The passage.
    pub passage: Slug,
    /// The theme.
    pub theme: Slug,
    /// Place among the passage's themes, most prominent first, from 0.
    pub position: i64,
    /// How far it is trusted.
    pub method: AssertionMethod,
    /// Confidence of the extraction, 0 to 1.
    pub confidence: Option<f64>,
    /// Where in the passage, and by which phrase.
    pub spans: Vec<Span>,
}

/// A mention of a partner in a passage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassagePartner {
    /// `{passage}.{partner}`.
    pub id: Slug,
    /// The passage.
    pub passage: Slug,
    /// The partner.
    pub partner: Slug,
    /// How far it is trusted.
    pub method: AssertionMethod,
    /// Where in the passage, and by which name.
    pub spans: Vec<Span>,
}
