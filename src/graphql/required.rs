//! Variables that a question requires: each must be given before anything is run, after the GraphQL
//! specification (6.1.2). The library notices only where one is used, in the middle of the answer.

use async_graphql::{Name, Value, Variables, parser::types::OperationDefinition};

use crate::error::{Error, Result};

/// Refuses an operation one of whose required variables is missing or null.
///
/// # Errors
/// `BAD_USER_INPUT` that names it and its type.
pub(super) fn check(operation: &OperationDefinition, variables: &Variables) -> Result<()> {
    for definition in &operation.variable_definitions {
        let definition = &definition.node;
        let kind = &definition.var_type.node;
        if kind.nullable || definition.default_value.is_some() {
            continue;
        }
        let name: &Name = &definition.name.node;
        if matches!(variables.get(name), None | Some(Value::Null)) {
            return Err(Error::bad_user_input(format!(
                "The question requires the variable ${name} of type {kind}, which was not given: send it in “variables”"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::{parser::parse_query, value};

    #[test]
    fn what_is_required_has_to_be_given() {
        let checked = |query: &str, variables: Value| {
            let document = parse_query(query).unwrap();
            let (_, operation) = document.operations.iter().next().unwrap();
            check(&operation.node, &Variables::from_value(variables))
        };
        let query = "query($s: String!, $n: Int! = 3, $m: Int) { a(s: $s, n: $n, m: $m) }";
        assert!(checked(query, value!({ "s": "x" })).is_ok());
        for variables in [value!({}), value!({ "s": null })] {
            let error = checked(query, variables).unwrap_err();
            assert!(error.public().contains("$s of type String!"), "{error}");
        }
    }
}
