//! A network: nodes are links with their name beside them, edges are lines, the kind of a node is
//! told by its form.

use super::{
    Drawing, Setting, escaped,
    label::{Label, labels},
    layout::layout,
};
use crate::{
    explorer::parts::excerpt,
    model::{NodeKind, Word as _},
};

/// A network to draw.
#[derive(Debug, Clone, Default)]
pub(crate) struct Network {
    /// The nodes.
    pub(crate) nodes: Vec<NetworkNode>,
    /// The edges between them.
    pub(crate) edges: Vec<NetworkEdge>,
}

/// A node.
#[derive(Debug, Clone)]
pub(crate) struct NetworkNode {
    /// What kind of thing it is.
    pub(crate) kind: NodeKind,
    /// Its name.
    pub(crate) name: String,
    /// Where it leads: the picture around it.
    pub(crate) href: String,
    /// Whether the picture is about it.
    pub(crate) centre: bool,
}

/// An edge between two nodes, by their places in the list.
#[derive(Debug, Clone)]
pub(crate) struct NetworkEdge {
    /// Where it begins.
    pub(crate) from: usize,
    /// Where it ends.
    pub(crate) to: usize,
    /// What it says.
    pub(crate) says: String,
}

/// The longest label in characters; the whole name is told to those who ask for it.
const LONGEST_LABEL: usize = 34;
/// Space around nodes for labels.
const MARGIN: (f64, f64) = (160.0, 36.0);
/// The width between the outermost nodes.
const ROOM: f64 = 640.0;
/// The most px for one step.
const WIDEST_STEP: f64 = 240.0;
/// Room for what the forms mean.
const KEY: f64 = 30.0;
/// Radius of a node.
const RADIUS: f64 = 7.0;

/// The picture.
pub(crate) fn network(
    setting: Setting<'_>,
    title: &str,
    description: &str,
    drawn: &Network,
) -> String {
    let pairs: Vec<(usize, usize)> = drawn.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let (places, (width, height)) = fitted(&layout(drawn.nodes.len(), &pairs));
    let key = if setting == Setting::Page { 0.0 } else { KEY };
    let size = (width, height + key);
    let mut drawing = Drawing::begin(setting, "network", size, title, description);
    let mut lines = Vec::with_capacity(drawn.edges.len());
    for edge in &drawn.edges {
        let (Some(a), Some(b)) = (places.get(edge.from), places.get(edge.to)) else { continue };
        lines.push((*a, *b));
        drawing.push(format_args!(
            "<line class=\"edge\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"><title>{}</title></line>",
            a.0,
            a.1,
            b.0,
            b.1,
            escaped(&edge.says)
        ));
    }
    let texts = drawn.nodes.iter().map(|node| excerpt(&node.name, LONGEST_LABEL)).collect();
    let labels = labels(texts, &places, &lines, RADIUS, size);
    for ((node, place), label) in drawn.nodes.iter().zip(&places).zip(&labels) {
        draw(&mut drawing, node, *place, label);
    }
    if setting != Setting::Page {
        explain(&mut drawing, drawn, height + KEY / 2.0);
    }
    drawing.finish()
}

/// What the forms mean that occur, in a row.
fn explain(drawing: &mut Drawing, drawn: &Network, y: f64) {
    let mut x = 12.0;
    for kind in NodeKind::ALL.iter().copied() {
        if drawn.nodes.iter().any(|node| node.kind == kind) {
            drawing.push(format_args!(
                "{}<text class=\"label\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                shape(kind, x, y),
                x + 14.0,
                y + 4.5,
                kind.label()
            ));
            x += 36.0 + 7.5 * kind.label().chars().count() as f64;
        }
    }
}

fn draw(drawing: &mut Drawing, node: &NetworkNode, (x, y): (f64, f64), label: &Label) {
    let class = if node.centre { "thing centre" } else { "thing" };
    let (kind, name) = (node.kind.label(), escaped(&node.name));
    drawing.push(format_args!(
        "<a class=\"{class}\" href=\"{}\" aria-label=\"{kind}: {name}\"><title>{kind}: {name}</title>{}<text class=\"label\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{}\">{}</text></a>",
        escaped(&node.href),
        shape(node.kind, x, y),
        label.x,
        label.y,
        label.anchor,
        escaped(&label.text)
    ));
}

