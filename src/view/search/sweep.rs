//! All matches of one word, in the order of the segment: most questions are one word, and a common
//! one has a hundred thousand matches.
//!
//! The lists of the word's terms are read block by block and added up stretch by stretch. The sums
//! are those of `cursor.rs`, to the last bit: the same numbers are added in the same order. What
//! `cursor.rs` is for, finding where several parts of a question meet, is not needed here. A stretch
//! of which nothing is wanted is not read, and where one list alone has documents nothing is added up.

use tantivy::{
    DocId, fieldnorm::FieldNormReader, postings::BlockSegmentPostings, schema::IndexRecordOption,
};

use super::{
    plan::{TermPlace, Word},
    score::{factors, idf},
    searcher::Segment,
};

/// How many documents are looked at together; their sums stay near the processor.
pub(super) const STRETCH: u32 = 1024;

/// One bit for each document of a stretch.
pub(super) type Mask = [u64; STRETCH as usize / 64];

/// The matches of a word in one segment.
pub(super) struct Sweep<'a> {
    lists: Vec<List<'a>>,
    /// How much the rarity of the word makes it count.
    pub idf: f64,
    /// Of each document of the stretch the weighted count of occurrences, and where they are.
    counts: Vec<(f64, u8)>,
    /// Which documents of the stretch match.
    matched: Mask,
}

impl<'a> Sweep<'a> {
    /// Those of a word that was looked up.
    pub(super) fn new(
        word: &Word,
        segment: &'a Segment,
        ordinal: usize,
        documents: u64,
    ) -> tantivy::Result<Self> {
        let places = word.places[ordinal].iter();
        Ok(Self {
            lists: places.map(|it| List::open(it, segment)).collect::<tantivy::Result<_>>()?,
            idf: idf(word.frequency, documents),
            counts: vec![(0.0, 0); STRETCH as usize],
            matched: Mask::default(),
        })
    }

    /// Calls `visit` with every match that is wanted, the weighted count of its occurrences and the
    /// classes of text in which they are. `narrow` takes from the mask of the stretch that begins
    /// at a document those that are not wanted.
    pub(super) fn run(
        mut self,
        narrow: impl Fn(DocId, &mut Mask),
        mut visit: impl FnMut(DocId, f64, u8),
    ) {
        while let Some(first) = self.lists.iter().filter_map(List::doc).min() {
            let begin = first - first % STRETCH;
            let mut wanted = [u64::MAX; STRETCH as usize / 64];
            narrow(begin, &mut wanted);
            let is_here =
                |list: &&mut List<'_>| list.doc().is_some_and(|doc| doc - begin < STRETCH);
            let mut here = self.lists.iter_mut().filter(is_here);
            if wanted == Mask::default() {
                here.for_each(|list| list.pass(begin + STRETCH));
            } else if let (Some(list), None) = (here.next(), here.next()) {
                list.visit(begin, &wanted, &mut visit);
            } else {
                self.add_up(begin);
                self.visit_sums(begin, &wanted, &mut visit);
            }
        }
    }

    fn add_up(&mut self, begin: DocId) {
        let Self { lists, counts, matched, .. } = self;
        for list in lists {
            let (bit, weight, factors) = (list.bit, list.weight, list.factors);
            list.read(begin, |doc, frequency, norm| {
                let place = (doc - begin) as usize;
                let (count, fields) = &mut counts[place];
                *count += f64::from(frequency) * weight * factors[usize::from(norm)];
                *fields |= bit;
                matched[place / 64] |= 1 << (place % 64);
            });
        }
    }

    fn visit_sums(&mut self, begin: DocId, wanted: &Mask, visit: &mut impl FnMut(DocId, f64, u8)) {
        for ((word, bits), wanted) in (0..).zip(&mut self.matched).zip(wanted) {
            let mut left = std::mem::take(bits);
            while left != 0 {
                let at: u32 = word * 64 + left.trailing_zeros();
                let (count, fields) = std::mem::take(&mut self.counts[at as usize]);
                if wanted & left & left.wrapping_neg() != 0 {
                    visit(begin + at, count, fields);
                }
                left &= left - 1;
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

impl<'a> List<'a> {
    fn open(place: &TermPlace, segment: &'a Segment) -> tantivy::Result<Self> {
        let index = &segment.indexes[place.field];
        let option = IndexRecordOption::WithFreqs;
        Ok(Self {
            postings: index.read_block_postings_from_terminfo(&place.info, option)?,
            at: 0,
            bit: 1 << place.field,
            weight: place.weight,
            norms: segment.norms(place.field),
            factors: factors(place.field),
        })
    }

    /// The next document that was not read yet.
    fn doc(&self) -> Option<DocId> {
        self.postings.docs().get(self.at).copied()
    }

    /// Goes to the first document at or after another, which is not in this stretch.
    fn pass(&mut self, target: DocId) {
        let docs = self.postings.docs();
        self.at = if docs.last().is_some_and(|last| *last >= target) {
            docs.partition_point(|doc| *doc < target)
        } else {
            self.postings.seek(target)
        };
    }

    /// Calls `visit` with the documents of the stretch that begins here and are wanted.
    fn visit(&mut self, begin: DocId, wanted: &Mask, visit: &mut impl FnMut(DocId, f64, u8)) {
        let (bit, weight, factors) = (self.bit, self.weight, self.factors);
        self.read(begin, |doc, frequency, norm| {
            let place = (doc - begin) as usize;
            if wanted[place / 64] >> (place % 64) & 1 != 0 {
                let count = f64::from(frequency) * weight * factors[usize::from(norm)];
                visit(doc, count, bit);
            }
        });
    }

    /// Goes through the documents of the stretch that begins here, with how often the term is there and
    /// the coded length of the text.
    #[inline]
    fn read(&mut self, begin: DocId, mut each: impl FnMut(DocId, u32, u8)) {
        loop {
            let docs = &self.postings.docs()[self.at..];
            let inside = docs.partition_point(|doc| doc - begin < STRETCH);
            let frequencies = &self.postings.freqs()[self.at..];
            for (doc, frequency) in docs[..inside].iter().zip(frequencies) {
                let norm = self.norms.map_or(0, |norms| norms.fieldnorm_id(*doc));
                each(*doc, *frequency, norm);
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
