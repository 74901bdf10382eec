//! How the published schema may change: nothing that somebody relies on is taken away without notice.
//!
//! schema/released.graphql is the schema of the last release. What is released is kept; what goes is
//! deprecated first, with a date. docs/schema-changelog.md tells the story.

use std::{collections::BTreeMap, env, fs, path::Path};

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, InputValueDefinition, Type, TypeKind, TypeSystemDefinition},
};
use strategraph::graphql::sdl;

/// A member of a type: a field with its arguments, a field of an input, a value of an enum, a member
/// of a union, an interface.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Member {
    kind: String,
    arguments: BTreeMap<String, Argument>,
    /// Whether it must be given (for fields of inputs).
    required: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Argument {
    kind: String,
    default: Option<String>,
    required: bool,
}

/// A type: what it is, and its members.
type Kinds = BTreeMap<String, (&'static str, BTreeMap<String, Member>)>;

fn read(sdl: &str) -> Kinds {
    let definitions = parse_schema(sdl).unwrap().definitions;
    let kinds = definitions.into_iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(definition) => Some(definition.node),
        _ => None,
    });
    kinds
        .map(|kind| {
            let (what, members) = members_of(&kind.kind);
            (kind.name.node.to_string(), (what, members))
        })
        .collect()
}

fn members_of(kind: &TypeKind) -> (&'static str, BTreeMap<String, Member>) {
    let bare = |name: &str| {
        let member = Member { kind: String::new(), arguments: BTreeMap::new(), required: false };
        (name.to_owned(), member)
    };
    match kind {
        TypeKind::Scalar => ("scalar", BTreeMap::new()),
        TypeKind::Object(object) => {
            let implements =
                object.implements.iter().map(|name| bare(&format!("implements {}", name.node)));
            ("type", fields(&object.fields).into_iter().chain(implements).collect())
        }
        TypeKind::Interface(interface) => ("interface", fields(&interface.fields)),
        TypeKind::Union(union) => {
            ("union", union.members.iter().map(|name| bare(&name.node)).collect())
        }
        TypeKind::Enum(kind) => {
            ("enum", kind.values.iter().map(|value| bare(&value.node.value.node)).collect())
        }
        TypeKind::InputObject(input) => {
            let member = |field: &InputValueDefinition| {
                let Argument { kind, required, .. } = argument(field);
                (field.name.node.to_string(), Member { kind, arguments: BTreeMap::new(), required })
            };
            ("input", input.fields.iter().map(|field| member(&field.node)).collect())
        }
    }
}

fn fields(
    fields: &[async_graphql::Positioned<async_graphql::parser::types::FieldDefinition>],
) -> BTreeMap<String, Member> {
    fields
        .iter()
        .map(|field| {
            let arguments = field.node.arguments.iter();
            let arguments = arguments
                .map(|one| (one.node.name.node.to_string(), argument(&one.node)))
                .collect();
            let kind = field.node.ty.node.to_string();
            (field.node.name.node.to_string(), Member { kind, arguments, required: false })
        })
        .collect()
}

fn argument(input: &InputValueDefinition) -> Argument {
    let default = input.default_value.as_ref().map(|value| value.node.to_string());
    let required = !input.ty.node.nullable && default.is_none();
    Argument { kind: input.ty.node.to_string(), default, required }
}

/// Everything by which a client of `old` could break with `new`.
fn breaking(old: &Kinds, new: &Kinds) -> Vec<String> {
    let mut found = Vec::new();
    for (name, (what, members)) in old {
        let Some((new_what, new_members)) = new.get(name) else {
            found.push(format!("{name} was removed"));
            continue;
        };
        if what != new_what {
            found.push(format!("{name} was {what} and is {new_what}"));
        }
        let is_input = *what == "input";
        for (member, old) in members {
            match new_members.get(member) {
                None => found.push(format!("{name}.{member} was removed")),
                Some(new) => compare(&format!("{name}.{member}"), old, new, is_input, &mut found),
            }
        }
        for (member, new) in new_members {
            if new.required && !members.contains_key(member) {
                found.push(format!("{name}.{member} is new and must be given"));
            }
        }
    }
    found
}

