//! One edition of a strategy or plan.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;

use crate::{
    error::Result,
    explorer::{
        address,
        frame::{Frame, Section},
        parts::{
            Cite, Link, Linked as _, ListEntry, SourceEntry, Sources, StrategyEntry, When,
            everything, sentence,
        },
        visit::Visit,
    },
    model::{Partnership, Strategy, Word as _},
    query::{
        documents_about, get_row, lists_of, partnership_of, strategies_of, superseded_by,
        supersedes,
    },
    view::View,
};

use super::{changes::choices, document::DocumentEntry};

/// One strategy.
#[derive(Template)]
#[template(path = "strategy.html")]
pub(crate) struct StrategyPage {
    frame: Frame,
    strategy: Arc<Strategy>,
    entry: StrategyEntry,
    partnership: Option<Link>,
    also: String,
    vision: Option<String>,
    vision_cite: Option<Cite>,
    cite: Option<Cite>,
    before: Option<StrategyEntry>,
    after: Option<StrategyEntry>,
    changes: String,
    lists: Vec<ListEntry>,
    documents: Vec<DocumentEntry>,
    others: Vec<StrategyEntry>,
    /// The other strategies to begin a difference from: slug, name, whether it is the edition before.
    choices: Vec<(String, String, bool)>,
    sources: Vec<SourceEntry>,
}

impl StrategyPage {
    /// The strategy with this slug.
    pub(crate) fn build(visit: &Visit, Path(slug): Path<String>) -> Result<Self> {
        let view = &visit.view;
        let strategy: Arc<Strategy> = get_row(view, &slug)?;
        let mut sources = Sources::default();
        let entry = StrategyEntry::of(view, &strategy);
        let neighbour = |row: Option<Arc<Strategy>>| row.map(|row| StrategyEntry::of(view, &row));
        let documents = documents_about(view, &slug, &everything())?;
        Ok(Self {
            frame: frame(visit, &strategy, &entry),
            partnership: partnership_of(view, &strategy).map(|row| row.link()),
            also: also_serves_as(&strategy),
            cite: sources.cite(view, &strategy.source),
            vision: strategy.vision.as_deref().map(sentence),
            vision_cite: strategy.vision_source.as_ref().and_then(|id| sources.cite(view, id)),
            before: neighbour(supersedes(view, &slug)),
            after: neighbour(superseded_by(view, &slug)),
            changes: address::changes(&slug),
            lists: lists_of(view, &slug)
                .iter()
                .map(|list| ListEntry::of(view, list, &mut sources))
                .collect(),
            documents: documents.nodes().map(|row| DocumentEntry::of(view, row)).collect(),
            others: others(view, &strategy),
            choices: choices(
                view,
                &strategy,
                supersedes(view, &slug).as_ref().unwrap_or(&strategy),
            ),
            sources: sources.into_entries(),
            strategy,
            entry,
        })
    }
}

fn frame(visit: &Visit, strategy: &Strategy, entry: &StrategyEntry) -> Frame {
    let partnership = partnership_of(&visit.view, strategy);
    let title = title_of(strategy, partnership.as_deref());
    let description = format!(
        "{}, {}: its lists in the source’s own words and order, with sources.",
        title, entry.kind
    );
    visit
        .frame(Section::Partnerships, &strategy.path(), title, description)
        .under(crumbs(partnership.as_deref()))
}

/// The way to the things of a partnership.
pub(super) fn crumbs(partnership: Option<&Partnership>) -> Vec<Link> {
    let mut crumbs = vec![Link::to("Partnerships", address::PARTNERSHIPS)];
    crumbs.extend(partnership.map(Partnership::link));
    crumbs
}

/// The name of a strategy that tells it from all others: title, edition, date or key, and whose.
pub(super) fn title_of(strategy: &Strategy, partnership: Option<&Partnership>) -> String {
    let dated = strategy
        .published
        .map_or_else(|| format!("“{}”", strategy.key), |date| When::from(date).words);
    let edition = strategy.edition.label().to_lowercase();
    let whose = partnership.map(|row| format!(" – {}", row.name)).unwrap_or_default();
    format!("{} ({edition}, {dated}){whose}", strategy.title)
}

fn also_serves_as(strategy: &Strategy) -> String {
    let kinds: Vec<_> =
        strategy.also_serves_as.iter().map(|kind| kind.label().to_lowercase()).collect();
    kinds.join(", ")
}

fn others(view: &View, strategy: &Strategy) -> Vec<StrategyEntry> {
    strategies_of(view, &strategy.partnership)
        .iter()
        .filter(|row| row.slug != strategy.slug)
        .map(|row| StrategyEntry::of(view, row))
        .collect()
}
