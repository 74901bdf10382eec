//! The terms of one field of all documents of a segment, in the order of the texts; sorted by term
//! when the segment is written.

use std::io;

use tantivy::{DocId, postings::FieldSerializer, schema::IndexRecordOption};

/// On a term that stands at the place of the one before it.
const SAME_PLACE: u32 = 1 << 31;

/// Stands before a term that is further from the one before than the next place; how many places
/// are left out comes next.
const GAP: u32 = u32::MAX;

/// How many occurrences are sorted at once (16 MB); for more, the texts are gone through again.
const SORTED_AT_ONCE: u32 = 2_000_000;

/// What was gathered of a field.
#[derive(Default)]
pub(super) struct Gathered {
    /// Numbers of terms, with [`SAME_PLACE`] and [`GAP`].
    stream: Vec<u32>,
    /// Documents that have the field, with where their terms end.
    ends: Vec<(DocId, usize)>,
    /// How often each term occurs.
    counts: Vec<u32>,
    /// The place after that of the last term.
    next: u32,
    /// Terms that came, also those that were left out.
    pub(super) tokens: u64,
}

impl Gathered {
    /// Room for so many terms; growing step by step takes the memory twice.
    pub(super) fn with_room(terms: usize) -> Self {
        Self { stream: Vec::with_capacity(terms), ..Self::default() }
    }

    /// Begins with the field of a document.
    pub(super) fn begin(&mut self, document: DocId) {
        self.next = 0;
        self.ends.push((document, self.stream.len()));
    }

    /// The next term of the text, at its place.
    #[inline]
    pub(super) fn push(&mut self, term: u32, place: u32) {
        if place >= self.next {
            if place > self.next {
                self.stream.extend([GAP, place - self.next]);
            }
            self.stream.push(term);
            self.next = place + 1;
        } else {
            self.stream.push(term | SAME_PLACE);
        }
        self.count(term);
        self.tokens += 1;
    }

    /// A further term of which only the document matters.
    #[inline]
    pub(super) fn push_anywhere(&mut self, term: u32) {
        self.stream.push(term);
        self.count(term);
    }

    #[inline]
    fn count(&mut self, term: u32) {
        let at = term as usize;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] += 1;
    }

    /// Ends the field of the document that was begun.
    pub(super) fn end(&mut self) {
        if let Some(last) = self.ends.last_mut() {
            last.1 = self.stream.len();
        }
    }

    /// The field of a further document, with the same text as the last; how many terms it has.
    pub(super) fn repeat(&mut self, document: DocId) -> u32 {
        let start = self.ends.len().checked_sub(2).map_or(0, |before| self.ends[before].1);
        let whole = start..self.stream.len();
        let mut terms = 0;
        let mut at = whole.start;
        while at < whole.end {
            let entry = self.stream[at];
            if entry == GAP {
                at += 2;
                continue;
            }
            self.count(entry & !SAME_PLACE);
            terms += 1;
            at += 1;
        }
        self.tokens += u64::from(terms);
        self.stream.extend_from_within(whole);
        self.ends.push((document, self.stream.len()));
        terms
    }

    /// How many entries are kept.
    pub(super) fn len(&self) -> usize {
        self.stream.len()
    }

    /// Whether no document has any term.
    pub(super) fn is_empty(&self) -> bool {
        self.stream.is_empty()
    }

    /// The terms in turns with where they occur, in the order of their texts, in which `order` has all
    /// numbers of terms. Ends when `hand_over` takes no more.
    pub(super) fn sort_in_turns<'order>(
        &self,
        order: &'order [u32],
        mut hand_over: impl FnMut(Turn<'order>) -> bool,
    ) {
        let count = |term: u32| self.counts.get(term as usize).map_or(0, |count| *count);
        let mut slots = vec![NO_SLOT; self.counts.len()];
        let mut rest = order;
        while !rest.is_empty() {
            let (mut total, mut taken) = (0, 0);
            while taken < rest.len() && (total == 0 || total + count(rest[taken]) <= SORTED_AT_ONCE)
            {
                if count(rest[taken]) > 0 {
                    slots[rest[taken] as usize] = total;
                    total += count(rest[taken]);
                }
                taken += 1;
            }
            let mut occurrences = vec![(0, 0); total as usize];
            self.sort(&mut slots, &mut occurrences);
            let (terms, others) = rest.split_at(taken);
            let counts = terms.iter().map(|term| count(*term)).collect();
            terms.iter().filter(|it| count(**it) > 0).for_each(|it| slots[*it as usize] = NO_SLOT);
            if !hand_over(Turn { terms, counts, occurrences }) {
                return;
            }
            rest = others;
        }
    }

    /// Puts document and place of every occurrence of the terms that have a slot there.
    fn sort(&self, slots: &mut [u32], sorted: &mut [(DocId, u32)]) {
        let mut from = 0;
        for (document, end) in &self.ends {
            let mut next = 0;
            let mut entries = self.stream[from..*end].iter();
            while let Some(&entry) = entries.next() {
                if entry == GAP {
                    next += entries.next().copied().unwrap_or_default();
                    continue;
                }
                let place = if entry & SAME_PLACE == 0 {
                    next += 1;
                    next - 1
                } else {
                    next.saturating_sub(1)
                };
                let slot = &mut slots[(entry & !SAME_PLACE) as usize];
                if *slot != NO_SLOT {
                    sorted[*slot as usize] = (*document, place);
                    *slot += 1;
                }
            }
            from = *end;
        }
    }
}

