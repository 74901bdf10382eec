//! Releases: named revisions whose rows are kept for good, for citing and for asking again.

use serde::{Deserialize, Serialize};

/// A named revision. It never changes and is never removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Its name, such as `2026.11`.
    pub name: String,
    /// The revision that it names.
    pub revision: i64,
    /// When it was named, RFC 3339 in UTC.
    pub at: String,
    /// Who named it.
    pub by: String,
    /// What is to be known about it, in a sentence or two.
    pub note: Option<String>,
    /// The version of the program that froze its rows.
    pub program: String,
    /// How many rows it holds.
    pub rows: i64,
    /// SHA-256 of its rows, in hexadecimal digits: two releases with the same one say the same.
    pub sha256: String,
}

/// What a release may be called, in words.
pub const RELEASE_NAMES: &str = "1 to 40 lower-case letters, digits, full stops, hyphens and underscores, the first a letter or digit, for instance 2026.11; not “current” or “latest”";

/// Whether a release may have this name. See [`RELEASE_NAMES`].
pub fn is_release_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (1..=40).contains(&text.len())
        && text.bytes().next().is_some_and(plain)
        && text.bytes().all(|byte| plain(byte) || b".-_".contains(&byte))
        && !["current", "latest"].contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_safe_in_addresses_headers_and_paths() {
        for name in ["2026.11", "a", "2026.11-rc_1"] {
            assert!(is_release_name(name), "{name}");
        }
        let long = "a".repeat(41);
        for name in ["", ".", "..", ".hidden", "A", "a b", "a/b", "ä", "latest", "current", &long]
        {
            assert!(!is_release_name(name), "{name}");
        }
    }
}
