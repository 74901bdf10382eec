//! What each partnership says of each theme, gathered in one pass over the graph. Passages
//! are not gathered: they are counted for each cell where they stand (`best.rs`).

use std::{collections::HashMap, sync::Arc};

use crate::{
    model::{
        AssertionMethod, Document, DocumentOrigin, EditionPolicy, ListRole, NodeKind, Partnership,
        Priority, Programme, Slug, Strategy, Theme,
    },
    view::{View, graph::Fact},
};

use super::{
    CoverageOptions,
    best::{Counted, Held, count},
    looked::{Looked, lists_by_strategy},
    untagged::Untagged,
};
use crate::query::{document::replaced_documents, filter::strategies_of_policy};

/// What one partnership says of one theme.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Items, with whether they state it as a priority; places in [`Facts::items`].
    pub(super) items: Vec<(u32, bool)>,
    pub(super) visions: Vec<Arc<Strategy>>,
    pub(super) programmes: Vec<Arc<Programme>>,
}

impl Said {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.visions.is_empty() && self.programmes.is_empty()
    }

    fn add_vision(&mut self, row: &Arc<Strategy>) {
        if self.visions.last().is_none_or(|last| last.slug != row.slug) {
            self.visions.push(row.clone());
        }
    }

    fn add_programme(&mut self, row: &Arc<Programme>) {
        if self.programmes.last().is_none_or(|last| last.slug != row.slug) {
            self.programmes.push(row.clone());
        }
    }
}

/// Everything that the states are made from.
pub(super) struct Facts<'view> {
    pub(super) view: &'view View,
    /// The places of partnerships and themes below.
    partnerships: HashMap<Slug, usize>,
    /// The places of the partnerships of those strategies on which the policy draws.
    owners: HashMap<Slug, usize>,
    themes: HashMap<Slug, usize>,
    /// The documents of each partnership that have passages.
    documents: Vec<Vec<Held<'view>>>,
    /// By the places of themes, the numbers by which passages know them.
    numbers: Vec<Option<u32>>,
    pub(super) items: Vec<Arc<Priority>>,
    /// By partnership, then by theme.
    said: Vec<Said>,
    pub(super) looked: Vec<Looked>,
}

impl<'view> Facts<'view> {
    /// Gathers what some partnerships say.
    pub(super) fn gather(
        view: &'view View,
        partnerships: &[Arc<Partnership>],
        options: &CoverageOptions,
    ) -> Self {
        let place = |(place, slug): (usize, &Slug)| (slug.clone(), place);
        let themes: HashMap<Slug, usize> =
            view.graph.rows::<Theme>().map(|row| &row.slug).enumerate().map(place).collect();
        let mut facts = Self {
            view,
            said: Vec::new(),
            looked: vec![Looked::default(); partnerships.len()],
            partnerships: partnerships.iter().map(|row| &row.slug).enumerate().map(place).collect(),
            owners: HashMap::new(),
            themes,
            documents: vec![Vec::new(); partnerships.len()],
            numbers: view
                .graph
                .rows::<Theme>()
                .map(|row| view.passages.theme_number(&row.slug))
                .collect(),
            items: Vec::new(),
        };
        facts.owners = facts.find_owners(options.editions);
        facts.said.resize_with(partnerships.len() * facts.themes.len(), Said::default);
        facts.gather_items(options);
        facts.gather_untagged(options.editions);
        facts.gather_documents(options.editions);
        facts
    }

    /// The place of a partnership.
    pub(super) fn partnership(&self, slug: &str) -> Option<usize> {
        self.partnerships.get(slug).copied()
    }

    /// The place of a theme.
    pub(super) fn theme(&self, slug: &str) -> Option<usize> {
        self.themes.get(slug).copied()
    }

    /// The passages of some partnerships about each of some subjects, which are given by their themes.
    pub(super) fn passages(&self, partnerships: &[usize], subjects: &[Vec<usize>]) -> Vec<Counted> {
        let numbers = |themes: &Vec<usize>| -> Vec<u32> {
            themes.iter().filter_map(|theme| self.numbers[*theme]).collect()
        };
        let subjects: Vec<Vec<u32>> = subjects.iter().map(numbers).collect();
        let held = partnerships.iter().flat_map(|place| &self.documents[*place]);
        count(held.copied(), &subjects)
    }

    /// What a partnership says of a theme itself, narrower ones not included.
    pub(super) fn said(&self, partnership: usize, theme: usize) -> &Said {
        &self.said[partnership * self.themes.len() + theme]
    }

