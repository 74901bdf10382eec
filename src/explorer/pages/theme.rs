//! The theme scheme, and one theme with everything that is about it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;

use crate::{
    error::Result,
    explorer::{
        address::{self, Address},
        frame::{Frame, Section},
        parts::{
            CellEntry, Link, Linked as _, Pager, PassageEntry, Provenance, RelatedEntry,
            SourceEntry, StrategyEntry, ThemeEntry, count, everything, sentence, told_counts,
        },
        visit::Visit,
    },
    model::{NodeKind, Partnership, Priority, Slug, Theme, Word as _},
    query::{
        Column, ComparisonCell, ComparisonQuestion, CoverageCounts, PageArguments, all_rows,
        broader_of, compare, find_row, framework_of, get_row, list_of_priority, narrower_of,
        passages_about, priorities_about, source_info, strategy_of_priority, themes_of_priority,
        topics_of_theme,
    },
    view::View,
};

/// Passages on one page of a theme.
const PASSAGES_SHOWN: i32 = 20;

/// The scheme.
#[derive(Template)]
#[template(path = "themes.html")]
pub(crate) struct IndexPage {
    frame: Frame,
    told: String,
    branches: Vec<Branch>,
}

struct Branch {
    theme: Count,
    narrower: Vec<Count>,
}

/// A theme with how many priorities are about it.
struct Count {
    link: Link,
    definition: String,
    priorities: usize,
}

impl IndexPage {
    /// All themes of the scheme.
    pub(crate) fn build(visit: &Visit, (): ()) -> Result<Self> {
        let view = &visit.view;
        let themes: Vec<Arc<Theme>> = all_rows(view);
        let branches = themes
            .iter()
            .filter(|theme| theme.broader.is_none())
            .map(|theme| {
                let narrower = narrower_of(view, &theme.slug);
                Ok(Branch {
                    theme: Count::of(view, theme)?,
                    narrower: narrower
                        .iter()
                        .map(|theme| Count::of(view, theme))
                        .collect::<Result<_>>()?,
                })
            })
            .collect::<Result<_>>()?;
        let frame = visit
            .frame(
                Section::Themes,
                address::THEMES,
                "Themes",
                "The two-level scheme of themes by which priorities of all partnerships can be compared.",
            )
            .under([]);
        Ok(Self { frame, told: count(themes.len(), "theme", "themes"), branches })
    }
}

impl Count {
    fn of(view: &View, theme: &Arc<Theme>) -> Result<Self> {
        Ok(Self {
            link: theme.link(),
            definition: theme.definition.clone(),
            priorities: priorities_about(view, &theme.slug, &PageArguments::first(0))?.total_count,
        })
    }
}

/// One theme.
#[derive(Template)]
#[template(path = "theme.html")]
pub(crate) struct ThemePage {
    frame: Frame,
    theme: Arc<Theme>,
    broader: Option<Link>,
    narrower: Vec<Count>,
    not_themes: Vec<Link>,
    coverage: Coverage,
    groups: Vec<Group>,
    priorities_told: String,
    passages: Vec<PassageEntry>,
    passages_pager: Pager,
    topics: Vec<TopicEntry>,
    related: Vec<RelatedEntry>,
}

/// What is asked of a theme's page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Option<String>,
}

/// The four states over all partnerships.
struct Coverage {
    counts: CoverageCounts,
    told: String,
    rows: Vec<CoverageRow>,
}

struct CoverageRow {
    anchor: String,
    partnership: Link,
    cell: CellEntry,
}

/// The priorities of one partnership.
struct Group {
    partnership: Link,
    region: Link,
    items: Vec<GroupItem>,
}

struct GroupItem {
    link: Link,
    exact: bool,
    gist: Option<String>,
    role: &'static str,
    strategy: Option<StrategyEntry>,
    /// The narrower theme that it is about, where that is not the theme of the page.
    through: Vec<ThemeEntry>,
    sources: Vec<SourceEntry>,
}

struct TopicEntry {
    topic: Link,
    framework: Option<Link>,
    relation: &'static str,
}

