//! One item of a list of a strategy.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;

use crate::{
    error::Result,
    explorer::{
        frame::{Frame, Section},
        parts::{
            Link, Linked as _, ListEntry, PriorityEntry, ProgrammeEntry, SourceEntry, Sources,
            StrategyEntry, everything, number,
        },
        visit::Visit,
    },
    model::{EditionPolicy, Partnership, Priority, PriorityList, Strategy, Word as _},
    query::{
        ListWithItems, PriorityFilter, get_row, list_of_priority, list_priorities, lists_of,
        parent_of, partnership_of_priority, programmes_serving, strategy_of_priority,
        themes_of_priority,
    },
    view::View,
};

use super::strategy::{crumbs, title_of};

/// One priority.
#[derive(Template)]
#[template(path = "priority.html")]
pub(crate) struct PriorityPage {
    frame: Frame,
    entry: PriorityEntry,
    partnership: Option<Link>,
    strategy: Option<StrategyEntry>,
    list: Option<ListEntry>,
    place: Option<String>,
    parent: Option<Link>,
    previous: Option<Link>,
    next: Option<Link>,
    programmes: Vec<ProgrammeEntry>,
    elsewhere: Vec<Elsewhere>,
    elsewhere_theme: Option<Link>,
    sources: Vec<SourceEntry>,
}

/// A priority of another partnership about the same theme.
struct Elsewhere {
    priority: Link,
    partnership: Link,
}

/// How many priorities of others are shown; the theme's page has all.
const SHOWN_ELSEWHERE: usize = 8;

impl PriorityPage {
    /// The priority with this slug.
    pub(crate) fn build(visit: &Visit, Path(slug): Path<String>) -> Result<Self> {
        let view = &visit.view;
        let priority: Arc<Priority> = get_row(view, &slug)?;
        let mut sources = Sources::default();
        let entry = PriorityEntry::of(view, &priority, &mut sources);
        let strategy = strategy_of_priority(view, &priority);
        let partnership = partnership_of_priority(view, &priority);
        let list = siblings(view, &priority);
        let beside = |step: isize| {
            let list = list.as_ref()?;
            let at = list.items.iter().position(|item| item.slug == priority.slug)?;
            list.items.get(at.checked_add_signed(step)?).map(|item| item.link())
        };
        let (elsewhere, elsewhere_theme) = elsewhere(view, &priority, partnership.as_deref())?;
        Ok(Self {
            frame: frame(visit, &priority, strategy.as_deref(), partnership.as_deref()),
            place: list.as_ref().and_then(|list| place(list, &priority)),
            previous: beside(-1),
            next: beside(1),
            parent: parent_of(view, &priority).map(|row| row.link()),
            programmes: programmes_serving(view, &slug, &everything())?
                .nodes()
                .map(|row| ProgrammeEntry::of(view, row, &mut sources))
                .collect(),
            list: list.as_ref().map(|list| ListEntry::of(view, list, &mut sources)),
            partnership: partnership.map(|row| row.link()),
            strategy: strategy.map(|row| StrategyEntry::of(view, &row)),
            elsewhere,
            elsewhere_theme,
            entry,
            sources: sources.into_entries(),
        })
    }
}

fn frame(
    visit: &Visit,
    priority: &Priority,
    strategy: Option<&Strategy>,
    partnership: Option<&Partnership>,
) -> Frame {
    let list = list_of_priority(&visit.view, priority);
    let role = list.map_or("Priority", |list: Arc<PriorityList>| list.role.label()).to_lowercase();
    let within = strategy.map(|strategy| title_of(strategy, partnership)).unwrap_or_default();
    let title = format!("{}: {role} of {within}", priority.name);
    let description =
        format!("“{}”, from the {role} of {within}, with its sources.", priority.name);
    let mut crumbs = crumbs(partnership);
    crumbs.extend(strategy.map(Strategy::link));
    visit.frame(Section::Partnerships, &priority.path(), title, description).under(crumbs)
}

/// The list in which a priority stands.
fn siblings(view: &View, priority: &Priority) -> Option<ListWithItems> {
    lists_of(view, &priority.strategy).into_iter().find(|list| list.list.id == priority.list)
}

/// “2 of 5”, as far as the source lets us say so.
fn place(list: &ListWithItems, priority: &Priority) -> Option<String> {
    let at = list.items.iter().position(|item| item.slug == priority.slug)? + 1;
    let found = list.items.len();
    let stated = list.list.stated_count.and_then(|stated| usize::try_from(stated).ok());
    let whole = match stated {
        Some(stated) => number(stated),
        None if list.list.complete => number(found),
        None => format!("{} found", number(found)),
    };
    Some(if list.list.ordered { format!("{at} of {whole}") } else { format!("One of {whole}") })
}

/// Current priorities of other partnerships about the primary theme of this one.
fn elsewhere(
    view: &View,
    priority: &Priority,
    own: Option<&Partnership>,
) -> Result<(Vec<Elsewhere>, Option<Link>)> {
    let Some(primary) = themes_of_priority(view, &priority.slug).into_iter().next() else {
        return Ok((Vec::new(), None));
    };
    let filter = PriorityFilter {
        themes: Some(vec![primary.theme.slug.to_string()]),
        editions: Some(EditionPolicy::Current),
        ..PriorityFilter::default()
    };
    let page = list_priorities(view, &filter, &everything())?;
    let elsewhere = page
        .nodes()
        .filter_map(|row| Some((row, partnership_of_priority(view, row)?)))
        .filter(|(_, whose)| own.is_none_or(|own| own.slug != whose.slug))
        .take(SHOWN_ELSEWHERE)
        .map(|(row, whose)| Elsewhere { priority: row.link(), partnership: whose.link() })
        .collect();
    Ok((elsewhere, Some(primary.theme.link())))
}
