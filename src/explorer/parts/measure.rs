//! Measures as they stand in lists and tables: the words of the source, and what a program reads in
//! them, never without saying that it did.

use std::sync::Arc;

use crate::{
    model::{
        AssertionMethod, Measure, MeasureRole, PartialDate, Stated, Word as _, bare_figure, slugify,
    },
    view::View,
};

use super::{Cite, Link, Linked as _, Provenance, Sources, When};

/// A figure with what the words say of it.
#[derive(Debug, Clone)]
pub(crate) struct MeasureEntry {
    /// What is counted or aimed at.
    pub(crate) link: Link,
    /// The figure as the source states it.
    pub(crate) value: String,
    /// Baseline, target or reported.
    pub(crate) role: Option<MeasureRole>,
    /// The number that a program reads, with its unit, where it is not plain in the figure.
    pub(crate) number: Option<String>,
    /// By when, or when it was so.
    pub(crate) when: Option<Dates>,
    /// How role, number and date came about.
    pub(crate) read: Option<Provenance>,
    /// Whether a curator confirmed them.
    pub(crate) confirmed: bool,
    /// Who says so.
    pub(crate) cites: Vec<Cite>,
}

/// A date or a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dates {
    /// The first date of a period.
    pub(crate) from: Option<When>,
    /// The date, or the last one of a period.
    pub(crate) to: When,
}

impl Dates {
    /// The dates of a measure; `None` where it has none.
    pub(crate) fn of(from: Option<PartialDate>, to: Option<PartialDate>) -> Option<Self> {
        Some(Self { from: from.map(When::from), to: to?.into() })
    }
}

impl MeasureEntry {
    /// The entry of a measure; its source joins the list of the page.
    pub(crate) fn of(view: &View, measure: &Arc<Measure>, sources: &mut Sources) -> Self {
        Self {
            link: measure.link(),
            value: bare_figure(&measure.value).to_owned(),
            role: measure.role,
            number: number_told(measure),
            when: Dates::of(measure.date_from, measure.date),
            read: measure.method.map(read_by),
            confirmed: measure.method == Some(AssertionMethod::Accepted),
            cites: sources.cite_all(view, [&measure.source]),
        }
    }

    /// What the figure is, in a word; empty where that is not known.
    pub(crate) fn role_told(&self) -> &'static str {
        self.role.map_or("", |role| role.label())
    }

    /// Whether it is to be reached.
    pub(crate) fn is_target(&self) -> bool {
        self.role == Some(MeasureRole::Target)
    }
}

/// How a program's reading is marked. Nothing that was read is a curator's word.
fn read_by(method: AssertionMethod) -> Provenance {
    match method {
        AssertionMethod::Accepted => {
            Provenance { badge: "extracted, confirmed", class: "badge accepted" }
        }
        AssertionMethod::Curated | AssertionMethod::Proposed => {
            Provenance { badge: "read by a program, not confirmed", class: "badge proposed" }
        }
    }
}

fn number_told(measure: &Measure) -> Option<String> {
    let number = measure.number?;
    let upper = measure.number_to.map(|upper| format!(" to {upper}")).unwrap_or_default();
    let unit = measure.unit.as_deref().map(|unit| format!(", unit: {unit}")).unwrap_or_default();
    let change = measure.change.map(|change| format!("{} ", change.label())).unwrap_or_default();
    Some(format!("{change}{number}{upper}{unit}"))
}

/// A row of a table of measures: what is measured, a figure that is or was, and one that is to be
/// reached.
#[derive(Debug, Clone)]
pub(crate) struct MeasureRow {
    /// What is counted or aimed at.
    pub(crate) what: Link,
    /// A figure that is no target, or of which that is not known.
    pub(crate) stated: Option<MeasureEntry>,
    /// A figure to be reached.
    pub(crate) target: Option<MeasureEntry>,
    /// Who says so.
    pub(crate) cites: Vec<Cite>,
}

impl MeasureRow {
    /// The rows of measures, in their order: a target stands beside the first figure for the same
    /// thing that has none yet. Two figures that contradict each other stay two rows.
    pub(crate) fn rows(view: &View, measures: &[Arc<Measure>], sources: &mut Sources) -> Vec<Self> {
        let mut rows: Vec<(String, Self)> = Vec::new();
        for measure in measures {
            let entry = MeasureEntry::of(view, measure, sources);
            let what = slugify(&measure.what);
            let target = entry.is_target();
            let beside = rows.iter_mut().find(|(other, row)| {
                *other == what && if target { row.target.is_none() } else { row.stated.is_none() }
            });
            if let Some((_, row)) = beside {
                row.cites.extend(
                    entry
                        .cites
                        .iter()
                        .filter(|cite| !row.cites.contains(cite))
                        .cloned()
                        .collect::<Vec<_>>(),
                );
                *(if target { &mut row.target } else { &mut row.stated }) = Some(entry);
                continue;
            }
            let (what_link, cites) = (entry.link.clone(), entry.cites.clone());
            let (stated, target) = if target { (None, Some(entry)) } else { (Some(entry), None) };
            rows.push((what, Self { what: what_link, stated, target, cites }));
        }
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// The figure of a proposed measure with what its words say of it: “120 (target, by March 2026)”.
pub(crate) fn figure_told(figure: &str, stated: &Stated) -> String {
    let role = stated.role.map(|role| role.label().to_lowercase());
    let date = stated.date.map(|date| {
        let (to, from) =
            (When::from(date).words, stated.date_from.map(|from| When::from(from).words));
        match (stated.role, from) {
            (Some(MeasureRole::Target), _) => format!("by {to}"),
            (_, Some(from)) => format!("{from} to {to}"),
            (_, None) => to,
        }
    });
    let said: Vec<String> = role.into_iter().chain(date).collect();
    if said.is_empty() { figure.to_owned() } else { format!("{figure} ({})", said.join(", ")) }
}
