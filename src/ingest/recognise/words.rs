//! The words of a passage with their places, for the rules that look at how words stand side by
//! side (names, numbers, dates, enumerations). Phrases of the scheme and the register are looked
//! up elsewhere (`folded`, `lexicon`).

use memchr::memchr3_iter;

use super::word_list::{WordList, key};

/// A word: letters and digits, with apostrophes, hyphens, and the points and commas inside numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'text> {
    /// As written, without possessive ending.
    pub(super) text: &'text str,
    /// First byte in the text.
    pub(super) from: usize,
    /// One past its last byte, possessive ending included.
    pub(super) to: usize,
    /// By which lists know that they do not have it.
    pub(super) key: usize,
    /// Whether nothing but white space stands between it and the next word.
    pub(super) joined: bool,
}

impl Word<'_> {
    /// Whether it is this word, in any case.
    #[inline]
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these few words, in any case.
    #[inline]
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it stands in a list, in any case.
    #[inline]
    pub(super) fn is_in(&self, list: &WordList) -> bool {
        list.has(self)
    }

    /// Whether it begins with a capital letter.
    #[inline]
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// The same word in a part of the text that begins at a byte.
    pub(super) fn within(&self, part: usize) -> Self {
        Self { from: self.from - part, to: self.to - part, ..*self }
    }

    /// Whether it begins with a digit.
    #[inline]
    pub(super) fn is_number(&self) -> bool {
        self.text.starts_with(|sign: char| sign.is_ascii_digit())
    }
}

/// The words of a text in their order.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(from) = next_word(text, at) {
        if let Some(before) = words.last_mut() {
            join(before, &text[at..from]);
        }
        at = word_end(text, from);
        words.push(word(text, from, at));
    }
    words
}

/// Joins a word with the next one where the gap between them lets it: a possessive ends a phrase.
fn join(word: &mut Word<'_>, gap: &str) {
    let possessive = word.text.len() < word.to - word.from;
    word.joined = !possessive && (gap == " " || gap.chars().all(char::is_whitespace));
}

/// Where the next word begins.
fn next_word(text: &str, mut at: usize) -> Option<usize> {
    loop {
        let byte = *text.as_bytes().get(at)?;
        if byte.is_ascii_alphanumeric() {
            return Some(at);
        }
        at += 1;
        if !byte.is_ascii() {
            let sign = text[at - 1..].chars().next()?;
            if sign.is_alphanumeric() {
                return Some(at - 1);
            }
            at += sign.len_utf8() - 1;
        }
    }
}

/// One past the last byte of the word that begins at a byte.
fn word_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        // What ends most words needs no look at the next character.
        if matches!(bytes.get(at), None | Some(b' ' | b'\n' | b';' | b':' | b'(' | b')')) {
            return at;
        }
        let mut signs = text[at..].chars();
        let Some(sign) = signs.next() else { return at };
        let next = signs.next();
        let inside = match sign {
            _ if sign.is_alphanumeric() => true,
            '\'' | '’' | '-' | '‑' => next.is_some_and(char::is_alphanumeric),
            '.' | ',' => {
                next.is_some_and(|next| next.is_ascii_digit()) && bytes[at - 1].is_ascii_digit()
            }
            _ => false,
        };
        if !inside {
            return at;
        }
        at += sign.len_utf8();
    }
}

fn word(text: &str, from: usize, to: usize) -> Word<'_> {
    let whole = &text[from..to];
    let possessive = match whole.as_bytes() {
        [_, .., b'\'', b's'] => 2,
        [_, .., 0xe2, 0x80, 0x99, b's'] => "’s".len(),
        _ => 0,
    };
    let bare = &whole[..whole.len() - possessive];
    Word { text: bare, from, to, key: key(bare), joined: false }
}

/// “Vale Council’s cabinet”: a name of several words is that of the body. One word keeps its ending:
/// it may be the name (“Barnardo’s”).
pub(super) fn without_possessive(name: &str) -> &str {
    let bare = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s"));
    bare.filter(|bare| bare.contains(' ')).unwrap_or(name)
}

