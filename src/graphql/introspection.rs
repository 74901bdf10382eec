//! The introspection query, for tools that ask the bare endpoint for its schema, and for our own
//! console; and how far a question may follow the schema through itself.

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

use crate::error::{Code, Error, Result};

/// Everything that tools want to know of the schema.
pub const INTROSPECTION: &str = include_str!("introspection.graphql");

/// Lists of the schema that lead back into it. Tools ask for each once; each further level
/// multiplies the answer by the number of all fields.
const LEADING_BACK: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];
/// How many of them may lie in each other (graphql-js has the same bound).
const DEEPEST: usize = 2;

/// How much of the schema one question may ask for: a `__type` counts 1, the whole schema 10.
const MOST: usize = 30;

/// Refuses a question that goes through the schema in circles, or asks for it again and again.
/// `size` has bounded the document.
///
/// # Errors
/// `TOO_COSTLY`.
pub(super) fn check(document: &ExecutableDocument) -> Result<()> {
    let sets = || document.operations.iter().map(|(_, one)| &one.node.selection_set.node);
    let refuse = |message: String| Err(Error::new(Code::TooCostly, message));
    if sets().map(|set| weight(document, set)).sum::<usize>() > MOST {
        return refuse(
            "The question asks for the schema again and again. Ask for it once".to_owned(),
        );
    }
    if sets().any(|set| goes_in_circles(document, set, false, 0)) {
        return refuse(format!(
            "The question follows the schema through itself: lists such as “fields” and “possibleTypes” may lie at most {DEEPEST} deep in each other. Ask the address without a question for the whole schema"
        ));
    }
    Ok(())
}

/// How much of the schema a selection at the root asks for.
fn weight(document: &ExecutableDocument, set: &SelectionSet) -> usize {
    let weights = set.items.iter().map(|selection| match &selection.node {
        Selection::Field(field) => match field.node.name.node.as_str() {
            "__schema" => 10,
            "__type" => 1,
            _ => 0,
        },
        Selection::InlineFragment(fragment) => weight(document, &fragment.node.selection_set.node),
        Selection::FragmentSpread(spread) => document
            .fragments
            .get(&spread.node.fragment_name.node)
            .map_or(0, |fragment| weight(document, &fragment.node.selection_set.node)),
    });
    weights.sum()
}

fn is_of_schema(name: &str) -> bool {
    matches!(name, "__schema" | "__type")
}

fn goes_in_circles(
    document: &ExecutableDocument,
    set: &SelectionSet,
    inside: bool,
    lists: usize,
) -> bool {
    lists > DEEPEST
        || set.items.iter().any(|selection| match &selection.node {
            Selection::Field(field) => {
                let name = field.node.name.node.as_str();
                let inside = inside || is_of_schema(name);
                let lists = lists + usize::from(inside && LEADING_BACK.contains(&name));
                inside && goes_in_circles(document, &field.node.selection_set.node, inside, lists)
            }
            Selection::InlineFragment(fragment) => {
                goes_in_circles(document, &fragment.node.selection_set.node, inside, lists)
            }
            Selection::FragmentSpread(spread) => {
                let fragment = document.fragments.get(&spread.node.fragment_name.node);
                fragment.is_some_and(|fragment| {
                    goes_in_circles(document, &fragment.node.selection_set.node, inside, lists)
                })
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;

    fn fits(query: &str) -> bool {
        check(&parse_query(query).unwrap()).is_ok()
    }

    #[test]
    fn tools_are_answered_and_circles_are_not() {
        assert!(fits(INTROSPECTION));
        assert!(fits("{ __schema { types { fields { type { fields { name } } } } } }"));
        let circle =
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
        assert!(!fits(circle));
        let hidden = "{ ...A } fragment A on Query { __type(name: \"Theme\") { ...B } } fragment B on __Type { fields { type { interfaces { ...C } } } } fragment C on __Type { possibleTypes { name } }";
        assert!(!fits(hidden));
        assert!(fits("{ partnerships { nodes { fields: name } } }"));
    }
}
