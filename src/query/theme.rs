//! Themes, and what is about them.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    error::Result,
    model::{NodeKey, NodeKind, Passage, PassageTheme, Priority, Slug, Theme, Topic, TopicMapping},
    view::{
        View,
        graph::{EdgeKind, Fact},
        passages::PassageRef,
    },
};

use super::{
    filter::ThemeFilter,
    page::{Page, PageArguments, paginate},
};

/// A passage that mentions a theme, with the assertion that says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The passage.
    pub passage: Arc<Passage>,
    /// Method, confidence and the words that show it.
    pub assignment: Arc<PassageTheme>,
}

/// Themes in the order of the scheme.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub fn list_themes(
    view: &View,
    filter: &ThemeFilter,
    arguments: &PageArguments,
) -> Result<Page<Arc<Theme>>> {
    let test = filter.test(view)?;
    let rows: Vec<_> = view.graph.rows::<Theme>().filter(|row| test(row)).cloned().collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The wider theme.
pub fn broader_of(view: &View, theme: &Theme) -> Option<Arc<Theme>> {
    theme.broader.as_ref().and_then(|broader| view.record.themes.get(broader).cloned())
}

/// The narrower themes in the order of the scheme.
pub fn narrower_of(view: &View, theme: &str) -> Vec<Arc<Theme>> {
    view.graph.origins(&key(theme), EdgeKind::Broader)
}

/// A theme and all narrower ones, at every depth.
pub fn with_narrower(view: &View, theme: &str) -> Vec<Slug> {
    let mut slugs: Vec<Slug> = vec![theme.into()];
    let mut next = 0;
    while next < slugs.len() {
        for narrower in narrower_of(view, &slugs[next]) {
            if !slugs.contains(&narrower.slug) {
                slugs.push(narrower.slug.clone());
            }
        }
        next += 1;
    }
    slugs
}

/// The priorities, of all editions, that are about a theme or a narrower one.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn priorities_about(
    view: &View,
    theme: &str,
    arguments: &PageArguments,
) -> Result<Page<Arc<Priority>>> {
    let about = with_narrower(view, theme);
    let mut slugs: std::collections::HashSet<Slug> = std::collections::HashSet::new();
    for theme in &about {
        slugs.extend(
            view.graph
                .origins::<Priority>(&key(theme), EdgeKind::About)
                .iter()
                .map(|row| row.slug.clone()),
        );
    }
    let rows: Vec<_> =
        view.graph.rows::<Priority>().filter(|row| slugs.contains(&row.slug)).cloned().collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The passages in which a theme or a narrower one was found, by document and place. A passage
/// in which several of them were found comes once, with the most prominent.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn passages_about(
    view: &View,
    theme: &str,
    arguments: &PageArguments,
) -> Result<Page<Mention>> {
    let themes = with_narrower(view, theme);
    let mut best: BTreeMap<u32, (u16, PassageRef<'_>, &Slug)> = BTreeMap::new();
    for theme in &themes {
        for (passage, position) in view.passages.about(theme) {
            let known = best.entry(passage.number()).or_insert((position, passage, theme));
            if position < known.0 {
                *known = (position, passage, theme);
            }
        }
    }
    let rows: Vec<_> = best.into_values().map(|(_, passage, theme)| (passage, theme)).collect();
    let slug = |(passage, _): &(PassageRef<'_>, _)| passage.slug().to_string();
    let page = paginate(&rows, view.revision(), arguments, slug)?;
    Ok(page.filter_map(|(passage, theme)| {
        Some(Mention { passage: passage.row(), assignment: passage.theme_row_of(theme)? })
    }))
}

/// How the topics of frameworks map to a theme.
pub fn topics_of_theme(view: &View, theme: &str) -> Vec<(Arc<Topic>, Arc<TopicMapping>)> {
    view.graph
        .find(&key(theme))
        .into_iter()
        .flat_map(|node| view.graph.incoming(node))
        .filter_map(|link| match &link.edge.fact {
            Fact::TopicMapping(mapping) => {
                Some((view.graph.row::<Topic>(link.far)?.clone(), mapping.clone()))
            }
            _ => None,
        })
        .collect()
}

fn key(theme: &str) -> NodeKey {
    NodeKey::new(NodeKind::Theme, theme)
}