/// The form of a kind: large circles are partnerships, small ones partners, squares strategies and
/// documents, diamonds themes and topics, triangles priorities, the rest hexagons.
pub(crate) fn shape(kind: NodeKind, x: f64, y: f64) -> String {
    let points: &[(f64, f64)] = match kind {
        NodeKind::Partnership => return circle(x, y, RADIUS + 1.0),
        NodeKind::Partner => return circle(x, y, RADIUS - 2.0),
        NodeKind::Strategy | NodeKind::Document | NodeKind::Passage => {
            &[(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
        }
        NodeKind::Theme | NodeKind::Topic | NodeKind::Framework => {
            &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]
        }
        NodeKind::Priority => &[(0.0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
        NodeKind::Programme | NodeKind::Measure | NodeKind::Place => {
            &[(-0.6, -1.0), (0.6, -1.0), (1.2, 0.0), (0.6, 1.0), (-0.6, 1.0), (-1.2, 0.0)]
        }
    };
    let corners: Vec<String> = points
        .iter()
        .map(|(dx, dy)| format!("{:.1},{:.1}", x + dx * RADIUS, y + dy * RADIUS))
        .collect();
    format!("<polygon class=\"node\" points=\"{}\"/>", corners.join(" "))
}

fn circle(x: f64, y: f64, radius: f64) -> String {
    format!("<circle class=\"node\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>")
}

/// Coordinates on the canvas, and the size of the canvas, which grows with the network.
fn fitted(places: &[(f64, f64)]) -> (Vec<(f64, f64)>, (f64, f64)) {
    let (left, width) = extent(places.iter().map(|place| place.0));
    let (top, height) = extent(places.iter().map(|place| place.1));
    let tall = (100.0 + 16.0 * places.len() as f64).min(1000.0);
    let scale_x = (ROOM / width).min(WIDEST_STEP);
    let scale_y = (tall / height).min(WIDEST_STEP);
    let fit =
        |(x, y): &(f64, f64)| (MARGIN.0 + (x - left) * scale_x, MARGIN.1 + (y - top) * scale_y);
    let fitted: Vec<_> = places.iter().map(fit).collect();
    let right = fitted.iter().map(|place| place.0).fold(MARGIN.0, f64::max) + MARGIN.0;
    let bottom = fitted.iter().map(|place| place.1).fold(MARGIN.1, f64::max) + MARGIN.1;
    (fitted, (right.max(420.0), bottom))
}

/// The least, and how far it is to the greatest, never nothing.
fn extent(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    if low.is_finite() { (low, (high - low).max(0.001)) } else { (0.0, 0.001) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn star(rays: usize) -> Network {
        let node = |place: usize| NetworkNode {
            kind: NodeKind::ALL[place % NodeKind::ALL.len()],
            name: format!("<i>A thing with a long name, number {place}"),
            href: format!("/graph?of=theme:{place}"),
            centre: place == 0,
        };
        Network {
            nodes: (0..=rays).map(node).collect(),
            edges: (1..=rays).map(|to| NetworkEdge { from: 0, to, says: "about".into() }).collect(),
        }
    }

    #[test]
    fn every_node_is_a_link_inside_the_picture_and_the_bytes_stay_the_same() {
        let drawn = network(Setting::Page, "T", "D", &star(40));
        assert_eq!(drawn.matches("<a ").count(), 41);
        assert_eq!(drawn.matches("class=\"edge\"").count(), 40);
        assert!(!drawn.contains("<i>") && !drawn.contains("NaN") && !drawn.contains("inf"));
        assert_eq!(drawn, network(Setting::Page, "T", "D", &star(40)));
    }

    #[test]
    fn nothing_and_a_single_node_can_be_drawn() {
        for some in [Network::default(), star(0), star(1)] {
            let drawn = network(Setting::File { credit: "C" }, "T", "D", &some);
            assert!(drawn.contains("<style>") && !drawn.contains("NaN"), "{drawn}");
        }
    }
}
