//! Parts of an answer that are written as JSON at once, and the writing of the whole.
//!
//! A comparison of 42 partnerships by all themes has thousands of cells, a page of hits hundreds of
//! ranges. Where only plain fields of them are asked for, as nearly always, they are written out
//! where they are resolved: a task, a map and a name for each number took longer than everything
//! else. Anything else (fragments, directives, arguments) goes the usual way.

use async_graphql::{
    Positioned, Value,
    parser::types::{Field, Selection, SelectionSet},
};

/// In the data of a question whose answer is written by [`write_value`]: only such an answer may have
/// written parts.
pub(super) struct WrittenHere;

/// A part of an answer that is written already: one JSON value. (No other value of an answer is
/// binary: GraphQL over JSON has no such thing.)
pub(super) fn written(json: Vec<u8>) -> Value {
    Value::Binary(json.into())
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
            write_list(into, items, |item, into| write_value(item, into))?;
        }
        Value::Object(fields) => {
            into.push(b'{');
            for (place, (name, value)) in fields.iter().enumerate() {
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

/// Writes a list, each item by `write`.
pub(super) fn write_list<T>(
    into: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(T, &mut Vec<u8>) -> serde_json::Result<()>,
) -> serde_json::Result<()> {
    into.push(b'[');
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            into.push(b',');
        }
        write(item, into)?;
    }
    into.push(b']');
    Ok(())
}

/// Writes a key and its colon. Names of GraphQL have only letters, digits and underscores.
fn write_key(name: &str, into: &mut Vec<u8>) {
    into.push(b'"');
    into.extend_from_slice(name.as_bytes());
    into.extend_from_slice(b"\":");
}

/// The fields of an object as they are asked for: key and what to write there.
pub(super) struct Plain<F>(Vec<(Vec<u8>, F)>);

impl<F> Plain<F> {
    /// The fields of a selection, each read by `read`; `None` where there is more than plain fields
    /// that `read` knows.
    pub(super) fn read(
        selected: &SelectionSet,
        read: impl Fn(&str, &SelectionSet) -> Option<F>,
    ) -> Option<Self> {
        let mut fields: Vec<(Vec<u8>, F)> = Vec::with_capacity(selected.items.len());
        for item in &selected.items {
            let Selection::Field(Positioned { node: field, .. }) = &item.node else { return None };
            let Field { directives, arguments, .. } = field;
            if !directives.is_empty() || !arguments.is_empty() {
                return None;
            }
            let mut key = Vec::new();
            write_key(&field.response_key().node, &mut key);
            if fields.iter().any(|(known, _)| *known == key) {
                return None;
            }
            fields.push((key, read(&field.name.node, &field.selection_set.node)?));
        }
        Some(Self(fields))
    }

    /// Writes an object, the value of each field by `write`.
    pub(super) fn write(
        &self,
        into: &mut Vec<u8>,
        mut write: impl FnMut(&F, &mut Vec<u8>) -> serde_json::Result<()>,
    ) -> serde_json::Result<()> {
        into.push(b'{');
        for (place, (key, field)) in self.0.iter().enumerate() {
            if place > 0 {
                into.push(b',');
            }
            into.extend_from_slice(key);
            write(field, into)?;
        }
        into.push(b'}');
        Ok(())
    }
}

/// Writes a text or a whole number.
pub(super) fn write_plain(
    value: impl serde::Serialize,
    into: &mut Vec<u8>,
) -> serde_json::Result<()> {
    serde_json::to_writer(into, &value)
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

    #[test]
    fn only_plain_fields_are_written_at_once() {
        let read = |query: &str| {
            let document = parse_query(query).unwrap();
            let (_, operation) = document.operations.iter().next().unwrap();
            let known = |name: &str, _: &SelectionSet| (name == "a").then_some(7);
            let fields = Plain::read(&operation.node.selection_set.node, known)?;
            let mut written = Vec::new();
            fields.write(&mut written, |number, into| write_plain(number, into)).unwrap();
            Some(String::from_utf8(written).unwrap())
        };
        assert_eq!(read("{ a x: a }").as_deref(), Some("{\"a\":7,\"x\":7}"));
        for other in ["{ a b }", "{ a a }", "{ a @skip(if: true) }", "{ a(b: 1) }", "{ ... { a } }"]
        {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
