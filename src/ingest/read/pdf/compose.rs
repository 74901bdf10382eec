//! Drafts of the whole document to blocks: which sizes are headings of which level, which drafts
//! are items, which words were broken at the end of a line.

use std::collections::{BTreeMap, HashSet};

use super::{
    super::{BlockKind, Manuscript, lines, manuscript::clean, markdown::join_cells},
    blocks::{Draft, Kind},
    fragment::Fragment,
};

/// Letters larger than the body text by this factor make a heading.
const LARGER: f32 = 1.12;
/// Longest heading without a tag, in characters.
const LONGEST_HEADING: usize = 180;

/// Writes the drafts as blocks.
pub(super) fn write(drafts: Vec<Draft>, manuscript: &mut Manuscript) {
    let look = Look::of(&drafts);
    let words = words(&drafts);
    let mut joined: Vec<Composed> = Vec::new();
    for draft in drafts.into_iter().flat_map(|draft| split(draft, &look)) {
        let composed = Composed::of(draft, &words);
        match joined.last_mut() {
            Some(last) if last.runs_on_into(&composed) => last.append(&composed, &words),
            _ => joined.push(composed),
        }
    }
    let levels = levels(&joined, &look);
    let mut indents: Vec<f32> = Vec::new();
    for at in 0..joined.len() {
        manuscript.turn_to(joined[at].page);
        push(&joined, at, &look, &levels, &mut indents, manuscript);
    }
}

/// The usual look of the document's text.
struct Look {
    /// Size of most letters.
    body: f32,
    /// Whether most letters are bold, so that weight tells nothing.
    is_bold: bool,
    /// Whether the file tags headings itself.
    has_tags: bool,
}

impl Look {
    fn of(drafts: &[Draft]) -> Self {
        let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
        let (mut bold, mut all) = (0, 0);
        for line in drafts.iter().flat_map(lines_of) {
            let letters = line.letters();
            *sizes.entry(half_points(line.size)).or_default() += letters;
            all += letters;
            bold += if line.bold { letters } else { 0 };
        }
        let body = sizes.iter().max_by_key(|(_, letters)| **letters);
        #[allow(clippy::cast_possible_truncation, reason = "sizes are below a million")]
        let body = body.map_or(10.0, |(size, _)| *size as f64 as f32 / 2.0);
        let has_tags = drafts.iter().any(|draft| matches!(draft.kind, Kind::Heading(_)));
        Self { body, is_bold: bold * 2 > all, has_tags }
    }
}

fn lines_of(draft: &Draft) -> impl Iterator<Item = &Fragment> {
    let cells: &[Vec<Fragment>] = match &draft.kind {
        Kind::Row(cells) => cells,
        _ => &[],
    };
    draft.lines.iter().chain(cells.iter().flatten())
}

fn half_points(size: f32) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "sizes are below a million")]
    let half_points = (size * 2.0).round() as i64;
    half_points
}

/// A draft with its text in one piece.
struct Composed {
    page: u32,
    kind: Kind,
    text: String,
    size: f32,
    bold: bool,
    x0: f32,
    /// Lower edge of its last line and upper edge of its first.
    span: (f32, f32),
}

impl Composed {
    fn of(draft: Draft, words: &HashSet<String>) -> Self {
        let text = match &draft.kind {
            Kind::Row(cells) => {
                let cells: Vec<String> =
                    cells.iter().map(|cell| clean(&text_of(cell, words))).collect();
                join_cells(&cells)
            }
            _ => text_of(&draft.lines, words),
        };
        let longest = draft.lines.iter().max_by_key(|line| line.letters());
        Self {
            page: draft.page,
            text,
            size: longest.map_or(0.0, |line| line.size),
            bold: !draft.lines.is_empty() && draft.lines.iter().all(|line| line.bold),
            x0: draft.lines.first().map_or(0.0, |line| line.x0),
            span: (
                draft.lines.last().map_or(0.0, |line| line.y),
                draft.lines.first().map_or(0.0, Fragment::top),
            ),
            kind: draft.kind,
        }
    }

    /// Whether a paragraph that stops in mid-sentence at the foot of a column or page goes on in
    /// the next one.
    fn runs_on_into(&self, next: &Self) -> bool {
        let flows = |kind: &Kind| matches!(kind, Kind::Text | Kind::Item { .. });
        let moves_on = next.page > self.page || next.span.0 > self.span.1;
        flows(&self.kind)
            && next.kind == Kind::Text
            && moves_on
            && (self.size - next.size).abs() < 0.6
            && self.bold == next.bold
            && self.text.chars().count() >= 30
            && !lines::ends_sentence(self.text.trim())
            && (next.text.trim_start().starts_with(char::is_lowercase)
                || is_half_a_name(&self.text, &next.text))
    }

