//! Text to words with their places.
//!
//! A word is a run of letters and digits. What is special: apostrophes are dropped and a
//! possessive `’s` with them; separators of thousands are dropped (`1,001` is `1001`), decimal
//! points stay; `&` is “and”, `%` is “percent”, currency signs are words; dotted acronyms are one
//! word; the parts of a hyphenated word are words, and the whole of it is one more at the place
//! of its first part (`co-production` is also `coproduction`).

use super::fold::{
    fold_character, is_apostrophe, is_hyphen, is_invisible, is_thousands_separator,
    is_word_character,
};
use unicode_normalization::char::is_combining_mark;

/// Stands between the values of a field that has several.
pub(in crate::view::search) const VALUE_SEPARATOR: char = '\u{2029}';

/// How far the words of two values of a field stand apart: further than any proximity reaches.
pub(in crate::view::search) const VALUE_GAP: u32 = 64;

/// Longest word in bytes of its folded form; the rest of a longer one is ignored.
const LONGEST_WORD: usize = 80;

/// Longest abbreviation, letters.
const LONGEST_ACRONYM: usize = 7;

/// Most parts of a hyphenated word for which the whole is a word too.
const MOST_JOINED_PARTS: usize = 3;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::view::search) struct Token<'a> {
    /// The word, folded.
    pub surface: &'a str,
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte in the text.
    pub end: usize,
    /// Its place among the words of the text.
    pub position: u32,
    /// How many places it covers.
    pub length: u32,
    /// Whether it is the whole of a hyphenated word, whose parts are words as well.
    pub joined: bool,
}

impl Token<'_> {
    /// The letters of an abbreviation in capitals (`ICB`, `GPs`), without a plural s, from the text
    /// in which the word stands.
    #[inline]
    pub(in crate::view::search) fn acronym<'text>(&self, text: &'text str) -> Option<&'text str> {
        // Most words are told by their first letter.
        if !text.as_bytes()[self.start].is_ascii_uppercase() {
            return None;
        }
        let word = &text[self.start..self.end];
        let word = word.strip_suffix('s').unwrap_or(word);
        let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        let fits = (2..=LONGEST_ACRONYM).contains(&word.len()) && !self.joined;
        (fits && word.bytes().all(capital)).then_some(word)
    }
}

/// Calls `visit` with every word of a text, in order; a joined form directly follows the first
/// part.
pub(in crate::view::search) fn visit_tokens(text: &str, mut visit: impl FnMut(Token<'_>)) {
    let mut reader = Reader { text, at: 0, position: 0, compound: Compound::default() };
    let mut surface = String::new();
    while reader.skip_to_word() {
        surface.clear();
        let start = reader.at;
        let end = reader.read_word(&mut surface);
        if surface.is_empty() {
            continue;
        }
        let token = Token {
            surface: &surface,
            start,
            end,
            position: reader.position,
            length: 1,
            joined: false,
        };
        if reader.compound.remaining == 0 {
            reader.look_ahead(token);
        } else {
            reader.compound.remaining -= 1;
        }
        visit(token);
        if let Some(joined) = reader.compound.take_joined(start, reader.position) {
            visit(joined.token());
        }
        reader.position += 1;
    }
}

struct Reader<'text> {
    text: &'text str,
    at: usize,
    position: u32,
    compound: Compound,
}

/// The hyphenated word in which the reader stands.
#[derive(Default)]
struct Compound {
    /// Parts of it that are still to be read.
    remaining: usize,
    joined: Option<Joined>,
}

struct Joined {
    surface: String,
    start: usize,
    end: usize,
    position: u32,
    length: u32,
}

impl Joined {
    fn token(&self) -> Token<'_> {
        Token {
            surface: &self.surface,
            start: self.start,
            end: self.end,
            position: self.position,
            length: self.length,
            joined: true,
        }
    }
}

impl Compound {
    #[inline]
    fn take_joined(&mut self, start: usize, position: u32) -> Option<Joined> {
        let mut joined = self.joined.take()?;
        joined.start = start;
        joined.position = position;
        Some(joined)
    }
}

