//! Random questions made from the schema, with arguments of the right types and wild values: none
//! ends in a panic or an error of ours, and every answer has the shape that its question asks for.

use std::collections::BTreeMap;

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, Type, TypeDefinition, TypeKind, TypeSystemDefinition},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use strategraph::{error::Code, graphql::sdl};

use super::{post, send, text};

const TEXTS: [&str; 12] = [
    "best-start-in-life",
    "sussex",
    "kent-and-medway",
    "marmot",
    "health",
    "\\\"end of life\\\"",
    "",
    "-",
    "south-east",
    "2023",
    "lancashire-and-south-cumbria-2023",
    "\u{1F980}\\u0000",
];
const IDS: [&str; 5] =
    ["dGhlbWU6YmVzdC1zdGFydC1pbi1saWZl", "cGFydG5lcnNoaXA6c3Vzc2V4", "dGhlbWU6YQ", "", "sussex"];
const NUMBERS: [i64; 9] = [0, 1, 2, 3, 5, 7, -1, 1001, 2_147_483_647];

/// The schema, with the choices that are still to be used up.
struct Making<'schema> {
    types: &'schema BTreeMap<String, TypeDefinition>,
    choices: std::vec::IntoIter<u16>,
}

/// A field of a question: its name, its type, and what is asked of it.
#[derive(Debug)]
struct Asked {
    name: String,
    kind: Type,
    text: String,
    below: Vec<Asked>,
}

impl Making<'_> {
    /// One of so many; the first when all choices are used up, so that questions end.
    fn choose(&mut self, many: usize) -> usize {
        usize::from(self.choices.next().unwrap_or(0)) % many.max(1)
    }

    fn select(&mut self, owner: &str, depth: usize) -> Vec<Asked> {
        let types = self.types;
        let fields = match &types[owner].kind {
            TypeKind::Object(object) => object.fields.as_slice(),
            TypeKind::Interface(interface) => interface.fields.as_slice(),
            _ => &[],
        };
        let mut chosen = BTreeMap::new();
        let many = if fields.is_empty() { 0 } else { 1 + self.choose(4) };
        for _ in 0..many {
            let field = &fields[self.choose(fields.len())].node;
            let name = field.name.node.to_string();
            let target = types.get(named(&field.ty.node));
            let is_leaf =
                target.is_none_or(|kind| matches!(kind.kind, TypeKind::Scalar | TypeKind::Enum(_)));
            if chosen.contains_key(&name) || (depth == 0 && !is_leaf) {
                continue;
            }
            let mut arguments = Vec::new();
            for argument in &field.arguments {
                let argument = &argument.node;
                let required = !argument.ty.node.nullable && argument.default_value.is_none();
                if required || self.choose(3) == 1 {
                    let value = self.value(&argument.ty.node, 3);
                    arguments.push(format!("{}: {value}", argument.name.node));
                }
            }
            let below =
                if is_leaf { Vec::new() } else { self.select(named(&field.ty.node), depth - 1) };
            let arguments = match arguments.as_slice() {
                [] => String::new(),
                some => format!("({})", some.join(", ")),
            };
            let selection =
                if is_leaf { String::new() } else { format!(" {{ {} }}", written(&below)) };
            let text = format!("{name}{arguments}{selection}");
            chosen.insert(name.clone(), Asked { name, kind: field.ty.node.clone(), text, below });
        }
        let mut chosen: Vec<_> = chosen.into_values().collect();
        let kind = Type::new("String!").unwrap();
        chosen.push(Asked {
            name: "__typename".to_owned(),
            kind,
            text: "__typename".to_owned(),
            below: Vec::new(),
        });
        chosen
    }

    fn value(&mut self, kind: &Type, depth: usize) -> String {
        let types = self.types;
        if kind.nullable && self.choose(8) == 7 {
            return "null".to_owned();
        }
        let name = match &kind.base {
            BaseType::List(item) => {
                let many = self.choose(3);
                let items: Vec<_> = (0..many).map(|_| self.value(item, depth)).collect();
                return format!("[{}]", items.join(", "));
            }
            BaseType::Named(name) => name.as_str(),
        };
        match name {
            "Int" => NUMBERS[self.choose(NUMBERS.len())].to_string(),
            "Float" => format!("{}.5", NUMBERS[self.choose(6)]),
            "Boolean" => ["true", "false"][self.choose(2)].to_owned(),
            "ID" => format!("\"{}\"", IDS[self.choose(IDS.len())]),
            _ => match types.get(name).map(|found| &found.kind) {
                Some(TypeKind::Enum(kind)) => {
                    kind.values[self.choose(kind.values.len())].node.value.node.to_string()
                }
                Some(TypeKind::InputObject(input)) => {
                    let mut fields = Vec::new();
                    for field in &input.fields {
                        let required =
                            !field.node.ty.node.nullable && field.node.default_value.is_none();
                        if required || (depth > 0 && self.choose(3) == 1) {
                            let value = self.value(&field.node.ty.node, depth.saturating_sub(1));
                            fields.push(format!("{}: {value}", field.node.name.node));
                        }
                    }
                    format!("{{{}}}", fields.join(", "))
                }
                _ => format!("\"{}\"", TEXTS[self.choose(TEXTS.len())]),
            },
        }
    }
}

