//! Which search documents a change of the record touches. A document also shows rows beside its
//! own (names of its partnership, edition of its strategy), so those rows touch it too.

use std::{collections::BTreeSet, sync::Arc};

use super::{build::list_keys, rows::Rows};
use crate::model::{
    Changes, CouncilMembership, Document, Framework, Measure, Membership, NodeKey, NodeKind,
    Partner, Partnership, Passage, PassagePartner, PassageTheme, Priority, PriorityTheme,
    Programme, Record, Row, Slug, Source, Strategy, Theme, Topic, TopicMapping,
};

/// What an index must do to follow a change of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentChanges {
    /// Nodes whose documents are new or may differ; build them from the later record.
    pub changed: Vec<NodeKey>,
    /// Nodes that are gone.
    pub removed: Vec<NodeKey>,
}

/// The documents that differ between two revisions of a record, of which `changes` is the
/// difference. May name documents that turn out equal; never leaves one out.
pub fn list_document_changes<'rows>(
    before: impl Into<Rows<'rows>>,
    after: impl Into<Rows<'rows>>,
    changes: &'rows Changes,
) -> DocumentChanges {
    let rows @ (before, after) = (before.into(), after.into());
    let (before, after) = (before.record, after.record);
    let mut touched = Touched { rows: rows.into(), before, after, changes, keys: BTreeSet::new() };
    touched.follow();
    let existing = list_existing(rows.1, &touched.keys);
    let removed = touched.keys.difference(&existing).cloned().collect();
    DocumentChanges { changed: existing.into_iter().collect(), removed }
}

fn list_existing(rows: Rows<'_>, keys: &BTreeSet<NodeKey>) -> BTreeSet<NodeKey> {
    let record = rows.record;
    let exists = |key: &&NodeKey| {
        let slug = key.slug.as_ref();
        match key.kind {
            NodeKind::Partnership => record.partnerships.contains_key(slug),
            NodeKind::Strategy => record.strategies.contains_key(slug),
            NodeKind::Priority => record.priorities.contains_key(slug),
            NodeKind::Theme => record.themes.contains_key(slug),
            NodeKind::Partner => record.partners.contains_key(slug),
            NodeKind::Programme => record.programmes.contains_key(slug),
            NodeKind::Measure => record.measures.contains_key(slug),
            NodeKind::Document => record.documents.contains_key(slug),
            NodeKind::Passage => rows.has_passage(slug),
            NodeKind::Framework | NodeKind::Topic | NodeKind::Place => false,
        }
    };
    keys.iter().filter(exists).cloned().collect()
}

struct Touched<'a> {
    /// Before and after.
    rows: [Rows<'a>; 2],
    before: &'a Record,
    after: &'a Record,
    changes: &'a Changes,
    keys: BTreeSet<NodeKey>,
}

impl<'a> Touched<'a> {
    fn follow(&mut self) {
        if self.scheme_moved() {
            self.keys.extend(self.rows.into_iter().flat_map(list_keys));
            return;
        }
        self.collect_scheme();
        self.own::<Partnership>(NodeKind::Partnership);
        self.own::<Strategy>(NodeKind::Strategy);
        self.own::<Priority>(NodeKind::Priority);
        self.own::<Partner>(NodeKind::Partner);
        self.own::<Programme>(NodeKind::Programme);
        self.own::<Measure>(NodeKind::Measure);
        self.own::<Document>(NodeKind::Document);
        self.parents::<PriorityTheme>(NodeKind::Priority, |row| &row.priority);
        self.collect_passages();
        self.parents::<Membership>(NodeKind::Partner, |row| &row.partner);
        self.parents::<CouncilMembership>(NodeKind::Partner, |row| &row.partner);
        self.collect_partnerships();
    }

    /// Whether a theme changed its place in the scheme: then wider themes of anything may differ.
    fn scheme_moved(&self) -> bool {
        self.changes.changed.themes.iter().any(|(slug, row)| {
            self.before.themes.get(slug).is_some_and(|old| old.broader != row.broader)
        })
    }

    /// Themes show labels of wider themes, of topics and of frameworks; there are few of them.
    fn collect_scheme(&mut self) {
        let touched = !self.rows::<Theme>().is_empty()
            || !self.rows::<Framework>().is_empty()
            || !self.rows::<Topic>().is_empty()
            || !self.rows::<TopicMapping>().is_empty();
        if touched {
            for record in [self.before, self.after] {
                let slugs = record.themes.keys().cloned();
                self.keys.extend(slugs.map(|slug| NodeKey { kind: NodeKind::Theme, slug }));
            }
        }
    }

