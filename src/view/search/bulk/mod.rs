//! An index built anew, a whole segment at a time.
//!
//! Tantivy's own writer looks every word of every text up in one large table and appends to a list
//! of its own for each; half of the time of a large load went there. Here each distinct word is
//! folded, stemmed and numbered once (`words.rs`), texts are kept as numbers and sorted by counting
//! (`gathered.rs`), and tantivy's serialisers write the files (`segment.rs`). The files are those
//! that its own writer would have written, byte by byte; a test holds them to that.
//!
//! Not here: what brings an index from one revision to the next, which is tantivy's own writer
//! (`index.rs`), and which fields there are (`schema.rs`).

mod gathered;
mod segment;
mod words;

use std::{
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

use tantivy::{Index, SegmentMeta};

use super::{document::SearchDocument, schema::IndexSchema};
use segment::SegmentBuilder;

/// With fewer documents than this for each, further threads are not worth the further segments:
/// every segment costs each query a little. On two cores, with the rows being written beside, two
/// threads for 105,000 passages took 15 % more processor time and were no sooner done.
const WORTH_A_THREAD: usize = 150_000;

/// A segment is closed when its texts have so many words: 200,000 passages of 85 words with what
/// they belong to. Its words then take about 200 MB while it is written. A million passages make
/// fewer segments than the eight that tantivy would merge at once, for longer than all else takes.
const MOST_WORDS: usize = 24_000_000;

/// For how many words there is room for each document that is expected; room that is not needed
/// costs nothing.
const USUAL_WORDS: usize = 120;

/// With more documents than this, they are made in a thread of their own.
const WORTH_MAKING_APART: usize = 10_000;

/// How many times [`TAKEN_AT_ONCE`] documents are made ahead.
const AHEAD: usize = 4;

/// How many documents a thread takes at once.
const TAKEN_AT_ONCE: usize = 200;

/// Writes the segments of all documents; they are not part of the index until they are added to it.
/// With one thread, the same documents give the same files.
pub(super) fn write_segments<'record, D>(
    index: &Index,
    schema: &IndexSchema,
    documents: D,
) -> tantivy::Result<Vec<SegmentMeta>>
where
    D: Iterator<Item = SearchDocument<'record>> + Send,
{
    let expected = documents.size_hint().1.unwrap_or(0);
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8);
    let threads = (expected / WORTH_A_THREAD).clamp(1, cores);
    let room = MOST_WORDS.min(expected / threads * USUAL_WORDS);
    let documents = Mutex::new(documents);
    if threads == 1 && expected > WORTH_MAKING_APART {
        return thread::scope(|scope| {
            let (send, receive) = mpsc::sync_channel(AHEAD);
            scope.spawn(move || {
                while let Some(some) = take_some(&documents) {
                    // Whoever no longer takes documents has failed and says so.
                    if send.send(some).is_err() {
                        return;
                    }
                }
            });
            write_some(index, schema, receive.into_iter().flatten(), room)
        });
    }
    let take = || take_some(&documents);
    thread::scope(|scope| {
        let work = || write_some(index, schema, std::iter::from_fn(take).flatten(), room);
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut segments = Vec::new();
        for thread in threads {
            let written = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            segments.extend(written?);
        }
        Ok(segments)
    })
}

/// The next documents, in order; none when there are no more.
fn take_some<D: Iterator>(documents: &Mutex<D>) -> Option<Vec<D::Item>> {
    let mut documents = documents.lock().unwrap_or_else(PoisonError::into_inner);
    let some: Vec<_> = documents.by_ref().take(TAKEN_AT_ONCE).collect();
    (!some.is_empty()).then_some(some)
}

/// Writes segments of the documents that come, one after the other; `room` is how many words are
/// expected.
fn write_some<'record>(
    index: &Index,
    schema: &IndexSchema,
    documents: impl Iterator<Item = SearchDocument<'record>>,
    room: usize,
) -> tantivy::Result<Vec<SegmentMeta>> {
    let mut segments = Vec::new();
    let mut open: Option<SegmentBuilder<'_>> = None;
    for document in documents {
        let builder = open.get_or_insert_with(|| SegmentBuilder::new(index, schema, room));
        builder.add(&document);
        if builder.words() >= MOST_WORDS
            && let Some(full) = open.take()
        {
            segments.push(full.write()?);
        }
    }
    segments.extend(open.map(SegmentBuilder::write).transpose()?);
    Ok(segments)
}

#[cfg(test)]
mod tests;
