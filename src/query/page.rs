//! All cursor arithmetic of lists, after the Relay connection specification
//! (<https://relay.dev/graphql/connections.htm>).
//!
//! A cursor names the revision, the place and the identity of an item. On a later revision the
//! page goes on after that item wherever it stands now; if it is gone, after the place where it
//! stood. The cursors of search hits, which have no fixed places, are in `search`.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::error::{Error, Result};

/// How many items a page has when neither `first` nor `last` is given.
pub const DEFAULT_PAGE: usize = 50;
/// The most items that a page can have.
pub const LARGEST_PAGE: usize = 1000;

/// Which part of a list is asked for: Relay's four arguments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageArguments {
    /// At most so many items from the beginning.
    pub first: Option<i32>,
    /// Only items after this cursor.
    pub after: Option<String>,
    /// At most so many items from the end.
    pub last: Option<i32>,
    /// Only items before this cursor.
    pub before: Option<String>,
}

impl PageArguments {
    /// The first items of a list.
    pub fn first(count: usize) -> Self {
        Self { first: i32::try_from(count).ok(), ..Self::default() }
    }

    /// The first items after a cursor.
    pub fn forward(first: Option<i32>, after: Option<String>) -> Self {
        Self { first, after, ..Self::default() }
    }
}

/// An item and its cursor.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<T> {
    /// The item.
    pub node: T,
    /// What to give as `after` or `before` to go on from here.
    pub cursor: String,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The items of this part.
    pub items: Vec<Item<T>>,
    /// How many items the whole list has, whatever part is asked for.
    pub total_count: usize,
    /// Whether there are items after this part.
    pub has_next_page: bool,
    /// Whether there are items before this part.
    pub has_previous_page: bool,
}

impl<T> Page<T> {
    /// The items without their cursors.
    pub fn nodes(&self) -> impl Iterator<Item = &T> {
        self.items.iter().map(|item| &item.node)
    }

    /// The same page with every item changed, without those of which nothing comes.
    pub fn filter_map<U>(self, change: impl Fn(T) -> Option<U>) -> Page<U> {
        let item = |it: Item<T>| Some(Item { node: change(it.node)?, cursor: it.cursor });
        Page {
            items: self.items.into_iter().filter_map(item).collect(),
            total_count: self.total_count,
            has_next_page: self.has_next_page,
            has_previous_page: self.has_previous_page,
        }
    }

    /// The same page with every item changed.
    pub fn map<U>(self, change: impl Fn(T) -> U) -> Page<U> {
        Page {
            items: self
                .items
                .into_iter()
                .map(|item| Item { node: change(item.node), cursor: item.cursor })
                .collect(),
            total_count: self.total_count,
            has_next_page: self.has_next_page,
            has_previous_page: self.has_previous_page,
        }
    }
}

/// The part of a list that the arguments ask for. `identity` names an item uniquely in the list.
///
/// # Errors
/// `BAD_USER_INPUT` for a negative or too large size, `first` together with `last`, or a cursor
/// that this service did not make.
pub fn paginate<T: Clone>(
    items: &[T],
    revision: i64,
    arguments: &PageArguments,
    identity: impl Fn(&T) -> String,
) -> Result<Page<T>> {
    let first = page_size("first", arguments.first)?;
    let last = page_size("last", arguments.last)?;
    if first.is_some() && last.is_some() {
        return Err(Error::bad_user_input(
            "“first” and “last” cannot be asked for together: use one of them",
        ));
    }
    let find = |text: &String| Place::decode(text).map(|place| place.find(items, &identity));
    let start = match arguments.after.as_ref().map(find).transpose()? {
        None => 0,
        Some(Ok(index)) => index + 1,
        Some(Err(gone)) => gone,
    };
    let end = match arguments.before.as_ref().map(find).transpose()? {
        None => items.len(),
        Some(Ok(index) | Err(index)) => index,
    };
    let end = end.max(start);
    let (from, to) = match (first, last) {
        (_, Some(last)) => (end.saturating_sub(last).max(start), end),
        (first, None) => (start, end.min(start + first.unwrap_or(DEFAULT_PAGE))),
    };
    Ok(Page {
        items: items[from..to]
            .iter()
            .enumerate()
            .map(|(index, item)| Item {
                node: item.clone(),
                cursor: Place { revision, index: from + index, identity: identity(item) }.encode(),
            })
            .collect(),
        total_count: items.len(),
        has_next_page: to < items.len(),
        has_previous_page: from > 0,
    })
}

