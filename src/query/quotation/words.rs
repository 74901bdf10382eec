//! The words of a quotation and of passages, folded so that typography makes no difference.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A word and its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded: lower case, without accents, apostrophes and hyphens; ligatures taken apart.
    pub(super) folded: String,
    /// First character (Unicode scalar values, from 0).
    pub(super) start: usize,
    /// One past the last character.
    pub(super) end: usize,
    /// Whether it stands for words that were left out: “…” or “[...]”.
    pub(super) gap: bool,
}

/// The words of a text. With `gaps`, an ellipsis between words is one that stands for any words.
pub(super) fn words(text: &str, gaps: bool) -> Vec<Word> {
    let characters: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let length = word_length(&characters, at);
        if length > 0 {
            let folded = fold(&characters[at..at + length]);
            if !folded.is_empty() {
                words.push(Word { folded, start: at, end: at + length, gap: false });
            }
            at += length;
            continue;
        }
        match characters[at] {
            '&' => words.push(Word { folded: "and".into(), start: at, end: at + 1, gap: false }),
            '…' if gaps => push_gap(&mut words, at),
            '.' if gaps && characters[at..].starts_with(&['.', '.', '.']) => {
                push_gap(&mut words, at);
            }
            _ => {}
        }
        at += 1;
    }
    while words.last().is_some_and(|word| word.gap) {
        words.pop();
    }
    words
}

/// Words left out at the beginning or twice in a row say nothing.
fn push_gap(words: &mut Vec<Word>, at: usize) {
    if words.last().is_some_and(|word| !word.gap) {
        words.push(Word { folded: String::new(), start: at, end: at + 1, gap: true });
    }
}

/// How many characters from here belong to one word; 0 where none begins.
fn word_length(characters: &[char], from: usize) -> usize {
    let mut length = 0;
    while let Some(character) = characters.get(from + length) {
        let next = characters.get(from + length + 1);
        let inside = length > 0;
        let joined = next.is_some_and(|next| next.is_alphanumeric());
        let between_digits = inside
            && characters[from + length - 1].is_ascii_digit()
            && next.is_some_and(char::is_ascii_digit);
        let belongs = match character {
            _ if character.is_alphanumeric() => true,
            '£' | '€' | '$' => joined,
            '%' => inside,
            ',' | '.' => between_digits,
            _ if is_joiner(*character) => inside && joined,
            _ => inside && (is_invisible(*character) || is_combining_mark(*character)),
        };
        if !belongs {
            break;
        }
        length += 1;
    }
    length
}

/// Apostrophes and hyphens inside a word: “people’s” is “peoples”, “well-being” is “wellbeing”.
fn is_joiner(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '-' | '‐' | '‑' | '\u{ad}')
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn fold(word: &[char]) -> String {
    word.iter()
        .copied()
        .filter(|c| !is_joiner(*c) && !is_invisible(*c) && *c != ',')
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text, true)
            .into_iter()
            .map(|word| if word.gap { "…".to_owned() } else { word.folded })
            .collect()
    }

    #[test]
    fn typography_makes_no_difference() {
        assert_eq!(
            folded("“Children’s well‑being” & CAFÉS"),
            folded("\"childrens wellbeing' and cafes")
        );
        assert_eq!(folded("e\u{fb03}cient devel\u{ad}opment"), ["efficient", "development"]);
        assert_eq!(folded("£1,001 or 1.5%, 2."), ["£1001", "or", "1.5%", "2"]);
    }

    #[test]
    fn an_ellipsis_between_words_stands_for_words() {
        assert_eq!(
            folded("…best start […] in ... life…"),
            ["best", "start", "…", "in", "…", "life"]
        );
        assert_eq!(words("best … life", false).len(), 2);
    }

    #[test]
    fn places_are_characters_of_the_text() {
        let found = words("« Été » ok", false);
        let places: Vec<_> = found.iter().map(|word| (word.start, word.end)).collect();
        assert_eq!(places, [(2, 5), (8, 10)]);
    }
}
