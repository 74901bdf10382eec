//! Edition difference: what became of the items of one strategy in another of the same
//! partnership.
//!
//! Items are compared list by list of one role. `likeness` says how alike two items are, by words
//! and by coded themes; `alignment` pairs them; `words` tells the difference of two names word by
//! word. What follows from an incomplete list is told with its doubt.

mod alignment;
mod likeness;
mod words;

use std::sync::Arc;

use crate::{
    error::{Error, Result},
    model::{EditionChange, ListRole, Priority, Strategy, Word as _},
    view::View,
};

use super::{
    names::get_row,
    strategy::{ListWithItems, lists_of},
};
use alignment::{Group, Move, align, moves};

pub use words::{WordDifference, WordDifferenceKind, word_difference};

/// What changed between two strategies of the same partnership.
#[derive(Debug, Clone, PartialEq)]
pub struct EditionDifference {
    /// The earlier (as asked for).
    pub from: Arc<Strategy>,
    /// The later (as asked for).
    pub to: Arc<Strategy>,
    /// What became of each item: by role, then in the order of the later list, with what was
    /// dropped at the end.
    pub items: Vec<EditionDifferenceItem>,
    /// Lists that could not be compared, and why.
    pub not_compared: Vec<NotCompared>,
}

/// A list role that could not be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCompared {
    /// Which.
    pub role: ListRole,
    /// Why.
    pub reason: String,
}

/// What became of one or several items.
#[derive(Debug, Clone, PartialEq)]
pub struct EditionDifferenceItem {
    /// What happened. An item that moved and has other words is said to have moved; its words
    /// tell the rest.
    pub change: EditionChange,
    /// The role of the lists.
    pub role: ListRole,
    /// The items of the earlier edition; none where it is new.
    pub before: Vec<Arc<Priority>>,
    /// The items of the later edition; none where it was dropped.
    pub after: Vec<Arc<Priority>>,
    /// How the name changed, word by word; empty unless one item became one.
    pub words: Vec<WordDifference>,
    /// How alike the two sides are, 0 to 1; 1 for the same words.
    pub likeness: f64,
    /// Why this may be otherwise, where that is known.
    pub doubt: Option<String>,
}

/// What changed from one strategy to another of the same partnership.
///
/// # Errors
/// `NOT_FOUND` for a strategy that does not exist, `BAD_USER_INPUT` for strategies of two
/// partnerships.
pub fn edition_difference(view: &View, from: &str, to: &str) -> Result<EditionDifference> {
    let (from, to) = (get_row::<Strategy>(view, from)?, get_row::<Strategy>(view, to)?);
    if from.partnership != to.partnership {
        return Err(Error::bad_user_input(format!(
            "“{}” and “{}” are strategies of two partnerships: compare the partnerships, or choose two editions of one",
            from.slug, to.slug
        )));
    }
    let (earlier, later) = (lists_of(view, &from.slug), lists_of(view, &to.slug));
    let mut difference =
        EditionDifference { from, to, items: Vec::new(), not_compared: Vec::new() };
    for role in ListRole::ALL {
        let before = Side::of(&earlier, *role);
        let after = Side::of(&later, *role);
        if before.lists + after.lists == 0 {
            continue;
        }
        if let Some(reason) = not_comparable(&before, &after) {
            difference.not_compared.push(NotCompared { role: *role, reason });
        } else {
            difference.items.extend(compare_lists(view, *role, &before, &after));
        }
    }
    Ok(difference)
}

/// The lists of one role of one strategy.
struct Side {
    lists: usize,
    complete: bool,
    ordered: bool,
    stated: Option<i64>,
    items: Vec<Arc<Priority>>,
}

impl Side {
    fn of(lists: &[ListWithItems], role: ListRole) -> Self {
        let own: Vec<_> = lists.iter().filter(|it| it.list.role == role).collect();
        Self {
            lists: own.len(),
            complete: own.iter().all(|it| it.list.complete),
            ordered: own.iter().all(|it| it.list.ordered),
            stated: own.iter().map(|it| it.list.stated_count).sum(),
            items: own.iter().flat_map(|it| it.items.iter().cloned()).collect(),
        }
    }

