//! Is a sentence in the documents that are held: exactly, nearly, or not.
//!
//! The search index proposes passages; each is read with its neighbours, so that a sentence that
//! runs over from one passage to the next is found too, and compared word by word. Input and work
//! are bounded: `LONGEST`, `PROPOSED`, `READ`.

mod alignment;
mod words;

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use crate::{
    error::{Error, Result},
    model::{DocumentOrigin, NodeKind, Passage, Priority},
    view::{View, graph::Node, passages::PassageRef},
};

use super::{
    edition_difference::{WordDifference, WordDifferenceKind},
    names::all_rows,
    search::{SearchFilter, SearchQuestion, search},
};
use alignment::{Fit, Step, fit};
use words::{Word, words};

/// The longest quotation in characters.
pub const LONGEST_QUOTATION: usize = 2000;
/// The fewest words that make a quotation; fewer are found by searching.
pub const FEWEST_WORDS: usize = 3;
/// Words by which passages are looked for, the longest of the quotation.
const SOUGHT: usize = 24;
/// Passages that the index proposes, at most, for the words and for the phrase.
const PROPOSED: i32 = 200;
/// Proposed passages that are read word by word, at most: those with most words in common.
const READ: usize = 40;
/// Passages before and after a proposed one that are read with it, at most, each.
const NEIGHBOURS: i64 = 8;
/// The part of its words that a near quotation has in common with the text, at least.
const NEAR: f64 = 0.65;
/// Matches that are given, at most.
const GIVEN: usize = 10;

/// What became of a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotationVerdict {
    /// These words in this order stand in a text, whatever their case, accents and typography.
    Exact,
    /// A text has most of these words in this order.
    Near,
    /// No text that is held has them.
    Absent,
}

/// The answer to a check.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotationCheck {
    /// The best that was found, in passages or in names of items.
    pub verdict: QuotationVerdict,
    /// Where, best first; texts of sources before our paraphrases.
    pub matches: Vec<QuotationMatch>,
    /// Items of lists whose name, the source’s own, has these words exactly.
    pub items: Vec<Arc<Priority>>,
    /// How many passages are held, of sources and of our paraphrases.
    pub searched: Searched,
}

/// What was looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Searched {
    /// Documents that hold a source’s own text.
    pub full_texts: usize,
    /// Digests, which are our paraphrases.
    pub digests: usize,
    /// Passages of all of them.
    pub passages: usize,
    /// Items of lists whose name is the source’s own.
    pub items: usize,
}

/// A place where a quotation stands, exactly or nearly.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotationMatch {
    /// The passages over which it runs, in order, each with the characters in it.
    pub parts: Vec<QuotationPart>,
    /// What is the same, what only the quotation has (removed) and what only the text has (added).
    pub words: Vec<WordDifference>,
    /// The part of the words that are the same, 0 to 1; 1 is exact.
    pub likeness: f64,
    /// Whether the text is our paraphrase, so that these are not the source’s words.
    pub paraphrase: bool,
}

/// The part of a match in one passage.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotationPart {
    /// The passage.
    pub passage: Arc<Passage>,
    /// First character in its text (Unicode scalar values, from 0).
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// Checks a quotation. “…” in it stands for words that were left out.
///
/// # Errors
/// `BAD_USER_INPUT` for a text of fewer than [`FEWEST_WORDS`] words or more than
/// [`LONGEST_QUOTATION`] characters.
pub fn check_quotation(view: &View, text: &str) -> Result<QuotationCheck> {
    let length = text.chars().count();
    if length > LONGEST_QUOTATION {
        return Err(Error::bad_user_input(format!(
            "The quotation has {length} characters; at most {LONGEST_QUOTATION} can be checked: check it in parts"
        )));
    }
    let quotation = words(text, true);
    if quotation.iter().filter(|word| !word.gap).count() < FEWEST_WORDS {
        return Err(Error::bad_user_input(format!(
            "A quotation has at least {FEWEST_WORDS} words; search for shorter ones"
        )));
    }
    let mut matches = Matches::default();
    for passage in proposed(view, &quotation)? {
        matches
            .add(Window::around(view, &passage, quotation.len()).matched(view, text, &quotation));
    }
    let matches = matches.best();
    let items = items(view, &quotation);
    let exact = !items.is_empty() || matches.iter().any(|it| it.likeness >= 1.0);
    Ok(QuotationCheck {
        verdict: match (exact, matches.is_empty()) {
            (true, _) => QuotationVerdict::Exact,
            (false, false) => QuotationVerdict::Near,
            (false, true) => QuotationVerdict::Absent,
        },
        matches,
        items,
        searched: searched(view),
    })
}

