//! The types `Highlight` and `TextRange`: the words of a hit that matched, in their place.
//!
//! A page of hits has hundreds of ranges, so they are written at once where only plain fields are
//! asked for (`written`).

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, SimpleObject, Value,
    parser::types::{Field, SelectionSet},
    registry::Registry,
};

use super::{
    int::int,
    written::{Plain, WrittenHere, write_list, write_plain, written},
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

impl From<&query::Highlight> for Highlight {
    fn from(highlight: &query::Highlight) -> Self {
        let range = |&(start, end): &(usize, usize)| TextRange { start: int(start), end: int(end) };
        Self {
            field: highlight.field.to_owned(),
            text: highlight.text.clone(),
            ranges: highlight.ranges.iter().map(range).collect(),
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
        if context.data_opt::<WrittenHere>().is_some()
            && let Some(json) = write(self.0, &context.item.node)
        {
            return Ok(written(json));
        }
        let shown: Vec<Highlight> = self.0.iter().map(Highlight::from).collect();
        shown.resolve(context, field).await
    }
}

/// The fields of a highlight.
enum HighlightField {
    Field,
    Text,
    Ranges(Plain<RangeField>),
    Typename,
}

/// The fields of a range.
enum RangeField {
    Start,
    End,
    Typename,
}

/// Highlights as they were asked for; `None` where that takes more than plain fields.
fn write(highlights: &[query::Highlight], selected: &SelectionSet) -> Option<Vec<u8>> {
    let fields = Plain::read(selected, |name, selected| match name {
        "field" => Some(HighlightField::Field),
        "text" => Some(HighlightField::Text),
        "ranges" => Some(HighlightField::Ranges(read_range(selected)?)),
        "__typename" => Some(HighlightField::Typename),
        _ => None,
    })?;
    let mut json = Vec::with_capacity(highlights.iter().map(|it| it.text.len() + 256).sum());
    let highlight = |highlight: &query::Highlight, into: &mut Vec<u8>| {
        fields.write(into, |field, into| match field {
            HighlightField::Field => write_plain(highlight.field, into),
            HighlightField::Text => write_plain(&highlight.text, into),
            HighlightField::Typename => write_plain("Highlight", into),
            HighlightField::Ranges(fields) => {
                write_list(into, &highlight.ranges, |range, into| write_range(fields, *range, into))
            }
        })
    };
    write_list(&mut json, highlights, highlight).ok()?;
    Some(json)
}

fn read_range(selected: &SelectionSet) -> Option<Plain<RangeField>> {
    Plain::read(selected, |name, _| match name {
        "start" => Some(RangeField::Start),
        "end" => Some(RangeField::End),
        "__typename" => Some(RangeField::Typename),
        _ => None,
    })
}

fn write_range(
    fields: &Plain<RangeField>,
    (start, end): (usize, usize),
    into: &mut Vec<u8>,
) -> serde_json::Result<()> {
    fields.write(into, |field, into| match field {
        RangeField::Start => write_plain(int(start), into),
        RangeField::End => write_plain(int(end), into),
        RangeField::Typename => write_plain("TextRange", into),
    })
}