    /// Why a list of this side may hold more than is on record.
    fn doubt(&self, which: &str) -> Option<String> {
        (!self.complete).then(|| match self.stated {
            Some(stated) if usize::try_from(stated).is_ok_and(|all| self.items.len() < all) => {
                format!("of the {which} list {} of {stated} items are on record", self.items.len())
            }
            _ => format!("the {which} list is not confirmed as complete"),
        })
    }
}

/// Why lists of a role, of which one edition has one, cannot be compared.
fn not_comparable(before: &Side, after: &Side) -> Option<String> {
    let why = |side: &Side, which: &str| match (side.lists, side.items.len()) {
        (0, _) => Some(format!("no such list of the {which} edition is on record")),
        (_, 0) => Some(format!("no item of the list of the {which} edition is on record")),
        _ => None,
    };
    match (why(before, "earlier"), why(after, "later")) {
        (Some(a), Some(b)) => Some(format!("{a}, and {b}")),
        (reason, other) => reason.or(other),
    }
}

fn compare_lists(
    view: &View,
    role: ListRole,
    before: &Side,
    after: &Side,
) -> Vec<EditionDifferenceItem> {
    let in_order = before.ordered && after.ordered;
    let groups = align(view, &before.items, &after.items);
    let mut items: Vec<_> = groups
        .iter()
        .zip(moves(&groups))
        .map(|(group, moved)| EditionDifferenceItem {
            change: change(group, before, after, moved.filter(|_| in_order)),
            role,
            before: group.before.iter().map(|place| before.items[*place].clone()).collect(),
            after: group.after.iter().map(|place| after.items[*place].clone()).collect(),
            words: words_of(group, before, after),
            likeness: group.likeness,
            doubt: group.is_loose().then(|| LOOSE.to_owned()),
        })
        .collect();
    tell_doubts(&mut items, before, after);
    items
}

const LOOSE: &str = "one of the items is here because its themes lie under the same wider theme as the other's, not because they are the same";

fn words_of(group: &Group, before: &Side, after: &Side) -> Vec<WordDifference> {
    match (group.before.as_slice(), group.after.as_slice()) {
        ([one], [other]) => word_difference(&before.items[*one].name, &after.items[*other].name),
        _ => Vec::new(),
    }
}

fn change(group: &Group, before: &Side, after: &Side, moved: Option<Move>) -> EditionChange {
    match (group.before.as_slice(), group.after.as_slice()) {
        (_, []) => EditionChange::Dropped,
        ([], _) => EditionChange::New,
        ([one], [other]) => match moved {
            Some(Move::Up) => EditionChange::MovedUp,
            Some(Move::Down) => EditionChange::MovedDown,
            None if before.items[*one].name == after.items[*other].name => EditionChange::Kept,
            None => EditionChange::Reworded,
        },
        ([_, ..], [_]) => EditionChange::Merged,
        _ => EditionChange::Split,
    }
}

/// Says where an incomplete list, or a lone item left over on each side, leaves room for another
/// reading.
fn tell_doubts(items: &mut [EditionDifferenceItem], before: &Side, after: &Side) {
    let left = |items: &[EditionDifferenceItem], change| -> Option<String> {
        let mut names = items.iter().filter(|item| item.change == change);
        let only = names.next().filter(|_| names.next().is_none())?;
        Some(only.before.iter().chain(&only.after).next()?.name.clone())
    };
    let dropped = left(items, EditionChange::Dropped);
    let new = left(items, EditionChange::New);
    for item in items {
        let (list, other, became) = match item.change {
            EditionChange::Dropped => (after.doubt("later"), &new, "may have become"),
            EditionChange::New => (before.doubt("earlier"), &dropped, "may have come from"),
            _ => continue,
        };
        let lone = other.as_ref().filter(|_| dropped.is_some() && new.is_some());
        let lone = lone.map(|name| format!("it {became} “{name}”, the only other item left over, though no word or theme says so"));
        let doubts: Vec<String> = list.into_iter().chain(lone).collect();
        item.doubt = (!doubts.is_empty()).then(|| doubts.join("; "));
    }
}
