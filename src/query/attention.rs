//! Attention: what share of a partnership's priorities, and of its passages, is about each theme.
//!
//! The whole is never padded: shares of priorities are of the items of the leading list, and only
//! where that list is complete and has [`FEWEST_ITEMS`] items or more; shares of passages are of
//! the partnership's own texts (digests are our words), contents pages and reference lists left
//! out, from [`FEWEST_PASSAGES`] on. What is refused says why.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    error::Result,
    model::{
        CoverageState, Document, DocumentOrigin, NodeKey, NodeKind, Partnership, Passage, Priority,
        Slug, Theme,
    },
    view::{View, graph::EdgeKind},
};

use super::{
    coverage::{Column, CoverageOptions, coverage, is_body_text, theme_subjects},
    document::themes_in,
    filter::strategies_of_policy,
    names::get_row,
    partnership::strategies_of,
    priority::counted_themes,
    statistics::{bootstrap_interval, effective_number_shannon, effective_number_simpson},
    strategy::lists_of,
    theme::with_narrower,
};

/// Fewer items than this have no share.
pub const FEWEST_ITEMS: usize = 5;
/// Fewer passages than this have no share.
pub const FEWEST_PASSAGES: usize = 30;

/// A share of a whole with its interval (95%), or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// 0 to 1.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// How many are about it; counted even where a share is refused.
    pub count: usize,
    /// The size of the whole.
    pub of: usize,
    /// Why there is no share.
    pub refused_because: Option<String>,
}

impl Share {
    fn new(count: usize, whole: &Whole) -> Self {
        let of = whole.size;
        if whole.refused_because.is_some() {
            let refused_because = whole.refused_because.clone();
            return Self { value: None, low: None, high: None, count, of, refused_because };
        }
        let (low, high) = bootstrap_interval(count, of);
        let value = Some(count as f64 / of as f64);
        Self { value, low: Some(low), high: Some(high), count, of, refused_because: None }
    }

    /// Whether the intervals of two shares overlap: then the shares cannot be told apart. `None`
    /// where one was refused.
    pub fn overlaps(&self, other: &Self) -> Option<bool> {
        Some(self.low? <= other.high? && other.low? <= self.high?)
    }
}

/// How much of a partnership's attention a theme has.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeAttention {
    /// The theme, narrower ones included.
    pub theme: Arc<Theme>,
    /// Its state.
    pub state: CoverageState,
    /// Its share of the items of the leading list.
    pub share: Share,
    /// Its share of the passages of the partnership's own texts.
    pub passage_share: Share,
    /// The items that make it a priority.
    pub priorities: Vec<Arc<Priority>>,
}

/// A partnership's attention.
#[derive(Debug, Clone, PartialEq)]
pub struct Attention {
    /// By theme, in the order of the scheme.
    pub themes: Vec<ThemeAttention>,
    /// As how many themes of equal weight the items of the leading list are spread; `None` where
    /// shares of items are refused.
    pub effective_themes: Option<EffectiveThemes>,
}

/// The effective number of themes: each item weighs 1, shared evenly by the themes that a curator
/// gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffectiveThemes {
    /// After Shannon: e to the entropy.
    pub shannon: f64,
    /// After Simpson: rare themes count less.
    pub simpson: f64,
}

/// The whole of which shares are told.
struct Whole {
    size: usize,
    refused_because: Option<String>,
}

