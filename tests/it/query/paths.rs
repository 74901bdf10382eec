//! The way between two nodes is the one that a plain search from the first finds.

use std::collections::{BTreeMap, VecDeque};

use proptest::prelude::*;
use strategraph::{
    model::{NodeKey, NodeKind},
    query::find_path,
    view::{View, graph::NodeRef},
};

use super::scene::seed;

/// Regions, frameworks and topics are no way through.
fn leads_on(view: &View, node: NodeRef) -> bool {
    let kind = view.graph.node(node).kind();
    !matches!(kind, NodeKind::Place | NodeKind::Framework | NodeKind::Topic)
}

/// Breadth first from the start, edge by edge in order.
fn plainly(view: &View, start: NodeRef, end: NodeRef, longest: usize) -> Option<Vec<NodeKey>> {
    let mut before = BTreeMap::from([(start, start)]);
    let mut waiting = VecDeque::from([(start, 0)]);
    while let Some((node, distance)) = waiting.pop_front() {
        if node == end {
            let mut nodes = vec![node];
            while nodes[nodes.len() - 1] != start {
                nodes.push(before[&nodes[nodes.len() - 1]]);
            }
            return Some(nodes.iter().rev().map(|node| view.graph.node(*node).key()).collect());
        }
        if distance == longest || (node != start && !leads_on(view, node)) {
            continue;
        }
        for link in view.graph.edges(node) {
            if let std::collections::btree_map::Entry::Vacant(entry) = before.entry(link.far) {
                entry.insert(node);
                waiting.push_back((link.far, distance + 1));
            }
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn searching_from_both_ends_finds_what_searching_from_one_finds(
        start in any::<prop::sample::Index>(),
        end in any::<prop::sample::Index>(),
        longest in 0..=12usize,
    ) {
        let view = seed();
        // Passages are most of all nodes, and most paths between them lead through their documents.
        let all: Vec<NodeRef> = view
            .graph
            .all_nodes()
            .enumerate()
            .filter(|(place, node)| {
                view.graph.node(*node).kind() != NodeKind::Passage || place % 10 == 0
            })
            .map(|(_, node)| node)
            .collect();
        let (start, end) = (all[start.index(all.len())], all[end.index(all.len())]);
        let key = |node| view.graph.node(node).key();
        let found = find_path(view, &key(start), &key(end), longest).unwrap();
        let nodes = found.map(|path| {
            prop_assert_eq!(path.edges(view).len() + 1, path.nodes.len());
            Ok(path.nodes.iter().map(strategraph::query::Node::key).collect::<Vec<_>>())
        });
        prop_assert_eq!(nodes.transpose()?, plainly(view, start, end, longest));
    }
}
