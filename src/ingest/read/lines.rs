//! What a single line of plain text looks like: its list marker, whether it could be a heading.
//! Deciding with its neighbours in view is `plain`.

/// Glyphs that begin a list item even without a space after them: nothing else begins with them.
const BULLETS: &str = "•‣◦▪▫●○■□➢➤►▶✓✔❖⁃∙\u{f0b7}\u{f0a7}\u{f0d8}\u{f0fc}";
/// Signs that begin a list item where a space follows.
const DASHES: &str = "-–—*+·→";

/// The marker of a list item, and the text after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marked<'line> {
    /// As written, such as `•`, `3.` or `(b)`.
    pub(super) marker: &'line str,
    /// Whether it counts: a number or letter rather than a glyph.
    pub(super) counts: bool,
    /// The text after it.
    pub(super) text: &'line str,
}

/// The list marker at the start of a trimmed line.
pub(super) fn find_marker(line: &str) -> Option<Marked<'_>> {
    // No marker begins with a capital, and most lines do.
    let first = line.chars().next().filter(|first| !first.is_ascii_uppercase())?;
    let after = &line[first.len_utf8()..];
    let spaced = after.starts_with(char::is_whitespace);
    let text = after.trim_start();
    if text.is_empty() {
        return None;
    }
    let marker = &line[..first.len_utf8()];
    // “o” is how Word's hollow bullet comes out of copying; a tab or two spaces tell it from a word.
    let hollow = first == 'o' && (after.starts_with('\t') || after.starts_with("  "));
    if BULLETS.contains(first) || (DASHES.contains(first) && spaced) || hollow {
        return Some(Marked { marker, counts: false, text });
    }
    find_counter(line)
}

/// Whether a text is nothing but a list marker.
pub(super) fn is_marker_alone(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 5
        && find_marker(&format!("{text}\tx")).is_some_and(|marked| marked.marker == text)
}

/// A counter: `1.`, `1)`, `(1)`, `a)`, `(a)`, `iv.`; not `2022.` and not `1.2`, which numbers a
/// section, nor `A.`, which begins a name.
fn find_counter(line: &str) -> Option<Marked<'_>> {
    let opened = line.strip_prefix('(').unwrap_or(line);
    let offset = line.len() - opened.len();
    // No counter is longer; the rest of a long line need not be looked at.
    let (end, _) = opened.char_indices().take(6).find(|(_, sign)| matches!(sign, '.' | ')'))?;
    if offset == 1 && !opened[end..].starts_with(')') {
        return None;
    }
    let counter = &opened[..end];
    let digits = !counter.is_empty()
        && counter.len() <= 2
        && counter.bytes().all(|byte| byte.is_ascii_digit());
    let letter = counter.len() == 1 && counter.bytes().all(|byte| byte.is_ascii_lowercase());
    let roman =
        (1..=4).contains(&counter.len()) && counter.bytes().all(|byte| b"ivx".contains(&byte));
    let after = &opened[end + 1..];
    let text = after.trim_start();
    ((digits || letter || roman) && after.starts_with(char::is_whitespace) && !text.is_empty())
        .then(|| Marked { marker: &line[..=offset + end], counts: true, text })
}

/// Whether a text has lines that are both indented like program code and bulleted.
pub(super) fn has_indented_bullets(text: &str) -> bool {
    text.lines().any(|line| {
        let trimmed = line.trim_start();
        line.len() - trimmed.len() >= 4
            && trimmed.chars().next().is_some_and(|first| BULLETS.contains(first))
    })
}

