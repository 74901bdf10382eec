//! Fragments to drafts of blocks by where they stand: lines close below each other in one font
//! are a paragraph, drafts beside each other in several rows are a table. What a draft is
//! (heading, item, text) is decided in `compose`, where the whole document is in view.

use super::{super::lines, fragment::Fragment};

/// What is known of a draft from where it stands or from its tag.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// Nothing: its look decides.
    Text,
    /// The file says that it is a heading of this level.
    Heading(u8),
    /// The file says that it is an item, in a list so deep, with this marker.
    Item {
        /// 1 in an outermost list.
        depth: u8,
        /// As written, where it is written as text.
        marker: Option<String>,
    },
    /// A row of a table: the text of its cells.
    Row(Vec<Vec<Fragment>>),
}

/// A block of the document before it is decided what it is.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The page on which it begins.
    pub(super) page: u32,
    /// What is known of it.
    pub(super) kind: Kind,
    /// Its lines.
    pub(super) lines: Vec<Fragment>,
}

impl Draft {
    /// Its left, right, lower and upper edge.
    fn edges(&self) -> (f32, f32, f32, f32) {
        let least =
            |edge: fn(&Fragment) -> f32| self.lines.iter().map(edge).fold(f32::INFINITY, f32::min);
        let most = |edge: fn(&Fragment) -> f32| {
            self.lines.iter().map(edge).fold(f32::NEG_INFINITY, f32::max)
        };
        (least(|line| line.x0), most(|line| line.x1), least(|line| line.y), most(Fragment::top))
    }
}

/// The drafts of a page without tags, in the order of its fragments.
pub(super) fn build(fragments: Vec<Fragment>, page: u32) -> Vec<Draft> {
    let setting = Setting::of(&fragments);
    let mut drafts: Vec<Draft> = Vec::new();
    for (at, fragment) in fragments.into_iter().enumerate() {
        match drafts.last_mut() {
            Some(last) if setting.continues(&last.lines, &fragment, at) => {
                last.lines.push(fragment);
            }
            _ => drafts.push(Draft { page, kind: Kind::Text, lines: vec![fragment] }),
        }
    }
    with_rows(drafts)
}

/// How a page is set: what tells the end of a line that somebody meant from one that the width of
/// the column forced.
struct Setting {
    /// The usual distance between two lines of a paragraph, in font sizes.
    leading: f32,
    /// The size of most letters.
    size: f32,
    /// For each fragment, how far the lines around it in its column reach to the right.
    rights: Vec<f32>,
}

impl Setting {
    fn of(fragments: &[Fragment]) -> Self {
        let leading = usual_leading(fragments);
        let mut sizes: Vec<(f32, usize)> =
            fragments.iter().map(|line| (line.size, line.letters())).collect();
        sizes.sort_by(|first, second| first.0.total_cmp(&second.0));
        let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
        let mut passed = 0;
        let middle = sizes.iter().find(|(_, letters)| {
            passed += letters;
            passed >= half
        });
        let size = middle.map_or(10.0, |(size, _)| *size);
        let rights = (0..fragments.len()).map(|at| right_of(fragments, at, leading)).collect();
        Self { leading, size, rights }
    }

    /// Whether a line (the fragment at `at`) runs on from the lines above it.
    fn continues(&self, above: &[Fragment], line: &Fragment, at: usize) -> bool {
        let (Some(first), Some(last)) = (above.first(), above.last()) else { return false };
        let same_font = last.bold == line.bold;
        let near = (line.x0 - last.x0).abs() <= line.size * 4.0 || is_centred(last, line);
        is_next_line(last, line, self.leading)
            && same_font
            && near
            && !begins_anew(first, last, above, line)
            && !self.is_broken_by_hand(above, line, at)
    }

