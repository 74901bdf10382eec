//! Attention: what share of a partnership's priorities, and of its passages, is about each theme.
//!
//! The whole is never padded: shares of priorities are of the items of the leading list, and only
//! where that list is complete and has [`FEWEST_ITEMS`] items or more; shares of passages are of
//! the partnership's own texts (digests are our words), contents pages and reference lists left
//! out, from [`FEWEST_PASSAGES`] on. What is refused says why.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    error::Result,
    model::{CoverageState, Document, DocumentOrigin, NodeKey, NodeKind, Priority, Slug, Theme},
    view::{View, graph::EdgeKind, passages::PassageRef},
};

use super::{
    comparison::{Standing, get_standing},
    coverage::{Column, CoverageOptions, coverage, theme_subjects},
    document::is_replaced,
    filter::strategies_of_policy,
    partnership::strategies_of,
    priority::counted_themes,
    share::{Share, Whole},
    statistics::{effective_number_shannon, effective_number_simpson},
    strategy::lists_of,
    theme::with_narrower,
};

/// Fewer items than this have no share.
pub const FEWEST_ITEMS: usize = 5;
/// Fewer passages than this have no share.
pub const FEWEST_PASSAGES: usize = 30;

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
    /// How many items the leading list has on record.
    pub items: usize,
    /// Why shares of items are refused, where they are.
    pub items_refused_because: Option<String>,
}

impl Attention {
    /// What is told of one theme.
    pub fn theme(&self, slug: &str) -> Option<&ThemeAttention> {
        self.themes.iter().find(|it| *it.theme.slug == *slug)
    }
}

/// The effective number of themes: each item weighs 1, shared evenly by the themes that a curator
/// gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffectiveThemes {
    /// After Shannon: e to the entropy.
    pub shannon: f64,
    /// After Simpson: rare themes count less.
    pub simpson: f64,
    /// How many themes there are at all.
    pub themes: usize,
}

/// A partnership's attention to every theme. For one that came later: of those that it replaced
/// together. The same question on the same view is answered once and kept.
///
/// # Errors
/// `NOT_FOUND` for a partnership that does not exist.
pub fn attention(
    view: &View,
    partnership: &str,
    options: &CoverageOptions,
) -> Result<Arc<Attention>> {
    let standing = get_standing(view, partnership)?;
    let question = (standing.partnership.slug.clone(), options.clone());
    if let Some(known) = view.kept.find(&question) {
        return Ok(known);
    }
    let made = Arc::new(build_attention(view, standing, options)?);
    view.kept.keep(question, made.clone(), made.themes.len());
    Ok(made)
}

fn build_attention(
    view: &View,
    standing: Standing,
    options: &CoverageOptions,
) -> Result<Attention> {
    let (items, item_whole) = leading_items(view, &standing, options);
    let (passages, passage_whole) = own_passages(view, &standing, options);
    let themes_of_item = |row: &Arc<Priority>| {
        counted_themes(view, &row.slug, options.proposed)
            .into_iter()
            .map(|it| it.theme.slug.clone())
            .collect()
    };
    let themes_of_passage = |passage: &PassageRef<'_>| {
        let held = passage.themes().map(|(theme, _)| theme);
        held.filter(|theme| view.record.themes.contains_key(*theme)).cloned().collect()
    };
    let item_themes: Vec<Vec<Slug>> = items.iter().map(themes_of_item).collect();
    let passage_themes: Vec<Vec<Slug>> = passages.iter().map(themes_of_passage).collect();
    let count = |rows: &[Vec<Slug>], themes: &[Slug]| {
        rows.iter().filter(|row| row.iter().any(|theme| themes.contains(theme))).count()
    };
    let rows = coverage(view, &[Column::from(standing)], &theme_subjects(view, None)?, options);
    let themes = rows
        .into_iter()
        .filter_map(|row| {
            let theme = view.graph.find_row::<Theme>(row.subject.slug())?;
            let about = with_narrower(view, &theme.slug);
            let cell = row.cells.into_iter().next()?;
            Some(ThemeAttention {
                share: Share::new(count(&item_themes, &about), &item_whole),
                passage_share: Share::new(count(&passage_themes, &about), &passage_whole),
                theme,
                state: cell.state,
                priorities: cell.priorities.clone(),
            })
        })
        .collect();
    let effective_themes =
        item_whole.refused_because.is_none().then(|| effective_themes(&item_themes)).flatten();
    Ok(Attention {
        themes,
        effective_themes,
        items: item_whole.size,
        items_refused_because: item_whole.refused_because,
    })
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
        themes: weights.len(),
        shannon: effective_number_shannon(&weights),
        simpson: effective_number_simpson(&weights),
    })
}

/// The items of the leading lists of the policy's strategies.
fn leading_items(
    view: &View,
    standing: &Standing,
    options: &CoverageOptions,
) -> (Vec<Arc<Priority>>, Whole) {
    let policy = strategies_of_policy(view, options.editions);
    let mut items = Vec::new();
    let (mut lists, mut complete) = (0usize, true);
    let strategies = standing.slugs().flat_map(|slug| strategies_of(view, slug));
    for strategy in strategies.filter(|row| policy.contains(&row.slug)) {
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
fn own_passages<'view>(
    view: &'view View,
    standing: &Standing,
    options: &CoverageOptions,
) -> (Vec<PassageRef<'view>>, Whole) {
    let policy = strategies_of_policy(view, options.editions);
    let held: Vec<Arc<Document>> = standing
        .slugs()
        .map(|slug| NodeKey::new(NodeKind::Partnership, slug.clone()))
        .flat_map(|key| view.graph.targets::<Document>(&key, EdgeKind::Holds))
        .collect();
    let own = held.iter().filter(|row| {
        row.origin == DocumentOrigin::Ingested
            && !is_replaced(view, row)
            && row.strategy.as_ref().is_none_or(|strategy| policy.contains(strategy))
    });
    let passages: Vec<PassageRef<'_>> = own
        .flat_map(|row| view.passages.of_document(&row.slug))
        .filter(|passage| passage.is_body())
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