/// A page size that was asked for.
pub(crate) fn page_size(called: &str, asked: Option<i32>) -> Result<Option<usize>> {
    let Some(asked) = asked else { return Ok(None) };
    match usize::try_from(asked) {
        Ok(size) if size <= LARGEST_PAGE => Ok(Some(size)),
        Ok(_) => Err(Error::bad_user_input(format!(
            "“{called}” is {asked}; at most {LARGEST_PAGE} items come in one page: ask for fewer and go on with the cursor"
        ))),
        Err(_) => {
            Err(Error::bad_user_input(format!("“{called}” is {asked}; it must be 0 or more")))
        }
    }
}

/// What a cursor says.
struct Place {
    revision: i64,
    index: usize,
    identity: String,
}

impl Place {
    fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}.{}.{}", self.revision, self.index, self.identity))
    }

    fn decode(cursor: &str) -> Result<Self> {
        let read = || {
            let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
            let mut parts = text.splitn(3, '.');
            Some(Self {
                revision: parts.next()?.parse().ok()?,
                index: parts.next()?.parse().ok()?,
                identity: parts.next()?.to_owned(),
            })
        };
        read().ok_or_else(|| {
            Error::bad_user_input(format!(
                "“{cursor}” is no cursor of this service: use a cursor or endCursor from an earlier page of the same list"
            ))
        })
    }

    /// The index of the item, or the index at which a list goes on that no longer has it.
    fn find<T>(&self, items: &[T], identity: impl Fn(&T) -> String) -> Result<usize, usize> {
        let here =
            |index: &usize| items.get(*index).is_some_and(|item| identity(item) == self.identity);
        Some(self.index)
            .filter(here)
            .or_else(|| items.iter().position(|item| identity(item) == self.identity))
            .ok_or(self.index.min(items.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(items: &[u32], arguments: &PageArguments) -> Page<u32> {
        paginate(items, 1, arguments, u32::to_string).unwrap()
    }

    fn nodes(page: &Page<u32>) -> Vec<u32> {
        page.nodes().copied().collect()
    }

    proptest! {
        #[test]
        fn all_pages_forwards_and_backwards_are_the_list(length in 0u32..60, size in 1i32..20) {
            let items: Vec<u32> = (0..length).collect();
            let mut forwards = Vec::new();
            let mut arguments = PageArguments { first: Some(size), ..PageArguments::default() };
            loop {
                let part = page(&items, &arguments);
                prop_assert_eq!(part.total_count, items.len());
                forwards.extend(nodes(&part));
                if !part.has_next_page { break; }
                arguments.after = part.items.last().map(|item| item.cursor.clone());
            }
            prop_assert_eq!(&forwards, &items);
            let mut backwards = Vec::new();
            let mut arguments = PageArguments { last: Some(size), ..PageArguments::default() };
            loop {
                let part = page(&items, &arguments);
                backwards.splice(0..0, nodes(&part));
                if !part.has_previous_page { break; }
                arguments.before = part.items.first().map(|item| item.cursor.clone());
            }
            prop_assert_eq!(backwards, items);
        }
    }

    #[test]
    fn a_page_goes_on_where_it_was_when_the_list_has_changed() {
        let cursor = page(&[1, 2, 3, 4], &PageArguments::first(2)).items[1].cursor.clone();
        let next = |items: &[u32]| {
            nodes(&page(items, &PageArguments::forward(Some(9), Some(cursor.clone()))))
        };
        assert_eq!(next(&[0, 1, 2, 3, 4]), [3, 4], "a new first item moves nothing");
        assert_eq!(next(&[1, 3, 4]), [3, 4], "the item of the cursor is gone");
    }

    #[test]
    fn what_cannot_be_answered_is_refused_with_a_way_out() {
        for arguments in [
            PageArguments { first: Some(-1), ..PageArguments::default() },
            PageArguments { first: Some(5000), ..PageArguments::default() },
            PageArguments { first: Some(1), last: Some(1), ..PageArguments::default() },
            PageArguments { after: Some("nonsense".into()), ..PageArguments::default() },
        ] {
            let error = paginate(&[1, 2], 1, &arguments, u32::to_string).unwrap_err();
            assert_eq!(error.code(), crate::error::Code::BadUserInput, "{arguments:?}");
        }
    }
}
