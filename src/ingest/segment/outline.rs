//! The order of a document's headings and passages, recovered from its stored text: whatever
//! stands between two passages is a heading or the marker of the next one. So recognisers that
//! need headings (numbered priorities across pages) work on stored documents, without the file.

use super::byte_of;
use crate::model::Passage;

/// A heading or a passage, with its place in the document's text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node<'document> {
    /// Its text.
    pub text: &'document str,
    /// The passage; `None` where it is a heading.
    pub passage: Option<&'document Passage>,
    /// The list marker before a passage, such as `3.` or `•`.
    pub marker: Option<&'document str>,
    /// How many headings stand above a heading (the title has 0), or above a passage.
    pub depth: usize,
    /// The place of the heading above it: the last one before it, of a heading one that is less deep.
    pub above: Option<usize>,
    /// First character in the document's text (Unicode scalar values, from 0).
    pub start: usize,
    /// One past its last character.
    pub end: usize,
}

impl Node<'_> {
    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        self.passage.is_none()
    }
}

/// The headings and passages of a document in their order.
pub fn outline<'document>(
    text: &'document str,
    passages: &[&'document Passage],
) -> Vec<Node<'document>> {
    let mut nodes: Vec<Node<'document>> = Vec::with_capacity(passages.len() * 5 / 4);
    let mut rest = Rest { text, characters: 0 };
    for &passage in passages {
        let (start, end) = (place(passage.start), place(passage.end));
        let begins = rest.characters;
        let gap = rest.take(start.saturating_sub(begins));
        let marker = push_headings(&mut nodes, gap, begins, &passage.headings, false);
        nodes.push(Node {
            text: &passage.text,
            passage: Some(passage),
            marker,
            depth: passage.headings.len(),
            above: None,
            start,
            end,
        });
        rest.take(end.saturating_sub(rest.characters));
    }
    let begins = rest.characters;
    push_headings(&mut nodes, rest.text, begins, &[], true);
    find_headings_above(&mut nodes);
    nodes
}

fn find_headings_above(nodes: &mut [Node<'_>]) {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (place, node) in nodes.iter_mut().enumerate() {
        if node.is_heading() {
            open.retain(|(depth, _)| *depth < node.depth);
        }
        node.above = open.last().map(|(_, above)| *above);
        if node.is_heading() {
            open.push((node.depth, place));
        }
    }
}

/// Pushes the headings of a gap; what stands on the line of the passage itself is its marker.
fn push_headings<'document>(
    nodes: &mut Vec<Node<'document>>,
    gap: &'document str,
    begins: usize,
    path: &[String],
    is_last: bool,
) -> Option<&'document str> {
    if gap.len() <= 2 && gap.trim().is_empty() {
        return None;
    }
    let mut at = begins;
    let mut marker = None;
    let from = nodes.len();
    let beside = nodes.iter().rev().find(|node| node.is_heading()).map_or(0, |node| node.depth);
    for line in gap.split_inclusive('\n') {
        let trimmed = line.trim();
        if !line.ends_with('\n') && !trimmed.is_empty() && !is_last {
            marker = Some(trimmed);
        } else if !trimmed.is_empty() {
            let lead = line.chars().take_while(|sign| sign.is_whitespace()).count();
            let start = at + lead;
            let end = start + trimmed.chars().count();
            let depth = path.iter().position(|above| above == trimmed).unwrap_or(usize::MAX);
            let above = None;
            nodes.push(Node {
                text: trimmed,
                passage: None,
                marker: None,
                depth,
                above,
                start,
                end,
            });
        }
        at += line.chars().count();
    }
    // Below the last passage there is no path to ask: headings stand beside the last one.
    settle_depths(&mut nodes[from..], if is_last { beside + 1 } else { path.len() });
    marker
}

/// A heading without a passage below it is in no path: it stands beside the heading after it.
fn settle_depths(headings: &mut [Node<'_>], deepest: usize) {
    let mut after = deepest.saturating_sub(1);
    for heading in headings.iter_mut().rev() {
        if heading.depth == usize::MAX {
            heading.depth = after;
        }
        after = heading.depth;
    }
}

fn place(offset: i64) -> usize {
    usize::try_from(offset).unwrap_or(0)
}

/// What of the text is not read yet.
struct Rest<'text> {
    text: &'text str,
    characters: usize,
}

impl<'text> Rest<'text> {
    /// The next so many characters.
    fn take(&mut self, characters: usize) -> &'text str {
        let byte = byte_of(self.text, characters);
        let (taken, rest) = self.text.split_at(byte);
        self.text = rest;
        self.characters += characters;
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{read, segment::segment};

    fn told(text: &str) -> Vec<String> {
        let read = read::read(text.as_bytes(), None).unwrap();
        let passages = segment(&read, &"plan".into());
        let passages: Vec<&Passage> = passages.iter().collect();
        outline(&read.text, &passages)
            .iter()
            .map(|node| {
                let cut: String =
                    read.text.chars().skip(node.start).take(node.end - node.start).collect();
                assert_eq!(cut, node.text);
                let sign = if node.is_heading() { "#" } else { node.marker.unwrap_or("p") };
                format!("{}{sign} {}", node.depth, node.text)
            })
            .collect()
    }

    #[test]
    fn headings_and_markers_are_recovered_from_the_text() {
        let told =
            told("# Plan – café\n\nIntro.\n\n## Aims\n\n1. one\n2. two\n\n## Enablers\n\nTwo.\n");
        assert_eq!(
            told,
            [
                "0# Plan – café",
                "1p Intro.",
                "1# Aims",
                "21. one",
                "22. two",
                "1# Enablers",
                "2p Two."
            ]
        );
    }

    #[test]
    fn headings_without_a_passage_stand_beside_those_after_them() {
        let told = told("# Plan\n\n## Priorities\n\n### One\n\n### Two\n\nText.\n\n### Three\n");
        assert_eq!(told, ["0# Plan", "1# Priorities", "2# One", "2# Two", "3p Text.", "2# Three"]);
    }
}
