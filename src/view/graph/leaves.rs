//! Passages as nodes, and their edges, read from the packs: no node and no edge of them is kept,
//! because there are far more than of everything else together.
//!
//! They stand after all other nodes and edges: a node's own edges come first, then its passages in
//! the order in which they are to be shown. Not here: how passages are kept (`passages`).

use std::{
    borrow::Cow,
    ops::Range,
    sync::{Arc, OnceLock},
};

use petgraph::graph::NodeIndex;

use super::{Edge, EdgeKind, Fact, Link, Named, Node, NodeRef};
use crate::{
    model::{NodeKind, Slug},
    view::passages::{PassageRef, Passages, TagRef},
};

static CONTAINS: Edge = Edge { kind: EdgeKind::Contains, fact: Fact::Reference };

/// The passages of a graph.
#[derive(Debug, Default)]
pub(super) struct Leaves {
    passages: Arc<Passages>,
    /// How many nodes stand before the first passage.
    first: u32,
    /// The nodes of themes, partners and documents by their numbers among the passages.
    themes: Vec<Ends>,
    partners: Vec<Ends>,
    documents: Vec<Option<NodeRef>>,
}

/// A node to which edges of passages lead, and those edges, put in order when they are first asked for.
#[derive(Debug, Default)]
struct Ends {
    node: Option<NodeRef>,
    tags: OnceLock<Box<[TagRef]>>,
}

impl Leaves {
    /// The passages after so many other nodes.
    pub(super) fn new(passages: Arc<Passages>, first: usize, nodes: &Named) -> Self {
        let find = |kind, slug: &Slug| nodes.get(&kind)?.get(slug).copied();
        let ends = |kind, slugs: &[Slug]| {
            let end = |slug| Ends { node: find(kind, slug), tags: OnceLock::new() };
            slugs.iter().map(end).collect()
        };
        Self {
            first: u32::try_from(first).unwrap_or(u32::MAX),
            themes: ends(NodeKind::Theme, passages.theme_names()),
            partners: ends(NodeKind::Partner, passages.partner_names()),
            documents: passages.documents().map(|it| find(NodeKind::Document, it)).collect(),
            passages,
        }
    }

    pub(super) fn passages(&self) -> &Passages {
        &self.passages
    }

    /// Every passage.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeRef> + use<> {
        let count = u32::try_from(self.passages.len()).unwrap_or(u32::MAX);
        (self.first..self.first + count).map(|place| NodeRef(NodeIndex::new(place as usize)))
    }

    /// The passage that a node is, if it is one.
    pub(super) fn passage(&self, node: NodeRef) -> Option<PassageRef<'_>> {
        self.passages.get(self.number(node)?)
    }

    /// The passage of this name, as a node.
    pub(super) fn find(&self, slug: &str) -> Option<NodeRef> {
        self.passages.find(slug).map(|passage| self.node(passage.number()))
    }

    /// How many passages there are, and how many edges lead to and from them.
    pub(super) fn size(&self) -> (usize, usize) {
        let edges = |number| self.outgoing(number).count() + self.incoming(number).count();
        let count = u32::try_from(self.passages.len()).unwrap_or(u32::MAX);
        (self.passages.len(), (0..count).map(edges).sum())
    }

    /// The edges between a node and passages. `own` is the node if it is no passage itself.
    pub(super) fn links<'graph>(
        &'graph self,
        node: NodeRef,
        own: Option<&'graph Node>,
        forwards: bool,
    ) -> Links<'graph> {
        match (own, forwards) {
            (None, _) => match (self.number(node), forwards) {
                (Some(number), true) => self.outgoing(number),
                (Some(number), false) => self.incoming(number),
                (None, _) => Links::None,
            },
            (Some(Node::Document(row)), true) => {
                Links::Contained(self, self.passages.range(&row.slug))
            }
            (Some(Node::Theme(row)), false) => Links::Tags(self, false, self.about(&row.slug)),
            (Some(Node::Partner(row)), false) => Links::Tags(self, true, self.naming(&row.slug)),
            _ => Links::None,
        }
    }

    fn about(&self, theme: &str) -> std::slice::Iter<'_, TagRef> {
        let Some(number) = self.passages.theme_number(theme) else { return [].iter() };
        self.themes[number as usize].tags.get_or_init(|| self.passages.tags_of_theme(number)).iter()
    }

    fn naming(&self, partner: &str) -> std::slice::Iter<'_, TagRef> {
        let Some(number) = self.passages.partner_number(partner) else { return [].iter() };
        let tags = || self.passages.tags_of_partner(number);
        self.partners[number as usize].tags.get_or_init(tags).iter()
    }

    fn outgoing(&self, number: u32) -> Links<'_> {
        match self.passages.get(number) {
            Some(passage) => Links::Of { leaves: self, passage, next: 0 },
            None => Links::None,
        }
    }

    fn incoming(&self, number: u32) -> Links<'_> {
        let document = self.passages.get(number).and_then(|it| self.documents[it.pack_number()]);
        Links::In(document)
    }

    fn number(&self, node: NodeRef) -> Option<u32> {
        u32::try_from(node.0.index()).ok()?.checked_sub(self.first)
    }

    fn node(&self, number: u32) -> NodeRef {
        NodeRef(NodeIndex::new((self.first + number) as usize))
    }
}