/// The characters between two words.
pub(super) fn between<'text>(text: &'text str, one: &Word<'_>, next: &Word<'_>) -> &'text str {
    text.get(one.to..next.from).unwrap_or_default()
}

/// The numbers from 0 in words.
pub(super) const NUMBER_NAMES: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// A whole number written as a word or in digits, up to a hundred.
pub(super) fn small_number(word: &str) -> Option<usize> {
    let first = word.bytes().next()?;
    if first.is_ascii_alphabetic() {
        return NUMBER_NAMES.iter().position(|name| name.eq_ignore_ascii_case(word));
    }
    word.parse().ok().filter(|number| *number <= 100 && word.len() <= 3)
}

/// The place of an ordinal (“first”, “second”, “3rd”), from 1.
pub(super) fn ordinal(word: &str) -> Option<usize> {
    const NAMES: &[&str] = &[
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let bare = match word.len().checked_sub(2).and_then(|end| word.split_at_checked(end)) {
        Some((bare, ending)) if ending.eq_ignore_ascii_case("ly") => bare,
        _ => word,
    };
    NAMES.iter().position(|name| name.eq_ignore_ascii_case(bare)).map(|place| place + 1)
}

/// Sentences of a text as byte ranges: a stop, question or exclamation mark (with closing quotation
/// marks) before white space and a capital, digit or opening quotation mark ends one.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    for at in memchr3_iter(b'.', b'!', b'?', text.as_bytes()) {
        if is_abbreviation(&text[from..at]) {
            continue;
        }
        let rest = &text[at + 1..];
        let closed = rest.trim_start_matches(['”', '’', '"', '\'', ')']);
        let begins = closed.trim_start();
        let ends = begins.len() < closed.len()
            && begins.starts_with(|next: char| {
                next.is_uppercase() || next.is_ascii_digit() || matches!(next, '“' | '‘' | '"')
            });
        if ends {
            let to = text.len() - closed.len();
            sentences.push(text[from..to].trim());
            from = to;
        }
    }
    if !text[from..].trim().is_empty() {
        sentences.push(text[from..].trim());
    }
    sentences
}

/// Words before whose stop no sentence ends.
fn is_abbreviation(before: &str) -> bool {
    const SHORT: &[&str] =
        &["Dr", "Mr", "Mrs", "Ms", "Prof", "Cllr", "Rev", "St", "e.g", "i.e", "No", "vs", "approx"];
    let last =
        before.rsplit(|sign: char| sign.is_whitespace() || sign == '(').next().unwrap_or_default();
    SHORT.contains(&last) || (last.len() == 1 && last.starts_with(char::is_uppercase))
}

/// Whether a text begins so, in any case.
pub(super) fn begins_with(text: &str, words: &str) -> bool {
    text.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words))
}

/// Whether a text ends so, in any case.
pub(super) fn ends_with(text: &str, words: &str) -> bool {
    let from = text.len().checked_sub(words.len());
    from.and_then(|from| text.get(from..)).is_some_and(|end| end.eq_ignore_ascii_case(words))
}

/// Characters (not bytes) before a byte of a text.
pub(super) fn characters_before(text: &str, byte: usize) -> usize {
    let before = text.get(..byte).unwrap_or(text);
    if before.is_ascii() { before.len() } else { before.chars().count() }
}

/// Where `part`, a slice of `text`, begins in it.
pub(super) fn offset_in(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_numbers_and_names_together() {
        let text = "South Yorkshire’s 1,000 well-being days, £17.2 billion; 10%.";
        let told: Vec<&str> = words(text).iter().map(|word| word.text).collect();
        assert_eq!(
            told,
            ["South", "Yorkshire", "1,000", "well-being", "days", "17.2", "billion", "10"]
        );
    }

    #[test]
    fn a_title_of_address_ends_no_sentence() {
        assert_eq!(sentences("Dr. Jane Roe spoke. “We agree.” All left.").len(), 3);
        assert_eq!(sentences("The plan (e.g. Vale) stays").len(), 1);
    }
}
