//! Labelled blocks of text: how well contents pages and lists of references are told from
//! everything else. Each block is read, cut and marked like a document of its own. What the signs
//! are is told in `segment::marks`.

use serde::Deserialize;

use super::score::Score;
use crate::{
    ingest::{
        read::{Format, Limits, read_as},
        segment::{BlockMark, segment},
    },
    model::{Passage, PassageKind, Slug},
};

/// A block and what it is.
#[derive(Debug, Clone, Deserialize)]
pub struct LabelledBlock {
    /// Its text.
    pub content: String,
    /// 1 where it is what is looked for.
    pub label: u8,
    /// Whether the annotator could not tell: such blocks are left out.
    #[serde(default)]
    pub ambiguous: bool,
}

/// Reads blocks, one JSON object a line.
///
/// # Errors
/// The line that is no such object, and why.
pub fn read_blocks(lines: &str) -> Result<Vec<LabelledBlock>, String> {
    (1..)
        .zip(lines.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|reason| format!("line {number}: {reason}"))
        })
        .collect()
}

/// Counts the blocks found, expected and right. A block is found where passages of this kind have
/// half of its words or more.
pub fn evaluate_blocks(blocks: &[LabelledBlock], mark: BlockMark) -> Score {
    let mut score = Score::default();
    for block in blocks.iter().filter(|block| !block.ambiguous) {
        let is = block.label == 1;
        let found = is_marked(&block.content, mark);
        score.add(Score {
            found: usize::from(found),
            expected: usize::from(is),
            right: usize::from(is && found),
        });
    }
    score
}

fn is_marked(content: &str, mark: BlockMark) -> bool {
    let wanted = match mark {
        BlockMark::Contents => PassageKind::Contents,
        BlockMark::References => PassageKind::Reference,
    };
    let slug: Slug = "block".into();
    let Ok(read) = read_as(content.as_bytes(), Format::Plain, Limits::default()) else {
        return false;
    };
    let passages = segment(&read, &slug);
    let words = |passage: &Passage| passage.text.split_whitespace().count();
    let all: usize = passages.iter().map(words).sum();
    let marked: usize = passages.iter().filter(|passage| passage.kind == wanted).map(words).sum();
    marked > 0 && marked * 2 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_counts_where_half_of_it_is_marked_and_doubt_is_left_out() {
        let lines = concat!(
            r#"{"content": "Contents\n1 Foreword 3\n2 Our area 5\n3 Our aims 9\n4 Money 14\n5 Next steps 20", "label": 1}"#,
            "\n",
            r#"{"content": "We will open five clinics by 2027.", "label": 0, "ambiguous": false}"#,
            "\n\n",
            r#"{"content": "Contents", "label": 1, "ambiguous": true}"#,
        );
        let blocks = read_blocks(lines).unwrap();
        let score = evaluate_blocks(&blocks, BlockMark::Contents);
        assert_eq!(score, Score { found: 1, expected: 1, right: 1 });
        assert!(read_blocks("{}").unwrap_err().starts_with("line 1"));
    }
}
