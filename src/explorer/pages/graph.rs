//! How things hang together: a picture of what is around a thing, of a way between two, or of the
//! partners who connect partnerships; each with the same as tables.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

use crate::{
    error::{Error, Result},
    explorer::{
        address::{self, Address},
        drawing::{Network, NetworkEdge, NetworkNode, Setting, network, shape},
        frame::{Frame, Section},
        parts::{Link, count, number},
        visit::Visit,
    },
    model::{NodeKey, NodeKind, Word as _},
    query::{
        GraphEdge, Node, connecting_partners, find_node, find_path, neighbourhood, subgraph_of,
        suggest,
    },
    view::View,
};

/// The most things in a picture: more cannot be read.
const SHOWN: i32 = 60;
/// Partners in the picture of who connects whom.
const CONNECTING: usize = 14;
/// The longest way between two things, in steps.
const LONGEST: usize = 6;
/// What is drawn unless more is asked for: passages and topics would hide the rest.
const KINDS: [NodeKind; 7] = [
    NodeKind::Partnership,
    NodeKind::Strategy,
    NodeKind::Priority,
    NodeKind::Theme,
    NodeKind::Partner,
    NodeKind::Programme,
    NodeKind::Framework,
];

/// How things hang together.
#[derive(Template)]
#[template(path = "graph.html")]
pub(crate) struct GraphPage {
    frame: Frame,
    asked: Asked,
    kinds: Vec<(&'static str, &'static str, bool)>,
    shown: Option<Shown>,
}

/// What is asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The thing in the middle, as `kind:slug` or by its name.
    pub(crate) of: String,
    /// Within how many steps.
    depth: String,
    /// Only things of this kind besides the one in the middle.
    kind: String,
    /// Where a way begins and ends.
    from: String,
    to: String,
    /// `partners`: who connects whom.
    who: String,
}

