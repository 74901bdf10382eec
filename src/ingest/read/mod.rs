//! Bytes to a [`ReadDocument`]: the normalised text that is stored, and the blocks it is made of.
//!
//! The format is told by the content, never by the name (`format`); text is decoded (`charset`);
//! one file per format makes blocks (`html`, `markdown`, `plain`) in a [`Manuscript`]. Hostile
//! input costs bounded time: sizes, open tags and blocks are capped ([`Limits`]), and a reader
//! that panics is caught and named. Cutting blocks into passages is `segment`.

mod charset;
mod format;
mod html;
mod lines;
mod manuscript;
mod markdown;
mod plain;
mod quiet;

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

pub use self::{
    format::Format,
    manuscript::{Block, BlockKind, Manuscript},
};
use crate::error::Error;

/// What a reader may spend on one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest file that is read, in bytes.
    pub bytes: usize,
    /// The largest number of HTML elements that may be open at once: deeper nesting costs HTML
    /// parsers quadratic time (100,000 nested `<div>` hold one for more than 20 seconds).
    pub open_tags: usize,
    /// The largest number of HTML tags in one document.
    pub tags: usize,
    /// The largest number of headings, paragraphs, items and rows in one document.
    pub blocks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 10_000_000, open_tags: 512, tags: 200_000, blocks: 100_000 }
    }
}

/// A document that was read: its text as it is stored, and what that text is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDocument {
    /// The format, told by the content.
    pub format: Format,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Size of the bytes.
    pub size_bytes: usize,
    /// The title that the document gives itself, where it gives one.
    pub title: Option<String>,
    /// Number of pages, where the format has pages.
    pub pages: Option<u32>,
    /// The text with white space, control characters and ligatures normalised; blocks point
    /// into it.
    pub text: String,
    /// Headings, paragraphs, list items, table rows and quotations, in reading order.
    pub blocks: Vec<Block>,
}

/// Why a document cannot be read, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or nothing but white space.
    #[error("the file is empty: check that the download or the export was complete")]
    Empty,
    /// More bytes than are read.
    #[error(
        "the file has {bytes} bytes, and at most {limit} are read: split it, or raise the limit"
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit in force.
        limit: usize,
    },
    /// A format that is recognised and that no reader takes.
    #[error("this is {what}, which is not read yet: {instead}")]
    Unsupported {
        /// The format, with its article.
        what: &'static str,
        /// What to do instead.
        instead: &'static str,
    },
    /// Bytes that are no text.
    #[error(
        "this is no text but binary data of an unknown kind: give an HTML, Markdown or plain text file"
    )]
    Binary,
    /// HTML nested more deeply than pages are.
    #[error(
        "the page has more than {limit} elements open inside each other, which no real page has: save its text as .txt and ingest that"
    )]
    TooDeep {
        /// The limit in force.
        limit: usize,
    },
    /// More tags or blocks than are read.
    #[error("the document has more than {limit} {what}: split it into several files")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// The limit in force.
        limit: usize,
    },
    /// A well-formed file with nothing to read in it.
    #[error(
        "no text was found in this {format}: if the page builds itself in the browser, save it from there as complete HTML or as text"
    )]
    NoText {
        /// What it was read as.
        format: &'static str,
    },
    /// The reader failed on it.
    #[error(
        "the {format} reader failed on this file, which is our mistake: report it with the file, and ingest its text as .txt meanwhile"
    )]
    Failed {
        /// What it was read as.
        format: &'static str,
    },
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        Self::bad_user_input(error.to_string()).because(error)
    }
}

/// Reads a document within the default [`Limits`]. `hint` is the file's name: it only decides
/// between Markdown and plain text where the content shows neither.
pub fn read(bytes: &[u8], hint: Option<&str>) -> Result<ReadDocument, ReadError> {
    read_within(bytes, hint, Limits::default())
}

/// Reads a document within the given limits.
pub fn read_within(
    bytes: &[u8],
    hint: Option<&str>,
    limits: Limits,
) -> Result<ReadDocument, ReadError> {
    let text = decode_within(bytes, limits)?;
    let format = Format::of(&text, hint);
    read_decoded(bytes, &text, format, limits)
}

/// Reads a document whose format is known.
pub fn read_as(bytes: &[u8], format: Format, limits: Limits) -> Result<ReadDocument, ReadError> {
    let text = decode_within(bytes, limits)?;
    read_decoded(bytes, &text, format, limits)
}

fn decode_within(bytes: &[u8], limits: Limits) -> Result<String, ReadError> {
    if bytes.len() > limits.bytes {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: limits.bytes });
    }
    format::refuse_known_binary(bytes)?;
    let text = charset::decode(bytes)?;
    if text.chars().all(|character| character.is_whitespace() || character.is_control()) {
        return Err(ReadError::Empty);
    }
    format::refuse_other_markup(&text)?;
    Ok(text)
}

fn read_decoded(
    bytes: &[u8],
    text: &str,
    format: Format,
    limits: Limits,
) -> Result<ReadDocument, ReadError> {
    let manuscript = quiet::caught(|| read_text(text, format, limits))
        .unwrap_or(Err(ReadError::Failed { format: format.label() }))?;
    if manuscript.blocks.is_empty() {
        return Err(ReadError::NoText { format: format.label() });
    }
    Ok(ReadDocument {
        format,
        sha256: hex_digest(bytes),
        size_bytes: bytes.len(),
        title: manuscript.title,
        pages: None,
        text: manuscript.text,
        blocks: manuscript.blocks,
    })
}

fn read_text(text: &str, format: Format, limits: Limits) -> Result<Manuscript, ReadError> {
    let mut manuscript = Manuscript::with_most_blocks(limits.blocks);
    match format {
        Format::Html => {
            html::refuse_costly_markup(text, limits)?;
            html::read(text, &mut manuscript);
        }
        Format::Markdown => markdown::read(text, limits, &mut manuscript),
        Format::Plain => plain::read(text, &mut manuscript),
    }
    if manuscript.is_overfull() {
        return Err(ReadError::TooMany { what: "blocks of text", limit: limits.blocks });
    }
    Ok(manuscript)
}

fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
