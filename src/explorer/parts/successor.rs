//! What takes a partnership's place when its board merges or is split.

use crate::{
    explorer::address,
    model::NodeKind,
    query::{Successor, replaced_by},
    view::View,
};

use super::{Link, When};

/// What takes a partnership's place.
#[derive(Debug, Clone)]
pub(crate) struct SuccessorEntry {
    /// Its page.
    pub(crate) link: Link,
    /// From when on.
    pub(crate) on: When,
    /// Whether all of it goes there; otherwise a part.
    pub(crate) whole: bool,
}

impl SuccessorEntry {
    /// What takes the place of a partnership; empty where it goes on.
    pub(crate) fn list(view: &View, partnership: &str) -> Vec<Self> {
        replaced_by(view, partnership).into_iter().map(Self::from).collect()
    }
}

impl From<Successor> for SuccessorEntry {
    fn from(after: Successor) -> Self {
        let page = address::thing(NodeKind::Partnership, &after.slug);
        Self {
            link: Link::to(after.board_name, page),
            on: after.change.on.into(),
            whole: after.whole,
        }
    }
}
