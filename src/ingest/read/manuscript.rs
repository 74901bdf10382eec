//! The text under construction: readers push blocks, the manuscript cleans them, joins them and
//! keeps count of characters. What a format's blocks are is told by its own reader.

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BlockKind {
    /// A heading; 1 is the document's title, 6 the lowest.
    Heading(u8),
    /// A paragraph, also a caption, a byline or a line of a link.
    Paragraph,
    /// An item of a list, without its marker.
    ListItem,
    /// A row of a table, cells joined by “ | ”.
    TableRow,
    /// A quotation set apart.
    Quotation,
}

/// A stretch of the stored text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// First character (Unicode scalar values, from 0).
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// The page on which it begins, from 1, where the format has pages.
    pub page: Option<u32>,
    /// A list item's marker, such as `•` or `3.`; it stands before `start` in the stored text.
    pub marker: Option<String>,
    /// How deep a list item stands: 1 in an outermost list, 2 in a list inside an item; 0 for
    /// what is no item.
    pub depth: u8,
}

/// A text under construction.
#[derive(Debug, Default)]
pub struct Manuscript {
    /// The text so far.
    pub text: String,
    /// Its blocks so far.
    pub blocks: Vec<Block>,
    /// The title that the document gives itself.
    pub title: Option<String>,
    /// Number of pages, where the format has pages.
    pub pages: Option<u32>,
    /// Pages (from 1) that could not be read.
    pub unread_pages: Vec<u32>,
    /// Characters (not bytes) so far.
    length: usize,
    most_blocks: usize,
    /// The page on which the next block begins.
    page: Option<u32>,
    /// How many lists are open.
    depth: u8,
    overfull: bool,
}

impl Manuscript {
    /// An empty manuscript that takes at most so many blocks.
    pub fn with_most_blocks(most_blocks: usize) -> Self {
        Self { most_blocks, ..Self::default() }
    }

    /// How many blocks it takes, where more were pushed.
    pub fn overfull(&self) -> Option<usize> {
        self.overfull.then_some(self.most_blocks)
    }

    /// Blocks pushed from now on begin on this page (from 1).
    pub fn turn_to(&mut self, page: u32) {
        self.page = Some(page);
        self.pages = self.pages.max(Some(page));
    }

    /// Items pushed from now on stand in a list inside the present one.
    pub fn enter_list(&mut self) {
        self.depth = self.depth.saturating_add(1);
    }

    /// The innermost open list ends.
    pub fn leave_list(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Adds a block; nothing happens where nothing is left after cleaning.
    pub fn push(&mut self, kind: BlockKind, raw: &str) {
        self.push_marked(kind, None, raw);
    }

    /// Adds a list item with its marker.
    pub fn push_item(&mut self, marker: &str, raw: &str) {
        self.push_marked(BlockKind::ListItem, Some(marker), raw);
    }

    /// Adds a list item that stands so deep (1 in an outermost list).
    pub fn push_item_at(&mut self, depth: u8, marker: &str, raw: &str) {
        let outer = std::mem::replace(&mut self.depth, depth);
        self.push_item(marker, raw);
        self.depth = outer;
    }

    fn push_marked(&mut self, kind: BlockKind, marker: Option<&str>, raw: &str) {
        let clean = clean(raw);
        if clean.is_empty() {
            return;
        }
        if self.blocks.len() >= self.most_blocks {
            self.overfull = true;
            return;
        }
        self.append(self.separator(kind));
        if let Some(marker) = marker {
            self.append(marker);
            self.append(" ");
        }
        let start = self.length;
        self.append(&clean);
        let marker = marker.map(str::to_owned);
        let depth = if kind == BlockKind::ListItem { self.depth.max(1) } else { 0 };
        let end = self.length;
        self.blocks.push(Block { kind, start, end, page: self.page, marker, depth });
    }

    /// Items and rows stand on lines of their own, everything else is set off by an empty line.
    fn separator(&self, kind: BlockKind) -> &'static str {
        match self.blocks.last() {
            None => "",
            Some(last)
                if last.kind == kind
                    && matches!(kind, BlockKind::ListItem | BlockKind::TableRow) =>
            {
                "\n"
            }
            Some(_) => "\n\n",
        }
    }

    fn append(&mut self, text: &str) {
        self.text.push_str(text);
        self.length += text.chars().count();
    }
}

/// One line of clean text: white space of any kind becomes one space; control characters, soft
/// hyphens, zero-width and direction marks go (they hide words from search and can reorder what
/// a reader sees); typographic ligatures become letters; the rest is composed (NFC).
pub(super) fn clean(raw: &str) -> String {
    let mut clean = String::with_capacity(raw.len());
    let mut composed = true;
    let mut rest = raw;
    loop {
        let plain = rest.bytes().take_while(|byte| matches!(byte, b' '..=b'~')).count();
        push_plain(&mut clean, &rest[..plain]);
        let Some(character) = rest[plain..].chars().next() else { break };
        push_cleaned(&mut clean, character);
        composed &= is_composed(character);
        rest = &rest[plain + character.len_utf8()..];
    }
    clean.truncate(clean.trim_end().len());
    if composed || is_nfc(&clean) { clean } else { clean.nfc().collect() }
}

/// Adds a run of ASCII letters, signs and spaces, which most text is.
fn push_plain(clean: &mut String, run: &str) {
    if run.contains("  ") {
        run.chars().for_each(|character| push_cleaned(clean, character));
    } else if clean.is_empty() || clean.ends_with(' ') {
        clean.push_str(run.trim_start_matches(' '));
    } else {
        clean.push_str(run);
    }
}

fn push_cleaned(clean: &mut String, character: char) {
    match character {
        _ if character.is_whitespace() => {
            if !clean.is_empty() && !clean.ends_with(' ') {
                clean.push(' ');
            }
        }
        '\u{ad}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => {}
        '\u{fb00}' => clean.push_str("ff"),
        '\u{fb01}' => clean.push_str("fi"),
        '\u{fb02}' => clean.push_str("fl"),
        '\u{fb03}' => clean.push_str("ffi"),
        '\u{fb04}' => clean.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => clean.push_str("st"),
        _ if character.is_control() => {}
        _ => clean.push(character),
    }
}

/// Whether a character stays as it is in NFC whatever stands beside it: what comes before the first
/// combining mark in Unicode, dashes, quotation marks and bullets. Others are looked at.
fn is_composed(character: char) -> bool {
    character < '\u{300}' || ('\u{2010}'..='\u{2027}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_go_and_words_stay() {
        assert_eq!(
            clean("\u{feff} in\u{ad}equal\u{200b}ities \u{a0}\n of\u{202e} \0ﬁrst "),
            "inequalities of first"
        );
        assert_eq!(clean("cafe\u{301}"), "café");
    }

    #[test]
    fn blocks_count_characters_not_bytes() {
        let mut manuscript = Manuscript::with_most_blocks(9);
        manuscript.push(BlockKind::Paragraph, "Café – open");
        manuscript.push_item("•", "first");
        let item = &manuscript.blocks[1];
        let text: String =
            manuscript.text.chars().skip(item.start).take(item.end - item.start).collect();
        assert_eq!(text, "first");
        assert_eq!(manuscript.text, "Café – open\n\n• first");
    }
}
