//! Shortest paths: how two things hang together.

use std::{
    borrow::Cow,
    collections::{HashMap, VecDeque, hash_map::Entry},
};

use crate::{
    error::{Error, Result},
    model::{NodeKey, NodeKind},
    view::{
        View,
        graph::{Edge, EdgeKind, Node, NodeRef},
    },
};

use super::{
    evidence::{Evidence, edge_evidence},
    names::get_node,
};

/// The longest path that can be asked for, in edges.
pub const LONGEST_PATH: usize = 12;

/// An edge as it is shown: it reads “from label to”, whichever way it stands in the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphEdge {
    /// The node at which the sentence begins.
    pub from: Node,
    /// The node at which it ends.
    pub to: Node,
    /// What the edge says.
    pub label: Cow<'static, str>,
    /// How the nodes relate.
    pub kind: EdgeKind,
    /// Where it is said.
    pub evidence: Vec<Evidence>,
}

/// A way from one node to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The nodes, both ends included.
    pub nodes: Vec<Node>,
    /// The edges between them, one fewer.
    pub edges: Vec<GraphEdge>,
}

/// A shortest path between two nodes of at most `longest` edges, taken in either direction, or
/// `None`. Of several shortest paths it is always the same one.
///
/// Regions and frameworks are no way through: that two partnerships lie in the same region, or
/// that two themes belong to the same framework, says nothing about what they do. They can be
/// ends of a path.
///
/// # Errors
/// `NOT_FOUND` for an end that does not exist, `BAD_USER_INPUT` for a length over
/// [`LONGEST_PATH`].
pub fn find_path(
    view: &View,
    from: &NodeKey,
    to: &NodeKey,
    longest: usize,
) -> Result<Option<Path>> {
    if longest > LONGEST_PATH {
        return Err(Error::bad_user_input(format!(
            "A path of {longest} steps is too long to look for: ask for at most {LONGEST_PATH}"
        )));
    }
    let (start, end) = (get_node(view, from)?, get_node(view, to)?);
    Ok(search_breadth_first(view, start, end, longest)
        .map(|reached_by| trace(view, start, end, &reached_by)))
}

/// For each node that was reached: the node before it. `None` if the end was not.
fn search_breadth_first(
    view: &View,
    start: NodeRef,
    end: NodeRef,
    longest: usize,
) -> Option<HashMap<NodeRef, NodeRef>> {
    let mut reached_by = HashMap::from([(start, start)]);
    let mut waiting = VecDeque::from([(start, 0)]);
    while let Some((node, distance)) = waiting.pop_front() {
        if node == end {
            return Some(reached_by);
        }
        if distance == longest || (node != start && !leads_on(view, node)) {
            continue;
        }
        for link in view.graph.edges(node) {
            if let Entry::Vacant(entry) = reached_by.entry(link.far) {
                entry.insert(node);
                waiting.push_back((link.far, distance + 1));
            }
        }
    }
    None
}

fn leads_on(view: &View, node: NodeRef) -> bool {
    !matches!(view.graph.node(node).kind(), NodeKind::Place | NodeKind::Framework | NodeKind::Topic)
}

fn trace(
    view: &View,
    start: NodeRef,
    end: NodeRef,
    reached_by: &HashMap<NodeRef, NodeRef>,
) -> Path {
    let mut nodes = vec![end];
    let mut node = end;
    while node != start {
        node = reached_by[&node];
        nodes.push(node);
    }
    nodes.reverse();
    let edges = nodes.windows(2).filter_map(|pair| edge_between(view, pair[0], pair[1])).collect();
    Path { nodes: nodes.into_iter().map(|node| view.graph.node(node).clone()).collect(), edges }
}

fn edge_between(view: &View, from: NodeRef, to: NodeRef) -> Option<GraphEdge> {
    let link = view.graph.edges(from).find(|link| link.far == to)?;
    Some(shown(view, from, link.edge, link.forwards, to))
}

/// An edge as seen from one of its ends.
pub(super) fn shown(
    view: &View,
    from: NodeRef,
    edge: &Edge,
    forwards: bool,
    to: NodeRef,
) -> GraphEdge {
    let (from, to) = (view.graph.node(from), view.graph.node(to));
    let (start, end) = if forwards { (from, to) } else { (to, from) };
    GraphEdge {
        from: from.clone(),
        to: to.clone(),
        label: edge.label(forwards),
        kind: edge.kind,
        evidence: edge_evidence(view, edge, start, end),
    }
}
