//! Lines as they stand in the file to lines as they were meant: hard-wrapped paragraphs and items
//! are joined, rules drawn with signs are taken as underlining.

use std::borrow::Cow;

use memchr::{memchr2, memmem};

use super::super::lines::{self, Marked, ends_sentence, find_marker};

/// A line of the text after wrapped lines were joined.
#[derive(Debug, Clone)]
pub(super) struct Line<'text> {
    /// Spaces before it; a tab counts as four.
    indent: usize,
    /// Trimmed, with its marker; empty for an empty line.
    pub(super) text: Cow<'text, str>,
    /// Whether a rule of `=` or `-` stands under it.
    pub(super) underlined: bool,
}

impl<'text> Line<'text> {
    fn of(raw: &'text str) -> Self {
        let text = raw.trim_start();
        let indent = raw[..raw.len() - text.len()]
            .chars()
            .map(|character| if character == '\t' { 4 } else { 1 })
            .sum();
        Self { indent, text: Cow::Borrowed(text.trim_end()), underlined: false }
    }

    /// Its last column.
    fn width(&self) -> usize {
        self.indent + self.text.chars().count()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn marked(&self) -> Option<Marked<'_>> {
        find_marker(&self.text)
    }

    /// Whether it has the form of a heading; a number in front of it may count sections.
    pub(super) fn is_heading_shaped(&self) -> bool {
        let is_title = |marked: Marked<'_>| marked.counts && lines::is_heading_shaped(marked.text);
        !self.is_blank()
            && match self.marked() {
                Some(marked) => is_title(marked),
                None => lines::is_heading_shaped(&self.text),
            }
    }
}

/// A text whose lines end with `\n` alone, and its pages with an empty line: most texts are so.
pub(super) fn with_plain_breaks(text: &str) -> Cow<'_, str> {
    const RARE: [&str; 3] = ["\u{2028}", "\u{2029}", "\u{85}"];
    let bytes = text.as_bytes();
    let has = |sign: &str| memmem::find(bytes, sign.as_bytes()).is_some();
    if memchr2(b'\r', b'\x0c', bytes).is_none() && !RARE.into_iter().any(has) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    Cow::Owned(text.replace('\u{c}', "\n\n"))
}

/// The lines of a text with plain breaks, wrapped ones joined.
pub(super) fn meant_lines(text: &str) -> Vec<Line<'_>> {
    join_wrapped(split_lines(text))
}

fn split_lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for raw in text.split('\n') {
        let line = Line::of(raw);
        match lines.last_mut() {
            Some(above) if is_rule(&line.text) => {
                above.underlined = !above.is_blank();
                lines.push(Line { text: Cow::Borrowed(""), ..line });
            }
            _ => lines.push(line),
        }
    }
    lines
}

/// A line of three or more equal signs that draw a rule.
fn is_rule(text: &str) -> bool {
    text.chars().next().is_some_and(|first| {
        matches!(first, '=' | '-' | '_' | '*' | '~' | '#' | '—' | '–')
            && text.chars().all(|sign| sign == first)
            && text.chars().count() >= 3
    })
}

/// Joins the lines of hard-wrapped paragraphs and items.
fn join_wrapped(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let width = wrap_width(&lines);
    let mut joined: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    let mut last_length = 0;
    for line in lines {
        let length = line.width();
        match joined.last_mut() {
            Some(above) if continues(above, last_length, &line, width) => {
                let text = above.text.to_mut();
                text.push(' ');
                text.push_str(&line.text);
                above.underlined |= line.underlined;
            }
            _ => joined.push(line),
        }
        last_length = length;
    }
    joined
}

/// The column at which a text is wrapped by hand, if it is: nineteen of twenty of its lines stay
/// within it, and at least three that run on into a next line come close to it.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let mut lengths: Vec<usize> =
        lines.iter().filter(|line| !line.is_blank()).map(Line::width).collect();
    lengths.sort_unstable();
    let width = *lengths.get(lengths.len().checked_sub(1)? * 19 / 20)?;
    if !(40..=120).contains(&width) {
        return None;
    }
    let is_full = |pair: &&[Line<'_>]| {
        !pair[1].is_blank() && pair[0].width() >= width * 4 / 5 && pair[1].marked().is_none()
    };
    (lines.windows(2).filter(is_full).take(3).count() == 3).then_some(width)
}

/// Whether `line` runs on from the line above it, which was `last_length` characters long.
fn continues(above: &Line<'_>, last_length: usize, line: &Line<'_>, width: Option<usize>) -> bool {
    if above.is_blank()
        || line.is_blank()
        || line.marked().is_some()
        || above.underlined
        || is_table_row(&line.text)
    {
        return false;
    }
    let begins_small = line.text.chars().next().is_some_and(char::is_lowercase);
    // A hanging indent belongs to the item above it, whatever it begins with.
    if above.marked().is_some() && line.indent > above.indent {
        return true;
    }
    let first_word = line.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    match width {
        // A line was broken because the next word did not fit; where it would have fitted,
        // somebody meant a new line, unless the sentence plainly goes on.
        Some(width) => {
            last_length + 1 + first_word > width || (begins_small && !ends_sentence(&above.text))
        }
        // Without a common width only a long line that stops in mid-sentence goes on.
        None => begins_small && last_length >= 40 && !ends_sentence(&above.text),
    }
}

fn is_table_row(text: &str) -> bool {
    has_separators(text) && cells(text).count() >= 2
}

/// How many cells a line has: one where nothing divides it.
pub(super) fn columns(line: &Line<'_>) -> usize {
    if has_separators(&line.text) {
        cells(&line.text).count()
    } else {
        usize::from(!line.is_blank())
    }
}

fn has_separators(text: &str) -> bool {
    memchr2(b'\t', b'|', text.as_bytes()).is_some()
}

/// The cells of a line that is divided by tabs or by upright strokes.
pub(super) fn cells(text: &str) -> impl Iterator<Item = &str> {
    let separator = if text.contains('\t') { '\t' } else { '|' };
    text.trim_matches('|').split(separator).map(str::trim).filter(|cell| !cell.is_empty())
}
