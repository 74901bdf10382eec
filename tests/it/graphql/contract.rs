//! The published schema: locked, complete in its descriptions, and true to the contract.

use std::{collections::HashMap, env, fs, path::Path};

use super::data;
use serde_json::Value;
use strategraph::graphql::{INTROSPECTION, sdl};

#[test]
fn the_published_schema_is_the_schema_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/api.graphql");
    let built = sdl();
    if env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&path, &built).unwrap();
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    let differs = published.lines().zip(built.lines()).position(|(old, new)| old != new);
    assert!(
        published == built,
        "schema/api.graphql is not what the program has (first difference in line {}). Review the change, then run: UPDATE_SCHEMA=1 cargo test --test it graphql::contract",
        differs.map_or(published.lines().count().min(built.lines().count()), |line| line) + 1
    );
}

#[tokio::test]
async fn every_type_field_argument_and_value_is_described() {
    let schema = data(INTROSPECTION).await;
    let mut bare = Vec::new();
    for kind in schema["__schema"]["types"].as_array().unwrap() {
        let name = kind["name"].as_str().unwrap();
        if name.starts_with("__") {
            continue;
        }
        check(kind, name, &mut bare);
        for part in ["fields", "inputFields", "enumValues"] {
            for member in kind[part].as_array().into_iter().flatten() {
                let path = format!("{name}.{}", member["name"].as_str().unwrap());
                check(member, &path, &mut bare);
                for argument in member["args"].as_array().into_iter().flatten() {
                    let path = format!("{path}({})", argument["name"].as_str().unwrap());
                    check(argument, &path, &mut bare);
                }
            }
        }
    }
    assert!(bare.is_empty(), "without description: {bare:#?}");
}

fn check(described: &Value, path: &str, bare: &mut Vec<String>) {
    let description = described["description"].as_str().unwrap_or_default();
    if description.len() < 4 || !description.ends_with(['.', ':', ')', '`']) {
        bare.push(format!("{path}: {description}"));
    }
}

#[tokio::test]
async fn the_introspection_query_of_common_tools_is_within_the_limits() {
    // As deep as GraphiQL and graphql-js ask: nine levels of ofType.
    let reference =
        (0..9).fold("kind name".to_owned(), |inner, _| format!("kind name ofType {{ {inner} }}"));
    let query = format!(
        "query IntrospectionQuery {{ __schema {{ queryType {{ name kind }} mutationType {{ name kind }} subscriptionType {{ name kind }}
           types {{ ...FullType }} directives {{ name description locations args(includeDeprecated: true) {{ ...InputValue }} }} }} }}
         fragment FullType on __Type {{ kind name description specifiedByURL
           fields(includeDeprecated: true) {{ name description args(includeDeprecated: true) {{ ...InputValue }} type {{ ...TypeRef }} isDeprecated deprecationReason }}
           inputFields(includeDeprecated: true) {{ ...InputValue }} interfaces {{ ...TypeRef }}
           enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }} possibleTypes {{ ...TypeRef }} }}
         fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue isDeprecated deprecationReason }}
         fragment TypeRef on __Type {{ {reference} }}"
    );
    assert_eq!(data(&query).await["__schema"]["queryType"]["name"], "Query");
}

/// Every field that outsiders rely on, with its arguments and its exact type. A line is
/// `Type: field(argument: Type = default): Type …`; inputs and enums are listed in the same way.
const CONTRACT: &str = include_str!("contract.txt");

#[tokio::test]
async fn what_outsiders_rely_on_has_its_exact_names_and_types() {
    let schema = data(INTROSPECTION).await;
    let known = members_of(&schema);
    let missing: Vec<String> = CONTRACT
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .flat_map(|line| {
            let (owner, members) = line.split_once(": ").unwrap();
            let known = known.get(owner).cloned().unwrap_or_default();
            members
                .split("; ")
                .filter(|member| !known.iter().any(|there| keeps(there, member)))
                .map(|member| format!("{owner}.{member}; there is {known:?}"))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Whether a member is what was promised. Arguments that nobody has to give may have joined it: every
/// question that was asked before is answered as before.
fn keeps(there: &str, promised: &str) -> bool {
    let (name, arguments, kind) = parts(there);
    let (promised_name, promised_arguments, promised_kind) = parts(promised);
    let optional = |argument: &&str| !argument.ends_with('!') || argument.contains(" = ");
    (name, kind) == (promised_name, promised_kind)
        && promised_arguments.iter().all(|argument| arguments.contains(argument))
        && arguments.iter().filter(|argument| !promised_arguments.contains(argument)).all(optional)
}

/// Name, arguments and type of a member.
fn parts(member: &str) -> (&str, Vec<&str>, &str) {
    let (name, kind) = member.rsplit_once(": ").unwrap_or((member, ""));
    match member.split_once('(').zip(member.rsplit_once("): ")) {
        None => (name, Vec::new(), kind),
        Some(((name, _), (before, kind))) => {
            let arguments = before.split_once('(').map_or("", |(_, arguments)| arguments);
            (name, arguments.split(", ").collect(), kind)
        }
    }
}

#[test]
fn an_argument_that_must_be_given_or_another_type_breaks_a_promise() {
    let promised = "peers(by: Basis = CONTENT): [Peer!]!";
    assert!(keeps("peers(by: Basis = CONTENT, first: Int): [Peer!]!", promised));
    assert!(keeps("peers(by: Basis = CONTENT, of: Int! = 1): [Peer!]!", promised));
    for broken in [
        "peers(by: Basis = CONTENT, first: Int!): [Peer!]!",
        "peers(by: Basis = CONTEXT): [Peer!]!",
        "peers(by: Basis = CONTENT): [Peer]!",
        "peers: [Peer!]!",
    ] {
        assert!(!keeps(broken, promised), "{broken}");
    }
}

/// The members of every type, as the contract writes them.
fn members_of(schema: &Value) -> HashMap<String, Vec<String>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    list(&schema["__schema"]["types"])
        .iter()
        .map(|kind| {
            let mut members = Vec::new();
            for field in list(&kind["fields"]) {
                let arguments: Vec<_> = list(&field["args"]).iter().map(input).collect();
                let arguments = match arguments.as_slice() {
                    [] => String::new(),
                    some => format!("({})", some.join(", ")),
                };
                let name = field["name"].as_str().unwrap();
                members.push(format!("{name}{arguments}: {}", reference(&field["type"])));
            }
            members.extend(list(&kind["inputFields"]).iter().map(input));
            for value in list(&kind["enumValues"]) {
                members.push(value["name"].as_str().unwrap().to_owned());
            }
            for interface in list(&kind["interfaces"]) {
                members.push(format!("implements {}", interface["name"].as_str().unwrap()));
            }
            (kind["name"].as_str().unwrap().to_owned(), members)
        })
        .collect()
}

fn input(value: &Value) -> String {
    let default = value["defaultValue"].as_str().map(|text| format!(" = {text}"));
    let name = value["name"].as_str().unwrap();
    format!("{name}: {}{}", reference(&value["type"]), default.unwrap_or_default())
}

fn reference(kind: &Value) -> String {
    match kind["kind"].as_str().unwrap() {
        "NON_NULL" => format!("{}!", reference(&kind["ofType"])),
        "LIST" => format!("[{}]", reference(&kind["ofType"])),
        _ => kind["name"].as_str().unwrap().to_owned(),
    }
}
