//! Themes that go together: which themes partnerships make a priority together more often than by
//! chance.
//!
//! Told as lift with its counts: raw co-occurrence would only show what is frequent anyway.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    error::Result,
    model::{CoverageState, Theme},
    view::View,
};

use super::{
    comparison::{ComparisonQuestion, compare},
    coverage::{ComparisonRow, CoverageOptions, Subject},
    names::get_row,
    theme::narrower_of,
};

/// Two themes that partnerships make a priority together.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemePair {
    /// The one that was asked about, or that comes first in the scheme.
    pub a: Arc<Theme>,
    /// The other.
    pub b: Arc<Theme>,
    /// Lift: how many times as many partnerships prioritise both as would if the two had nothing
    /// to do with each other.
    pub lift: f64,
    /// How many partnerships prioritise both.
    pub together: usize,
    /// How many would if the two had nothing to do with each other.
    pub expected: f64,
    /// How many prioritise the first.
    pub with_a: usize,
    /// How many prioritise the other.
    pub with_b: usize,
    /// Of how many partnerships with any coded priority this is told.
    pub of: usize,
}

/// Fewer partnerships than this prioritising both say nothing.
const FEWEST_TOGETHER: usize = 3;

/// The themes that partnerships make a priority together with one more often than by chance, the
/// highest lift first; at most `first`. Wider and narrower themes of the same branch are left out,
/// and so are pairs that fewer than three partnerships share. Told of the partnerships with any
/// coded priority.
///
/// # Errors
/// `NOT_FOUND` for a theme that does not exist.
pub fn related_themes(
    view: &View,
    theme: &str,
    options: &CoverageOptions,
    first: usize,
) -> Result<Vec<ThemePair>> {
    let own = get_row::<Theme>(view, theme)?;
    let stated = Stated::by_theme(view, options)?;
    let Some(mine) = stated.themes.iter().find(|it| it.theme.slug == own.slug) else {
        return Ok(Vec::new());
    };
    let pairs = stated.themes.iter().filter_map(|other| stated.pair(mine, other));
    Ok(highest(pairs.collect(), first))
}

/// The pairs of themes that partnerships make a priority together more often than by chance, the
/// highest lift first; at most `first`. Only themes without narrower ones: a wider theme holds its
/// narrower ones, so that one pair would come back in several guises.
///
/// # Errors
/// As [`compare`].
pub fn theme_pairs(view: &View, options: &CoverageOptions, first: usize) -> Result<Vec<ThemePair>> {
    let mut stated = Stated::by_theme(view, options)?;
    stated.themes.retain(|it| narrower_of(view, &it.theme.slug).is_empty());
    let mut pairs = Vec::new();
    for (place, a) in stated.themes.iter().enumerate() {
        pairs.extend(stated.themes[place + 1..].iter().filter_map(|b| stated.pair(a, b)));
    }
    Ok(highest(pairs, first))
}

/// Which partnerships, by place, state each theme.
struct Stated {
    themes: Vec<StatedTheme>,
    /// How many partnerships state any.
    of: usize,
}

struct StatedTheme {
    theme: Arc<Theme>,
    by: BTreeSet<usize>,
}

impl Stated {
    fn by_theme(view: &View, options: &CoverageOptions) -> Result<Self> {
        let question =
            ComparisonQuestion { coverage: options.clone(), ..ComparisonQuestion::default() };
        let comparison = compare(view, &question)?;
        let stated = |row: &Arc<ComparisonRow>| {
            let Subject::Theme(theme) = &row.subject else { return None };
            let cells = row.cells.iter().enumerate();
            let by = cells.filter(|(_, cell)| cell.state == CoverageState::Priority);
            Some(StatedTheme { theme: theme.clone(), by: by.map(|(place, _)| place).collect() })
        };
        let themes: Vec<StatedTheme> = comparison.rows.iter().filter_map(stated).collect();
        let of = themes.iter().flat_map(|it| &it.by).collect::<BTreeSet<_>>().len();
        Ok(Self { themes, of })
    }

    /// The pair, if it says something.
    fn pair(&self, a: &StatedTheme, b: &StatedTheme) -> Option<ThemePair> {
        let of_one_branch = a.theme.slug == b.theme.slug
            || a.theme.broader.as_ref() == Some(&b.theme.slug)
            || b.theme.broader.as_ref() == Some(&a.theme.slug);
        let together = a.by.intersection(&b.by).count();
        let expected = a.by.len() as f64 * b.by.len() as f64 / self.of as f64;
        let telling = together >= FEWEST_TOGETHER && together as f64 > expected;
        (telling && !of_one_branch).then(|| ThemePair {
            a: a.theme.clone(),
            b: b.theme.clone(),
            lift: together as f64 / expected,
            together,
            expected,
            with_a: a.by.len(),
            with_b: b.by.len(),
            of: self.of,
        })
    }
}

fn highest(mut pairs: Vec<ThemePair>, first: usize) -> Vec<ThemePair> {
    pairs.sort_by(|x, y| {
        y.lift
            .total_cmp(&x.lift)
            .then(y.together.cmp(&x.together))
            .then_with(|| x.a.position.cmp(&y.a.position))
            .then_with(|| x.b.position.cmp(&y.b.position))
    });
    pairs.truncate(first);
    pairs
}
