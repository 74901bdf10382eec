//! A PDF to blocks. A PDF says where glyphs stand, not what they are, so the structure is found
//! again in steps, one file each: `page` (glyphs to fragments of lines), `running` (headers and
//! footers go), then either `tags` (the tree by which accessible files say what is what) or
//! `order` and `blocks` (columns, paragraphs, rows by where they stand), and `compose` (headings,
//! items, broken words). A page is read by its tags where these cover what stands on it.
//!
//! Pictures of pages are named as such; recognising their text is `app::recognition`.

mod blocks;
mod compose;
mod fragment;
mod order;
mod page;
mod running;
mod tags;

use std::{borrow::Cow, fmt::Display};

use pdf_oxide::{Error, PdfDocument};

use self::{blocks::Draft, page::Page, tags::Tagged};
use super::{Limits, Manuscript, ReadError};

/// What this reader calls its documents.
const FORMAT: &str = "PDF";

/// Fewer letters and digits on a page are no text: scanners stamp a name or a number on pictures.
const FEWEST_LETTERS: usize = 15;

/// Reads a PDF into blocks.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Manuscript, ReadError> {
    let document = open(bytes)?;
    let count = document.page_count().map_err(|error| refusal(&error))?;
    if count == 0 {
        return Err(damaged(&"it has no pages"));
    }
    if count > limits.pages {
        return Err(ReadError::TooMany { what: "pages".into(), limit: limits.pages });
    }
    let (mut pages, unread) = load_pages(&document, count)?;
    let letters: usize = pages.iter().map(Page::letters).sum();
    if letters < FEWEST_LETTERS * count {
        return Err(ReadError::NeedsOcr { pages: number(count) });
    }
    running::drop_running(&mut pages);
    let mut manuscript = Manuscript::with_most_blocks(limits.blocks);
    compose::write(drafts(&document, &pages), &mut manuscript);
    manuscript.pages = Some(number(count));
    manuscript.unread_pages = unread;
    Ok(manuscript)
}

fn open(bytes: &[u8]) -> Result<PdfDocument, ReadError> {
    let document = PdfDocument::from_bytes(bytes.to_vec()).map_err(|error| refusal(&error))?;
    // Many published files are encrypted with an empty password, against changes only.
    let is_locked = document.is_encrypted()
        && !document.is_authenticated()
        && !document.authenticate(b"").unwrap_or(false);
    if is_locked { Err(ReadError::Encrypted { format: FORMAT.into() }) } else { Ok(document) }
}

/// The pages that can be read, and the numbers of those that cannot. A file of which more than
/// half cannot be read is refused: what is left would be taken for the whole.
fn load_pages(document: &PdfDocument, count: usize) -> Result<(Vec<Page>, Vec<u32>), ReadError> {
    let (mut pages, mut unread) = (Vec::with_capacity(count), Vec::new());
    let mut first_failure = None;
    for index in 0..count {
        match Page::load(document, index) {
            Ok(page) => pages.push(page),
            Err(error) => {
                unread.push(number(index + 1));
                first_failure.get_or_insert(error);
            }
        }
    }
    match first_failure {
        Some(error) if unread.len() * 2 > count => Err(refusal(&error)),
        _ => Ok((pages, unread)),
    }
}

/// What stands on all pages, in reading order.
fn drafts(document: &PdfDocument, pages: &[Page]) -> Vec<Draft> {
    let tagged = Tagged::load(document);
    let mut drafts = Vec::new();
    for page in pages {
        match tagged.as_ref().and_then(|tagged| tagged.find_drafts(page)) {
            Some(found) => drafts.extend(found),
            None => drafts.extend(blocks::build(order::in_order(page), page.number)),
        }
    }
    drafts
}

fn refusal(error: &Error) -> ReadError {
    match error {
        Error::EncryptedPdf => ReadError::Encrypted { format: FORMAT.into() },
        other => damaged(other),
    }
}

/// A damaged file, with the first words of what its reader says.
fn damaged(error: &impl Display) -> ReadError {
    let reason: String = error.to_string().chars().take(120).collect();
    ReadError::Damaged { format: FORMAT.into(), reason: Cow::Owned(reason) }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
