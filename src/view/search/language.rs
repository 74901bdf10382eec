//! The query language: what a person typed, read leniently. No input of a person is an error.
//!
//! | typed | read as |
//! |---|---|
//! | `children mental health` | all words, in any form |
//! | `"best start"` | these words, side by side |
//! | `"start life"~5` | these words with at most five others between them |
//! | `carers OR caregivers` | either; binds more tightly than the space between words |
//! | `-hospital` | without this word |
//! | `inequal*` | words that begin so |
//! | `wellbieng~` | words that are spelt nearly so |
//! | `partnership:kent` | a filter; also `theme:`, `kind:`, `region:`, `publisher:` |
//!
//! Here is only the reading. What words mean in the index (forms, synonyms) is in `plan.rs`.

use super::text::{surfaces, visit_tokens};
use crate::error::{Error, Result};

/// Longest query, characters.
const LONGEST_QUERY: usize = 4_000;

/// Most words in a query.
const MOST_WORDS: usize = 128;

/// Furthest proximity; values of a field stand further apart than this.
pub(super) const FURTHEST: u32 = 50;

/// Words that say little by themselves: not required outside quotation marks.
const SMALL_WORDS: &[&str] = &[
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "by", "can", "do", "does", "for",
    "from", "has", "have", "how", "i", "in", "into", "is", "it", "its", "of", "on", "or", "our",
    "s", "so", "that", "the", "their", "them", "there", "these", "they", "this", "to", "was", "we",
    "were", "what", "when", "where", "which", "who", "will", "with", "you", "your",
];

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
    /// The words of the value, folded.
    pub words: Vec<String>,
    pub negated: bool,
}

impl Query {
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
                let values: Vec<_> = same.map(|it| it.words.join(" ")).collect();
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
        if parts.is_empty() { "everything".to_owned() } else { parts.join("; ") }
    }
}

/// Reads a query.
///
/// Errors: `BAD_USER_INPUT` if it is longer than a person would type.
pub(super) fn parse(text: &str) -> Result<Query> {
    if text.len() > 4 * LONGEST_QUERY || text.chars().count() > LONGEST_QUERY {
        return Err(Error::bad_user_input(format!(
            "This search is longer than {LONGEST_QUERY} characters. Search for a sentence or phrase of it."
        )));
    }
    let mut reading = Reading::default();
    let mut rest = text;
    while let Some(piece) = Piece::read(&mut rest) {
        reading.take(piece);
    }
    reading.finish()
}

/// A piece of the query between spaces: modifiers and what they modify.
struct Piece<'text> {
    negated: bool,
    field: Option<TypedField>,
    body: &'text str,
    quoted: bool,
    slop: u32,
}

impl<'text> Piece<'text> {
    /// The next piece, and moves the rest behind it.
    fn read(rest: &mut &'text str) -> Option<Self> {
        *rest = rest.trim_start_matches(is_space);
        if rest.is_empty() {
            return None;
        }
        let mut piece = Self { negated: false, field: None, body: "", quoted: false, slop: 0 };
        if let Some(after) = rest.strip_prefix(['-', '−', '‐', '–', '—'])
            && after.starts_with(|next: char| next.is_alphanumeric() || is_quote(next))
        {
            piece.negated = true;
            *rest = after;
        }
        if let Some((field, after)) = read_field(rest) {
            piece.field = Some(field);
            *rest = after;
        }
        piece.read_body(rest);
        Some(piece)
    }

    fn read_body(&mut self, rest: &mut &'text str) {
        if let Some(inside) = rest.strip_prefix(is_quote) {
            if let Some(end) = inside.find(is_quote) {
                self.quoted = true;
                self.body = &inside[..end];
                *rest = inside[end..].trim_start_matches(is_quote);
                self.slop = read_slop(rest);
            } else {
                // A lone quotation mark means nothing.
                *rest = inside;
            }
            return;
        }
        let end = rest.find(|next| is_space(next) || is_quote(next)).unwrap_or(rest.len());
        (self.body, *rest) = rest.split_at(end);
    }
}

