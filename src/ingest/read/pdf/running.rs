//! Running headers, footers and page numbers: lines near the upper or lower edge that stand at
//! the same height on many pages, but for their digits. Files that mark them need this not; most
//! do not mark them.

use std::collections::{BTreeMap, BTreeSet};

use super::{fragment::Fragment, page::Page};

/// The share of a page's height, above and below, in which such lines stand.
const MARGIN: f32 = 0.13;
/// Two lines at the same height differ by no more, in points.
const SAME_HEIGHT: f32 = 4.0;
/// A line is running where it stands on this share of the pages: left and right pages may have
/// headers of their own, and chapters as well.
const SHARE: f32 = 0.3;

/// Where a line stands: place of the page, lower edge.
type Places = Vec<(usize, f32)>;

/// Drops running lines from all pages.
pub(super) fn drop_running(pages: &mut [Page]) {
    let mut seen: BTreeMap<String, Places> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        // What some pages mark as running is counted with what others do not.
        let all = page.fragments.iter().chain(&page.artifacts);
        for fragment in all.filter(|fragment| is_within(page.height, fragment)) {
            seen.entry(shape(&fragment.text)).or_default().push((at, fragment.y));
        }
    }
    let all = pages.len();
    for page in pages {
        let height = page.height;
        let mut kept = std::mem::take(&mut page.fragments);
        kept.retain(|fragment| {
            let shape = shape(&fragment.text);
            let places = seen.get(&shape).filter(|_| is_within(height, fragment));
            !places.is_some_and(|places| is_running(&shape, places, fragment.y, all))
        });
        page.fragments = kept;
    }
}

fn is_running(shape: &str, places: &Places, y: f32, pages: usize) -> bool {
    let on: BTreeSet<usize> = places
        .iter()
        .filter(|(_, other)| (other - y).abs() <= SAME_HEIGHT)
        .map(|(page, _)| *page)
        .collect();
    // A number by itself near the edge of two pages counts pages.
    let fewest = if is_page_number(shape) { 2 } else { 3 };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count"
    )]
    let least = (pages as f32 * SHARE).ceil() as usize;
    on.len() >= fewest && on.len() >= least.min(pages)
}

fn is_within((bottom, top): (f32, f32), fragment: &Fragment) -> bool {
    let margin = (top - bottom) * MARGIN;
    fragment.y < bottom + margin || fragment.y > top - margin
}

/// The text with every number as `#`: “Page 3 of 40” and “Page 4 of 40” are one line.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for sign in text.trim().chars() {
        match sign {
            _ if sign.is_ascii_digit() => {
                if !shape.ends_with('#') {
                    shape.push('#');
                }
            }
            _ if sign.is_whitespace() => {
                if !shape.ends_with(' ') {
                    shape.push(' ');
                }
            }
            _ => shape.extend(sign.to_lowercase()),
        }
    }
    shape
}

fn is_page_number(shape: &str) -> bool {
    matches!(
        shape,
        "#" | "- # -" | "– # –" | "| #" | "# |" | "page #" | "page # of #" | "# of #" | "#/#"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::read::pdf::fragment::{Run, fragments};

    fn page(number: u32, lines: &[(f32, &str)]) -> Page {
        let runs = lines.iter().map(|(y, text)| Run {
            text: (*text).to_owned(),
            x0: 50.0,
            x1: 150.0,
            y: *y,
            size: 10.0,
            bold: false,
            mark: None,
        });
        let fragments = fragments(&runs.collect::<Vec<_>>());
        Page { number, height: (0.0, 800.0), fragments, artifacts: Vec::new() }
    }

    fn left(pages: &[Page]) -> Vec<Vec<&str>> {
        let mut left = Vec::new();
        for page in pages {
            left.push(page.fragments.iter().map(|line| line.text.as_str()).collect());
        }
        left
    }

    #[test]
    fn lines_that_repeat_near_the_edge_go_and_others_stay() {
        let mut pages: Vec<Page> = (1..=4)
            .map(|number| {
                let footer = format!("Our plan, page {number}");
                page(number, &[(780.0, "Northmarsh Board"), (400.0, "We agree."), (20.0, &footer)])
            })
            .collect();
        drop_running(&mut pages);
        assert_eq!(left(&pages), vec![vec!["We agree."]; 4]);
    }

    #[test]
    fn a_number_near_the_edge_of_one_page_is_text() {
        let mut pages = vec![page(1, &[(20.0, "2030")]), page(2, &[(400.0, "Text.")])];
        drop_running(&mut pages);
        assert_eq!(left(&pages), [["2030"], ["Text."]]);
    }

    #[test]
    fn headings_that_begin_pages_at_different_words_stay() {
        let mut pages: Vec<Page> = [(1, "Prevention"), (2, "Workforce"), (3, "Homes")]
            .map(|(number, heading)| page(number, &[(770.0, heading), (400.0, "Text.")]))
            .into();
        drop_running(&mut pages);
        assert!(left(&pages).iter().all(|texts| texts.len() == 2));
    }
}