/// Edges between a node and passages, seen from that node.
pub(super) enum Links<'graph> {
    None,
    /// From a document to its passages, which have these numbers.
    Contained(&'graph Leaves, Range<u32>),
    /// From a passage to its document.
    In(Option<NodeRef>),
    /// From a theme, or (`true`) a partner, to passages.
    Tags(&'graph Leaves, bool, std::slice::Iter<'graph, TagRef>),
    /// From a passage to its themes, then to its partners; `next` counts both.
    Of {
        leaves: &'graph Leaves,
        passage: PassageRef<'graph>,
        next: u32,
    },
}

impl<'graph> Iterator for Links<'graph> {
    type Item = Link<'graph>;

    fn next(&mut self) -> Option<Link<'graph>> {
        match self {
            Self::None => None,
            Self::Contained(leaves, numbers) => {
                let far = leaves.node(numbers.next()?);
                Some(Link { edge: Cow::Borrowed(&CONTAINS), forwards: true, far })
            }
            Self::In(document) => {
                let far = document.take()?;
                Some(Link { edge: Cow::Borrowed(&CONTAINS), forwards: false, far })
            }
            Self::Tags(leaves, is_partner, tags) => {
                let tag = *tags.next()?;
                Some(link(tag, *is_partner, false, leaves.node(tag.passage)))
            }
            Self::Of { leaves, passage, next } => loop {
                let at = *next as usize;
                *next += 1;
                let (themes, partners) = (passage.theme_tags(), passage.partner_tags());
                let passage = passage.number();
                let (tag, is_partner, far) = if let Some(tag) = themes.get(at) {
                    let place = u32::try_from(at).unwrap_or(u32::MAX);
                    (TagRef { passage, place }, false, leaves.themes[tag.theme as usize].node)
                } else {
                    let at = at - themes.len();
                    let far = leaves.partners[partners.get(at)?.partner as usize].node;
                    let place = u32::try_from(at).unwrap_or(u32::MAX);
                    (TagRef { passage, place }, true, far)
                };
                if let Some(far) = far {
                    return Some(link(tag, is_partner, true, far));
                }
            },
        }
    }
}

fn link<'graph>(tag: TagRef, is_partner: bool, forwards: bool, far: NodeRef) -> Link<'graph> {
    let edge = if is_partner {
        Edge { kind: EdgeKind::Names, fact: Fact::PassagePartner(tag) }
    } else {
        Edge { kind: EdgeKind::Mentions, fact: Fact::PassageTheme(tag) }
    };
    Link { edge: Cow::Owned(edge), forwards, far }
}
