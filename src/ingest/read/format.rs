//! What a file is, told by its first bytes and its text, never by its name. Reading it is the
//! business of the format's own file.

use serde::{Deserialize, Serialize};

use super::{ReadError, lines};

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// A PDF.
    Pdf,
    /// A Word document (.docx).
    Word,
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// Text without markup.
    Plain,
}

impl Format {
    /// The media type, such as `text/html`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html",
            Self::Markdown => "text/markdown",
            Self::Plain => "text/plain",
        }
    }

    /// The format as people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Word => "Word document",
            Self::Html => "web page",
            Self::Markdown => "Markdown file",
            Self::Plain => "plain text file",
        }
    }

    /// The format of a decoded text. A name ending in `.md` decides only where the text itself
    /// shows nothing: plain text is valid Markdown, but Markdown would read an indented list as
    /// program code.
    pub(super) fn of(text: &str, hint: Option<&str>) -> Self {
        if looks_like_html(text) {
            return Self::Html;
        }
        let named_markdown = hint.is_some_and(|name| {
            let name = name.to_ascii_lowercase();
            [".md", ".markdown"].iter().any(|ending| name.ends_with(ending))
        });
        let signs = markdown_signs(text);
        if signs >= 2 || (named_markdown && (signs > 0 || !lines::has_indented_bullets(text))) {
            Self::Markdown
        } else {
            Self::Plain
        }
    }
}

const TEXT_INSTEAD: &str = "save its text as .txt, .md or .html and ingest that";
const OFFICE_INSTEAD: &str =
    "save it from your office program as HTML or plain text and ingest that";
const SCAN_INSTEAD: &str = "run text recognition (OCR) on it and ingest the text";
const ARCHIVE_INSTEAD: &str = "unpack it and ingest the files in it";

/// First bytes, what they mean, what to do instead.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"PK\x05\x06", "an empty ZIP archive", ARCHIVE_INSTEAD),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office file (.doc, .xls or .ppt)",
        OFFICE_INSTEAD,
    ),
    (b"{\\rtf", "a Rich Text file", OFFICE_INSTEAD),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", SCAN_INSTEAD),
    (b"\xff\xd8\xff", "a JPEG image", SCAN_INSTEAD),
    (b"GIF8", "a GIF image", SCAN_INSTEAD),
    (b"II*\0", "a TIFF image", SCAN_INSTEAD),
    (b"MM\0*", "a TIFF image", SCAN_INSTEAD),
    (b"RIFF", "an image, sound or film", TEXT_INSTEAD),
    (b"\x1f\x8b", "a gzip archive", ARCHIVE_INSTEAD),
    (b"BZh", "a bzip2 archive", ARCHIVE_INSTEAD),
    (b"\xfd7zXZ\0", "an xz archive", ARCHIVE_INSTEAD),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", ARCHIVE_INSTEAD),
    (b"Rar!\x1a\x07", "a RAR archive", ARCHIVE_INSTEAD),
    (b"\x7fELF", "a program", TEXT_INSTEAD),
    (b"MZ\x90\0", "a program", TEXT_INSTEAD),
    (b"SQLite format 3\0", "a SQLite database", TEXT_INSTEAD),
];

/// Parts of a ZIP archive that tell what it is.
const ZIP_PARTS: &[(&[u8], &str, &str)] = &[
    (b"xl/", "an Excel workbook (.xlsx)", OFFICE_INSTEAD),
    (b"ppt/", "a PowerPoint file (.pptx)", OFFICE_INSTEAD),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file", OFFICE_INSTEAD),
    (b"application/epub+zip", "an EPUB book", TEXT_INSTEAD),
];

/// The binary format of a file that is read, none where it may be text. Formats that are known
/// and not read are refused, each with its name and a way out.
pub(super) fn find_binary(bytes: &[u8]) -> Result<Option<Format>, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    // Mailers and servers put up to 1,024 bytes before the mark, which PDF readers accept. A page
    // or a text that only speaks of it begins otherwise.
    let head = &bytes[..bytes.len().min(1024)];
    if bytes.starts_with(b"%PDF-") || (contains(head, b"%PDF-") && contains(bytes, b"endobj")) {
        return Ok(Some(Format::Pdf));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return find_in_archive(bytes).map(Some);
    }
    if is_encrypted_office(bytes) {
        return Err(ReadError::Encrypted { format: "Office document".into() });
    }
    match SIGNATURES.iter().find(|(signature, ..)| bytes.starts_with(signature)) {
        Some((_, what, instead)) => Err(unsupported(what, instead)),
        None => Ok(None),
    }
}

