//! What is searched: one document for each node, its texts and what it can be filtered by.
//!
//! Here belong the types; `build.rs` makes documents from the record, `schema.rs` puts them into
//! the index.

use std::borrow::Cow;

use super::text::VALUE_SEPARATOR;
use crate::model::{AssertionMethod, Edition, NodeKey, PartialDate, Region, Slug, StrategyKind};

/// A class of text, with one weight (`weights.rs`). The order is that in which highlights are
/// shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The name, title or label.
    Name,
    /// Other names: aliases, alternative labels, codes.
    Alias,
    /// One clause or sentence of our own: gist, vision, definition.
    Summary,
    /// Headings above a passage.
    Heading,
    /// Running text: passages, values of measures, phrases and topics of a theme.
    Text,
    /// Titles and publishers of sources.
    Origin,
    /// What the thing belongs to: names of its partnership, titles of its strategy or document.
    /// A word may be found here only if another word of the query is found in the thing itself.
    Context,
}

impl Field {
    /// All classes, in order.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Alias,
        Self::Summary,
        Self::Heading,
        Self::Text,
        Self::Origin,
        Self::Context,
    ];

    /// Its place in [`Field::ALL`].
    pub(super) const fn index(self) -> usize {
        self as usize
    }

    /// A set of classes with only this one in it.
    pub(super) const fn bit(self) -> u8 {
        1 << self.index()
    }
}

/// One text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldText<'record> {
    /// Its class.
    pub field: Field,
    /// What it is called in highlights, such as `gist`.
    pub label: &'static str,
    /// The text.
    pub text: Cow<'record, str>,
}

/// A theme of a document, and how far that is trusted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentTheme {
    /// The theme; the wider themes of a document's themes are its themes as well.
    pub theme: Slug,
    /// The most trusted assertion that says so.
    pub method: AssertionMethod,
}

/// The strategy to which a document belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentStrategy {
    /// The strategy.
    pub slug: Slug,
    /// What kind of plan it is.
    pub kind: StrategyKind,
    /// Its edition.
    pub edition: Edition,
    /// Whether it is its partnership's current strategy.
    pub current: bool,
}

/// Everything that search knows of one node.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchDocument<'record> {
    /// Which node it is.
    pub key: NodeKey,
    /// What it is called in a list; a passage by its document and the heading above it.
    pub title: Cow<'record, str>,
    /// What is searched.
    pub texts: Vec<FieldText<'record>>,
    /// Partnerships to which it belongs; a partner can belong to several.
    pub partnerships: Vec<Slug>,
    /// Regions of these partnerships.
    pub regions: Vec<Region>,
    /// Its themes and their wider themes, each once.
    pub themes: Vec<DocumentTheme>,
    /// The strategy to which it belongs.
    pub strategy: Option<DocumentStrategy>,
    /// When it, or the strategy or source that it comes from, was published.
    pub published: Option<PartialDate>,
    /// The methods of the assertions that it is or carries.
    pub methods: Vec<AssertionMethod>,
    /// Who published it.
    pub publisher: Option<Cow<'record, str>>,
    /// The document of which it is a passage, or which it is.
    pub document: Option<Slug>,
}

impl SearchDocument<'_> {
    /// Writes the text of a class in place of what `whole` holds, its values with a separator
    /// between them; whether there is any.
    pub(super) fn write_text(&self, field: Field, whole: &mut String) -> bool {
        whole.clear();
        let mut any = false;
        for value in self.texts.iter().filter(|text| text.field == field) {
            if any {
                whole.push(VALUE_SEPARATOR);
            }
            whole.push_str(&value.text);
            any = true;
        }
        any
    }
}

/// Where highlights take the text of a hit from: the same texts, in the same order, of which its
/// search document was made.
pub trait Texts {
    /// The texts of a node except those of [`Field::Context`]; none if it does not exist.
    fn list_texts(&self, key: &NodeKey) -> Vec<FieldText<'_>>;
}
