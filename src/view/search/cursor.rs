//! Walks through the documents of one segment that match a plan, in the order of the segment.
//!
//! Every cursor stands on a document or is at its end ([`TERMINATED`]). What a match is worth is
//! worked out only where the walk stops.

use tantivy::{
    DocId, DocSet as _, TERMINATED,
    postings::{Postings as _, SegmentPostings},
    schema::IndexRecordOption,
};

use super::{
    document::Field,
    plan::{Node, Phrase, Word},
    proximity::count_matches,
    score::{Contribution, idf, saturate, weigh},
    searcher::Segment,
};

/// With more lists of documents than this, a word's lists are put together before the walk.
const MOST_LISTS: usize = 24;

pub(super) enum Cursor<'a> {
    Word(WordCursor<'a>),
    Phrase(PhraseCursor<'a>),
    All(AllCursor<'a>),
    Any(Vec<Cursor<'a>>),
    Other(f64, Box<Cursor<'a>>),
}

impl<'a> Cursor<'a> {
    /// A cursor on the first match of a node.
    pub(super) fn new(
        node: &Node,
        segment: &'a Segment,
        ordinal: usize,
        documents: u64,
    ) -> tantivy::Result<Self> {
        let children = |nodes: &[Node]| -> tantivy::Result<Vec<Self>> {
            nodes.iter().map(|node| Self::new(node, segment, ordinal, documents)).collect()
        };
        Ok(match node {
            Node::Word(word) => Self::Word(WordCursor::new(word, segment, ordinal, documents)?),
            Node::Phrase(phrase) => {
                Self::Phrase(PhraseCursor::new(phrase, segment, ordinal, documents)?)
            }
            Node::All(nodes) => Self::All(AllCursor::new(children(nodes)?)),
            Node::Any(nodes) => Self::Any(children(nodes)?),
            Node::Other(factor, node) => {
                Self::Other(*factor, Box::new(Self::new(node, segment, ordinal, documents)?))
            }
        })
    }

    /// Where it stands.
    pub(super) fn doc(&self) -> DocId {
        match self {
            Self::Word(cursor) => cursor.doc,
            Self::Phrase(cursor) => cursor.doc,
            Self::All(cursor) => cursor.doc,
            Self::Other(_, cursor) => cursor.doc(),
            Self::Any(cursors) => cursors.iter().map(Self::doc).min().unwrap_or(TERMINATED),
        }
    }

    /// Goes to the first match at or after a document; stays where it is if it is there already.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        match self {
            Self::Word(cursor) => cursor.seek(target),
            Self::Phrase(cursor) => cursor.seek(target),
            Self::All(cursor) => cursor.seek(target),
            Self::Other(_, cursor) => cursor.seek(target),
            Self::Any(cursors) => {
                cursors.iter_mut().map(|it| it.seek(target)).min().unwrap_or(TERMINATED)
            }
        }
    }

    /// What the match is worth where it stands.
    pub(super) fn contribution(&self) -> Contribution {
        match self {
            Self::Word(cursor) => cursor.contribution(),
            Self::Phrase(cursor) => cursor.contribution(),
            Self::All(cursor) => Contribution::all(cursor.cursors.iter().map(Self::contribution)),
            Self::Other(factor, cursor) => cursor.contribution().of_other(*factor),
            Self::Any(cursors) => {
                let doc = self.doc();
                let here = cursors.iter().filter(|cursor| cursor.doc() == doc);
                Contribution::best(here.map(Self::contribution))
            }
        }
    }
}

/// All cursors on the same document.
pub(super) struct AllCursor<'a> {
    cursors: Vec<Cursor<'a>>,
    doc: DocId,
}

impl<'a> AllCursor<'a> {
    pub(super) fn new(cursors: Vec<Cursor<'a>>) -> Self {
        let mut this = Self { cursors, doc: 0 };
        this.seek(0);
        this
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut candidate = target;
        'candidates: loop {
            for cursor in &mut self.cursors {
                let doc = cursor.seek(candidate);
                if doc > candidate {
                    candidate = doc;
                    if doc == TERMINATED {
                        break 'candidates;
                    }
                    continue 'candidates;
                }
            }
            break;
        }
        self.doc = if self.cursors.is_empty() { TERMINATED } else { candidate };
        self.doc
    }
}