fn compare(place: &str, old: &Member, new: &Member, is_input: bool, found: &mut Vec<String>) {
    let (given, wanted) = if is_input { (old, new) } else { (new, old) };
    if !may_be_given(&given.kind, &wanted.kind) {
        found.push(format!("{place} was {} and is {}", old.kind, new.kind));
    }
    for (name, argument) in &old.arguments {
        let place = format!("{place}({name})");
        match new.arguments.get(name) {
            None => found.push(format!("{place} was removed")),
            Some(new) if !may_be_given(&argument.kind, &new.kind) => {
                found.push(format!("{place} was {} and is {}", argument.kind, new.kind));
            }
            Some(new) if new.default != argument.default => {
                found.push(format!("{place} had another default"));
            }
            Some(_) => {}
        }
    }
    for (name, argument) in &new.arguments {
        if argument.required && !old.arguments.contains_key(name) {
            found.push(format!("{place}({name}) is new and must be given"));
        }
    }
}

/// Whether a value of one type can stand where the other is wanted: the same type, or the same where
/// null is given up.
fn may_be_given(given: &str, wanted: &str) -> bool {
    match (Type::new(given), Type::new(wanted)) {
        (Some(given), Some(wanted)) => fits(&given, &wanted),
        // Values of enums and the like have no type.
        _ => given == wanted,
    }
}

fn fits(given: &Type, wanted: &Type) -> bool {
    (wanted.nullable || !given.nullable)
        && match (&given.base, &wanted.base) {
            (BaseType::Named(given), BaseType::Named(wanted)) => given == wanted,
            (BaseType::List(given), BaseType::List(wanted)) => fits(given, wanted),
            _ => false,
        }
}

#[test]
fn nothing_of_the_released_schema_is_taken_away() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/released.graphql");
    if env::var_os("RELEASE_SCHEMA").is_some() {
        fs::write(&path, sdl()).unwrap();
    }
    let released = fs::read_to_string(&path).unwrap();
    let found = breaking(&read(&released), &read(&sdl()));
    assert!(
        found.is_empty(),
        "These changes break clients of the released schema; deprecate first, or, where it must be, tell it in docs/schema-changelog.md and run RELEASE_SCHEMA=1 cargo test --test it graphql::evolution: {found:#?}"
    );
}

#[test]
fn every_kind_of_breaking_change_is_found_and_no_other() {
    let old = "type Query { a(x: Int, y: Int = 1): Int! b: [String] c: E d(i: I): Int } enum E { ONE TWO } input I { p: Int q: Int! } interface N { id: ID! } type T implements N { id: ID! }";
    let changed = |from: &str, to: &str| {
        assert!(old.contains(from), "{from}");
        breaking(&read(old), &read(&old.replace(from, to)))
    };
    for (from, to, says) in [
        ("enum E { ONE TWO }", "enum E { ONE }", "E.TWO was removed"),
        ("b: [String]", "", "Query.b was removed"),
        ("b: [String]", "b: String", "Query.b was [String] and is String"),
        (": Int! b", ": Int b", "Query.a was Int! and is Int"),
        ("x: Int, ", "", "Query.a(x) was removed"),
        ("x: Int,", "x: Int!,", "Query.a(x) was Int and is Int!"),
        ("x: Int,", "x: Int, z: Int!,", "Query.a(z) is new and must be given"),
        ("y: Int = 1", "y: Int = 2", "Query.a(y) had another default"),
        ("p: Int q", "p: Int r: Int! q", "I.r is new and must be given"),
        ("p: Int q", "p: Int! q", "I.p was Int and is Int!"),
        ("type T implements N", "type T", "T.implements N was removed"),
        ("enum E { ONE TWO }", "scalar E", "E was enum and is scalar"),
    ] {
        assert!(
            changed(from, to).iter().any(|found| found == says),
            "{says}: {:?}",
            changed(from, to)
        );
    }
    for (from, to) in [
        ("b: [String]", "b: [String!]! e: Int"),
        ("x: Int,", "x: Int, z: Int, w: Int! = 3,"),
        ("q: Int!", "q: Int r: Int"),
        ("ONE TWO", "ONE TWO THREE"),
    ] {
        assert_eq!(changed(from, to), [""; 0], "{to}");
    }
}

/// A deprecation tells what to use instead and from when on it may be gone: `… until 2027-05-01`.
#[test]
fn every_deprecation_has_a_reason_and_a_date() {
    let schema = sdl();
    for (_, rest) in schema.match_indices("@deprecated").map(|(at, _)| schema.split_at(at)) {
        let reason =
            rest.strip_prefix("@deprecated(reason: \"").and_then(|rest| rest.split_once('"'));
        let reason = reason.map(|(reason, _)| reason).unwrap_or_default();
        let date = reason.split_whitespace().last().unwrap_or_default();
        assert!(
            reason.len() > 20 && chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok(),
            "“{reason}” does not end in a date"
        );
    }
}
