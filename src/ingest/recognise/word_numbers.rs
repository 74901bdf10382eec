//! Numbers of words: a table in which the folded words of a text are looked up, made for words as they
//! are. Nearly all have sixteen letters or fewer and are compared as one number, without a call to
//! compare letters. What a word's number stands for is told by `lexicon` and `association`.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// A word of so many bytes is kept as one number.
const SHORT: usize = 16;
/// What stands in places of the table that are free: no word.
const FREE: u128 = 0;

/// Words, each with its number, which counts from 0 in the order in which they came.
#[derive(Debug, Clone)]
pub(super) struct WordNumbers {
    /// The short ones: as many places as a power of two, half of them free at least; a word stands at
    /// the place of its key or at the next free one behind it.
    short: Vec<u128>,
    /// The number of the word at each place.
    numbers: Vec<u32>,
    long: HashMap<String, u32, FixedState>,
    count: u32,
}

impl Default for WordNumbers {
    fn default() -> Self {
        let (short, numbers) = (vec![FREE; 16], vec![0; 16]);
        Self { short, numbers, long: HashMap::default(), count: 0 }
    }
}

impl WordNumbers {
    /// The number of a word, a new one where it has none.
    pub(super) fn add(&mut self, word: &str) -> usize {
        if let Some(number) = self.find(word) {
            return number;
        }
        let number = self.count;
        self.count += 1;
        match packed(word, 0, word.len()) {
            Some(packed) => self.add_short(packed, number),
            None => {
                self.long.insert(word.to_owned(), number);
            }
        }
        number as usize
    }

    /// The number of a word that was added.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        self.find_in(word, 0, word.len())
    }

    /// The number of the word between two bytes of a text.
    #[inline]
    pub(super) fn find_in(&self, text: &str, from: usize, to: usize) -> Option<usize> {
        let Some(packed) = packed(text, from, to) else {
            return self.long.get(text.get(from..to)?).map(|number| *number as usize);
        };
        let place = self.place(packed);
        (self.short[place] != FREE).then(|| self.numbers[place] as usize)
    }

    fn add_short(&mut self, packed: u128, number: u32) {
        if self.count as usize * 2 > self.short.len() {
            let twice = self.short.len() * 2;
            let short = std::mem::replace(&mut self.short, vec![FREE; twice]);
            let numbers = std::mem::replace(&mut self.numbers, vec![0; twice]);
            let held = short.into_iter().zip(numbers).filter(|(packed, _)| *packed != FREE);
            held.for_each(|(packed, number)| self.put(packed, number));
        }
        self.put(packed, number);
    }

    fn put(&mut self, packed: u128, number: u32) {
        let place = self.place(packed);
        (self.short[place], self.numbers[place]) = (packed, number);
    }

    /// Where a short word stands, or the free place at which it would.
    #[inline]
    fn place(&self, packed: u128) -> usize {
        let last = self.short.len() - 1;
        let mut place = key(packed) & last;
        while self.short[place] != packed && self.short[place] != FREE {
            place = (place + 1) & last;
        }
        place
    }
}

/// A short word as one number; none of a longer one. Words have no null bytes.
#[inline]
fn packed(text: &str, from: usize, to: usize) -> Option<u128> {
    let length = to - from;
    if length == 0 || length > SHORT {
        return None;
    }
    let bytes = text.as_bytes();
    if let Some(sixteen) = bytes[from..].first_chunk::<SHORT>() {
        return Some(u128::from_le_bytes(*sixteen) & (u128::MAX >> (8 * (SHORT - length))));
    }
    let mut sixteen = [0; SHORT];
    sixteen[..length].copy_from_slice(&bytes[from..to]);
    Some(u128::from_le_bytes(sixteen))
}

/// The key of a short word: Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4) of its
/// halves.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "halves and upper bits are meant")]
fn key(packed: u128) -> usize {
    let halves = packed as u64 ^ ((packed >> 64) as u64).rotate_left(29);
    (halves.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_as_they_come_and_found_in_a_text() {
        let mut numbers = WordNumbers::default();
        let words: Vec<String> = (0..500).map(|number| format!("word{number}")).collect();
        for (number, word) in words.iter().enumerate() {
            assert_eq!(numbers.add(word), number);
        }
        for (number, word) in words.iter().enumerate() {
            assert_eq!(numbers.find(word), Some(number));
            let text = format!("a {word} in the midst of a text");
            assert_eq!(numbers.find_in(&text, 2, 2 + word.len()), Some(number));
        }
        assert_eq!(numbers.find("word500"), None);
        assert_eq!(numbers.find(""), None);
    }

    #[test]
    fn a_word_is_not_its_beginning_and_long_words_are_found() {
        let mut numbers = WordNumbers::default();
        let long = "interdisciplinarity";
        assert_eq!((numbers.add("care"), numbers.add(long), numbers.add("carer")), (0, 1, 2));
        assert_eq!(
            (numbers.find("car"), numbers.find("care"), numbers.find("carer")),
            (None, Some(0), Some(2))
        );
        assert_eq!((numbers.find(&long[..16]), numbers.find(long)), (None, Some(1)));
    }
}
