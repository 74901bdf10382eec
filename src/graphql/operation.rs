//! What a question is called where it is counted: by the one field of the schema that it asks for.
//! Names that clients invent are not taken: there is no end of them.

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationType, Selection,
};

use super::nulls;

/// What questions with several fields at their root are called, and those whose fields there are
/// not.
const OTHER: &str = "other";

/// The name under which the question is counted.
pub(super) fn label(document: &ExecutableDocument, wanted: Option<&str>) -> String {
    let operation = match (&document.operations, wanted) {
        (DocumentOperations::Single(one), _) => Some(one),
        (DocumentOperations::Multiple(many), Some(name)) => many.get(name),
        (DocumentOperations::Multiple(many), None) => many.values().next(),
    };
    let Some(operation) = operation else { return OTHER.to_owned() };
    let owner = match operation.node.ty {
        OperationType::Query => "Query",
        OperationType::Mutation => "Mutation",
        OperationType::Subscription => "Subscription",
    };
    let mut names = operation.node.selection_set.node.items.iter().map(|item| match &item.node {
        Selection::Field(field) => Some(field.node.name.node.as_str()),
        _ => None,
    });
    match (names.next().flatten(), names.next()) {
        (Some("__schema" | "__type"), None) => "introspection".to_owned(),
        (Some(name), None) if nulls::is_field(owner, name) => name.to_owned(),
        _ => OTHER.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;

    #[test]
    fn only_names_of_the_schema_are_counted() {
        for (question, expected) in [
            ("{ themes { totalCount } }", "themes"),
            ("query Mine { x: themes { totalCount } }", "themes"),
            ("{ invented }", "other"),
            ("{ themes { totalCount } dataset { themes } }", "other"),
            ("{ __schema { types { name } } }", "introspection"),
        ] {
            assert_eq!(label(&parse_query(question).unwrap(), None), expected, "{question}");
        }
    }
}
