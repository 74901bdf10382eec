//! Recognising the text of scanned pages (OCR) with two programs that Debian has: `pdftoppm` makes
//! a picture of a page, `tesseract` reads it. Both are bounded, nothing is written to disk. Only
//! done where asked for: it takes seconds a page and makes mistakes.

use std::{borrow::Cow, io, process::Command, time::Duration};

use super::bounded::run_bounded;
use crate::ingest::ReadError;

/// Dots per inch of the pictures: tesseract's own advice is 300, below which small letters fail.
const RESOLUTION: &str = "300";
/// A page in small print takes some seconds.
const PATIENCE: Duration = Duration::from_mins(2);
/// A page in grey at that resolution, packed, has one or two megabytes.
const LARGEST_PICTURE: usize = 60_000_000;
/// A page has a few thousand letters.
const LONGEST_TEXT: usize = 1_000_000;
/// More pages take more than an hour.
const MOST_PAGES: u32 = 500;

const INSTALL: &str = "the programs tesseract and pdftoppm are needed and not installed; on Debian: apt-get install tesseract-ocr poppler-utils";

/// The text of each page of a PDF, recognised.
pub(super) fn recognise(pdf: &[u8], pages: u32) -> Result<Vec<String>, ReadError> {
    if pages > MOST_PAGES {
        let limit = usize::try_from(MOST_PAGES).unwrap_or(usize::MAX);
        return Err(ReadError::TooMany { what: "scanned pages".into(), limit });
    }
    (1..=pages).map(|page| recognise_page(pdf, page)).collect()
}

fn recognise_page(pdf: &[u8], page: u32) -> Result<String, ReadError> {
    let number = page.to_string();
    let mut draw = Command::new("pdftoppm");
    draw.args(["-r", RESOLUTION, "-gray", "-png", "-f", &number, "-l", &number, "-"]);
    let picture = output_of(draw, pdf, LARGEST_PICTURE, page)?;
    let mut read = Command::new("tesseract");
    read.args(["stdin", "stdout", "-l", "eng"]);
    let text = output_of(read, &picture, LONGEST_TEXT, page)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn output_of(
    command: Command,
    input: &[u8],
    longest: usize,
    page: u32,
) -> Result<Vec<u8>, ReadError> {
    let program = command.get_program().to_string_lossy().into_owned();
    match run_bounded(command, input, PATIENCE, longest) {
        Ok(Some(ended)) if ended.status.success() => Ok(ended.output),
        Ok(Some(ended)) => {
            let said = String::from_utf8_lossy(&ended.complaint);
            let said: String =
                said.lines().next().unwrap_or("no reason given").chars().take(120).collect();
            Err(failed(format!("{program} failed on page {page}: {said}")))
        }
        Ok(None) => Err(failed(format!(
            "{program} took more than {} seconds on page {page}",
            PATIENCE.as_secs()
        ))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(failed(INSTALL)),
        Err(error) => Err(failed(format!("{program} cannot be started: {error}"))),
    }
}

fn failed(reason: impl Into<Cow<'static, str>>) -> ReadError {
    ReadError::OcrFailed { reason: reason.into() }
}
