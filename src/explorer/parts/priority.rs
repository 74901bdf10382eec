//! A priority as it stands in lists: its words, its themes, its sources; and how far an assertion
//! is to be trusted.

use std::sync::Arc;

use crate::{
    model::{AssertionMethod, Priority, Row as _},
    query::{ThemeOfPriority, method_of, themes_of_priority},
    view::View,
};

use super::{Cite, Link, Linked as _, Sources, sentence};

/// How an assertion came about, where that is to be said. What a curator wrote needs no badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Provenance {
    /// What the badge says.
    pub(crate) badge: &'static str,
    /// The class of the badge.
    pub(crate) class: &'static str,
}

impl Provenance {
    /// The badge of an assertion; `None` for a curated one.
    pub(crate) fn of(method: AssertionMethod) -> Option<Self> {
        match method {
            AssertionMethod::Curated => None,
            AssertionMethod::Accepted => {
                Some(Self { badge: "extracted, confirmed", class: "badge accepted" })
            }
            AssertionMethod::Proposed => {
                Some(Self { badge: "found by phrase, not confirmed", class: "badge proposed" })
            }
        }
    }
}

/// A theme of a priority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ThemeEntry {
    /// The theme.
    pub(crate) link: Link,
    /// Whether it is the one that the priority is about most.
    pub(crate) primary: bool,
    /// Its badge, if it was extracted.
    pub(crate) provenance: Option<Provenance>,
}

impl From<ThemeOfPriority> for ThemeEntry {
    fn from(theme: ThemeOfPriority) -> Self {
        Self {
            link: theme.theme.link(),
            primary: theme.assignment.position == 0,
            provenance: Provenance::of(theme.assignment.method),
        }
    }
}

/// A priority in a list.
#[derive(Debug, Clone)]
pub(crate) struct PriorityEntry {
    /// The priority.
    pub(crate) link: Link,
    /// Whether its words are the source's own.
    pub(crate) exact: bool,
    /// Its badge, if it was extracted.
    pub(crate) provenance: Option<Provenance>,
    /// What it is about, in our words.
    pub(crate) gist: Option<String>,
    /// What it is about, in the scheme's words.
    pub(crate) themes: Vec<ThemeEntry>,
    /// Who says so.
    pub(crate) cites: Vec<Cite>,
    /// The items under it.
    pub(crate) parts: Vec<Link>,
}

impl PriorityEntry {
    /// The entry of a priority; its sources join the list of the page.
    pub(crate) fn of(view: &View, priority: &Arc<Priority>, sources: &mut Sources) -> Self {
        Self {
            link: priority.link(),
            exact: priority.exact,
            provenance: Provenance::of(method_of(view, Priority::TABLE, &priority.slug)),
            gist: priority.gist.as_deref().map(sentence),
            themes: themes_of_priority(view, &priority.slug).into_iter().map(Into::into).collect(),
            cites: sources.cite_all(view, &priority.sources),
            parts: crate::query::parts_of(view, &priority.slug)
                .iter()
                .map(|part| part.link())
                .collect(),
        }
    }
}