/// The documents that hold one of a word's terms.
pub(super) struct WordCursor<'a> {
    lists: Vec<WordList>,
    gathered: Option<Gathered>,
    segment: &'a Segment,
    idf: f64,
    doc: DocId,
}

struct WordList {
    postings: SegmentPostings,
    field: usize,
    weight: f64,
}

/// Matches of very many lists, put together.
struct Gathered {
    docs: Vec<DocId>,
    counts: Vec<(f64, u8)>,
    at: usize,
}

impl<'a> WordCursor<'a> {
    fn new(
        word: &Word,
        segment: &'a Segment,
        ordinal: usize,
        documents: u64,
    ) -> tantivy::Result<Self> {
        let places = &word.places[ordinal];
        let mut lists = Vec::with_capacity(places.len());
        for place in places {
            let index = &segment.indexes[place.field];
            let postings =
                index.read_postings_from_terminfo(&place.info, IndexRecordOption::WithFreqs)?;
            lists.push(WordList { postings, field: place.field, weight: place.weight });
        }
        let mut this =
            Self { lists, gathered: None, segment, idf: idf(word.frequency, documents), doc: 0 };
        if this.lists.len() > MOST_LISTS {
            this.gather();
        }
        this.settle();
        Ok(this)
    }

    fn settle(&mut self) -> DocId {
        self.doc = match &self.gathered {
            Some(gathered) => gathered.docs.get(gathered.at).copied().unwrap_or(TERMINATED),
            None => self.lists.iter().map(|list| list.postings.doc()).min().unwrap_or(TERMINATED),
        };
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if let Some(gathered) = &mut self.gathered {
            gathered.at += gathered.docs[gathered.at..].partition_point(|doc| *doc < target);
        }
        for list in &mut self.lists {
            seek(&mut list.postings, target);
        }
        self.settle()
    }

    /// Weighted count of occurrences, and the classes of text in which they are.
    fn count(&self) -> (f64, u8) {
        if let Some(gathered) = &self.gathered {
            return gathered.counts[gathered.at];
        }
        let mut count = (0.0, 0);
        for list in &self.lists {
            if list.postings.doc() == self.doc {
                list.add_to(&mut count, self.segment);
            }
        }
        count
    }

    fn contribution(&self) -> Contribution {
        let (count, fields) = self.count();
        Contribution { score: self.idf * saturate(count), fields, everywhere: fields }
    }

    fn gather(&mut self) {
        let mut counts = vec![(0.0, 0_u8); self.segment.reader.max_doc() as usize];
        for mut list in std::mem::take(&mut self.lists) {
            while list.postings.doc() != TERMINATED {
                list.add_to(&mut counts[list.postings.doc() as usize], self.segment);
                list.postings.advance();
            }
        }
        let matched = counts.into_iter().zip(0..).filter(|((_, fields), _)| *fields != 0);
        let (counts, docs) = matched.unzip();
        self.gathered = Some(Gathered { docs, counts, at: 0 });
    }
}

impl WordList {
    fn add_to(&self, (count, fields): &mut (f64, u8), segment: &Segment) {
        let occurrences = f64::from(self.postings.term_freq()) * self.weight;
        *count += weigh(occurrences, self.field, segment.norm(self.field, self.postings.doc()));
        *fields |= 1 << self.field;
    }
}

/// The documents that hold a phrase in one of the classes of text.
pub(super) struct PhraseCursor<'a> {
    fields: Vec<FieldPhrase>,
    segment: &'a Segment,
    idf: f64,
    doc: DocId,
}

