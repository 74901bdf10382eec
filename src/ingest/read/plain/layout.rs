//! What each line is by its neighbours: heading, item without a bullet, row of a table. All facts
//! are found in one walk each way, so that a text of a hundred thousand lines costs no more per
//! line than a short one.

use super::{
    super::lines::{self, Marked, ends_sentence},
    wrap::{Line, columns},
};

/// The lines of a text and what their neighbours make of them.
pub(super) struct Layout<'text> {
    /// The lines.
    pub(super) lines: Vec<Line<'text>>,
    /// The next line that is not empty, by line.
    next: Vec<Option<usize>>,
    /// The last line before it that is not empty, by line.
    before: Vec<Option<usize>>,
    /// How many lines from here on have the same number of cells.
    rows: Vec<usize>,
    shaped: Vec<bool>,
    counted: Vec<bool>,
    /// First and last line of the pile of heading-shaped lines around each line.
    piles: Vec<(usize, usize)>,
    /// First and last line of the run of short lines around each line.
    runs: Vec<(usize, usize)>,
    headings: Vec<bool>,
}

impl<'text> Layout<'text> {
    /// Looks at every line once in each direction.
    pub(super) fn of(lines: Vec<Line<'text>>) -> Self {
        let shaped: Vec<bool> = lines.iter().map(Line::is_heading_shaped).collect();
        let markers: Vec<_> = lines.iter().map(Line::marked).collect();
        let marked: Vec<bool> = markers.iter().map(Option::is_some).collect();
        let counts = |marker: &Option<Marked<'_>>| marker.is_some_and(|marker| marker.counts);
        let counted = markers.iter().map(counts).collect();
        let is_short = |at: usize| {
            let line = &lines[at];
            !line.is_blank()
                && !marked[at]
                && !ends_sentence(&line.text)
                && line.text.chars().count() <= 100
        };
        let mut layout = Self {
            next: neighbours((0..lines.len()).rev(), &lines),
            before: neighbours(0..lines.len(), &lines),
            rows: table_rows(&lines),
            piles: runs(lines.len(), |at| shaped[at] && !marked[at]),
            runs: runs(lines.len(), is_short),
            headings: vec![false; lines.len()],
            shaped,
            counted,
            lines,
        };
        // From the end: whether a line is a heading depends on what stands below it.
        for at in (0..layout.lines.len()).rev() {
            layout.headings[at] = !layout.lines[at].is_blank() && layout.is_heading(at);
        }
        layout
    }

    /// The level of the heading at `at`, if it is one.
    pub(super) fn heading_level(&self, at: usize) -> Option<u8> {
        let depth = lines::section_depth(&self.lines[at].text);
        self.headings[at].then(|| match depth {
            Some(depth) => 1 + depth,
            None if self.before[at].is_none() => 1,
            None => 2,
        })
    }

    /// How many lines from `at` are rows of one table: at least two with the same number of cells.
    pub(super) fn table_at(&self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        (self.rows[at] >= 2 && columns(line) >= 2 && line.marked().is_none()).then(|| self.rows[at])
    }

    /// Two or more short lines under a line that ends in a colon are a list whose bullets were
    /// lost in copying; so are those under a line that heads a box of a page (“OUR AMBITIONS”).
    pub(super) fn is_bare_item(&self, at: usize) -> bool {
        let (first, last) = self.runs[at];
        if at > first && self.heads_a_box(first) {
            return true;
        }
        let introduced =
            self.before[first].is_some_and(|before| self.lines[before].text.ends_with(':'));
        first != last && introduced && self.is_closed(last)
    }

    fn is_heading(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let is_marked = line.marked().is_some();
        if (line.underlined && !is_marked) || self.is_title(at) || self.heads_a_box(at) {
            return true;
        }
        if !self.shaped[at] || !self.has_body(at) {
            return false;
        }
        if is_marked {
            !self.is_in_numbered_list(at)
        } else {
            !self.is_bare_item(at) && !self.is_in_pile(at)
        }
    }

