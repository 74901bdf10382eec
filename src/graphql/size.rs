//! How large a question is once its fragments are written out. A few hundred bytes of fragments
//! that use each other twice are a question of millions of fields: it is refused here, before the
//! library walks through it.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned, Value, Variables,
    parser::types::{
        Directive, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
    },
};

use super::bounds::Bounds;
use crate::{
    error::{Code, Error, Result},
    query::LARGEST_PAGE,
};

/// How deep selections and fragments may lie in each other. The library's own bound is tighter and
/// names the place; this one keeps the count from using up the stack before that.
const DEEPEST: usize = 100;

/// The most fragments and operations together. The library's checks grow faster than their number:
/// 6000 fragments in a ring, used by nothing, took it longer than half a minute.
const MOST_PARTS: usize = 200;

/// How often one field may stand in one selection under the same name. Twice happens when fragments
/// meet; the library merges each with each.
const MOST_REPEATS: usize = 20;

/// How many fragments may stand in one selection, inline or by name.
const MOST_SPREADS: usize = 100;

/// Refuses a question that is too large.
///
/// # Errors
/// `TOO_COSTLY` that says of what it has too much, `BAD_USER_INPUT` if a fragment uses itself.
pub(super) fn check(
    document: &ExecutableDocument,
    variables: &Variables,
    bounds: &Bounds,
) -> Result<()> {
    let parts = document.fragments.len() + document.operations.iter().count();
    within("fragments and operations", parts, MOST_PARTS)?;
    let mut count = Count { document, bounds, variables, known: HashMap::new(), directives: 0 };
    for value in variables.values() {
        count.check_lists(value)?;
    }
    let mut size = Size::default();
    for (_, operation) in document.operations.iter() {
        size = size.and(count.operation(&operation.node)?);
    }
    within("directives", count.directives, bounds.directives)?;
    within("fields under other names (aliases)", size.aliases, bounds.aliases)?;
    within("fields", size.fields, bounds.fields)
}

fn within(what: &str, count: usize, most: usize) -> Result<()> {
    if count <= most {
        return Ok(());
    }
    let count = if count >= HUGE { "far too many".to_owned() } else { count.to_string() };
    Err(Error::new(
        Code::TooCostly,
        format!(
            "The question has {count} {what}, fragments written out; at most {most} are taken. Ask it in parts, or ask for lists (`nodes(ids: …)`) instead of many single things"
        ),
    ))
}

/// Counts stop here: larger ones say nothing more.
const HUGE: usize = 1 << 40;

/// How much of a question a selection is.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    fields: usize,
    aliases: usize,
}

impl Size {
    fn and(self, other: Self) -> Self {
        Self {
            fields: (self.fields + other.fields).min(HUGE),
            aliases: (self.aliases + other.aliases).min(HUGE),
        }
    }
}

struct Count<'document> {
    document: &'document ExecutableDocument,
    bounds: &'document Bounds,
    variables: &'document Variables,
    /// Each fragment is counted once; `None` while it is.
    known: HashMap<&'document Name, Option<Size>>,
    directives: usize,
}

impl<'document> Count<'document> {
    fn operation(&mut self, operation: &'document OperationDefinition) -> Result<Size> {
        self.directives(&operation.directives)?;
        self.selection(&operation.selection_set.node, DEEPEST)
    }

