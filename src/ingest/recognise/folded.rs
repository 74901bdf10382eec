//! Text in the form in which phrases are looked up: words folded, one space between them, and for
//! every word its place in the original. What is looked up is told by `lexicon`.

/// Stands where a phrase must not run on: at stops, commas, brackets, dashes between words.
const BARRIER: &str = "|";

/// A word of a folded text and its place in the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// First byte of the word in the folded text.
    pub(super) at: usize,
    /// One past its last byte in the folded text.
    pub(super) until: usize,
    /// First character (Unicode scalar values) in the original.
    pub(super) start: usize,
    /// One past its last character in the original.
    pub(super) end: usize,
    /// How it is written.
    pub(super) case: Case,
    /// Whether a barrier stands behind it.
    pub(super) barred: bool,
}

/// How a word is written; also how a word of a phrase must be written to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Case {
    /// In any way (of a text's word: begins with a small letter or a digit).
    Any,
    /// Begins with a capital.
    Capital,
    /// All capitals, at least two: an acronym.
    Capitals,
}

impl Case {
    /// What is asked of a text's word where only acronyms must be written as they are: “SEND” is
    /// not “send”.
    pub(super) fn of_acronyms(self) -> Self {
        if self == Self::Capitals { self } else { Self::Any }
    }
}

/// A folded text: ` word word | word `, with a space at both ends.
///
/// Folding: lower case; typographic apostrophes and quotation marks read as plain ones;
/// possessives and plurals become singular (see [`singular`]); `&` reads “and”; hyphens inside
/// words read as spaces; the comma in `1,000` goes. So “Children’s”, “children” and “CHILDREN”
/// are one word, and “trauma-informed” is “trauma informed”.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Folded {
    /// The folded text.
    pub(super) text: String,
    /// Its words in order; barriers are none.
    pub(super) tokens: Vec<Token>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn of(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len() + 2),
            tokens: Vec::with_capacity(original.len() / 6),
        };
        folded.text.push(' ');
        let mut word: Option<Word> = None;
        let (mut rest, mut at) = (original, 0);
        let mut before = ' ';
        loop {
            let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            if plain > 0 {
                let run = &rest[..plain];
                before = char::from(rest.as_bytes()[plain - 1]);
                let begun = word.get_or_insert_with(|| Word::at(&folded.text, at));
                begun.push_plain(&mut folded.text, run);
                (rest, at) = (&rest[plain..], at + plain);
            }
            if let Some(after) = rest.strip_prefix(' ') {
                folded.end_word(&mut word, at);
                (rest, at, before) = (after, at + 1, ' ');
                continue;
            }
            let mut characters = rest.chars();
            let Some(character) = characters.next() else { break };
            rest = characters.as_str();
            let next = characters.next().unwrap_or(' ');
            match character {
                _ if character.is_alphanumeric() => {
                    let begun = word.get_or_insert_with(|| Word::at(&folded.text, at));
                    begun.push(&mut folded.text, character);
                }
                '\'' | '’' | 'ʼ' if next.is_alphanumeric() && word.is_some() => {
                    folded.text.push('\'');
                }
                ',' if before.is_ascii_digit() && next.is_ascii_digit() => {}
                _ => {
                    folded.end_word(&mut word, at);
                    folded.separate(character, before, next, at);
                }
            }
            before = character;
            at += 1;
        }
        folded.end_word(&mut word, at);
        folded
    }

    fn end_word(&mut self, word: &mut Option<Word>, end: usize) {
        let Some(word) = word.take() else { return };
        let bare = without_possessive(&self.text[word.at..]);
        if let Some(singular) = irregular(bare) {
            self.text.replace_range(word.at.., singular);
        } else {
            let kept = singular(bare, word.is_plural_acronym()).len();
            self.text.truncate(word.at + kept);
        }
        self.end_token(word.at, word.start, end, word.case());
    }

    fn separate(&mut self, character: char, before: char, next: char, at: usize) {
        let is_dash = matches!(character, '-' | '–' | '—' | '‐' | '‑' | '−');
        if character == '&' {
            let from = self.text.len();
            self.text.push_str("and");
            self.end_token(from, at, at + 1, Case::Any);
        } else if is_dash && before.is_alphanumeric() && next.is_alphanumeric() {
            // Inside a compound: the words stand side by side.
        } else if is_dash
            || matches!(
                character,
                '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '/' | '|' | '•' | '…'
            )
        {
            self.bar();
        }
    }

    /// Ends the word that begins at a byte of the folded text.
    fn end_token(&mut self, at: usize, start: usize, end: usize, case: Case) {
        let until = self.text.len();
        self.tokens.push(Token { at, until, start, end, case, barred: false });
        self.text.push(' ');
    }

    fn bar(&mut self) {
        if !self.text.ends_with("| ") {
            self.text.push_str(BARRIER);
            self.text.push(' ');
        }
        if let Some(last) = self.tokens.last_mut() {
            last.barred = true;
        }
    }

    /// Its words.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| &self.text[token.at..token.until])
    }
}

