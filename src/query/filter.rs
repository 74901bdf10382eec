//! Which rows a list has: one struct of conditions for each kind, all of which must hold.
//!
//! A condition that is not given, or is an empty list, holds for every row. Slugs in a condition must exist; an unknown
//! one is an error that names the nearest.

use std::{collections::HashSet, sync::Arc};

use crate::{
    error::Result,
    model::{
        Document, Edition, EditionPolicy, ListRole, Measure, MeasureRole, NodeKey, NodeKind,
        PartialDate, Partner, PartnerKind, Partnership, Priority, Programme, Region, Slug,
        Strategy, StrategyKind, Theme,
    },
    view::{View, graph::EdgeKind},
};

use super::{
    names::{any_contains, known_slugs},
    partnership::current_strategy,
    theme::with_narrower,
};

/// Which partnerships.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PartnershipFilter {
    /// In one of these regions.
    pub regions: Option<Vec<Region>>,
    /// With a priority, in any edition, about one of these themes or a narrower one.
    pub themes: Option<Vec<String>>,
    /// With one of these partners.
    pub partners: Option<Vec<String>>,
    /// With this text in the name or an alias, case and accents folded.
    pub text: Option<String>,
}

/// Which strategies.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StrategyFilter {
    /// Of one of these partnerships.
    pub partnerships: Option<Vec<String>>,
    /// Of one of these kinds.
    pub kinds: Option<Vec<StrategyKind>>,
    /// Of one of these editions.
    pub editions: Option<Vec<Edition>>,
    /// Published on or after this date; a strategy without a date does not match.
    pub published_from: Option<PartialDate>,
    /// Published on or before this date; a strategy without a date does not match.
    pub published_to: Option<PartialDate>,
}

/// Which priorities.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PriorityFilter {
    /// Of one of these partnerships.
    pub partnerships: Option<Vec<String>>,
    /// Of a partnership in one of these regions.
    pub regions: Option<Vec<Region>>,
    /// About one of these themes or a narrower one.
    pub themes: Option<Vec<String>>,
    /// In a list of one of these roles.
    pub roles: Option<Vec<ListRole>>,
    /// Of these editions; all when it is not given.
    pub editions: Option<EditionPolicy>,
    /// In a strategy of one of these kinds.
    pub strategy_kinds: Option<Vec<StrategyKind>>,
    /// Whether the name is the source's own.
    pub exact_name: Option<bool>,
}

/// Which themes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ThemeFilter {
    /// Of the top level (`true`) or below it (`false`).
    pub top_level: Option<bool>,
    /// Directly below this theme.
    pub broader: Option<String>,
    /// With this text in a label or the definition.
    pub text: Option<String>,
}

/// Which partners.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PartnerFilter {
    /// Of one of these kinds.
    pub kinds: Option<Vec<PartnerKind>>,
    /// Of one of these partnerships.
    pub partnerships: Option<Vec<String>>,
    /// A kind of organisation (`true`) or one organisation (`false`).
    pub generic: Option<bool>,
    /// With this text in the name or an alias.
    pub text: Option<String>,
}

/// Which programmes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProgrammeFilter {
    /// Of one of these partnerships.
    pub partnerships: Option<Vec<String>>,
    /// Delivered with one of these partners.
    pub partners: Option<Vec<String>>,
    /// Running on this date, as far as its dates tell; a programme without any date does not match.
    pub active_on: Option<PartialDate>,
    /// With this text in the name or the gist.
    pub text: Option<String>,
}

/// Which measures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MeasureFilter {
    /// About one of these partnerships.
    pub partnerships: Option<Vec<String>>,
    /// About one of these programmes.
    pub programmes: Option<Vec<String>>,
    /// Of one of these roles; a measure without one does not match.
    pub roles: Option<Vec<MeasureRole>>,
    /// Counted in one of these units; a measure without one does not match.
    pub units: Option<Vec<String>>,
    /// Of this date or a later one; a measure without a date does not match.
    pub dated_from: Option<PartialDate>,
    /// Of this date or an earlier one; a measure without a date does not match.
    pub dated_to: Option<PartialDate>,
    /// With this text in what is counted or in the value.
    pub text: Option<String>,
}

/// Which documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentFilter {
    /// Of one of these partnerships.
    pub partnerships: Option<Vec<String>>,
    /// Of one of these media types.
    pub media_types: Option<Vec<String>>,
    /// With this text in the title.
    pub text: Option<String>,
}

