//! The addresses of pages: typed, so that no face builds one of text. What a thing's page is
//! called stands here once, for links of the explorer and for `webUrl` of the API.

use crate::model::{NodeKey, NodeKind};

/// The path of a thing's page (without host), such as `/themes/best-start-in-life`.
///
/// A passage is shown in its document and a topic in its framework; for those the path ends in a
/// fragment.
pub fn page_path(key: &NodeKey) -> String {
    let slug = &key.slug;
    match key.kind {
        NodeKind::Partnership => format!("/partnerships/{slug}"),
        NodeKind::Strategy => format!("/strategies/{slug}"),
        NodeKind::Priority => format!("/priorities/{slug}"),
        NodeKind::Theme => format!("/themes/{slug}"),
        NodeKind::Partner => format!("/partners/{slug}"),
        NodeKind::Programme => format!("/programmes/{slug}"),
        NodeKind::Measure => format!("/measures/{slug}"),
        NodeKind::Document => format!("/documents/{slug}"),
        NodeKind::Passage => within("/documents", slug, "passage-"),
        NodeKind::Framework => format!("/frameworks/{slug}"),
        NodeKind::Topic => within("/frameworks", slug, "topic-"),
        NodeKind::Place => format!("/regions/{slug}"),
    }
}

/// The thing whose page has this path; `None` for other pages. Whether it exists is not known here.
pub fn find_key(path: &str) -> Option<NodeKey> {
    let (folder, slug) = path.strip_prefix('/')?.split_once('/')?;
    let kind = match folder {
        "partnerships" => NodeKind::Partnership,
        "strategies" => NodeKind::Strategy,
        "priorities" => NodeKind::Priority,
        "themes" => NodeKind::Theme,
        "partners" => NodeKind::Partner,
        "programmes" => NodeKind::Programme,
        "measures" => NodeKind::Measure,
        "documents" => NodeKind::Document,
        "frameworks" => NodeKind::Framework,
        "regions" => NodeKind::Place,
        _ => return None,
    };
    (!slug.is_empty() && !slug.contains('/')).then(|| NodeKey::new(kind, slug))
}

/// The page of the whole and, as a fragment, the part: both stand in the part's slug.
fn within(folder: &str, slug: &str, prefix: &str) -> String {
    match slug.rsplit_once('.') {
        Some((whole, part)) => format!("{folder}/{whole}#{prefix}{part}"),
        None => format!("{folder}/{slug}"),
    }
}

/// The parameter that pins a page or a question to a release.
pub const RELEASE: &str = "release";

/// The same address, pinned to a release. The names of releases need no encoding.
pub fn at_release(address: &str, release: &str) -> String {
    let (path, fragment) = match address.split_once('#') {
        Some((path, fragment)) => (path, format!("#{fragment}")),
        None => (address, String::new()),
    };
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}{RELEASE}={release}{fragment}")
}

/// The address at which the service is reached from outside, without a final slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// An address such as `https://strategraph.example`; a final slash is dropped.
    pub fn new(url: &str) -> Self {
        Self(url.trim_end_matches('/').to_owned())
    }

    /// The full address of a path that begins with a slash.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The full address of a thing's page as a release shows it.
    pub fn page_at(&self, key: &NodeKey, release: &str) -> String {
        self.join(&at_release(&page_path(key), release))
    }

    /// The full address of a thing's page.
    pub fn page(&self, key: &NodeKey) -> String {
        self.join(&page_path(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Word as _;

    #[test]
    fn a_page_tells_whose_it_is() {
        let whole = |kind: &&NodeKind| !matches!(kind, NodeKind::Passage | NodeKind::Topic);
        for kind in NodeKind::ALL.iter().filter(whole) {
            let key = NodeKey::new(*kind, "a-slug");
            assert_eq!(find_key(&page_path(&key)), Some(key));
        }
        for path in ["/", "/themes", "/themes/", "/strategies/a/changes", "/other/a"] {
            assert_eq!(find_key(path), None, "{path}");
        }
    }

    #[test]
    fn a_pinned_address_keeps_its_parameters_and_its_fragment() {
        assert_eq!(at_release("/themes", "2026.11"), "/themes?release=2026.11");
        assert_eq!(at_release("/search?q=a#hits", "r"), "/search?q=a&release=r#hits");
    }

    #[test]
    fn a_part_is_found_in_the_page_of_the_whole() {
        let base = BaseUrl::new("https://example.org/");
        assert_eq!(
            base.page(&NodeKey::new(NodeKind::Passage, "south-yorkshire-s1.4")),
            "https://example.org/documents/south-yorkshire-s1#passage-4"
        );
        assert_eq!(
            page_path(&NodeKey::new(NodeKind::Topic, "marmot.best-start")),
            "/frameworks/marmot#topic-best-start"
        );
    }
}