    fn said_mut(&mut self, partnership: usize, theme: usize) -> &mut Said {
        let row = partnership * self.themes.len();
        &mut self.said[row + theme]
    }

    fn gather_items(&mut self, options: &CoverageOptions) {
        let view = self.view;
        let roles: HashMap<&Slug, ListRole> =
            view.record.priority_lists.values().map(|list| (&list.id, list.role)).collect();
        let mut counts: HashMap<Slug, usize> = HashMap::new();
        for node in view.graph.nodes(NodeKind::Priority) {
            let Some(item) = view.graph.row::<Priority>(*node) else { continue };
            let Some(owner) = self.owner(&item.strategy) else { continue };
            let chosen = roles.get(&item.list).is_some_and(|role| options.roles.contains(role));
            *counts.entry(item.list.clone()).or_default() += 1;
            let place = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
            self.items.push(item.clone());
            let mut coded = false;
            for link in view.graph.outgoing(*node) {
                let Fact::PriorityTheme(row) = &link.edge.fact else { continue };
                let Some(theme) = self.theme(&row.theme) else { continue };
                let proposed = row.method == AssertionMethod::Proposed;
                if proposed && !options.proposed {
                    continue;
                }
                coded = true;
                self.said_mut(owner, theme).items.push((place, chosen));
            }
            if chosen {
                self.looked[owner].items += 1;
                self.looked[owner].uncoded_items += usize::from(!coded);
            }
        }
        let lists = lists_by_strategy(view);
        for strategy in view.graph.rows::<Strategy>() {
            let Some(owner) = self.owner(&strategy.slug) else { continue };
            let own = lists.get(&strategy.slug).map_or(&[][..], Vec::as_slice);
            self.looked[owner].add_strategy(own, &counts, options);
        }
    }

    /// What visions of the policy's strategies, and programmes, speak of. Programmes belong to no
    /// edition, they speak for the partnership.
    fn gather_untagged(&mut self, editions: EditionPolicy) {
        let view = self.view;
        let untagged = Untagged::of(view);
        for row in view.graph.rows::<Strategy>() {
            let Some(owner) = self.owner(&row.slug) else { continue };
            for theme in untagged.in_vision(&row.slug) {
                self.said_mut(owner, *theme).add_vision(row);
            }
        }
        for row in view.graph.rows::<Programme>() {
            if editions == EditionPolicy::DraftsOnly {
                break;
            }
            let Some(owner) = self.partnership(&row.partnership) else { continue };
            for theme in untagged.in_programme(&row.slug) {
                self.said_mut(owner, *theme).add_programme(row);
            }
        }
    }

    fn gather_documents(&mut self, editions: EditionPolicy) {
        let view = self.view;
        let replaced = replaced_documents(view);
        for document in view.graph.rows::<Document>() {
            let Some(owner) = self.owner_of_document(document, editions) else {
                continue;
            };
            if replaced.contains(&document.slug) {
                continue;
            }
            let looked = &mut self.looked[owner];
            looked.documents += 1;
            looked.full_texts += usize::from(is_full_text(document));
            if let Some(passages) = view.passages.packed(&document.slug) {
                looked.passages += passages.body();
                self.documents[owner].push(Held { origin: document.origin, passages });
            }
        }
    }

    fn find_owners(&self, editions: EditionPolicy) -> HashMap<Slug, usize> {
        let record = &self.view.record;
        strategies_of_policy(self.view, editions)
            .into_iter()
            .filter_map(|slug| {
                let strategy = record.strategies.get(&slug)?;
                Some((slug, self.partnership(&strategy.partnership)?))
            })
            .collect()
    }

    /// The place of the partnership of a strategy, if the policy draws on that strategy.
    fn owner(&self, strategy: &Slug) -> Option<usize> {
        self.owners.get(strategy).copied()
    }

    /// A document of a strategy goes with that strategy; any other speaks for the partnership,
    /// but not for its drafts.
    fn owner_of_document(&self, document: &Document, editions: EditionPolicy) -> Option<usize> {
        match &document.strategy {
            Some(strategy) => self.owner(strategy),
            None if editions == EditionPolicy::DraftsOnly => None,
            None => self.partnership(document.partnership.as_ref()?),
        }
    }
}

fn is_full_text(document: &Document) -> bool {
    document.complete && document.origin == DocumentOrigin::Ingested && document.strategy.is_some()
}
