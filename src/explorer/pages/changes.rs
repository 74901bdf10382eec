//! What changed in a strategy since the edition before it, or since any other strategy of the same
//! partnership: side by side, or as one text with the words that went and came.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;

use crate::{
    error::{Error, Result},
    explorer::{
        address,
        frame::{Frame, Section},
        parts::{Link, Linked as _, StrategyEntry, sentence},
        visit::Visit,
    },
    model::{EditionChange, ListRole, Strategy, Word as _},
    query::{
        EditionDifference, EditionDifferenceItem, WordDifference, WordDifferenceKind,
        edition_difference, get_row, partnership_of, strategies_of, supersedes,
    },
    view::View,
};

use super::strategy::{crumbs, title_of};

/// The difference between an edition and the one before it.
#[derive(Template)]
#[template(path = "changes.html")]
pub(crate) struct ChangesPage {
    frame: Frame,
    before: StrategyEntry,
    after: StrategyEntry,
    /// The address of this page.
    changes: String,
    /// The other strategies of the partnership: slug, name, whether it is the one compared with.
    choices: Vec<(String, String, bool)>,
    /// Whether both sides stand in one text.
    inline: bool,
    told: String,
    lists: Vec<ListChanges>,
    not_compared: Vec<(&'static str, String)>,
}

/// What became of the items of the lists of one role.
struct ListChanges {
    role: &'static str,
    changes: Vec<ChangeEntry>,
}

struct ChangeEntry {
    change: &'static str,
    before: Vec<Link>,
    after: Vec<Link>,
    /// Whether the item stands on both sides in the same words.
    same: bool,
    /// How the words changed, where one item became one with other words.
    words: Vec<WordDifference>,
    doubt: Option<String>,
}

/// What is compared, and how it is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The strategy to begin from; the edition before where none is named.
    from: String,
    /// `inline` for one text.
    layout: String,
}

impl ChangesPage {
    /// What changed in the strategy with this slug.
    pub(crate) fn build(
        visit: &Visit,
        (Path(slug), Query(asked)): (Path<String>, Query<Asked>),
    ) -> Result<Self> {
        let view = &visit.view;
        let after: Arc<Strategy> = get_row(view, &slug)?;
        let before = if asked.from.is_empty() {
            supersedes(view, &slug).ok_or_else(|| no_edition_before(&after))?
        } else {
            get_row(view, &asked.from)?
        };
        let difference = edition_difference(view, &before.slug, &slug)?;
        Ok(Self {
            frame: frame(visit, &after),
            before: StrategyEntry::of(view, &before),
            after: StrategyEntry::of(view, &after),
            changes: address::changes(&slug),
            choices: choices(view, &after, &before),
            inline: asked.layout == "inline",
            told: told(&difference),
            lists: ListRole::ALL
                .iter()
                .map(|role| ListChanges::of(*role, &difference))
                .filter(|list| !list.changes.is_empty())
                .collect(),
            not_compared: difference
                .not_compared
                .iter()
                .map(|it| (it.role.label(), sentence(&it.reason)))
                .collect(),
        })
    }
}

fn no_edition_before(strategy: &Strategy) -> Error {
    Error::not_found(format!(
        "no earlier edition of “{}” is on record, so no change can be told; its page lets you choose another strategy to begin from",
        strategy.title
    ))
}

/// With what a strategy can be compared: slug, name, whether it is chosen.
pub(super) fn choices(
    view: &View,
    strategy: &Strategy,
    chosen: &Strategy,
) -> Vec<(String, String, bool)> {
    strategies_of(view, &strategy.partnership)
        .iter()
        .filter(|row| row.slug != strategy.slug)
        .map(|row| (row.slug.to_string(), title_of(row, None), row.slug == chosen.slug))
        .collect()
}

fn frame(visit: &Visit, strategy: &Strategy) -> Frame {
    let partnership = partnership_of(&visit.view, strategy);
    let title = format!("What changed in {}", title_of(strategy, partnership.as_deref()));
    let description =
        format!("{title}: items kept, reworded, moved, merged, split, dropped and new.");
    visit
        .frame(Section::Partnerships, &address::changes(&strategy.slug), title, description)
        .under(crumbs(partnership.as_deref()).into_iter().chain([strategy.link()]))
}

/// How many items had which change, such as “1 merged, 2 new”.
fn told(difference: &EditionDifference) -> String {
    let counts: Vec<String> = EditionChange::ALL
        .iter()
        .map(|change| {
            (change, difference.items.iter().filter(|item| item.change == *change).count())
        })
        .filter(|(_, many)| *many > 0)
        .map(|(change, many)| format!("{many} {}", change.label().to_lowercase()))
        .collect();
    if counts.is_empty() { "No list could be compared".to_owned() } else { counts.join(", ") }
}

impl ListChanges {
    fn of(role: ListRole, difference: &EditionDifference) -> Self {
        let own = difference.items.iter().filter(|item| item.role == role);
        Self { role: role.label(), changes: own.map(ChangeEntry::from).collect() }
    }
}

impl From<&EditionDifferenceItem> for ChangeEntry {
    fn from(item: &EditionDifferenceItem) -> Self {
        let changed = item.words.iter().any(|run| run.kind != WordDifferenceKind::Same);
        let stayed = item.words.iter().any(|run| run.kind == WordDifferenceKind::Same);
        Self {
            change: item.change.label(),
            before: item.before.iter().map(|row| row.link()).collect(),
            after: item.after.iter().map(|row| row.link()).collect(),
            same: !changed && item.before.len() == 1 && item.after.len() == 1,
            // Where no word stayed, the two names beside each other say it all.
            words: if changed && stayed { item.words.clone() } else { Vec::new() },
            doubt: item.doubt.as_deref().map(sentence),
        }
    }
}
