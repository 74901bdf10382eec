//! Reads a query, piece by piece.

use super::{Atom, Clause, Query, RunWord, TypedField, TypedFilter};
use crate::{
    error::{Error, Result},
    view::search::text::{self, surfaces, visit_tokens},
};

/// Longest query, characters.
const LONGEST_QUERY: usize = 4_000;

/// Most words in a query.
const MOST_WORDS: usize = 128;

/// Most words with an open end or open spelling in a query: each may stand for any number of words.
const MOST_OPEN_WORDS: usize = 8;

/// Furthest proximity; values of a field stand further apart than this.
const FURTHEST: u32 = 50;

/// Most words of a phrase whose words may stand apart (`"…"~5`): each may stand anywhere between the
/// others, so the work grows fast with their number.
const MOST_NEAR_WORDS: usize = 16;

/// Words that say little by themselves: not required outside quotation marks.
const SMALL_WORDS: &[&str] = &[
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "by", "can", "do", "does", "for",
    "from", "has", "have", "how", "i", "in", "into", "is", "it", "its", "of", "on", "or", "our",
    "s", "so", "that", "the", "their", "them", "there", "these", "they", "this", "to", "was", "we",
    "were", "what", "when", "where", "which", "who", "will", "with", "you", "your",
];

/// Reads a query.
///
/// Errors: `BAD_USER_INPUT` if it is longer than a person would type.
pub(in crate::view::search) fn parse(text: &str) -> Result<Query> {
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
    let query = reading.finish()?;
    Ok(Query { text: text.to_owned(), ..query })
}

/// Whether a word says little by itself.
pub(in crate::view::search) fn is_small(word: &str) -> bool {
    SMALL_WORDS.contains(&word)
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
            && after.starts_with(|next: char| {
                next.is_alphanumeric() || is_quote(next) || is_single_quote(next)
            })
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
        if let Some((inside, after)) = read_single_quoted(rest) {
            (self.quoted, self.body, *rest) = (true, inside, after);
            self.slop = read_slop(rest);
            return;
        }
        let end = rest.find(|next| is_space(next) || is_quote(next)).unwrap_or(rest.len());
        (self.body, *rest) = rest.split_at(end);
    }
}

/// Reads a phrase between single quotation marks: what it says, and what comes after. They look
/// like apostrophes, so the first must stand before a word and the last behind one; a mark after
/// an s may be that of a genitive (`‘carers’ rights’`) if another one follows in the same phrase.
fn read_single_quoted(rest: &str) -> Option<(&str, &str)> {
    /// Words that begin with an apostrophe.
    const ELIDED: [&str; 6] = ["tis", "twas", "til", "em", "cause", "n"];
    let inside = rest.strip_prefix(is_single_quote)?;
    let first = surfaces(inside.split(is_space).next()?).into_iter().next()?;
    if !inside.starts_with(char::is_alphanumeric) || ELIDED.contains(&first.as_str()) {
        return None;
    }
    let mut end = None;
    let mut last = ' ';
    for (at, character) in inside.char_indices() {
        let next = inside[at + character.len_utf8()..].chars().next();
        let before_word = next.is_some_and(char::is_alphanumeric);
        if is_quote(character) || (is_single_quote(character) && before_word && is_space(last)) {
            break;
        }
        if is_single_quote(character) && !before_word && !is_space(last) {
            end = Some((at, at + character.len_utf8()));
            if !matches!(last, 's' | 'S') {
                break;
            }
        }
        last = character;
    }
    let (end, after) = end?;
    Some((&inside[..end], &inside[after..]))
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
                let (typed, negated) = (piece.body.trim().to_owned(), piece.negated);
                let values = Vec::new();
                self.query.filters.push(TypedFilter { field, typed, words, negated, values });
            }
            return self.query.run.push(None);
        }
        let atoms = if piece.quoted {
            read_phrase(piece.body, piece.slop).into_iter().map(|atom| (atom, Vec::new())).collect()
        } else {
            read_words(piece.body)
        };
        for (atom, words) in atoms {
            self.words += atom.words();
            let alone = !piece.negated && !self.either;
            let clause = self.place(atom, piece.negated);
            if alone && !words.is_empty() {
                let word = |(word, capitals)| Some(RunWord { word, capitals, clause });
                self.query.run.extend(words.into_iter().map(word));
            } else {
                self.query.run.push(None);
            }
        }
    }

    /// Puts an atom where it belongs; returns its place among the required clauses.
    fn place(&mut self, atom: Atom, negated: bool) -> Option<usize> {
        if negated {
            self.query.excluded.push(vec![atom]);
            (self.either, self.joinable) = (false, false);
            return None;
        }
        if std::mem::take(&mut self.either)
            && let Some(last) = self.query.required.last_mut()
        {
            last.push(atom);
            return Some(self.query.required.len() - 1);
        }
        match &atom {
            Atom::Word(word) if is_small(word) => {
                self.query.ignored.push(word.clone());
                self.small.push(vec![atom]);
                self.joinable = false;
                None
            }
            _ => {
                self.query.required.push(vec![atom]);
                self.joinable = true;
                Some(self.query.required.len() - 1)
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
        let clauses = self.query.required.iter().chain(&self.query.excluded);
        let near = clauses.flatten().filter(|atom| matches!(atom, Atom::Phrase { slop: 1.., .. }));
        if near.map(Atom::words).any(|words| words > MOST_NEAR_WORDS) {
            return Err(Error::bad_user_input(format!(
                "A phrase with ~ and a number can have {MOST_NEAR_WORDS} words at most. Leave some out, or leave the ~ out."
            )));
        }
        let open = |atom: &&Atom| matches!(atom, Atom::Prefix(_) | Atom::Spelling(_));
        let clauses = self.query.required.iter().chain(&self.query.excluded);
        let open = clauses.flatten().filter(open).count();
        if open > MOST_OPEN_WORDS {
            return Err(Error::bad_user_input(format!(
                "This search has {open} words with * or ~; at most {MOST_OPEN_WORDS} are possible. Write some of them out."
            )));
        }
        if self.query.required.is_empty() && !self.small.is_empty() {
            self.query.required = self.small;
            self.query.ignored.clear();
            self.query.run.clear();
        }
        Ok(self.query)
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
fn read_words(text: &str) -> Vec<(Atom, Typed)> {
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
    let mut groups: Vec<(Typed, Option<String>)> = Vec::new();
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
            Some((parts, _)) if tight => {
                parts.push((token.surface.to_owned(), token.acronym(text).is_some()));
            }
            _ => {
                groups
                    .push((vec![(token.surface.to_owned(), token.acronym(text).is_some())], None));
            }
        }
        last_end = Some(token.end);
    });
    let atom = |(typed, joined): (Typed, Option<String>)| {
        (compound(typed.iter().map(|(word, _)| word.clone()).collect(), joined), typed)
    };
    groups.into_iter().map(atom).collect()
}