impl Reader<'_> {
    #[inline]
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Goes to the next character with which a word begins.
    #[inline]
    fn skip_to_word(&mut self) -> bool {
        // The fast path: spaces and plain punctuation.
        let plain = self.text.as_bytes()[self.at..].iter().take_while(|byte| is_plain_gap(**byte));
        self.at += plain.count();
        while let Some(character) = self.rest().chars().next() {
            if is_word_character(character) || is_sign(character) {
                return true;
            }
            if character == VALUE_SEPARATOR && self.position > 0 {
                self.position += VALUE_GAP;
            }
            self.at += character.len_utf8();
        }
        false
    }

    /// Reads the word that begins here; returns where it ends (without a possessive `’s`).
    #[inline]
    fn read_word(&mut self, surface: &mut String) -> usize {
        // The fast path: plain letters and digits, and then something that ends every word.
        if self.read_plain(surface) {
            let next = self.text.as_bytes().get(self.at);
            if next.is_none_or(|byte| ends_any_word(*byte)) {
                return self.at;
            }
            return self.read_on(surface, self.at);
        }
        if let Some(character) = self.rest().chars().next()
            && let Some(word) = sign_word(character)
        {
            surface.push_str(word);
            self.at += character.len_utf8();
            return self.at;
        }
        self.read_on(surface, self.at)
    }

    /// Reads the rest of a word that was read as far as `end`.
    fn read_on(&mut self, surface: &mut String, mut end: usize) -> usize {
        loop {
            if self.read_plain(surface) {
                end = self.at;
            }
            let Some(character) = self.rest().chars().next() else { break };
            if !character.is_ascii()
                && (is_word_character(character) || is_combining_mark(character))
            {
                push_limited(surface, character);
                self.at += character.len_utf8();
                end = self.at;
            } else if is_invisible(character) {
                self.at += character.len_utf8();
            } else if let Some(keep) = self.inside_word(character, surface) {
                surface.push_str(keep);
                self.at += character.len_utf8();
            } else {
                break;
            }
        }
        self.drop_possessive(surface, end)
    }

    /// Reads the plain letters and digits that stand here, if any do.
    #[inline]
    fn read_plain(&mut self, surface: &mut String) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let run = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let kept = run.min(LONGEST_WORD.saturating_sub(surface.len()));
        let from = surface.len();
        surface.push_str(&self.text[self.at..self.at + kept]);
        surface[from..].make_ascii_lowercase();
        self.at += run;
        run > 0
    }

    /// What is kept of a character that is no letter or digit, if the word goes on after it.
    fn inside_word(&self, character: char, surface: &str) -> Option<&'static str> {
        let after = &self.rest()[character.len_utf8()..];
        let next = after.chars().next()?;
        let digit_before = surface.ends_with(|last: char| last.is_ascii_digit());
        if is_apostrophe(character) && next.is_alphabetic() {
            return Some("");
        }
        if is_thousands_separator(character) && digit_before && is_number(surface) {
            return self.is_group(after).then_some("");
        }
        if character == '.' && digit_before && next.is_ascii_digit() && is_number(surface) {
            return Some(".");
        }
        // U.K., N.H.S.: single letters with full stops.
        let dotted = character == '.' && next.is_ascii_uppercase() && !starts_word(after);
        (dotted && ends_in_single_capital(&self.text[..self.at])).then_some("")
    }

    /// Whether the digits around the separator that stands here form groups of thousands.
    fn is_group(&self, after: &str) -> bool {
        let digits =
            |bytes: &mut dyn Iterator<Item = u8>| bytes.take_while(u8::is_ascii_digit).count();
        digits(&mut self.text[..self.at].bytes().rev()) <= 3 && digits(&mut after.bytes()) == 3
    }

    /// Drops `s` after an apostrophe at the end of a word.
    fn drop_possessive(&self, surface: &mut String, end: usize) -> usize {
        let word = &self.text[..end];
        let Some(stem) = word.strip_suffix(['s', 'S']) else { return end };
        match stem.chars().next_back() {
            Some(mark) if is_apostrophe(mark) && surface.len() > 1 => {
                surface.pop();
                stem.len() - mark.len_utf8()
            }
            _ => end,
        }
    }

    /// Looks whether the word just read is the first part of a hyphenated one.
    fn look_ahead(&mut self, first: Token<'_>) {
        if !first.surface.starts_with(char::is_alphabetic) || !self.at_hyphen() {
            return;
        }
        let mut ahead =
            Reader { text: self.text, at: self.at, position: 0, compound: Compound::default() };
        let mut whole = first.surface.to_owned();
        let (mut parts, mut end, mut part) = (1, first.end, String::new());
        while ahead.at_hyphen() {
            ahead.skip_to_word();
            part.clear();
            end = ahead.read_word(&mut part);
            whole.push_str(&part);
            parts += 1;
        }
        self.compound.remaining = parts - 1;
        if parts <= MOST_JOINED_PARTS && whole.len() <= LONGEST_WORD {
            let length = u32::try_from(parts).unwrap_or(1);
            self.compound.joined =
                Some(Joined { surface: whole, start: 0, end, position: 0, length });
        }
    }

    /// Whether a single hyphen and then a word follow.
    #[inline]
    fn at_hyphen(&self) -> bool {
        let mut rest = self.rest().chars();
        rest.next().is_some_and(is_hyphen) && rest.next().is_some_and(is_word_character)
    }
}

fn push_limited(surface: &mut String, character: char) {
    if surface.len() < LONGEST_WORD {
        fold_character(character, surface);
    }
}