    /// What stands in the record of a partnership shows its names, its region, which strategy is
    /// current, and sources.
    fn collect_partnerships(&mut self) {
        let mut partnerships: BTreeSet<Slug> = BTreeSet::new();
        partnerships.extend(self.rows::<Partnership>().iter().map(|row| row.slug.clone()));
        partnerships.extend(self.rows::<Strategy>().iter().map(|row| row.partnership.clone()));
        partnerships.extend(self.rows::<Source>().iter().map(|row| row.partnership.clone()));
        let mut documents: BTreeSet<Slug> =
            self.rows::<Document>().iter().map(|row| row.slug.clone()).collect();
        for rows in self.rows {
            if !partnerships.is_empty() {
                self.collect_within(rows.record, &partnerships, &mut documents);
            }
            let passages = documents.iter().flat_map(|document| rows.passages_of(document));
            self.keys.extend(passages.map(|slug| NodeKey { kind: NodeKind::Passage, slug }));
        }
    }

    /// Passages that are new, differ or are gone, or of which a theme or partner does. What is gone is
    /// known by its name, which is that of its passage, a full stop, and more.
    fn collect_passages(&mut self) {
        let changed = &self.changes.changed;
        let mut slugs: BTreeSet<Slug> = changed.passages.keys().cloned().collect();
        slugs.extend(changed.passage_themes.values().map(|row| row.passage.clone()));
        slugs.extend(changed.passage_partners.values().map(|row| row.passage.clone()));
        for (table, id) in &self.changes.removed {
            match table.as_str() {
                Passage::TABLE => drop(slugs.insert(id.as_str().into())),
                PassageTheme::TABLE | PassagePartner::TABLE => {
                    let ends = id.match_indices('.').map(|(end, _)| &id[..end]);
                    let is_there = |slug: &&str| self.rows.iter().any(|it| it.has_passage(slug));
                    slugs.extend(ends.filter(is_there).map(Slug::from));
                }
                _ => {}
            }
        }
        let keys = slugs.into_iter().map(|slug| NodeKey { kind: NodeKind::Passage, slug });
        self.keys.extend(keys);
    }

    fn collect_within(
        &mut self,
        record: &Record,
        within: &BTreeSet<Slug>,
        documents: &mut BTreeSet<Slug>,
    ) {
        let mut add = |kind, slug: &Slug| {
            self.keys.insert(NodeKey { kind, slug: slug.clone() });
        };
        for slug in within {
            add(NodeKind::Partnership, slug);
        }
        let strategies: BTreeSet<&Slug> = record
            .strategies
            .values()
            .filter(|row| within.contains(&row.partnership))
            .map(|row| &row.slug)
            .collect();
        for slug in &strategies {
            add(NodeKind::Strategy, slug);
        }
        for row in record.priorities.values().filter(|row| strategies.contains(&row.strategy)) {
            add(NodeKind::Priority, &row.slug);
        }
        for row in record.programmes.values().filter(|row| within.contains(&row.partnership)) {
            add(NodeKind::Programme, &row.slug);
        }
        for row in record.measures.values().filter(|row| within.contains(&row.partnership)) {
            add(NodeKind::Measure, &row.slug);
        }
        for row in record.memberships.values().filter(|row| within.contains(&row.partnership)) {
            add(NodeKind::Partner, &row.partner);
        }
        for row in
            record.council_memberships.values().filter(|row| within.contains(&row.partnership))
        {
            add(NodeKind::Partner, &row.partner);
        }
        for row in record.documents.values() {
            let of_strategy = row.strategy.as_ref().is_some_and(|slug| strategies.contains(slug));
            if of_strategy || row.partnership.as_ref().is_some_and(|slug| within.contains(slug)) {
                add(NodeKind::Document, &row.slug);
                documents.insert(row.slug.clone());
            }
        }
    }

    fn own<T: Row>(&mut self, kind: NodeKind) {
        let slugs: Vec<Slug> = self.rows::<T>().iter().map(|row| row.id().clone()).collect();
        self.keys.extend(slugs.into_iter().map(|slug| NodeKey { kind, slug }));
    }

    fn parents<T: Row>(&mut self, kind: NodeKind, parent: impl Fn(&T) -> &Slug) {
        let slugs: Vec<Slug> = self.rows::<T>().iter().map(|row| parent(row).clone()).collect();
        self.keys.extend(slugs.into_iter().map(|slug| NodeKey { kind, slug }));
    }

    /// The rows of a table that changed, as they were and as they are.
    fn rows<T: Row>(&self) -> Vec<&'a Arc<T>> {
        let changed = T::table(&self.changes.changed).keys().map(AsRef::as_ref);
        let removed = self.changes.removed.iter().filter(|(table, _)| table == T::TABLE);
        let ids = changed.chain(removed.map(|(_, id)| id.as_str()));
        let both = |id: &str| [T::table(self.before).get(id), T::table(self.after).get(id)];
        ids.flat_map(both).flatten().collect()
    }
}