fn searched(view: &View) -> Searched {
    let digests = view.record.documents.values();
    let digests = digests.filter(|row| row.origin == DocumentOrigin::Digest).count();
    Searched {
        digests,
        full_texts: view.record.documents.len() - digests,
        passages: view.passages.len(),
        items: view.record.priorities.values().filter(|row| row.exact).count(),
    }
}

/// The passages that are worth reading: those with most of the quotation's words.
fn proposed(view: &View, quotation: &[Word]) -> Result<Vec<Arc<Passage>>> {
    let plain: Vec<&str> =
        quotation.iter().filter(|word| !word.gap).map(|word| word.folded.as_str()).collect();
    let mut sought: Vec<&str> = plain.clone();
    sought.sort_by_key(|word| (std::cmp::Reverse(word.chars().count()), *word));
    sought.dedup();
    sought.truncate(SOUGHT);
    let phrase = format!("\"{}\"", plain[..plain.len().min(SOUGHT)].join(" "));
    let mut found: BTreeMap<_, Arc<Passage>> = BTreeMap::new();
    for text in [phrase, sought.join(" OR ")] {
        let question = SearchQuestion {
            text,
            filter: SearchFilter {
                kinds: Some(vec![NodeKind::Passage]),
                ..SearchFilter::default()
            },
            exact: true,
            first: Some(PROPOSED),
            ..SearchQuestion::default()
        };
        for hit in search(view, &question)?.hits.nodes() {
            if let Node::Passage(passage) = &hit.node {
                found.insert(passage.slug.clone(), passage.clone());
            }
        }
    }
    let wanted: HashSet<&str> = plain.into_iter().collect();
    let mut ranked: Vec<(usize, Arc<Passage>)> = found
        .into_values()
        .map(|passage| {
            let own: HashSet<String> =
                words(&passage.text, false).into_iter().map(|word| word.folded).collect();
            (own.iter().filter(|word| wanted.contains(word.as_str())).count(), passage)
        })
        .collect();
    ranked.sort_by(|(a, row_a), (b, row_b)| b.cmp(a).then_with(|| row_a.slug.cmp(&row_b.slug)));
    ranked.truncate(READ);
    Ok(ranked.into_iter().map(|(_, passage)| passage).collect())
}

/// A passage and its neighbours, read as one text.
struct Window {
    passages: Vec<Arc<Passage>>,
    words: Vec<Word>,
    /// For each word the place of its passage.
    places: Vec<usize>,
}

impl Window {
    /// The passage with as many neighbours as a sentence of so many words can reach.
    fn around(view: &View, passage: &Arc<Passage>, reach: usize) -> Self {
        let at = |position: i64| {
            view.passages.find(&format!("{}.{position}", passage.document)).map(PassageRef::row)
        };
        let mut passages = vec![passage.clone()];
        for direction in [-1, 1] {
            let mut read = 0;
            for step in 1..=NEIGHBOURS {
                let Some(next) = at(passage.position + direction * step) else { break };
                read += words(&next.text, false).len();
                let place = if direction < 0 { 0 } else { passages.len() };
                passages.insert(place, next);
                if read >= reach {
                    break;
                }
            }
        }
        let mut window = Self { passages, words: Vec::new(), places: Vec::new() };
        for (place, passage) in window.passages.iter().enumerate() {
            let own = words(&passage.text, false);
            window.places.extend(own.iter().map(|_| place));
            window.words.extend(own);
        }
        window
    }

