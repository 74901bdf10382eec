//! What is counted: units (items of lists, passages of ingested texts) with the features that
//! stand in each, and in how many units of each partnership a feature stands.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use crate::{
    model::{Document, DocumentOrigin, Priority, Slug},
    query::{
        coverage::CoverageOptions, document::is_replaced, filter::strategies_of_policy,
        priority::counted_themes, words::content_words,
    },
    view::{View, passages::PassageRef},
};

use super::FeatureKind;

/// An item or a passage, with the features that stand in it.
pub(super) struct Unit<'view> {
    pub(super) partnership: Slug,
    pub(super) features: BTreeSet<Slug>,
    pub(super) row: UnitRow<'view>,
}

/// What a unit is.
pub(super) enum UnitRow<'view> {
    Item(Arc<Priority>),
    Passage(PassageRef<'view>),
}

/// From where units are taken.
pub(super) struct Corpus<'view> {
    view: &'view View,
    kind: FeatureKind,
    options: &'view CoverageOptions,
    policy: HashSet<Slug>,
}

/// In how many units of each partnership each feature stands; partnerships without any are left
/// out.
#[derive(Debug, Default)]
pub(super) struct Uses(BTreeMap<Slug, BTreeMap<Slug, usize>>);

impl<'view> Corpus<'view> {
    pub(super) fn new(
        view: &'view View,
        kind: FeatureKind,
        options: &'view CoverageOptions,
    ) -> Self {
        Self { view, kind, options, policy: strategies_of_policy(view, options.editions) }
    }

    /// The units of some partnerships: items, then passages; those without any feature are left
    /// out.
    pub(super) fn units(
        &self,
        of: impl Fn(&Slug) -> bool + Copy,
    ) -> impl Iterator<Item = Unit<'view>> {
        self.items(of).chain(self.passages(of)).filter(|unit| !unit.features.is_empty())
    }

    /// The uses of all partnerships, counted now or before.
    pub(super) fn uses(&self) -> Arc<Uses> {
        let question = (self.kind, self.options.clone());
        if let Some(known) = self.view.kept.find(&question) {
            return known;
        }
        let mut uses = Uses::default();
        for unit in self.units(|_| true) {
            let counts = uses.0.entry(unit.partnership).or_default();
            for feature in unit.features {
                *counts.entry(feature).or_default() += 1;
            }
        }
        let uses = Arc::new(uses);
        self.view.kept.keep(question, uses.clone(), uses.0.values().map(BTreeMap::len).sum());
        uses
    }

    fn items(&self, of: impl Fn(&Slug) -> bool + Copy) -> impl Iterator<Item = Unit<'view>> {
        let record = &self.view.record;
        let counts = |row: &&Arc<Priority>| {
            let list = record.priority_lists.get(&row.list);
            self.policy.contains(&row.strategy)
                && list.is_some_and(|list| self.options.roles.contains(&list.role))
        };
        self.view.graph.rows::<Priority>().filter(counts).filter_map(move |row| {
            let partnership = record.strategies.get(&row.strategy)?.partnership.clone();
            of(&partnership).then(|| Unit {
                features: self.features_of_item(row),
                row: UnitRow::Item(row.clone()),
                partnership,
            })
        })
    }

    fn passages(&self, of: impl Fn(&Slug) -> bool + Copy) -> impl Iterator<Item = Unit<'view>> {
        let own = move |document: &&Arc<Document>| {
            document.origin == DocumentOrigin::Ingested
                && !is_replaced(self.view, document)
                && document.strategy.as_ref().is_none_or(|slug| self.policy.contains(slug))
                && document.partnership.as_ref().is_some_and(of)
        };
        self.view.graph.rows::<Document>().filter(own).flat_map(|document| {
            let passages = self.view.passages.of_document(&document.slug);
            let body = passages.filter(|passage| passage.is_body());
            body.filter_map(|passage| {
                Some(Unit {
                    partnership: document.partnership.clone()?,
                    features: self.features_of_passage(passage),
                    row: UnitRow::Passage(passage),
                })
            })
        })
    }

    fn features_of_item(&self, row: &Priority) -> BTreeSet<Slug> {
        match self.kind {
            FeatureKind::Themes => counted_themes(self.view, &row.slug, self.options.proposed)
                .into_iter()
                .map(|it| it.theme.slug.clone())
                .collect(),
            FeatureKind::Terms if row.exact => terms(&row.name),
            FeatureKind::Terms => BTreeSet::new(),
        }
    }

    fn features_of_passage(&self, passage: PassageRef<'_>) -> BTreeSet<Slug> {
        match self.kind {
            FeatureKind::Themes => {
                let held = passage.themes().map(|(theme, _)| theme);
                held.filter(|theme| self.view.record.themes.contains_key(*theme)).cloned().collect()
            }
            FeatureKind::Terms => terms(&passage.row().text),
        }
    }
}

impl Uses {
    /// The uses of some partnerships together.
    pub(super) fn of(&self, of: impl Fn(&Slug) -> bool) -> BTreeMap<Slug, usize> {
        let mut sum: BTreeMap<Slug, usize> = BTreeMap::new();
        for (_, counts) in self.0.iter().filter(|(partnership, _)| of(partnership)) {
            for (feature, count) in counts {
                *sum.entry(feature.clone()).or_default() += count;
            }
        }
        sum
    }

    /// How many partnerships have any.
    pub(super) fn partnerships(&self) -> usize {
        self.0.len()
    }
}

/// The words of a text that carry its meaning, numbers and single letters left out.
fn terms(text: &str) -> BTreeSet<Slug> {
    content_words(text)
        .into_iter()
        .filter(|word| word.chars().nth(1).is_some() && !word.chars().any(|it| it.is_ascii_digit()))
        .map(Slug::from)
        .collect()
}
