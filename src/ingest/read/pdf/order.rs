//! Reading order of a page without tags. The order in which a file draws is nearly always the
//! order in which it is read: layout programs draw frame by frame, column by column. It is
//! followed unless the page itself contradicts it: lines drawn across two columns of running
//! text, or something drawn after what stands below it. Then white space decides: the page is cut
//! along gaps that nothing crosses, again and again.

use super::{fragment::Fragment, page::Page};

/// The fragments of a page in reading order.
pub(super) fn in_order(page: &Page) -> Vec<Fragment> {
    let fragments = &page.fragments;
    let across = crosses_columns(fragments);
    if !across && !climbs(fragments) {
        return fragments.clone();
    }
    let mut places = Vec::with_capacity(fragments.len());
    cut(fragments, (0..fragments.len()).collect(), across, 0, &mut places);
    places.into_iter().map(|place| fragments[place].clone()).collect()
}

/// Whether lines are drawn across two columns of running text: at least five times in a row of
/// the drawing a long fragment is followed by another long one on its line.
fn crosses_columns(fragments: &[Fragment]) -> bool {
    const LONG: usize = 25;
    let is_long = |fragment: &Fragment| fragment.letters() >= LONG;
    let pairs = fragments
        .windows(2)
        .filter(|pair| is_long(&pair[0]) && is_long(&pair[1]))
        .filter(|pair| (pair[0].y - pair[1].y).abs() < 2.0 && pair[1].x0 > pair[0].x1);
    let across = pairs.count();
    across >= 5 && across * 3 >= fragments.len()
}

/// Whether something is drawn after what stands below it in its own column.
fn climbs(fragments: &[Fragment]) -> bool {
    fragments.windows(2).any(|pair| {
        let (first, second) = (&pair[0], &pair[1]);
        second.y > first.y + first.size * 2.0 && second.x0 < first.x1
    })
}

/// Deepest cutting; a page has a few dozen frames.
const DEEPEST: usize = 40;

/// Cuts the fragments at `places` along the white space between them and adds them in order.
/// `columns` prefers cuts between columns; else the one that agrees more with the drawing.
fn cut(
    fragments: &[Fragment],
    places: Vec<usize>,
    columns: bool,
    depth: usize,
    ordered: &mut Vec<usize>,
) {
    if places.len() < 2 || depth > DEEPEST {
        ordered.extend(places);
        return;
    }
    let beside = split(&places, |place| (fragments[place].x0, fragments[place].x1), 6.0);
    let below = split(&places, |place| (-fragments[place].top(), -fragments[place].y), 1.0);
    let chosen = match (beside, below) {
        (Some(beside), Some(below)) => {
            let tall = beside.0.len() >= 3 && beside.1.len() >= 3;
            let agrees = disagreement(&beside) < disagreement(&below);
            if (columns && tall) || (!columns && agrees) { beside } else { below }
        }
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => {
            ordered.extend(places);
            return;
        }
    };
    cut(fragments, chosen.0, columns, depth + 1, ordered);
    cut(fragments, chosen.1, columns, depth + 1, ordered);
}

type Halves = (Vec<usize>, Vec<usize>);

/// Divides places at the widest gap between their extents; none where no gap is `least` wide.
fn split(places: &[usize], extent: impl Fn(usize) -> (f32, f32), least: f32) -> Option<Halves> {
    let mut extents: Vec<(f32, f32)> = places.iter().map(|place| extent(*place)).collect();
    extents.sort_by(|first, second| first.0.total_cmp(&second.0));
    let mut reach = extents.first()?.1;
    let mut widest = (least, None);
    for (start, end) in extents {
        if start - reach > widest.0 {
            widest = (start - reach, Some(start));
        }
        reach = reach.max(end);
    }
    let border = widest.1?;
    let (after, before) = places.iter().partition(|place| extent(**place).0 >= border);
    Some((before, after))
}

/// How many neighbours in the drawing the halves tear out of order, as a share of all pairs of
/// the two halves (places are numbered in the order of drawing).
fn disagreement((first, second): &Halves) -> f32 {
    let mut later: Vec<usize> = second.clone();
    later.sort_unstable();
    let torn: usize = first.iter().map(|place| later.partition_point(|other| other < place)).sum();
    torn as f32 / (first.len() * second.len()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::read::pdf::fragment::{Run, fragments};

    fn ordered(lines: &[(f32, f32, f32, &str)]) -> Vec<String> {
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
        let fragments = fragments(&runs);
        let page = Page { number: 1, height: (0.0, 800.0), fragments, artifacts: Vec::new() };
        in_order(&page).into_iter().map(|fragment| fragment.text).collect()
    }

    #[test]
    fn lines_drawn_across_two_columns_are_read_column_by_column() {
        let left = "the left column speaks of homes and of health";
        let right = "the right column speaks of work and of schools";
        let mut lines = vec![(50.0, 550.0, 760.0, "A heading across both columns")];
        for line in 0..6_u8 {
            let y = 700.0 - f32::from(line) * 12.0;
            lines.push((50.0, 280.0, y, left));
            lines.push((320.0, 550.0, y, right));
        }
        let mut expected = vec!["A heading across both columns"];
        expected.extend([left; 6]);
        expected.extend([right; 6]);
        assert_eq!(ordered(&lines), expected);
    }

    #[test]
    fn a_heading_drawn_last_is_read_first() {
        let lines = [
            (50.0, 300.0, 600.0, "Text."),
            (50.0, 300.0, 580.0, "More."),
            (50.0, 300.0, 700.0, "Head"),
        ];
        assert_eq!(ordered(&lines), ["Head", "Text.", "More."]);
    }

    #[test]
    fn frames_drawn_one_after_the_other_keep_their_order() {
        let lines = [
            (50.0, 200.0, 700.0, "One"),
            (50.0, 200.0, 680.0, "first"),
            (300.0, 450.0, 700.0, "Two"),
            (300.0, 450.0, 680.0, "second"),
        ];
        assert_eq!(ordered(&lines), ["One", "first", "Two", "second"]);
    }
}
