//! A Word document (.docx) to blocks: headings, paragraphs, lists with their numbers, tables.
//! Running headers and footers, pictures and what was deleted with changes tracked are left out.
//! Word files hold no page numbers: where a page ends is decided only when they are printed.
//!
//! Whether the archive is safe to unpack is told by `archive`, what a list's markers look like by
//! `marker`.

mod archive;
mod marker;

use std::io::Cursor;

use office_oxide::{
    Document, DocumentFormat, OfficeError,
    ir::{DocumentIR, Element, Heading, InlineContent, List, ListItem, Paragraph, Table, TableRow},
    limits::Limits as OfficeLimits,
    options::ParseOptions,
};

use self::marker::marker;
use super::{
    BlockKind, Limits, Manuscript, ReadError,
    broken_lines::parts,
    lines::{self, find_marker},
    manuscript::clean,
    markdown::join_cells,
};

/// What this reader calls its documents.
const FORMAT: &str = "Word document";

/// Reads a Word document into blocks.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Manuscript, ReadError> {
    archive::refuse_costly(bytes, limits)?;
    let mut options = ParseOptions::default();
    options.limits = OfficeLimits::strict();
    let reader = Cursor::new(bytes.to_vec());
    let document = Document::from_reader_with(reader, DocumentFormat::Docx, &options)
        .map_err(|error| refusal(&error))?;
    let content = document.to_ir();
    let mut walk = Walk::into(Manuscript::with_most_blocks(limits.blocks), &content);
    for section in &content.sections {
        walk.elements(&section.elements);
    }
    Ok(walk.manuscript)
}

fn refusal(error: &OfficeError) -> ReadError {
    match error {
        OfficeError::Panic(_) => ReadError::Failed { format: FORMAT.into() },
        other => archive::damaged(other),
    }
}

struct Walk {
    manuscript: Manuscript,
    /// Levels by which headings move down: one, where a paragraph styled as title stands above
    /// them, for Word's “Heading 1” then begins a chapter.
    below_title: u8,
    /// Level of the last heading.
    level: u8,
}

impl Walk {
    fn into(manuscript: Manuscript, content: &DocumentIR) -> Self {
        let mut elements = content.sections.iter().flat_map(|section| &section.elements);
        let has_title = elements.any(
            |element| matches!(element, Element::Paragraph(text) if is_styled(text, &["title"])),
        );
        Self { manuscript, below_title: u8::from(has_title), level: 1 }
    }

    fn elements(&mut self, elements: &[Element]) {
        for (at, element) in elements.iter().enumerate() {
            match element {
                Element::Heading(heading) => self.heading(heading),
                Element::Paragraph(text) => self.paragraph(text, elements.get(at + 1)),
                Element::List(list) => self.list(list),
                Element::Table(table) => self.table(table),
                Element::TextBox(frame) => self.elements(&frame.content),
                Element::Footnote(note) | Element::Endnote(note) => self.elements(&note.content),
                Element::CodeBlock(code) => {
                    self.manuscript.push(BlockKind::Paragraph, &code.content);
                }
                // Pictures, rules and page breaks carry no text.
                _ => {}
            }
        }
    }

    fn heading(&mut self, heading: &Heading) {
        self.push_heading(heading.level + self.below_title, &text_of(&heading.content));
    }

    fn push_heading(&mut self, level: u8, text: &str) {
        self.level = level.clamp(1, 6);
        if self.manuscript.title.is_none() && self.level == 1 {
            self.manuscript.title = Some(clean(text)).filter(|title| !title.is_empty());
        }
        self.manuscript.push(BlockKind::Heading(self.level), text);
    }

    fn paragraph(&mut self, paragraph: &Paragraph, next: Option<&Element>) {
        let text = text_of(&paragraph.content);
        if is_styled(paragraph, &["title"]) {
            self.push_heading(1, &text);
        } else if is_bold_title(paragraph, &text) && next.is_some_and(is_below_heading) {
            // Writers without heading styles set a short line in bold above its text.
            let level = self.level.saturating_add(1).clamp(2, 6);
            self.manuscript.push(BlockKind::Heading(level), &text);
        } else if is_styled(paragraph, &["quote", "intense quote", "block text"]) {
            self.manuscript.push(BlockKind::Quotation, &text);
        } else {
            for part in parts(&text) {
                match part.marker {
                    Some(marker) => self.manuscript.push_item(&marker, &part.text),
                    None => self.manuscript.push(BlockKind::Paragraph, &part.text),
                }
            }
        }
    }