/// A word while it is being read: its folded letters stand at the end of the folded text.
#[derive(Debug)]
struct Word {
    /// Where they begin.
    at: usize,
    /// First character in the original.
    start: usize,
    letters: usize,
    capitals: usize,
    begins_capital: bool,
    ends_small_s: bool,
}

impl Word {
    /// A word that begins behind a folded text, at a character of the original.
    fn at(folded: &str, start: usize) -> Self {
        let at = folded.len();
        Self { at, start, letters: 0, capitals: 0, begins_capital: false, ends_small_s: false }
    }

    fn push(&mut self, folded: &mut String, character: char) {
        if folded.len() == self.at {
            self.begins_capital = character.is_uppercase();
        }
        self.letters += usize::from(character.is_alphabetic());
        self.capitals += usize::from(character.is_uppercase());
        self.ends_small_s = character == 's';
        folded.extend(character.to_lowercase());
    }

    /// The same for ASCII letters and digits in a row, which most words are.
    fn push_plain(&mut self, folded: &mut String, run: &str) {
        let from = folded.len();
        if from == self.at {
            self.begins_capital = run.starts_with(|first: char| first.is_ascii_uppercase());
        }
        self.letters += run.bytes().filter(u8::is_ascii_alphabetic).count();
        self.capitals += run.bytes().filter(u8::is_ascii_uppercase).count();
        self.ends_small_s = run.ends_with('s');
        folded.push_str(run);
        folded[from..].make_ascii_lowercase();
    }

    /// “GPs”: capitals and one small s.
    fn is_plural_acronym(&self) -> bool {
        self.capitals >= 2 && self.ends_small_s && self.capitals + 1 == self.letters
    }

    fn case(&self) -> Case {
        if self.capitals >= 2 && (self.capitals == self.letters || self.is_plural_acronym()) {
            Case::Capitals
        } else if self.begins_capital {
            Case::Capital
        } else {
            Case::Any
        }
    }
}

fn without_possessive(word: &str) -> &str {
    match word.as_bytes() {
        [.., b'\'', b's'] => word[..word.len() - 2].trim_end_matches('\''),
        _ => word.trim_end_matches('\''),
    }
}

/// The singular of the words that are known to have one of their own.
fn irregular(word: &str) -> Option<&'static str> {
    match word {
        "children" => Some("child"),
        "women" => Some("woman"),
        "men" => Some("man"),
        _ => None,
    }
}

/// The form in which singular and plural of a folded word meet, by form alone: the endings -s, -es,
/// -ies and -y go (possessives and irregular words are gone before); words in -ss, -us and -is and
/// words of up to three letters stay.
fn singular(word: &str, plural_acronym: bool) -> &str {
    if plural_acronym {
        return word.strip_suffix('s').unwrap_or(word);
    }
    let without = |ending: usize| &word[..word.len() - ending];
    match word.as_bytes() {
        [] | [_] | [_, _] | [_, _, _] | [.., b's' | b'u' | b'i', b's'] => word,
        // “inequalities” and “inequality” meet in “inequalit”.
        [_, _, .., b'i', b'e', b's'] => without(3),
        [.., b's', b's', b'e', b's']
        | [.., b's' | b'c', b'h', b'e', b's']
        | [.., b'x' | b'z', b'e', b's'] => without(2),
        [.., b'y' | b's'] => without(1),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::of(text).text.trim().to_owned()
    }

    #[test]
    fn spellings_of_one_word_meet() {
        assert_eq!(folded("Children’s"), folded("CHILDREN"));
        assert_eq!(folded("children & young-people"), folded("children and young people"));
        assert_eq!(folded("the first 1,000 days"), folded("the first 1000 day"));
        assert_eq!(folded("inequalities"), folded("inequality"));
        assert_eq!(folded("GPs"), folded("GP"));
        assert_eq!(folded("practices’"), folded("practice's"));
    }

    #[test]
    fn words_that_only_look_plural_stay() {
        assert_eq!(
            folded("illness access virus analysis gas"),
            "illness access virus analysis gas"
        );
    }

    #[test]
    fn a_phrase_does_not_run_over_a_stop_or_a_dash() {
        assert_eq!(
            folded("start in life – the first days. Next"),
            "start in life | the first day | next"
        );
    }

    #[test]
    fn words_know_their_place_and_their_case() {
        let text = "“Café” & SEND";
        let folded = Folded::of(text);
        let places: Vec<_> =
            folded.tokens.iter().map(|token| (token.start, token.end, token.case)).collect();
        assert_eq!(places, [(1, 5, Case::Capital), (7, 8, Case::Any), (9, 13, Case::Capitals)]);
    }
}
