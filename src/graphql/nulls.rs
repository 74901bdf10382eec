//! Nulls in the place of what failed, after the GraphQL specification (6.4.4): a field that may be
//! null becomes null; of one that may not, the nearest parent that may.
//!
//! The library leaves a failed field out of the answer, which typed clients cannot read.

use std::{collections::HashMap, sync::LazyLock};

use async_graphql::{
    Name, PathSegment, Positioned, ServerError, Value,
    indexmap::IndexMap,
    parser::{
        parse_query, parse_schema,
        types::{
            BaseType, DocumentOperations, ExecutableDocument, Field, OperationDefinition,
            OperationType, Selection, SelectionSet, Type, TypeKind, TypeSystemDefinition,
        },
    },
};

use super::schema::sdl;

/// The type of each field of each type.
static FIELDS: LazyLock<HashMap<(Name, Name), Type>> = LazyLock::new(|| list_fields(&sdl()));

/// Whether the type of this name has a field of this name.
pub(super) fn is_field(owner: &str, name: &str) -> bool {
    FIELDS.contains_key(&(Name::new(owner), Name::new(name)))
}

/// Puts nulls into the data of an answer to `query` for each error that has a path.
pub(super) fn complete(
    data: &mut Value,
    errors: &[ServerError],
    query: &str,
    operation: Option<&str>,
) {
    let failed: Vec<_> = errors.iter().filter(|error| !error.path.is_empty()).collect();
    if failed.is_empty() {
        return;
    }
    let Ok(document) = parse_query(query) else { return };
    let Some(operation) = find_operation(&document, operation) else { return };
    let places: Vec<_> = failed
        .iter()
        .map(|error| &error.path[..nullable_depth(&document, operation, &error.path)])
        .collect();
    // Where every field of the question failed, the library leaves out the whole.
    if *data == Value::Null && places.iter().all(|place| !place.is_empty()) {
        *data = Value::Object(IndexMap::new());
    }
    for place in places {
        set_null(data, place);
    }
}

/// How many segments of the path lead to the nearest thing that may be null; 0 is the whole data.
fn nullable_depth<'document>(
    document: &'document ExecutableDocument,
    operation: &'document OperationDefinition,
    path: &[PathSegment],
) -> usize {
    let mut depth = 0;
    let root = match operation.ty {
        OperationType::Query => "Query",
        OperationType::Mutation => "Mutation",
        OperationType::Subscription => "Subscription",
    };
    let mut sets = vec![(Name::new(root), &operation.selection_set.node)];
    let mut current: Option<&Type> = None;
    for (place, segment) in path.iter().enumerate() {
        current = match (segment, current.map(|kind| &kind.base)) {
            (PathSegment::Index(_), Some(BaseType::List(item))) => Some(item),
            (PathSegment::Index(_), _) => return depth,
            (PathSegment::Field(key), _) => {
                let found = fields_of(document, &sets, key);
                let Some(kind) = found.first().and_then(|(owner, field)| {
                    FIELDS.get(&(owner.clone(), field.name.node.clone()))
                }) else {
                    return depth;
                };
                let name = named(kind);
                sets = found
                    .iter()
                    .map(|(_, field)| (name.clone(), &field.selection_set.node))
                    .collect();
                Some(kind)
            }
        };
        if current.is_some_and(|kind| kind.nullable) {
            depth = place + 1;
        }
    }
    depth
}

/// The fields with this key in the answer, each with the type on which it is asked.
fn fields_of<'document>(
    document: &'document ExecutableDocument,
    sets: &[(Name, &'document SelectionSet)],
    key: &str,
) -> Vec<(Name, &'document Field)> {
    let mut found = Vec::new();
    let mut waiting = sets.to_vec();
    while let Some((owner, set)) = waiting.pop() {
        for Positioned { node, .. } in &set.items {
            match node {
                Selection::Field(field) if field.node.response_key().node == key => {
                    found.push((owner.clone(), &field.node));
                }
                Selection::Field(_) => {}
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let owner = condition.map_or(&owner, |condition| &condition.node.on.node);
                    waiting.push((owner.clone(), &fragment.node.selection_set.node));
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node)
                    {
                        let owner = fragment.node.type_condition.node.on.node.clone();
                        waiting.push((owner, &fragment.node.selection_set.node));
                    }
                }
            }
        }
    }
    found
}

