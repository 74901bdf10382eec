//! Why a document cannot be read, each with what to do about it. Deciding which reason holds is
//! the reader's business.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// Words of a reason: fixed ones, or such as came back from the process that read.
type Words = Cow<'static, str>;

/// Why a document cannot be read, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReadError {
    /// No bytes, or nothing but white space.
    #[error("the file is empty: check that the download or the export was complete")]
    Empty,
    /// More bytes than are read.
    #[error(
        "the file has {bytes} bytes, and at most {limit} are read: split it, or save it with smaller pictures"
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
        what: Words,
        /// What to do instead.
        instead: Words,
    },
    /// Bytes that are no text.
    #[error(
        "this is no text but binary data of an unknown kind: give a PDF, Word, HTML, Markdown or plain text file"
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
    /// More tags, pages or blocks than are read.
    #[error("the document has more than {limit} {what}: split it into several files")]
    TooMany {
        /// What there are too many of.
        what: Words,
        /// The limit in force.
        limit: usize,
    },
    /// An archive that unpacks to more than any real document holds.
    #[error(
        "what is packed in this {format} unpacks to more than {limit} bytes, which no real document does: save it again from your office program"
    )]
    TooLargeInside {
        /// What it was read as.
        format: Words,
        /// The limit in force.
        limit: u64,
    },
    /// Locked with a password.
    #[error("this {format} is encrypted: save a copy without a password and ingest that")]
    Encrypted {
        /// What it was read as.
        format: Words,
    },
    /// Truncated, or not what it says it is.
    #[error("this {format} is damaged or incomplete ({reason}): fetch or export it again")]
    Damaged {
        /// What it was read as.
        format: Words,
        /// What the reader stumbled over.
        reason: Words,
    },
    /// Pictures of pages, without text.
    #[error(
        "unreadable: needs OCR: its {pages} pages are pictures without text; ingest it again with --ocr"
    )]
    NeedsOcr {
        /// How many pages it has.
        pages: u32,
    },
    /// Text recognition was asked for and cannot be done.
    #[error("text recognition (OCR) failed: {reason}")]
    OcrFailed {
        /// Why, and what to do.
        reason: Words,
    },
    /// A well-formed file with nothing to read in it.
    #[error(
        "no text was found in this {format}: if it is a page that builds itself in the browser, save it from there as complete HTML or as text"
    )]
    NoText {
        /// What it was read as.
        format: Words,
    },
    /// The reader failed on it.
    #[error(
        "the {format} reader failed on this file, which is our mistake: report it with the file, and ingest its text as .txt meanwhile"
    )]
    Failed {
        /// What it was read as.
        format: Words,
    },
    /// Reading took longer than it may.
    #[error(
        "reading it took more than {seconds} seconds and was ended: split it, or ingest its text as .txt"
    )]
    TooSlow {
        /// The limit in force.
        seconds: u64,
    },
    /// Reading took more memory than it may.
    #[error(
        "reading it needs more than {megabytes} MB of memory and was ended: split it, or ingest its text as .txt"
    )]
    TooMuchMemory {
        /// The limit in force.
        megabytes: u64,
    },
    /// The process that read it ended without an answer.
    #[error(
        "the process that reads documents ended without an answer ({reason}): report it with the file, and ingest its text as .txt meanwhile"
    )]
    Crashed {
        /// How it ended.
        reason: Words,
    },
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        Self::bad_user_input(error.to_string()).because(error)
    }
}
