//! A look at a page's tags before anything parses it: parsers of HTML5 take quadratic time on
//! deep nesting and cannot be stopped from outside. Where the count differs from what a parser
//! would do, it counts too many open elements, never too few.

use super::super::{Limits, ReadError};

/// Elements that hold nothing, and elements that HTML closes by itself: an unclosed `<li>` or
/// `<p>` does not nest.
const NEVER_OPEN: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
    "option", "optgroup", "rp", "rt", "html", "head", "body",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title"];

/// Elements that the end tag of an ordinary element (`</span>`) does not close.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h",
    "header",
    "hgroup",
    "iframe",
    "main",
    "marquee",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "template",
    "ul",
    "svg",
    "math",
];

/// Elements that no end tag of an element outside them closes.
const FENCES: &[&str] = &["table", "template", "object", "marquee", "svg", "math", "button"];

/// Refuses a page with too many tags, or too many elements open at once.
pub(in super::super) fn refuse_costly_markup(html: &str, limits: Limits) -> Result<(), ReadError> {
    let mut open = OpenElements::default();
    let (mut tags, mut at) = (0_usize, 0_usize);
    while let Some(found) = html[at..].find('<') {
        at += found + 1;
        if html[at..].starts_with("!--") {
            at = html[at..].find("-->").map_or(html.len(), |end| at + end);
            continue;
        }
        let Some(tag) = Tag::at(&html[at..]) else { continue };
        tags += 1;
        if NEVER_OPEN.contains(&tag.name.as_str()) {
            // Holds nothing, or is closed by what follows.
        } else if tag.is_end {
            open.close(&tag.name);
        } else if RAW.contains(&tag.name.as_str()) && !open.in_drawing() {
            at = end_of_raw(html, at, &tag.name);
        } else if !(tag.closes_itself && (open.in_drawing() || is_drawing(&tag.name))) {
            open.0.push(tag.name);
        }
        if open.0.len() > limits.open_tags {
            return Err(ReadError::TooDeep { limit: limits.open_tags });
        }
        if tags > limits.tags {
            return Err(ReadError::TooMany { what: "HTML tags".into(), limit: limits.tags });
        }
    }
    Ok(())
}

struct Tag {
    /// In lower case; `h` for every level of heading, for one closes the other.
    name: String,
    is_end: bool,
    /// Ends in `/>`, which only drawings heed.
    closes_itself: bool,
}

impl Tag {
    /// The tag whose text after `<` begins here.
    fn at(text: &str) -> Option<Self> {
        let is_end = text.starts_with('/');
        let text = &text[usize::from(is_end)..];
        if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let mut name: String = text
            .chars()
            .take(32)
            .take_while(|character| character.is_ascii_alphanumeric() || *character == '-')
            .map(|character| character.to_ascii_lowercase())
            .collect();
        if matches!(name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            "h".clone_into(&mut name);
        }
        // A tag's end is looked for nearby only: one this long closes nothing by itself.
        let near = text.char_indices().take(2000).find(|(_, sign)| *sign == '>');
        let closes_itself = near.is_some_and(|(end, _)| text[..end].ends_with('/'));
        Some(Self { name, is_end, closes_itself })
    }
}

/// The names of the elements that are open, outermost first.
#[derive(Default)]
struct OpenElements(Vec<String>);

impl OpenElements {
    fn in_drawing(&self) -> bool {
        self.0.iter().any(|name| is_drawing(name))
    }

    /// An end tag closes the nearest element of its name and what is open inside it, unless
    /// something stands between that it does not reach through. A form's end closes nothing else.
    fn close(&mut self, name: &str) {
        let Some(place) = self.0.iter().rposition(|open| open == name) else { return };
        let barriers = if BLOCKS.contains(&name) { FENCES } else { BLOCKS };
        if self.0[place + 1..].iter().any(|inside| barriers.contains(&inside.as_str())) {
            return;
        }
        if name == "form" {
            self.0.remove(place);
        } else {
            self.0.truncate(place);
        }
    }
}

fn is_drawing(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

/// Where the content of a raw element ends; where it never does, the rest of the page is its
/// content.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let ending = format!("</{name}");
    html.as_bytes()[from..]
        .windows(ending.len())
        .position(|window| window.eq_ignore_ascii_case(ending.as_bytes()))
        .map_or(html.len(), |end| from + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_refused(html: &str) -> bool {
        refuse_costly_markup(html, Limits::default()) == Err(ReadError::TooDeep { limit: 512 })
    }

    #[test]
    fn deep_nesting_is_refused_however_it_is_dressed() {
        for layer in [
            "<div>",
            "<div></x>",
            "<b class=1><div></b>",
            "<span><div></span>",
            "<div><table></div>",
            "<form><div></form>",
        ] {
            assert!(is_refused(&layer.repeat(600)), "{layer}");
        }
        assert!(is_refused(&format!("<svg><style>{}</style>", "<div>".repeat(600))));
        assert!(is_refused(&format!("<!-->{}-->", "<div>".repeat(600))));
    }

    #[test]
    fn wide_pages_and_sloppy_pages_are_not_refused() {
        for layer in [
            "<li>an item",
            "<div>a</div>",
            "<h2>a</h3>",
            "<p><b>a</b>",
            "<div><span>a</div>",
            "<svg><path d='M0'/><g><rect/></g></svg>",
        ] {
            assert!(!is_refused(&layer.repeat(600)), "{layer}");
        }
    }

    #[test]
    fn tags_in_comments_and_scripts_do_not_count() {
        let tags = "<div>".repeat(600);
        assert!(!is_refused(&format!("<!-- {tags} --><script>{tags}</script><p>x")));
    }

    #[test]
    fn too_many_tags_are_refused() {
        let limits = Limits { tags: 10, ..Limits::default() };
        let refusal = refuse_costly_markup(&"<br>".repeat(11), limits);
        assert_eq!(refusal, Err(ReadError::TooMany { what: "HTML tags".into(), limit: 10 }));
    }
}
