//! Scanned pages, made here: drawn by `pdftoppm` from a page with text, and put into a PDF as a
//! picture. Without being asked nothing is recognised; where asked, `tesseract` reads it.

use std::{
    fmt::Write as _,
    io::Write as _,
    process::{Command, Stdio},
};

use strategraph::{app::reading::ReadingLimits, ingest::ReadError};

use super::hostile::{page, pdf, reader};

/// Pixels of the scan: A4 at 150 dots per inch.
const WIDTH: usize = 1240;
const HEIGHT: usize = 1754;
const LINES: [&str; 3] = [
    "Our partnership agrees on four priorities.",
    "Every child has the best start in life.",
    "Older people live well at home.",
];

/// A PDF of one page that is a picture of these lines.
fn scan() -> Vec<u8> {
    let mut drawing = "BT /F 20 Tf 60 740 Td 32 TL".to_owned();
    for line in LINES {
        write!(drawing, " ({line}) Tj T*").unwrap();
    }
    let picture = drawn(&page(&format!("{drawing} ET"), []));
    let digits = picture.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    });
    let stream = |head: &str, body: &str| {
        format!("<< {head} /Length {} >>\nstream\n{body}\nendstream", body.len())
    };
    pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>".to_owned(),
        stream("", "595 0 0 842 0 0 cm /I Do"),
        stream(
            &format!("/Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter [/ASCIIHexDecode /DCTDecode]"),
            &format!("{digits}>"),
        ),
    ])
}

/// A page as a JPEG.
fn drawn(pdf: &[u8]) -> Vec<u8> {
    let (width, height) = (WIDTH.to_string(), HEIGHT.to_string());
    let mut child = Command::new("pdftoppm")
        .args(["-jpeg", "-scale-to-x", &width, "-scale-to-y", &height, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    child.wait_with_output().unwrap().stdout
}

#[test]
fn a_scan_needs_ocr_and_is_read_where_that_is_asked_for() {
    let (scan, reader) = (scan(), reader(ReadingLimits::default()));
    let reason = reader.read(&scan, None).unwrap_err();
    assert_eq!(reason, ReadError::NeedsOcr { pages: 1 });
    assert!(reason.to_string().starts_with("unreadable: needs OCR"), "{reason}");
    let read = reader.recognising(true).read(&scan, None).unwrap();
    for line in LINES {
        assert!(read.text.contains(line), "{line}\n{}", read.text);
    }
}