    fn selection(&mut self, set: &'document SelectionSet, depth: usize) -> Result<Size> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Error::new(
                Code::TooCostly,
                format!("The question lies more than {DEEPEST} levels deep. Ask it in parts"),
            ));
        };
        let (mut size, mut names) = (Size::default(), HashMap::new());
        let is_spread = |item: &&Positioned<Selection>| !matches!(item.node, Selection::Field(_));
        within(
            "fragments in one selection",
            set.items.iter().filter(is_spread).count(),
            MOST_SPREADS,
        )?;
        for selection in &set.items {
            size = size.and(match &selection.node {
                Selection::Field(field) => {
                    let repeats = names.entry(&field.node.response_key().node).or_insert(0);
                    *repeats += 1;
                    within("repetitions of a field", *repeats, MOST_REPEATS)?;
                    self.field(&field.node, depth)?
                }
                Selection::InlineFragment(fragment) => {
                    self.directives(&fragment.node.directives)?;
                    self.selection(&fragment.node.selection_set.node, depth)?
                }
                Selection::FragmentSpread(spread) => {
                    self.directives(&spread.node.directives)?;
                    self.fragment(&spread.node.fragment_name.node, depth)?
                }
            });
        }
        Ok(size)
    }

    fn field(&mut self, field: &'document Field, depth: usize) -> Result<Size> {
        self.directives(&field.directives)?;
        for (name, value) in &field.arguments {
            // Only numbers of variables matter here, and texts are not to be copied for each use.
            let given = |name: Name| -> Result<Value> {
                let number = self.variables.get(&name).filter(|it| matches!(it, Value::Number(_)));
                Ok(number.cloned().unwrap_or_default())
            };
            if let Ok(value) = value.node.clone().into_const_with(given) {
                self.check_lists(&value)?;
                self.check_page(&name.node, &value)?;
            }
        }
        let own = Size { fields: 1, aliases: usize::from(field.alias.is_some()) };
        Ok(own.and(self.selection(&field.selection_set.node, depth)?))
    }

    fn fragment(&mut self, name: &'document Name, depth: usize) -> Result<Size> {
        match self.known.get(name) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => {
                return Err(Error::bad_user_input(format!(
                    "The fragment “{name}” uses itself, so that there is no end to the question"
                )));
            }
            None => {}
        }
        // The library names the fragment that is not there.
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Size::default()) };
        self.known.insert(name, None);
        self.directives(&fragment.node.directives)?;
        let size = self.selection(&fragment.node.selection_set.node, depth)?;
        self.known.insert(name, Some(size));
        Ok(size)
    }

    /// The library takes directives that there are not, and leaves out what they need.
    fn directives(&mut self, directives: &[Positioned<Directive>]) -> Result<()> {
        self.directives += directives.len();
        within("directives", self.directives, self.bounds.directives)?;
        let wrong = directives.iter().map(|directive| &directive.node).find(|directive| {
            let known = matches!(directive.name.node.as_str(), "skip" | "include");
            !known || !directive.arguments.iter().any(|(name, _)| name.node == "if")
        });
        wrong.map_or(Ok(()), |directive| {
            Err(Error::bad_user_input(format!(
                "“@{}” cannot be used so: there are @skip(if: …) and @include(if: …)",
                directive.name.node
            )))
        })
    }

    fn check_page(&self, name: &Name, value: &Value) -> Result<()> {
        let is_size = matches!(name.as_str(), "first" | "last");
        // Larger than this is refused where the page is made, with the place.
        let most = self.bounds.page;
        if most >= LARGEST_PAGE || !is_size {
            return Ok(());
        }
        match value {
            Value::Number(number) if number.as_u64() > Some(most as u64) => {
                Err(Error::bad_user_input(format!(
                    "“{name}” is {number}; at most {most} can be asked for at once"
                )))
            }
            _ => Ok(()),
        }
    }

    fn check_lists(&self, value: &Value) -> Result<()> {
        match value {
            Value::List(entries) => {
                within("entries in one list", entries.len(), self.bounds.list_entries)?;
                entries.iter().try_for_each(|entry| self.check_lists(entry))
            }
            Value::Object(fields) => fields.values().try_for_each(|field| self.check_lists(field)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;

    fn refused(query: &str) -> Option<Code> {
        let bounds = Bounds { aliases: 10_000, ..Bounds::default() };
        let document = parse_query(query).unwrap();
        check(&document, &Variables::default(), &bounds).err().map(|error| error.code())
    }

    #[test]
    fn fragments_count_as_often_as_they_are_used() {
        assert_eq!(refused("{ ...A ...A } fragment A on Query { dataset { revision } }"), None);
        let bomb = |depth: usize| {
            let fragments = (0..depth)
                .map(|n| format!("fragment F{n} on Query {{ ...F{m} ...F{m} }} ", m = n + 1))
                .collect::<Vec<_>>()
                .concat();
            format!("{{ ...F0 }} {fragments} fragment F{depth} on Query {{ __typename }}")
        };
        assert_eq!(refused(&bomb(10)), None);
        assert_eq!(refused(&bomb(13)), Some(Code::TooCostly));
        assert_eq!(refused(&bomb(90)), Some(Code::TooCostly), "numbers that no machine can hold");
    }

    #[test]
    fn a_fragment_that_uses_itself_is_named() {
        let circle = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }";
        assert_eq!(refused(circle), Some(Code::BadUserInput));
    }

    #[test]
    fn a_long_chain_of_fragments_does_not_use_up_the_stack() {
        let chain = (0..190)
            .map(|n| format!("fragment F{n} on Query {{ ...F{} }} ", n + 1))
            .collect::<Vec<_>>()
            .concat();
        let chain = format!("{{ ...F0 }} {chain} fragment F190 on Query {{ __typename }}");
        assert_eq!(refused(&chain), Some(Code::TooCostly));
    }

    #[test]
    fn many_fragments_are_refused_even_if_nothing_uses_them() {
        let ring = (0..300)
            .map(|n| format!("fragment F{n} on Query {{ ...F{} }} ", (n + 1) % 300))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(refused(&format!("{{ __typename }} {ring}")), Some(Code::TooCostly));
    }

    #[test]
    fn many_single_things_are_too_many_at_some_point() {
        let aliases = |many: usize| {
            let aliases = (0..many).map(|n| format!("a{n}: __typename ")).collect::<Vec<_>>();
            format!("{{ {} }}", aliases.concat())
        };
        assert_eq!(refused(&aliases(5000)), None);
        assert_eq!(refused(&aliases(5001)), Some(Code::TooCostly));
        let bounds = Bounds::default();
        let document = parse_query(aliases(101)).unwrap();
        let error = check(&document, &Variables::default(), &bounds).unwrap_err();
        assert!(error.public().contains("101 fields under other names"), "{error}");
    }

    #[test]
    fn repeated_fields_long_lists_and_floods_of_directives_are_too_much() {
        let repeated = format!("{{ {} }}", "__typename ".repeat(21));
        assert_eq!(refused(&repeated), Some(Code::TooCostly));
        let list = format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"a\" ".repeat(1001));
        assert_eq!(refused(&list), Some(Code::TooCostly));
        let directives = format!("{{ __typename {} }}", "@include(if: true) ".repeat(51));
        assert_eq!(refused(&directives), Some(Code::TooCostly));
    }
}
