//! The title of an item: the part of its text that names it, without marker, number, leading
//! article or “to”, closing stop, or the gloss after a dash or colon. A title is always a slice of
//! the text, so that its place is known.

use super::super::words::small_number;

/// The longest title before a colon or dash, in words: what is longer is a sentence.
const LONGEST_BEFORE_GLOSS: usize = 12;
/// A gloss after a dash has at least so many words; “– the first 1000 days” belongs to the name.
const SHORTEST_DASH_GLOSS: usize = 6;

/// The title of an item of a list.
pub(super) fn title(item: &str) -> &str {
    trimmed(without_gloss(without_number(item.trim())))
}

/// An item of an enumeration inside a sentence.
pub(super) fn part(item: &str) -> &str {
    let item = trimmed(without_number(item.trim()));
    let item = ["and ", "or ", "as well as "]
        .iter()
        .find_map(|joint| strip_start(item, joint))
        .unwrap_or(item);
    trimmed(item)
}

/// Whether a text can be a title at all: it has letters and is not a whole paragraph.
pub(super) fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=40).contains(&words) && text.chars().filter(|sign| sign.is_alphabetic()).count() >= 3
}

/// Without quotation marks around it, leading article or “to”, closing stop.
fn trimmed(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let before = text;
        text = text.trim_end_matches([';', ',', ':', '.', ' ', '–', '—']).trim();
        text = text.strip_suffix(" and").unwrap_or(text);
        text = text.strip_suffix("; and").unwrap_or(text).trim_end();
        text = unquoted(text);
        if text == before {
            break;
        }
    }
    let stripped = ["to ", "the ", "a ", "an "].iter().find_map(|lead| strip_start(text, lead));
    stripped.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

fn unquoted(text: &str) -> &str {
    let pairs = [('“', '”'), ('‘', '’'), ('"', '"'), ('\'', '\'')];
    pairs
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
        .filter(|inner| !inner.contains(['“', '"']))
        .unwrap_or(text)
}

fn strip_start<'text>(text: &'text str, start: &str) -> Option<&'text str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| text[start.len()..].trim_start())
}

/// Without a counter (`1.`, `2)`, `a)`) or the noun with its number (`Priority 3:`).
pub(super) fn without_number(text: &str) -> &str {
    let first = text.split_whitespace().next().unwrap_or_default();
    let bare = first.trim_start_matches('(').trim_end_matches(['.', ')', ':']);
    let counts = !bare.is_empty()
        && bare.len() <= 2
        && (bare.bytes().all(|byte| byte.is_ascii_digit())
            || (first.len() > bare.len() && bare.len() == 1));
    if counts && first.len() < text.len() {
        return text[first.len()..].trim_start_matches([' ', '-', '–', '—', ':', '|']);
    }
    match numbered(text) {
        Some(found) if !found.rest.is_empty() => found.rest,
        _ => text,
    }
}

/// `Priority 3: …`, `Ambition one – …`, `Strategic aim 2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbered<'text> {
    /// The words before the number, such as `Priority`.
    pub(super) noun: &'text str,
    /// The number.
    pub(super) number: usize,
    /// What follows, which may be empty.
    pub(super) rest: &'text str,
}

/// Nouns that are numbered in headings.
const NUMBERED: &[&str] = &[
    "priority",
    "ambition",
    "aim",
    "goal",
    "mission",
    "pillar",
    "objective",
    "outcome",
    "theme",
    "commitment",
    "enabler",
    "principle",
    "pledge",
    "area",
    "focus",
];

/// The noun, number and title of a numbered heading.
pub(super) fn numbered(text: &str) -> Option<Numbered<'_>> {
    let mut at = 0;
    let mut noun_seen = false;
    for (step, word) in text.split_whitespace().enumerate() {
        let from = at + text[at..].find(word)?;
        let to = from + word.len();
        let bare =
            word.trim_end_matches([':', '.', ',', ')', '–', '-', '|']).trim_start_matches('#');
        // “Theme A – …”: a capital letter counts where a dash or colon follows.
        let letter = match bare.as_bytes() {
            [letter @ b'A'..=b'H']
                if text[to..].trim_start().starts_with(['-', '–', '—', ':', '|'])
                    || to > from + bare.len() =>
            {
                Some(usize::from(letter - b'A') + 1)
            }
            _ => None,
        };
        if noun_seen
            && let Some(number) =
                small_number(bare).or(letter).filter(|number| (1..=20).contains(number))
        {
            let noun = text[..from].trim();
            let tail = &text[to..];
            let ends_number = to > from + bare.len()
                || tail.is_empty()
                || tail.trim_start().starts_with(['-', '–', '—', ':', '|', '('])
                || tail.trim_start().starts_with(char::is_uppercase);
            let rest = tail.trim_start_matches([' ', '-', '–', '—', ':', '|', '.']);
            return ends_number.then_some(Numbered { noun, number, rest });
        }
        if step >= 4 || !bare.chars().all(|sign| sign.is_alphabetic() || sign == '-') {
            return None;
        }
        noun_seen = NUMBERED.iter().any(|noun| noun.eq_ignore_ascii_case(bare));
        at = to;
    }
    None
}

