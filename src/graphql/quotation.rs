//! The types `QuotationCheck`, `QuotationMatch` and `QuotationPart`.

use async_graphql::Object;

use super::{
    cost,
    edition_difference::WordDifference,
    int::int,
    reading::{Reading, Shown},
    vocabulary::QuotationVerdict,
};
use crate::{model, query};

/// The answer to a check, shown.
#[derive(Debug, Clone)]
pub(super) struct QuotationCheck {
    reading: Reading,
    check: query::QuotationCheck,
}

/// A place where a quotation stands, shown.
#[derive(Debug, Clone)]
pub(super) struct QuotationMatch {
    reading: Reading,
    found: query::QuotationMatch,
}

/// The part of a match in one passage, shown.
#[derive(Debug, Clone)]
pub(super) struct QuotationPart {
    reading: Reading,
    part: query::QuotationPart,
}

impl QuotationCheck {
    /// The answer to a check, shown.
    pub(super) fn new(reading: Reading, check: query::QuotationCheck) -> Self {
        Self { reading, check }
    }
}

/// Whether a sentence stands in what is held.
#[Object]
impl QuotationCheck {
    /// The best that was found. Look at `paraphrase` of the matches: our digests are held too, and
    /// their words are not a source’s.
    async fn verdict(&self) -> QuotationVerdict {
        self.check.verdict.into()
    }

    /// Where, the best first; at most ten.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn matches(&self) -> Vec<QuotationMatch> {
        let show = |found: &query::QuotationMatch| QuotationMatch {
            reading: self.reading.clone(),
            found: found.clone(),
        };
        self.check.matches.iter().map(show).collect()
    }

    /// Items of lists (priorities, aims …) whose name, the source’s own, has these words.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn items(&self) -> Vec<Shown<model::Priority>> {
        self.reading.show_all(self.check.items.clone())
    }

    /// How many documents with a source’s own text were looked through.
    async fn full_texts(&self) -> i32 {
        int(self.check.searched.full_texts)
    }

    /// How many digests, our paraphrases, were looked through.
    async fn digests(&self) -> i32 {
        int(self.check.searched.digests)
    }
}

/// A place where a quotation stands, exactly or nearly.
#[Object]
impl QuotationMatch {
    /// The passage in which it begins.
    async fn passage(&self) -> async_graphql::Result<Shown<model::Passage>> {
        let first = self.found.parts.first().map(|part| part.passage.clone());
        Ok(self.reading.show(super::missing::get(first, "the passage of a quotation")?))
    }

    /// First character of it in that passage, from 0, in Unicode scalar values.
    async fn start(&self) -> i32 {
        int(self.found.parts.first().map_or(0, |part| part.start))
    }

    /// One past its last character in that passage.
    async fn end(&self) -> i32 {
        int(self.found.parts.first().map_or(0, |part| part.end))
    }

    /// All passages over which it runs, in order, the first included.
    #[graphql(complexity = "1 + 2 * child_complexity")]
    async fn parts(&self) -> Vec<QuotationPart> {
        let show = |part: &query::QuotationPart| QuotationPart {
            reading: self.reading.clone(),
            part: part.clone(),
        };
        self.found.parts.iter().map(show).collect()
    }

    /// Word by word: the same, only in the quotation (removed), only in the text (added).
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn words(&self) -> Vec<WordDifference> {
        self.found.words.iter().map(WordDifference::from).collect()
    }

    /// The part of the quotation’s words that are the same, 0 to 1; 1 is exact.
    async fn likeness(&self) -> f64 {
        self.found.likeness
    }

    /// Whether the text is a digest, our paraphrase: then these are not the source’s words.
    async fn paraphrase(&self) -> bool {
        self.found.paraphrase
    }
}

/// The part of a match in one passage.
#[Object]
impl QuotationPart {
    /// The passage.
    async fn passage(&self) -> Shown<model::Passage> {
        self.reading.show(self.part.passage.clone())
    }

    /// First character in its text, from 0, in Unicode scalar values.
    async fn start(&self) -> i32 {
        int(self.part.start)
    }

    /// One past the last character.
    async fn end(&self) -> i32 {
        int(self.part.end)
    }
}
