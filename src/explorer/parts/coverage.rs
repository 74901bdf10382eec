//! The four states of coverage in words, with what each stands on. What makes a state is in
//! `query::coverage`.

use std::sync::Arc;

use crate::{
    model::{CoverageState, Priority, Word as _},
    query::{
        Absence, ComparisonCell, CoverageCounts, Mentions, document_of, list_of_priority,
        strategy_of_priority,
    },
    view::View,
};

use super::{EditionTag, Link, Linked as _, count, number};
use crate::{explorer::address, model::NodeKind};

/// Passages that are named; the rest are counted.
const PASSAGES_NAMED: usize = 3;
/// Phrases of an absence that are told; the theme's page has all.
const PHRASES_TOLD: usize = 3;

/// The class of a state: its sign and colour come from the stylesheet, its word stands in the page.
pub(crate) fn class(state: CoverageState) -> &'static str {
    match state {
        CoverageState::Priority => "p",
        CoverageState::Mentioned => "m",
        CoverageState::NotFound => "n",
        CoverageState::NotAssessed => "u",
    }
}

/// Counts with their denominator, which never holds what was not assessed.
pub(crate) fn told_counts(counts: &CoverageCounts) -> String {
    let left_out = format!("{} not assessed", number(counts.not_assessed));
    if counts.assessed() == 0 {
        return format!("None could be assessed; {left_out}");
    }
    let verb =
        |some: usize, one: &'static str, many: &'static str| if some == 1 { one } else { many };
    format!(
        "{} of {} assessed {} it a priority, {} only {} it, {} {} not have it; {left_out}",
        number(counts.priority),
        number(counts.assessed()),
        verb(counts.priority, "makes", "make"),
        number(counts.mentioned),
        verb(counts.mentioned, "mentions", "mention"),
        number(counts.not_found),
        verb(counts.not_found, "does", "do"),
    )
}

/// What one partnership says of one theme or topic, and on what that stands.
#[derive(Debug, Clone)]
pub(crate) struct CellEntry {
    /// The state in a word.
    pub(crate) word: &'static str,
    /// Its class.
    pub(crate) class: &'static str,
    /// The items that make it a priority.
    pub(crate) items: Vec<StatedItem>,
    /// Where else it is mentioned.
    pub(crate) mentions: Vec<MentionEntry>,
    /// How many passages are about it beyond those that are named.
    pub(crate) more_passages: usize,
    /// What was looked through without finding it, or why nothing can be said.
    pub(crate) told: Option<String>,
}

/// An item of a list with its place there.
#[derive(Debug, Clone)]
pub(crate) struct StatedItem {
    /// The item by its words.
    pub(crate) link: Link,
    /// Whether the words are the source's own.
    pub(crate) exact: bool,
    /// The source's word for such an item and its place, such as “Ambition, 2nd of the list”.
    pub(crate) place: String,
    /// The edition that states it.
    pub(crate) edition: Option<EditionTag>,
}

/// Something that mentions a theme.
#[derive(Debug, Clone)]
pub(crate) struct MentionEntry {
    /// What kind of thing it is.
    pub(crate) kind: &'static str,
    /// The thing.
    pub(crate) link: Link,
}

impl CellEntry {
    /// The entry of a cell.
    pub(crate) fn of(view: &View, cell: &ComparisonCell) -> Self {
        let absent = cell.absence.as_ref().map(told_absence);
        let reason = || cell.not_assessed_reason.as_deref().map(super::sentence);
        let mentions = mentions_of(view, &cell.mentions);
        Self {
            word: cell.state.label(),
            class: class(cell.state),
            items: cell.priorities.iter().map(|row| StatedItem::of(view, row)).collect(),
            more_passages: cell.mentions.passage_count.saturating_sub(PASSAGES_NAMED),
            mentions,
            told: absent.or_else(reason),
        }
    }
}