/// Words as they were typed, and whether in capitals.
type Typed = Vec<(String, bool)>;

fn compound(mut parts: Vec<String>, joined: Option<String>) -> Atom {
    if parts.len() == 1 {
        return Atom::Word(parts.remove(0));
    }
    // The whole is only a word if it is the whole: in `16-18-year-olds` it is not.
    let joined = joined.filter(|whole| *whole == parts.concat());
    Atom::Compound { parts, joined }
}

/// A piece with an open end: its last word is the open one, words before it are whole.
fn read_open(
    text: &str,
    atom: impl Fn(String) -> Atom,
    shortest: usize,
) -> Option<Vec<(Atom, Typed)>> {
    let mut words = surfaces(text);
    let last = words.pop().filter(|word| word.chars().count() >= shortest)?;
    let words = words.into_iter().map(|word| (Atom::Word(word.clone()), vec![(word, false)]));
    Some(words.chain(std::iter::once((atom(last), Vec::new()))).collect())
}

fn is_hyphen(between: &str) -> bool {
    let mut characters = between.chars();
    characters.next().is_some_and(text::is_hyphen) && characters.next().is_none()
}

fn is_space(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '(' | ')' | '[' | ']' | '{' | '}')
}

fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '＂'
            | '〝'
            | '〞'
            | '❝'
            | '❞'
    )
}

fn is_single_quote(character: char) -> bool {
    matches!(character, '\'' | '‘' | '’' | '‚' | '‛')
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
            ("‘end of life’ care", "“end of life” care"),
            ("-‘acute bed’ care, ‚best start‘", "care “best start” -“acute bed”"),
            ("‘children’s services’~2", "“children services”~2"),
            ("‘carers’ rights’ and ‘best start’", "“carers rights” “best start”"),
            ("children’s carers’ ’tis ‘tis o’clock", "children carers tis tis oclock"),
            ("rock ‘n’ roll", "rock n roll"),
            ("'dying well' ‘unclosed", "“dying well” unclosed"),
            ("‹best start›", "“best start”"),
            ("16–18 16-18 2022−23", "“16 18” “16 18” “2022 23”"),
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
        let near = format!("\"{}\"~50", "care ".repeat(17));
        for text in ["x".repeat(100_000), "a b OR ".repeat(500), "ab* ".repeat(9), near] {
            let error = parse(&text).unwrap_err();
            assert_eq!(error.code(), crate::error::Code::BadUserInput);
        }
    }
}
