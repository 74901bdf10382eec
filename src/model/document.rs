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

    /// Whether it is text that says something: of a kind that counts, not in a contents page or a
    /// list of references, and no line of a contents page (a title, a row of dots or spaces, a page
    /// number). Headings are no passages: they stand above them.
    pub fn is_body(&self) -> bool {
        let in_apparatus = self.headings.iter().any(|heading| {
            let heading = heading.trim_matches(|it: char| !it.is_alphabetic());
            NOT_BODY.iter().any(|it| it.eq_ignore_ascii_case(heading))
        });
        self.kind.is_counted() && !in_apparatus && !is_contents_line(&self.text)
    }
}

/// Headings of sections that tell where things stand or come from, not what is meant.
const NOT_BODY: [&str; 9] = [
    "contents",
    "table of contents",
    "list of figures",
    "list of tables",
    "references",
    "reference list",
    "bibliography",
    "endnotes",
    "footnotes",
];

fn is_contents_line(text: &str) -> bool {
    let text = text.trim_end();
    let title = text.trim_end_matches(|it: char| it.is_ascii_digit());
    title.len() < text.len()
        && (title.trim_end().ends_with("...") || title.trim_end().ends_with('…'))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(heading: &str, text: &str) -> Passage {
        Passage {
            slug: "d.1".into(),
            document: "d".into(),
            position: 1,
            kind: PassageKind::Paragraph,
            headings: vec![heading.to_owned()],
            page: None,
            start: 0,
            end: 0,
            text: text.to_owned(),
        }
    }

    #[test]
    fn contents_pages_and_reference_lists_say_nothing() {
        assert!(passage("Our priorities", "We want fewer people to smoke.").is_body());
        assert!(!passage("7. References", "Public health report, 2021.").is_body());
        assert!(!passage("Table of Contents", "Starting well").is_body());
        assert!(!passage("Front", "Starting well ............ 12").is_body());
        assert!(passage("Aims", "Fewer than 12").is_body());
    }
}
