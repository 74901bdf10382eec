//! From the record to nodes and edges, in the order in which they are to be shown.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{Edge, EdgeKind, Fact, Graph, Node, NodeRef};
use crate::model::{
    BoardChange, Document, Measure, NodeKey, NodeKind, Partnership, Priority, Programme, Record,
    Region, Slug, Strategy, Table, Theme, Topic, Word as _, short_name,
};

impl Graph {
    fn add(&mut self, node: Node) {
        let NodeKey { kind, slug } = node.key();
        let reference = NodeRef(self.arena.add_node(node));
        self.nodes.entry(kind).or_default().insert(slug, reference);
        self.by_kind.entry(kind).or_default().push(reference);
    }

    pub(super) fn add_nodes(&mut self, record: &Record) {
        for region in Region::ALL {
            self.add(Node::Place(*region));
        }
        self.add_sorted(&record.themes, Node::Theme, |row| row.position);
        self.add_sorted(&record.frameworks, Node::Framework, |row| row.position);
        self.add_sorted(&record.topics, Node::Topic, |row| {
            (position(&record.frameworks, &row.framework, |row| row.position), row.position)
        });
        self.add_sorted(&record.partners, Node::Partner, |row| {
            (row.generic, row.name.to_lowercase())
        });
        self.add_sorted(&record.partnerships, Node::Partnership, |row| row.name.to_lowercase());
        self.add_sorted(&record.strategies, Node::Strategy, |row| {
            (row.partnership.clone(), row.position)
        });
        self.add_sorted(&record.priorities, Node::Priority, |row| {
            let strategy = record.strategies.get(&row.strategy);
            (
                strategy.map(|strategy| (strategy.partnership.clone(), strategy.position)),
                position(&record.priority_lists, &row.list, |list| list.position),
                row.position,
            )
        });
        self.add_sorted(&record.programmes, Node::Programme, |row| {
            (row.partnership.clone(), row.position)
        });
        self.add_sorted(&record.measures, Node::Measure, |row| {
            (row.partnership.clone(), row.position)
        });
        self.add_sorted(&record.documents, Node::Document, |row| {
            (row.partnership.clone(), row.slug.clone())
        });
    }

    fn add_sorted<T, K: Ord>(
        &mut self,
        rows: &Table<T>,
        node: fn(Arc<T>) -> Node,
        key: impl Fn(&T) -> K,
    ) {
        let mut rows: Vec<&Arc<T>> = rows.values().collect();
        rows.sort_by_cached_key(|row| key(row));
        for row in rows {
            self.add(node(row.clone()));
        }
    }

    /// All edges, those of one node in the order in which they are to be shown.
    pub(super) fn list_edges(&self, record: &Record) -> Vec<(NodeRef, NodeRef, Edge)> {
        let mut edges = EdgeList { graph: self, edges: Vec::new() };
        self.list_partnership_edges(record, &mut edges);
        self.list_board_edges(record, &mut edges);
        self.list_strategy_edges(record, &mut edges);
        self.list_scheme_edges(record, &mut edges);
        self.list_document_edges(&mut edges);
        edges.edges
    }

    fn list_partnership_edges(&self, record: &Record, edges: &mut EdgeList<'_>) {
        use NodeKind::{Measure as M, Partner as P, Partnership as Icp, Place, Programme as G};
        for row in self.rows::<Partnership>() {
            edges.push((Icp, &row.slug), (Place, &Slug::from(row.region.word())), EdgeKind::LiesIn);
        }
        for row in sorted(&record.council_memberships, |row| row.position) {
            edges.push((Icp, &row.partnership), (P, &row.partner), row);
        }
        for row in sorted(&record.memberships, |row| row.position) {
            edges.push((Icp, &row.partnership), (P, &row.partner), row);
        }
        for row in self.rows::<Programme>() {
            edges.push((Icp, &row.partnership), (G, &row.slug), EdgeKind::Runs);
        }
        for row in sorted(&record.programme_partners, |row| row.position) {
            edges.push((G, &row.programme), (P, &row.partner), EdgeKind::DeliveredWith);
        }
        for row in sorted(&record.programme_services, |row| row.position) {
            edges.push((G, &row.programme), (NodeKind::Priority, &row.priority), EdgeKind::Serves);
        }
        for row in self.rows::<Measure>() {
            edges.push((Icp, &row.partnership), (M, &row.slug), EdgeKind::Reports);
            if let Some(programme) = &row.programme {
                edges.push((G, programme), (M, &row.slug), EdgeKind::MeasuredBy);
            }
        }
    }

