//! Which partnerships there were at a date: boards merge and split, and what follows them takes
//! their place.
//!
//! Only mergers and splits that are done or approved change the list, on the first day that their
//! date can mean. Clusters leave boards separate in law; transfers and renames leave a board in
//! place. A board that takes in part of another stays what it is. What the record calls “to” names
//! what follows; changes without it are not known well enough to count.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    error::{Error, Result},
    model::{BoardChange, ChangeKind, ChangeStatus, PartialDate, Partnership, Slug, short_name},
    query::{
        coverage::Column,
        names::{all_rows, find_row, get_row},
        partnership::board_changes_of,
    },
    view::View,
};

use super::names::{find_partnerships, later_slug};

/// What takes a partnership's place.
#[derive(Debug, Clone, PartialEq)]
pub struct Successor {
    /// Slug under which it stands in lists of a later date.
    pub slug: Slug,
    /// Name of its board.
    pub board_name: String,
    /// Whether the whole board goes into it; otherwise a part.
    pub whole: bool,
    /// The change that says so.
    pub change: Arc<BoardChange>,
}

/// A partnership of the list at a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The partnership; for one that came later a row made of its board's name and the region of
    /// the first that it replaced.
    pub partnership: Arc<Partnership>,
    /// What it is made of: itself, or those that it replaced.
    pub made_of: Vec<StandingPart>,
    /// Since when, where it came later.
    pub since: Option<PartialDate>,
}

impl Standing {
    /// Whether the strategies of this partnership are among those of which it is made.
    pub fn holds(&self, partnership: &str) -> bool {
        self.made_of.iter().any(|part| *part.partnership.slug == *partnership)
    }

    /// The slugs of what it is made of.
    pub fn slugs(&self) -> impl Iterator<Item = &Slug> {
        self.made_of.iter().map(|part| &part.partnership.slug)
    }
}

/// A partnership that went into a later one.
#[derive(Debug, Clone, PartialEq)]
pub struct StandingPart {
    /// Which.
    pub partnership: Arc<Partnership>,
    /// Whether all of it did.
    pub whole: bool,
}

impl From<Standing> for Column {
    fn from(standing: Standing) -> Self {
        Self {
            partnership: standing.partnership,
            made_of: standing.made_of.into_iter().map(|part| part.partnership).collect(),
        }
    }
}

/// What takes a partnership's place by a done or approved merger or split, whenever that is; empty
/// where the partnership goes on.
pub fn replaced_by(view: &View, partnership: &str) -> Vec<Successor> {
    board_changes_of(view, partnership)
        .into_iter()
        .filter(|change| {
            matches!(change.kind, ChangeKind::Merger | ChangeKind::Split)
                && matches!(change.status, ChangeStatus::Done | ChangeStatus::Approved)
        })
        .flat_map(|change| {
            let successor = |board_name: &String| Successor {
                slug: later_slug(board_name),
                board_name: board_name.clone(),
                whole: change.kind == ChangeKind::Merger,
                change: change.clone(),
            };
            change.to.iter().map(successor).collect::<Vec<_>>()
        })
        .collect()
}

/// The partnership with this slug, at whatever date it stands in the list: one of the record, or
/// one that followed, or will follow, such partnerships.
pub fn find_standing(view: &View, slug: &str) -> Option<Standing> {
    if let Some(row) = find_row::<Partnership>(view, slug) {
        return Some(Standing::unchanged(row));
    }
    standings(view, None).into_iter().find(|it| *it.partnership.slug == *slug)
}

/// The partnership with this slug, at whatever date it stands in the list.
///
/// # Errors
/// `NOT_FOUND`, naming the nearest slugs.
pub(in super::super) fn get_standing(view: &View, slug: &str) -> Result<Standing> {
    find_standing(view, slug).map_or_else(|| get_row(view, slug).map(Standing::unchanged), Ok)
}

/// The partnerships that came, or will come, in the place of others, by name.
pub fn later_partnerships(view: &View) -> Vec<Standing> {
    let mut later = standings(view, None);
    later.retain(|standing| standing.since.is_some());
    later
}

