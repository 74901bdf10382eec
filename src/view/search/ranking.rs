//! Chooses the hits of a window among all matches of a segment, and puts segments together.
//!
//! Hits have one total order: by the value sorted by, then by kind and slug. Inside a segment
//! keys and titles are compared by their ordinals in the segment's columns, which have the same
//! order as their texts.

use std::{cmp::Ordering, collections::BinaryHeap};

use tantivy::{DocId, columnar::StrColumn};

use super::{
    request::{SearchSort, SortKey, SortValue, Window},
    schema::{decode_key, decode_title, encode_key, encode_title},
    searcher::{Segment, text_at},
};

/// A match with all that its order depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// The value sorted by; smaller comes first.
    pub rank: u64,
    /// Twice the ordinal of the key, plus one: keys that are not in the segment have even places.
    pub place: u64,
    pub doc: DocId,
    pub score: f64,
    /// Classes of text that matched.
    pub fields: u8,
}

impl Candidate {
    fn order(&self) -> (u64, u64) {
        (self.rank, self.place)
    }
}

/// The matches of one segment that are in the window, as far as this segment can tell.
pub(super) struct SegmentWindow<'a> {
    segment: &'a Segment,
    sort: SearchSort,
    /// How many hits are wanted.
    count: usize,
    /// Whether the window is the last hits before its bound.
    last: bool,
    bound: Option<(u64, u64)>,
    heap: BinaryHeap<Worst>,
    /// Matches in all.
    pub total: u64,
    /// Matches on the near side of the bound, which are not in the window.
    pub outside: u64,
}

/// A candidate that sorts by how soon it is dropped.
struct Worst(Candidate, bool);

impl PartialEq for Worst {
    fn eq(&self, other: &Self) -> bool {
        self.0.order() == other.0.order()
    }
}
impl Eq for Worst {}
impl PartialOrd for Worst {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Worst {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = self.0.order().cmp(&other.0.order());
        if self.1 { order.reverse() } else { order }
    }
}

impl<'a> SegmentWindow<'a> {
    pub(super) fn new(
        window: &Window,
        sort: SearchSort,
        segment: &'a Segment,
    ) -> tantivy::Result<Self> {
        let (count, last, bound) = match window {
            Window::First { count, after } => (*count, false, after),
            Window::Last { count, before } => (*count, true, before),
        };
        let bound = bound.as_ref().map(|key| find_bound(key, sort, segment)).transpose()?;
        Ok(Self {
            segment,
            sort,
            count,
            last,
            bound,
            heap: BinaryHeap::new(),
            total: 0,
            outside: 0,
        })
    }

    /// The score below which a match cannot come into the window any more.
    pub(super) fn least(&self) -> Option<f64> {
        let by_score = self.sort == SearchSort::Relevance && !self.last && self.bound.is_none();
        let worst = self.heap.peek().filter(|_| by_score && self.heap.len() >= self.count);
        worst.map(|worst| worst.0.score)
    }

