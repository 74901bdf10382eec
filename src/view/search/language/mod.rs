//! The query language: what a person typed, read leniently. No input of a person is an error.
//!
//! | typed | read as |
//! |---|---|
//! | `children mental health` | all words, in any form |
//! | `"best start"` | these words, side by side; also in `‘…’`, `“…”`, `«…»` |
//! | `"start life"~5` | these words with at most five others between them |
//! | `carers OR caregivers` | either; binds more tightly than the space between words |
//! | `-hospital` | without this word |
//! | `inequal*` | words that begin so |
//! | `wellbieng~` | words that are spelt nearly so |
//! | `partnership:kent` | a filter; also `theme:`, `kind:`, `region:`, `publisher:` |
//!
//! Here is what was read; `read.rs` reads. What words mean in the index (forms, synonyms) is in
//! `plan.rs`.

mod read;

pub(super) use read::{is_small, parse};

use super::{named::NamedValue, text::visit_tokens};

/// A query as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// What must be there: each of these.
    pub required: Vec<Clause>,
    /// What must not be there: none of these.
    pub excluded: Vec<Clause>,
    /// Filters typed into the query.
    pub filters: Vec<TypedFilter>,
    /// Small words that were left out.
    pub ignored: Vec<String>,
    /// The plain words in the order in which they were typed, small ones too, for finding
    /// expressions of several words; `None` where something else stood between.
    pub run: Vec<Option<RunWord>>,
    /// What was typed.
    pub text: String,
}

/// A plain word of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RunWord {
    pub word: String,
    /// Whether it was typed in capitals.
    pub capitals: bool,
    /// Which of the required clauses it is, or is a part of; `None` for a small word.
    pub clause: Option<usize>,
}

/// Alternatives, of which one is enough.
pub(super) type Clause = Vec<Atom>;

/// One thing to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Atom {
    /// A word, in all its forms.
    Word(String),
    /// The parts of a compound (`co-production`, `£5m`), side by side or written as one.
    Compound { parts: Vec<String>, joined: Option<String> },
    /// Words side by side, or with at most `slop` others between them.
    Phrase { words: Vec<String>, slop: u32 },
    /// Words that begin so.
    Prefix(String),
    /// Words that are spelt nearly so.
    Spelling(String),
}

/// The dimensions that can be typed as `name:value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypedField {
    Partnership,
    Theme,
    Kind,
    Region,
    Publisher,
}

impl TypedField {
    const NAMES: [(&'static str, Self); 5] = [
        ("partnership", Self::Partnership),
        ("theme", Self::Theme),
        ("kind", Self::Kind),
        ("region", Self::Region),
        ("publisher", Self::Publisher),
    ];

    /// All of them.
    pub(super) const ALL: [Self; 5] =
        [Self::Partnership, Self::Theme, Self::Kind, Self::Region, Self::Publisher];

    pub(super) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }
}

/// A filter typed into the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TypedFilter {
    pub field: TypedField,
    /// The value as it was typed.
    pub typed: String,
    /// The words of the value, folded.
    pub words: Vec<String>,
    pub negated: bool,
    /// What the value names, once that was looked up; empty where it names nothing.
    pub values: Vec<NamedValue>,
}

impl Query {
    /// The query as text that is read again as the same query.
    pub(super) fn retype(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for filter in &self.filters {
            let sign = if filter.negated { "-" } else { "" };
            parts.push(format!("{sign}{}:\"{}\"", filter.field.name(), filter.typed));
        }
        let typed =
            |clause: &Clause| clause.iter().map(Atom::show).collect::<Vec<_>>().join(" OR ");
        parts.extend(self.required.iter().map(typed));
        parts.extend(self.excluded.iter().map(|clause| format!("-{}", typed(clause))));
        parts.join(" ")
    }

