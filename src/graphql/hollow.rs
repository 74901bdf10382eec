//! Objects of which no fragment asks for anything: `{}` in the answer, after the GraphQL specification
//! (6.3). The library makes null of them, as if the thing were not there. So every selection that may
//! come out empty gets a field of our own, which the writing of the answer leaves out.

use async_graphql::{
    Name, Positioned,
    parser::types::{
        DocumentOperations, ExecutableDocument, Field, OperationType, Selection, SelectionSet,
    },
};

/// The name of that field in the answer. The specification keeps names that begin so for the service.
pub(super) const MARK: &str = "__hollow";

/// The question with its marks; `None` where no selection can come out empty.
pub(super) fn marked(document: &ExecutableDocument) -> Option<ExecutableDocument> {
    let operations = document.operations.iter().any(|(_, operation)| {
        let operation = &operation.node;
        can_be_empty(operation.ty, &operation.selection_set.node)
            || has_hollow(&operation.selection_set.node)
    });
    let fragments =
        document.fragments.values().any(|fragment| has_hollow(&fragment.node.selection_set.node));
    (operations || fragments).then(|| {
        let mut marked = document.clone();
        mark(&mut marked);
        marked
    })
}

fn mark(document: &mut ExecutableDocument) {
    let operations: Vec<_> = match &mut document.operations {
        DocumentOperations::Single(one) => vec![one],
        DocumentOperations::Multiple(many) => many.values_mut().collect(),
    };
    for Positioned { node: operation, .. } in operations {
        let set = &mut operation.selection_set;
        if can_be_empty(operation.ty, &set.node) {
            add_mark(set);
        }
        mark_fields(&mut set.node);
    }
    for fragment in document.fragments.values_mut() {
        mark_fields(&mut fragment.node.selection_set.node);
    }
}

/// A subscription has exactly one field.
fn can_be_empty(operation: OperationType, set: &SelectionSet) -> bool {
    operation != OperationType::Subscription && is_hollow(set)
}

/// Whether something is selected, but nothing for certain.
fn is_hollow(set: &SelectionSet) -> bool {
    let certain = |selection: &Selection| matches!(selection, Selection::Field(field) if field.node.directives.is_empty());
    !set.items.is_empty() && !set.items.iter().any(|item| certain(&item.node))
}

/// Whether the selection of a field in this one is hollow.
fn has_hollow(set: &SelectionSet) -> bool {
    set.items.iter().any(|item| match &item.node {
        Selection::Field(field) => {
            let below = &field.node.selection_set.node;
            is_hollow(below) || has_hollow(below)
        }
        Selection::InlineFragment(fragment) => has_hollow(&fragment.node.selection_set.node),
        Selection::FragmentSpread(_) => false,
    })
}

fn mark_fields(set: &mut SelectionSet) {
    for item in &mut set.items {
        match &mut item.node {
            Selection::Field(field) => {
                let below = &mut field.node.selection_set;
                if is_hollow(&below.node) {
                    add_mark(below);
                }
                mark_fields(&mut below.node);
            }
            Selection::InlineFragment(fragment) => {
                mark_fields(&mut fragment.node.selection_set.node);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn add_mark(set: &mut Positioned<SelectionSet>) {
    let place = set.pos;
    let at = |name| Positioned::new(Name::new(name), place);
    let field = Field {
        alias: Some(at(MARK)),
        name: at("__typename"),
        arguments: Vec::new(),
        directives: Vec::new(),
        selection_set: Positioned::default(),
    };
    set.node.items.push(Positioned::new(Selection::Field(Positioned::new(field, place)), place));
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;

    fn marks(query: &str) -> usize {
        let document = parse_query(query).unwrap();
        marked(&document).map_or(0, |marked| format!("{marked:?}").matches(MARK).count())
    }

    #[test]
    fn only_what_may_come_out_empty_is_marked() {
        for (query, expected) in [
            ("{ themes { nodes { slug } } }", 0),
            ("{ node(id: 1) { id ... on Theme { slug } } }", 0),
            ("{ node(id: 1) { ... on Theme { slug } } }", 1),
            ("{ themes { ...T } } fragment T on X { nodes { ... on Y { a } } }", 2),
            ("query($x: Boolean!) { themes @include(if: $x) { totalCount } }", 1),
            ("query A { a { ... on B { c } } } query D { a { b } }", 1),
            ("subscription { ...S } fragment S on Subscription { revisions { number } }", 0),
        ] {
            assert_eq!(marks(query), expected, "{query}");
        }
    }
}