/// What is drawn, and the same in words and tables.
struct Shown {
    heading: String,
    told: String,
    page: Option<Link>,
    svg: String,
    file: String,
    legend: Vec<(String, &'static str)>,
    nodes: Vec<NodeRow>,
    edges: Vec<EdgeRow>,
}

struct NodeRow {
    link: Link,
    kind: &'static str,
    around: String,
}

struct EdgeRow {
    from: Link,
    says: String,
    to: Link,
    source: Option<String>,
}

/// A part of the graph with what it is.
struct Found {
    heading: String,
    told: String,
    centre: Vec<NodeKey>,
    nodes: Vec<Node>,
    edges: Vec<GraphEdge>,
}

impl GraphPage {
    /// What the parameters ask for; without any only the forms.
    pub(crate) fn build(visit: &Visit, Query(asked): Query<Asked>) -> Result<Self> {
        let shown = found(&visit.view, &asked)?.map(|found| Shown::of(&asked, &found));
        let title = shown.as_ref().map_or("Graph: how things hang together", |it| &it.heading);
        let mut frame = visit
            .frame(
                Section::Elsewhere,
                address::GRAPH,
                title,
                "Pictures of how partnerships, priorities, themes, partners and programmes hang together, each with the same as a table.",
            )
            .under([]);
        if shown.is_some() {
            // Each of the very many pictures is for looking, not for finding.
            frame.canonical = None;
        }
        frame.offer.query = query_of(&visit.view, &asked);
        let kinds = KINDS.iter().map(|kind| (kind.word(), kind.label(), kind.word() == asked.kind));
        Ok(Self { frame, kinds: kinds.collect(), shown, asked })
    }
}

/// The picture by itself.
///
/// # Errors
/// As the page; `BAD_USER_INPUT` where nothing is asked.
pub(crate) fn drawn(visit: &Visit, asked: &Asked, setting: Setting<'_>) -> Result<String> {
    let found = found(&visit.view, asked)?.ok_or_else(|| {
        Error::bad_user_input("Say of what: of=kind:slug, from= and to=, or who=partners")
    })?;
    let mut drawn = network_of(&found);
    for node in &mut drawn.nodes {
        node.href = visit.join(&node.href);
    }
    Ok(network(setting, &found.heading, &found.told, &drawn))
}

/// The same as a query, where there is one.
fn query_of(view: &View, asked: &Asked) -> Option<String> {
    let key = find_thing(view, &asked.of).ok()?;
    Some(format!(
        "{{\n  search(query: \"{}\", filter: {{ kinds: [{}] }}, first: 1) {{\n    nodes {{ node {{ id }} title }}\n  }}\n}}",
        key.slug.replace('-', " "),
        key.kind.word().to_uppercase()
    ))
}

fn found(view: &View, asked: &Asked) -> Result<Option<Found>> {
    if asked.who == "partners" {
        return Ok(Some(who_connects(view)));
    }
    if !asked.from.trim().is_empty() && !asked.to.trim().is_empty() {
        return way(view, &asked.from, &asked.to).map(Some);
    }
    if asked.of.trim().is_empty() {
        return Ok(None);
    }
    around(view, asked).map(Some)
}

fn around(view: &View, asked: &Asked) -> Result<Found> {
    let key = find_thing(view, &asked.of)?;
    let depth = match asked.depth.as_str() {
        "" | "1" => 1,
        "2" => 2,
        other => {
            return Err(Error::bad_user_input(format!(
                "“{other}” steps cannot be drawn; choose 1 or 2"
            )));
        }
    };
    let kinds = match asked.kind.as_str() {
        "" => KINDS.to_vec(),
        word => vec![
            NodeKind::from_word(word)
                .map_err(|unknown| Error::bad_user_input(unknown.to_string()))?,
        ],
    };
    let part = neighbourhood(view, &key, depth, Some(&kinds), SHOWN)?;
    let name = part.nodes.first().map(|node| node.name().to_owned()).unwrap_or_default();
    let others = part.total_nodes.saturating_sub(1);
    let steps = if depth == 1 { "one step" } else { "two steps" };
    let left_out = match part.total_nodes - part.nodes.len() {
        0 => String::new(),
        more => format!(" The nearest {} are drawn, {} more are not.", SHOWN, number(more)),
    };
    Ok(Found {
        heading: format!("Around {name}"),
        told: format!(
            "{} within {steps} of {name}: {}.{left_out}",
            crate::explorer::parts::sentence(&count(others, "thing", "things"))
                .trim_end_matches('.'),
            told_kinds(&part.nodes[1.min(part.nodes.len())..]),
        ),
        centre: vec![key],
        edges: part.edges(view),
        nodes: part.nodes,
    })
}

fn way(view: &View, from: &str, to: &str) -> Result<Found> {
    let (from, to) = (find_thing(view, from)?, find_thing(view, to)?);
    let ends = (name_of(view, &from), name_of(view, &to));
    let heading = format!("From {} to {}", ends.0, ends.1);
    let centre = vec![from.clone(), to.clone()];
    Ok(match find_path(view, &from, &to, LONGEST)? {
        Some(path) => Found {
            heading,
            told: format!("A shortest way has {}.", count(path.nodes.len() - 1, "step", "steps")),
            centre,
            edges: path.edges(view),
            nodes: path.nodes,
        },
        None => Found {
            heading,
            told: format!(
                "No way of at most {LONGEST} steps leads from one to the other. Regions and frameworks are no way through."
            ),
            nodes: centre.iter().filter_map(|key| find_node(view, key)).collect(),
            centre,
            edges: Vec::new(),
        },
    })
}

fn who_connects(view: &View) -> Found {
    let connecting = connecting_partners(view, CONNECTING);
    let mut keys: Vec<NodeKey> = Vec::new();
    for one in &connecting {
        keys.push(NodeKey::new(NodeKind::Partner, one.partner.slug.clone()));
        keys.extend(
            one.partnerships
                .iter()
                .map(|row| NodeKey::new(NodeKind::Partnership, row.slug.clone())),
        );
    }
    let mut seen = std::collections::HashSet::new();
    keys.retain(|key| seen.insert(key.clone()));
    let part = subgraph_of(view, &keys);
    let between = |edge: &GraphEdge| edge.from.kind() != edge.to.kind();
    Found {
        heading: "Who works with whom".to_owned(),
        told: format!(
            "The {} that take part in most partnerships, and these partnerships: {}. Kinds of organisation, such as “the police”, are left out.",
            count(connecting.len(), "partner", "partners"),
            told_kinds(&part.nodes)
        ),
        centre: Vec::new(),
        edges: part.edges(view).into_iter().filter(between).collect(),
        nodes: part.nodes,
    }
}

fn told_kinds(nodes: &[Node]) -> String {
    let mut counts: BTreeMap<NodeKind, usize> = BTreeMap::new();
    for node in nodes {
        *counts.entry(node.kind()).or_default() += 1;
    }
    if counts.is_empty() {
        return "nothing of these kinds".to_owned();
    }
    let told =
        counts.iter().map(|(kind, many)| format!("{} {}", number(*many), in_words(*kind, *many)));
    told.collect::<Vec<_>>().join(", ")
}

fn in_words(kind: NodeKind, many: usize) -> String {
    let one = kind.label().to_lowercase();
    match (many, one.strip_suffix('y')) {
        (1, _) => one,
        (_, Some(stem)) => format!("{stem}ies"),
        _ => format!("{one}s"),
    }
}

fn name_of(view: &View, key: &NodeKey) -> String {
    find_node(view, key).map_or_else(|| key.to_string(), |node| node.name().to_owned())
}

/// The thing that a text names: by `kind:slug`, else the first that search would suggest.
fn find_thing(view: &View, text: &str) -> Result<NodeKey> {
    let text = text.trim();
    if let Some(key) = text.parse().ok().filter(|key| find_node(view, key).is_some()) {
        return Ok(key);
    }
    let name = text.split_once(':').map_or(text, |(_, slug)| slug).replace('-', " ");
    suggest(view, &name, 1)?.first().map(|first| first.node.key()).ok_or_else(|| {
        Error::not_found(format!("Nothing is called “{text}”; search for it, or try another name"))
    })
}

impl Shown {
    fn of(asked: &Asked, found: &Found) -> Self {
        let page = found.centre.first().filter(|_| found.centre.len() == 1);
        let centre = page.and_then(|key| found.nodes.iter().find(|node| node.key() == *key));
        let mut kinds: Vec<NodeKind> = found.nodes.iter().map(Node::kind).collect();
        kinds.sort();
        kinds.dedup();
        Self {
            svg: network(Setting::Page, &found.heading, &found.told, &network_of(found)),
            heading: found.heading.clone(),
            told: found.told.clone(),
            page: centre.map(Link::to_node),
            file: asked.address(address::GRAPH_FILE),
            legend: kinds.iter().map(|kind| (shape(*kind, 12.0, 12.0), kind.label())).collect(),
            nodes: found.nodes.iter().map(NodeRow::of).collect(),
            edges: found.edges.iter().map(EdgeRow::of).collect(),
        }
    }
}

impl Asked {
    fn address(&self, path: &str) -> String {
        Address::of(path)
            .with("of", &self.of)
            .with("depth", &self.depth)
            .with("kind", &self.kind)
            .with("from", &self.from)
            .with("to", &self.to)
            .with("who", &self.who)
            .finish()
    }
}

impl NodeRow {
    fn of(node: &Node) -> Self {
        Self {
            link: Link::to_node(node),
            kind: node.kind().label(),
            around: address::graph_around(&node.key()),
        }
    }
}

impl EdgeRow {
    fn of(edge: &GraphEdge) -> Self {
        Self {
            from: Link::to_node(&edge.from),
            says: edge.label.to_string(),
            to: Link::to_node(&edge.to),
            source: edge.evidence.first().map(|it| it.source.title.clone()),
        }
    }
}

fn network_of(found: &Found) -> Network {
    let places: HashMap<NodeKey, usize> =
        found.nodes.iter().enumerate().map(|(place, node)| (node.key(), place)).collect();
    let edge = |edge: &GraphEdge| {
        Some(NetworkEdge {
            from: *places.get(&edge.from.key())?,
            to: *places.get(&edge.to.key())?,
            says: format!("{} {} {}", edge.from.name(), edge.label, edge.to.name()),
        })
    };
    Network {
        nodes: found
            .nodes
            .iter()
            .map(|node| NetworkNode {
                kind: node.kind(),
                name: node.name().to_owned(),
                href: address::graph_around(&node.key()),
                centre: found.centre.contains(&node.key()),
            })
            .collect(),
        edges: found.edges.iter().filter_map(edge).collect(),
    }
}
