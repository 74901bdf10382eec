//! Runs of glyphs to fragments of lines: what stands on one line without a wide gap. A line of
//! running text is one fragment; a line across two columns, or a row of a table, is several.

use pdf_oxide::structure::types::McidScope;

use super::super::lines::is_marker_alone;

/// A run of glyphs in one font, as the file draws it. Lengths are points, y grows upwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Its text.
    pub(super) text: String,
    /// Its left edge.
    pub(super) x0: f32,
    /// Its right edge.
    pub(super) x1: f32,
    /// Its lower edge.
    pub(super) y: f32,
    /// Size of its font.
    pub(super) size: f32,
    /// Whether the font is bold.
    pub(super) bold: bool,
    /// Its mark in the content stream, by which tags name it.
    pub(super) mark: Option<(Option<McidScope>, u32)>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    /// The runs it is made of.
    pub(super) runs: Vec<Run>,
    /// Its text; soft hyphens are kept.
    pub(super) text: String,
    /// Its left edge.
    pub(super) x0: f32,
    /// Its right edge.
    pub(super) x1: f32,
    /// Its lower edge.
    pub(super) y: f32,
    /// Size of the font of most of it.
    pub(super) size: f32,
    /// Whether at least four fifths of its letters are bold.
    pub(super) bold: bool,
}

/// Widest gap between two words of a line, in font sizes: cells of a narrow table stand 0.9 apart.
/// Justified lines with wider gaps are joined again where a line above or below bridges them.
const WIDEST_GAP: f32 = 0.8;
/// Widest gap between a list marker and its text, in font sizes.
const WIDEST_INDENT: f32 = 6.0;
/// Narrowest gap that divides words, in font sizes: a space has 0.2 to 0.3.
const WORD_GAP: f32 = 0.15;

/// Fragments from runs in the order in which they are drawn.
pub(super) fn fragments<'run>(runs: impl IntoIterator<Item = &'run Run>) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for run in runs {
        match fragments.last_mut() {
            Some(last) if last.is_followed_by(run) => last.add(run),
            _ => fragments.push(Fragment::of(run)),
        }
    }
    for fragment in &mut fragments {
        fragment.settle();
    }
    fragments.retain(|fragment| !fragment.text.trim().is_empty());
    join_stretched(fragments)
}

/// Joins fragments of one line that justified setting pulled apart further than words are: where
/// a line right above or below runs across the gap, the gap divides no columns.
fn join_stretched(fragments: Vec<Fragment>) -> Vec<Fragment> {
    let edges: Vec<Edges> = fragments.iter().map(Fragment::edges).collect();
    let mut joined: Vec<Fragment> = Vec::with_capacity(fragments.len());
    for (at, fragment) in fragments.into_iter().enumerate() {
        // Lines above are joined already, those below are not yet.
        let above = joined.iter().rev().skip(1).take(6).map(Fragment::edges);
        let below = edges[at..edges.len().min(at + 12)].iter().copied();
        let near: Vec<Edges> = above.chain(below).collect();
        match joined.last_mut() {
            Some(last) if last.is_stretched_to(&fragment, &near) => last.absorb(fragment),
            _ => joined.push(fragment),
        }
    }
    joined
}

/// Left, right and lower edge, and size.
type Edges = (f32, f32, f32, f32);

impl Fragment {
    fn of(run: &Run) -> Self {
        Self {
            runs: vec![run.clone()],
            text: run.text.clone(),
            x0: run.x0,
            x1: run.x1,
            y: run.y,
            size: run.size,
            bold: run.bold,
        }
    }

    fn is_followed_by(&self, run: &Run) -> bool {
        let size = self.size.max(run.size);
        let gap = run.x0 - self.x1;
        let widest = if is_marker_alone(&self.text) { WIDEST_INDENT } else { WIDEST_GAP };
        (self.y - run.y).abs() <= size * 0.35 && gap >= size * -0.5 && gap <= size * widest
    }

    fn add(&mut self, run: &Run) {
        if self.is_noted_by(run) {
            return;
        }
        let gap = run.x0 - self.x1;
        let apart = gap > self.size.min(run.size) * WORD_GAP;
        let spaced = self.text.ends_with(char::is_whitespace) || run.text.starts_with(' ');
        if is_marker_alone(&self.text) {
            // The reader of lines tells a hollow bullet from the letter o by what follows it.
            self.text.push('\t');
        } else if apart && !spaced && !self.text.ends_with('\u{ad}') {
            self.text.push(' ');
        }
        self.text.push_str(&run.text);
        self.x1 = self.x1.max(run.x1);
        self.runs.push(run.clone());
    }

    /// Whether a run is the small raised number of a note, which is no word of the line.
    fn is_noted_by(&self, run: &Run) -> bool {
        let text = run.text.trim();
        (1..=3).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && run.size < self.size * 0.8
            && run.y > self.y + self.size * 0.15
            && self.text.ends_with(|last: char| last.is_alphabetic() || ".,;:)”’".contains(last))
    }

    fn is_stretched_to(&self, next: &Self, near: &[Edges]) -> bool {
        const WIDEST_STRETCH: f32 = 4.0;
        let size = self.size;
        let gap = next.x0 - self.x1;
        let on_line = (self.y - next.y).abs() <= size * 0.35 && (size - next.size).abs() < 0.6;
        let bridges = |(x0, x1, y, other): &Edges| {
            let step = (y - self.y).abs();
            (other - size).abs() < 0.6
                && step > size * 0.5
                && step <= size * 1.7
                && *x0 < self.x1 - size
                && *x1 > next.x0 + size
        };
        on_line && gap > 0.0 && gap <= size * WIDEST_STRETCH && near.iter().any(bridges)
    }

    fn edges(&self) -> Edges {
        (self.x0, self.x1, self.y, self.size)
    }

    fn absorb(&mut self, next: Self) {
        if !self.text.ends_with('\u{ad}') {
            self.text.push(' ');
        }
        self.text.push_str(&next.text);
        self.x1 = self.x1.max(next.x1);
        self.runs.extend(next.runs);
        self.settle();
    }

    /// Size and weight of most of its letters.
    fn settle(&mut self) {
        let letters = |run: &Run| run.text.chars().filter(|sign| !sign.is_whitespace()).count();
        let all: usize = self.runs.iter().map(letters).sum();
        let bold: usize = self.runs.iter().filter(|run| run.bold).map(letters).sum();
        self.bold = all > 0 && bold * 5 >= all * 4;
        if let Some(longest) = self.runs.iter().max_by_key(|run| letters(run)) {
            self.size = longest.size;
        }
    }

    /// Its upper edge.
    pub(super) fn top(&self) -> f32 {
        self.y + self.size
    }

    /// Letters and digits in it.
    pub(super) fn letters(&self) -> usize {
        self.text.chars().filter(|sign| sign.is_alphanumeric()).count()
    }
}
