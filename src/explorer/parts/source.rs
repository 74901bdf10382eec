//! Sources: how a claim names them, and the list at the end of a page to which claims point.

use crate::{
    model::{Slug, SourceKind, Speaker, Word as _, slugify},
    query::{SourceInfo, source_info},
    view::View,
};

use super::words::When;

/// A source as it stands in a list of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceEntry {
    /// The fragment by which claims of the same page point to it.
    pub(crate) anchor: String,
    /// Its key in the record, such as `S1`.
    pub(crate) key: String,
    /// Its title.
    pub(crate) title: String,
    /// Its address, where one is known.
    pub(crate) url: Option<String>,
    /// Who published it.
    pub(crate) publisher: Option<String>,
    /// What form it has, for people.
    pub(crate) kind: &'static str,
    /// Who speaks in it, for people.
    pub(crate) speaker: &'static str,
    /// When it was published.
    pub(crate) published: Option<When>,
}

impl From<SourceInfo> for SourceEntry {
    fn from(source: SourceInfo) -> Self {
        Self {
            anchor: format!("source-{}", slugify(&source.key)),
            key: source.key.rsplit('.').next().unwrap_or_default().to_owned(),
            title: source.title,
            url: source.url.filter(|url| is_web_address(url)),
            publisher: source.publisher,
            kind: SourceKind::from_word(source.kind).map_or("Document", SourceKind::label),
            speaker: Speaker::from_word(source.speaker).map_or("Not known", Speaker::label),
            published: source.published.map(When::from),
        }
    }
}

/// Only these lead out of the explorer: a record or a document must not bring in `javascript:`.
pub(crate) fn is_web_address(url: &str) -> bool {
    let url = url.trim_start().to_ascii_lowercase();
    url.starts_with("https://") || url.starts_with("http://")
}

/// A pointer from a claim to an entry of the page's list of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cite {
    /// The key that is read, such as `S1`.
    pub(crate) key: String,
    /// The fragment of the entry.
    pub(crate) anchor: String,
    /// The title of the source, for those who do not see where the pointer leads.
    pub(crate) title: String,
}

/// The list of sources of one page, which grows by what its claims cite.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources {
    entries: Vec<SourceEntry>,
}

impl Sources {
    /// Points to a source, which joins the list if it is not there. `None` for an unknown source.
    pub(crate) fn cite(&mut self, view: &View, id: &str) -> Option<Cite> {
        let entry = SourceEntry::from(source_info(view, id)?);
        let cite = Cite {
            key: entry.key.clone(),
            anchor: entry.anchor.clone(),
            title: entry.title.clone(),
        };
        if !self.entries.contains(&entry) {
            self.entries.push(entry);
        }
        Some(cite)
    }

    /// Points to several sources.
    pub(crate) fn cite_all<'id>(
        &mut self,
        view: &View,
        ids: impl IntoIterator<Item = &'id Slug>,
    ) -> Vec<Cite> {
        ids.into_iter().filter_map(|id| self.cite(view, id)).collect()
    }

    /// The list, in the order in which its entries were first cited.
    pub(crate) fn into_entries(self) -> Vec<SourceEntry> {
        self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_lead_out() {
        assert!(is_web_address("https://example.org"));
        assert!(is_web_address("HTTP://example.org"));
        assert!(!is_web_address("javascript:alert(1)"));
        assert!(!is_web_address("data:text/html,x"));
    }
}