impl StatedItem {
    fn of(view: &View, priority: &Arc<Priority>) -> Self {
        let list = list_of_priority(view, priority);
        let called = list.as_ref().and_then(|list| list.called.clone());
        let role = list.as_ref().map_or("Item", |list| list.role.label());
        let what = called.map_or_else(|| role.to_owned(), |called| format!("“{called}”"));
        let ordered = list.is_some_and(|list| list.ordered);
        Self {
            link: priority.link(),
            exact: priority.exact,
            place: if ordered { format!("{what}, number {}", priority.position + 1) } else { what },
            edition: strategy_of_priority(view, priority).map(|row| row.edition.into()),
        }
    }
}

fn mentions_of(view: &View, mentions: &Mentions) -> Vec<MentionEntry> {
    let items = mentions.items.iter().map(|row| MentionEntry {
        kind: list_of_priority(view, row).map_or("Item", |list| list.role.label()),
        link: row.link(),
    });
    let visions =
        mentions.visions.iter().map(|row| MentionEntry { kind: "Vision", link: row.link() });
    let programmes =
        mentions.programmes.iter().map(|row| MentionEntry { kind: "Programme", link: row.link() });
    let named = mentions.passages.iter().take(PASSAGES_NAMED);
    let passages = named.filter_map(|number| number.row(view)).map(|row| MentionEntry {
        kind: "Passage",
        link: Link::to(
            document_of(view, &row).map_or_else(
                || "Document".to_owned(),
                |document| format!("{}, passage {}", document.title, row.position),
            ),
            address::thing(NodeKind::Passage, &row.slug),
        ),
    });
    items.chain(visions).chain(programmes).chain(passages).collect()
}

/// What was looked through without finding it.
fn told_absence(absence: &Absence) -> String {
    let lists = match (absence.complete_lists, absence.lists) {
        (1, 1) => "1 complete list".to_owned(),
        (complete, all) if complete == all => format!("{} complete lists", number(all)),
        (complete, all) => {
            format!("{}, {} of them complete", count(all, "list", "lists"), number(complete))
        }
    };
    let items = count(absence.items, "item", "items");
    let uncoded = match absence.uncoded_items {
        0 => String::new(),
        some => format!(", {} without a theme", number(some)),
    };
    let texts = match (absence.documents, absence.full_texts) {
        (0, _) => String::new(),
        (all, full) => format!(
            " and {} of {} ({})",
            count(absence.passages, "passage", "passages"),
            count(all, "document", "documents"),
            if full == 0 {
                "none the full text".to_owned()
            } else {
                count(full, "full text", "full texts")
            },
        ),
    };
    let phrases: Vec<_> =
        absence.phrases.iter().take(PHRASES_TOLD).map(|phrase| format!("“{phrase}”")).collect();
    let more = match absence.phrases.len().saturating_sub(PHRASES_TOLD) {
        0 => String::new(),
        some => format!(" and {} more", number(some)),
    };
    let sought = if phrases.is_empty() {
        String::new()
    } else {
        format!("; looked for {}{more}", phrases.join(", "))
    };
    format!("Looked in {lists} ({items}{uncoded}){texts}{sought}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_assessed_is_never_in_the_denominator() {
        let counts = CoverageCounts { priority: 1, mentioned: 5, not_found: 18, not_assessed: 18 };
        assert_eq!(
            told_counts(&counts),
            "1 of 24 assessed makes it a priority, 5 only mention it, 18 do not have it; 18 not assessed"
        );
        let none = CoverageCounts { not_assessed: 42, ..CoverageCounts::default() };
        assert_eq!(told_counts(&none), "None could be assessed; 42 not assessed");
    }

    #[test]
    fn an_absence_says_where_was_looked_and_for_what() {
        let absence = Absence {
            lists: 2,
            complete_lists: 1,
            items: 9,
            uncoded_items: 1,
            documents: 1,
            full_texts: 0,
            passages: 12,
            phrases: ["death", "dying", "hospice", "palliative"].map(str::to_owned).into(),
        };
        assert_eq!(
            told_absence(&absence),
            "Looked in 2 lists, 1 of them complete (9 items, 1 without a theme) and 12 passages of 1 document (none the full text); looked for “death”, “dying”, “hospice” and 1 more."
        );
    }
}
