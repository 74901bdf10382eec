//! What the sentences of a document announce, read once: several rules look at each, and some look
//! back at those before a list.

use std::cell::OnceCell;

use super::cue::{self, Cue};
use crate::ingest::{
    recognise::{
        spot::Spot,
        word_list::WordList,
        words::{Word, offset_in},
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
    /// Reads a sentence whose words are these; it begins at a byte of their text.
    fn of(text: &'document str, begins: usize, words: &[Word<'document>]) -> Self {
        let has_ordinal = words.iter().any(|word| word.is_in(&ORDINALS));
        let cue = words.iter().any(cue::may_begin_noun).then(|| {
            let words: Vec<Word<'_>> = words.iter().map(|word| word.within(begins)).collect();
            cue::find_cue_in(&words, text)
        });
        Self { text, cue: cue.flatten(), has_ordinal }
    }
}

/// The sentences of the nodes of a document.
#[derive(Debug)]
pub(super) struct Announced<'nodes, 'document> {
    nodes: &'nodes [Node<'document>],
    /// The nodes whose words are read already.
    spots: Vec<Option<&'nodes Spot<'document>>>,
    read: Vec<OnceCell<Vec<Sentence<'document>>>>,
}

impl<'nodes, 'document> Announced<'nodes, 'document> {
    /// Those of these nodes, none of them read yet; `spots` are those of them that count, in their
    /// order.
    pub(super) fn by(nodes: &'nodes [Node<'document>], spots: &'nodes [Spot<'document>]) -> Self {
        let mut spots = spots.iter().peekable();
        let spots =
            nodes.iter().map(|node| spots.next_if(|spot| spot.node.start == node.start)).collect();
        Self { nodes, spots, read: nodes.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The sentences of a node.
    pub(super) fn sentences(&self, place: usize) -> &[Sentence<'document>] {
        self.read[place].get_or_init(|| match self.spots[place] {
            Some(spot) => read(spot),
            None => read(&Spot::of(self.nodes[place])),
        })
    }
}

fn read<'document>(spot: &Spot<'document>) -> Vec<Sentence<'document>> {
    let sentences = spot.sentences.iter().zip(&spot.words_of_sentences);
    sentences
        .map(|(text, words)| {
            Sentence::of(text, offset_in(spot.text(), text), &spot.words[words.clone()])
        })
        .collect()
}