    /// Whether a line was ended although the first word of the next would have fitted, or the
    /// next is set in: titles are broken so, and addresses and lists without bullets.
    fn is_broken_by_hand(&self, above: &[Fragment], line: &Fragment, at: usize) -> bool {
        let Some(last) = above.last() else { return false };
        if line.size > self.size * 1.12 || is_centred(last, line) {
            return false;
        }
        let signs = last.text.chars().count().max(1) as f32;
        let word = line.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let needed = (last.x1 - last.x0) / signs * (word as f32 + 1.0) + last.size;
        let fitted = last.x1 + needed < self.rights[at.saturating_sub(1)];
        let begins_small = line.text.trim_start().starts_with(char::is_lowercase);
        let mid_sentence = begins_small && !lines::ends_sentence(last.text.trim());
        let set_in = line.x0 > last.x0 + line.size * 1.2;
        let marked =
            above.first().is_some_and(|first| lines::find_marker(first.text.trim()).is_some());
        // A line that stops early in mid-sentence twice as far from the edge was meant to.
        let early = last.x1 + needed * 2.0 < self.rights[at.saturating_sub(1)];
        (fitted && (!mid_sentence || early)) || (set_in && !marked && (above.len() >= 2 || fitted))
    }
}

/// How far the lines around a fragment reach to the right: up to four above and below it that
/// follow each other in its column.
fn right_of(fragments: &[Fragment], at: usize, leading: f32) -> f32 {
    const AROUND: usize = 4;
    let mut right = fragments[at].x1;
    for below in (at + 1)..fragments.len().min(at + AROUND + 1) {
        if !is_next_line(&fragments[below - 1], &fragments[below], leading) {
            break;
        }
        right = right.max(fragments[below].x1);
    }
    for above in (at.saturating_sub(AROUND)..at).rev() {
        if !is_next_line(&fragments[above], &fragments[above + 1], leading) {
            break;
        }
        right = right.max(fragments[above].x1);
    }
    right
}

/// Whether a line stands right below another, in its column and size.
fn is_next_line(last: &Fragment, line: &Fragment, leading: f32) -> bool {
    let size = last.size.max(line.size);
    let step = last.y - line.y;
    step > size * 0.5
        && step <= size * (leading * 1.2).max(1.1)
        && (last.size - line.size).abs() < 0.6
        && line.x0 < last.x1
        && line.x1 > last.x0
}

/// The usual distance between two lines of a paragraph, in font sizes.
fn usual_leading(fragments: &[Fragment]) -> f32 {
    let mut steps: Vec<f32> = fragments
        .windows(2)
        .filter(|pair| (pair[0].size - pair[1].size).abs() < 0.6)
        .map(|pair| (pair[0].y - pair[1].y) / pair[0].size)
        .filter(|step| (0.9..2.0).contains(step))
        .collect();
    steps.sort_by(f32::total_cmp);
    // Paragraphs have more lines than ends, so the lower third is within paragraphs.
    steps.get(steps.len() / 3).copied().unwrap_or(1.25)
}

fn is_centred(above: &Fragment, line: &Fragment) -> bool {
    let middle = |fragment: &Fragment| f32::midpoint(fragment.x0, fragment.x1);
    (middle(above) - middle(line)).abs() < above.size * 0.35
        && (above.x0 - line.x0).abs() > above.size
}

/// “People: a shared bank of staff”: a word or two, a colon, and what is said of them. Where a block
/// begins so, each line that does so too begins another one, also where its bullet is drawn.
fn is_titled(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(char::is_uppercase)
        && text.find(": ").is_some_and(|at| at <= 24 && text[..at].split_whitespace().count() <= 2)
}

/// Whether a line close below others begins something new: an item, or a paragraph that is told
/// by its indent or by the short line above it.
fn begins_anew(first: &Fragment, last: &Fragment, above: &[Fragment], line: &Fragment) -> bool {
    let marked = lines::find_marker(line.text.trim());
    let first_marked = lines::find_marker(first.text.trim());
    let ended = lines::ends_sentence(last.text.trim());
    let begins_small = line.text.trim_start().starts_with(char::is_lowercase);
    if is_titled(&first.text) && is_titled(&line.text) {
        return true;
    }
    if let Some(marked) = marked {
        // A number may stand at the start of a line by chance; a glyph never does.
        let stands_out = line.x0 <= first.x0 + line.size * 3.0;
        return !marked.counts || (stands_out && (ended || first_marked.is_some()));
    }
    if first_marked.is_some() {
        // What hangs below the text belongs to the item; what stands below the marker does not,
        // unless its sentence goes on.
        return line.x0 <= first.x0 + line.size * 0.3 && (ended || !begins_small);
    }
    let indented = line.x0 > last.x0 + line.size * 0.8 && ended && !is_centred(last, line);
    let right = above.iter().map(|line| line.x1).fold(f32::NEG_INFINITY, f32::max);
    let width = right - last.x0;
    let short = above.len() >= 2 && last.x1 < right - width * 0.25;
    indented || (short && ended && !begins_small)
}