    /// The first of three or more short lines between empty ones heads them where it alone is in
    /// capitals, or alone names what they are (“Our priorities”): a box of a plan on a page.
    fn heads_a_box(&self, at: usize) -> bool {
        const LONGEST: usize = 60;
        let (first, last) = self.runs[at];
        if at != first || last < first + 2 || self.before[at].is_none() || !self.is_closed(last) {
            return false;
        }
        let text = |at: usize| &*self.lines[at].text;
        let below = || (first + 1..=last).map(text);
        let short = text(at).chars().count() <= LONGEST && !text(at).ends_with([':', '.', ',']);
        let capitals = lines::is_in_capitals(text(at)) && !below().any(lines::is_in_capitals);
        let named = lines::names_items(text(at)) && !below().any(lines::names_items);
        let above_is_apart = first.checked_sub(1).is_none_or(|above| self.lines[above].is_blank());
        short && above_is_apart && (capitals || named)
    }

    /// The first line of a text is its title where text follows, be it below a byline and a date.
    fn is_title(&self, at: usize) -> bool {
        let line = &self.lines[at];
        if self.before[at].is_some()
            || line.marked().is_some()
            || !lines::is_title_shaped(&line.text)
        {
            return false;
        }
        let mut below = self.next[at];
        while let Some(next) = below.filter(|next| lines::is_byline(&self.lines[*next].text)) {
            below = self.next[next];
        }
        self.has_body(at) || (below.is_some() && below != self.next[at])
    }

    /// A heading stands above something: a sentence, a list, a table, or another heading. A short
    /// line above nothing is a link or a signature.
    fn has_body(&self, at: usize) -> bool {
        let Some(next) = self.next[at] else { return false };
        let below = &self.lines[next];
        let is_text = ends_sentence(&below.text) || below.text.chars().count() > 100;
        let is_numbered_list = self.counted[next]
            && (!self.shaped[next] || self.next[next].is_some_and(|next| self.counted[next]));
        let is_list = below.marked().is_some() && !self.counted[next];
        is_text
            || is_list
            || is_numbered_list
            || self.table_at(next).is_some()
            || self.headings[next]
    }

    /// A numbered line is an item where the line before or after it is numbered too, and a section
    /// heading where text stands on both sides.
    fn is_in_numbered_list(&self, at: usize) -> bool {
        [self.before[at], self.next[at]].into_iter().flatten().any(|other| self.counted[other])
    }

    /// Short lines piled up without an empty line between them and closed by one are what a web
    /// page leaves behind when it is copied (section label, caption, sharing buttons); headings
    /// stand alone or right above their text. The first lines of a text are its title.
    fn is_in_pile(&self, at: usize) -> bool {
        let (first, last) = self.piles[at];
        let opens_text = first == at && self.before[first].is_none();
        first != last && self.is_closed(last) && !opens_text
    }

    fn is_closed(&self, last: usize) -> bool {
        self.lines.get(last + 1).is_none_or(Line::is_blank)
    }
}

/// For each line the nearest one that is not empty among those already passed in this order.
fn neighbours(order: impl Iterator<Item = usize>, lines: &[Line<'_>]) -> Vec<Option<usize>> {
    let mut found = vec![None; lines.len()];
    let mut last = None;
    for at in order {
        found[at] = last;
        if !lines[at].is_blank() {
            last = Some(at);
        }
    }
    found
}

/// For each place the first and last of the unbroken run of places around it that belong.
fn runs(length: usize, belongs: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = (0..length).map(|at| (at, at)).collect();
    let mut first = 0;
    while first < length {
        let last = (first..length).take_while(|at| belongs(*at)).last().unwrap_or(first);
        for run in &mut runs[first..=last] {
            *run = (first, last);
        }
        first = last + 1;
    }
    runs
}

fn table_rows(lines: &[Line<'_>]) -> Vec<usize> {
    let columns: Vec<usize> = lines.iter().map(columns).collect();
    let mut rows = vec![1; lines.len()];
    for at in (0..lines.len().saturating_sub(1)).rev() {
        if columns[at] == columns[at + 1] {
            rows[at] = rows[at + 1] + 1;
        }
    }
    rows
}
