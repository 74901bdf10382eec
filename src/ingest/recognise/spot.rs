//! A passage as the rules of single passages see it: its text, its words, its sentences, and how a
//! slice of it becomes evidence.

use std::ops::Range;

use super::words::{Word, characters_before, offset_in, sentences, words};
use crate::{ingest::extracted::Evidence, ingest::segment::Node};

/// A passage or heading with its words.
#[derive(Debug)]
pub(super) struct Spot<'document> {
    /// Where it stands.
    pub(super) node: Node<'document>,
    /// Its words.
    pub(super) words: Vec<Word<'document>>,
    /// Its sentences.
    pub(super) sentences: Vec<&'document str>,
    /// The places of the words of each sentence.
    pub(super) words_of_sentences: Vec<Range<usize>>,
}

impl<'document> Spot<'document> {
    /// Reads the words of a node.
    pub(super) fn of(node: Node<'document>) -> Self {
        let (words, sentences) = (words(node.text), sentences(node.text));
        let mut next = 0;
        let words_of = |sentence: &&str| {
            let end = offset_in(node.text, sentence) + sentence.len();
            let from = next;
            next += words[from..].iter().take_while(|word| word.from < end).count();
            from..next
        };
        let words_of_sentences = sentences.iter().map(words_of).collect();
        Self { node, words, sentences, words_of_sentences }
    }

    /// Its text.
    pub(super) fn text(&self) -> &'document str {
        self.node.text
    }

    /// The text from one word to another, both included, without a possessive ending.
    pub(super) fn slice(&self, first: usize, last: usize) -> &'document str {
        let from = self.words[first].from;
        let to = self.words[last].from + self.words[last].text.len();
        &self.text()[from..to]
    }

    /// What stands between a word and the next.
    #[inline]
    pub(super) fn gap(&self, place: usize) -> &'document str {
        match (self.words.get(place), self.words.get(place + 1)) {
            (Some(one), Some(next)) => super::words::between(self.text(), one, next),
            (Some(last), None) => &self.text()[last.to..],
            _ => "",
        }
    }

    /// Whether a word and the next stand in one phrase.
    #[inline]
    pub(super) fn joined(&self, place: usize) -> bool {
        self.words.get(place).is_some_and(|word| word.joined)
    }

    /// The sentence in which a byte of the text stands.
    pub(super) fn sentence_at(&self, byte: usize) -> &'document str {
        let ends_behind =
            |sentence: &&&str| offset_in(self.text(), sentence) + sentence.len() > byte;
        self.sentences.iter().find(ends_behind).copied().unwrap_or(self.text())
    }

    /// A slice of the text as evidence.
    pub(super) fn evidence(&self, part: &str, method: &'static str, confidence: f64) -> Evidence {
        let start = self.node.start + characters_before(self.text(), offset_in(self.text(), part));
        Evidence {
            passage: self.node.passage.map(|passage| passage.position),
            start,
            end: start + part.chars().count(),
            method,
            confidence,
        }
    }
}

/// A clause for people to read: the sentence, cut at a word where it is long.
pub(super) fn shortened(sentence: &str) -> String {
    const LONGEST: usize = 240;
    let sentence = sentence.trim();
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(LONGEST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", &cut[..end])
}