    fn append(&mut self, next: &Self, words: &HashSet<String>) {
        append(&mut self.text, &next.text, words);
        self.span.0 = next.span.0;
        self.page = self.page.min(next.page);
    }
}

/// Lines of which none goes on in the next are as many blocks: a box of short lines with drawn
/// bullets. Running text begins most of its lines with a small letter.
fn split(draft: Draft, look: &Look) -> Vec<Draft> {
    const LONGEST: usize = 45;
    let stands_alone = |line: &Fragment| {
        let text = line.text.trim();
        text.starts_with(char::is_uppercase)
            && text.chars().count() <= LONGEST
            && !text.ends_with([',', ';', ':', '-', '–', '&', '.'])
            && !ends_in_joint(text)
            && (line.size - look.body).abs() < 1.0
    };
    let alone =
        draft.kind == Kind::Text && draft.lines.len() >= 3 && draft.lines.iter().all(stands_alone);
    if !alone {
        return vec![draft];
    }
    let Draft { page, kind, lines } = draft;
    lines.into_iter().map(|line| Draft { page, kind: kind.clone(), lines: vec![line] }).collect()
}

/// Whether a text ends in a small word that needs another one behind it.
fn ends_in_joint(text: &str) -> bool {
    const JOINTS: &[&str] =
        &["and", "of", "the", "for", "with", "to", "in", "on", "by", "a", "or", "our", "from"];
    text.split_whitespace().next_back().is_some_and(|word| JOINTS.contains(&word))
}

/// Whether a name stands on both sides of a column's end: “… Vale City” and “Council, …”, or the
/// sentence is plainly not over.
fn is_half_a_name(text: &str, next: &str) -> bool {
    const TAILS: &[&str] = &[
        "Council",
        "Trust",
        "Board",
        "Partnership",
        "Hospital",
        "Hospitals",
        "Service",
        "Services",
        "Authority",
        "University",
        "Foundation",
        "Alliance",
        "System",
        "Care",
        "Strategy",
    ];
    let text = text.trim();
    let first = next.split_whitespace().next().unwrap_or_default();
    let tail = first.trim_matches([',', '.', ';', ':', '’', '\'']);
    let last = text.split_whitespace().next_back().unwrap_or_default();
    (last.starts_with(char::is_uppercase) && TAILS.contains(&tail))
        || text.ends_with(',')
        || ends_in_joint(text)
}

/// Lines as one text: a space between them, and words made whole that were broken at their ends.
fn text_of(lines: &[Fragment], words: &HashSet<String>) -> String {
    let mut text = String::new();
    for line in lines {
        append(&mut text, &line.text, words);
    }
    text
}

fn append(text: &mut String, line: &str, words: &HashSet<String>) {
    let line = line.trim();
    let kept = text.trim_end().len();
    text.truncate(kept);
    if text.ends_with('\u{ad}') {
        text.truncate(text.trim_end_matches('\u{ad}').len());
    } else if text.ends_with(['-', '\u{2010}']) && is_broken_word(text, line, words) {
        text.pop();
    } else if !text.is_empty() && !is_compound(text, line) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether the hyphen at the end of a line only divides a word: the whole word stands elsewhere
/// in the document, or its halves do not both. “long-” and “term” are words, “integra-” is none.
fn is_broken_word(text: &str, line: &str, words: &HashSet<String>) -> bool {
    let before = last_word(text.trim_end_matches(['-', '\u{2010}']));
    let after = first_word(line);
    if before.is_empty() || !line.starts_with(char::is_lowercase) {
        return false;
    }
    words.contains(&format!("{before}{after}"))
        || !(words.contains(&before) && words.contains(&after))
}

/// Whether a line goes on a compound whose hyphen stays, such as “long-” and “term”.
fn is_compound(text: &str, line: &str) -> bool {
    text.ends_with(['-', '\u{2010}'])
        && !last_word(text.trim_end_matches(['-', '\u{2010}'])).is_empty()
        && line.starts_with(char::is_alphabetic)
}

fn last_word(text: &str) -> String {
    let start = text.rfind(|sign: char| !sign.is_alphabetic());
    let start = start.map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    text[start..].to_lowercase()
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_alphabetic()).collect::<String>().to_lowercase()
}

