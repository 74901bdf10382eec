//! How well documents are read: what the recognisers find against what a careful reader found
//! (gold), as precision, recall and F1 for each kind of thing, with every miss.
//!
//! The form of gold is told in `gold`, when two things are the same in `matching`, how they are
//! counted in `score`; `blocks` measures marks on labelled blocks of text. docs/extraction.md tells all of it for people. Reading files is the command
//! line's (`cli::evaluate`).

mod blocks;
mod gold;
mod matching;
mod score;

use serde::Serialize;

pub use self::{
    blocks::{LabelledBlock, evaluate_blocks, read_blocks},
    gold::{Gold, GoldError},
    score::{Miss, Score, Scores},
};
use super::{
    extracted::build_extracted, read::ReadDocument, recognise::Recogniser, segment::segment,
};
use crate::model::{Passage, PassageTheme, Slug};

/// How one document fared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentScore {
    /// The document's file name.
    pub file: String,
    /// The scores of each kind.
    pub scores: Scores,
    /// Everything that was missed or found wrongly.
    pub misses: Vec<Miss>,
}

/// Compares what is recognised in a document with its gold.
pub fn evaluate(gold: &Gold, read: &ReadDocument, recogniser: &Recogniser) -> DocumentScore {
    let slug: Slug = "evaluated".into();
    let passages = segment(read, &slug);
    let tags = recogniser.tag_all(&passages, read.title.as_deref());
    let themes: Vec<(&Passage, Vec<PassageTheme>)> =
        passages.iter().zip(tags).map(|(passage, tags)| (passage, tags.themes)).collect();
    let references: Vec<&Passage> = passages.iter().collect();
    let extracted = build_extracted(read.title.as_deref(), &read.text, &references, recogniser);
    let (scores, misses) = score::compare(gold, &extracted, &themes);
    DocumentScore { file: gold.file.clone(), scores, misses }
}