impl<'a> PhraseCursor<'a> {
    fn new(
        phrase: &Phrase,
        segment: &'a Segment,
        ordinal: usize,
        documents: u64,
    ) -> tantivy::Result<Self> {
        let mut fields = Vec::new();
        for (field, slots) in &phrase.places[ordinal] {
            let index = &segment.indexes[*field];
            let mut lists = Vec::new();
            for infos in slots {
                let open = infos.iter().map(|info| {
                    index
                        .read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)
                });
                lists.push(Slot { lists: open.collect::<Result<_, _>>()? });
            }
            fields.push(FieldPhrase::new(*field, lists, phrase.slop));
        }
        let idf = phrase.frequencies.iter().map(|frequency| idf(*frequency, documents)).sum();
        let mut this = Self { fields, segment, idf, doc: 0 };
        for field in &mut this.fields {
            field.seek(0);
        }
        this.settle();
        Ok(this)
    }

    fn settle(&mut self) -> DocId {
        self.doc = self.fields.iter().map(|field| field.doc).min().unwrap_or(TERMINATED);
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for field in self.fields.iter_mut().filter(|field| field.doc < target) {
            field.seek(target);
        }
        self.settle()
    }

    fn contribution(&self) -> Contribution {
        let (mut count, mut fields) = (0.0, 0);
        for field in self.fields.iter().filter(|field| field.doc == self.doc) {
            let norm = self.segment.norm(field.field, self.doc);
            count += weigh(f64::from(field.count), field.field, norm);
            fields |= 1 << field.field;
        }
        Contribution { score: self.idf * saturate(count), fields, everywhere: fields }
    }
}

/// A phrase in one class of text.
struct FieldPhrase {
    field: usize,
    slots: Vec<Slot>,
    /// The slots, that with the fewest documents first.
    rarest_first: Vec<usize>,
    /// Where each slot is in the document that is looked at.
    positions: Vec<Vec<u32>>,
    slop: u32,
    doc: DocId,
    /// How often the phrase is there.
    count: u32,
}

impl FieldPhrase {
    fn new(field: usize, slots: Vec<Slot>, slop: u32) -> Self {
        let mut rarest_first: Vec<usize> = (0..slots.len()).collect();
        rarest_first.sort_by_key(|place| slots[*place].documents());
        let positions = vec![Vec::new(); slots.len()];
        Self { field, slots, rarest_first, positions, slop, doc: 0, count: 0 }
    }

    fn seek(&mut self, target: DocId) {
        let mut candidate = target;
        loop {
            candidate = self.seek_all(candidate);
            if candidate == TERMINATED {
                break;
            }
            for (slot, positions) in self.slots.iter_mut().zip(&mut self.positions) {
                slot.read_positions(candidate, positions);
            }
            self.count = count_matches(&self.positions, self.slop);
            if self.count > 0 {
                break;
            }
            candidate += 1;
        }
        self.doc = candidate;
    }

    /// The first document at or after a target that all slots have.
    fn seek_all(&mut self, target: DocId) -> DocId {
        let Some((rarest, others)) = self.rarest_first.split_first() else { return TERMINATED };
        let mut candidate = self.slots[*rarest].seek(target);
        'candidates: while candidate != TERMINATED {
            for other in others {
                let doc = self.slots[*other].seek(candidate);
                if doc > candidate {
                    candidate = self.slots[*rarest].seek(doc);
                    continue 'candidates;
                }
            }
            break;
        }
        candidate
    }
}

/// One place of a phrase.
struct Slot {
    lists: Vec<SegmentPostings>,
}

impl Slot {
    /// About how many documents it has.
    fn documents(&self) -> u32 {
        self.lists.iter().map(SegmentPostings::size_hint).sum()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if let [list] = self.lists.as_mut_slice() {
            return seek(list, target);
        }
        self.lists.iter_mut().map(|list| seek(list, target)).min().unwrap_or(TERMINATED)
    }

    fn read_positions(&mut self, doc: DocId, positions: &mut Vec<u32>) {
        positions.clear();
        for list in self.lists.iter_mut().filter(|list| list.doc() == doc) {
            list.append_positions_with_offset(0, positions);
        }
        if self.lists.len() > 1 {
            positions.sort_unstable();
            positions.dedup();
        }
    }
}

/// Goes to the first document at or after a target.
fn seek(list: &mut SegmentPostings, target: DocId) -> DocId {
    match list.doc() {
        doc if doc >= target => doc,
        // The usual step; seeking would look through the block.
        doc if doc + 1 == target => list.advance(),
        _ => list.seek(target),
    }
}

/// Whether classes of text are more than context.
#[inline]
pub(super) fn is_own(fields: u8) -> bool {
    fields & !Field::Context.bit() != 0
}
