//! The graph, or a part of it, as `GraphML` (<http://graphml.graphdrawing.org/specification.html>),
//! which Gephi, yEd, igraph and `NetworkX` read.

use std::{collections::HashMap, fmt::Write as _};

use crate::{
    model::{NodeKey, NodeKind, Word as _},
    query::Subgraph,
    view::View,
};

use super::download::Site;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<key id="kind" for="node" attr.name="kind" attr.type="string"/>
<key id="slug" for="node" attr.name="slug" attr.type="string"/>
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="address" for="node" attr.name="address" attr.type="string"/>
<key id="says" for="edge" attr.name="says" attr.type="string"/>
<key id="method" for="edge" attr.name="method" attr.type="string"/>
<key id="sources" for="edge" attr.name="sources" attr.type="string"/>
"#;

/// A part of the graph. Passages bring no text, which can belong to others.
pub(super) fn to_graphml(view: &View, graph: &Subgraph, site: &Site) -> String {
    let mut xml = HEAD.to_owned();
    let places: HashMap<NodeKey, usize> =
        graph.nodes.iter().enumerate().map(|(place, node)| (node.key(), place)).collect();
    push(&mut xml, format_args!("<desc>{}</desc>\n", escaped(&site.told_state())));
    xml.push_str("<graph id=\"strategraph\" edgedefault=\"directed\">\n");
    for (place, node) in graph.nodes.iter().enumerate() {
        let NodeKey { kind, slug } = node.key();
        let label = if kind == NodeKind::Passage { &*slug } else { node.name() };
        push(&mut xml, format_args!("<node id=\"n{place}\">"));
        data(&mut xml, "kind", kind.word());
        data(&mut xml, "slug", &slug);
        data(&mut xml, "label", label);
        data(&mut xml, "address", &site.page(kind, &slug));
        xml.push_str("</node>\n");
    }
    for edge in graph.edges(view) {
        let ends = (places.get(&edge.from.key()), places.get(&edge.to.key()));
        let (Some(from), Some(to)) = ends else { continue };
        push(&mut xml, format_args!("<edge source=\"n{from}\" target=\"n{to}\">"));
        data(&mut xml, "says", &edge.label);
        if let Some(first) = edge.evidence.first() {
            data(&mut xml, "method", first.method.word());
            let keys: Vec<&str> = edge.evidence.iter().map(|it| &*it.source.key).collect();
            data(&mut xml, "sources", &keys.join("; "));
        }
        xml.push_str("</edge>\n");
    }
    xml.push_str("</graph>\n</graphml>\n");
    xml
}

fn data(xml: &mut String, key: &str, value: &str) {
    push(xml, format_args!("<data key=\"{key}\">{}</data>", escaped(value)));
}

fn push(xml: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = xml.write_fmt(text);
}

/// Text that XML 1.0 can hold (2.2): control characters are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_ends_an_element() {
        assert_eq!(escaped("<a & \"b\">\u{1}\u{b}\u{ffff}"), "&lt;a &amp; &quot;b&quot;&gt;");
    }
}
