//! All matches of one word, in the order of the segment: most questions are one word, and a common
//! one has a hundred thousand matches.
//!
//! The lists of the word's terms are read block by block and added up stretch by stretch. The sums
//! are those of `cursor.rs`, to the last bit: the same numbers are added in the same order. What
//! `cursor.rs` is for, finding where several parts of a question meet, is not needed here.

use tantivy::{
    DocId, fieldnorm::FieldNormReader, postings::BlockSegmentPostings, schema::IndexRecordOption,
};

use super::{
    plan::Word,
    score::{Contribution, factors, idf, saturate},
    searcher::Segment,
};

/// How many documents are added up at once; their sums stay near the processor.
const STRETCH: u32 = 1024;

/// The matches of a word in one segment.
pub(super) struct Sweep<'a> {
    lists: Vec<List<'a>>,
    idf: f64,
    /// Of each document of the stretch the weighted count of occurrences, and where they are.
    counts: Vec<(f64, u8)>,
    /// Which documents of the stretch match, a bit each.
    matched: Vec<u64>,
}

impl<'a> Sweep<'a> {
    /// Those of a word that was looked up.
    pub(super) fn new(
        word: &Word,
        segment: &'a Segment,
        ordinal: usize,
        documents: u64,
    ) -> tantivy::Result<Self> {
        let open = |place: &super::plan::TermPlace| -> tantivy::Result<List<'a>> {
            let index = &segment.indexes[place.field];
            let option = IndexRecordOption::WithFreqs;
            Ok(List {
                postings: index.read_block_postings_from_terminfo(&place.info, option)?,
                at: 0,
                bit: 1 << place.field,
                weight: place.weight,
                norms: segment.norms(place.field),
                factors: factors(place.field),
            })
        };
        Ok(Self {
            lists: word.places[ordinal].iter().map(open).collect::<tantivy::Result<_>>()?,
            idf: idf(word.frequency, documents),
            counts: vec![(0.0, 0); STRETCH as usize],
            matched: vec![0; STRETCH as usize / 64],
        })
    }

    /// Calls `visit` with every match and a way to learn what it is worth.
    pub(super) fn run(mut self, mut visit: impl FnMut(DocId, &dyn Fn() -> Contribution)) {
        while let Some(first) = self.lists.iter().filter_map(List::doc).min() {
            let begin = first - first % STRETCH;
            for list in &mut self.lists {
                list.add_up(begin, &mut self.counts, &mut self.matched);
            }
            for (place, bits) in (0..).zip(&mut self.matched) {
                let mut left = std::mem::take(bits);
                while left != 0 {
                    let at: u32 = place * 64 + left.trailing_zeros();
                    left &= left - 1;
                    let (count, fields) = std::mem::take(&mut self.counts[at as usize]);
                    let idf = self.idf;
                    visit(begin + at, &|| Contribution {
                        score: idf * saturate(count),
                        fields,
                        everywhere: fields,
                    });
                }
            }
        }
    }
}

/// The documents that hold a term.
struct List<'a> {
    postings: BlockSegmentPostings,
    /// The place in the block.
    at: usize,
    bit: u8,
    weight: f64,
    norms: Option<&'a FieldNormReader>,
    /// Weight over length normalisation by coded length.
    factors: &'static [f64; 256],
}

impl List<'_> {
    /// The next document that was not added up yet.
    fn doc(&self) -> Option<DocId> {
        self.postings.docs().get(self.at).copied()
    }

    /// Adds the occurrences in the stretch that begins here.
    fn add_up(&mut self, begin: DocId, counts: &mut [(f64, u8)], matched: &mut [u64]) {
        loop {
            let docs = &self.postings.docs()[self.at..];
            let inside = docs.partition_point(|doc| doc - begin < STRETCH);
            let frequencies = &self.postings.freqs()[self.at..];
            for (doc, frequency) in docs[..inside].iter().zip(frequencies) {
                let norm = self.norms.map_or(0, |norms| norms.fieldnorm_id(*doc));
                let occurrences = f64::from(*frequency) * self.weight;
                let place = (doc - begin) as usize;
                let (count, fields) = &mut counts[place];
                *count += occurrences * self.factors[usize::from(norm)];
                *fields |= self.bit;
                matched[place / 64] |= 1 << (place % 64);
            }
            self.at += inside;
            if inside < docs.len() || docs.is_empty() {
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }
}
