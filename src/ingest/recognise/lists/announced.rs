//! What the sentences of a document announce, read once: several rules look at each, and some look
//! back at those before a list.

use std::cell::OnceCell;

use super::cue::{self, Cue};
use crate::ingest::{
    recognise::{
        word_list::WordList,
        words::{sentences, words},
    },
    segment::Node,
};

/// Words that count one after the other.
static ORDINALS: WordList = WordList::of(&[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "firstly",
    "secondly",
    "thirdly",
    "fourthly",
    "fifthly",
    "sixthly",
    "seventhly",
    "eighthly",
    "ninthly",
    "tenthly",
]);

/// A sentence and what it announces.
#[derive(Debug)]
pub(super) struct Sentence<'document> {
    /// Its text.
    pub(super) text: &'document str,
    /// The noun for items in it.
    pub(super) cue: Option<Cue>,
    /// Whether it has an ordinal.
    pub(super) has_ordinal: bool,
}

impl<'document> Sentence<'document> {
    fn of(text: &'document str) -> Self {
        let words = words(text);
        let has_ordinal = words.iter().any(|word| word.is_in(&ORDINALS));
        Self { text, cue: cue::find_cue_in(&words, text), has_ordinal }
    }
}

/// The sentences of the nodes of a document.
#[derive(Debug)]
pub(super) struct Announced<'nodes, 'document> {
    nodes: &'nodes [Node<'document>],
    read: Vec<OnceCell<Vec<Sentence<'document>>>>,
}

impl<'nodes, 'document> Announced<'nodes, 'document> {
    /// Those of these nodes, none of them read yet.
    pub(super) fn by(nodes: &'nodes [Node<'document>]) -> Self {
        Self { nodes, read: nodes.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The sentences of a node.
    pub(super) fn sentences(&self, place: usize) -> &[Sentence<'document>] {
        let read = || sentences(self.nodes[place].text).into_iter().map(Sentence::of).collect();
        self.read[place].get_or_init(read)
    }
}
