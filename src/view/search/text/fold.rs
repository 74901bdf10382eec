//! Folding: letters without case, accents and typographic variants.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Appends the folded form of a character; marks and invisible characters give nothing.
pub(super) fn fold_character(character: char, into: &mut String) {
    if character.is_ascii() {
        into.push(character.to_ascii_lowercase());
    } else if !is_invisible(character) {
        for part in std::iter::once(character).nfkd().filter(|part| !is_combining_mark(*part)) {
            match part {
                'ß' | 'ẞ' => into.push_str("ss"),
                'æ' | 'Æ' => into.push_str("ae"),
                'œ' | 'Œ' => into.push_str("oe"),
                'ø' | 'Ø' => into.push('o'),
                'ł' | 'Ł' => into.push('l'),
                'đ' | 'Đ' | 'ð' | 'Ð' => into.push('d'),
                'þ' | 'Þ' => into.push_str("th"),
                'ı' => into.push('i'),
                other => into.extend(other.to_lowercase().filter(|part| !is_combining_mark(*part))),
            }
        }
    }
}

/// The whole text folded, character by character.
pub(in crate::view::search) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        fold_character(character, &mut folded);
    }
    folded
}

/// Whether the character has no width of its own: soft hyphens, joiners, direction marks.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether the character stands for an apostrophe.
pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '‛' | '´' | '`' | '＇')
}

/// Whether the character is a letter or digit of a word (some apostrophes are letters to Unicode).
pub(super) fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() && !is_apostrophe(character)
}

/// Whether the character joins the parts of a compound word: hyphens, and what is set for them
/// between numbers (the dash of `16–18`, the sign of minus).
pub(in crate::view::search) fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑' | '‒' | '–' | '−' | '﹣' | '－')
}

/// Whether the character may stand between groups of three digits.
pub(super) fn is_thousands_separator(character: char) -> bool {
    matches!(character, ',' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}
