//! What surrounds each page: title, description, canonical address, breadcrumbs, navigation.

use super::{address, parts::Link, pinned::ReleaseNote};

/// What surrounds a page; the template `layout.html` shows it.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// What the page is called in tabs and results; unique over all pages.
    pub(crate) title: String,
    /// One sentence for results of search engines and for previews.
    pub(crate) description: String,
    /// The one address of this content; `None` for pages that are not to be indexed.
    pub(crate) canonical: Option<String>,
    /// The way from the first page to the page above this one.
    pub(crate) crumbs: Vec<Link>,
    /// Which entry of the navigation is marked.
    pub(crate) section: Section,
    /// The revision from which the page is made.
    pub(crate) revision: Option<i64>,
    /// The release that is shown; `None` where it is the present.
    pub(crate) release: Option<ReleaseNote>,
    /// The feed of what changed about what the page shows.
    pub(crate) feed: Option<String>,
    /// What stands in the search box.
    pub(crate) searched: String,
}

/// The parts of the explorer that the navigation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// None of them.
    Elsewhere,
    /// Partnerships, regions, strategies and priorities.
    Partnerships,
    /// The theme scheme.
    Themes,
    /// Partnerships side by side.
    Compare,
    /// The register.
    Partners,
    /// Programmes and measures.
    Programmes,
    /// Frameworks and their topics.
    Frameworks,
    /// Documents and passages.
    Documents,
    /// Methods and limits.
    About,
}

/// An entry of the navigation.
pub(crate) struct Entry {
    /// Where it leads.
    pub(crate) link: Link,
    /// Whether the page belongs to it.
    pub(crate) here: bool,
}

impl Frame {
    /// The same frame with the way to the page above; the first page is put before it.
    pub(crate) fn under(mut self, crumbs: impl IntoIterator<Item = Link>) -> Self {
        self.crumbs = vec![Link::to("Home", address::HOME)];
        self.crumbs.extend(crumbs);
        self
    }

    /// The same frame with a feed of what changed about what the page shows.
    pub(crate) fn with_feed(mut self, feed: String) -> Self {
        self.feed = Some(feed);
        self
    }

    /// The entries of the navigation.
    pub(crate) fn navigation(&self) -> Vec<Entry> {
        [
            (Section::Partnerships, "Partnerships", address::PARTNERSHIPS),
            (Section::Themes, "Themes", address::THEMES),
            (Section::Compare, "Compare", address::COMPARE),
            (Section::Partners, "Partners", address::PARTNERS),
            (Section::Programmes, "Programmes", address::PROGRAMMES),
            (Section::Frameworks, "Frameworks", address::FRAMEWORKS),
            (Section::Documents, "Documents", address::DOCUMENTS),
            (Section::About, "About", address::ABOUT),
        ]
        .into_iter()
        .map(|(section, text, path)| Entry {
            link: Link::to(text, path),
            here: section == self.section,
        })
        .collect()
    }
}
