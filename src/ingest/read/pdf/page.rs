//! One page: its fragments in the order in which they are drawn, upright. What the file itself
//! marks as no part of the text (running headers, page numbers, backgrounds) is left out.

use pdf_oxide::{Error, PdfDocument, layout::TextSpan};

use super::{
    fragment::{Fragment, Run, fragments},
    number,
};

/// A page and what stands on it.
#[derive(Debug)]
pub(super) struct Page {
    /// Its number, from 1.
    pub(super) number: u32,
    /// Lowest and highest place on it, in points.
    pub(super) height: (f32, f32),
    /// What stands on it, in the order in which it is drawn.
    pub(super) fragments: Vec<Fragment>,
    /// What is marked as no part of the text.
    pub(super) artifacts: Vec<Fragment>,
}

impl Page {
    /// Loads a page, counted from 0.
    pub(super) fn load(document: &PdfDocument, index: usize) -> Result<Self, Error> {
        let mut spans = document.extract_spans(index)?;
        spans.retain(is_sound);
        spans.sort_by_key(|span| span.sequence);
        let turn = usual_turn(&spans);
        spans.retain(|span| turn_of(span) == Some(turn));
        let (artifacts, spans): (Vec<_>, Vec<_>) =
            spans.into_iter().partition(|span| span.artifact_type.is_some());
        let upright = |spans: &[TextSpan]| -> Vec<Run> {
            spans.iter().flat_map(|span| runs_of(span, turn)).collect()
        };
        let (artifacts, runs) = (upright(&artifacts), upright(&spans));
        let height = match (document.get_page_visible_box(index), turn) {
            (Ok((_, bottom, _, top)), 0) => (bottom, top),
            _ => extent(&runs),
        };
        let (fragments, artifacts) = (fragments(&runs), fragments(&artifacts));
        Ok(Self { number: number(index + 1), height, fragments, artifacts })
    }

    /// Letters and digits on it.
    pub(super) fn letters(&self) -> usize {
        self.fragments.iter().map(Fragment::letters).sum()
    }
}

/// Damaged files place glyphs nowhere.
fn is_sound(span: &TextSpan) -> bool {
    let places = [span.bbox.x, span.bbox.y, span.bbox.width, span.font_size];
    places.iter().all(|place| place.is_finite() && place.abs() < 1e6)
}

/// Quarter turns of a run to the left; none where it stands aslant, as watermarks do.
fn turn_of(span: &TextSpan) -> Option<i32> {
    [0, 90, 180, -90].into_iter().find(|turn| {
        #[allow(clippy::cast_precision_loss, reason = "at most 180")]
        let turn = *turn as f32;
        (span.rotation_degrees - turn).abs() < 5.0
    })
}

/// How most of the text is turned: a page in landscape may be drawn upright and shown turned.
fn usual_turn(spans: &[TextSpan]) -> i32 {
    let length = |turn: i32| -> usize {
        spans.iter().filter(|span| turn_of(span) == Some(turn)).map(|span| span.text.len()).sum()
    };
    [-90, 180, 90, 0].into_iter().max_by_key(|turn| length(*turn)).unwrap_or(0)
}

fn run(span: &TextSpan, turn: i32) -> Run {
    let (x, y, width, height) = (span.bbox.x, span.bbox.y, span.bbox.width, span.bbox.height);
    let (x0, x1, y) = match turn {
        90 => (y, y + height.max(width), -(x + width.min(height))),
        -90 => (-(y + height.max(width)), -y, x),
        180 => (-(x + width), -x, -y),
        _ => (x, x + width, y),
    };
    Run {
        text: span.text.clone(),
        x0,
        x1,
        y,
        size: if span.font_size > 0.5 { span.font_size } else { height.max(1.0) },
        bold: span.font_weight.is_bold() || is_named_bold(&span.font_name),
        mark: span.mcid.map(|mark| (span.mcid_scope.clone(), mark)),
    }
}

/// The runs of a span. Two numbers with a gap between them come from the library as one number
/// with a decimal point in it (it takes them for the boxes of a form): no such point was drawn.
/// It is told by its width, that of the gap: a drawn point is narrower, but in typewriter fonts.
fn runs_of(span: &TextSpan, turn: i32) -> Vec<Run> {
    const WIDEST_POINT: f32 = 0.38;
    let whole = run(span, turn);
    let signs: Vec<char> = span.text.chars().collect();
    if turn != 0 || span.is_monospace || span.char_widths.len() != signs.len() {
        return vec![whole];
    }
    let is_digit =
        |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let is_gap = |at: usize| {
        signs[at] == '.'
            && span.char_widths[at] > span.font_size * WIDEST_POINT
            && is_digit(at.checked_sub(1))
            && is_digit(at.checked_add(1))
    };
    let (mut runs, mut start, mut x) = (Vec::new(), 0, whole.x0);
    for gap in (0..signs.len()).filter(|at| is_gap(*at)) {
        let width: f32 = span.char_widths[start..gap].iter().sum();
        let text = signs[start..gap].iter().collect();
        runs.push(Run { text, x0: x, x1: x + width, ..whole.clone() });
        x += width + span.char_widths[gap];
        start = gap + 1;
    }
    runs.push(Run { text: signs[start..].iter().collect(), x0: x, ..whole });
    runs
}

/// Fonts often tell their weight by name only.
fn is_named_bold(name: &str) -> bool {
    ["Bold", "Black", "Heavy", "Semibold", "SemiBold", "Demi"]
        .iter()
        .any(|weight| name.contains(weight))
}

fn extent(runs: &[Run]) -> (f32, f32) {
    let low = runs.iter().map(|run| run.y).fold(f32::INFINITY, f32::min);
    let high = runs.iter().map(|run| run.y + run.size).fold(f32::NEG_INFINITY, f32::max);
    (low, high)
}