impl PartnershipFilter {
    /// The condition as a test of a row.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a theme or partner that does not exist.
    pub(super) fn test(&self, view: &View) -> Result<impl Fn(&Arc<Partnership>) -> bool> {
        let themes =
            given(self.themes.as_ref()).map(|themes| theme_set(view, themes)).transpose()?;
        let partners = slug_set(view, NodeKind::Partner, self.partners.as_ref())?;
        Ok(move |row: &Arc<Partnership>| {
            let key = NodeKey::new(NodeKind::Partnership, row.slug.clone());
            let about = |themes: &HashSet<Slug>| {
                view.graph
                    .targets::<Strategy>(&key, EdgeKind::HasStrategy)
                    .iter()
                    .flat_map(|strategy| {
                        view.graph.targets::<Priority>(
                            &NodeKey::new(NodeKind::Strategy, strategy.slug.clone()),
                            EdgeKind::States,
                        )
                    })
                    .any(|priority| is_about(view, &priority, themes))
            };
            among(self.regions.as_ref(), &row.region)
                && themes.as_ref().is_none_or(about)
                && partners.as_ref().is_none_or(|partners| {
                    let with = view.graph.targets::<Partner>(&key, EdgeKind::WorksWith);
                    let covered = view.graph.targets::<Partner>(&key, EdgeKind::Covers);
                    with.iter().chain(&covered).any(|partner| partners.contains(&partner.slug))
                })
                && has_text(self.text.as_ref(), [&row.name].into_iter().chain(&row.aliases))
        })
    }
}

impl StrategyFilter {
    /// The condition as a test of a row.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a partnership that does not exist.
    pub(super) fn test(&self, view: &View) -> Result<impl Fn(&Arc<Strategy>) -> bool> {
        let partnerships = slug_set(view, NodeKind::Partnership, self.partnerships.as_ref())?;
        Ok(move |row: &Arc<Strategy>| {
            let dated = self.published_from.is_some() || self.published_to.is_some();
            contains(partnerships.as_ref(), &row.partnership)
                && among(self.kinds.as_ref(), &row.kind)
                && among(self.editions.as_ref(), &row.edition)
                && row.published.map_or(!dated, |published| {
                    published.overlaps(self.published_from, self.published_to)
                })
        })
    }
}

impl PriorityFilter {
    /// The condition as a test of a row.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a partnership or theme that does not exist.
    pub(super) fn test(&self, view: &View) -> Result<impl Fn(&Arc<Priority>) -> bool> {
        let partnerships = slug_set(view, NodeKind::Partnership, self.partnerships.as_ref())?;
        let themes =
            given(self.themes.as_ref()).map(|themes| theme_set(view, themes)).transpose()?;
        let strategies = strategies_of_policy(view, self.editions.unwrap_or(EditionPolicy::All));
        Ok(move |row: &Arc<Priority>| {
            let Some(strategy) = view.record.strategies.get(&row.strategy) else { return false };
            let role = view.record.priority_lists.get(&row.list).map(|list| list.role);
            let region =
                view.record.partnerships.get(&strategy.partnership).map(|owner| owner.region);
            strategies.contains(&row.strategy)
                && contains(partnerships.as_ref(), &strategy.partnership)
                && given(self.regions.as_ref())
                    .is_none_or(|some| region.is_some_and(|it| some.contains(&it)))
                && given(self.roles.as_ref())
                    .is_none_or(|some| role.is_some_and(|it| some.contains(&it)))
                && among(self.strategy_kinds.as_ref(), &strategy.kind)
                && self.exact_name.is_none_or(|exact| exact == row.exact)
                && themes.as_ref().is_none_or(|themes| is_about(view, row, themes))
        })
    }
}

impl ThemeFilter {
    /// The condition as a test of a row.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a wider theme that does not exist.
    pub(super) fn test(&self, view: &View) -> Result<impl Fn(&Arc<Theme>) -> bool> {
        let broader = self.broader.clone().map(|slug| vec![slug]);
        let broader = slug_set(view, NodeKind::Theme, broader.as_ref())?;
        Ok(move |row: &Arc<Theme>| {
            self.top_level.is_none_or(|top| top == row.broader.is_none())
                && broader.as_ref().is_none_or(|some| {
                    row.broader.as_ref().is_some_and(|broader| some.contains(broader))
                })
                && has_text(
                    self.text.as_ref(),
                    [&row.label, &row.definition].into_iter().chain(&row.alt_labels),
                )
        })
    }
}

impl PartnerFilter {
    /// The condition as a test of a row.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a partnership that does not exist.
    pub(super) fn test(&self, view: &View) -> Result<impl Fn(&Arc<Partner>) -> bool> {
        let partnerships = slug_set(view, NodeKind::Partnership, self.partnerships.as_ref())?;
        Ok(move |row: &Arc<Partner>| {
            let key = NodeKey::new(NodeKind::Partner, row.slug.clone());
            among(self.kinds.as_ref(), &row.kind)
                && self.generic.is_none_or(|generic| generic == row.generic)
                && partnerships.as_ref().is_none_or(|some| {
                    let with = view.graph.origins::<Partnership>(&key, EdgeKind::WorksWith);
                    let covering = view.graph.origins::<Partnership>(&key, EdgeKind::Covers);
                    with.iter().chain(&covering).any(|partnership| some.contains(&partnership.slug))
                })
                && has_text(self.text.as_ref(), [&row.name].into_iter().chain(&row.aliases))
        })
    }
}

