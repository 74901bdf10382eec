//! Parts of an answer that are written as JSON at once, and the writing of the whole.
//!
//! The library makes a task, a map and a name for each field of each thing: of a page of hits or a
//! comparison that took several times as long as finding it. Lists of things are therefore written
//! where they are resolved, if of each thing only fields are asked for that it can write itself
//! ([`Written`]); anything else (named fragments, directives, arguments, other fields) goes the
//! usual way, with the same answer. `tests` of `graphql` hold both ways against each other.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value,
    parser::types::{Field, Selection, SelectionSet},
    registry::Registry,
    resolver_utils::EnumType,
};

use super::hollow::MARK;

/// In the data of a question whose answer is written by [`write_value`]: only such an answer may have
/// written parts.
pub(super) struct WrittenHere;

/// A thing that can write some of its fields. Each must be written as its resolver gives it.
pub(super) trait Written {
    /// The name of its type.
    fn typename(&self) -> &'static str;

    /// Writes the value of a field without arguments; `None` (whatever was written till then) where
    /// that takes a resolver.
    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        let _ = (name, selected, into);
        None
    }
}

impl<T: Written> Written for &T {
    fn typename(&self) -> &'static str {
        T::typename(self)
    }

    fn write_field(&self, name: &str, selected: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
        T::write_field(self, name, selected, into)
    }
}

/// A list of things that can write themselves.
pub(super) struct WrittenList<T>(pub(super) Vec<T>);

impl<T: OutputType + Written> OutputType for WrittenList<T> {
    fn type_name() -> Cow<'static, str> {
        Vec::<T>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<T>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Vec::<T>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        context: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let mut json = Vec::new();
        if context.data_opt::<WrittenHere>().is_some()
            && write_things(&self.0, &context.item.node, &mut json).is_some()
        {
            // No other value of an answer is binary: GraphQL over JSON has no such thing.
            return Ok(Value::Binary(json.into()));
        }
        self.0.resolve(context, field).await
    }
}

/// Writes things as a list of objects with the selected fields.
pub(super) fn write_things<T: Written>(
    things: impl IntoIterator<Item = T>,
    selected: &SelectionSet,
    into: &mut Vec<u8>,
) -> Option<()> {
    write_list(things, into, |thing, into| write_thing(&thing, selected, into))
}

/// Writes a list, each item by `write`.
pub(super) fn write_list<T>(
    items: impl IntoIterator<Item = T>,
    into: &mut Vec<u8>,
    mut write: impl FnMut(T, &mut Vec<u8>) -> Option<()>,
) -> Option<()> {
    into.push(b'[');
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            into.push(b',');
        }
        write(item, into)?;
    }
    into.push(b']');
    Some(())
}

/// Writes a thing that may be missing.
pub(super) fn write_some<T: Written>(
    thing: Option<&T>,
    selected: &SelectionSet,
    into: &mut Vec<u8>,
) -> Option<()> {
    match thing {
        Some(thing) => write_thing(thing, selected, into),
        None => write_plain(None::<()>, into),
    }
}

/// Writes a thing as an object with the selected fields.
pub(super) fn write_thing<T: Written>(
    thing: &T,
    selected: &SelectionSet,
    into: &mut Vec<u8>,
) -> Option<()> {
    let mut keys = Vec::with_capacity(selected.items.len());
    write_fields(thing, selected, &mut keys, into)?;
    if keys.is_empty() {
        into.push(b'{');
    }
    into.push(b'}');
    Some(())
}

fn write_fields<'document, T: Written>(
    thing: &T,
    selected: &'document SelectionSet,
    keys: &mut Vec<&'document str>,
    into: &mut Vec<u8>,
) -> Option<()> {
    for item in &selected.items {
        match &item.node {
            Selection::Field(Positioned { node: field, .. }) => {
                let key = field.response_key().node.as_str();
                if key == MARK {
                    continue;
                }
                if !field.directives.is_empty()
                    || !field.arguments.is_empty()
                    || keys.contains(&key)
                {
                    return None;
                }
                into.push(if keys.is_empty() { b'{' } else { b',' });
                keys.push(key);
                write_key(key, into);
                match field.name.node.as_str() {
                    "__typename" => write_plain(thing.typename(), into)?,
                    name => thing.write_field(name, &field.selection_set.node, into)?,
                }
            }
            Selection::InlineFragment(Positioned { node: fragment, .. }) => {
                let condition = fragment.type_condition.as_ref().map(|it| it.node.on.node.as_str());
                if !fragment.directives.is_empty() || condition == Some("Node") {
                    return None;
                }
                if condition.is_none_or(|condition| condition == thing.typename()) {
                    write_fields(thing, &fragment.selection_set.node, keys, into)?;
                }
            }
            Selection::FragmentSpread(_) => return None,
        }
    }
    Some(())
}

