//! What is asked of nearly every match of a segment, unpacked: the kinds of its documents, how they
//! are spread over what is counted, and the keys by which hits are called. A segment never changes, so all are kept for later snapshots.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use tantivy::{
    DocId, SegmentReader,
    columnar::{Column, StrColumn},
    index::SegmentId,
};

use super::{
    request::Dimension,
    searcher::{Columns, list_values},
    spread::Spread,
    sweep::Mask,
};

/// What is unpacked of a segment.
pub(super) struct Unpacked {
    pub(super) kinds: Kinds,
    keys: OnceLock<Keys>,
    spread: OnceLock<Spread>,
    /// The values of partnerships, publishers and themes.
    values: [OnceLock<Vec<String>>; 3],
}

impl Unpacked {
    fn new(reader: &SegmentReader, kinds: &Column<u64>) -> Self {
        Self {
            kinds: Kinds::read(reader.max_doc(), kinds),
            keys: OnceLock::new(),
            spread: OnceLock::new(),
            values: Default::default(),
        }
    }

    /// The values of a dimension that has texts, by their ordinals; none of any other.
    pub(super) fn values(
        &self,
        dimension: Dimension,
        columns: &Columns,
    ) -> tantivy::Result<&[String]> {
        let (place, column) = match dimension {
            Dimension::Partnerships => (0, &columns.partnership),
            Dimension::Publishers => (1, &columns.publisher),
            Dimension::Themes => (2, &columns.theme),
            _ => return Ok(&[]),
        };
        let Some(column) = column else { return Ok(&[]) };
        if let Some(values) = self.values[place].get() {
            return Ok(values);
        }
        let values = list_values(column)?;
        Ok(self.values[place].get_or_init(|| values))
    }

    /// How the documents are spread over what is counted; read when it is first needed.
    pub(super) fn spread(&self, columns: &Columns) -> &Spread {
        self.spread.get_or_init(|| Spread::read(self.kinds.documents(), columns))
    }

    /// The key of an ordinal of the column of keys; all are read when one is first needed, because
    /// each alone is found by unpacking a block of them.
    pub(super) fn key(&self, column: &StrColumn, ordinal: u64) -> tantivy::Result<&str> {
        let keys = if let Some(keys) = self.keys.get() {
            keys
        } else {
            let keys = Keys::read(column)?;
            self.keys.get_or_init(|| keys)
        };
        Ok(keys.get(ordinal))
    }
}

/// The kind of each document of a segment, by its place in the vocabulary.
pub(super) struct Kinds {
    of: Box<[u8]>,
    /// Of each kind that there is, one bit for each document.
    members: Vec<(u8, Box<[u64]>)>,
}

impl Kinds {
    fn read(documents: u32, column: &Column<u64>) -> Self {
        let kind = |doc| column.first(doc).and_then(|kind| u8::try_from(kind).ok());
        let of: Box<[u8]> = (0..documents).map(|doc| kind(doc).unwrap_or(u8::MAX)).collect();
        let mut members: Vec<(u8, Box<[u64]>)> = Vec::new();
        for (doc, kind) in of.iter().enumerate() {
            let place = members.iter().position(|(known, _)| known == kind).unwrap_or_else(|| {
                members.push((*kind, vec![0; of.len().div_ceil(64)].into()));
                members.len() - 1
            });
            members[place].1[doc / 64] |= 1 << (doc % 64);
        }
        Self { of, members }
    }

    fn documents(&self) -> u32 {
        u32::try_from(self.of.len()).unwrap_or(u32::MAX)
    }

    /// The kind of a document.
    #[inline]
    pub(super) fn of(&self, doc: DocId) -> u8 {
        self.of[doc as usize]
    }

    /// Keeps in the mask of the stretch that begins at a document those of the allowed kinds, one
    /// bit each.
    pub(super) fn keep(&self, allowed: u64, begin: DocId, wanted: &mut Mask) {
        let mut kept = Mask::default();
        for (_, members) in self.members.iter().filter(|(kind, _)| allowed >> (kind & 63) & 1 != 0)
        {
            let members = members.get(begin as usize / 64..).unwrap_or_default();
            kept.iter_mut().zip(members).for_each(|(kept, members)| *kept |= members);
        }
        wanted.iter_mut().zip(kept).for_each(|(wanted, kept)| *wanted &= kept);
    }
}

/// Texts one after the other.
struct Keys {
    text: Box<str>,
    /// Where each ends.
    ends: Box<[u32]>,
}

impl Keys {
    fn read(column: &StrColumn) -> tantivy::Result<Self> {
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(column.num_terms()));
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            text.push_str(&String::from_utf8_lossy(stream.key()));
            let end = u32::try_from(text.len());
            ends.push(end.map_err(|_| {
                tantivy::TantivyError::InternalError("a segment has 4 GB of keys".to_owned())
            })?);
        }
        Ok(Self { text: text.into(), ends: ends.into() })
    }

    fn get(&self, ordinal: u64) -> &str {
        let at = usize::try_from(ordinal).unwrap_or(usize::MAX);
        let end = |at: usize| self.ends.get(at).map_or(self.text.len(), |end| *end as usize);
        let begin = at.checked_sub(1).map_or(0, end);
        self.text.get(begin..end(at)).unwrap_or_default()
    }
}

/// What is unpacked of the segments of the newest snapshot.
#[derive(Default)]
pub(super) struct KnownSegments(Mutex<HashMap<SegmentId, Arc<Unpacked>>>);

impl KnownSegments {
    /// What is unpacked of a segment, now or before.
    pub(super) fn unpack(&self, reader: &SegmentReader, kinds: &Column<u64>) -> Arc<Unpacked> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = known.entry(reader.segment_id());
        entry.or_insert_with(|| Arc::new(Unpacked::new(reader, kinds))).clone()
    }

    /// Forgets the segments that are none of these.
    pub(super) fn keep(&self, readers: &[SegmentReader]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|id, _| readers.iter().any(|reader| reader.segment_id() == *id));
    }
}
