//! Parts of long lists: where this part stands, and the way to the next.

use crate::{
    explorer::address::Address,
    query::{LARGEST_PAGE, Page, PageArguments},
};

use super::words::{count, number};

/// A list as long as it gets, for what is shown whole.
pub(crate) fn everything() -> PageArguments {
    PageArguments::first(LARGEST_PAGE)
}

/// The foot of one part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pager {
    /// How many of how many are shown, in words.
    pub(crate) told: String,
    /// Where the next part is.
    pub(crate) next: Option<String>,
    /// Where the first part is, if this is a later one.
    pub(crate) start: Option<String>,
}

impl Pager {
    /// The foot of a page of a list whose first part has this address.
    pub(crate) fn of<T>(
        page: &Page<T>,
        address: impl Fn() -> Address,
        one: &str,
        many: &str,
    ) -> Self {
        let shown = page.items.len();
        let told = if shown == page.total_count {
            count(shown, one, many)
        } else {
            format!("{} of {} {many}", number(shown), number(page.total_count))
        };
        let next = page.items.last().filter(|_| page.has_next_page);
        Self {
            told,
            next: next.map(|item| address().with("after", &item.cursor).finish()),
            start: page.has_previous_page.then(|| address().finish()),
        }
    }
}