/// Writes a key and its colon. Names of GraphQL have only letters, digits and underscores.
fn write_key(name: &str, into: &mut Vec<u8>) {
    into.push(b'"');
    into.extend_from_slice(name.as_bytes());
    into.extend_from_slice(b"\":");
}

/// Writes a text, a number, yes or no, or a list of those; null for `None`.
pub(super) fn write_plain(value: impl serde::Serialize, into: &mut Vec<u8>) -> Option<()> {
    serde_json::to_writer(into, &value).ok()
}

/// Writes the name of a value of an enum.
pub(super) fn write_word<E: EnumType>(value: E, into: &mut Vec<u8>) -> Option<()> {
    let item = E::items().iter().find(|item| item.value == value)?;
    write_plain(item.name, into)
}

/// About how many bytes a value of an answer takes as JSON.
pub(super) fn length(value: &Value) -> usize {
    match value {
        Value::Binary(json) => json.len(),
        Value::String(text) => text.len() + 2,
        Value::List(items) => 2 + items.iter().map(|item| 1 + length(item)).sum::<usize>(),
        Value::Object(fields) => {
            2 + fields.iter().map(|(name, value)| name.len() + 4 + length(value)).sum::<usize>()
        }
        Value::Enum(_) | Value::Number(_) | Value::Boolean(_) | Value::Null => 12,
    }
}

/// Writes a value of an answer as JSON.
pub(super) fn write_value(value: &Value, into: &mut Vec<u8>) -> serde_json::Result<()> {
    match value {
        Value::Binary(json) => into.extend_from_slice(json),
        Value::String(text) => serde_json::to_writer(into, text)?,
        Value::Enum(name) => serde_json::to_writer(into, name.as_str())?,
        Value::Number(number) => serde_json::to_writer(into, number)?,
        Value::Boolean(answer) => into.extend_from_slice(if *answer { b"true" } else { b"false" }),
        Value::Null => into.extend_from_slice(b"null"),
        Value::List(items) => {
            into.push(b'[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    into.push(b',');
                }
                write_value(item, into)?;
            }
            into.push(b']');
        }
        Value::Object(fields) => {
            into.push(b'{');
            let told = fields.iter().filter(|(name, _)| name.as_str() != MARK);
            for (place, (name, value)) in told.enumerate() {
                if place > 0 {
                    into.push(b',');
                }
                write_key(name, into);
                write_value(value, into)?;
            }
            into.push(b'}');
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::{parser::parse_query, value};

    #[test]
    fn a_value_is_written_as_the_library_writes_it() {
        let value = value!({
            "text": "é \"quoted\"\n\u{7}", "numbers": [1, -2.5, 1e300], "yes": true, "none": null,
            "nested": { "empty": {}, "list": [] }
        });
        let mut own = Vec::new();
        write_value(&value, &mut own).unwrap();
        assert_eq!(String::from_utf8(own).unwrap(), serde_json::to_string(&value).unwrap());
    }

    struct Thing;

    impl Written for Thing {
        fn typename(&self) -> &'static str {
            "Thing"
        }

        fn write_field(&self, name: &str, _: &SelectionSet, into: &mut Vec<u8>) -> Option<()> {
            (name == "a").then(|| write_plain(7, into))?
        }
    }

    #[test]
    fn a_thing_writes_plain_fields_and_leaves_everything_else() {
        let written = |query: &str| {
            let document = parse_query(query).unwrap();
            let (_, operation) = document.operations.iter().next().unwrap();
            let mut json = Vec::new();
            write_thing(&Thing, &operation.node.selection_set.node, &mut json)?;
            Some(String::from_utf8(json).unwrap())
        };
        for (query, json) in [
            ("{ a x: a }", "{\"a\":7,\"x\":7}"),
            (
                "{ __typename ... on Thing { a } ... on Other { b } }",
                "{\"__typename\":\"Thing\",\"a\":7}",
            ),
            ("{ ... on Other { b } }", "{}"),
            ("{ ... on Other { b } __hollow: __typename }", "{}"),
        ] {
            assert_eq!(written(query).as_deref(), Some(json), "{query}");
        }
        for query in [
            "{ a b }",
            "{ a a }",
            "{ a ... { a } }",
            "{ a @skip(if: true) }",
            "{ a(b: 1) }",
            "{ ... on Node { a } }",
            "{ ...F } fragment F on Thing { a }",
        ] {
            assert_eq!(written(query), None, "{query}");
        }
    }
}
