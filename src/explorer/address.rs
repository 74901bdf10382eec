//! The addresses of lists and forms, typed, so that no page builds one of text. The pages of
//! things have theirs in `http::addresses`.

use std::fmt::Write as _;

use crate::model::{NodeKey, NodeKind, Word};

pub(crate) use crate::http::addresses::page_path;

/// The first page.
pub(crate) const HOME: &str = "/";
/// Search.
pub(crate) const SEARCH: &str = "/search";
/// All partnerships.
pub(crate) const PARTNERSHIPS: &str = "/partnerships";
/// All regions.
pub(crate) const REGIONS: &str = "/regions";
/// The theme scheme.
pub(crate) const THEMES: &str = "/themes";
/// Partnerships side by side.
pub(crate) const COMPARE: &str = "/compare";
/// The register of partners.
pub(crate) const PARTNERS: &str = "/partners";
/// All programmes.
pub(crate) const PROGRAMMES: &str = "/programmes";
/// All documents.
pub(crate) const DOCUMENTS: &str = "/documents";
/// All frameworks.
pub(crate) const FRAMEWORKS: &str = "/frameworks";
/// What changed in the record.
pub(crate) const CHANGES: &str = "/changes";
/// Methods and limits.
pub(crate) const ABOUT: &str = "/about";
/// How programs ask.
pub(crate) const API: &str = "/api";
/// Data and downloads.
pub(crate) const DATA: &str = "/data";
/// How things hang together.
pub(crate) const GRAPH: &str = "/graph";
/// What the items of a partnership’s lists are about as bars, in a file.
pub(crate) const BARS_FILE: &str = "/pictures/bars.svg";
/// What it draws, as a file.
pub(crate) const GRAPH_FILE: &str = "/pictures/graph.svg";
/// The map of a theme as a file.
pub(crate) const MAP_FILE: &str = "/pictures/map.svg";
/// The programmes of a partnership on a time line, as a file.
pub(crate) const TIMELINE_FILE: &str = "/pictures/timeline.svg";
/// The check of quotations.
pub(crate) const QUOTATION: &str = "/quotation";
/// The console of the API that reads a query from its address.
pub(crate) const QUERY_CONSOLE: &str = "/console";
/// The console of the API, which another face serves.
pub(crate) const API_CONSOLE: &str = "/graphiql";

/// The page of the thing of a kind with a slug.
pub(crate) fn thing(kind: NodeKind, slug: &str) -> String {
    page_path(&NodeKey::new(kind, slug))
}

/// The picture of what is around a thing.
pub(crate) fn graph_around(thing: &NodeKey) -> String {
    Address::of(GRAPH).with("of", &thing.to_string()).finish()
}

/// How to cite a thing.
pub(crate) fn cite(thing: &NodeKey) -> String {
    format!("/cite/{}/{}", thing.kind.word(), thing.slug)
}

/// A thing with what belongs to it as a file.
pub(crate) fn data_of(thing: &NodeKey, ending: &str) -> String {
    format!("{DATA}/{}/{}.{ending}", thing.kind.word(), thing.slug)
}

/// Everything as a file.
pub(crate) fn data_of_everything(ending: &str) -> String {
    format!("{DATA}/strategraph.{ending}")
}

/// The console with a query in it.
pub(crate) fn console_with(query: &str) -> String {
    let mut address = format!("{QUERY_CONSOLE}#query=");
    percent_encode(query, &mut address);
    address
}

/// The page of a region.
pub(crate) fn region(region: crate::model::Region) -> String {
    thing(NodeKind::Place, region.word())
}

/// What changed in a strategy since the edition before it.
pub(crate) fn changes(strategy: &str) -> String {
    format!("{}/changes", thing(NodeKind::Strategy, strategy))
}

/// The feed of all changes.
pub(crate) fn feed() -> String {
    format!("{CHANGES}.atom")
}

/// The feed of what changed about a thing.
pub(crate) fn feed_of(kind: NodeKind, slug: &str) -> String {
    format!("{}/changes.atom", thing(kind, slug))
}

/// These partnerships side by side.
pub(crate) fn compare<'slug>(partnerships: impl IntoIterator<Item = &'slug str>) -> String {
    partnerships
        .into_iter()
        .fold(Address::of(COMPARE), |address, slug| address.with("partnership", slug))
        .finish()
}

/// The partnerships of a region side by side.
pub(crate) fn comparison_of(region: crate::model::Region) -> String {
    Address::of(COMPARE).with("region", region.word()).finish()
}

/// A search for a text.
pub(crate) fn search(text: &str) -> String {
    Address::of(SEARCH).with("q", text).finish()
}

/// An address that grows by parameters; empty ones are left out, so that each state of a page
/// has one shortest address.
pub(crate) struct Address(String);

impl Address {
    /// An address of this path without parameters.
    pub(crate) fn of(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// The same address with one more parameter, unless its value is empty.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.push(if self.0.contains('?') { '&' } else { '?' });
            self.0.push_str(name);
            self.0.push('=');
            percent_encode(value, &mut self.0);
        }
        self
    }

    /// The address as text.
    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// Everything but unreserved characters (RFC 3986, 2.3) becomes `%XX`.
fn percent_encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(into, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_only_the_parameters_that_say_something() {
        let address =
            Address::of(PARTNERS).with("text", "").with("kind", "vcse").with("after", "a&b=ü");
        assert_eq!(address.finish(), "/partners?kind=vcse&after=a%26b%3D%C3%BC");
    }
}