/// All words of the document but those at the ends of lines, which may be halves.
fn words(drafts: &[Draft]) -> HashSet<String> {
    let mut words = HashSet::new();
    for line in drafts.iter().flat_map(lines_of) {
        let all: Vec<&str> = line.text.split(|sign: char| !sign.is_alphabetic()).collect();
        let inner = all.get(1..all.len().saturating_sub(1)).unwrap_or_default();
        words.extend(inner.iter().filter(|word| !word.is_empty()).map(|word| word.to_lowercase()));
    }
    words
}

/// The sizes of headings without tags, largest first: the place of a size is its level.
fn levels(drafts: &[Composed], look: &Look) -> Vec<i64> {
    let headings = (0..drafts.len()).filter(|at| is_heading(drafts, *at, look));
    let mut sizes: Vec<i64> = headings.map(|at| half_points(drafts[at].size)).collect();
    sizes.sort_unstable_by(|first, second| second.cmp(first));
    sizes.dedup_by(|next, kept| *kept - *next <= 1);
    sizes
}

fn push(
    drafts: &[Composed],
    at: usize,
    look: &Look,
    levels: &[i64],
    indents: &mut Vec<f32>,
    manuscript: &mut Manuscript,
) {
    let draft = &drafts[at];
    let text = draft.text.trim();
    match &draft.kind {
        Kind::Heading(level) => push_heading(manuscript, *level, text),
        Kind::Row(_) => manuscript.push(BlockKind::TableRow, text),
        Kind::Item { depth, marker } => push_tagged_item(manuscript, *depth, marker.as_ref(), text),
        Kind::Text if is_item(drafts, at) => {
            let Some(marked) = lines::find_marker(text) else { return };
            let depth = depth_of(draft, indents);
            manuscript.push_item_at(depth, marked.marker, marked.text);
            return;
        }
        Kind::Text if is_heading(drafts, at, look) => {
            let size = half_points(draft.size);
            let place = levels.iter().position(|level| size >= level - 1).unwrap_or(levels.len());
            push_heading(manuscript, u8::try_from(place + 1).unwrap_or(6), text);
        }
        Kind::Text if is_bare_item(drafts, at, look) => {
            let depth = depth_of(draft, indents);
            manuscript.push_item_at(depth, "•", text);
            return;
        }
        Kind::Text => manuscript.push(BlockKind::Paragraph, text),
    }
    indents.clear();
}

/// Whether a draft is an item whose bullet is drawn and no letter: it stands in a run of two or
/// more short drafts, all set in under a line that ends in a colon, or all in small letters of
/// one kind after it.
fn is_bare_item(drafts: &[Composed], at: usize, look: &Look) -> bool {
    const LONGEST: usize = 160;
    let Some(intro) = (0..at).rev().take(40).find(|before| {
        let draft = &drafts[*before];
        draft.kind != Kind::Text || draft.text.trim().ends_with(':')
    }) else {
        return false;
    };
    let left = drafts[intro].x0;
    let is_short = |draft: &Composed| {
        draft.kind == Kind::Text
            && draft.x0 > left + draft.size * 0.8
            && draft.x0 < left + draft.size * 12.0
            && (draft.size - look.body).abs() < 1.0
            && draft.text.chars().count() <= LONGEST
    };
    let run = drafts[intro + 1..].iter().take_while(|draft| is_short(draft)).count();
    drafts[intro].text.trim().ends_with(':') && run >= 2 && at <= intro + run
}

fn push_heading(manuscript: &mut Manuscript, level: u8, text: &str) {
    let level = level.clamp(1, 6);
    if level == 1 && manuscript.title.is_none() {
        manuscript.title = Some(clean(text)).filter(|title| !title.is_empty());
    }
    manuscript.push(BlockKind::Heading(level), text);
}

fn push_tagged_item(manuscript: &mut Manuscript, depth: u8, label: Option<&String>, text: &str) {
    let marked = lines::find_marker(text);
    match (label, marked) {
        (Some(label), _) => manuscript.push_item_at(depth, label, text),
        (None, Some(marked)) => manuscript.push_item_at(depth, marked.marker, marked.text),
        (None, None) => manuscript.push_item_at(depth, "•", text),
    }
}