/// Whether a byte is a character that neither begins a word nor is one.
#[inline]
fn is_plain_gap(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'&' | b'%' | b'$')
}

/// Whether a byte is a character with which no word goes on, whatever it is and whatever follows.
#[inline]
fn ends_any_word(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\n' | b'\t' | b';' | b':' | b'?' | b'!' | b'(' | b')' | b'"' | b'/' | b'-'
    )
}

/// Characters that are words on their own.
fn is_sign(character: char) -> bool {
    sign_word(character).is_some()
}

fn sign_word(character: char) -> Option<&'static str> {
    match character {
        '&' | '＆' => Some("and"),
        '%' | '％' => Some("percent"),
        '£' | '￡' => Some("£"),
        '€' => Some("€"),
        '$' => Some("$"),
        _ => None,
    }
}

fn is_number(surface: &str) -> bool {
    surface.bytes().all(|byte| byte.is_ascii_digit())
}

fn starts_word(after: &str) -> bool {
    let mut characters = after.chars();
    characters.next();
    characters.next().is_some_and(is_word_character)
}

/// Whether the text ends in a capital that stands alone or after another dotted one.
fn ends_in_single_capital(text: &str) -> bool {
    let mut characters = text.chars().rev();
    characters.next().is_some_and(|last| last.is_ascii_uppercase())
        && characters.next().is_none_or(|before| !before.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        visit_tokens(text, |token| {
            let mark = if token.joined { "+" } else { "" };
            words.push(format!("{mark}{}@{}", token.surface, token.position));
        });
        words
    }

    fn plain(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        visit_tokens(text, |token| words.push(token.surface.to_owned()));
        words
    }

    #[test]
    fn numbers_with_separators_are_one_number() {
        assert_eq!(plain("1,001 days"), ["1001", "days"]);
        assert_eq!(plain("£1,234,567.50"), ["£", "1234567.50"]);
        assert_eq!(plain("1\u{202f}000 people"), ["1000", "people"]);
        assert_eq!(plain("2022, 2023,24"), ["2022", "2023", "24"]);
        assert_eq!(plain("11.4%."), ["11.4", "percent"]);
        assert_eq!(plain("81 / 17,000"), ["81", "17000"]);
        assert_eq!(plain("2022/23"), ["2022", "23"]);
    }

    #[test]
    fn apostrophes_of_all_kinds_disappear() {
        for text in ["children's", "children’s", "childrenʼs", "CHILDREN‘S"] {
            assert_eq!(plain(text), ["children"], "{text}");
        }
        assert_eq!(plain("carers’ don't O’Brien"), ["carers", "dont", "obrien"]);
    }

    #[test]
    fn a_hyphenated_word_is_its_parts_and_the_whole() {
        assert_eq!(
            words("co-production works"),
            ["co@0", "+coproduction@0", "production@1", "works@2"]
        );
        assert_eq!(words("end‑of‑life"), ["end@0", "+endoflife@0", "of@1", "life@2"]);
        assert_eq!(words("16-18-year-olds"), ["16@0", "18@1", "year@2", "+yearolds@2", "olds@3"]);
        assert_eq!(plain("COVID-19"), ["covid", "covid19", "19"]);
        assert_eq!(plain("a - b -- c"), ["a", "b", "c"]);
    }

    #[test]
    fn signs_are_words() {
        assert_eq!(
            plain("Health & care £5m R&D"),
            ["health", "and", "care", "£", "5m", "r", "and", "d"]
        );
    }

    #[test]
    fn accents_case_and_invisible_characters_fold() {
        assert_eq!(
            plain("Café NAÏVE Ynys Môn e\u{301}t\u{ad}é"),
            ["cafe", "naive", "ynys", "mon", "ete"]
        );
        assert_eq!(plain("\u{200f}ﬁve\u{202c}"), ["five"]);
    }

    #[test]
    fn dotted_acronyms_are_one_word() {
        assert_eq!(plain("The U.K. and N.H.S. trust."), ["the", "uk", "and", "nhs", "trust"]);
        assert_eq!(plain("It ended. Then"), ["it", "ended", "then"]);
    }

    #[test]
    fn values_of_a_field_stand_apart() {
        let text = format!("a b{VALUE_SEPARATOR}c");
        assert_eq!(
            words(&text),
            ["a@0".to_owned(), "b@1".to_owned(), format!("c@{}", 2 + VALUE_GAP)]
        );
    }

    #[test]
    fn places_are_bytes_of_the_text() {
        let text = "Ünser’s “co-op”";
        let mut found = Vec::new();
        visit_tokens(text, |token| found.push(&text[token.start..token.end]));
        assert_eq!(found, ["Ünser", "co", "co-op", "op"]);
    }
}