impl ThemePage {
    /// The theme with this slug.
    pub(crate) fn build(
        visit: &Visit,
        (Path(slug), Query(asked)): (Path<String>, Query<Asked>),
    ) -> Result<Self> {
        let view = &visit.view;
        let theme: Arc<Theme> = get_row(view, &slug)?;
        let priorities = priorities_about(view, &slug, &everything())?;
        let groups = groups_of(view, &theme, priorities.nodes());
        let passages = passages_about(
            view,
            &slug,
            &PageArguments::forward(Some(PASSAGES_SHOWN), asked.after),
        )?;
        let broader = broader_of(view, &theme).map(|row| row.link());
        Ok(Self {
            frame: frame(visit, &theme, broader.clone()),
            narrower: narrower_of(view, &slug)
                .iter()
                .map(|row| Count::of(view, row))
                .collect::<Result<_>>()?,
            not_themes: theme
                .not_themes
                .iter()
                .filter_map(|slug| find_row::<Theme>(view, slug).map(|row| row.link()))
                .collect(),
            coverage: coverage_of(view, &theme)?,
            priorities_told: format!(
                "{} of {}, every edition counted",
                count(priorities.total_count, "priority", "priorities"),
                count(groups.len(), "partnership", "partnerships")
            ),
            passages_pager: Pager::of(
                &passages,
                || Address::of(&theme.path()),
                "passage",
                "passages",
            ),
            passages: passages
                .nodes()
                .map(|mention| {
                    let provenance = Provenance::of(mention.assignment.method);
                    PassageEntry::of(view, &mention.passage, &mention.assignment.spans, provenance)
                })
                .collect(),
            topics: topics_of(view, &slug),
            related: RelatedEntry::list(view, &slug)?,
            groups,
            broader,
            theme,
        })
    }
}

fn frame(visit: &Visit, theme: &Theme, broader: Option<Link>) -> Frame {
    let mut crumbs = vec![Link::to("Themes", address::THEMES)];
    crumbs.extend(broader);
    visit
        .frame(
            Section::Themes,
            &theme.path(),
            format!("{}: theme", theme.label),
            format!(
                "{} Who makes it a priority, in which words, and where it is said.",
                theme.definition
            ),
        )
        .under(crumbs)
        .with_feed(address::feed_of(NodeKind::Theme, &theme.slug))
}

fn groups_of<'row>(
    view: &View,
    theme: &Theme,
    priorities: impl Iterator<Item = &'row Arc<Priority>>,
) -> Vec<Group> {
    let mut groups: Vec<(Slug, Group)> = Vec::new();
    for priority in priorities {
        let Some(strategy) = strategy_of_priority(view, priority) else { continue };
        let Some(whose) = find_row::<Partnership>(view, &strategy.partnership) else { continue };
        let item = GroupItem::of(view, theme, priority);
        match groups.last_mut() {
            Some((last, group)) if *last == whose.slug => group.items.push(item),
            _ => groups.push((
                whose.slug.clone(),
                Group {
                    partnership: whose.link(),
                    region: Link::to_region(whose.region),
                    items: vec![item],
                },
            )),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

impl GroupItem {
    fn of(view: &View, theme: &Theme, priority: &Arc<Priority>) -> Self {
        let themes = themes_of_priority(view, &priority.slug);
        let direct = themes.iter().any(|entry| entry.theme.slug == theme.slug);
        let through = themes
            .into_iter()
            .filter(|entry| !direct && entry.theme.broader.as_ref() == Some(&theme.slug));
        Self {
            link: priority.link(),
            exact: priority.exact,
            gist: priority.gist.as_deref().map(sentence),
            role: list_of_priority(view, priority).map_or("Priority", |list| list.role.label()),
            strategy: strategy_of_priority(view, priority)
                .map(|strategy| StrategyEntry::of(view, &strategy)),
            through: through.map(ThemeEntry::from).collect(),
            sources: priority
                .sources
                .iter()
                .filter_map(|id| source_info(view, id).map(SourceEntry::from))
                .collect(),
        }
    }
}

/// All partnerships by state, those of one state by name.
fn coverage_of(view: &View, theme: &Theme) -> Result<Coverage> {
    let comparison = compare(view, &ComparisonQuestion::default())?;
    let mut answer =
        Coverage { counts: CoverageCounts::default(), told: String::new(), rows: vec![] };
    if let Some(row) = comparison.row(&theme.slug) {
        let mut cells: Vec<_> = comparison.columns.iter().zip(&row.cells).collect();
        cells.sort_by_key(|(_, cell)| cell.state);
        answer.counts = row.counts;
        answer.rows =
            cells.into_iter().map(|(column, cell)| CoverageRow::of(view, column, cell)).collect();
    }
    answer.told = told_counts(&answer.counts);
    Ok(answer)
}

impl CoverageRow {
    fn of(view: &View, column: &Column, cell: &ComparisonCell) -> Self {
        Self {
            anchor: format!("in-{}", column.partnership.slug),
            partnership: column.partnership.link(),
            cell: CellEntry::of(view, cell),
        }
    }
}

fn topics_of(view: &View, theme: &str) -> Vec<TopicEntry> {
    topics_of_theme(view, theme)
        .into_iter()
        .map(|(topic, mapping)| TopicEntry {
            topic: Link::to(&*topic.label, address::thing(NodeKind::Topic, &topic.slug)),
            framework: framework_of(view, &topic).map(|framework| framework.link()),
            relation: mapping.relation.label(),
        })
        .collect()
}