/// Whether a draft is an item: it begins with a bullet, or with a number and another one beside
/// it does so too. A number before a lone line counts sections.
fn is_item(drafts: &[Composed], at: usize) -> bool {
    let marked = |at: usize| {
        let draft = drafts.get(at).filter(|draft| draft.kind == Kind::Text)?;
        lines::find_marker(draft.text.trim())
    };
    let counts = |at: Option<usize>| at.and_then(marked).is_some_and(|marked| marked.counts);
    marked(at).is_some_and(|marked| {
        !marked.counts || counts(at.checked_sub(1)) || counts(at.checked_add(1))
    })
}

/// How deep an item without tags stands, by its indent among the items before it.
fn depth_of(draft: &Composed, indents: &mut Vec<f32>) -> u8 {
    // Another column: its items are told by their own indents.
    if indents.first().is_some_and(|first| (draft.x0 - first).abs() > 100.0) {
        indents.clear();
    }
    while indents.last().is_some_and(|last| draft.x0 < last - 2.0) {
        indents.pop();
    }
    if indents.last().is_none_or(|last| draft.x0 > last + draft.size * 0.8) {
        indents.push(draft.x0);
    }
    u8::try_from(indents.len()).unwrap_or(u8::MAX)
}

/// Whether a draft without a tag looks like a heading: a short line in larger letters, or in bold
/// where the text is not. Where the file tags its headings, only plainly larger letters count.
fn is_heading(drafts: &[Composed], at: usize, look: &Look) -> bool {
    let draft = &drafts[at];
    let text = draft.text.trim();
    let text = text.strip_suffix(':').unwrap_or(text);
    if draft.kind != Kind::Text || text.chars().count() > LONGEST_HEADING || is_item(drafts, at) {
        return false;
    }
    let larger = if look.has_tags { LARGER * 1.3 } else { LARGER };
    if draft.size > look.body * larger {
        return lines::is_title_shaped(text);
    }
    let bold = draft.bold && !look.is_bold && !look.has_tags;
    bold && draft.size >= look.body * 0.95
        && lines::is_heading_shaped(text)
        && drafts.get(at + 1).is_some_and(|next| !next.bold || next.size < draft.size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str], known: &str) -> String {
        let words = known.split(' ').map(str::to_owned).collect();
        let mut text = String::new();
        for line in lines {
            append(&mut text, line, &words);
        }
        text
    }

    #[test]
    fn broken_words_are_made_whole_and_compounds_keep_their_hyphen() {
        assert_eq!(joined(&["an integra-", "ted plan"], ""), "an integrated plan");
        assert_eq!(joined(&["a long-", "term plan"], "long term"), "a long-term plan");
        assert_eq!(joined(&["co-", "ordinate"], "co ordinate coordinate"), "coordinate");
        assert_eq!(joined(&["the pre\u{ad}", "vention"], ""), "the prevention");
        assert_eq!(joined(&["2022 -", "2025"], ""), "2022 - 2025");
        assert_eq!(joined(&["in North-", "West Kent"], "north west"), "in North-West Kent");
    }

    fn draft(text: &str, x0: f32) -> Composed {
        let text = text.to_owned();
        Composed { page: 1, kind: Kind::Text, text, size: 11.0, bold: false, x0, span: (0.0, 11.0) }
    }

    #[test]
    fn lines_set_in_under_a_colon_are_items_whose_bullets_are_drawn_and_others_are_none() {
        let look = Look { body: 11.0, is_bold: false, has_tags: false };
        let items = |drafts: &[Composed]| -> Vec<bool> {
            (0..drafts.len()).map(|at| is_bare_item(drafts, at, &look)).collect()
        };
        let list = [draft("Our aims:", 50.0), draft("Warm homes", 70.0), draft("Good work", 70.0)];
        assert_eq!(items(&list), [false, true, true]);
        let not_set_in = [
            draft("We said:", 50.0),
            draft("Warm homes matter.", 50.0),
            draft("So does work.", 50.0),
        ];
        assert_eq!(items(&not_set_in), [false, false, false]);
        let no_colon =
            [draft("Our aims", 50.0), draft("Warm homes", 70.0), draft("Good work", 70.0)];
        assert_eq!(items(&no_colon), [false, false, false]);
        let alone = [draft("Our aim:", 50.0), draft("Warm homes", 70.0), draft("Work", 50.0)];
        assert_eq!(items(&alone), [false, false, false], "one line is no list");
        let column =
            [draft("Our aims:", 50.0), draft("Warm homes", 300.0), draft("Good work", 300.0)];
        assert_eq!(items(&column), [false, false, false], "another column is not set in");
    }
}
