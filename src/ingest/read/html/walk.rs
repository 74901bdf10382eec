//! A walk through an HTML tree that pushes its blocks. Which tree is the page's content is told
//! by the parent.

use dom_query::NodeRef;

use super::super::{
    BlockKind, Manuscript,
    broken_lines::parts,
    lines::{self, find_marker},
    manuscript::clean,
    markdown::join_cells,
};

/// Elements that stand in a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u",
    "var", "wbr", "tt", "big", "strike",
];

/// Elements without text of the document.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "input",
    "textarea", "nav", "img", "picture", "video", "audio", "canvas", "object", "head", "title",
    "math",
];

/// Pushes the blocks under a node.
pub(super) fn read(root: &NodeRef<'_>, manuscript: &mut Manuscript) {
    let mut walk =
        Walk { manuscript, buffer: String::new(), marker: None, quotations: 0, level: 1 };
    walk.children(root);
    walk.flush();
}

struct Walk<'manuscript> {
    manuscript: &'manuscript mut Manuscript,
    /// Text of the block that is open; `\n` where the page breaks a line.
    buffer: String,
    /// Marker of the item whose first block is still to come.
    marker: Option<String>,
    /// How many quotations are open.
    quotations: usize,
    /// Level of the last heading.
    level: u8,
}

impl Walk<'_> {
    fn children(&mut self, node: &NodeRef<'_>) {
        for child in node.children_it(false) {
            self.node(&child);
        }
    }

    fn node(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            // Line ends of the source are white space; only <br> breaks a line.
            self.buffer.push_str(&node.text().replace(['\n', '\r'], " "));
            return;
        }
        let Some(name) = node.node_name() else { return self.children(node) };
        match &*name {
            "br" => self.buffer.push('\n'),
            name if SILENT.contains(&name) => {}
            "form" if !holds_text(node) => {}
            name if INLINE.contains(&name) => self.children(node),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, &name),
            "ul" | "ol" | "menu" => self.list(node, &*name == "ol"),
            "table" => self.table(node),
            "blockquote" => {
                self.flush();
                self.quotations += 1;
                self.children(node);
                self.flush();
                self.quotations -= 1;
            }
            "summary" => self.named(node),
            "p" if is_bold_title(node) => self.named(node),
            _ => {
                self.flush();
                self.children(node);
                self.flush();
            }
        }
    }

    fn heading(&mut self, node: &NodeRef<'_>, name: &str) {
        self.flush();
        self.level = name[1..].parse().unwrap_or(2);
        self.manuscript.push(BlockKind::Heading(self.level), &node.text());
    }

    /// A short line that names what stands below it, one level under the last true heading.
    fn named(&mut self, node: &NodeRef<'_>) {
        self.flush();
        let level = self.level.saturating_add(1).clamp(2, 6);
        self.manuscript.push(BlockKind::Heading(level), &node.text());
    }

    fn list(&mut self, node: &NodeRef<'_>, numbered: bool) {
        self.flush();
        self.manuscript.enter_list();
        let first = node.attr("start").and_then(|start| start.parse::<i64>().ok()).unwrap_or(1);
        let mut number = first;
        for child in node.children_it(false) {
            if child.node_name().is_some_and(|name| &*name == "li") {
                self.marker = Some(if numbered { format!("{number}.") } else { "•".to_owned() });
                number = number.saturating_add(1);
                self.children(&child);
                self.flush();
                self.marker = None;
            } else {
                self.node(&child);
                self.flush();
            }
        }
        self.manuscript.leave_list();
    }

    /// A table of one column, or one that holds headings or lists, only arranges the page; any
    /// other gives one block for each row.
    fn table(&mut self, node: &NodeRef<'_>) {
        self.flush();
        let rows: Vec<Vec<String>> = node
            .descendants_it()
            .filter(|part| part.node_name().is_some_and(|name| &*name == "tr"))
            .map(|row| cells(&row))
            .collect();
        let arranges = node.descendants_it().any(|part| {
            part.node_name()
                .is_some_and(|name| matches!(&*name, "h1" | "h2" | "h3" | "h4" | "table"))
        });
        if arranges || rows.iter().all(|row| row.len() < 2) {
            return self.children(node);
        }
        for row in rows {
            self.manuscript.push(BlockKind::TableRow, &join_cells(&row));
        }
    }

    /// Ends the block that is open.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.buffer);
        if text.trim().is_empty() {
            return;
        }
        for part in parts(&text) {
            match part.marker.filter(|_| self.marker.is_none()) {
                Some(marker) => self.manuscript.push_item(&marker, &part.text),
                None => self.push(&part.text),
            }
        }
    }

    fn push(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        match self.marker.take() {
            Some(marker) => self.manuscript.push_item(&marker, text),
            None if self.quotations > 0 => self.manuscript.push(BlockKind::Quotation, text),
            None => self.manuscript.push(BlockKind::Paragraph, text),
        }
    }
}

fn cells(row: &NodeRef<'_>) -> Vec<String> {
    row.children_it(false)
        .filter(|part| part.node_name().is_some_and(|name| matches!(&*name, "td" | "th")))
        .map(|cell| clean(&cell.formatted_text()))
        .collect()
}

/// Whether a form is not a form but the frame of the whole page, as some publishing systems make
/// it: it holds headings or several paragraphs.
fn holds_text(form: &NodeRef<'_>) -> bool {
    let is_text = |node: &NodeRef<'_>| {
        node.node_name().is_some_and(|name| matches!(&*name, "h1" | "h2" | "h3" | "p"))
    };
    form.descendants_it().filter(is_text).count() >= 3
}

/// Editors without heading styles set a short line in bold above its text; a bold sentence is
/// emphasis.
fn is_bold_title(node: &NodeRef<'_>) -> bool {
    let text = clean(&node.text());
    let bold: String = node
        .children_it(false)
        .filter(|child| child.node_name().is_some_and(|name| matches!(&*name, "strong" | "b")))
        .map(|child| child.text().to_string())
        .collect();
    !text.is_empty()
        && clean(&bold) == text
        && find_marker(&text).is_none()
        && lines::is_heading_shaped(&text)
        && node.next_element_sibling().is_some()
}
