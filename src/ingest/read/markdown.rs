//! Markdown to blocks. Raw HTML in it is read by `html`; what is Markdown is told by `format`.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{BlockKind, Limits, Manuscript, html};

/// Reads Markdown into blocks. Front matter is left out: it is data about the document.
pub(super) fn read(text: &str, limits: Limits, manuscript: &mut Manuscript) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reading = Reading::into(manuscript, limits);
    for event in Parser::new_ext(text, options) {
        reading.take(event);
    }
    reading.flush();
}

/// Where the reader stands between two events.
struct Reading<'manuscript> {
    manuscript: &'manuscript mut Manuscript,
    limits: Limits,
    /// Text of the block that is open.
    buffer: String,
    /// Number of the next item of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// Marker of the item whose first block is still to come.
    marker: Option<String>,
    heading: Option<u8>,
    /// How many quotations are open.
    quotations: usize,
    /// Cells of the row that is open.
    cells: Vec<String>,
    /// Raw HTML of the block that is open.
    html: String,
    /// Inside front matter or program code, which is no text of the document.
    skipping: bool,
}

impl<'manuscript> Reading<'manuscript> {
    fn into(manuscript: &'manuscript mut Manuscript, limits: Limits) -> Self {
        Self {
            manuscript,
            limits,
            buffer: String::new(),
            lists: Vec::new(),
            marker: None,
            heading: None,
            quotations: 0,
            cells: Vec::new(),
            html: String::new(),
            skipping: false,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) if !self.skipping => self.buffer.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.buffer.push(' '),
            Event::Html(html) => self.html.push_str(&html),
            Event::Rule => self.flush(),
            // Tags between words carry no text; footnote marks are no words.
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level_number(*level));
            }
            Tag::List(first) => {
                self.flush();
                self.manuscript.enter_list();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.flush();
                self.marker = Some(self.next_marker());
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotations += 1;
            }
            Tag::MetadataBlock(_) | Tag::CodeBlock(_) => {
                self.flush();
                self.skipping = true;
            }
            Tag::TableCell => self.buffer.clear(),
            Tag::Paragraph | Tag::Table(_) | Tag::FootnoteDefinition(_) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.flush();
                self.manuscript.leave_list();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.marker = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotations = self.quotations.saturating_sub(1);
            }
            TagEnd::MetadataBlock(_) | TagEnd::CodeBlock => self.skipping = false,
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.buffer)),
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = std::mem::take(&mut self.cells);
                self.manuscript.push(BlockKind::TableRow, &join_cells(&row));
            }
            TagEnd::HtmlBlock => {
                let raw = std::mem::take(&mut self.html);
                if html::refuse_costly_markup(&raw, self.limits).is_ok() {
                    html::read_fragment(&raw, self.manuscript);
                }
            }
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::FootnoteDefinition => self.flush(),
            _ => {}
        }
    }

    fn next_marker(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}.");
                *number += 1;
                marker
            }
            _ => "•".to_owned(),
        }
    }

    /// Ends the block that is open.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.buffer);
        if let Some(level) = self.heading.take() {
            if level == 1 && self.manuscript.title.is_none() {
                self.manuscript.title =
                    Some(super::manuscript::clean(&text)).filter(|title| !title.is_empty());
            }
            self.manuscript.push(BlockKind::Heading(level), &text);
        } else if text.trim().is_empty() {
            // Nothing was open.
        } else if let Some(marker) = self.marker.take() {
            self.manuscript.push_item(&marker, &text);
        } else if self.quotations > 0 {
            self.manuscript.push(BlockKind::Quotation, &text);
        } else {
            self.manuscript.push(BlockKind::Paragraph, &text);
        }
    }
}

/// The cells of a row that say something, joined by “ | ”.
pub(super) fn join_cells(cells: &[String]) -> String {
    let said: Vec<&str> =
        cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    said.join(" | ")
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