/// The operation that is asked; the first where none is named and there are several.
pub(super) fn find_operation<'document>(
    document: &'document ExecutableDocument,
    operation: Option<&str>,
) -> Option<&'document OperationDefinition> {
    let operation = match (&document.operations, operation) {
        (DocumentOperations::Single(one), _) => Some(one),
        (DocumentOperations::Multiple(many), Some(name)) => many.get(name),
        (DocumentOperations::Multiple(many), None) => many.values().next(),
    };
    operation.map(|operation| &operation.node)
}

fn set_null(data: &mut Value, path: &[PathSegment]) {
    let Some((last, parents)) = path.split_last() else {
        *data = Value::Null;
        return;
    };
    let mut parent = data;
    for segment in parents {
        let child = match (segment, parent) {
            (PathSegment::Field(key), Value::Object(fields)) => fields.get_mut(key.as_str()),
            (PathSegment::Index(index), Value::List(items)) => items.get_mut(*index),
            // The parent is null already, for another error.
            _ => None,
        };
        let Some(child) = child else { return };
        parent = child;
    }
    match (last, parent) {
        (PathSegment::Field(key), Value::Object(fields)) => {
            fields.insert(Name::new(key), Value::Null);
        }
        (PathSegment::Index(index), Value::List(items)) => {
            if let Some(item) = items.get_mut(*index) {
                *item = Value::Null;
            }
        }
        _ => {}
    }
}

fn named(kind: &Type) -> Name {
    match &kind.base {
        BaseType::Named(name) => name.clone(),
        BaseType::List(item) => named(item),
    }
}

fn list_fields(sdl: &str) -> HashMap<(Name, Name), Type> {
    let mut list = HashMap::new();
    let definitions = parse_schema(sdl).map(|schema| schema.definitions).unwrap_or_default();
    for definition in definitions {
        let TypeSystemDefinition::Type(Positioned { node, .. }) = definition else { continue };
        let fields = match node.kind {
            TypeKind::Object(object) => object.fields,
            TypeKind::Interface(interface) => interface.fields,
            _ => continue,
        };
        for Positioned { node: field, .. } in fields {
            list.insert((node.name.node.clone(), field.name.node), field.ty.node);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::value;

    fn completed(mut data: Value, query: &str, path: &[&str]) -> Value {
        let mut error = ServerError::new("It failed.", None);
        error.path = path.iter().map(|key| PathSegment::Field((*key).to_owned())).collect();
        complete(&mut data, &[error], query, None);
        data
    }

    #[test]
    fn what_fails_in_the_answer_to_a_mutation_leaves_the_rest_of_it() {
        let query = "mutation { acceptProposal(id: \"x\") { revision proposal { id reason } } }";
        let data = value!({ "acceptProposal": { "revision": 7, "proposal": { "id": "x" } } });
        assert_eq!(
            completed(data.clone(), query, &["acceptProposal", "proposal", "reason"]),
            value!({ "acceptProposal": { "revision": 7, "proposal": { "id": "x", "reason": null } } })
        );
        assert_eq!(
            completed(data.clone(), query, &["acceptProposal", "proposal", "id"]),
            value!({ "acceptProposal": { "revision": 7, "proposal": null } })
        );
        assert_eq!(completed(data, query, &["acceptProposal", "revision"]), Value::Null);
        assert_eq!(
            completed(Value::Null, "{ node(id: \"x\") { id } }", &["node"]),
            value!({ "node": null })
        );
    }
}
