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
/// The console of the API, which another face serves.
pub(crate) const API_CONSOLE: &str = "/graphiql";

/// The page of the thing of a kind with a slug.
pub(crate) fn thing(kind: NodeKind, slug: &str) -> String {
    page_path(&NodeKey::new(kind, slug))
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
