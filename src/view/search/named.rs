//! What the value of a filter typed into the query names: `partnership:bsw`, `theme:"dying well"`,
//! `region:london`.
//!
//! A value is a name, another name or the slug of a thing; or else words that stand side by side in
//! some of those. Here does not belong how a filter is read (`language`) and tested (`filter.rs`).

use super::{
    filter::publishers,
    language::{Query, TypedField, TypedFilter},
    names::Names,
    searcher::Searcher,
    text::{Stemmer, stems},
};
use crate::{
    error::{Error, Result},
    model::{NodeKind, Region, Word, short_name},
};

/// A value of a dimension that a typed filter names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedValue {
    /// A slug, a word of a vocabulary or a publisher's name.
    pub value: String,
    /// What it is called.
    pub label: String,
}

/// A value with all that it is called; the first name is its label.
pub(super) struct Called {
    pub value: String,
    pub names: Vec<String>,
}

impl Searcher {
    /// Finds what the filters of a query name.
    pub(super) fn name_values(&self, query: &mut Query, stemmer: &mut Stemmer) -> Result<()> {
        for filter in &mut query.filters {
            let all = self.list_called(filter.field)?;
            let mut chosen = choose(&all, filter, stemmer);
            if chosen.is_empty() {
                chosen = self.choose_expression(&all, filter, stemmer)?;
            }
            let named = |it: &Called| NamedValue {
                value: it.value.clone(),
                label: it.names.first().cloned().unwrap_or_default(),
            };
            filter.values = chosen.into_iter().map(named).collect();
        }
        Ok(())
    }

    fn list_called(&self, field: TypedField) -> Result<Vec<Called>> {
        Ok(match field {
            TypedField::Partnership => self.names()?.list_called(NodeKind::Partnership),
            TypedField::Theme => self.names()?.list_called(NodeKind::Theme),
            TypedField::Kind => vocabulary::<NodeKind>(),
            TypedField::Region => vocabulary::<Region>(),
            TypedField::Publisher => {
                let names = publishers(self.segments()).map_err(Error::internal)?;
                names
                    .into_iter()
                    .map(|name| Called { names: vec![name.clone()], value: name })
                    .collect()
            }
        })
    }

    /// What another way of saying the value names: `theme:CVD`.
    fn choose_expression<'a>(
        &self,
        all: &'a [Called],
        filter: &TypedFilter,
        stemmer: &mut Stemmer,
    ) -> Result<Vec<&'a Called>> {
        let words = stem_all(&filter.words, stemmer);
        let same = self.synonyms()?.find(&words, true).into_iter().filter(|it| it.factor >= 1.0);
        let mut chosen = Vec::new();
        for alternative in same {
            chosen = choose_words(all, alternative.expression.stems(), stemmer);
            if !chosen.is_empty() {
                break;
            }
        }
        Ok(chosen)
    }
}

impl Names {
    /// All things of a kind with what they are called.
    fn list_called(&self, kind: NodeKind) -> Vec<Called> {
        let mut all: Vec<Called> = Vec::new();
        for (key, name) in self.of_kind(kind) {
            match all.last_mut().filter(|it| *it.value == *key.slug) {
                Some(known) => known.names.push(name.to_owned()),
                None => {
                    all.push(Called { value: key.slug.to_string(), names: vec![name.to_owned()] });
                }
            }
        }
        all
    }
}

fn vocabulary<W: Word>() -> Vec<Called> {
    let called = |value: &W| Called {
        value: value.word().to_owned(),
        names: vec![value.label().to_owned()],
    };
    W::ALL.iter().map(called).collect()
}

fn stem_all(words: &[String], stemmer: &mut Stemmer) -> Vec<String> {
    words.iter().map(|word| stemmer.stem(word).to_owned()).collect()
}

fn choose<'a>(all: &'a [Called], filter: &TypedFilter, stemmer: &mut Stemmer) -> Vec<&'a Called> {
    if filter.field == TypedField::Partnership {
        let short = short_name(&filter.words.join(" "));
        let meant: Vec<&Called> = all.iter().filter(|it| it.is_called_shortly(&short)).collect();
        if !meant.is_empty() {
            return meant;
        }
    }
    choose_words(all, &stem_all(&filter.words, stemmer), stemmer)
}

/// Those with exactly these words as a name, or else those with these side by side in a name.
fn choose_words<'a>(all: &'a [Called], words: &[String], stemmer: &mut Stemmer) -> Vec<&'a Called> {
    let mut with: Vec<(&Called, Vec<Vec<String>>)> = Vec::with_capacity(all.len());
    for called in all {
        let names = std::iter::once(&called.value).chain(&called.names);
        with.push((called, names.map(|name| stems(name, stemmer)).collect()));
    }
    let those = |fits: &dyn Fn(&Vec<String>) -> bool| -> Vec<&'a Called> {
        with.iter().filter(|(_, names)| names.iter().any(fits)).map(|(called, _)| *called).collect()
    };
    let exact = those(&|name| name == words);
    if exact.is_empty() {
        those(&|name| name.windows(words.len()).any(|window| window == words))
    } else {
        exact
    }
}

impl Called {
    fn is_called_shortly(&self, short: &str) -> bool {
        self.value == short || self.names.iter().any(|name| short_name(name) == short)
    }
}

impl TypedFilter {
    /// What the filter was taken for, for people.
    pub(super) fn show(&self) -> String {
        let labels: Vec<&str> = self.values.iter().map(|it| it.label.as_str()).collect();
        match labels.len() {
            0 => format!("“{}” (which names no {} here)", self.typed, self.field.name()),
            1..=3 => labels.join(" or "),
            several => format!("“{}” ({several} {}s)", self.typed, self.field.name()),
        }
    }
}
