//! All phrases of the theme scheme and all names of the register in one tree of words, so that a
//! passage is read once. Which matches count, and for how much, is told by `themes` and
//! `partners`.

use std::{collections::BTreeMap, ops::Range};

use super::{
    folded::{Case, Folded, Token},
    word_numbers::WordNumbers,
};

/// What a phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meaning {
    /// It shows a theme (by place among the recogniser's themes), with a weight from 0 to 1.
    Theme {
        /// The theme.
        theme: usize,
        /// How much it shows by itself.
        weight: f64,
    },
    /// It looks like a phrase of a theme and is none.
    Lookalike {
        /// The theme.
        theme: usize,
    },
    /// It names a partner (by place among the recogniser's partners).
    Partner {
        /// The partner.
        partner: usize,
        /// Whether it is a kind of organisation.
        generic: bool,
    },
}

/// A phrase of the lexicon.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// As the scheme or the register writes it.
    pub(super) written: String,
    /// What it stands for.
    pub(super) meaning: Meaning,
    /// How each of its words must be written.
    cases: Vec<Case>,
    /// Whether each may be written in any way.
    any_case: bool,
}

impl Phrase {
    /// Whether words of a text are written as it asks.
    fn is_written_so(&self, tokens: &[Token]) -> bool {
        self.any_case || self.cases.iter().zip(tokens).all(|(asked, token)| token.case >= *asked)
    }
}

/// A phrase found in a text, and the words that it covers.
#[derive(Debug, Clone)]
pub(super) struct Found<'lexicon> {
    /// The phrase.
    pub(super) phrase: &'lexicon Phrase,
    /// The words of the folded text that it covers.
    pub(super) words: Range<usize>,
}

impl Found<'_> {
    /// Whether all words of the other are words of this one, and this one has more.
    pub(super) fn exceeds(&self, other: &Found<'_>) -> bool {
        self.words.start <= other.words.start
            && other.words.end <= self.words.end
            && self.words.len() > other.words.len()
    }

    /// Whether a third of the other’s words or more are words of this one too: “best start in
    /// life for children” covers a quarter of “children and young people”.
    pub(super) fn covers_third_of(&self, other: &Found<'_>) -> bool {
        let shared = self
            .words
            .end
            .min(other.words.end)
            .saturating_sub(self.words.start.max(other.words.start));
        shared * 3 >= other.words.len()
    }

    /// Whether the two share a word.
    pub(super) fn overlaps(&self, other: &Found<'_>) -> bool {
        self.words.start < other.words.end && other.words.start < self.words.end
    }
}

/// Words that are written in one piece and in two; a phrase with the one is found as the other.
const SPELLINGS: &[(&str, &str)] = &[
    (" wellbeing ", " well being "),
    (" healthcare ", " health care "),
    (" coproduction ", " co production "),
    (" codesign ", " co design "),
    (" lifecourse ", " life course "),
    (" ageing ", " aging "),
    (" program ", " programme "),
];

/// The phrases to look for, by their folded form.
#[derive(Debug, Default)]
pub(super) struct LexiconBuilder(BTreeMap<String, Vec<Phrase>>);

impl LexiconBuilder {
    /// Adds a phrase. Phrases whose capitals matter to nobody are found in any case; `by_case`
    /// turns a word as the phrase writes it into what is asked of a text's word.
    pub(super) fn add(&mut self, written: &str, meaning: Meaning, by_case: impl Fn(Case) -> Case) {
        let folded = Folded::of(written);
        if folded.tokens.is_empty() {
            return;
        }
        let cases: Vec<Case> = folded.tokens.iter().map(|token| by_case(token.case)).collect();
        let any_case = cases.iter().all(|case| *case == Case::Any);
        let key = format!(" {} ", folded.text.trim_matches([' ', '|']));
        let phrase = Phrase { written: written.to_owned(), meaning, cases, any_case };
        for (one, other) in SPELLINGS {
            // Of a variant with another number of words only the first ones' case is asked.
            for variant in [key.replace(one, other), key.replace(other, one)] {
                if variant != key {
                    self.0.entry(variant).or_default().push(phrase.clone());
                }
            }
        }
        self.0.entry(key).or_default().push(phrase);
    }