/// Drafts beside each other become rows where at least two such rows of as many cells follow
/// each other; columns of running text never do.
fn with_rows(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut bands: Vec<Vec<Draft>> = Vec::new();
    for draft in drafts {
        match bands.last_mut() {
            Some(band) if band.last().is_some_and(|last| stands_beside(last, &draft)) => {
                band.push(draft);
            }
            _ => bands.push(vec![draft]),
        }
    }
    let cells: Vec<usize> = bands.iter().map(Vec::len).collect();
    let is_row = |at: usize| {
        let same = |other: Option<&usize>| other == Some(&cells[at]);
        cells[at] >= 2
            && (same(cells.get(at + 1)) || same(at.checked_sub(1).and_then(|at| cells.get(at))))
    };
    let mut drafts = Vec::new();
    for (at, band) in bands.into_iter().enumerate() {
        if is_row(at) {
            drafts.push(row(band));
        } else {
            drafts.extend(band);
        }
    }
    drafts
}

/// Whether a draft stands to the right of another, at its height.
fn stands_beside(left: &Draft, right: &Draft) -> bool {
    let (first, second) = (left.edges(), right.edges());
    let shared = first.3.min(second.3) - first.2.max(second.2);
    let lower = (first.3 - first.2).min(second.3 - second.2);
    second.0 >= first.1 && shared >= lower * 0.5
}

fn row(cells: Vec<Draft>) -> Draft {
    let page = cells.first().map_or(1, |cell| cell.page);
    let cells = cells.into_iter().map(|cell| cell.lines).collect();
    Draft { page, kind: Kind::Row(cells), lines: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::read::pdf::fragment::{Run, fragments};

    /// Left edge, right edge, height, text.
    fn drafts(lines: &[(f32, f32, f32, &str)]) -> Vec<Draft> {
        let runs: Vec<Run> = lines
            .iter()
            .map(|(x0, x1, y, text)| Run {
                text: (*text).to_owned(),
                x0: *x0,
                x1: *x1,
                y: *y,
                size: 10.0,
                bold: false,
                mark: None,
            })
            .collect();
        build(fragments(&runs), 1)
    }

    fn sizes(lines: &[(f32, f32, f32, &str)]) -> Vec<usize> {
        drafts(lines).iter().map(|draft| draft.lines.len()).collect()
    }

    #[test]
    fn a_wider_gap_ends_a_paragraph() {
        let lines = [
            (50.0, 300.0, 700.0, "We agree that"),
            (50.0, 300.0, 688.0, "homes matter and"),
            (50.0, 200.0, 676.0, "that is all."),
            (50.0, 300.0, 655.0, "Then another"),
        ];
        assert_eq!(sizes(&lines), [3, 1]);
    }

    #[test]
    fn an_indent_begins_a_paragraph_and_a_hanging_line_continues_an_item() {
        let lines = [
            (50.0, 300.0, 700.0, "We agree on the aims that"),
            (50.0, 300.0, 688.0, "the board has set out."),
            (65.0, 300.0, 676.0, "Then we act."),
        ];
        assert_eq!(sizes(&lines), [2, 1]);
        let lines = [
            (50.0, 300.0, 700.0, "• act early and"),
            (60.0, 300.0, 688.0, "together"),
            (50.0, 300.0, 676.0, "• act well."),
            (50.0, 300.0, 664.0, "This is text."),
        ];
        assert_eq!(sizes(&lines), [2, 1, 1]);
    }

    #[test]
    fn cells_beside_each_other_are_rows_only_where_a_second_row_follows() {
        let table = [
            (50.0, 150.0, 700.0, "Aim"),
            (200.0, 300.0, 700.0, "Lead"),
            (50.0, 150.0, 680.0, "Prevention"),
            (200.0, 300.0, 680.0, "Council"),
        ];
        assert!(
            drafts(&table)
                .iter()
                .all(|draft| matches!(&draft.kind, Kind::Row(cells) if cells.len() == 2))
        );
        let alone = [(50.0, 150.0, 700.0, "Left"), (200.0, 300.0, 700.0, "Right")];
        assert!(drafts(&alone).iter().all(|draft| draft.kind == Kind::Text));
    }
}