/// What stands before the only dash of a text.
pub(super) fn before_dash(text: &str) -> Option<&str> {
    [" – ", " — ", " - "].iter().find_map(|dash| {
        let (before, after) = text.split_once(dash)?;
        (!after.contains(dash) && !before.trim().is_empty()).then_some(before.trim_end())
    })
}

/// What stands before the first dash of a text, of which most like it have a gloss there.
pub(super) fn before_first_dash(text: &str) -> &str {
    let at = [" – ", " — ", " - "].iter().filter_map(|dash| text.find(dash)).min();
    at.map_or(text, |at| text[..at].trim_end())
}

/// Without the gloss after a colon, a dash, or a first short sentence.
pub(super) fn without_gloss(text: &str) -> &str {
    if let Some(at) = text.find(": ") {
        let short = (1..=LONGEST_BEFORE_GLOSS).contains(&text[..at].split_whitespace().count());
        if short && text[at + 2..].split_whitespace().count() >= 2 {
            return &text[..at];
        }
    }
    for dash in [" – ", " — ", " - "] {
        let Some(at) = text.find(dash) else { continue };
        // Two dashes enclose something inside the title, unless a sentence begins behind the first.
        let rest = &text[at + dash.len()..];
        let begins = rest.starts_with("to ") || rest.starts_with(char::is_uppercase);
        if rest.contains(dash) && !(begins && text[..at].split_whitespace().count() <= 6) {
            continue;
        }
        let gloss = text[at + dash.len()..].split_whitespace().count();
        let before = text[..at].split_whitespace().count();
        if gloss >= SHORTEST_DASH_GLOSS && (1..=LONGEST_BEFORE_GLOSS).contains(&before) {
            return &text[..at];
        }
    }
    let before_bracket = without_bracket(text);
    if before_bracket.len() < text.len() {
        return before_bracket;
    }
    if let Some(at) = text.find(". ") {
        let before = text[..at].split_whitespace().count();
        if (1..=LONGEST_BEFORE_GLOSS).contains(&before) {
            return &text[..at];
        }
    }
    text
}

/// Without a gloss of several words in brackets at the end: “Start well (helping children to …)”.
pub(super) fn without_bracket(text: &str) -> &str {
    match text.find(" (").filter(|_| text.ends_with([')', '.'])) {
        Some(at) if at > 0 && text[at..].split_whitespace().count() >= 4 => &text[..at],
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_what_names_the_item() {
        assert_eq!(title("1. The best start in life."), "best start in life");
        assert_eq!(title("Priority 3: Ageing well"), "Ageing well");
        assert_eq!(title("Starting well: we will help every family to thrive"), "Starting well");
        assert_eq!(
            title("Warm homes – because a cold home makes people ill each winter"),
            "Warm homes"
        );
        assert_eq!(title("‘Living well’; and"), "Living well");
        assert_eq!(title("To tackle inequalities,"), "tackle inequalities");
    }

    #[test]
    fn what_belongs_to_the_name_stays() {
        assert_eq!(
            title("Best start in life – the first 1000 days"),
            "Best start in life – the first 1000 days"
        );
        assert_eq!(
            title("We will work together; either by preventing disease or by delaying it"),
            "We will work together; either by preventing disease or by delaying it"
        );
    }

    #[test]
    fn numbered_headings_are_read_and_sentences_are_not() {
        let found = numbered("Strategic Priority Two – Living well").unwrap();
        assert_eq!(
            (found.noun, found.number, found.rest),
            ("Strategic Priority", 2, "Living well")
        );
        assert_eq!(numbered("Ambition 4").unwrap().rest, "");
        assert_eq!(numbered("Theme B – Start well").unwrap().number, 2);
        assert_eq!(numbered("Theme A is new"), None);
        assert_eq!(numbered("Aim 1 is longer life for everybody"), None);
        assert_eq!(numbered("The area has 4 councils"), None);
    }
}
