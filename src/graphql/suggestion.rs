//! “Did you mean”: the nearest field, argument or value of an enum for one that there is not, and all
//! there are where none is near; and what to do about the library's other refusals.
//!
//! Unknown slugs are the matter of `query`.

use std::{collections::HashMap, sync::LazyLock};

use async_graphql::{
    Positioned,
    parser::{
        parse_schema,
        types::{FieldDefinition, InputValueDefinition, TypeKind, TypeSystemDefinition},
    },
};

use super::schema::sdl;

/// The fields or values of each type of the schema; under `Type.field` the arguments of a field.
static NAMES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| list_names(&sdl()));

/// The words between which the library names the enum and the value.
const ENUM_VALUE: [(&str, &str, &str); 2] = [
    ("enumeration type \"", "\" does not contain the value \"", "\""),
    ("Failed to parse \"", "\": Enumeration type does not contain value \"", "\""),
];

/// What the library refuses, and what to do.
const WAYS_OUT: [(&str, &str); 3] = [
    ("expected type \"String\"", ": write text in quotation marks, such as \"dementia\""),
    (
        "not supported on this transport",
        " Subscribe over WebSocket at /graphql/ws or by server-sent events at /graphql/stream.",
    ),
    (
        "Operation name required",
        " There is more than one operation here: name the one to run in “operationName”.",
    ),
];

/// How like a name must be to be offered (Jaro-Winkler, 0 to 1).
const SIMILAR: f64 = 0.75;

/// The most fields that are told where none is near.
const MOST_TOLD: usize = 16;

/// The message, with what there is if it is about a name that there is not.
pub(super) fn complete(message: String) -> String {
    if message.contains("Did you mean") {
        return message;
    }
    if let Some((written, owner)) = read_unknown(&message) {
        let Some(names) = NAMES.get(&owner).filter(|names| !names.is_empty()) else {
            return message;
        };
        let stop = if message.ends_with('.') { "" } else { "." };
        return match nearest(names, written) {
            Some(near) => format!("{message}{stop} Did you mean “{near}”?"),
            None => format!("{message}{stop} It has {}.", some_of(names)),
        };
    }
    if let Some((_, way)) = WAYS_OUT.iter().find(|(refusal, _)| message.contains(refusal)) {
        return format!("{message}{way}");
    }
    let Some((kind, written)) = ENUM_VALUE.iter().find_map(|parts| read(&message, parts)) else {
        return message;
    };
    let Some(values) = NAMES.get(kind) else { return message };
    let near = nearest(values, &written.to_ascii_uppercase());
    let near = near.map(|near| format!(". The nearest is {near}")).unwrap_or_default();
    format!("{}{near}; there are {}", message.trim_end_matches('.'), values.join(", "))
}

/// A name that there is not, and where it was looked for: a type, or a field for its arguments.
fn read_unknown(message: &str) -> Option<(&str, String)> {
    let of_type = ("nknown field \"", "\" on type \"", "\"");
    let of_input = ("unknown field \"", "\" of type \"", "\"");
    if let Some((written, owner)) = read(message, &of_type).or_else(|| read(message, &of_input)) {
        return Some((written, owner.to_owned()));
    }
    let (written, rest) =
        message.strip_prefix("Unknown argument \"")?.split_once("\" on field \"")?;
    let (field, rest) = rest.split_once("\" of type \"")?;
    Some((written, format!("{}.{field}", rest.split_once('"')?.0)))
}

/// The names, of many the first and how many more there are.
fn some_of(names: &[String]) -> String {
    let told = &names[..names.len().min(MOST_TOLD)];
    match names.len() - told.len() {
        0 => told.join(", "),
        more => format!("{} and {more} more", told.join(", ")),
    }
}

fn nearest<'names>(names: &'names [String], written: &str) -> Option<&'names str> {
    let likeness = |name: &str| strsim::jaro_winkler(name, written);
    let near = names.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(near) >= SIMILAR).then_some(near)
}

fn read<'message>(
    message: &'message str,
    (before, between, after): &(&str, &str, &str),
) -> Option<(&'message str, &'message str)> {
    let (_, rest) = message.split_once(before)?;
    let (kind, rest) = rest.split_once(between)?;
    Some((kind, rest.split_once(after)?.0))
}

fn list_names(sdl: &str) -> HashMap<String, Vec<String>> {
    let definitions = parse_schema(sdl).map(|schema| schema.definitions).unwrap_or_default();
    let kinds = definitions.into_iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(definition) => Some(definition.node),
        _ => None,
    });
    let mut names = HashMap::new();
    for kind in kinds {
        let own = kind.name.node.to_string();
        names.extend(arguments_of(&own, &kind.kind));
        names.insert(own, names_of(&kind.kind));
    }
    names
}

/// The arguments of each field of an object, under `Type.field`.
fn arguments_of(owner: &str, kind: &TypeKind) -> Vec<(String, Vec<String>)> {
    let TypeKind::Object(object) = kind else { return Vec::new() };
    let of_field = |field: &Positioned<FieldDefinition>| {
        (format!("{owner}.{}", field.node.name.node), input_names(&field.node.arguments))
    };
    object.fields.iter().map(of_field).collect()
}

fn input_names(values: &[Positioned<InputValueDefinition>]) -> Vec<String> {
    values.iter().map(|value| value.node.name.node.to_string()).collect()
}

fn names_of(kind: &TypeKind) -> Vec<String> {
    let fields = |fields: &[Positioned<FieldDefinition>]| {
        fields.iter().map(|field| field.node.name.node.to_string()).collect()
    };
    match kind {
        TypeKind::Enum(kind) => {
            kind.values.iter().map(|value| value.node.value.node.to_string()).collect()
        }
        TypeKind::Object(kind) => fields(&kind.fields),
        TypeKind::Interface(kind) => fields(&kind.fields),
        TypeKind::InputObject(kind) => input_names(&kind.fields),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_not_there_gets_the_nearest() {
        let message = "Invalid value for argument \"editions\", enumeration type \"EditionPolicy\" does not contain the value \"CURENT\"";
        let completed = complete(message.to_owned());
        assert!(
            completed.ends_with("The nearest is CURRENT; there are CURRENT, ALL, DRAFTS_ONLY"),
            "{completed}"
        );
        let message = "Unknown field \"lable\" on type \"Theme\".";
        assert!(complete(message.to_owned()).ends_with("Did you mean “label”?"));
        let message = "Unknown field \"zzz\" on type \"Theme\".";
        let completed = complete(message.to_owned());
        assert!(completed.contains("It has id, ") && completed.contains("label"), "{completed}");
        let message = "Invalid value for argument \"filter\", unknown field \"topLevle\" of type \"ThemeFilter\"";
        assert!(complete(message.to_owned()).ends_with(". Did you mean “topLevel”?"));
        let message = "Unknown argument \"basis\" on field \"peers\" of type \"Partnership\".";
        let completed = complete(message.to_owned());
        assert!(completed.contains("It has by, "), "{completed}");
        let message = "Invalid value for argument \"slug\", expected type \"String\"";
        assert!(complete(message.to_owned()).contains("in quotation marks"));
        let message = "Subscriptions are not supported on this transport.";
        assert!(complete(message.to_owned()).contains("/graphql/ws"));
        let message = "Unknown field \"zzz\" on type \"Nothing\".";
        assert_eq!(complete(message.to_owned()), message);
        assert_eq!(complete("Something else".to_owned()), "Something else");
    }
}
