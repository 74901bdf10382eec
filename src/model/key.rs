//! How things are named: slugs, and the key of a node of the graph.

use std::{fmt, str::FromStr, sync::Arc};

use super::{NodeKind, Word as _};
use unicode_normalization::UnicodeNormalization as _;

/// A readable name that is stable and unique among the things of one kind, such as
/// `kent-and-medway`. Lower-case ASCII letters, digits, hyphens and (in passages) a full stop.
pub type Slug = Arc<str>;

/// The identity of a node: its kind and its slug. Written `kind:slug`, for instance
/// `theme:best-start-in-life`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeKey {
    /// What kind of thing it is.
    pub kind: NodeKind,
    /// Its name among the things of that kind.
    pub slug: Slug,
}

/// The text is not a node key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not the key of a node: expected kind:slug, for instance theme:best-start-in-life"
)]
pub struct ParseNodeKeyError(pub String);

impl NodeKey {
    /// The key of the thing of that kind with that slug; whether it exists is not known here.
    pub fn new(kind: NodeKind, slug: impl Into<Slug>) -> Self {
        Self { kind, slug: slug.into() }
    }
}

impl fmt::Display for NodeKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind.word(), self.slug)
    }
}

impl FromStr for NodeKey {
    type Err = ParseNodeKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split_once(':')
            .filter(|(_, slug)| !slug.is_empty())
            .and_then(|(kind, slug)| Some(Self::new(NodeKind::from_word(kind).ok()?, slug)))
            .ok_or_else(|| ParseNodeKeyError(text.to_owned()))
    }
}

/// Makes a slug of any text: accents and case folded, `&` read as “and”, apostrophes dropped,
/// everything else that is no letter or digit becomes a single hyphen. At most 80 characters,
/// cut at a hyphen where there is one.
pub fn slugify(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut slug = String::with_capacity(text.len());
    for character in text.replace('&', " and ").nfkd() {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            'A'..='Z' => slug.push(character.to_ascii_lowercase()),
            '\'' | '’' | '‘' | '\u{300}'..='\u{36f}' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    if slug.len() > LONGEST {
        slug.truncate(LONGEST + 1);
        slug.truncate(slug.rfind('-').unwrap_or(LONGEST));
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_plain_ascii() {
        assert_eq!(
            slugify("Children & young people’s “best start”"),
            "children-and-young-peoples-best-start"
        );
        assert_eq!(slugify("  Café — 1,001 Days  "), "cafe-1-001-days");
        assert_eq!(slugify("£%!"), "");
    }

    #[test]
    fn a_long_slug_is_cut_between_words() {
        let slug = slugify(&"word ".repeat(40));
        assert!(slug.len() <= 80 && slug.ends_with("word"), "{slug}");
    }

    #[test]
    fn a_key_reads_as_it_is_written() {
        let key = NodeKey::new(NodeKind::Theme, "best-start-in-life");
        assert_eq!(key.to_string().parse(), Ok(key));
        assert!("theme".parse::<NodeKey>().is_err());
        assert!("thema:x".parse::<NodeKey>().is_err());
    }
}
