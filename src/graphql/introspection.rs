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

/// Refuses a question that goes through the schema in circles. `size` has bounded the document.
///
/// # Errors
/// `TOO_COSTLY`.
pub(super) fn check(document: &ExecutableDocument) -> Result<()> {
    let circles = document.operations.iter().any(|(_, operation)| {
        operation.node.selection_set.node.items.iter().any(|selection| {
            // Only questions that name the schema are walked through.
            matches!(&selection.node, Selection::Field(field) if is_of_schema(&field.node.name.node))
                || !matches!(&selection.node, Selection::Field(_))
        }) && goes_in_circles(document, &operation.node.selection_set.node, false, 0)
    });
    if !circles {
        return Ok(());
    }
    Err(Error::new(
        Code::TooCostly,
        format!(
            "The question follows the schema through itself: lists such as “fields” and “possibleTypes” may lie at most {DEEPEST} deep in each other. Ask the address without a question for the whole schema"
        ),
    ))
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