    /// Builds the tree.
    pub(super) fn build(self) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (key, phrases) in self.0 {
            let end =
                key.split(' ').filter(|word| !word.is_empty()).fold(ROOT, |beginning, word| {
                    let word = lexicon.number(word);
                    lexicon.step(beginning, word)
                });
            lexicon.phrases[end].extend(phrases);
        }
        lexicon
    }
}

/// The beginning of all phrases.
const ROOT: usize = 0;
/// The number of a barrier, which stands between words like a word.
const BAR: usize = 0;

/// All phrases, ready to be looked up: words have numbers, and so have the beginnings of phrases that
/// they make, of which each word of a phrase leads to the next.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: WordNumbers,
    /// From each beginning the words that lead on, and where: few each.
    steps: Vec<Vec<(usize, usize)>>,
    /// What each word leads to as the first one.
    first: Vec<Option<usize>>,
    /// The phrases that are one of the beginnings as a whole.
    phrases: Vec<Vec<Phrase>>,
}

impl Default for Lexicon {
    fn default() -> Self {
        let mut words = WordNumbers::default();
        words.add("|");
        Self { words, steps: vec![Vec::new()], first: vec![None], phrases: vec![Vec::new()] }
    }
}

impl Lexicon {
    fn number(&mut self, word: &str) -> usize {
        let number = self.words.add(word);
        self.first.resize(self.first.len().max(number + 1), None);
        number
    }

    fn step(&mut self, beginning: usize, word: usize) -> usize {
        if let Some(end) = self.find_step(beginning, word) {
            return end;
        }
        let end = self.phrases.len();
        self.phrases.push(Vec::new());
        self.steps.push(Vec::new());
        self.steps[beginning].push((word, end));
        if beginning == ROOT {
            self.first[word] = Some(end);
        }
        end
    }

    fn find_step(&self, beginning: usize, word: usize) -> Option<usize> {
        if beginning == ROOT {
            return self.first[word];
        }
        let step = self.steps[beginning].iter().find(|(known, _)| *known == word);
        step.map(|(_, end)| *end)
    }

    /// All phrases in a text, also those inside longer ones.
    pub(super) fn find<'lexicon>(&'lexicon self, folded: &Folded) -> Finds<'lexicon> {
        let number = |token: &Token| self.words.find_in(&folded.text, token.at, token.until);
        let words: Vec<Option<usize>> = folded.tokens.iter().map(number).collect();
        let mut found = Finds::default();
        for (from, word) in words.iter().enumerate() {
            if let Some(beginning) = word.and_then(|word| self.first[word]) {
                self.find_from(folded, &words, from, beginning, &mut found);
            }
        }
        found
    }

    /// The phrases that begin at a word, the shortest first.
    fn find_from<'lexicon>(
        &'lexicon self,
        folded: &Folded,
        words: &[Option<usize>],
        from: usize,
        first: usize,
        found: &mut Finds<'lexicon>,
    ) {
        let mut beginning = Some(first);
        let mut next = from + 1;
        while let Some(end) = beginning {
            let tokens = &folded.tokens[from..next];
            for phrase in self.phrases[end].iter().filter(|phrase| phrase.is_written_so(tokens)) {
                found.push(Found { phrase, words: from..next });
            }
            let barred = folded.tokens[next - 1].barred;
            let before = if barred { self.find_step(end, BAR) } else { Some(end) };
            let word = words.get(next).copied().flatten();
            beginning = before.zip(word).and_then(|(before, word)| self.find_step(before, word));
            next += 1;
        }
    }
}

/// The phrases found in a text, in the order of their first words.
#[derive(Debug, Default)]
pub(super) struct Finds<'lexicon> {
    found: Vec<Found<'lexicon>>,
    /// The number of words of the longest.
    longest: usize,
}

impl<'lexicon> Finds<'lexicon> {
    fn push(&mut self, hit: Found<'lexicon>) {
        self.longest = self.longest.max(hit.words.len());
        self.found.push(hit);
    }

    /// All of them.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, Found<'lexicon>> {
        self.found.iter()
    }

    /// Those that may share a word with this one. Only they are compared with it, so that a
    /// passage of a million words costs no more per word than a short one.
    pub(super) fn near(&self, hit: &Found<'_>) -> &[Found<'lexicon>] {
        let earliest = hit.words.start.saturating_sub(self.longest);
        let from = self.found.partition_point(|other| other.words.start < earliest);
        let to = self.found.partition_point(|other| other.words.start < hit.words.end);
        &self.found[from..to]
    }
}
