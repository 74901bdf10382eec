//! YAML as a tree in which everything knows its line and column.
//!
//! A reader that stops at the first error (serde) cannot name all problems of a file; a tree can
//! be walked to its end. Here belong syntax, duplicate keys and the bounds that keep hostile input
//! cheap; what the keys mean belongs to `fields` and to the reader of each kind of file.

use std::{borrow::Cow, collections::HashMap};

use serde_saphyr::granit_parser::{self, Event, Marker, Parser, ScalarStyle, Span, options};

use super::problems::Report;

/// The largest file that is read; the largest real one has 40 kB. Without aliases the work is
/// linear in this.
pub(super) const LARGEST_BYTES: usize = 1 << 20;
/// The deepest nesting of braces and, separately, of indentation; records need six.
const DEEPEST: usize = 16;

/// A place in a file, both from 1; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// The beginning of a file, for problems of the file as a whole.
    pub(super) const START: Self = Self { line: 1, column: 1 };

    fn of(marker: &Marker) -> Self {
        Self { line: marker.line().max(1), column: marker.col() + 1 }
    }
}

/// A value and where it begins.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) at: Place,
    pub(super) content: Content,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Content {
    /// Written without quotes: what it is depends on what it looks like.
    Plain(String),
    /// Text in quotes or in a block.
    Quoted(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file, each key once.
    Map(Vec<Entry>),
}

/// A key of a mapping with its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) at: Place,
    pub(super) value: Node,
}

impl Node {
    /// What the value is, for messages.
    pub(super) fn called(&self) -> &'static str {
        match &self.content {
            Content::Plain(text) if is_null(text) => "nothing",
            Content::Plain(text) if matches!(text.as_str(), "true" | "false") => "true or false",
            Content::Plain(text) if text.parse::<f64>().is_ok() => "a number",
            Content::Plain(_) | Content::Quoted(_) => "text",
            Content::List(_) => "a list",
            Content::Map(_) => "a mapping",
        }
    }

    /// Whether nothing stands there (`null`, `~` or no value at all).
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.content, Content::Plain(text) if is_null(text))
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Reads the bytes of a file as text, or says why they are none: too large, not UTF-8. Control
/// characters are named and read as spaces.
pub(super) fn decode<'a>(bytes: &'a [u8], report: &Report<'_>) -> Option<Cow<'a, str>> {
    if bytes.len() > LARGEST_BYTES {
        let what = format!("the file has {} bytes, more than {LARGEST_BYTES}", bytes.len());
        report.add(Place::START, what, "split it, or move long texts elsewhere");
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(without_control(text.trim_start_matches('\u{feff}'), report)),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = 1 + String::from_utf8_lossy(before).matches('\n').count();
            let at = Place { line, column: 1 };
            report.add(at, "the file is not UTF-8 text", "save it as UTF-8");
            None
        }
    }
}

fn without_control<'a>(text: &'a str, report: &Report<'_>) -> Cow<'a, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    for (line, content) in text.split('\n').enumerate() {
        for (column, character) in content.chars().enumerate().filter(|(_, c)| is_control(*c)) {
            report_control(character, Place { line: line + 1, column: column + 1 }, report);
        }
    }
    Cow::Owned(text.replace(is_control, " "))
}

fn report_control(character: char, at: Place, report: &Report<'_>) {
    let what = format!("the invisible character U+{:04X} stands here", u32::from(character));
    report.add(at, what, "delete it");
}

/// Control characters other than line ends and tabs, and the marks that turn reading direction.
fn is_control(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\r' | '\t'))
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Reads one YAML document. `None` where it has a syntax error, which is reported.
pub(super) fn parse(text: &str, report: &Report<'_>) -> Option<Node> {
    let mut options = options! { flow_nesting_limit: DEEPEST, block_nesting_limit: DEEPEST };
    options.set_emit_comments(false);
    let mut builder = Builder { parser: Parser::new_from_str_with_options(text, options), report };
    builder.document().unwrap_or_default()
}

/// Reading cannot go on; the reason has been reported.
struct Stopped;

struct Builder<'a, 'r> {
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    report: &'r Report<'r>,
}

impl<'a> Builder<'a, '_> {
    fn document(&mut self) -> Result<Option<Node>, Stopped> {
        let mut first = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(..) if first.is_some() => {
                    let remedy =
                        "keep one document a file: remove this “---” line and what follows";
                    return self.stop(span, "a second document begins here", remedy);
                }
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                event => first = Some(self.node(event, span)?),
            }
        }
        if first.is_none() {
            self.report.add(Place::START, "the file is empty", "fill it in, or delete it");
        }
        Ok(first)
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), Stopped> {
        match self.parser.next_event() {
            Some(Ok(next)) => Ok(next),
            None => Ok((Event::StreamEnd, Span::default())),
            Some(Err(error)) => {
                let said = error.to_string();
                let said = said.split(" at char ").next().unwrap_or_default();
                let remedy =
                    "correct the YAML here or just above: look for indentation, quotes, braces";
                self.report.add(
                    Place::of(error.marker()),
                    format!("this is not YAML: {said}"),
                    remedy,
                );
                Err(Stopped)
            }
        }
    }

    fn stop<T>(&self, span: Span, what: &str, remedy: &str) -> Result<T, Stopped> {
        self.report.add(Place::of(&span.start), what, remedy);
        Err(Stopped)
    }

    fn node(&mut self, event: Event<'a>, span: Span) -> Result<Node, Stopped> {
        let at = Place::of(&span.start);
        let content = match event {
            Event::Scalar(text, style, anchor, tag) => {
                if anchor > 0 || tag.is_some() {
                    return self.stop(
                        span,
                        "an anchor or tag stands here",
                        "write the value plainly",
                    );
                }
                self.scalar(text.into_owned(), style, at)
            }
            Event::SequenceStart(_, 0, None) => Content::List(self.list()?),
            Event::MappingStart(_, 0, None) => Content::Map(self.map()?),
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                return self.stop(span, "an anchor or tag stands here", "write the value plainly");
            }
            _ => return self.stop(span, "an alias (*) stands here", "write the value out"),
        };
        Ok(Node { at, content })
    }

    fn scalar(&self, text: String, style: ScalarStyle, at: Place) -> Content {
        if let Some(character) = text.chars().find(|character| is_control(*character)) {
            report_control(character, at, self.report);
        }
        if style == ScalarStyle::Plain { Content::Plain(text) } else { Content::Quoted(text) }
    }

    fn list(&mut self) -> Result<Vec<Node>, Stopped> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(items),
                (event, span) => items.push(self.node(event, span)?),
            }
        }
    }

    fn map(&mut self) -> Result<Vec<Entry>, Stopped> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut first_lines: HashMap<String, usize> = HashMap::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(entries);
            }
            let key = self.node(event, span)?;
            let (event, value_span) = self.next()?;
            let value = self.node(event, value_span)?;
            let (Content::Plain(text) | Content::Quoted(text)) = key.content else {
                return self.stop(span, "a key must be a word", "put quotes round it");
            };
            if let Some(first) = first_lines.get(&text) {
                let what = format!("the key “{text}” stands twice, first in line {first}");
                self.report.add(key.at, what, "keep one of the two");
            } else {
                first_lines.insert(text.clone(), key.at.line);
                entries.push(Entry { key: text, at: key.at, value });
            }
        }
    }
}
