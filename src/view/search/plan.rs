//! What is looked up in the index: terms, their alternatives, and how many documents hold them.
//!
//! Not here: how a plan is made of a query (`planner.rs`), how matching documents are walked through (`cursor.rs`) and how they are scored
//! (`score.rs`).

use tantivy::{Term, postings::TermInfo};

use super::{document::Field, searcher::Segment};

/// Something that documents match.
#[derive(Debug)]
pub(super) enum Node {
    Word(Word),
    Phrase(Phrase),
    /// All of these.
    All(Vec<Node>),
    /// One of these at least; the best one counts.
    Any(Vec<Node>),
    /// Another way of saying it, which counts less and is no name of what was asked for.
    Other(f64, Box<Node>),
}

/// One of some terms, in any class of text.
#[derive(Debug, Default)]
pub(super) struct Word {
    /// Terms and how much an occurrence of each counts.
    pub terms: Vec<(String, f64)>,
    /// For each segment, where the terms are.
    pub places: Vec<Vec<TermPlace>>,
    /// In how many live documents the word is.
    pub frequency: u64,
}

/// Terms side by side, in one class of text.
#[derive(Debug, Default)]
pub(super) struct Phrase {
    /// For each place of the phrase, the terms that may stand there.
    pub slots: Vec<Vec<String>>,
    /// How many other words may stand between; any order then.
    pub slop: u32,
    /// For each segment and class of text, for each slot, where its terms are. A class in which a
    /// slot has no term is left out.
    pub places: Vec<Vec<(usize, Vec<Vec<TermInfo>>)>>,
    /// In how many live documents each slot is.
    pub frequencies: Vec<u64>,
}

/// Where a term is in one segment and class of text.
#[derive(Debug)]
pub(super) struct TermPlace {
    pub field: usize,
    pub weight: f64,
    pub info: TermInfo,
}

/// What a query looks up.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub required: Vec<Node>,
    pub excluded: Vec<Node>,
    /// What need not be there but makes a match better: neighbours standing side by side.
    pub welcome: Vec<Node>,
    /// How many documents are live.
    pub documents: u64,
}

impl Plan {
    /// Looks the terms up.
    pub(super) fn resolve(&mut self, segments: &[Segment]) -> tantivy::Result<()> {
        self.documents = segments.iter().map(|segment| u64::from(segment.live())).sum();
        let scored = self.required.iter_mut().chain(&mut self.welcome);
        for node in scored.chain(&mut self.excluded) {
            node.resolve(segments)?;
        }
        Ok(())
    }

    /// All that scores depend on beside the hit itself: number of documents, then frequencies.
    pub(super) fn statistics(&self) -> Vec<u64> {
        let mut statistics = vec![self.documents];
        let scored = self.required.iter().chain(&self.welcome);
        scored.for_each(|node| node.list_frequencies(&mut statistics));
        statistics
    }

    /// Scores by the statistics of an earlier answer to the same query; ignored if they are not.
    pub(super) fn set_statistics(&mut self, statistics: &[u64]) {
        if statistics.len() == self.statistics().len() {
            let mut values = statistics.iter().copied();
            self.documents = values.next().unwrap_or_default();
            let scored = self.required.iter_mut().chain(&mut self.welcome);
            scored.for_each(|node| node.set_frequencies(&mut values));
        }
    }
}

impl Node {
    fn resolve(&mut self, segments: &[Segment]) -> tantivy::Result<()> {
        match self {
            Self::Word(word) => word.resolve(segments),
            Self::Phrase(phrase) => phrase.resolve(segments),
            Self::Other(_, node) => node.resolve(segments),
            Self::All(nodes) | Self::Any(nodes) => {
                nodes.iter_mut().try_for_each(|node| node.resolve(segments))
            }
        }
    }

    fn list_frequencies(&self, into: &mut Vec<u64>) {
        match self {
            Self::Word(word) => into.push(word.frequency),
            Self::Phrase(phrase) => into.extend(&phrase.frequencies),
            Self::Other(_, node) => node.list_frequencies(into),
            Self::All(nodes) | Self::Any(nodes) => {
                for node in nodes {
                    node.list_frequencies(into);
                }
            }
        }
    }

    fn set_frequencies(&mut self, values: &mut impl Iterator<Item = u64>) {
        match self {
            Self::Word(word) => word.frequency = values.next().unwrap_or_default(),
            Self::Other(_, node) => node.set_frequencies(values),
            Self::Phrase(phrase) => phrase.frequencies.iter_mut().for_each(|frequency| {
                *frequency = values.next().unwrap_or_default();
            }),
            Self::All(nodes) | Self::Any(nodes) => {
                for node in nodes {
                    node.set_frequencies(values);
                }
            }
        }
    }
}

impl Word {
    /// A word's frequency is that of the class of text in which it is most frequent: near enough
    /// to the number of documents that hold it anywhere, without counting them.
    pub(super) fn resolve(&mut self, segments: &[Segment]) -> tantivy::Result<()> {
        let mut frequencies = [0; Field::ALL.len()];
        for segment in segments {
            let mut places = Vec::new();
            for field in Field::ALL {
                for (term, weight) in &self.terms {
                    if let Some(info) = segment.find_term(field, term)? {
                        frequencies[field.index()] += segment.live_frequency(field, &info)?;
                        places.push(TermPlace { field: field.index(), weight: *weight, info });
                    }
                }
            }
            self.places.push(places);
        }
        let all = segments.iter().map(|segment| u64::from(segment.live())).sum();
        self.frequency = frequencies.into_iter().max().unwrap_or(0).min(all);
        Ok(())
    }
}

impl Phrase {
    fn resolve(&mut self, segments: &[Segment]) -> tantivy::Result<()> {
        let mut frequencies = vec![[0; Field::ALL.len()]; self.slots.len()];
        for segment in segments {
            let mut places = Vec::new();
            for field in Field::ALL.into_iter().filter(|field| *field != Field::Context) {
                let mut slots = Vec::new();
                for (terms, frequencies) in self.slots.iter().zip(&mut frequencies) {
                    let mut infos = Vec::new();
                    for term in terms {
                        if let Some(info) = segment.find_term(field, term)? {
                            frequencies[field.index()] += segment.live_frequency(field, &info)?;
                            infos.push(info);
                        }
                    }
                    slots.push(infos);
                }
                if slots.iter().all(|slot| !slot.is_empty()) {
                    places.push((field.index(), slots));
                }
            }
            self.places.push(places);
        }
        let most = |by_field: &[u64; Field::ALL.len()]| by_field.iter().copied().max().unwrap_or(0);
        self.frequencies = frequencies.iter().map(most).collect();
        Ok(())
    }
}

/// The term of a class of text.
pub(super) fn term_of(field: tantivy::schema::Field, text: &str) -> Term {
    Term::from_field_text(field, text)
}