    /// The best place of a quotation in it; `None` where too little is the same.
    fn matched(&self, view: &View, text: &str, quotation: &[Word]) -> Option<QuotationMatch> {
        let fit = fit(quotation, &self.words);
        let all = quotation.iter().filter(|word| !word.gap).count();
        let likeness = 1.0 - fit.distance.min(all) as f64 / all as f64;
        let parts = self.parts(&fit);
        if likeness < NEAR || parts.is_empty() {
            return None;
        }
        let document = view.record.documents.get(&self.passages.first()?.document);
        Some(QuotationMatch {
            words: self.differences(text, quotation, &fit),
            parts,
            likeness,
            paraphrase: document.is_some_and(|row| row.origin == DocumentOrigin::Digest),
        })
    }

    fn parts(&self, fit: &Fit) -> Vec<QuotationPart> {
        let columns: Vec<usize> = fit
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Same(_, column) | Step::Found(column) => Some(*column),
                Step::Quoted(_) | Step::LeftOut(_) => None,
            })
            .collect();
        columns
            .chunk_by(|a, b| self.places[*a] == self.places[*b])
            .filter_map(|chunk| {
                let (first, last) = (*chunk.first()?, *chunk.last()?);
                Some(QuotationPart {
                    passage: self.passages[self.places[first]].clone(),
                    start: self.words[first].start,
                    end: self.words[last].end,
                })
            })
            .collect()
    }

    /// Runs of words of one kind, each as it is written where it stands.
    fn differences(&self, text: &str, quotation: &[Word], fit: &Fit) -> Vec<WordDifference> {
        let mut runs: Vec<WordDifference> = Vec::new();
        let mut push = |kind, word: &str| match runs.last_mut() {
            Some(run) if run.kind == kind => {
                run.text.push(' ');
                run.text.push_str(word);
            }
            _ => runs.push(WordDifference { text: word.to_owned(), kind }),
        };
        let mut left_out = false;
        for step in &fit.steps {
            if let Step::LeftOut(_) = step {
                if !left_out {
                    push(WordDifferenceKind::Same, "…");
                }
                left_out = true;
                continue;
            }
            left_out = false;
            match step {
                Step::Same(_, column) => {
                    push(WordDifferenceKind::Same, &self.written(*column));
                }
                Step::Found(column) => push(WordDifferenceKind::Added, &self.written(*column)),
                Step::Quoted(row) => {
                    push(WordDifferenceKind::Removed, &slice(text, &quotation[*row]));
                }
                Step::LeftOut(_) => {}
            }
        }
        runs
    }

    fn written(&self, column: usize) -> String {
        slice(&self.passages[self.places[column]].text, &self.words[column])
    }
}

fn slice(text: &str, word: &Word) -> String {
    text.chars().skip(word.start).take(word.end - word.start).collect()
}

/// Matches, each place once.
#[derive(Default)]
struct Matches(BTreeMap<(crate::model::Slug, usize), QuotationMatch>);

impl Matches {
    fn add(&mut self, found: Option<QuotationMatch>) {
        let Some(found) = found else { return };
        let Some(first) = found.parts.first() else { return };
        let place = (first.passage.slug.clone(), first.start);
        let better = self.0.get(&place).is_none_or(|known| known.likeness < found.likeness);
        if better {
            self.0.insert(place, found);
        }
    }

    /// The best; near ones are left out where there is an exact one.
    fn best(self) -> Vec<QuotationMatch> {
        let mut matches: Vec<_> = self.0.into_values().collect();
        let exact = matches.iter().any(|it| it.likeness >= 1.0);
        matches.retain(|it| !exact || it.likeness >= 1.0);
        matches.sort_by(|a, b| {
            b.likeness.total_cmp(&a.likeness).then(a.paraphrase.cmp(&b.paraphrase))
        });
        matches.truncate(GIVEN);
        matches
    }
}

/// Items whose name, the source's own, has the quotation exactly.
fn items(view: &View, quotation: &[Word]) -> Vec<Arc<Priority>> {
    let fits = |item: &Arc<Priority>| {
        item.exact && {
            let name = words(&item.name, false);
            name.len() + 1 >= quotation.iter().filter(|word| !word.gap).count()
                && fit(quotation, &name).distance == 0
        }
    };
    all_rows::<Priority>(view).into_iter().filter(fits).take(GIVEN).collect()
}
