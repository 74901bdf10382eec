//! Bytes to text: byte order mark, then a declared charset, then a guess. Cleaning the text is
//! `manuscript`.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::ReadError;

/// How far into a page its charset may be declared (the HTML standard says 1,024 bytes; pages
/// with long comments above their head exceed it).
const DECLARATION_WITHIN: usize = 4096;

/// Decodes the bytes. What cannot be decoded becomes U+FFFD; data that is mostly no text is
/// refused.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    // UTF-16 before declarations: its English text is also valid UTF-8, full of null bytes.
    let (encoding, bytes) = if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        (encoding, &bytes[length..])
    } else {
        let told = utf16_without_mark(bytes).or_else(|| declared(bytes));
        (told.unwrap_or_else(|| guessed(bytes)), bytes)
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if is_binary(&text) { Err(ReadError::Binary) } else { Ok(text.into_owned()) }
}

/// The charset that the text declares (`<meta charset="…">`, `<?xml encoding="…"?>`), unless the
/// bytes contradict it: valid UTF-8 with letters beyond ASCII is UTF-8 whatever it claims, for
/// templates are often re-saved without their declaration being changed.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    if is_utf8 {
        return Some(encoding_rs::UTF_8);
    }
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    ["charset=", "encoding="]
        .iter()
        .find_map(|key| label_after(&head, key))
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|encoding| *encoding != encoding_rs::UTF_8)
}

fn label_after<'head>(head: &'head str, key: &str) -> Option<&'head str> {
    let rest = head.split_once(key)?.1.trim_start_matches(['"', '\'']);
    let end = rest
        .find(|character: char| !(character.is_ascii_alphanumeric() || "-_:.".contains(character)));
    Some(&rest[..end.unwrap_or(rest.len())]).filter(|label| !label.is_empty())
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"uk"), Utf8Detection::Allow)
}

/// UTF-16 saved without its mark: in English text every second byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(1024) & !1];
    let zeros =
        |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let enough = sample.len() * 2 / 5;
    if sample.len() < 4 {
        None
    } else if zeros(1) >= enough && zeros(0) == 0 {
        Some(encoding_rs::UTF_16LE)
    } else if zeros(0) >= enough && zeros(1) == 0 {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// A stray null byte in a text is dropped later; data is told by its share of characters that no
/// text has: more than one in twenty (random bytes have one in eight, a damaged text one in
/// hundreds).
fn is_binary(text: &str) -> bool {
    const SAMPLE: usize = 100_000;
    let (mut strange, mut all) = (0_usize, 0_usize);
    for character in text.chars().take(SAMPLE) {
        all += 1;
        let allowed = matches!(character, '\t' | '\n' | '\r' | '\u{c}');
        if (character.is_control() && !allowed) || character == '\u{fffd}' {
            strange += 1;
        }
    }
    strange * 20 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_1252_is_read_with_and_without_a_declaration() {
        let page = b"<meta charset=windows-1252><p>caf\xe9 \x93best start\x94</p>";
        assert!(decode(page).unwrap().contains("café “best start”"));
        let plain = b"Children\x92s health \x96 the first 1,000 days of a child\x92s life";
        assert!(decode(plain).unwrap().contains("Children’s health – the"));
    }

    #[test]
    fn utf_8_wins_over_a_wrong_declaration() {
        let page = "<meta charset=\"iso-8859-1\"><p>Children’s health</p>";
        assert!(decode(page.as_bytes()).unwrap().contains("Children’s"));
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        let bytes: Vec<u8> =
            "Best start in life".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes).unwrap(), "Best start in life");
        assert_eq!(decode(&[&[0xff, 0xfe], &bytes[..]].concat()).unwrap(), "Best start in life");
    }

    #[test]
    fn a_stray_null_byte_does_not_make_a_text_binary() {
        let mut text = "A sentence about health and care. ".repeat(4).into_bytes();
        text[10] = 0;
        assert!(decode(&text).is_ok());
        assert_eq!(decode(&[0, 1, 2, 3, 250, 0, 7, 8]), Err(ReadError::Binary));
    }
}
