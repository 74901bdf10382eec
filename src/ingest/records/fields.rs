//! Reading a mapping of the tree by its keys: every value is checked for its type where it is
//! read, and a wrong one is reported at its place and replaced by a harmless one, so that reading
//! goes on to the end.
//!
//! Not here: what may refer to what (the reader of each kind of file).

use std::collections::HashSet;

use crate::model::{PartialDate, Word};

use super::{
    names::advise,
    problems::Report,
    shapes::Shape,
    tree::{Content, Entry, Node, Place},
};

/// A text and where it stands. Empty where there was none to read and that has been reported.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) value: String,
    pub(super) at: Place,
}

/// A mapping that is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    /// Where the mapping begins.
    pub(super) at: Place,
    /// Where its problems go.
    pub(super) report: &'a Report<'a>,
    entries: &'a [Entry],
    shape: &'static Shape,
}

impl<'a> Fields<'a> {
    /// The mapping, once its keys are checked; `None` where the node is no mapping.
    pub(super) fn of(
        node: &'a Node,
        shape: &'static Shape,
        report: &'a Report<'a>,
    ) -> Option<Self> {
        let Content::Map(entries) = &node.content else {
            let what = format!("expected {}, found {}", shape.called, node.called());
            report.add(node.at, what, format!("write its keys: {}", join(shape.required)));
            return None;
        };
        let fields = Self { at: node.at, report, entries, shape };
        fields.check_unknown();
        fields.check_missing();
        Some(fields)
    }

    fn check_unknown(&self) {
        for entry in
            self.entries.iter().filter(|entry| !self.shape.keys().any(|key| key == entry.key))
        {
            if self.report.is_full() {
                return;
            }
            let what = format!("{} has no key “{}”", self.shape.called, entry.key);
            if entry.value.is_null() && entry.key.contains(' ') {
                let remedy = "a comma in braces ends a text: put quotes round the whole text";
                self.report.add(entry.at, what, remedy);
                continue;
            }
            self.report.add(entry.at, what, advise(&entry.key, self.shape.keys(), ""));
        }
    }

    fn check_missing(&self) {
        for key in self.shape.required {
            match self.entry(key) {
                None => {
                    let what = format!("{} lacks the key “{key}”", self.shape.called);
                    self.report.add(self.at, what, format!("add “{key}: …”"));
                }
                Some(entry) if entry.value.is_null() => {
                    let what = format!("“{key}” has no value");
                    self.report.add(
                        entry.value.at,
                        what,
                        format!("give it one: {} needs it", self.shape.called),
                    );
                }
                Some(_) => {}
            }
        }
    }