    /// One edge for each change between two boards, however many records tell of it.
    fn list_board_edges(&self, record: &Record, edges: &mut EdgeList<'_>) {
        let of_board: HashMap<String, &Slug> = self
            .rows::<Partnership>()
            .map(|row| (short_name(&row.board_name), &row.slug))
            .collect();
        let mut told: BTreeMap<(&Slug, &Slug, EdgeKind), Vec<Arc<BoardChange>>> = BTreeMap::new();
        for row in sorted(&record.board_changes, |row| row.position) {
            let Some(kind) = EdgeKind::of_change(row.kind) else { continue };
            for name in row.with.iter().chain(&row.to) {
                let own = &row.partnership;
                let Some(other) = of_board.get(&short_name(name)).filter(|other| **other != own)
                else {
                    continue;
                };
                let turned = kind.is_mutual() && own > *other;
                let (from, to) = if turned { (*other, own) } else { (own, *other) };
                let rows = told.entry((from, to, kind)).or_default();
                if !rows.contains(row) {
                    rows.push(row.clone());
                }
            }
        }
        for ((from, to, kind), rows) in told {
            let edge = Edge { kind, fact: Fact::BoardChanges(rows) };
            edges.push((NodeKind::Partnership, from), (NodeKind::Partnership, to), edge);
        }
    }

    fn list_strategy_edges(&self, record: &Record, edges: &mut EdgeList<'_>) {
        use NodeKind::{Partnership as Icp, Priority as P, Strategy as S};
        let mut earlier: HashMap<_, &Slug> = HashMap::new();
        for row in self.rows::<Strategy>() {
            edges.push((Icp, &row.partnership), (S, &row.slug), EdgeKind::HasStrategy);
            if let Some(before) = earlier.insert((row.partnership.clone(), row.kind), &row.slug) {
                edges.push((S, &row.slug), (S, before), EdgeKind::Supersedes);
            }
        }
        for row in self.rows::<Priority>() {
            edges.push((S, &row.strategy), (P, &row.slug), EdgeKind::States);
            if let Some(parent) = &row.parent {
                edges.push((P, &row.slug), (P, parent), EdgeKind::PartOf);
            }
        }
        for row in sorted(&record.priority_themes, |row| row.position) {
            edges.push((P, &row.priority), (NodeKind::Theme, &row.theme), row);
        }
    }

    fn list_scheme_edges(&self, record: &Record, edges: &mut EdgeList<'_>) {
        use NodeKind::{Framework as F, Theme as T, Topic as C};
        for row in self.rows::<Theme>() {
            if let Some(broader) = &row.broader {
                edges.push((T, &row.slug), (T, broader), EdgeKind::Broader);
            }
        }
        for row in self.rows::<Topic>() {
            edges.push((F, &row.framework), (C, &row.slug), EdgeKind::HasTopic);
        }
        for row in sorted(&record.topic_mappings, |row| row.position) {
            edges.push((C, &row.topic), (T, &row.theme), row);
        }
    }

    fn list_document_edges(&self, edges: &mut EdgeList<'_>) {
        use NodeKind::{Document as D, Partnership as Icp, Strategy as S};
        for row in self.rows::<Document>() {
            if let Some(partnership) = &row.partnership {
                edges.push((Icp, partnership), (D, &row.slug), EdgeKind::Holds);
            }
            if let Some(strategy) = &row.strategy {
                edges.push((D, &row.slug), (S, strategy), EdgeKind::TextOf);
            }
        }
    }
}

/// Collects edges between nodes that exist; the record's foreign keys see to it that all do.
struct EdgeList<'graph> {
    graph: &'graph Graph,
    edges: Vec<(NodeRef, NodeRef, Edge)>,
}

impl EdgeList<'_> {
    fn push(&mut self, from: (NodeKind, &Slug), to: (NodeKind, &Slug), edge: impl Into<Edge>) {
        let find =
            |(kind, slug): (NodeKind, &Slug)| self.graph.find(&NodeKey::new(kind, slug.clone()));
        if let (Some(from), Some(to)) = (find(from), find(to)) {
            self.edges.push((from, to, edge.into()));
        }
    }
}

/// Rows by position; rows of the same position stay in the order of their identities.
fn sorted<T>(rows: &Table<T>, position: impl Fn(&T) -> i64) -> Vec<&Arc<T>> {
    let mut rows: Vec<&Arc<T>> = rows.values().collect();
    rows.sort_by_key(|row| position(row));
    rows
}

fn position<T>(rows: &Table<T>, id: &Slug, position: impl Fn(&T) -> i64) -> Option<i64> {
    rows.get(id).map(|row| position(row))
}
