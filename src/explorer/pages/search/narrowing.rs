//! The choices beside the hits: what narrows them now, and what would.

use crate::{
    explorer::parts::{Link, number},
    model::{Document, EditionPolicy, NodeKind, Partnership, Region, Theme, Word},
    query::{Dimension, Facet, find_row},
    view::View,
};

use super::asked::{Asked, Scope};

/// Values of a dimension that are shown at once; the others unfold.
const SHOWN: usize = 6;

/// A condition that holds, and the search without it.
pub(super) struct Chip {
    pub(super) called: &'static str,
    pub(super) label: String,
    pub(super) without: String,
}

/// A dimension with its values.
pub(super) struct Group {
    pub(super) called: &'static str,
    pub(super) shown: Vec<Value>,
    pub(super) folded: Vec<Value>,
}

/// A value with the number of hits that choosing it would give.
pub(super) struct Value {
    pub(super) link: Link,
    pub(super) count: String,
    pub(super) chosen: bool,
}

/// The conditions that hold, each with the way out of it.
pub(super) fn chips(view: &View, asked: &Asked) -> Vec<Chip> {
    asked
        .scopes()
        .map(|scope| Chip {
            called: scope.called,
            label: label(view, scope),
            without: asked.with(scope.name, "").address().finish(),
        })
        .collect()
}

fn label(view: &View, scope: Scope<'_>) -> String {
    fn word<W: Word>(value: &str) -> Option<String> {
        W::from_word(value).ok().map(|word| word.label().to_owned())
    }
    let label = match scope.name {
        "kind" => word::<NodeKind>(scope.value),
        "region" => word::<Region>(scope.value),
        "editions" => word::<EditionPolicy>(scope.value),
        "theme" => find_row::<Theme>(view, scope.value).map(|row| row.label.clone()),
        "partnership" => find_row::<Partnership>(view, scope.value).map(|row| row.name.clone()),
        _ => find_row::<Document>(view, scope.value).map(|row| row.title.clone()),
    };
    label.unwrap_or_else(|| scope.value.to_owned())
}

/// The dimensions in which there is a choice.
pub(super) fn groups(asked: &Asked, facets: &[Facet]) -> Vec<Group> {
    facets
        .iter()
        .filter_map(|facet| {
            let (name, called) = names(facet.dimension)?;
            let chosen = asked.scopes().find(|scope| scope.name == name);
            let mut shown: Vec<Value> = facet
                .values
                .iter()
                .map(|value| Value {
                    link: Link::to(
                        &*value.label,
                        asked.with(name, &value.value).address().finish(),
                    ),
                    count: number(value.count),
                    chosen: chosen.is_some_and(|scope| scope.value == value.value),
                })
                .collect();
            let folded = shown.split_off(SHOWN.min(shown.len()));
            (shown.len() > 1 || chosen.is_some()).then_some(Group { called, shown, folded })
        })
        .collect()
}

/// The name in the address, and what it is called.
fn names(dimension: Dimension) -> Option<(&'static str, &'static str)> {
    match dimension {
        Dimension::Kinds => Some(("kind", "Kind")),
        Dimension::Regions => Some(("region", "Region")),
        Dimension::Themes => Some(("theme", "Theme")),
        Dimension::Partnerships => Some(("partnership", "Partnership")),
        Dimension::Editions
        | Dimension::StrategyKinds
        | Dimension::Years
        | Dimension::Publishers => None,
    }
}