fn written(fields: &[Asked]) -> String {
    fields.iter().map(|field| field.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn named(kind: &Type) -> &str {
    match &kind.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => named(item),
    }
}

/// What is wrong with a value that should be of this type.
fn check(
    value: &Value,
    kind: &Type,
    below: &[Asked],
    types: &BTreeMap<String, TypeDefinition>,
) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{value} is no {kind}: {what}"));
    if value.is_null() {
        return if kind.nullable { Ok(()) } else { wrong("it may not be null") };
    }
    match &kind.base {
        BaseType::List(item) => match value.as_array() {
            Some(items) => items.iter().try_for_each(|one| check(one, item, below, types)),
            None => wrong("it is no list"),
        },
        BaseType::Named(name) => {
            match (name.as_str(), types.get(name.as_str()).map(|found| &found.kind)) {
                ("Int", _)
                    if value.as_i64().is_none_or(|number| i32::try_from(number).is_err()) =>
                {
                    wrong("32 bits")
                }
                ("Float", _) if !value.is_number() => wrong("a number"),
                ("Boolean", _) if !value.is_boolean() => wrong("true or false"),
                ("String" | "ID", _) if !value.is_string() => wrong("a text"),
                (_, Some(TypeKind::Enum(kind))) => {
                    let known = kind.values.iter().any(|one| value == one.node.value.node.as_str());
                    if known { Ok(()) } else { wrong("an unknown value") }
                }
                (_, Some(TypeKind::Object(_) | TypeKind::Interface(_))) => {
                    check_object(value, below, types)
                }
                _ => Ok(()),
            }
        }
    }
}

fn check_object(
    value: &Value,
    below: &[Asked],
    types: &BTreeMap<String, TypeDefinition>,
) -> Result<(), String> {
    let Some(fields) = value.as_object() else { return Err(format!("{value} is no object")) };
    if fields.len() != below.len() {
        return Err(format!("{value} has other fields than {}", written(below)));
    }
    below.iter().try_for_each(|asked| match fields.get(&asked.name) {
        Some(field) => check(field, &asked.kind, &asked.below, types),
        None => Err(format!("{value} has no {}", asked.name)),
    })
}

fn check_answer(
    status: u16,
    body: &str,
    asked: &[Asked],
    types: &BTreeMap<String, TypeDefinition>,
) -> Result<(), String> {
    if status >= 500 {
        return Err(format!("status {status}"));
    }
    let answer: Value = serde_json::from_str(body).map_err(|error| error.to_string())?;
    let errors = answer["errors"].as_array().cloned().unwrap_or_default();
    for error in &errors {
        let code = error["extensions"]["code"].as_str().unwrap_or_default();
        let fine = [Code::BadUserInput, Code::NotFound, Code::TooCostly, Code::Unavailable];
        if !fine.iter().any(|known| known.as_str() == code) {
            return Err(format!("{error}"));
        }
    }
    match answer.get("data") {
        None | Some(Value::Null) if !errors.is_empty() => Ok(()),
        None => Err("neither data nor errors".to_owned()),
        Some(data) => check_object(data, asked, types),
    }
}

#[test]
fn random_questions_are_answered_or_refused_in_the_shape_of_the_schema() {
    let definitions = parse_schema(sdl()).unwrap().definitions;
    let types: BTreeMap<_, _> = definitions
        .into_iter()
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(kind) => Some((kind.node.name.node.to_string(), kind.node)),
            _ => None,
        })
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let choices = prop::collection::vec(any::<u16>(), 20..300);
    let result = runner.run(&choices, |choices| {
        let mut making = Making { types: &types, choices: choices.into_iter() };
        let asked = making.select("Query", 5);
        let query = format!("{{ {} }}", written(&asked));
        let (status, body) = runtime.block_on(async {
            let answer = send(post(json!({ "query": query }).to_string())).await;
            (answer.status().as_u16(), text(answer).await)
        });
        check_answer(status, &body, &asked, &types)
            .map_err(|wrong| TestCaseError::fail(format!("{wrong}\n{query}")))
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}
