//! Pages of a release: what says so, and links that stay in it.
//!
//! Each page writes its links as if there were only the present; here the finished page has them
//! pinned, so that no page can forget it. Not here: how a request is pinned (`app`).

use std::borrow::Cow;

use crate::{
    http::addresses::{RELEASE, at_release},
    model::Release,
};

/// What a page of a release says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReleaseNote {
    /// Its name.
    pub(crate) name: String,
    /// The day on which it was named, ISO 8601.
    pub(crate) day: String,
    /// What is to be known about it.
    pub(crate) note: Option<String>,
}

impl From<&Release> for ReleaseNote {
    fn from(release: &Release) -> Self {
        Self {
            name: release.name.clone(),
            day: release.at.get(..10).unwrap_or(&release.at).to_owned(),
            note: release.note.clone(),
        }
    }
}

/// The same page with every link into the site and every form pinned to a release. `base` is the
/// address of the service. Files of the page and links that name a release themselves stay.
pub(crate) fn pin_links(html: &str, base: &str, release: &str) -> String {
    let mut pinned = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        let (tag, after) = tag.split_at(tag.find('>').map_or(tag.len(), |end| end + 1));
        pinned.push_str(text);
        if tag.starts_with("<a ") || tag.starts_with("<link ") {
            pinned.push_str(&with_pinned_address(tag, base, release));
        } else {
            pinned.push_str(tag);
            if tag.starts_with("<form ") {
                let field =
                    format!("<input type=\"hidden\" name=\"{RELEASE}\" value=\"{release}\">");
                pinned.push_str(&field);
            }
        }
        rest = after;
    }
    pinned.push_str(rest);
    pinned
}

fn with_pinned_address<'tag>(tag: &'tag str, base: &str, release: &str) -> Cow<'tag, str> {
    let Some((before, rest)) = tag.split_once("href=\"") else { return tag.into() };
    let Some((address, after)) = rest.split_once('"') else { return tag.into() };
    let path = address.strip_prefix(base).unwrap_or(address);
    let inside = path.starts_with('/') || path.starts_with('?');
    if !inside || path.starts_with("/assets/") || path.contains("release=") {
        return tag.into();
    }
    // `&` stands in an attribute as `&amp;`.
    let pinned = at_release(address, release).replace("&release=", "&amp;release=");
    format!("{before}href=\"{pinned}\"{after}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pinned(html: &str) -> String {
        pin_links(html, "https://example.org", "r1")
    }

    #[test]
    fn links_into_the_site_stay_in_the_release_and_others_are_left_alone() {
        for (html, expected) in [
            ("<a class=\"x\" href=\"/themes\">", "<a class=\"x\" href=\"/themes?release=r1\">"),
            (
                "<a href=\"/search?q=a&amp;kind=b#hits\">",
                "<a href=\"/search?q=a&amp;kind=b&amp;release=r1#hits\">",
            ),
            ("<a href=\"?after=x\">", "<a href=\"?after=x&amp;release=r1\">"),
            (
                "<a href=\"https://example.org/themes\">",
                "<a href=\"https://example.org/themes?release=r1\">",
            ),
        ] {
            assert_eq!(pinned(html), expected);
        }
        for html in [
            "<a href=\"#top\">",
            "<a href=\"?release=\">the present</a>",
            "<a href=\"https://elsewhere.example/themes\">",
            "<link rel=\"stylesheet\" href=\"/assets/1/site.css\">",
            "a &lt; b and href=\"/themes\" as text",
        ] {
            assert_eq!(pinned(html), html);
        }
    }

    #[test]
    fn a_form_asks_the_release() {
        let form = "<form action=\"/search\" method=\"get\">";
        let field = "<input type=\"hidden\" name=\"release\" value=\"r1\">";
        assert_eq!(pinned(form), format!("{form}{field}"));
    }
}
