//! What was looked through of each partnership, and why nothing can be said where it was not.

use std::{collections::HashMap, sync::Arc};

use crate::{
    model::{EditionPolicy, ListRole, PriorityList, Slug, Word as _},
    view::View,
};

use super::CoverageOptions;

/// What was looked through of one partnership.
#[derive(Debug, Clone, Default)]
pub(super) struct Looked {
    pub(super) strategies: usize,
    pub(super) lists: usize,
    pub(super) complete_lists: usize,
    pub(super) items: usize,
    pub(super) uncoded_items: usize,
    pub(super) documents: usize,
    pub(super) full_texts: usize,
    pub(super) passages: usize,
    /// Whether the leading list of some strategy is complete.
    pub(super) list_read: bool,
    /// The incomplete leading list that comes nearest to being complete.
    nearest: Option<(ListRole, usize, Option<i64>)>,
}

impl Looked {
    /// Whether what is not there can be said to be absent.
    pub(super) fn was_searched(&self) -> bool {
        self.list_read || self.full_texts > 0
    }

    /// Counts the lists of one strategy. `items` is the number of items of each list.
    pub(super) fn add_strategy(
        &mut self,
        lists: &[&Arc<PriorityList>],
        items: &HashMap<Slug, usize>,
        options: &CoverageOptions,
    ) {
        self.strategies += 1;
        let chosen = || lists.iter().filter(|list| options.roles.contains(&list.role));
        self.lists += chosen().count();
        self.complete_lists += chosen().filter(|list| list.complete).count();
        let Some(role) = chosen().map(|list| list.role).min() else { return };
        let leading = || chosen().filter(|list| list.role == role);
        if leading().all(|list| list.complete) {
            self.list_read = true;
        }
        let count = |list: &PriorityList| items.get(&list.id).copied().unwrap_or_default();
        if let Some(list) = leading().find(|list| !list.complete) {
            let candidate = (role, count(list), list.stated_count);
            if self.nearest.is_none_or(|known| known.1 < candidate.1) {
                self.nearest = Some(candidate);
            }
        }
    }

    /// Why nothing can be said of what was not found.
    pub(super) fn reason(&self, editions: EditionPolicy) -> String {
        let what = match (self.strategies, self.nearest) {
            (0, _) => match editions {
                EditionPolicy::Current => "no integrated care strategy is on record",
                EditionPolicy::All => "no strategy or plan is on record",
                EditionPolicy::DraftsOnly => "no draft is on record",
            }
            .to_owned(),
            (_, None) => "none of the strategy's lists of these roles is on record".to_owned(),
            (_, Some((role, seen, stated))) => {
                let role = role.label().to_lowercase();
                match (seen, stated) {
                    (0, Some(stated)) => {
                        format!("of the list of {role} none of {stated} items is on record")
                    }
                    (seen, Some(stated)) if usize::try_from(stated).is_ok_and(|all| seen < all) => {
                        format!(
                            "the list of {role} is incomplete: {seen} of {stated} items are on record"
                        )
                    }
                    (0, None) => format!("no item of the list of {role} is on record"),
                    (seen, _) => format!(
                        "the list of {role} is not confirmed as complete: {seen} {} on record",
                        if seen == 1 { "item is" } else { "items are" }
                    ),
                }
            }
        };
        let documents = match self.documents {
            0 => "no document of it is held",
            _ => {
                "only digests or excerpts of documents are held, not the full text of the strategy"
            }
        };
        format!("{}{}, and {documents}.", what[..1].to_uppercase(), &what[1..])
    }
}

/// The lists of each strategy, in any order.
pub(super) fn lists_by_strategy(view: &View) -> HashMap<&Slug, Vec<&Arc<PriorityList>>> {
    let mut lists: HashMap<_, Vec<_>> = HashMap::new();
    for list in view.record.priority_lists.values() {
        lists.entry(&list.strategy).or_default().push(list);
    }
    lists
}

impl Looked {
    /// What was looked through of several partnerships together.
    pub(super) fn sum<'a>(all: impl Iterator<Item = &'a Self>) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            strategies: sum.strategies + one.strategies,
            lists: sum.lists + one.lists,
            complete_lists: sum.complete_lists + one.complete_lists,
            items: sum.items + one.items,
            uncoded_items: sum.uncoded_items + one.uncoded_items,
            documents: sum.documents + one.documents,
            full_texts: sum.full_texts + one.full_texts,
            passages: sum.passages + one.passages,
            list_read: sum.list_read || one.list_read,
            nearest: sum.nearest.or(one.nearest),
        })
    }
}
