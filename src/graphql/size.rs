//! How large a question is once its fragments are written out. A few hundred bytes of fragments
//! that use each other twice are a question of millions of fields: it is refused here, before the
//! library walks through it.

use std::collections::HashMap;

use async_graphql::{
    Name,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};

use crate::error::{Code, Error, Result};

/// The most fields of a question with its fragments written out. Questions that people write have
/// a few hundred; programs that ask for a thousand things by name have a few thousand.
const MOST_FIELDS: usize = 10_000;

/// How deep selections and fragments may lie in each other. The library's own bound is tighter and
/// names the place; this one keeps the count from using up the stack before that.
const DEEPEST: usize = 100;

/// The most fragments and operations together. The library's checks grow faster than their number:
/// 6000 fragments in a ring, used by nothing, took it longer than half a minute.
const MOST_PARTS: usize = 200;

/// Refuses a question that is too large.
///
/// # Errors
/// `TOO_COSTLY`, if it has too many fields.
pub(super) fn check(document: &ExecutableDocument) -> Result<()> {
    let parts = document.fragments.len() + document.operations.iter().count();
    if parts > MOST_PARTS {
        return Err(Error::new(
            Code::TooCostly,
            format!(
                "The question has {parts} fragments and operations; at most {MOST_PARTS} are taken"
            ),
        ));
    }
    let mut known = HashMap::new();
    let fields = document.operations.iter().fold(0, |sum: usize, (_, operation)| {
        sum.saturating_add(count(document, &operation.node.selection_set.node, &mut known, DEEPEST))
    });
    if fields <= MOST_FIELDS {
        return Ok(());
    }
    Err(Error::new(
        Code::TooCostly,
        format!(
            "The question has more than {MOST_FIELDS} fields, fragments written out, or lies more than {DEEPEST} levels deep. Ask it in parts, or ask for lists instead of many single things"
        ),
    ))
}

/// The fields of a selection; each fragment is counted once and then known. What lies too deep
/// counts as too much.
fn count<'document>(
    document: &'document ExecutableDocument,
    set: &'document SelectionSet,
    known: &mut HashMap<&'document Name, usize>,
    depth: usize,
) -> usize {
    let Some(depth) = depth.checked_sub(1) else { return usize::MAX };
    set.items.iter().fold(0, |sum: usize, selection| {
        sum.saturating_add(match &selection.node {
            Selection::Field(field) => {
                count(document, &field.node.selection_set.node, known, depth).saturating_add(1)
            }
            Selection::InlineFragment(fragment) => {
                count(document, &fragment.node.selection_set.node, known, depth)
            }
            Selection::FragmentSpread(spread) => {
                count_fragment(document, &spread.node.fragment_name.node, known, depth)
            }
        })
    })
}

fn count_fragment<'document>(
    document: &'document ExecutableDocument,
    name: &'document Name,
    known: &mut HashMap<&'document Name, usize>,
    depth: usize,
) -> usize {
    if let Some(fields) = known.get(name) {
        return *fields;
    }
    let Some(fragment) = document.fragments.get(name) else { return 0 };
    // A fragment that uses itself counts as empty here; the library refuses it by name.
    known.insert(name, 0);
    let fields = count(document, &fragment.node.selection_set.node, known, depth);
    known.insert(name, fields);
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;

    fn fits(query: &str) -> bool {
        check(&parse_query(query).unwrap()).is_ok()
    }

    #[test]
    fn fragments_count_as_often_as_they_are_used() {
        assert!(fits("{ ...A ...A } fragment A on Query { dataset { revision } }"));
        let bomb = |depth: usize| {
            let fragments = (0..depth)
                .map(|n| format!("fragment F{n} on Query {{ ...F{m} ...F{m} }} ", m = n + 1))
                .collect::<Vec<_>>()
                .concat();
            format!("{{ ...F0 }} {fragments} fragment F{depth} on Query {{ __typename }}")
        };
        assert!(fits(&bomb(10)));
        assert!(!fits(&bomb(14)));
        assert!(!fits(&bomb(90)), "numbers that no machine can hold");
    }

    #[test]
    fn a_fragment_that_uses_itself_ends() {
        assert!(fits("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"));
    }

    #[test]
    fn a_long_chain_of_fragments_does_not_use_up_the_stack() {
        let chain = (0..190)
            .map(|n| format!("fragment F{n} on Query {{ ...F{} }} ", n + 1))
            .collect::<Vec<_>>()
            .concat();
        assert!(!fits(&format!("{{ ...F0 }} {chain} fragment F190 on Query {{ __typename }}")));
    }

    #[test]
    fn many_fragments_are_refused_even_if_nothing_uses_them() {
        let ring = (0..300)
            .map(|n| format!("fragment F{n} on Query {{ ...F{} }} ", (n + 1) % 300))
            .collect::<Vec<_>>()
            .concat();
        assert!(!fits(&format!("{{ __typename }} {ring}")));
    }

    #[test]
    fn many_single_things_are_too_many_at_some_point() {
        let aliases = |many: usize| {
            (0..many).map(|n| format!("a{n}: __typename ")).collect::<Vec<_>>().concat()
        };
        assert!(fits(&format!("{{ {} }}", aliases(9000))));
        assert!(!fits(&format!("{{ {} }}", aliases(10_001))));
    }
}
