//! The types `Highlight` and `TextRange`: the words of a hit that matched, in their place.
//!
//! They are written at once with their hits where nothing stands against it (`written`).

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, SimpleObject, Value,
    parser::types::{Field, SelectionSet},
    registry::Registry,
};

use super::{
    int::int,
    written::{Written, write_plain, write_things},
};
use crate::query;

/// One fragment of text, and the ranges of characters in it that matched.
#[derive(Debug, Clone, SimpleObject)]
struct Highlight {
    /// In which field of the thing the fragment stands, such as `name` or `text`.
    field: String,
    /// The fragment.
    text: String,
    /// What matched in it. Ranges do not overlap and come in order.
    ranges: Vec<TextRange>,
}

/// A range of characters, counted in Unicode scalar values: as Python counts them, not as
/// JavaScript does.
#[derive(Debug, Clone, Copy, SimpleObject)]
struct TextRange {
    /// The first character, from 0.
    start: i32,
    /// One past the last character.
    end: i32,
}

impl From<&(usize, usize)> for TextRange {
    fn from((start, end): &(usize, usize)) -> Self {
        Self { start: int(*start), end: int(*end) }
    }
}

impl From<&query::Highlight> for Highlight {
    fn from(highlight: &query::Highlight) -> Self {
        Self {
            field: highlight.field.to_owned(),
            text: highlight.text.clone(),
            ranges: highlight.ranges.iter().map(TextRange::from).collect(),
        }
    }
}

/// The highlights of a hit, shown: a list of [`Highlight`].
pub(super) struct Highlights<'hit>(pub(super) &'hit [query::Highlight]);

impl OutputType for Highlights<'_> {
    fn type_name() -> Cow<'static, str> {
        Vec::<Highlight>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<Highlight>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Vec::<Highlight>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        context: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let shown: Vec<Highlight> = self.0.iter().map(Highlight::from).collect();
        shown.resolve(context, field).await
    }
}

impl Written for query::Highlight {
    fn typename(&self) -> &'static str {
        "Highlight"
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "field" => write_plain(self.field, into),
            "text" => write_plain(&self.text, into),
            "ranges" => write_things(self.ranges.iter().map(TextRange::from), selected, into),
            _ => None,
        }
    }
}

impl Written for TextRange {
    fn typename(&self) -> &'static str {
        "TextRange"
    }

    fn write_field(&self, name: &str, _: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        match name {
            "start" => write_plain(self.start, into),
            "end" => write_plain(self.end, into),
            _ => None,
        }
    }
}
