//! Blocks to passages: each paragraph, list item, table row and quotation becomes a passage under
//! the headings above it. What a block is was decided in `read`; what a passage is about is told
//! in `recognise`. Passages that say nothing of their own are told by `marks`.

mod frames;
mod marks;
mod outline;

use std::sync::Arc;

pub use self::{
    marks::{BlockMark, find_mark},
    outline::{Node, outline},
};

use super::read::{BlockKind, ReadDocument};
use crate::model::{Passage, PassageKind, Slug};

/// The headings above a passage, while walking through a document.
#[derive(Debug, Default)]
struct HeadingPath(Vec<(u8, String)>);

impl HeadingPath {
    /// A heading closes those of its own level and below.
    fn enter(&mut self, level: u8, text: String) {
        self.0.retain(|(above, _)| *above < level);
        self.0.push((level, text));
    }

    fn texts(&self) -> Vec<String> {
        self.0.iter().map(|(_, text)| text.clone()).collect()
    }
}

/// Cuts a document into passages, in reading order. The text of each is exactly the characters
/// `start..end` of `read.text`.
pub fn segment(read: &ReadDocument, document: &Slug) -> Vec<Passage> {
    let offsets = ByteOffsets::of(&read.text);
    let mut path = HeadingPath::default();
    let mut passages: Vec<Passage> = Vec::new();
    for block in &read.blocks {
        let text = offsets.slice(&read.text, block.start, block.end).to_owned();
        let Some(kind) = passage_kind(block.kind) else {
            if let BlockKind::Heading(level) = block.kind {
                path.enter(level, text);
            }
            continue;
        };
        let position = number(passages.len() + 1);
        passages.push(Passage {
            slug: Arc::from(format!("{document}.{position}")),
            document: document.clone(),
            position,
            kind,
            headings: path.texts(),
            page: block.page.map(i64::from),
            start: number(block.start),
            end: number(block.end),
            text,
        });
    }
    marks::mark(&mut passages);
    marks::mark_pages(&mut passages, &|start, end| offsets.slice(&read.text, start, end));
    passages
}

/// The innermost heading that says what a passage is about. Neither the title does, nor a heading
/// that only tells what is done there (“What we will do”, “Next steps”): then the one above it counts.
pub fn heading_in_force<'passage>(
    passage: &'passage Passage,
    title: Option<&str>,
) -> Option<&'passage str> {
    let telling = |heading: &&String| title != Some(heading.as_str()) && !frames::is_frame(heading);
    passage.headings.iter().rev().find(telling).map(String::as_str)
}

fn passage_kind(kind: BlockKind) -> Option<PassageKind> {
    match kind {
        BlockKind::Heading(_) => None,
        BlockKind::Paragraph => Some(PassageKind::Paragraph),
        BlockKind::ListItem => Some(PassageKind::ListItem),
        BlockKind::TableRow => Some(PassageKind::TableRow),
        BlockKind::Quotation => Some(PassageKind::Quotation),
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Where every so many characters of a text begin, so that cutting by characters does not count from
/// the start of the text each time.
struct ByteOffsets(Vec<usize>);

impl ByteOffsets {
    /// Characters from one known place to the next.
    const STEP: usize = 64;

    fn of(text: &str) -> Self {
        let mut places = vec![0];
        let mut rest = text;
        while !rest.is_empty() {
            rest = &rest[byte_of(rest, Self::STEP)..];
            places.push(text.len() - rest.len());
        }
        Self(places)
    }

    fn slice<'text>(&self, text: &'text str, start: usize, end: usize) -> &'text str {
        text.get(self.byte(text, start)..self.byte(text, end)).unwrap_or_default()
    }

    fn byte(&self, text: &str, character: usize) -> usize {
        let place = self.0.get(character / Self::STEP).copied().unwrap_or(text.len());
        place + byte_of(&text[place..], character % Self::STEP)
    }
}

/// Where a character of a text begins; its end where it has fewer.
fn byte_of(text: &str, character: usize) -> usize {
    let bytes = text.as_bytes();
    if bytes.get(..character).is_some_and(<[u8]>::is_ascii) {
        return character;
    }
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::read;

    #[test]
    fn headings_above_a_passage_are_its_path() {
        let text = "# Plan\n\nIntro.\n\n## Aims\n\n### First\n\n- one\n\n## Enablers\n\nTwo.\n";
        let passages = segment(&read::read(text.as_bytes(), None).unwrap(), &"plan".into());
        let paths: Vec<String> =
            passages.iter().map(|passage| passage.headings.join(" > ")).collect();
        assert_eq!(paths, ["Plan", "Plan > Aims > First", "Plan > Enablers"]);
        assert_eq!(passages[1].slug.as_ref(), "plan.2");
        assert_eq!(passages[1].kind, PassageKind::ListItem);
    }

    #[test]
    fn the_title_is_no_heading_in_force() {
        let text = "# Plan\n\nIntro.\n\n## Carers\n\nOne.\n\n### What we will do\n\nTwo.\n";
        let passages = segment(&read::read(text.as_bytes(), None).unwrap(), &"plan".into());
        assert_eq!(heading_in_force(&passages[0], Some("Plan")), None);
        assert_eq!(heading_in_force(&passages[1], Some("Plan")), Some("Carers"));
        assert_eq!(heading_in_force(&passages[2], Some("Plan")), Some("Carers"));
    }
}