/// Of terms that are not sorted in this turn.
const NO_SLOT: u32 = u32::MAX;

/// Some terms with where they occur.
pub(super) struct Turn<'order> {
    /// Their numbers, in the order of their texts.
    terms: &'order [u32],
    /// How often each occurs; those of other fields do not.
    counts: Vec<u32>,
    /// Document and place, term after term.
    occurrences: Vec<(DocId, u32)>,
}

/// Hands one term after the other to the serialiser.
pub(super) struct TermWriter<'serializer, 'field> {
    option: IndexRecordOption,
    /// Kept from document to document, so that its memory is used again.
    deltas: Vec<u32>,
    into: &'serializer mut FieldSerializer<'field>,
}

impl<'serializer, 'field> TermWriter<'serializer, 'field> {
    /// Writes to a field what the option says.
    pub(super) fn new(
        option: IndexRecordOption,
        into: &'serializer mut FieldSerializer<'field>,
    ) -> Self {
        Self { option, deltas: Vec::new(), into }
    }

    /// Writes the terms of a turn.
    pub(super) fn write_turn<'text>(
        &mut self,
        turn: &Turn<'_>,
        text: impl Fn(u32) -> &'text str,
    ) -> io::Result<()> {
        let mut rest = &turn.occurrences[..];
        for (term, count) in turn.terms.iter().zip(&turn.counts).filter(|(_, count)| **count > 0) {
            let (own, others) = rest.split_at(*count as usize);
            self.write(text(*term), own)?;
            rest = others;
        }
        Ok(())
    }

    fn write(&mut self, term: &str, occurrences: &[(DocId, u32)]) -> io::Result<()> {
        let by_document = || occurrences.chunk_by(|one, other| one.0 == other.0);
        if self.option.has_freq() {
            let documents = u32::try_from(by_document().count()).unwrap_or(u32::MAX);
            self.into.new_term(term.as_bytes(), documents, true)?;
        } else {
            self.into.new_term_without_freq(term.as_bytes())?;
        }
        for places in by_document() {
            let frequency = u32::try_from(places.len()).unwrap_or(u32::MAX);
            match self.option {
                IndexRecordOption::Basic => self.into.write_doc(places[0].0, 0, &[]),
                IndexRecordOption::WithFreqs => self.into.write_doc(places[0].0, frequency, &[]),
                IndexRecordOption::WithFreqsAndPositions => {
                    let mut before = 0;
                    self.deltas.clear();
                    self.deltas.extend(places.iter().map(|(_, place)| {
                        let delta = place - before;
                        before = *place;
                        delta
                    }));
                    self.into.write_doc(places[0].0, frequency, &self.deltas);
                }
            }
        }
        self.into.close_term()
    }
}
