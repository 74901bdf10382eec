//! A list of a strategy: what it enumerates, in whose words, and whether all of it was seen.

use crate::{
    model::{PriorityList, Slug, Word as _, slugify},
    query::ListWithItems,
    view::View,
};

use super::{Cite, PriorityEntry, Sources, count, number};

/// A list of a strategy with its items.
#[derive(Debug, Clone)]
pub(crate) struct ListEntry {
    /// The fragment by which it is pointed to.
    pub(crate) anchor: String,
    /// What it enumerates, such as “Enablers”.
    pub(crate) role: &'static str,
    /// The source's own word for one item.
    pub(crate) called: Option<String>,
    /// How many items were seen of how many, in words.
    pub(crate) told: String,
    /// Whether all items were seen.
    pub(crate) complete: bool,
    /// Whether the order is the source's and means something.
    pub(crate) ordered: bool,
    /// Which source it was read from.
    pub(crate) cites: Vec<Cite>,
    /// The items in the order of the source.
    pub(crate) items: Vec<PriorityEntry>,
}

impl ListEntry {
    /// The entry of a list; sources join the list of the page.
    pub(crate) fn of(view: &View, list: &ListWithItems, sources: &mut Sources) -> Self {
        Self {
            anchor: anchor(&list.list.id),
            role: list.list.role.label(),
            called: list.list.called.clone(),
            told: told(&list.list, list.items.len()),
            complete: list.list.complete,
            ordered: list.list.ordered,
            cites: sources.cite_all(view, [&list.list.source]),
            items: list.items.iter().map(|item| PriorityEntry::of(view, item, sources)).collect(),
        }
    }
}

/// The fragment of a list: `{strategy}.{role}` as a slug.
fn anchor(id: &Slug) -> String {
    format!("list-{}", slugify(id))
}

/// Stated count against what was found. A list can be complete without a stated count, and it
/// can have the stated count and still be known to miss something.
fn told(list: &PriorityList, found: usize) -> String {
    let whole = if list.complete { "the list is complete" } else { "the list is not complete" };
    let stated = list.stated_count.and_then(|stated| usize::try_from(stated).ok());
    match stated {
        Some(stated) if stated == found && list.complete => {
            format!("All {} found that the source says there are", number(found))
        }
        Some(stated) if stated == found => format!(
            "{} found, as many as the source says there are; the list was not seen whole, so these may not be its very items",
            count(found, "item", "items"),
        ),
        Some(stated) => format!(
            "The source says there are {}; {} found; {whole}",
            number(stated),
            count(found, "item", "items"),
        ),
        None => format!(
            "{} found; the source does not say how many there are; {whole}",
            count(found, "item", "items")
        ),
    }
}