    fn list(&mut self, list: &List) {
        self.manuscript.enter_list();
        let first = list.start_number.unwrap_or(1);
        for (number, item) in (first..).zip(&list.items) {
            self.item(&marker(list, number), item);
        }
        self.manuscript.leave_list();
    }

    fn item(&mut self, marker: &str, item: &ListItem) {
        let mut said = false;
        for element in &item.content {
            let text = match element {
                Element::Paragraph(paragraph) => text_of(&paragraph.content),
                Element::Heading(heading) => text_of(&heading.content),
                other => {
                    self.elements(std::slice::from_ref(other));
                    continue;
                }
            };
            if said {
                self.manuscript.push(BlockKind::Paragraph, &text);
            } else {
                self.manuscript.push_item(marker, &text);
                said = !text.trim().is_empty();
            }
        }
        if let Some(nested) = &item.nested {
            self.list(nested);
        }
    }

    /// A table of one column, or one that holds headings, only arranges the page; any other
    /// gives one block for each row.
    fn table(&mut self, table: &Table) {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let arranges = cells
            .clone()
            .flat_map(|cell| &cell.content)
            .any(|part| matches!(part, Element::Heading(_) | Element::Table(_)));
        if arranges || table.rows.iter().all(|row| row.cells.len() < 2) {
            for cell in cells {
                self.elements(&cell.content);
            }
            return;
        }
        for row in &table.rows {
            self.manuscript.push(BlockKind::TableRow, &row_text(row));
        }
    }
}

fn row_text(row: &TableRow) -> String {
    let cells: Vec<String> = row.cells.iter().map(|cell| plain(&cell.content)).collect();
    join_cells(&cells)
}

/// The text of a cell: its paragraphs and items with a space between them.
fn plain(elements: &[Element]) -> String {
    let mut text = String::new();
    for element in elements {
        let part = match element {
            Element::Paragraph(paragraph) => text_of(&paragraph.content),
            Element::Heading(heading) => text_of(&heading.content),
            Element::List(list) => list_text(list),
            Element::TextBox(frame) => plain(&frame.content),
            _ => continue,
        };
        text.push(' ');
        text.push_str(&clean(&part));
    }
    clean(&text)
}

fn list_text(list: &List) -> String {
    let items = list.items.iter().map(|item| {
        let nested = item.nested.as_ref().map(list_text).unwrap_or_default();
        format!("{} {nested}", plain(&item.content))
    });
    items.collect::<Vec<_>>().join("; ")
}

/// The words of a paragraph, with `\n` where the writer broke a line.
fn text_of(content: &[InlineContent]) -> String {
    let mut text = String::new();
    for part in content {
        match part {
            InlineContent::Text(span) => text.push_str(&span.text.replace('\n', " ")),
            InlineContent::LineBreak => text.push('\n'),
            // Marks of notes and comments are no words.
            _ => {}
        }
    }
    text
}

fn is_styled(paragraph: &Paragraph, names: &[&str]) -> bool {
    paragraph
        .style
        .as_deref()
        .is_some_and(|style| names.iter().any(|name| style.eq_ignore_ascii_case(name)))
}

/// Whether a paragraph is bold throughout and has the form of a heading.
fn is_bold_title(paragraph: &Paragraph, text: &str) -> bool {
    let mut spans = paragraph.content.iter().filter_map(|part| match part {
        InlineContent::Text(span) if !span.text.trim().is_empty() => Some(span),
        _ => None,
    });
    let text = clean(text);
    spans.clone().next().is_some()
        && spans.all(|span| span.bold)
        && find_marker(&text).is_none_or(|marked| marked.counts)
        && lines::is_heading_shaped(&text)
}

/// Whether an element can stand below a heading; a bold line above nothing is a signature.
fn is_below_heading(element: &Element) -> bool {
    match element {
        Element::Paragraph(paragraph) => !text_of(&paragraph.content).trim().is_empty(),
        Element::List(_) | Element::Table(_) => true,
        _ => false,
    }
}
