//! All phrases of the theme scheme and all names of the register in one automaton, so that a
//! passage is read once. Which matches count, and for how much, is told by `themes` and
//! `partners`.

use std::{collections::BTreeMap, ops::Range};

use aho_corasick::{AhoCorasick, MatchKind};

use super::folded::{Case, Folded};

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
        let cases = folded.tokens.iter().map(|token| by_case(token.case)).collect();
        let key = format!(" {} ", folded.text.trim_matches([' ', '|']));
        let phrase = Phrase { written: written.to_owned(), meaning, cases };
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

    /// Builds the automaton.
    pub(super) fn build(self) -> Lexicon {
        let (keys, phrases): (Vec<String>, Vec<Vec<Phrase>>) = self.0.into_iter().unzip();
        // Overlapping matches with a space at both ends: the automaton's own leftmost-longest
        // would let “mental health trust”, rejected later, swallow “mental health”.
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(keys).ok();
        Lexicon { automaton, phrases }
    }
}

/// All phrases, ready to be looked up.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// `None` only where the phrases are too many for an automaton (billions of bytes).
    automaton: Option<AhoCorasick>,
    phrases: Vec<Vec<Phrase>>,
}

impl Lexicon {
    /// All phrases in a text, also those inside longer ones.
    pub(super) fn find<'lexicon>(&'lexicon self, folded: &Folded) -> Finds<'lexicon> {
        let Some(automaton) = &self.automaton else { return Finds::default() };
        let found = automaton
            .find_overlapping_iter(&folded.text)
            .flat_map(|hit| {
                let words = folded.tokens_within(hit.start(), hit.end());
                let tokens = &folded.tokens[words.clone()];
                self.phrases[hit.pattern()]
                    .iter()
                    .filter(move |phrase| {
                        phrase.cases.iter().zip(tokens).all(|(asked, token)| token.case >= *asked)
                    })
                    .map(move |phrase| Found { phrase, words: words.clone() })
            })
            .collect();
        Finds::sorted(found)
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
    fn sorted(mut found: Vec<Found<'lexicon>>) -> Self {
        found.sort_by_key(|hit| hit.words.start);
        let longest = found.iter().map(|hit| hit.words.len()).max().unwrap_or(0);
        Self { found, longest }
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
