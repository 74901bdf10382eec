//! The lists of an ingested document as they are printed: what each enumerates, in the source's own
//! word, how many items it promises and how many were found, and the items in order. Which lists
//! there are is `ingest::extracted`'s.

use std::fmt;

use serde::Serialize;

use crate::{ingest::extracted::ExtractedList, model::ListRole};

/// A list of a document.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ListFound {
    role: ListRole,
    /// Whose it is where it is not the strategy's own; it is not proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    lookalike: Option<String>,
    /// The source's word for an item.
    called: Option<String>,
    /// How many items the source promises.
    stated_count: Option<usize>,
    /// How many were found, without those that stand below others.
    found_count: usize,
    /// The items in the order of the text; those below others are told by `below`.
    items: Vec<ItemFound>,
}

/// An item of a list.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct ItemFound {
    title: String,
    /// The title of the item below which it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<String>,
}

impl From<&ExtractedList> for ListFound {
    fn from(list: &ExtractedList) -> Self {
        let title = |place: usize| list.items.get(place).map(|item| item.title.clone());
        let items = list.items.iter().map(|item| ItemFound {
            title: item.title.clone(),
            below: item.parent.and_then(title),
        });
        Self {
            items: items.collect(),
            found_count: list.items.iter().filter(|item| item.parent.is_none()).count(),
            role: list.role,
            lookalike: list.lookalike.clone(),
            called: list.called.clone(),
            stated_count: list.stated_count,
        }
    }
}

impl fmt::Display for ListFound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.role)?;
        if let Some(called) = &self.called {
            write!(formatter, " (“{called}”)")?;
        }
        if let Some(whose) = &self.lookalike {
            write!(formatter, " of another plan ({whose}), not proposed")?;
        }
        match self.stated_count {
            Some(stated) => write!(formatter, ": {stated} stated, {} found", self.found_count)?,
            None => write!(formatter, ": no number stated, {} found", self.found_count)?,
        }
        let indent = |item: &ItemFound| if item.below.is_some() { "      " } else { "    " };
        let mut items = self.items.iter().enumerate();
        items.try_for_each(|(place, item)| {
            write!(formatter, "\n{}{}. {}", indent(item), place + 1, item.title)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_tells_its_word_its_numbers_and_its_items_in_order() {
        let item = |title: &str, below: Option<&str>| ItemFound {
            title: title.to_owned(),
            below: below.map(str::to_owned),
        };
        let list = ListFound {
            role: ListRole::Priorities,
            lookalike: None,
            called: Some("ambition".to_owned()),
            stated_count: Some(3),
            found_count: 2,
            items: vec![
                item("Start well", None),
                item("School meals", Some("Start well")),
                item("Age well", None),
            ],
        };
        assert_eq!(
            list.to_string(),
            "Priorities (“ambition”): 3 stated, 2 found\n    1. Start well\n      2. School meals\n    3. Age well"
        );
    }
}
