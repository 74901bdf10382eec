//! What matched, shown: for each text of a hit the best fragment, with the ranges of exactly the
//! words that the plan found there.
//!
//! The text is analysed by the analyser that indexed it, and phrases are found by the rule that
//! found them in the index (`proximity.rs`); so a range is marked if and only if it is a match.

use std::collections::HashMap;

use super::{
    document::{Field, FieldText},
    fragment::choose_fragment,
    plan::{Node, Plan},
    proximity::visit_matches,
    request::Highlight,
    text::{Stemmer, acronym_term, visit_tokens},
};

/// What to mark: the terms of a plan, and in which word or phrase each stands.
#[derive(Debug)]
pub(super) struct Marker {
    terms: HashMap<String, Vec<(usize, usize)>>,
    leaves: Vec<Leaf>,
    /// First letters of terms. A word and its stem begin with the same letter (`stem.rs` tests
    /// it), so most words of a text need no stem.
    initials: [bool; 256],
    /// Whether abbreviations are among the terms.
    acronyms: bool,
}

#[derive(Debug)]
struct Leaf {
    /// Number of words; 1 for a word.
    slots: usize,
    slop: u32,
    /// Whether it was typed, not added.
    typed: bool,
}

/// A stretch of a text that matched, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub start: usize,
    pub end: usize,
    /// Which word or phrase of the query it is.
    pub leaf: usize,
    /// Whether that was typed, not added.
    pub typed: bool,
}

impl Marker {
    /// A marker for what a plan requires.
    pub(super) fn new(plan: &Plan) -> Self {
        let mut this = Self::nothing();
        plan.required.iter().for_each(|node| this.add(node, true));
        for initial in this.terms.keys().filter_map(|term| term.bytes().next()) {
            this.initials[usize::from(initial)] = true;
        }
        this.acronyms = this.terms.keys().any(|term| term.starts_with('^'));
        this
    }

    /// A marker that marks nothing.
    pub(super) fn nothing() -> Self {
        Self { terms: HashMap::new(), leaves: Vec::new(), initials: [false; 256], acronyms: false }
    }

    fn add(&mut self, node: &Node, typed: bool) {
        match node {
            Node::Word(word) => {
                let leaf = self.add_leaf(Leaf { slots: 1, slop: 0, typed });
                for (term, _) in &word.terms {
                    self.terms.entry(term.clone()).or_default().push((leaf, 0));
                }
            }
            Node::Phrase(phrase) => {
                let (slots, slop) = (phrase.slots.len(), phrase.slop);
                let leaf = self.add_leaf(Leaf { slots, slop, typed });
                for (slot, terms) in phrase.slots.iter().enumerate() {
                    for term in terms {
                        self.terms.entry(term.clone()).or_default().push((leaf, slot));
                    }
                }
            }
            Node::Other(_, node) => self.add(node, false),
            Node::All(nodes) | Node::Any(nodes) => {
                for node in nodes {
                    self.add(node, typed);
                }
            }
        }
    }

    fn add_leaf(&mut self, leaf: Leaf) -> usize {
        self.leaves.push(leaf);
        self.leaves.len() - 1
    }

    /// The best fragment of each label among some texts; in the order of the texts.
    pub(super) fn highlight(
        &self,
        texts: &[FieldText<'_>],
        stemmer: &mut Stemmer,
    ) -> Vec<Highlight> {
        let mut best: Vec<(Field, usize, Highlight)> = Vec::new();
        if self.terms.is_empty() {
            return Vec::new();
        }
        for text in texts.iter().filter(|text| text.field != Field::Context) {
            let marks = self.mark(&text.text, stemmer);
            if marks.is_empty() {
                continue;
            }
            let (worth, fragment, ranges) = choose_fragment(&text.text, &marks);
            let highlight = Highlight { field: text.label, text: fragment, ranges };
            match best.iter_mut().find(|(_, _, it)| it.field == text.label) {
                Some((_, known, _)) if *known >= worth => {}
                Some((_, known, old)) => (*known, *old) = (worth, highlight),
                None => best.push((text.field, worth, highlight)),
            }
        }
        best.sort_by_key(|(field, _, _)| *field);
        best.into_iter().map(|(_, _, highlight)| highlight).collect()
    }

    /// All stretches of a text that matched, in order, apart from each other.
    pub(super) fn mark(&self, text: &str, stemmer: &mut Stemmer) -> Vec<Mark> {
        let mut found: Vec<Found> = Vec::new();
        visit_tokens(text, |token| {
            let mut find = |term: &str| {
                for (leaf, slot) in self.terms.get(term).into_iter().flatten() {
                    let (position, start, end) = (token.position, token.start, token.end);
                    found.push(Found { leaf: *leaf, slot: *slot, position, start, end });
                }
            };
            if token.surface.bytes().next().is_some_and(|it| self.initials[usize::from(it)]) {
                find(stemmer.stem(token.surface));
            }
            if self.acronyms
                && let Some(letters) = token.acronym(text)
            {
                find(&acronym_term(letters));
            }
        });
        let mut marks = Vec::new();
        if !found.is_empty() {
            for (leaf, shape) in self.leaves.iter().enumerate() {
                if shape.slots == 1 {
                    let words = found.iter().filter(|it| it.leaf == leaf);
                    let typed = shape.typed;
                    marks.extend(words.map(|it| Mark {
                        start: it.start,
                        end: it.end,
                        leaf,
                        typed,
                    }));
                } else {
                    mark_phrases(&found, leaf, shape, &mut marks);
                }
            }
        }
        merge_overlapping(marks)
    }
}

/// A word of the text that is a term of the plan.
struct Found {
    leaf: usize,
    slot: usize,
    position: u32,
    start: usize,
    end: usize,
}

fn mark_phrases(found: &[Found], leaf: usize, shape: &Leaf, marks: &mut Vec<Mark>) {
    let mut positions: Vec<Vec<u32>> = vec![Vec::new(); shape.slots];
    for it in found.iter().filter(|it| it.leaf == leaf) {
        if positions[it.slot].last() != Some(&it.position) {
            positions[it.slot].push(it.position);
        }
    }
    let lists: Vec<&[u32]> = positions.iter().map(Vec::as_slice).collect();
    visit_matches(&lists, shape.slop, |first, last| {
        let here = |position: u32| {
            found.iter().filter(move |it| it.leaf == leaf && it.position == position)
        };
        let start = here(first).map(|it| it.start).min();
        let end = here(last).map(|it| it.end).max();
        if let (Some(start), Some(end)) = (start, end) {
            marks.push(Mark { start, end, leaf, typed: shape.typed });
        }
    });
}

fn merge_overlapping(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut apart: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match apart.last_mut() {
            Some(last) if mark.start < last.end => {
                last.end = last.end.max(mark.end);
                if mark.typed && !last.typed {
                    (last.leaf, last.typed) = (mark.leaf, true);
                }
            }
            _ => apart.push(mark),
        }
    }
    apart
}
