//! The distinct words and terms of a segment: each is stemmed once and goes by its number.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::super::text::Stemmer;

/// Texts with numbers, from 0 in the order in which they were first met. Most words are short and
/// are looked up as a number made of their bytes, which takes a third of the time. The texts are of
/// others, so the hash is seeded by chance. No text has the character U+0000.
#[derive(Default)]
pub(super) struct Numbered {
    /// Of up to eight bytes.
    short: HashMap<u64, u32, RandomState>,
    /// Of up to sixteen.
    middling: HashMap<u128, u32, RandomState>,
    long: HashMap<Box<str>, u32, RandomState>,
    texts: Vec<Box<str>>,
}

impl Numbered {
    /// The number of a text, and whether it was not met before.
    #[inline]
    fn number(&mut self, text: &str) -> (u32, bool) {
        let known = match text.len() {
            ..=8 => self.short.get(&u64::from_le_bytes(padded(text))),
            9..=16 => self.middling.get(&u128::from_le_bytes(padded(text))),
            _ => self.long.get(text),
        };
        match known {
            Some(number) => (*number, false),
            None => (self.add(text), true),
        }
    }

    fn add(&mut self, text: &str) -> u32 {
        // A segment is closed long before it has as many words as this.
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX >> 1);
        match text.len() {
            ..=8 => self.short.insert(u64::from_le_bytes(padded(text)), number),
            9..=16 => self.middling.insert(u128::from_le_bytes(padded(text)), number),
            _ => self.long.insert(text.into(), number),
        };
        self.texts.push(text.into());
        number
    }

    /// The text of a number.
    pub(super) fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }

    /// All numbers, in the order of the bytes of their texts.
    pub(super) fn sorted(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = (0..).take(self.texts.len()).collect();
        numbers.sort_unstable_by_key(|number| self.text(*number).as_bytes());
        numbers
    }
}

/// The bytes of a text that has no more than these.
#[inline]
fn padded<const SIZE: usize>(text: &str) -> [u8; SIZE] {
    let mut bytes = [0; SIZE];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    bytes
}

/// The words of a segment as they are written, folded, and the terms by which they are found.
pub(super) struct Words {
    stemmer: Stemmer,
    /// Words as they are written.
    pub(super) forms: Numbered,
    /// Stems and abbreviations.
    pub(super) terms: Numbered,
    /// The term of each form.
    stems: Vec<u32>,
}

impl Words {
    /// No words yet.
    pub(super) fn new() -> Self {
        Self {
            stemmer: Stemmer::new(),
            forms: Numbered::default(),
            terms: Numbered::default(),
            stems: Vec::new(),
        }
    }

    /// The number of a folded word and that of its stem.
    #[inline]
    pub(super) fn word(&mut self, surface: &str) -> (u32, u32) {
        let (form, new) = self.forms.number(surface);
        if new {
            self.stems.push(self.terms.number(self.stemmer.stem(surface)).0);
        }
        (form, self.stems[form as usize])
    }

    /// The number of a term.
    pub(super) fn term(&mut self, term: &str) -> u32 {
        self.terms.number(term).0
    }
}