/// The partnerships that there were on a date (of a date of reduced precision: on its first day),
/// by name.
pub fn partnerships_as_of(view: &View, date: PartialDate) -> Vec<Standing> {
    standings(view, Some(date))
}

/// The partnerships after all changes until a date, or after all that are known.
fn standings(view: &View, until: Option<PartialDate>) -> Vec<Standing> {
    let all = all_rows::<Partnership>(view);
    let mut standing: Vec<Standing> = Vec::new();
    let mut later: BTreeMap<Slug, Standing> = BTreeMap::new();
    for partnership in &all {
        let mut successors = replaced_by(view, &partnership.slug);
        successors
            .retain(|it| until.is_none_or(|date| it.change.on.first_day() <= date.first_day()));
        let whole = successors.len() == 1;
        if successors.is_empty() {
            standing.push(Standing::unchanged(partnership.clone()));
        }
        for successor in successors {
            if !is_standing(&all, &successor.board_name) {
                later
                    .entry(successor.slug.clone())
                    .or_insert_with(|| Standing::new(&successor, partnership))
                    .add(partnership.clone(), whole && successor.whole, successor.change.on);
            }
        }
    }
    standing.extend(later.into_values());
    standing.sort_by_key(|it| it.partnership.name.to_lowercase());
    standing
}

/// The partnerships of a date with these names. An old name means what took its place by then.
///
/// # Errors
/// `BAD_USER_INPUT` for a name that is none of a partnership of any date.
pub(super) fn find_standings(
    view: &View,
    date: PartialDate,
    names: &[String],
) -> Result<Vec<Standing>> {
    let all = partnerships_as_of(view, date);
    let mut found: Vec<Standing> = Vec::new();
    for name in names {
        let short = short_name(name);
        let mut meant: Vec<&Standing> =
            all.iter().filter(|it| *it.partnership.slug == *short).collect();
        if meant.is_empty() {
            let old = find_partnerships(view, std::slice::from_ref(name))?;
            let holds = |it: &&Standing| {
                it.made_of
                    .iter()
                    .any(|part| old.iter().any(|row| row.slug == part.partnership.slug))
            };
            meant = all.iter().filter(holds).collect();
        }
        if meant.is_empty() {
            return Err(Error::bad_user_input(format!(
                "“{name}” was no partnership on {date}: ask for another date, or for what replaced it"
            )));
        }
        for standing in meant {
            if !found.contains(standing) {
                found.push(standing.clone());
            }
        }
    }
    Ok(found)
}

/// Whether a board of that name was there from the start and only takes something in.
fn is_standing(all: &[Arc<Partnership>], board_name: &str) -> bool {
    all.iter().any(|row| short_name(&row.board_name) == short_name(board_name))
}

impl Standing {
    fn unchanged(partnership: Arc<Partnership>) -> Self {
        let made_of = vec![StandingPart { partnership: partnership.clone(), whole: true }];
        Self { partnership, made_of, since: None }
    }

    fn new(successor: &Successor, first: &Partnership) -> Self {
        let board = &successor.board_name;
        let name = board.strip_prefix("NHS ").unwrap_or(board);
        let name = name.strip_suffix(" Integrated Care Board").unwrap_or(name);
        let partnership = Partnership {
            slug: successor.slug.clone(),
            name: name.to_owned(),
            aliases: Vec::new(),
            system: None,
            region: first.region,
            board_name: board.clone(),
            board_ods: None,
            board_codes: Vec::new(),
            population: None,
            population_source: None,
            population_note: None,
            coverage: first.coverage,
            notes: None,
        };
        Self { partnership: Arc::new(partnership), made_of: Vec::new(), since: None }
    }

    fn add(&mut self, partnership: Arc<Partnership>, whole: bool, on: PartialDate) {
        if self.made_of.iter().all(|part| part.partnership.slug != partnership.slug) {
            self.made_of.push(StandingPart { partnership, whole });
        }
        self.since = Some(self.since.map_or(on, |since| since.min(on)));
    }
}