/// Reads `~5` after a phrase.
fn read_slop(rest: &mut &str) -> u32 {
    let Some(after) = rest.strip_prefix('~') else { return 0 };
    let end = after.find(|next: char| !next.is_ascii_digit()).unwrap_or(after.len());
    let (digits, after) = after.split_at(end);
    *rest = after;
    if digits.is_empty() { 1 } else { digits.parse().unwrap_or(FURTHEST).min(FURTHEST) }
}

/// Reads `name:` before a value.
fn read_field(rest: &str) -> Option<(TypedField, &str)> {
    let (name, value) = rest.split_once(':')?;
    let (_, field) =
        *TypedField::NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?;
    (!value.is_empty() && !value.starts_with(is_space)).then_some((field, value))
}

/// What the pieces read so far amount to.
#[derive(Default)]
struct Reading {
    query: Query,
    /// Whether the next piece is an alternative to the last one.
    either: bool,
    /// Whether the last piece went into `required`, so that an alternative can join it.
    joinable: bool,
    negate_next: bool,
    small: Vec<Clause>,
    words: usize,
}

impl Reading {
    fn take(&mut self, mut piece: Piece<'_>) {
        if !piece.quoted {
            match piece.body {
                "OR" | "|" | "||" => return self.either = self.joinable,
                "AND" | "&&" => return,
                "NOT" => return self.negate_next = true,
                _ => {}
            }
        }
        piece.negated |= std::mem::take(&mut self.negate_next);
        if let Some(field) = piece.field {
            let words = surfaces(piece.body);
            if !words.is_empty() {
                self.query.filters.push(TypedFilter { field, words, negated: piece.negated });
            }
            return;
        }
        let atoms = if piece.quoted {
            read_phrase(piece.body, piece.slop).into_iter().collect()
        } else {
            read_words(piece.body)
        };
        for atom in atoms {
            self.words += atom.words();
            self.place(atom, piece.negated);
        }
    }

    /// Puts an atom where it belongs.
    fn place(&mut self, atom: Atom, negated: bool) {
        if negated {
            self.query.excluded.push(vec![atom]);
            (self.either, self.joinable) = (false, false);
            return;
        }
        if std::mem::take(&mut self.either)
            && let Some(last) = self.query.required.last_mut()
        {
            last.push(atom);
            return;
        }
        match &atom {
            Atom::Word(word) if SMALL_WORDS.contains(&word.as_str()) => {
                self.query.ignored.push(word.clone());
                self.small.push(vec![atom]);
                self.joinable = false;
            }
            _ => {
                self.query.required.push(vec![atom]);
                self.joinable = true;
            }
        }
    }

    fn finish(mut self) -> Result<Query> {
        if self.words > MOST_WORDS {
            return Err(Error::bad_user_input(format!(
                "This search has {} words; at most {MOST_WORDS} are possible. Search for a sentence or phrase of it.",
                self.words
            )));
        }
        if self.query.required.is_empty() && !self.small.is_empty() {
            self.query.required = self.small;
            self.query.ignored.clear();
        }
        Ok(self.query)
    }
}

