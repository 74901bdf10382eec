//! Plain text to blocks: wrapped lines are joined, headings, lists and tables found by form and
//! neighbours. Every rule says why; its counter-example stands in the tests. What one line looks
//! like by itself is `lines`.

use super::{
    BlockKind, Manuscript,
    lines::{self, Marked, ends_sentence, find_marker},
};

/// A line of the text after wrapped lines were joined.
#[derive(Debug, Clone)]
struct Line {
    /// Spaces before it; a tab counts as four.
    indent: usize,
    /// Trimmed, with its marker; empty for an empty line.
    text: String,
    /// Whether a rule of `=` or `-` stands under it.
    underlined: bool,
}

impl Line {
    fn of(raw: &str) -> Self {
        let text = raw.trim();
        let indent = raw
            .chars()
            .take_while(|character| character.is_whitespace())
            .map(|character| if character == '\t' { 4 } else { 1 })
            .sum();
        Self { indent, text: text.to_owned(), underlined: false }
    }

    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    fn marked(&self) -> Option<Marked<'_>> {
        find_marker(&self.text)
    }

    /// Whether it has the form of a heading; a number in front of it may count sections.
    fn is_heading_shaped(&self) -> bool {
        let is_title = |marked: Marked<'_>| marked.counts && lines::is_heading_shaped(marked.text);
        !self.is_blank()
            && match self.marked() {
                Some(marked) => is_title(marked),
                None => lines::is_heading_shaped(&self.text),
            }
    }
}

/// Reads plain text into blocks.
pub(super) fn read(text: &str, manuscript: &mut Manuscript) {
    let lines = join_wrapped(split_lines(text));
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        if line.is_blank() {
            at += 1;
        } else if let Some(rows) = table_at(&lines, at) {
            for row in &lines[at..at + rows] {
                manuscript.push(BlockKind::TableRow, &cells(&row.text).join(" | "));
            }
            at += rows;
        } else {
            push_line(&lines, at, manuscript);
            at += 1;
        }
    }
    manuscript.title = title_of(manuscript);
}

fn push_line(lines: &[Line], at: usize, manuscript: &mut Manuscript) {
    let line = &lines[at];
    if let Some(level) = heading_level(lines, at) {
        manuscript.push(BlockKind::Heading(level), &line.text);
    } else if let Some(quoted) = line.text.strip_prefix("> ") {
        manuscript.push(BlockKind::Quotation, quoted);
    } else if let Some(marked) = line.marked().filter(|marked| !is_attribution(marked)) {
        manuscript.push_item(marked.marker, marked.text);
    } else if is_bare_item(lines, at) {
        manuscript.push_item("•", &line.text);
    } else {
        manuscript.push(BlockKind::Paragraph, &line.text);
    }
}

/// A dash before a name and an office signs a quotation; it begins no list.
fn is_attribution(marked: &Marked<'_>) -> bool {
    matches!(marked.marker, "-" | "–" | "—") && lines::is_byline(marked.text)
}

fn title_of(manuscript: &Manuscript) -> Option<String> {
    let first = manuscript.blocks.first().filter(|block| block.kind == BlockKind::Heading(1))?;
    Some(manuscript.text.chars().skip(first.start).take(first.end - first.start).collect())
}

fn split_lines(text: &str) -> Vec<Line> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let mut lines: Vec<Line> = Vec::new();
    for raw in text.replace('\u{c}', "\n\n").split('\n') {
        let line = Line::of(raw);
        match lines.last_mut() {
            Some(above) if is_rule(&line.text) => {
                above.underlined = !above.is_blank();
                lines.push(Line { text: String::new(), ..line });
            }
            _ => lines.push(line),
        }
    }
    lines
}

/// A line of three or more equal signs that draw a rule.
fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3
        && text.chars().next().is_some_and(|first| {
            "=-_*~#—–".contains(first) && text.chars().all(|sign| sign == first)
        })
}

