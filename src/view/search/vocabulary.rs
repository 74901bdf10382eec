//! The words of the collection as they are written: for `prefix*`, `word~`, completions and
//! corrections.

use tantivy::{DocSet as _, TERMINATED, schema::IndexRecordOption};

use super::searcher::Segment;

/// All words of live documents, folded, sorted, each once.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    forms: Vec<Box<str>>,
}

impl Vocabulary {
    /// Reads the words of some segments.
    pub(super) fn new(segments: &[Segment]) -> tantivy::Result<Self> {
        let mut forms: Vec<Box<str>> = Vec::new();
        for segment in segments {
            let mut terms = segment.forms.terms().stream()?;
            while let Some((form, info)) = terms.next() {
                if segment.reader.has_deletes() && !has_live(segment, info)? {
                    continue;
                }
                if let Ok(form) = std::str::from_utf8(form) {
                    forms.push(form.into());
                }
            }
        }
        forms.sort_unstable();
        forms.dedup();
        Ok(Self { forms })
    }

    /// A vocabulary of some words.
    #[cfg(test)]
    pub(super) fn of_forms(forms: impl IntoIterator<Item = String>) -> Self {
        let mut forms: Vec<Box<str>> = forms.into_iter().map(String::into_boxed_str).collect();
        forms.sort_unstable();
        Self { forms }
    }

    /// Whether a word is there.
    pub(super) fn has(&self, word: &str) -> bool {
        self.forms.binary_search_by(|form| form.as_ref().cmp(word)).is_ok()
    }

    /// Words that begin so.
    pub(super) fn starting_with<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a str> {
        let from = self.forms.partition_point(|form| form.as_ref() < start);
        self.forms[from..].iter().map(AsRef::as_ref).take_while(move |form| form.starts_with(start))
    }

    /// How many words begin so.
    pub(super) fn count_starting_with(&self, start: &str) -> usize {
        let from = self.forms.partition_point(|form| form.as_ref() < start);
        self.forms[from..].partition_point(|form| form.starts_with(start))
    }

    /// Words that are spelt nearly so, with the number of letters that differ.
    pub(super) fn spelt_like(&self, word: &str) -> Vec<(&str, usize)> {
        let most = tolerance(word);
        let length = word.chars().count();
        let near = self.forms.iter().filter_map(|form| {
            if form.len() > 4 * (length + most) || form.chars().count().abs_diff(length) > most {
                return None;
            }
            let edits = strsim::osa_distance(word, form);
            (edits <= most).then_some((form.as_ref(), edits))
        });
        near.collect()
    }
}

/// How many letters may differ, by the length of a word.
pub(super) fn tolerance(word: &str) -> usize {
    match word.chars().count() {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    }
}

fn has_live(segment: &Segment, info: &tantivy::postings::TermInfo) -> tantivy::Result<bool> {
    let mut postings = segment.forms.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    while postings.doc() != TERMINATED {
        if segment.is_live(postings.doc()) {
            return Ok(true);
        }
        postings.advance();
    }
    Ok(false)
}