    fn entry(&self, key: &str) -> Option<&'a Entry> {
        debug_assert!(self.shape.keys().any(|known| known == key), "{} {key}", self.shape.name);
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key, where there is one that is not null.
    pub(super) fn find(&self, key: &str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.value).filter(|value| !value.is_null())
    }

    fn wrong(&self, key: &str, node: &Node, expected: &str, remedy: &str) {
        let what = format!("“{key}” should be {expected}, but is {}", node.called());
        self.report.add(node.at, what, remedy);
    }

    /// The text of an optional key: one line, not blank.
    pub(super) fn find_text(&self, key: &str) -> Option<Text> {
        self.find(key).and_then(|node| self.read_text(key, node))
    }

    /// The text of a required key; empty where it was reported.
    pub(super) fn text(&self, key: &str) -> Text {
        self.find_text(key).unwrap_or(Text { value: String::new(), at: self.at })
    }

    /// The text of an optional key that may have several lines.
    pub(super) fn find_prose(&self, key: &str) -> Option<String> {
        self.find(key).and_then(|node| self.read_prose(key, node)).map(|text| text.value)
    }

    fn read_text(&self, key: &str, node: &Node) -> Option<Text> {
        let text = self.read_prose(key, node)?;
        if text.value.trim() != text.value || text.value.contains(['\n', '\t']) {
            let what =
                format!("“{key}” begins or ends with a space, or has a line end or tab in it");
            self.report.add(node.at, what, "write it on one line without spaces around it");
        }
        Some(text)
    }

    fn read_prose(&self, key: &str, node: &Node) -> Option<Text> {
        let value = match &node.content {
            Content::Quoted(text) => text,
            Content::Plain(text) if node.called() == "text" => text,
            Content::Plain(text) => {
                self.wrong(key, node, "text", &format!("put it in quotes: \"{text}\""));
                return None;
            }
            _ => {
                self.wrong(
                    key,
                    node,
                    "text",
                    "write one text, in quotes where it has “, ” or “: ”",
                );
                return None;
            }
        };
        if value.trim().is_empty() {
            self.report.add(node.at, format!("“{key}” is empty"), "fill it in, or write null");
            return None;
        }
        Some(Text { value: value.clone(), at: node.at })
    }

    /// The scalar of a required key as it is written, whatever it looks like.
    pub(super) fn scalar(&self, key: &str) -> String {
        match self.find(key).map(|node| (&node.content, node)) {
            Some((Content::Plain(text) | Content::Quoted(text), _)) => text.clone(),
            Some((_, node)) => {
                self.wrong(key, node, "one value", "write a word or number");
                String::new()
            }
            None => String::new(),
        }
    }

    /// True or false; `false` where the key is absent or was reported.
    pub(super) fn truth(&self, key: &str) -> bool {
        self.find_truth(key).unwrap_or(false)
    }

    /// True or false, where the key is there.
    pub(super) fn find_truth(&self, key: &str) -> Option<bool> {
        let node = self.find(key)?;
        match &node.content {
            Content::Plain(text) if text == "true" => Some(true),
            Content::Plain(text) if text == "false" => Some(false),
            _ => {
                self.wrong(key, node, "true or false", "write true or false, without quotes");
                None
            }
        }
    }

    /// A whole number within a range, where the key is there.
    pub(super) fn find_number(
        &self,
        key: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let node = self.find(key)?;
        let number = match &node.content {
            Content::Plain(text) => text.parse::<i64>().ok(),
            _ => None,
        };
        if number.is_some_and(|number| range.contains(&number)) {
            return number;
        }
        let remedy = format!(
            "write a whole number from {} to {}, without quotes or commas",
            range.start(),
            range.end()
        );
        match number {
            Some(number) => self.report.add(node.at, format!("“{key}” cannot be {number}"), remedy),
            None => self.wrong(key, node, "a whole number", &remedy),
        }
        None
    }

    /// A word of a vocabulary, where the key is there and right.
    pub(super) fn find_word<W: Word>(&self, key: &str) -> Option<W> {
        self.find_text(key).and_then(|text| self.read_word(&text))
    }

    /// The word of a required key; the vocabulary's first where it was reported.
    pub(super) fn word<W: Word>(&self, key: &str) -> W {
        self.find_word(key).unwrap_or(W::ALL[0])
    }

    fn read_word<W: Word>(&self, text: &Text) -> Option<W> {
        let word = W::from_word(&text.value);
        if word.is_err() {
            let known = W::ALL.iter().map(|value| value.word());
            let what = format!("“{}” is no {}", text.value, W::CALLED);
            let all = format!("use one of {}", known.clone().collect::<Vec<_>>().join(", "));
            let remedy = match super::names::find_nearest(&text.value, known) {
                Some(nearest) => format!("did you mean “{nearest}”? Otherwise {all}"),
                None => all,
            };
            self.report.add(text.at, what, remedy);
        }
        word.ok()
    }

    /// The words of a list, each of a vocabulary.
    pub(super) fn words<W: Word>(&self, key: &str) -> Vec<W> {
        self.texts(key).iter().filter_map(|text| self.read_word(text)).collect()
    }

    /// A date of reduced precision, where the key is there and right.
    pub(super) fn find_date(&self, key: &str) -> Option<PartialDate> {
        let text = self.find_text(key)?;
        let date = text
            .value
            .parse::<PartialDate>()
            .ok()
            .filter(|date| (1900..=2100).contains(&date.year()));
        if date.is_none() {
            let what = format!("“{}” is not a date", text.value);
            let remedy = "write a year (\"2022\"), a month (\"2022-12\") or a day (\"2022-12-15\")";
            self.report.add(text.at, what, remedy);
        }
        date
    }

    /// The values of a list; none where the key is absent.
    pub(super) fn list(&self, key: &str) -> &'a [Node] {
        let Some(node) = self.find(key) else { return &[] };
        if let Content::List(items) = &node.content {
            return items;
        }
        self.wrong(key, node, "a list", "write [one, two], or one item a line after “- ”");
        &[]
    }

    /// The texts of a list, each once.
    pub(super) fn texts(&self, key: &str) -> Vec<Text> {
        let mut texts: Vec<Text> = Vec::new();
        let mut seen = HashSet::new();
        for text in self.list(key).iter().filter_map(|node| self.read_text(key, node)) {
            if seen.insert(text.value.clone()) {
                texts.push(text);
            } else {
                let what = format!("“{}” stands twice in “{key}”", text.value);
                self.report.add(text.at, what, "keep one of the two");
            }
        }
        texts
    }

    /// The mappings of a list.
    pub(super) fn maps(&self, key: &str, shape: &'static Shape) -> Vec<Fields<'a>> {
        self.list(key).iter().filter_map(|node| Fields::of(node, shape, self.report)).collect()
    }

    /// The mapping of a key, where the key is there.
    pub(super) fn find_map(&self, key: &str, shape: &'static Shape) -> Option<Fields<'a>> {
        self.find(key).and_then(|node| Fields::of(node, shape, self.report))
    }

    /// The entries of a mapping whose keys are free.
    pub(super) fn free_map(&self, key: &str) -> &'a [Entry] {
        let Some(node) = self.find(key) else { return &[] };
        if let Content::Map(entries) = &node.content {
            return entries;
        }
        self.wrong(key, node, "a mapping", "write “KEY: {…}” lines under it");
        &[]
    }
}

fn join(keys: &[&str]) -> String {
    keys.join(", ")
}

/// Whether a text has the form of a slug: lower-case ASCII letters and digits, single hyphens.
pub(super) fn is_slug(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// Reports a text that should be a slug and is not. Nothing for an empty one.
pub(super) fn check_slug(text: &Text, report: &Report<'_>) {
    if !text.value.is_empty() && !is_slug(&text.value) {
        let what = format!("“{}” is not a slug", text.value);
        let remedy = format!(
            "use lower-case letters, digits and single hyphens: “{}”",
            crate::model::slugify(&text.value)
        );
        report.add(text.at, what, remedy);
    }
}
