//! Completions for a search box, from the names of things.

use std::collections::BTreeSet;

use super::{
    document::{Field, SearchDocument},
    request::Suggestion,
    schema::{decode_key, decode_title, value_at},
    searcher::{Searcher, Segment, list_values, text_at},
    text::{fold, surfaces},
    vocabulary::tolerance,
};
use crate::{
    error::Result,
    model::{NodeKey, NodeKind},
};

/// The names and other names of all things that have a name, in a fixed order.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<Name>,
    /// Words of names with the names in which they stand, sorted.
    words: Vec<(Box<str>, u32)>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    key: NodeKey,
    other: bool,
    text: String,
}

impl Names {
    /// Reads the names of some segments.
    pub(super) fn new(segments: &[Segment]) -> tantivy::Result<Self> {
        let mut names = Vec::new();
        for segment in segments {
            read_names(segment, &mut names, has_name)?;
        }
        names.sort();
        names.dedup();
        let mut words = Vec::new();
        for (name, at) in names.iter().zip(0..) {
            words.extend(surfaces(&name.text).into_iter().map(|word| (word.into_boxed_str(), at)));
        }
        words.sort();
        words.dedup();
        Ok(Self { names, words })
    }

    /// Whether the names of a document are those that were read.
    pub(super) fn are_of(&self, document: &SearchDocument<'_>) -> bool {
        let from = self.names.partition_point(|name| name.key < document.key);
        let held = self.names[from..].iter().take_while(|name| name.key == document.key);
        let held: BTreeSet<(bool, &str)> = held.map(|it| (it.other, it.text.as_str())).collect();
        let others = document.texts.iter().filter(|text| text.field == Field::Alias);
        let others = others.map(|text| (true, &*text.text));
        held == others.chain(std::iter::once((false, &*document.title))).collect()
    }

    /// The names of all things of a kind; those of one thing stand together, its own name first.
    pub(super) fn of_kind(&self, kind: NodeKind) -> impl Iterator<Item = (&NodeKey, &str)> {
        let from = self.names.partition_point(|name| name.key.kind < kind);
        let of_kind = self.names[from..].iter().take_while(move |name| name.key.kind == kind);
        of_kind.map(|name| (&name.key, name.text.as_str()))
    }

    /// Names that have a word beginning with each of these.
    fn with_starts(&self, starts: &[String]) -> BTreeSet<u32> {
        with_all(starts, |start| {
            let from = self.words.partition_point(|(word, _)| word.as_ref() < start);
            let matching =
                self.words[from..].iter().take_while(|(word, _)| word.starts_with(start));
            matching.map(|(_, name)| *name).collect()
        })
    }

    /// Names that have a word beginning nearly with each of these.
    fn with_near_starts(&self, starts: &[String]) -> BTreeSet<u32> {
        with_all(starts, |start| {
            let matching = self.words.iter().filter(|(word, _)| begins_nearly(word, start));
            matching.map(|(_, name)| *name).collect()
        })
    }
}

/// Names that are found for every one of some words.
fn with_all(starts: &[String], find: impl Fn(&str) -> BTreeSet<u32>) -> BTreeSet<u32> {
    let mut names: Option<BTreeSet<u32>> = None;
    for start in starts {
        let found = find(start);
        names = Some(match names {
            Some(names) => names.intersection(&found).copied().collect(),
            None => found,
        });
    }
    names.unwrap_or_default()
}

fn read_names(
    segment: &Segment,
    names: &mut Vec<Name>,
    wanted: impl Fn(NodeKind) -> bool,
) -> tantivy::Result<()> {
    let columns = &segment.columns;
    let others = columns.other_name.as_ref().map(list_values).transpose()?.unwrap_or_default();
    for doc in segment.reader.doc_ids_alive() {
        if !columns.kind.first(doc).and_then(value_at).is_some_and(&wanted) {
            continue;
        }
        let key = columns.key.ords().first(doc).unwrap_or_default();
        let Some(key) = decode_key(&text_at(&columns.key, key)?) else { continue };
        let title = columns.title.ords().first(doc).unwrap_or_default();
        let text = decode_title(&text_at(&columns.title, title)?).to_owned();
        if let Some(column) = &columns.other_name {
            for ordinal in column.ords().values_for_doc(doc) {
                let text = usize::try_from(ordinal).ok().and_then(|at| others.get(at)).cloned();
                names.push(Name { key: key.clone(), other: true, text: text.unwrap_or_default() });
            }
        }
        names.push(Name { key, other: false, text });
    }
    Ok(())
}

/// The labels of each theme, the preferred one first.
pub(super) fn read_theme_labels(segments: &[Segment]) -> tantivy::Result<Vec<Vec<String>>> {
    let mut names = Vec::new();
    for segment in segments {
        read_names(segment, &mut names, |kind| kind == NodeKind::Theme)?;
    }
    names.sort();
    names.dedup();
    let mut labels: Vec<Vec<String>> = Vec::new();
    let mut last = None;
    for Name { key, text, .. } in names {
        match labels.last_mut() {
            Some(group) if last.as_ref() == Some(&key) => group.push(text),
            _ => labels.push(vec![text]),
        }
        last = Some(key);
    }
    Ok(labels)
}

/// Whether things of this kind are called by a name that a person would begin to type.
pub(super) fn has_name(kind: NodeKind) -> bool {
    !matches!(kind, NodeKind::Passage | NodeKind::Measure | NodeKind::Document)
}

/// Whether a word begins with something that is spelt nearly like `start`.
fn begins_nearly(word: &str, start: &str) -> bool {
    let most = tolerance(start).min(2);
    let length = start.chars().count();
    most > 0
        && (length - most.min(length)..=length + most).any(|take| {
            let head: String = word.chars().take(take).collect();
            strsim::osa_distance(&head, start) <= most
        })
}

impl Searcher {
    /// Completions of what is in a search box: names of things that have words beginning with
    /// each typed word; where there are none, words beginning nearly so. The most useful come
    /// first: names that begin as typed, then by kind and length. Each thing comes once, and each
    /// completion finds its thing.
    pub fn suggest(&self, typed: &str, first: usize) -> Result<Vec<Suggestion>> {
        let starts = surfaces(typed);
        if starts.is_empty() || starts.len() > 16 || first == 0 {
            return Ok(Vec::new());
        }
        let names = self.names()?;
        let mut found = names.with_starts(&starts);
        if found.is_empty() {
            found = names.with_near_starts(&starts);
        }
        let folded = fold(typed.trim());
        let mut ordered: Vec<&Name> =
            found.into_iter().filter_map(|at| names.names.get(at as usize)).collect();
        ordered.sort_by_cached_key(|name| {
            let text = fold(&name.text);
            (
                !text.starts_with(&folded),
                usefulness(name.key.kind),
                name.other,
                text.chars().count(),
            )
        });
        let mut given = BTreeSet::new();
        ordered.retain(|name| given.insert(&name.key));
        ordered.truncate(first);
        let suggestion =
            |name: &Name| Suggestion { text: name.text.clone(), key: name.key.clone() };
        Ok(ordered.into_iter().map(suggestion).collect())
    }
}

/// What people look for first.
fn usefulness(kind: NodeKind) -> usize {
    const ORDER: [NodeKind; 5] = [
        NodeKind::Partnership,
        NodeKind::Theme,
        NodeKind::Programme,
        NodeKind::Partner,
        NodeKind::Priority,
    ];
    ORDER.iter().position(|it| *it == kind).unwrap_or(ORDER.len())
}
