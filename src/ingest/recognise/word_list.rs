//! Lists of words that the rules ask for, with a key of each word worked out when the program is
//! built: almost every word of a text is told by its own key to be on no list, without comparing
//! letters. Phrases of several words are looked up in `phrase_list`, those of the scheme in `lexicon`.

use super::words::Word;

/// So many different keys there are.
pub(super) const KEYS: usize = 1024;
/// Bits of one cell of the table of keys.
const CELL: usize = u64::BITS as usize;

/// Words of a rule.
#[derive(Debug)]
pub(super) struct WordList {
    words: &'static [&'static str],
    /// One bit for each key that one of the words has.
    keys: [u64; KEYS / CELL],
}

impl WordList {
    /// Prepares a list.
    pub(super) const fn of(words: &'static [&'static str]) -> Self {
        let mut keys = [0; KEYS / CELL];
        let mut place = 0;
        while place < words.len() {
            let key = key(words[place]);
            keys[key / CELL] |= 1 << (key % CELL);
            place += 1;
        }
        Self { words, keys }
    }

    /// Whether it has a word, in any case.
    #[inline]
    pub(super) fn has(&self, word: &Word<'_>) -> bool {
        self.may_have(word) && self.words.iter().any(|one| one.eq_ignore_ascii_case(word.text))
    }

    /// Whether it has a word, written as it is.
    #[inline]
    pub(super) fn has_as_written(&self, word: &Word<'_>) -> bool {
        self.may_have(word) && self.words.contains(&word.text)
    }

    /// The place of a word in it, written as it is.
    #[inline]
    pub(super) fn place_of(&self, word: &Word<'_>) -> Option<usize> {
        let place = || self.words.iter().position(|one| *one == word.text);
        self.may_have(word).then(place).flatten()
    }

    #[inline]
    fn may_have(&self, word: &Word<'_>) -> bool {
        self.keys[word.key / CELL] & (1 << (word.key % CELL)) != 0
    }
}

/// The key of a word, from its length and three of its letters; the same in any case.
pub(super) const fn key(word: &str) -> usize {
    let bytes = word.as_bytes();
    let Some(last) = bytes.len().checked_sub(1) else { return 0 };
    let letters = [bytes[0], bytes[last / 2], bytes[last]];
    let mut key = bytes.len();
    let mut place = 0;
    while place < letters.len() {
        key = key * 31 + letters[place].to_ascii_lowercase() as usize;
        place += 1;
    }
    key % KEYS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::recognise::words::words;

    #[test]
    fn a_word_is_found_in_any_case_and_a_like_one_is_not() {
        static LIST: WordList = WordList::of(&["programme", "café", "NHS"]);
        let words = words("Programme CAFÉ café nhs programmes program");
        let found: Vec<bool> = words.iter().map(|word| LIST.has(word)).collect();
        assert_eq!(found, [true, false, true, true, false, false]);
        let written: Vec<bool> = words.iter().map(|word| LIST.has_as_written(word)).collect();
        assert_eq!(written, [false, false, true, false, false, false]);
    }
}