    /// Makes neighbouring words one word that was written apart, where `is_one` says so of them.
    pub(super) fn join_parts(&mut self, mut is_one: impl FnMut(&[&str]) -> bool) {
        let mut at = 0;
        while let Some(pair) = self.run.get(at..at + 2) {
            at += 1;
            let [Some(first), Some(second)] = pair else { continue };
            let (Some(clause), Some(next)) = (first.clause, second.clause) else { continue };
            let word = |place: usize| match self.required[place].as_slice() {
                [Atom::Word(word)] => Some(word.clone()),
                _ => None,
            };
            let (Some(one), Some(other)) = (word(clause), word(next)) else { continue };
            if next != clause + 1 || !is_one(&[one.as_str(), other.as_str()]) {
                continue;
            }
            let joined = Some(format!("{one}{other}"));
            self.required[clause] = vec![Atom::Compound { parts: vec![one, other], joined }];
            self.required.remove(next);
            let places = self.run.iter_mut().flatten().filter_map(|it| it.clause.as_mut());
            places.filter(|place| **place >= next).for_each(|place| *place -= 1);
        }
    }

    /// Some neighbouring words of the query as they were typed.
    pub(super) fn as_typed(&self, words: &[String]) -> String {
        let mut tokens: Vec<(String, usize, usize)> = Vec::new();
        visit_tokens(&self.text, |token| {
            if !token.joined {
                tokens.push((token.surface.to_owned(), token.start, token.end));
            }
        });
        let mut stretches = tokens.windows(words.len().max(1));
        let same = stretches.find(|it| it.iter().map(|(word, ..)| word).eq(words));
        let ends = same.and_then(|it| Some((it.first()?.1, it.last()?.2)));
        let typed = ends.and_then(|(start, end)| self.text.get(start..end));
        typed.map_or_else(|| words.join(" "), str::to_owned)
    }

    /// Whether words must be looked up by their spelling.
    pub(super) fn needs_vocabulary(&self) -> bool {
        let open = |atom: &Atom| matches!(atom, Atom::Prefix(_) | Atom::Spelling(_));
        self.required.iter().chain(&self.excluded).flatten().any(open)
    }

    /// How the query was read, for people.
    pub(super) fn show(&self) -> String {
        let either =
            |clause: &Clause| clause.iter().map(Atom::show).collect::<Vec<_>>().join(" or ");
        let mut parts: Vec<String> = Vec::new();
        for field in TypedField::ALL {
            for negated in [false, true] {
                let same =
                    self.filters.iter().filter(|it| it.field == field && it.negated == negated);
                let values: Vec<_> = same.map(TypedFilter::show).collect();
                if !values.is_empty() {
                    let not = if negated { "not " } else { "" };
                    parts.push(format!("{} {not}{}", field.name(), values.join(" or ")));
                }
            }
        }
        let several = |clause: &Clause| {
            let shown = either(clause);
            if clause.len() > 1 && self.required.len() > 1 { format!("({shown})") } else { shown }
        };
        let words: Vec<_> = self.required.iter().map(several).collect();
        if !words.is_empty() {
            parts.push(words.join(" and "));
        }
        parts.extend(self.excluded.iter().map(|clause| format!("without {}", either(clause))));
        if !self.ignored.is_empty() {
            parts.push(format!("small words left out: {}", self.ignored.join(", ")));
        }
        if parts.is_empty() { "everything".to_owned() } else { parts.join("; ") }
    }
}

impl Atom {
    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        match self {
            Self::Compound { parts: words, .. } | Self::Phrase { words, .. } => words.len(),
            Self::Word(_) | Self::Prefix(_) | Self::Spelling(_) => 1,
        }
    }

    /// Its whole words.
    pub(super) fn list_words(&self) -> &[String] {
        match self {
            Self::Word(word) => std::slice::from_ref(word),
            Self::Compound { parts: words, .. } | Self::Phrase { words, .. } => words,
            Self::Prefix(_) | Self::Spelling(_) => &[],
        }
    }

    /// The atom as it could have been typed.
    pub(super) fn show(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Compound { parts, .. } => format!("“{}”", parts.join(" ")),
            Self::Phrase { words, slop: 0 } => format!("“{}”", words.join(" ")),
            Self::Phrase { words, slop } => format!("“{}”~{slop}", words.join(" ")),
            Self::Prefix(start) => format!("{start}*"),
            Self::Spelling(word) => format!("{word}~"),
        }
    }
}