/// Joins the lines of hard-wrapped paragraphs and items.
fn join_wrapped(lines: Vec<Line>) -> Vec<Line> {
    let width = wrap_width(&lines);
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut last_length = 0;
    for line in lines {
        let length = line.indent + line.text.chars().count();
        match joined.last_mut() {
            Some(above) if continues(above, last_length, &line, width) => {
                above.text.push(' ');
                above.text.push_str(&line.text);
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
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines
        .iter()
        .filter(|line| !line.is_blank())
        .map(|line| line.indent + line.text.chars().count())
        .collect();
    lengths.sort_unstable();
    let width = *lengths.get(lengths.len().checked_sub(1)? * 19 / 20)?;
    let full = lines
        .windows(2)
        .filter(|pair| {
            !pair[1].is_blank()
                && pair[1].marked().is_none()
                && pair[0].indent + pair[0].text.chars().count() >= width * 4 / 5
        })
        .count();
    ((40..=120).contains(&width) && full >= 3).then_some(width)
}

/// Whether `line` runs on from the line above it, which was `last_length` characters long.
fn continues(above: &Line, last_length: usize, line: &Line, width: Option<usize>) -> bool {
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

/// The level of the heading at `at`, if it is one.
fn heading_level(lines: &[Line], at: usize) -> Option<u8> {
    let line = &lines[at];
    if !is_heading(lines, at) {
        return None;
    }
    let is_first = lines[..at].iter().all(Line::is_blank);
    let unnumbered = lines::section_depth(&line.text).is_none();
    Some(match lines::section_depth(&line.text) {
        _ if is_first && unnumbered => 1,
        Some(depth) => 1 + depth,
        None => 2,
    })
}

fn is_heading(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    if line.underlined && line.marked().is_none() {
        return true;
    }
    if is_title(lines, at) {
        return true;
    }
    if !line.is_heading_shaped() || !has_body(lines, at) {
        return false;
    }
    if line.marked().is_some() {
        return !is_in_numbered_list(lines, at);
    }
    !is_bare_item(lines, at) && !is_in_stack(lines, at)
}

/// The first line of a text is its title where text follows, be it below a byline and a date.
fn is_title(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let opens_text = lines[..at].iter().all(Line::is_blank);
    if !opens_text || line.marked().is_some() || !lines::is_title_shaped(&line.text) {
        return false;
    }
    let below = (at..lines.len()).find(|next| {
        *next > at && !lines[*next].is_blank() && !lines::is_byline(&lines[*next].text)
    });
    let last_byline = below.and_then(|below| line_before(lines, below)).unwrap_or(at);
    has_body(lines, at) || (last_byline > at && below.is_some())
}

/// A heading stands above something: a sentence, a list, a table, or another heading. A short
/// line above nothing is a link or a signature.
fn has_body(lines: &[Line], at: usize) -> bool {
    let Some(next) = next_line(lines, at) else { return false };
    let below = &lines[next];
    let is_text = ends_sentence(&below.text) || below.text.chars().count() > 100;
    let is_list = below.marked().is_some_and(|marked| {
        !marked.counts || !below.is_heading_shaped() || next_is_counted(lines, next)
    });
    is_text || is_list || table_at(lines, next).is_some() || is_heading(lines, next)
}

fn next_is_counted(lines: &[Line], at: usize) -> bool {
    next_line(lines, at)
        .is_some_and(|next| lines[next].marked().is_some_and(|marked| marked.counts))
}

fn next_line(lines: &[Line], at: usize) -> Option<usize> {
    (at + 1..lines.len()).find(|next| !lines[*next].is_blank())
}

fn line_before(lines: &[Line], at: usize) -> Option<usize> {
    (0..at).rev().find(|before| !lines[*before].is_blank())
}

/// A numbered line is an item where the line before or after it is numbered too, and a section
/// heading where text stands on both sides.
fn is_in_numbered_list(lines: &[Line], at: usize) -> bool {
    let is_marked = |found: Option<usize>| {
        found.is_some_and(|other| lines[other].marked().is_some_and(|marked| marked.counts))
    };
    is_marked(line_before(lines, at)) || is_marked(next_line(lines, at))
}

/// Short lines piled up without an empty line between them and closed by one are what a web page
/// leaves behind when it is copied (section label, caption, sharing buttons); headings stand
/// alone or right above their text. The first lines of a text are its title.
fn is_in_stack(lines: &[Line], at: usize) -> bool {
    let is_piled =
        |index: usize| lines[index].is_heading_shaped() && lines[index].marked().is_none();
    let first = (0..at).rev().take_while(|index| is_piled(*index)).last().unwrap_or(at);
    let last = (at + 1..lines.len()).take_while(|index| is_piled(*index)).last().unwrap_or(at);
    let closed = lines.get(last + 1).is_none_or(Line::is_blank);
    let opens_text = first == at && lines[..first].iter().all(Line::is_blank);
    first != last && closed && !opens_text
}

/// Two or more short lines under a line that ends in a colon are a list whose bullets were lost
/// in copying.
fn is_bare_item(lines: &[Line], at: usize) -> bool {
    let is_short = |index: usize| {
        let line = &lines[index];
        !line.is_blank()
            && line.marked().is_none()
            && !ends_sentence(&line.text)
            && line.text.chars().count() <= 100
    };
    if !is_short(at) {
        return false;
    }
    let first = (0..at).rev().take_while(|index| is_short(*index)).last().unwrap_or(at);
    let last = (at + 1..lines.len()).take_while(|index| is_short(*index)).last().unwrap_or(at);
    let closed = lines.get(last + 1).is_none_or(Line::is_blank);
    let introduced =
        line_before(lines, first).is_some_and(|before| lines[before].text.ends_with(':'));
    first != last && closed && introduced
}

/// How many lines from `at` are rows of one table: at least two with the same number of cells.
fn table_at(lines: &[Line], at: usize) -> Option<usize> {
    let columns = cells(&lines[at].text).len();
    if columns < 2 || lines[at].marked().is_some() {
        return None;
    }
    let rows = lines[at..].iter().take_while(|line| cells(&line.text).len() == columns).count();
    (rows >= 2).then_some(rows)
}

fn is_table_row(text: &str) -> bool {
    cells(text).len() >= 2
}

/// The cells of a line that is divided by tabs or by upright strokes.
fn cells(text: &str) -> Vec<&str> {
    let separator = if text.contains('\t') { '\t' } else { '|' };
    text.trim_matches('|').split(separator).map(str::trim).filter(|cell| !cell.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Heading, ListItem, Paragraph, Quotation, TableRow};

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let mut manuscript = Manuscript::with_most_blocks(1000);
        read(text, &mut manuscript);
        let chars: Vec<char> = manuscript.text.chars().collect();
        manuscript
            .blocks
            .iter()
            .map(|block| (block.kind, chars[block.start..block.end].iter().collect()))
            .collect()
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        blocks(text).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn a_heading_stands_above_text_and_a_last_line_is_none() {
        assert_eq!(
            kinds(
                "Our plan\n\nWe will act early.\n\nNext steps\nWe will report in May.\n\nMore about the plan"
            ),
            [Heading(1), Paragraph, Heading(2), Paragraph, Paragraph]
        );
    }

    #[test]
    fn captions_piled_up_are_no_headings_but_title_and_single_headings_are() {
        assert_eq!(
            kinds(
                "The title\n\nA sentence stands here.\n\nNews\nThe bridge at dawn\n\nThe strategy says more.\n\nAims\n\nThey are three."
            ),
            [Heading(1), Paragraph, Paragraph, Paragraph, Paragraph, Heading(2), Paragraph]
        );
    }

    #[test]
    fn numbered_lines_are_items_in_a_row_and_headings_apart() {
        assert_eq!(
            kinds("Aims\n\n1. Prevention\n2. Workforce\n\nBoth matter."),
            [Heading(1), ListItem, ListItem, Paragraph]
        );
        assert_eq!(
            kinds("1. Prevention\n\nWe will act early.\n\n2. Workforce\n\nWe will train."),
            [Heading(2), Paragraph, Heading(2), Paragraph]
        );
    }

    #[test]
    fn bullets_lost_in_copying_are_items_only_under_a_colon() {
        assert_eq!(
            kinds("Our aims are:\n\nBetter homes\nGood work\n\nThat is all."),
            [Paragraph, ListItem, ListItem, Paragraph]
        );
        assert_eq!(
            kinds("A title.\n\nBetter homes\nGood work\n\nThat is all."),
            [Paragraph, Paragraph, Paragraph, Paragraph]
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_and_meant_lines_are_several() {
        let wrapped = "Our partnership brings together councils, the health service and\n\
            voluntary groups so that everybody in the area can live well for\n\
            longer, in good homes and in work that suits them, and with help\n\
            near at hand.\nShort line by intention.\n";
        let found = blocks(wrapped);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].1.ends_with("near at hand."));
        assert_eq!(blocks("One line stands here.\nAnother stands here.\n").len(), 2);
    }

    #[test]
    fn a_hanging_indent_belongs_to_its_item() {
        let found = blocks("  • support families\n    Early and well\n  • act together\n");
        assert_eq!(
            found,
            [
                (ListItem, "support families Early and well".into()),
                (ListItem, "act together".into())
            ]
        );
    }

    #[test]
    fn tables_and_quotations_are_rows_and_quotations() {
        assert_eq!(
            kinds("Aim\tLead\nPrevention\tCouncil\n\n> We said so.\n"),
            [TableRow, TableRow, Quotation]
        );
        assert_eq!(kinds("Either | or is one line.\n"), [Paragraph]);
    }

    #[test]
    fn a_signature_is_no_item() {
        assert_eq!(
            kinds("“We will act.”\n\n— Jane Smith, Chair of the Board\n\n— act early\n"),
            [Paragraph, Paragraph, ListItem]
        );
    }
}