/// What a ZIP archive is, by the names of its parts.
fn find_in_archive(bytes: &[u8]) -> Result<Format, ReadError> {
    match ZIP_PARTS.iter().find(|(part, ..)| contains(bytes, part)) {
        Some((_, what, instead)) => Err(unsupported(what, instead)),
        None if contains(bytes, b"word/") => Ok(Format::Word),
        None => Err(unsupported("a ZIP archive", ARCHIVE_INSTEAD)),
    }
}

/// Office programs wrap an encrypted document in the container of their old formats, with a
/// stream of this name in UTF-16.
fn is_encrypted_office(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") && contains(bytes, &name)
}

fn unsupported(what: &'static str, instead: &'static str) -> ReadError {
    ReadError::Unsupported { what: what.into(), instead: instead.into() }
}

/// Refuses markup that is no page: its tags would be read as words.
pub(super) fn refuse_other_markup(text: &str) -> Result<(), ReadError> {
    let text = text.trim_start();
    let is_markup =
        ["<?xml", "<svg", "<rss", "<feed"].iter().any(|opening| text.starts_with(opening));
    if is_markup && !looks_like_html(text) {
        return Err(unsupported("an XML file", TEXT_INSTEAD));
    }
    Ok(())
}

/// Whether a part stands in the bytes. The first byte is looked for with the fast search of the
/// standard library: archives are looked through as a whole.
fn contains(bytes: &[u8], part: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = part.first().and_then(|first| rest.iter().position(|byte| byte == first)) {
        if rest[at..].starts_with(part) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// A page begins with a tag; text that speaks of tags does not.
fn looks_like_html(text: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<div",
        "<main",
        "<article",
        "<section",
        "<p>",
        "<p ",
        "<h1",
        "<h2",
        "<h3",
        "<ul",
        "<ol",
        "<table",
        "<span",
        "<header",
        "<nav",
        "<script",
        "<style",
        "<link",
    ];
    let mut rest = text
        .trim_start_matches(|character: char| character.is_whitespace() || character.is_control());
    while let Some(after) = rest.strip_prefix("<!--").or_else(|| rest.strip_prefix("<?")) {
        match after.split_once('>') {
            Some((_, next)) => rest = next.trim_start(),
            None => return false,
        }
    }
    let head: String = rest.chars().take(16).collect::<String>().to_ascii_lowercase();
    OPENINGS.iter().any(|opening| head.starts_with(opening))
}

/// How many signs of Markdown the text shows: headings, links, emphasis, fences, tables, front
/// matter. Bullets are none: people type them in plain text as well.
fn markdown_signs(text: &str) -> usize {
    let mut signs = 0;
    if text.starts_with("---\n") || text.starts_with("---\r\n") {
        signs += 1;
    }
    for line in text.lines().take(2000) {
        let trimmed = line.trim_start();
        let hashes = trimmed.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&hashes) && trimmed[hashes..].starts_with(' ') {
            signs += 2;
        }
        if line.contains('[') && line.contains("](") {
            signs += 1;
        }
        if line.contains('*') && line.matches("**").count() >= 2 {
            signs += 1;
        }
        if trimmed.starts_with("```") || trimmed.starts_with("|--") || trimmed.starts_with("| --") {
            signs += 1;
        }
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_the_name_does_not() {
        assert_eq!(Format::of("<!DOCTYPE html><p>Hello", Some("page.txt")), Format::Html);
        assert_eq!(Format::of("# Title\n\nText.", Some("page.txt")), Format::Markdown);
        assert_eq!(Format::of("Title\n\nText.", Some("page.html")), Format::Plain);
        assert_eq!(Format::of("Title\n\nText.", Some("page.md")), Format::Markdown);
    }

    #[test]
    fn a_text_about_tags_is_no_page() {
        assert_eq!(Format::of("The <div> tag opens a division.", None), Format::Plain);
    }

    #[test]
    fn indented_bullets_stay_a_list_even_in_a_file_called_markdown() {
        let text = "We will:\n\n    • act early\n    • work together\n";
        assert_eq!(Format::of(text, Some("list.md")), Format::Plain);
    }

    #[test]
    fn a_pdf_is_told_by_its_mark_and_a_text_about_pdfs_is_none() {
        assert_eq!(find_binary(b"\n%PDF-1.7 1 0 obj endobj"), Ok(Some(Format::Pdf)));
        assert_eq!(find_binary(b"%PDF-1.4"), Ok(Some(Format::Pdf)));
        assert_eq!(find_binary(b"The mark %PDF-1.7 begins a PDF."), Ok(None));
    }
}
