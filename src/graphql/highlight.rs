//! The types `Highlight` and `TextRange`: the words of a hit that matched, in their place.
//!
//! A page of hits has hundreds of ranges. Where only plain fields are asked for, as nearly always,
//! they are put into the answer directly: a task for each number of each range took as long as
//! finding the hits. Anything else (fragments, directives) goes the usual way.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, Name, OutputType, Positioned, ServerResult, SimpleObject, Value,
    indexmap::IndexMap,
    parser::types::{Field, Selection, SelectionSet},
    registry::Registry,
};

use super::int::int;
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
        let direct = self.0.iter().map(|highlight| show(highlight, &context.item.node));
        if let Some(shown) = direct.collect::<Option<Vec<Value>>>() {
            return Ok(Value::List(shown));
        }
        let shown: Vec<Highlight> = self.0.iter().map(Highlight::from).collect();
        shown.resolve(context, field).await
    }
}

/// A highlight as it was asked for; `None` where that takes more than plain fields.
fn show(highlight: &query::Highlight, selected: &SelectionSet) -> Option<Value> {
    object(selected, |field| {
        Some(match field.name.node.as_str() {
            "field" => Value::from(highlight.field),
            "text" => Value::from(highlight.text.as_str()),
            "__typename" => Value::from("Highlight"),
            "ranges" => {
                let range = |range| show_range(range, &field.selection_set.node);
                Value::List(highlight.ranges.iter().map(range).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    })
}

fn show_range((start, end): &(usize, usize), selected: &SelectionSet) -> Option<Value> {
    object(selected, |field| {
        Some(match field.name.node.as_str() {
            "start" => Value::from(int(*start)),
            "end" => Value::from(int(*end)),
            "__typename" => Value::from("TextRange"),
            _ => return None,
        })
    })
}

/// An object of plain fields; `None` where there is anything else, or the same key twice.
fn object(selected: &SelectionSet, value: impl Fn(&Field) -> Option<Value>) -> Option<Value> {
    let mut object: IndexMap<Name, Value> = IndexMap::with_capacity(selected.items.len());
    for item in &selected.items {
        let Selection::Field(Positioned { node: field, .. }) = &item.node else { return None };
        if !field.directives.is_empty() {
            return None;
        }
        let key = field.response_key().node.clone();
        if object.insert(key, value(field)?).is_some() {
            return None;
        }
    }
    Some(Value::Object(object))
}