impl ProgrammeFilter {
    /// The condition as a test of a row.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a partnership or partner that does not exist.
    pub(super) fn test(&self, view: &View) -> Result<impl Fn(&Arc<Programme>) -> bool> {
        let partnerships = slug_set(view, NodeKind::Partnership, self.partnerships.as_ref())?;
        let partners = slug_set(view, NodeKind::Partner, self.partners.as_ref())?;
        Ok(move |row: &Arc<Programme>| {
            let key = NodeKey::new(NodeKind::Programme, row.slug.clone());
            contains(partnerships.as_ref(), &row.partnership)
                && partners.as_ref().is_none_or(|some| {
                    let with = view.graph.targets::<Partner>(&key, EdgeKind::DeliveredWith);
                    with.iter().any(|partner| some.contains(&partner.slug))
                })
                && self.active_on.is_none_or(|day| {
                    (row.from.is_some() || row.to.is_some()) && day.overlaps(row.from, row.to)
                })
                && has_text(self.text.as_ref(), [&row.name].into_iter().chain(&row.gist))
        })
    }
}

impl MeasureFilter {
    /// The condition as a test of a row.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a partnership or programme that does not exist.
    pub(super) fn test(&self, view: &View) -> Result<impl Fn(&Arc<Measure>) -> bool> {
        let partnerships = slug_set(view, NodeKind::Partnership, self.partnerships.as_ref())?;
        let programmes = slug_set(view, NodeKind::Programme, self.programmes.as_ref())?;
        let dated = self.dated_from.is_some() || self.dated_to.is_some();
        Ok(move |row: &Arc<Measure>| {
            let of = |programmes: &HashSet<Slug>| {
                row.programme.as_ref().is_some_and(|slug| programmes.contains(slug))
            };
            contains(partnerships.as_ref(), &row.partnership)
                && programmes.as_ref().is_none_or(of)
                && given(self.roles.as_ref())
                    .is_none_or(|roles| row.role.is_some_and(|role| roles.contains(&role)))
                && given(self.units.as_ref())
                    .is_none_or(|units| row.unit.as_ref().is_some_and(|unit| units.contains(unit)))
                && (!dated
                    || row.date.is_some_and(|date| date.overlaps(self.dated_from, self.dated_to)))
                && has_text(self.text.as_ref(), [&row.what, &row.value])
        })
    }
}

impl DocumentFilter {
    /// The condition as a test of a row.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a partnership that does not exist.
    pub(super) fn test(&self, view: &View) -> Result<impl Fn(&Arc<Document>) -> bool> {
        let partnerships = slug_set(view, NodeKind::Partnership, self.partnerships.as_ref())?;
        Ok(move |row: &Arc<Document>| {
            partnerships.as_ref().is_none_or(|some| {
                row.partnership.as_ref().is_some_and(|partnership| some.contains(partnership))
            }) && among(self.media_types.as_ref(), &row.media_type)
                && has_text(self.text.as_ref(), [&row.title])
        })
    }
}

/// The slugs of the strategies from which a policy draws.
pub(super) fn strategies_of_policy(view: &View, policy: EditionPolicy) -> HashSet<Slug> {
    match policy {
        EditionPolicy::Current => view
            .graph
            .rows::<Partnership>()
            .filter_map(|partnership| current_strategy(view, &partnership.slug))
            .map(|strategy| strategy.slug.clone())
            .collect(),
        EditionPolicy::All => view.record.strategies.keys().cloned().collect(),
        EditionPolicy::DraftsOnly => view
            .graph
            .rows::<Strategy>()
            .filter(|strategy| strategy.edition.is_draft())
            .map(|strategy| strategy.slug.clone())
            .collect(),
    }
}

/// Whether a priority is about one of some themes.
fn is_about(view: &View, priority: &Priority, themes: &HashSet<Slug>) -> bool {
    let key = NodeKey::new(NodeKind::Priority, priority.slug.clone());
    view.graph
        .targets::<Theme>(&key, EdgeKind::About)
        .iter()
        .any(|theme| themes.contains(&theme.slug))
}

/// The themes with all narrower ones.
fn theme_set(view: &View, slugs: &[String]) -> Result<HashSet<Slug>> {
    let slugs = known_slugs(view, NodeKind::Theme, slugs)?;
    Ok(slugs.iter().flat_map(|slug| with_narrower(view, slug)).collect())
}

/// The list of a condition; an empty one is none.
fn given<T>(some: Option<&Vec<T>>) -> Option<&Vec<T>> {
    some.filter(|some| !some.is_empty())
}

fn slug_set(
    view: &View,
    kind: NodeKind,
    slugs: Option<&Vec<String>>,
) -> Result<Option<HashSet<Slug>>> {
    given(slugs).map(|slugs| Ok(known_slugs(view, kind, slugs)?.into_iter().collect())).transpose()
}

fn among<T: PartialEq>(some: Option<&Vec<T>>, value: &T) -> bool {
    given(some).is_none_or(|some| some.contains(value))
}

fn contains(some: Option<&HashSet<Slug>>, slug: &Slug) -> bool {
    some.is_none_or(|some| some.contains(slug))
}

fn has_text<'name>(text: Option<&String>, names: impl IntoIterator<Item = &'name String>) -> bool {
    text.is_none_or(|text| any_contains(names.into_iter().map(String::as_str), text))
}