    /// Takes a match into account.
    pub(super) fn offer(&mut self, doc: DocId, score: f64, fields: u8) {
        self.total += 1;
        let columns = &self.segment.columns;
        let rank = match self.sort {
            SearchSort::Relevance => rank_of_score(score),
            SearchSort::Newest => rank_of_day(
                columns.first_day.as_ref().and_then(|days| days.first(doc)).unwrap_or(0),
            ),
            SearchSort::Name => place_of(&columns.title, doc),
        };
        let full = self.heap.len() >= self.count;
        if self.bound.is_none()
            && full
            && self.heap.peek().is_none_or(|worst| !self.can_beat(rank, worst))
        {
            return;
        }
        let place = place_of(&columns.key, doc);
        if self
            .bound
            .is_some_and(|bound| ((rank, place) <= bound) != self.last || (rank, place) == bound)
        {
            self.outside += 1;
            return;
        }
        let candidate = Worst(Candidate { rank, place, doc, score, fields }, self.last);
        if !full {
            self.heap.push(candidate);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    fn can_beat(&self, rank: u64, worst: &Worst) -> bool {
        if self.last { rank >= worst.0.rank } else { rank <= worst.0.rank }
    }

    /// The candidates, in order.
    pub(super) fn finish(self) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = self.heap.into_iter().map(|worst| worst.0).collect();
        candidates.sort_by_key(Candidate::order);
        candidates
    }
}

fn rank_of_score(score: f64) -> u64 {
    // Scores are not negative; the bits of such numbers have their order.
    !score.max(0.0).to_bits()
}

fn rank_of_day(day: u64) -> u64 {
    u64::MAX - day
}

fn place_of(column: &StrColumn, doc: DocId) -> u64 {
    column.ords().first(doc).map_or(0, |ordinal| 2 * ordinal + 1)
}

/// Where a sort key stands in a segment, whether or not its hit is there.
fn find_bound(key: &SortKey, sort: SearchSort, segment: &Segment) -> tantivy::Result<(u64, u64)> {
    let rank = match (&key.value, sort) {
        (SortValue::Score(bits), SearchSort::Relevance) => rank_of_score(f64::from_bits(*bits)),
        (SortValue::Day(day), SearchSort::Newest) => rank_of_day(*day),
        (SortValue::Title(title), SearchSort::Name) => {
            find_place(&segment.columns.title, &encode_title(title))?
        }
        // A cursor of another order: begin at its key in this one's best place.
        _ => 0,
    };
    let encoded = key.key.parse().map(|key| encode_key(&key)).unwrap_or_default();
    Ok((rank, find_place(&segment.columns.key, &encoded)?))
}

fn find_place(column: &StrColumn, text: &str) -> tantivy::Result<u64> {
    Ok(match column.dictionary().term_ord(text)? {
        Some(ordinal) => 2 * ordinal + 1,
        None => 2 * next_ordinal(column, text)?,
    })
}

fn next_ordinal(column: &StrColumn, text: &str) -> tantivy::Result<u64> {
    let mut range = column.dictionary().range().ge(text.as_bytes()).into_stream()?;
    Ok(if range.advance() { range.term_ord() } else { column.num_terms() as u64 })
}

/// A hit with its texts resolved.
pub(super) struct Ranked {
    pub candidate: Candidate,
    pub key: String,
    pub value: SortValue,
}

/// Puts the candidates of all segments together and keeps those of the window.
pub(super) fn merge(
    segments: &[Segment],
    parts: Vec<Vec<Candidate>>,
    window: &Window,
    sort: SearchSort,
) -> tantivy::Result<Vec<Ranked>> {
    let (count, last) = match window {
        Window::First { count, .. } => (*count, false),
        Window::Last { count, .. } => (*count, true),
    };
    let mut all: Vec<(usize, Candidate)> = parts
        .into_iter()
        .enumerate()
        .flat_map(|(at, part)| part.into_iter().map(move |it| (at, it)))
        .collect();
    // Ranks by title are ordinals of one segment; the others can be compared across segments.
    if sort != SearchSort::Name && all.len() > count && count > 0 {
        all.sort_by_key(|(_, candidate)| candidate.rank);
        let edge = all[if last { all.len() - count } else { count - 1 }].1.rank;
        all.retain(|(_, it)| if last { it.rank >= edge } else { it.rank <= edge });
    }
    let resolve = |(segment, candidate)| resolve(&segments[segment], candidate, sort);
    let mut ranked = all.into_iter().map(resolve).collect::<tantivy::Result<Vec<_>>>()?;
    ranked.sort_by(|one, other| one.compare(other, sort));
    if last {
        ranked.drain(..ranked.len().saturating_sub(count));
    } else {
        ranked.truncate(count);
    }
    Ok(ranked)
}

fn resolve(segment: &Segment, candidate: Candidate, sort: SearchSort) -> tantivy::Result<Ranked> {
    let key = segment.key(candidate.place / 2)?.to_owned();
    let value = match sort {
        SearchSort::Relevance => SortValue::Score(candidate.score.to_bits()),
        SearchSort::Newest => SortValue::Day(u64::MAX - candidate.rank),
        SearchSort::Name => SortValue::Title(text_at(&segment.columns.title, candidate.rank / 2)?),
    };
    Ok(Ranked { candidate, key, value })
}

impl Ranked {
    fn compare(&self, other: &Self, sort: SearchSort) -> Ordering {
        let by_value = match (&self.value, &other.value, sort) {
            (SortValue::Title(one), SortValue::Title(other), _) => one.cmp(other),
            _ => self.candidate.rank.cmp(&other.candidate.rank),
        };
        by_value.then_with(|| self.key.cmp(&other.key))
    }

    /// The place of this hit, for a cursor.
    pub(super) fn sort_key(&self, statistics: &[u64]) -> SortKey {
        let value = match &self.value {
            SortValue::Title(coded) => SortValue::Title(decode_title(coded).to_owned()),
            other => other.clone(),
        };
        let statistics = if matches!(value, SortValue::Score(_)) { statistics } else { &[] };
        let key = decode_key(&self.key).map(|key| key.to_string()).unwrap_or_default();
        SortKey { value, key, statistics: statistics.to_vec() }
    }
}
