//! The shape of what is put into a question: everything of its variables on which its cost can depend.
//!
//! A cost comes of the sizes that are asked for, of how many things are named and of what is included,
//! never of the letters of a text. Not here: the cost itself (`cost`).

use async_graphql::{Request as Question, Value};

/// Longer ones are not worth keeping.
const LONGEST: usize = 512;

/// The shape of a question: its operation and its variables, each text without its letters. `None` where
/// there are very many.
pub(super) fn of(question: &Question) -> Option<Vec<u8>> {
    let mut shape = Vec::with_capacity(64);
    write_name(question.operation_name.as_deref().unwrap_or_default(), &mut shape);
    for (name, value) in &*question.variables {
        write_name(name, &mut shape);
        write(value, &mut shape);
        if shape.len() > LONGEST {
            return None;
        }
    }
    (shape.len() <= LONGEST).then_some(shape)
}

/// Every part says how long it is before it is written, so that no two questions of other shapes are
/// written the same, whatever stands in their names.
fn write(value: &Value, into: &mut Vec<u8>) {
    match value {
        Value::Null => into.push(b'n'),
        Value::String(_) => into.push(b's'),
        Value::Binary(_) => into.push(b'b'),
        Value::Boolean(answer) => into.push(if *answer { b't' } else { b'f' }),
        Value::Number(number) => {
            into.push(b'i');
            write_name(&number.to_string(), into);
        }
        Value::Enum(name) => {
            into.push(b'e');
            write_name(name, into);
        }
        Value::List(items) => {
            into.push(b'[');
            write_length(items.len(), into);
            // What is longer is not kept.
            items.iter().take(LONGEST).for_each(|item| write(item, into));
        }
        Value::Object(fields) => {
            into.push(b'{');
            write_length(fields.len(), into);
            for (name, value) in fields.iter().take(LONGEST) {
                write_name(name, into);
                write(value, into);
            }
        }
    }
}

fn write_name(name: &str, into: &mut Vec<u8>) {
    write_length(name.len(), into);
    into.extend_from_slice(name.as_bytes());
}

fn write_length(length: usize, into: &mut Vec<u8>) {
    into.extend_from_slice(&length.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::{Name, Variables, value};

    fn shape(variables: Value) -> Option<Vec<u8>> {
        of(&Question::new("{ themes { totalCount } }").variables(Variables::from_value(variables)))
    }

    #[test]
    fn questions_that_differ_in_letters_have_one_shape_and_others_not() {
        let first = shape(value!({ "q": "housing", "first": 20, "in": ["a", "b"] }));
        assert!(first.is_some());
        assert_eq!(first, shape(value!({ "q": "care at home", "first": 20, "in": ["c", "d"] })));
        for other in [
            value!({ "q": "housing", "first": 1000, "in": ["a", "b"] }),
            value!({ "q": "housing", "first": 20, "in": ["a"] }),
            value!({ "q": "housing", "first": 20, "in": "a" }),
            value!({ "q": null, "first": 20, "in": ["a", "b"] }),
            value!({ "q": true, "first": 20, "in": ["a", "b"] }),
            value!({ "first": 20, "in": ["a", "b"] }),
            value!({ "q": { "q": "housing" }, "first": 20, "in": ["a", "b"] }),
        ] {
            assert_ne!(shape(other.clone()), first, "{other}");
        }
        assert_eq!(shape(value!({ "in": vec!["a"; 1000] })), None);
    }

    #[test]
    fn no_name_passes_for_a_name_with_its_value() {
        let named = |pairs: [(&str, Value); 2]| {
            let variables = pairs.map(|(name, value)| (Name::new(name), value));
            shape(Value::Object(variables.into_iter().collect()))
        };
        let cheap = named([("first\0i1000", Value::Null), ("k", Value::Boolean(true))]);
        let costly = named([("first", value!(1000)), ("nk", Value::Boolean(true))]);
        assert!(costly.is_some());
        assert_ne!(cheap, costly);
    }

    #[test]
    fn the_operation_that_is_asked_for_is_part_of_the_shape() {
        let query = "query A { themes { totalCount } } query B { partners { totalCount } }";
        let asked = |name: &str| of(&Question::new(query).operation_name(name));
        assert_ne!(asked("A"), asked("B"));
    }
}