/// A section number at the start of a heading (`2`, `2.1`, `2.1.3`), as the number of its parts.
pub(super) fn section_depth(line: &str) -> Option<u8> {
    let number = line.split_whitespace().next()?.trim_end_matches('.');
    let parts: Vec<&str> = number.split('.').collect();
    let numeric = parts.iter().all(|part| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    (numeric && parts.len() <= 4 && line.len() > number.len() + 1)
        .then(|| u8::try_from(parts.len()).unwrap_or(4))
}

/// Whether a line by itself has the form of a heading: short, begins like a title, ends without
/// a stop, and is none of the short lines that are no headings (bylines, dates, links, files).
pub(super) fn is_heading_shaped(line: &str) -> bool {
    const LONGEST_CHARS: usize = 100;
    const MOST_WORDS: usize = 14;
    line.chars().count() <= LONGEST_CHARS
        && line.split_whitespace().count() <= MOST_WORDS
        && has_title_form(line)
}

/// Whether the first line of a text has the form of its title, which may be as long as the
/// headline of a news page.
pub(super) fn is_title_shaped(line: &str) -> bool {
    const LONGEST_CHARS: usize = 180;
    line.chars().count() <= LONGEST_CHARS && has_title_form(line)
}

fn has_title_form(line: &str) -> bool {
    let begins = line.trim_start_matches(['“', '‘', '"', '\'', '(']).chars().next();
    let begins_well = begins.is_some_and(|first| first.is_uppercase() || first.is_ascii_digit());
    let ends_open = !line.ends_with(['.', ',', ';', ':', '!', '…', '”', '|']);
    begins_well
        && ends_open
        && !breaks_off(line)
        && line.chars().any(char::is_alphabetic)
        && !is_byline(line)
        && !is_link_or_file(line)
        && !is_date(line)
}

/// Whether a line breaks off before its last word (“please contact us at”): what followed was a
/// link or a picture.
fn breaks_off(line: &str) -> bool {
    const NEVER_LAST: &[&str] = &[
        "a", "an", "and", "are", "at", "by", "for", "from", "in", "is", "of", "on", "or", "our",
        "the", "to", "with",
    ];
    line.split_whitespace().next_back().is_some_and(|last| NEVER_LAST.contains(&last))
}

/// Whether a line says who wrote, said or published something.
pub(super) fn is_byline(line: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "by ",
        "published ",
        "published:",
        "posted ",
        "posted:",
        "updated ",
        "updated:",
        "last updated",
        "written by",
        "author:",
        "authors:",
        "date:",
        "source:",
        "photo:",
        "photo by",
        "picture:",
        "image:",
        "caption:",
        "tags:",
        "category:",
        "categories:",
    ];
    const OFFICES: &[&str] = &[
        "chair",
        "chief",
        "director",
        "leader",
        "mayor",
        "officer",
        "manager",
        "minister",
        "councillor",
        "professor",
        "lead",
        "president",
        "secretary",
        "co-chair",
        "vice",
    ];
    let lower = line.to_lowercase();
    if OPENINGS.iter().any(|opening| lower.starts_with(opening)) {
        return true;
    }
    // “Jane Smith, Chair of the Board”: two to four capitalised words, then an office.
    let Some((name, office)) = line.split_once(", ") else { return false };
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = (2..=4).contains(&words.len())
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    is_name
        && office
            .to_lowercase()
            .split(|character: char| !character.is_alphabetic() && character != '-')
            .take(6)
            .any(|word| OFFICES.contains(&word))
}

/// Whether a line is what is left of a link, a button or a picture.
fn is_link_or_file(line: &str) -> bool {
    const CALLS: &[&str] = &[
        "read the ",
        "read more",
        "read our ",
        "find out more",
        "click ",
        "download ",
        "view the ",
        "see the ",
        "back to ",
        "skip to ",
        "share this",
        "sign up",
        "watch the ",
        "subscribe",
        "follow us",
        "print this",
    ];
    const FILES: &[&str] = &[
        ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".pdf", ".doc", ".docx", ".xlsx", ".pptx",
    ];
    let lower = line.to_lowercase();
    CALLS.iter().any(|call| lower.starts_with(call))
        || FILES.iter().any(|file| lower.ends_with(file))
        || ["://", "www.", "@"].iter().any(|part| lower.contains(part))
}

/// Whether a line is only a date, such as `24 October 2022`, `Monday 24 October` or `12/10/2022`.
fn is_date(line: &str) -> bool {
    const WORDS: &str = "january february march april may june july august september october november december \
        jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday";
    let is_number = |part: &str| {
        let digits = part.trim_end_matches(|character: char| character.is_ascii_lowercase());
        !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit() || b"/-.:".contains(&byte))
    };
    let mut parts = 0;
    line.bytes().any(|byte| byte.is_ascii_digit())
        && line.split([' ', ',']).filter(|part| !part.is_empty()).all(|part| {
            parts += 1;
            is_number(part) || WORDS.split_whitespace().any(|word| word.eq_ignore_ascii_case(part))
        })
        && (1..=6).contains(&parts)
}

