//! Neighbourhoods: the nodes and edges within some steps of a node.

use std::collections::{HashSet, VecDeque};

use foldhash::fast::FixedState;

use crate::{
    error::{Error, Result},
    model::{NodeKey, NodeKind},
    view::{
        View,
        graph::{Node, NodeRef},
    },
};

use super::{
    names::get_node,
    page::page_size,
    path::{GraphEdge, shown},
};

/// The most steps that can be asked for.
const DEEPEST: usize = 4;

/// A part of the graph around a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Subgraph {
    /// The nodes, nearest first; the node in the middle is the first.
    pub nodes: Vec<Node>,
    /// How many nodes there are within those steps, shown or not.
    pub total_nodes: usize,
    /// Whether nodes were left out because more were found than asked for.
    pub truncated: bool,
    places: Vec<NodeRef>,
}

impl Subgraph {
    /// These of so many nodes.
    fn new(view: &View, places: Vec<NodeRef>, total_nodes: usize) -> Self {
        Self {
            nodes: places.iter().map(|node| view.graph.node(*node).into_owned()).collect(),
            total_nodes,
            truncated: total_nodes > places.len(),
            places,
        }
    }

    /// All edges between its nodes. `view` must be the one of which it is a part.
    pub fn edges(&self, view: &View) -> Vec<GraphEdge> {
        let own: HashSet<NodeRef, FixedState> = self.places.iter().copied().collect();
        self.places
            .iter()
            .flat_map(|node| view.graph.outgoing(*node).map(move |link| (*node, link)))
            .filter(|(_, link)| own.contains(&link.far))
            .map(|(node, link)| shown(view, node, &link.edge, true, link.far))
            .collect()
    }
}

/// The nodes within `depth` steps of a node, nearest first, at most `first` of them. With `kinds`, only nodes of those kinds are shown and walked through
/// (the node in the middle always is).
///
/// # Errors
/// `NOT_FOUND` for a node that does not exist, `BAD_USER_INPUT` for a depth or size that is not
/// allowed.
pub fn neighbourhood(
    view: &View,
    of: &NodeKey,
    depth: i32,
    kinds: Option<&[NodeKind]>,
    first: i32,
) -> Result<Subgraph> {
    let depth = usize::try_from(depth).ok().filter(|depth| *depth <= DEEPEST).ok_or_else(|| {
        Error::bad_user_input(format!("“depth” is {depth}; it must be 0 to {DEEPEST}"))
    })?;
    let first = page_size("first", Some(first))?.unwrap_or_default();
    let mut nodes = within(view, get_node(view, of)?, depth, kinds);
    let total_nodes = nodes.len();
    nodes.truncate(first);
    Ok(Subgraph::new(view, nodes, total_nodes))
}

/// These nodes, in this order; what does not exist is left out.
pub fn subgraph_of(view: &View, keys: &[NodeKey]) -> Subgraph {
    let nodes: Vec<NodeRef> = keys.iter().filter_map(|key| view.graph.find(key)).collect();
    let total_nodes = nodes.len();
    Subgraph::new(view, nodes, total_nodes)
}

fn within(view: &View, middle: NodeRef, depth: usize, kinds: Option<&[NodeKind]>) -> Vec<NodeRef> {
    let allowed = |node| kinds.is_none_or(|kinds| kinds.contains(&view.graph.kind(node)));
    let mut seen: HashSet<NodeRef, FixedState> = HashSet::default();
    seen.insert(middle);
    let mut waiting = VecDeque::from([(middle, 0)]);
    let mut nodes = Vec::new();
    while let Some((node, distance)) = waiting.pop_front() {
        nodes.push(node);
        if distance < depth {
            for link in view.graph.edges(node) {
                if allowed(link.far) && seen.insert(link.far) {
                    waiting.push_back((link.far, distance + 1));
                }
            }
        }
    }
    nodes
}