impl Atom {
    fn words(&self) -> usize {
        match self {
            Self::Compound { parts: words, .. } | Self::Phrase { words, .. } => words.len(),
            Self::Word(_) | Self::Prefix(_) | Self::Spelling(_) => 1,
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

fn read_phrase(text: &str, slop: u32) -> Option<Atom> {
    let mut words = surfaces(text);
    match words.len() {
        0 => None,
        1 => words.pop().map(Atom::Word),
        _ => Some(Atom::Phrase { words, slop }),
    }
}

/// The atoms of a piece without quotation marks: mostly one word; several where signs stand
/// between them (`health/care`), one compound where a hyphen or nothing does.
fn read_words(text: &str) -> Vec<Atom> {
    if let Some(start) = text.strip_suffix('*')
        && let Some(atom) = read_open(start, Atom::Prefix, 2)
    {
        return atom;
    }
    let spelling = text.trim_end_matches(|last: char| last.is_ascii_digit());
    if let Some(word) = spelling.strip_suffix('~')
        && let Some(atom) = read_open(word, Atom::Spelling, 3)
    {
        return atom;
    }
    let mut groups: Vec<(Vec<String>, Option<String>)> = Vec::new();
    let mut last_end = None;
    visit_tokens(text, |token| {
        if token.joined {
            if let Some((_, joined)) = groups.last_mut() {
                *joined = Some(token.surface.to_owned());
            }
            return;
        }
        let between = last_end.map(|end| &text[end..token.start]);
        let tight = between.is_some_and(|between| between.is_empty() || is_hyphen(between));
        match groups.last_mut() {
            Some((parts, _)) if tight => parts.push(token.surface.to_owned()),
            _ => groups.push((vec![token.surface.to_owned()], None)),
        }
        last_end = Some(token.end);
    });
    groups.into_iter().map(|(parts, joined)| compound(parts, joined)).collect()
}

fn compound(mut parts: Vec<String>, joined: Option<String>) -> Atom {
    if parts.len() == 1 {
        return Atom::Word(parts.remove(0));
    }
    // The whole is only a word if it is the whole: in `16-18-year-olds` it is not.
    let joined = joined.filter(|whole| *whole == parts.concat());
    Atom::Compound { parts, joined }
}

/// A piece with an open end: its last word is the open one, words before it are whole.
fn read_open(text: &str, atom: impl Fn(String) -> Atom, shortest: usize) -> Option<Vec<Atom>> {
    let mut words = surfaces(text);
    let last = words.pop().filter(|word| word.chars().count() >= shortest)?;
    Some(words.into_iter().map(Atom::Word).chain(std::iter::once(atom(last))).collect())
}

fn is_hyphen(between: &str) -> bool {
    let mut characters = between.chars();
    characters.next().is_some_and(|one| matches!(one, '-' | '‐' | '‑' | '﹣' | '－'))
        && characters.next().is_none()
}

fn is_space(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '(' | ')' | '[' | ']' | '{' | '}')
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '〝' | '〞')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let query = parse(text).unwrap();
        let show = |clauses: &[Clause]| {
            let clause =
                |clause: &Clause| clause.iter().map(Atom::show).collect::<Vec<_>>().join("|");
            clauses.iter().map(clause).collect::<Vec<_>>()
        };
        let mut shown = show(&query.required);
        shown.extend(show(&query.excluded).iter().map(|it| format!("-{it}")));
        let filters =
            query.filters.iter().map(|it| format!("{}={}", it.field.name(), it.words.join(" ")));
        shown.extend(filters);
        shown.join(" ")
    }

    #[test]
    fn what_people_type_is_read() {
        for (typed, as_read) in [
            ("Children mental health", "children mental health"),
            ("what about children?", "children"),
            ("“best start” in life", "“best start” life"),
            ("«Best  start»~3", "“best start”~3"),
            ("carers OR caregivers older", "carers|caregivers older"),
            ("care -hospital NOT beds", "care -hospital -beds"),
            ("care -“acute bed”", "care -“acute bed”"),
            ("inequal* wellbieng~ x*", "inequal* wellbieng~ x"),
            ("mental-health co-production", "“mental health” “co production”"),
            ("first 1,001 days:", "first 1001 days"),
            ("£5m 11% R&D", "“£ 5m” “11 percent” “r and d”"),
            ("health/care", "health care"),
            ("to be or not to be", "not"),
            ("the of", "the of"),
            (
                "partnership:kent region:\"south east\" falls",
                "falls partnership=kent region=south east",
            ),
            ("theme: falls", "theme falls"),
            ("http://x.org", "http x org"),
        ] {
            assert_eq!(read(typed), as_read, "{typed}");
        }
    }

    #[test]
    fn nothing_that_people_type_is_an_error() {
        for text in [
            "",
            " ",
            "***",
            "\"",
            "\"\"",
            "\"unclosed hubs",
            "a OR",
            "OR",
            "OR OR a",
            "AND (child",
            "-",
            "--",
            "- -",
            "~",
            "~~5",
            "\"a\"~",
            "C++ && !",
            "foo:bar",
            "theme:",
            "*",
            "-*",
            "(((",
            "\u{202e}txt",
            "\0\u{1}",
            "[a-z]+(.*)$",
            "-hubs",
            "“”",
            "’",
            "%",
            "…",
        ] {
            assert!(parse(text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn what_no_person_types_is_refused_with_a_reason() {
        for text in ["x".repeat(100_000), "a b OR ".repeat(500)] {
            let error = parse(&text).unwrap_err();
            assert_eq!(error.code(), crate::error::Code::BadUserInput);
        }
    }
}
