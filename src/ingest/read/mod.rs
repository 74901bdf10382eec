//! Bytes to a [`ReadDocument`]: the normalised text that is stored, and the blocks it is made of.
//!
//! The format is told by the content, never by the name (`format`); text is decoded (`charset`);
//! one file or folder per format makes blocks (`html`, `markdown`, `pdf`, `plain`, `word`) in a
//! [`Manuscript`]. Hostile input costs bounded time: sizes, open tags, pages and blocks are capped
//! ([`Limits`]), and a reader that panics is caught and named ([`ReadError`]). What no cap inside
//! a process can hold (memory, endless loops) is held by `app::reading`, which runs this in a
//! process of its own. Cutting blocks into passages is `segment`.

mod broken_lines;
mod charset;
mod format;
mod html;
mod lines;
mod manuscript;
mod markdown;
mod pdf;
mod plain;
mod quiet;
mod reasons;
mod word;

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use self::{
    format::Format,
    manuscript::{Block, BlockKind, Manuscript},
    reasons::ReadError,
};

/// What a reader may spend on one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest text file (HTML, Markdown, plain text) that is read, in bytes.
    pub text_bytes: usize,
    /// The largest PDF or Word file that is read, in bytes: most of it is pictures.
    pub file_bytes: usize,
    /// How much the XML in a Word file may unpack to, in bytes: 64 MB is fifty times a long
    /// strategy.
    pub unpacked_bytes: u64,
    /// The largest number of pages.
    pub pages: usize,
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
        Self {
            text_bytes: 10_000_000,
            file_bytes: 100_000_000,
            unpacked_bytes: 64_000_000,
            pages: 3_000,
            open_tags: 512,
            tags: 200_000,
            blocks: 100_000,
        }
    }
}

/// A document that was read: its text as it is stored, and what that text is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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
    /// Pages (from 1) that could not be read; the text lacks what stands on them.
    pub unread_pages: Vec<u32>,
    /// The text with white space, control characters and ligatures normalised; blocks point
    /// into it.
    pub text: String,
    /// Headings, paragraphs, list items, table rows and quotations, in reading order.
    pub blocks: Vec<Block>,
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
    if bytes.len() > limits.file_bytes {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: limits.file_bytes });
    }
    if let Some(format) = format::find_binary(bytes)? {
        return finish(bytes, format, || match format {
            Format::Pdf => pdf::read(bytes, limits),
            _ => word::read(bytes, limits),
        });
    }
    let text = decode_within(bytes, limits)?;
    let format = Format::of(&text, hint);
    finish(bytes, format, || read_text(&text, format, limits))
}

/// Reads a document of text whose format is known.
pub fn read_as(bytes: &[u8], format: Format, limits: Limits) -> Result<ReadDocument, ReadError> {
    let text = decode_within(bytes, limits)?;
    finish(bytes, format, || read_text(&text, format, limits))
}

/// Reads a scanned PDF from the text that was recognised on each of its pages.
pub fn read_recognised(
    bytes: &[u8],
    pages: &[String],
    limits: Limits,
) -> Result<ReadDocument, ReadError> {
    finish(bytes, Format::Pdf, || {
        let mut manuscript = Manuscript::with_most_blocks(limits.blocks);
        for (page, text) in (1..).zip(pages) {
            manuscript.turn_to(page);
            plain::read(text, &mut manuscript);
        }
        Ok(manuscript)
    })
}

fn decode_within(bytes: &[u8], limits: Limits) -> Result<String, ReadError> {
    if bytes.len() > limits.text_bytes {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: limits.text_bytes });
    }
    let text = charset::decode(bytes)?;
    if text.chars().all(|character| character.is_whitespace() || character.is_control()) {
        return Err(ReadError::Empty);
    }
    format::refuse_other_markup(&text)?;
    Ok(text)
}

/// Runs a reader, catches its panic, and completes what it gives.
fn finish(
    bytes: &[u8],
    format: Format,
    reader: impl FnOnce() -> Result<Manuscript, ReadError> + Send,
) -> Result<ReadDocument, ReadError> {
    let manuscript = quiet::caught(reader)
        .unwrap_or_else(|| Err(ReadError::Failed { format: format.label().into() }))?;
    if let Some(limit) = manuscript.overfull() {
        return Err(ReadError::TooMany { what: "blocks of text".into(), limit });
    }
    if manuscript.blocks.is_empty() {
        return Err(ReadError::NoText { format: format.label().into() });
    }
    Ok(ReadDocument {
        format,
        sha256: hex_digest(bytes),
        size_bytes: bytes.len(),
        title: manuscript.title,
        pages: manuscript.pages,
        unread_pages: manuscript.unread_pages,
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
        Format::Plain | Format::Pdf | Format::Word => plain::read(text, &mut manuscript),
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
