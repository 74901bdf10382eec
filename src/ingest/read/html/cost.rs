//! A look at a page's tags before anything parses it: parsers of HTML5 take quadratic time on
//! deep nesting and cannot be stopped from outside.

use super::super::{Limits, ReadError};

/// Elements that hold nothing, and elements that HTML closes by itself: an unclosed `<li>` or
/// `<p>` does not nest.
const NEVER_OPEN: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
    "option", "optgroup", "rp", "rt", "html", "head", "body",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "noscript"];

/// Refuses a page with too many tags, or too many open at once.
pub(in super::super) fn refuse_costly_markup(html: &str, limits: Limits) -> Result<(), ReadError> {
    let bytes = html.as_bytes();
    let (mut open, mut tags, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
        let start = at + found + 1;
        at = start;
        if bytes[start..].starts_with(b"!--") {
            at = find_from(bytes, start, b"-->").unwrap_or(bytes.len());
            continue;
        }
        let is_end = bytes.get(start) == Some(&b'/');
        let name = name_at(&html[start + usize::from(is_end)..]);
        if name.is_empty() {
            continue;
        }
        tags += 1;
        if NEVER_OPEN.contains(&name.as_str()) {
            // Holds nothing, or is closed by what follows.
        } else if is_end {
            open = open.saturating_sub(1);
        } else if RAW.contains(&name.as_str()) {
            at = find_from(bytes, start, format!("</{name}").as_bytes()).unwrap_or(start);
            open += 1;
        } else {
            open += 1;
        }
        if open > limits.open_tags {
            return Err(ReadError::TooDeep { limit: limits.open_tags });
        }
        if tags > limits.tags {
            return Err(ReadError::TooMany { what: "HTML tags", limit: limits.tags });
        }
    }
    Ok(())
}

/// The tag name at the start of the text, in lower case; empty where there is none.
fn name_at(text: &str) -> String {
    if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return String::new();
    }
    text.chars()
        .take(32)
        .take_while(|character| character.is_ascii_alphanumeric() || *character == '-')
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

fn find_from(bytes: &[u8], from: usize, part: &[u8]) -> Option<usize> {
    bytes[from..]
        .windows(part.len())
        .position(|window| window.eq_ignore_ascii_case(part))
        .map(|found| from + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_is_refused_and_many_open_items_are_not() {
        let limits = Limits::default();
        let deep = "<div>".repeat(600);
        assert_eq!(refuse_costly_markup(&deep, limits), Err(ReadError::TooDeep { limit: 512 }));
        assert_eq!(refuse_costly_markup(&"<li>an item".repeat(600), limits), Ok(()));
        assert_eq!(refuse_costly_markup(&"<div>a</div>".repeat(600), limits), Ok(()));
    }

    #[test]
    fn tags_in_comments_and_scripts_do_not_count() {
        let page = format!("<!-- {0} --><script>{0}</script><p>x", "<div>".repeat(600));
        assert_eq!(refuse_costly_markup(&page, Limits::default()), Ok(()));
    }
}
