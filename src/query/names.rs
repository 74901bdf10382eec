//! From what a user writes to a row: slugs, and the nearest ones when there is none.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    error::{Error, Result},
    model::{NodeKey, NodeKind, Slug, Word as _, slugify},
    view::{
        View,
        graph::{Node, NodeRef, NodeRow},
    },
};

use super::comparison::{Standing, find_standing};

/// How many near names an error offers.
const OFFERED: usize = 3;
/// Names less similar than this (Jaro-Winkler, 0 to 1) are not offered.
const SIMILAR: f64 = 0.75;
/// Nothing is near to what is longer than this, in bytes; comparing it would take long.
const LONGEST: usize = 300;

/// The row with this slug.
///
/// # Errors
/// `NOT_FOUND`, naming the nearest slugs.
pub fn get_row<T: NodeRow>(view: &View, slug: &str) -> Result<Arc<T>> {
    view.graph.find_row::<T>(slug).ok_or_else(|| no_such(view, T::KIND, slug))
}

/// The row with this slug, if there is one.
pub fn find_row<T: NodeRow>(view: &View, slug: &str) -> Option<Arc<T>> {
    view.graph.find_row::<T>(slug)
}

/// The node with this identity, if there is one. A partnership that came, or will come, in the
/// place of others is found though it has no record of its own.
pub fn find_node(view: &View, key: &NodeKey) -> Option<Node> {
    let of_record = view.graph.find(key).map(|node| view.graph.node(node).into_owned());
    of_record.or_else(|| {
        let standing = find_standing(view, &key.slug).filter(|_| key.kind == NodeKind::Partnership);
        standing.map(|standing| Node::Partnership(standing.partnership))
    })
}

/// All rows of a kind in the order in which they are to be shown.
pub fn all_rows<T: NodeRow>(view: &View) -> Vec<Arc<T>> {
    view.graph.rows::<T>().cloned().collect()
}

/// All nodes of a kind in the order in which they are to be shown.
pub fn nodes_of_kind(view: &View, kind: NodeKind) -> Vec<Node> {
    view.graph.nodes(kind).iter().map(|node| view.graph.node(*node).into_owned()).collect()
}

/// The identities of all nodes of a kind in the order in which they are to be shown.
pub fn keys_of_kind(view: &View, kind: NodeKind) -> Vec<NodeKey> {
    view.graph.nodes(kind).iter().map(|node| view.graph.key(*node)).collect()
}

/// The node with this identity.
///
/// # Errors
/// `NOT_FOUND`, naming the nearest slugs of that kind.
pub(super) fn get_node(view: &View, key: &NodeKey) -> Result<NodeRef> {
    view.graph.find(key).ok_or_else(|| no_such(view, key.kind, &key.slug))
}

/// The same slugs, if all of them name something of that kind.
///
/// # Errors
/// `BAD_USER_INPUT` for the first that does not, naming the nearest slugs.
pub(super) fn known_slugs(view: &View, kind: NodeKind, slugs: &[String]) -> Result<Vec<Slug>> {
    slugs
        .iter()
        .map(|slug| {
            let key = NodeKey::new(kind, slug.as_str());
            view.graph
                .find(&key)
                .map(|_| key.slug)
                .ok_or_else(|| Error::bad_user_input(no_such(view, kind, slug).public().to_owned()))
        })
        .collect()
}

fn no_such(view: &View, kind: NodeKind, slug: &str) -> Error {
    if let Some(standing) = find_standing(view, slug).filter(|_| kind == NodeKind::Partnership) {
        return without_record(&standing);
    }
    let near = nearest(view, kind, slug);
    let kind = kind.label().to_lowercase();
    let offer = match near.split_last() {
        None => format!("list all of that kind, or search for “{slug}”"),
        Some((only, [])) => format!("did you mean “{only}”?"),
        Some((last, others)) => format!("did you mean “{}” or “{last}”?", others.join("”, “")),
    };
    Error::not_found(format!("There is no {kind} “{slug}”; {offer}"))
}

/// A partnership of a later date stands in lists, but nothing of its own is on record.
fn without_record(standing: &Standing) -> Error {
    let parts: Vec<&str> = standing.slugs().map(|slug| &**slug).collect();
    Error::not_found(format!(
        "“{}” has no record of its own, for it stands in the place of others from {} on: ask for what it replaces, {}",
        standing.partnership.slug,
        standing.since.map_or_else(|| "a later date".to_owned(), |since| since.to_string()),
        parts.join(", ")
    ))
}

/// The slugs of a kind that are nearest to what was written, best first: those that begin with
/// it or contain it, then by Jaro-Winkler similarity of slug and of name.
pub fn nearest(view: &View, kind: NodeKind, written: &str) -> Vec<Slug> {
    if written.len() > LONGEST {
        return Vec::new();
    }
    let written = slugify(written);
    if written.is_empty() || kind == NodeKind::Passage {
        return Vec::new();
    }
    let mut scored: Vec<(f64, Slug)> = view
        .graph
        .nodes(kind)
        .iter()
        .map(|node| {
            let node = view.graph.node(*node);
            let slug = node.key().slug;
            let name = slugify(node.name());
            (similarity(&written, &slug).max(similarity(&written, &name)), slug)
        })
        .filter(|(score, _)| *score >= SIMILAR)
        .collect();
    scored.sort_by(|(a, slug_a), (b, slug_b)| b.total_cmp(a).then_with(|| slug_a.cmp(slug_b)));
    scored.truncate(OFFERED);
    scored.into_iter().map(|(_, slug)| slug).collect()
}

fn similarity(written: &str, candidate: &str) -> f64 {
    let contained = if candidate.starts_with(written) {
        0.2
    } else if candidate.contains(written) {
        0.1
    } else {
        0.0
    };
    strsim::jaro_winkler(written, candidate) + contained
}

/// Text with case and accents folded, for comparing names.
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|character| !('\u{300}'..='\u{36f}').contains(character))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether any of some names contains a text, case and accents folded. An empty text matches.
pub(super) fn any_contains<'name>(names: impl IntoIterator<Item = &'name str>, text: &str) -> bool {
    let text = fold(text.trim());
    names.into_iter().any(|name| fold(name).contains(&text))
}