/// A partnership's attention to every theme.
///
/// # Errors
/// `NOT_FOUND` for a partnership that does not exist.
pub fn attention(view: &View, partnership: &str, options: &CoverageOptions) -> Result<Attention> {
    let partnership = get_row::<Partnership>(view, partnership)?;
    let (items, item_whole) = leading_items(view, &partnership, options);
    let (passages, passage_whole) = own_passages(view, &partnership, options);
    let themes_of_item = |row: &Arc<Priority>| {
        counted_themes(view, &row.slug, options.proposed)
            .into_iter()
            .map(|it| it.theme.slug.clone())
            .collect()
    };
    let themes_of_passage = |row: &Arc<Passage>| {
        themes_in(view, &row.slug).into_iter().map(|it| it.0.slug.clone()).collect()
    };
    let item_themes: Vec<Vec<Slug>> = items.iter().map(themes_of_item).collect();
    let passage_themes: Vec<Vec<Slug>> = passages.iter().map(themes_of_passage).collect();
    let count = |rows: &[Vec<Slug>], themes: &[Slug]| {
        rows.iter().filter(|row| row.iter().any(|theme| themes.contains(theme))).count()
    };
    let rows = coverage(view, &[Column::from(partnership)], &theme_subjects(view, None)?, options);
    let themes = rows
        .into_iter()
        .filter_map(|row| {
            let theme = view.graph.find_row::<Theme>(row.subject.slug())?.clone();
            let about = with_narrower(view, &theme.slug);
            let cell = row.cells.into_iter().next()?;
            Some(ThemeAttention {
                share: Share::new(count(&item_themes, &about), &item_whole),
                passage_share: Share::new(count(&passage_themes, &about), &passage_whole),
                theme,
                state: cell.state,
                priorities: cell.priorities,
            })
        })
        .collect();
    let effective_themes =
        item_whole.refused_because.is_none().then(|| effective_themes(&item_themes)).flatten();
    Ok(Attention { themes, effective_themes })
}

fn effective_themes(items: &[Vec<Slug>]) -> Option<EffectiveThemes> {
    let mut weights: BTreeMap<&Slug, f64> = BTreeMap::new();
    for themes in items {
        for theme in themes {
            *weights.entry(theme).or_default() += 1.0 / themes.len() as f64;
        }
    }
    let weights: Vec<f64> = weights.into_values().collect();
    (!weights.is_empty()).then(|| EffectiveThemes {
        shannon: effective_number_shannon(&weights),
        simpson: effective_number_simpson(&weights),
    })
}

/// The items of the leading lists of the policy's strategies.
fn leading_items(
    view: &View,
    partnership: &Partnership,
    options: &CoverageOptions,
) -> (Vec<Arc<Priority>>, Whole) {
    let policy = strategies_of_policy(view, options.editions);
    let mut items = Vec::new();
    let (mut lists, mut complete) = (0usize, true);
    for strategy in strategies_of(view, &partnership.slug) {
        if !policy.contains(&strategy.slug) {
            continue;
        }
        let own = lists_of(view, &strategy.slug);
        let chosen = || own.iter().filter(|it| options.roles.contains(&it.list.role));
        let leading = chosen().map(|it| it.list.role).min();
        for list in chosen().filter(|it| Some(it.list.role) == leading) {
            lists += 1;
            complete &= list.list.complete;
            items.extend(list.items.iter().cloned());
        }
    }
    let size = items.len();
    let refused_because = if lists == 0 {
        Some("no list of these roles is on record".to_owned())
    } else if !complete {
        Some("the list is not confirmed as complete: a share of what is on record would say nothing of the whole".to_owned())
    } else {
        (size < FEWEST_ITEMS)
            .then(|| format!("the list has {size} items; a share is told from {FEWEST_ITEMS} on"))
    };
    (items, Whole { size, refused_because })
}

/// The passages of the partnership's own texts.
fn own_passages(
    view: &View,
    partnership: &Partnership,
    options: &CoverageOptions,
) -> (Vec<Arc<Passage>>, Whole) {
    let policy = strategies_of_policy(view, options.editions);
    let key = NodeKey::new(NodeKind::Partnership, partnership.slug.clone());
    let held = view.graph.targets::<Document>(&key, EdgeKind::Holds);
    let own = held.iter().filter(|row| {
        row.origin == DocumentOrigin::Ingested
            && row.strategy.as_ref().is_none_or(|strategy| policy.contains(strategy))
    });
    let passages: Vec<Arc<Passage>> = own
        .flat_map(|row| {
            let key = NodeKey::new(NodeKind::Document, row.slug.clone());
            view.graph.targets::<Passage>(&key, EdgeKind::Contains)
        })
        .filter(|row| is_body_text(row))
        .collect();
    let size = passages.len();
    let refused_because = match (size, held.is_empty()) {
        (0, true) => Some("no document is held".to_owned()),
        (0, false) => Some("only digests are held: their length is ours".to_owned()),
        _ => (size < FEWEST_PASSAGES).then(|| {
            format!("its texts have {size} passages; a share is told from {FEWEST_PASSAGES} on")
        }),
    };
    (passages, Whole { size, refused_because })
}
