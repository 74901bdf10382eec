//! Shortest paths: how two things hang together.

use std::{
    borrow::Cow,
    collections::{HashMap, hash_map::Entry},
};

use foldhash::fast::FixedState;

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
    steps: Vec<NodeRef>,
}

impl Path {
    fn new(view: &View, steps: Vec<NodeRef>) -> Self {
        Self {
            nodes: steps.iter().map(|node| view.graph.node(*node).into_owned()).collect(),
            steps,
        }
    }

    /// The edges between its nodes, one fewer. `view` must be the one in which it was found.
    pub fn edges(&self, view: &View) -> Vec<GraphEdge> {
        self.steps.windows(2).filter_map(|pair| edge_between(view, pair[0], pair[1])).collect()
    }
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
    Ok(search_from_both_ends(view, start, end, longest).map(|nodes| Path::new(view, nodes)))
}

/// How many nodes are reached from one end of a usual path: growing step by step takes longer.
const USUALLY_REACHED: usize = 400;

/// What was reached from one end, level by level: each node with its distance and the node before it,
/// and those of the last level in the order in which they were found.
struct Side {
    reached: HashMap<NodeRef, (usize, NodeRef), FixedState>,
    last: Vec<NodeRef>,
    distance: usize,
}

impl Side {
    fn new(end: NodeRef) -> Self {
        let mut reached = HashMap::with_capacity_and_hasher(USUALLY_REACHED, FixedState::default());
        reached.insert(end, (0, end));
        Self { reached, last: vec![end], distance: 0 }
    }

    /// Goes one step further.
    fn expand(&mut self, view: &View) {
        self.distance += 1;
        for node in std::mem::take(&mut self.last) {
            if self.distance > 1 && !leads_on(view, node) {
                continue;
            }
            for link in view.graph.edges(node) {
                if let Entry::Vacant(entry) = self.reached.entry(link.far) {
                    entry.insert((self.distance, node));
                    self.last.push(link.far);
                }
            }
        }
    }

    /// Whether a node is at this distance from the end.
    fn is_at(&self, node: NodeRef, distance: usize) -> bool {
        self.reached.get(&node).is_some_and(|(at, _)| *at == distance)
    }
}

/// The nodes of a shortest path. Of several it is the one that a search from the start alone would
/// find: that whose first step stands first among the edges of its node, then whose second, and so
/// on. Going from both ends, few nodes are looked at; from one, the passages of every theme on the
/// way would be.
fn search_from_both_ends(
    view: &View,
    start: NodeRef,
    end: NodeRef,
    longest: usize,
) -> Option<Vec<NodeRef>> {
    let (mut from, mut to) = (Side::new(start), Side::new(end));
    loop {
        let meets = |node: &&NodeRef| {
            let inside = **node != start && **node != end;
            to.is_at(**node, to.distance) && (!inside || leads_on(view, **node))
        };
        // The nodes of a level stand in the order of the paths to them.
        if let Some(middle) = from.last.iter().find(meets) {
            return Some(trace(view, *middle, &from, &to));
        }
        if from.distance + to.distance >= longest || from.last.is_empty() || to.last.is_empty() {
            return None;
        }
        if from.last.len() <= to.last.len() { from.expand(view) } else { to.expand(view) }
    }
}

/// The nodes from one end over a node in the middle to the other.
fn trace(view: &View, middle: NodeRef, from: &Side, to: &Side) -> Vec<NodeRef> {
    let mut nodes = vec![middle];
    let mut node = middle;
    while let Some((distance, before)) = from.reached.get(&node)
        && *distance > 0
    {
        node = *before;
        nodes.push(node);
    }
    nodes.reverse();
    node = middle;
    for distance in (0..to.distance).rev() {
        let mut edges = view.graph.edges(node);
        let nearer = edges.find(|link| {
            to.is_at(link.far, distance) && (distance == 0 || leads_on(view, link.far))
        });
        let Some(nearer) = nearer else { break };
        node = nearer.far;
        nodes.push(node);
    }
    nodes
}

fn leads_on(view: &View, node: NodeRef) -> bool {
    !matches!(view.graph.kind(node), NodeKind::Place | NodeKind::Framework | NodeKind::Topic)
}

fn edge_between(view: &View, from: NodeRef, to: NodeRef) -> Option<GraphEdge> {
    let link = view.graph.edges(from).find(|link| link.far == to)?;
    Some(shown(view, from, &link.edge, link.forwards, to))
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
    let (start, end) = if forwards { (&*from, &*to) } else { (&*to, &*from) };
    GraphEdge {
        label: edge.label(forwards),
        kind: edge.kind,
        evidence: edge_evidence(view, edge, start, end),
        from: from.into_owned(),
        to: to.into_owned(),
    }
}
