//! Lists in forms and words that no rule knows. Every run of parallel units is looked at (items,
//! titled paragraphs, short lines, sibling headings, rows, parts of a sentence, sentences that begin
//! alike), and the signs that it is the strategy's main list are weighed: what introduces it, what
//! its items are about and how alike they are, where else they are said. The likeliest run counts,
//! and only where the rules of the other files found no main list.
//!
//! Runs of whole blocks are made in `blocks`, those inside a passage in `clauses`; the signs stand in
//! `signs`, their words in `phrases`.

mod blocks;
mod clauses;
mod phrases;
mod signs;

use super::{
    Candidate, Item,
    cue::{self, Class, Cue, UNNAMED},
};
use crate::{
    ingest::{extracted::DocumentKind, segment::Node},
    model::ListRole,
};

/// Runs with less confidence are no list of interest: where F1 was best in folds of documents.
const LEAST: f64 = 0.5;

/// What the rest of the recogniser knows of the text of an item.
pub(in crate::ingest::recognise) struct Knowledge<'recogniser> {
    /// The theme of the scheme that it shows most strongly.
    pub(in crate::ingest::recognise) subject: &'recogniser dyn Fn(&str) -> Option<usize>,
}

/// How the units of a run stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Bullets or numbers.
    Items,
    /// Paragraphs that begin with a title.
    Titled,
    /// Lines that are no sentences.
    Lines,
    /// Headings one below the other.
    Headings,
    /// The first cells of the rows of a table.
    Rows,
    /// Parts between semicolons.
    Semicolons,
    /// Parts between commas.
    Commas,
    /// Very short sentences.
    Fragments,
    /// Sentences or paragraphs that begin with the same words.
    Alike,
    /// “First … Then … Finally …”.
    Sequence,
}

impl Form {
    /// The name of the rule, which docs/extraction.md explains.
    fn method(self) -> &'static str {
        match self {
            Self::Items => "parallel items",
            Self::Titled => "parallel paragraphs",
            Self::Lines => "parallel lines",
            Self::Headings => "parallel headings",
            Self::Rows => "parallel rows",
            Self::Semicolons | Self::Commas => "parallel parts",
            Self::Fragments | Self::Alike => "parallel sentences",
            Self::Sequence => "told one after the other",
        }
    }
}

/// A run of parallel units.
#[derive(Debug, Clone)]
struct Run<'document> {
    form: Form,
    /// The node that introduces it.
    at: usize,
    /// The words there.
    introduction: &'document str,
    /// What of them is read as its lead-in: for a list inside a sentence the rest of the sentence.
    lead: &'document str,
    /// First and one past the last node of its items.
    from: usize,
    to: usize,
    items: Vec<Item<'document>>,
    ordered: bool,
    /// Whether what stands behind it says that it was a list.
    told: bool,
}

/// The likeliest main list among all runs of parallel units.
pub(super) fn find<'document>(
    nodes: &[Node<'document>],
    kind: DocumentKind,
    taken: &[bool],
    knowledge: &Knowledge<'_>,
) -> Option<Candidate<'document>> {
    let mut runs = blocks::runs(nodes);
    runs.extend(clauses::runs(nodes));
    let document = signs::Document::of(nodes, kind, taken);
    let mut best: Option<(f64, Run<'document>)> = None;
    for run in runs {
        let least = best.as_ref().map_or(LEAST, |(most, _)| *most);
        let Some(weight) = document.confidence(&run, knowledge, least) else { continue };
        if weight >= LEAST && best.as_ref().is_none_or(|(most, _)| weight > *most) {
            best = Some((weight, run));
        }
    }
    let (confidence, run) = best?;
    Some(candidate(run, confidence))
}

fn candidate(run: Run<'_>, confidence: f64) -> Candidate<'_> {
    let count = phrases::count_for(run.lead, run.items.len());
    Candidate {
        cue: Cue {
            class: Class::Main(UNNAMED, ListRole::DeliveryAims),
            called: cue::find_cue(run.lead).filter(|cue| cue.plural).and_then(|cue| cue.called),
            count: count.then_some(run.items.len()),
            after: run.introduction.len(),
            plural: true,
        },
        other: None,
        at: run.at,
        introduction: run.introduction,
        items: run.items,
        ordered: run.ordered,
        method: run.form.method(),
        // Two decimals: more would promise a precision that the weights do not have.
        confidence: (confidence * 100.0).round() / 100.0,
    }
}
