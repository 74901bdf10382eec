//! What the items of some lists are about, by branch of the theme scheme: a chart that is a table.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    model::{Slug, Theme},
    query::{ListWithItems, all_rows, broader_of, counted_themes},
    view::View,
};

use super::{Link, Linked as _};

/// A branch of the scheme and how many items are about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ThemeBar {
    /// The theme of the top level.
    pub(crate) link: Link,
    /// Items about it or a narrower theme; an item counts once for a branch.
    pub(crate) items: usize,
    /// Length of the bar in hundredths of the longest possible one, which is all items.
    pub(crate) percent: usize,
}

/// The branches of which any item is, most frequent first, then in the order of the scheme.
pub(crate) fn theme_bars(view: &View, lists: &[ListWithItems]) -> Vec<ThemeBar> {
    let items: Vec<BTreeSet<Slug>> = lists
        .iter()
        .flat_map(|list| &list.items)
        .map(|item| branches_of(view, &item.slug))
        .collect();
    let mut bars: Vec<ThemeBar> = all_rows::<Theme>(view)
        .iter()
        .filter_map(|theme| {
            let about = items.iter().filter(|branches| branches.contains(&theme.slug)).count();
            let percent = (100 * about).checked_div(items.len())?;
            (about > 0).then(|| ThemeBar { link: theme.link(), items: about, percent })
        })
        .collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.items));
    bars
}

/// The themes of the top level under which the confirmed themes of a priority stand.
fn branches_of(view: &View, priority: &str) -> BTreeSet<Slug> {
    counted_themes(view, priority, false)
        .into_iter()
        .map(|assigned| top(view, assigned.theme).slug.clone())
        .collect()
}

fn top(view: &View, theme: Arc<Theme>) -> Arc<Theme> {
    broader_of(view, &theme).unwrap_or(theme)
}
