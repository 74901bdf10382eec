//! A passage as it stands in lists: its words with what was found in them marked, and where it is.

use std::sync::Arc;

use crate::{
    explorer::address,
    model::{DocumentOrigin, NodeKind, Partnership, Passage, Span},
    query::{document_of, find_row},
    view::View,
};

use super::{Fragment, Link, Linked as _, Provenance, marked};

/// A passage in a list.
#[derive(Debug, Clone)]
pub(crate) struct PassageEntry {
    /// Its words.
    pub(crate) fragments: Vec<Fragment>,
    /// Its place in the reader; the text names the document.
    pub(crate) link: Link,
    /// The headings above it.
    pub(crate) headings: String,
    /// The page of the document.
    pub(crate) page: Option<i64>,
    /// Whose document it is.
    pub(crate) partnership: Option<Link>,
    /// Whether the words are ours, retelling the source.
    pub(crate) paraphrase: bool,
    /// The badge of what was found in it.
    pub(crate) provenance: Option<Provenance>,
}

impl PassageEntry {
    /// The entry of a passage with the words that show something marked.
    pub(crate) fn of(
        view: &View,
        passage: &Arc<Passage>,
        spans: &[Span],
        provenance: Option<Provenance>,
    ) -> Self {
        let document = document_of(view, passage);
        let partnership = document
            .as_ref()
            .and_then(|document| find_row::<Partnership>(view, document.partnership.as_ref()?));
        let ranges: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
        Self {
            fragments: marked(&passage.text, &ranges),
            link: Link::to(
                document.as_ref().map_or("Document", |document| document.title.as_str()),
                address::thing(NodeKind::Passage, &passage.slug),
            ),
            headings: passage.headings.join(" › "),
            page: passage.page,
            partnership: partnership.map(|partnership| partnership.link()),
            paraphrase: document.is_some_and(|document| document.origin == DocumentOrigin::Digest),
            provenance,
        }
    }
}