/// Whether a line is printed in capitals: two words at least, or one long one.
pub(super) fn is_in_capitals(line: &str) -> bool {
    let letters = || line.chars().filter(|sign| sign.is_alphabetic());
    letters().count() >= 6 && !letters().any(char::is_lowercase)
}

/// Whether a short line names what stands below it: “Our priorities”, “Strategic aims 2023 to 2028”.
pub(super) fn names_items(line: &str) -> bool {
    const NOUNS: &[&str] = &[
        "priorities",
        "ambitions",
        "aims",
        "goals",
        "objectives",
        "outcomes",
        "pillars",
        "missions",
        "commitments",
        "promises",
        "themes",
        "enablers",
        "principles",
        "values",
    ];
    const AFTER: &[&str] = &["for", "to", "of", "until", "by", "are"];
    let words: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
    let named = |place: usize| {
        let next = words.get(place + 1);
        let ends = next.is_none_or(|next| {
            AFTER.contains(&next.as_str()) || next.starts_with(|sign: char| sign.is_ascii_digit())
        });
        NOUNS.contains(&words[place].as_str()) && ends
    };
    words.len() <= 7 && (0..words.len().min(5)).any(named)
}

/// Whether a line ends like a sentence.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['”', '"', '’', '\'', ')', ']']).ends_with(['.', '!', '?', ':', ';', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker(line: &str) -> Option<(&str, &str)> {
        find_marker(line).map(|marked| (marked.marker, marked.text))
    }

    #[test]
    fn markers_of_many_forms_are_found() {
        assert_eq!(marker("• act early"), Some(("•", "act early")));
        assert_eq!(marker("•act early"), Some(("•", "act early")));
        assert_eq!(marker("– act early"), Some(("–", "act early")));
        assert_eq!(marker("3. Act early"), Some(("3.", "Act early")));
        assert_eq!(marker("(b) act early"), Some(("(b)", "act early")));
        assert_eq!(marker("iv) act early"), Some(("iv)", "act early")));
        assert_eq!(marker("o\tact early"), Some(("o", "act early")));
    }

    #[test]
    fn lines_that_only_begin_like_a_marker_are_none() {
        for line in [
            "2022. That year",
            "1.2 Our partners",
            "A. Smith",
            "-5 degrees",
            "o act",
            "(see below) text",
            "e.g. this",
            "•",
        ] {
            assert_eq!(marker(line), None, "{line}");
        }
    }

    #[test]
    fn a_heading_has_the_form_of_a_title() {
        for line in [
            "Our priorities",
            "What matters to you?",
            "2.1 Workforce",
            "Priority 3: Prevention first",
        ] {
            assert!(is_heading_shaped(line), "{line}");
        }
    }

    #[test]
    fn a_line_names_items_only_where_their_noun_is_the_last_or_goes_on_in_time() {
        for line in ["Our priorities", "OUR AMBITIONS", "Strategic aims 2023 to 2028"] {
            assert!(names_items(line), "{line}");
        }
        for line in ["Outcomes framework", "Priorities fund round two", "News"] {
            assert!(!names_items(line), "{line}");
        }
        assert!(is_in_capitals("WHAT WILL BE DIFFERENT") && !is_in_capitals("NHS"));
    }

    #[test]
    fn short_lines_that_are_no_headings_are_told_apart() {
        for line in [
            "We will act early.",
            "Our priorities are:",
            "and the rest",
            "By Jane Smith",
            "Published 3 May 2023",
            "Jane Smith, Chair of the Board",
            "Download the strategy",
            "map-of-the-area.png",
            "24 October 2022",
            "www.example.org/strategy",
            "info@example.org",
            "2022",
            "For a printed copy please write to",
        ] {
            assert!(!is_heading_shaped(line), "{line}");
        }
    }
}
