//! Which partnerships somebody means: by slug, name, alias, system, board or code; boards that
//! came later mean the partnerships that they replaced.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use crate::{
    error::{Error, Result},
    model::{NodeKind, Partnership, Slug, short_name},
    query::names::{all_rows, find_row, known_slugs},
    view::View,
};

use super::as_of::replaced_by;

/// The partnerships with these names, in the order given, each once.
///
/// # Errors
/// `BAD_USER_INPUT` for a name that no partnership bears, with the nearest slugs, and for one
/// that stands for several without being that of a board that replaced them.
pub fn find_partnerships(view: &View, names: &[String]) -> Result<Vec<Arc<Partnership>>> {
    let known = names_of_all(view);
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for name in names {
        for partnership in find_one(view, &known, name)? {
            if seen.insert(partnership.slug.clone()) {
                found.push(partnership);
            }
        }
    }
    Ok(found)
}

/// The partnerships of each name, and those that each later board replaced.
struct Names {
    of: BTreeMap<String, Vec<Arc<Partnership>>>,
    later: BTreeMap<String, Vec<Arc<Partnership>>>,
}

fn names_of_all(view: &View) -> Names {
    let mut names = Names { of: BTreeMap::new(), later: BTreeMap::new() };
    for row in all_rows::<Partnership>(view) {
        let own = [&row.name, &row.board_name].into_iter();
        let other = row.aliases.iter().chain(&row.system).chain(&row.board_ods);
        let short: HashSet<String> = own.chain(other).map(|name| short_name(name)).collect();
        for name in short {
            names.of.entry(name).or_default().push(row.clone());
        }
        for successor in replaced_by(view, &row.slug) {
            let rows = names.later.entry(short_name(&successor.board_name)).or_default();
            if rows.iter().all(|known| known.slug != row.slug) {
                rows.push(row.clone());
            }
        }
    }
    names
}

fn find_one(view: &View, known: &Names, name: &str) -> Result<Vec<Arc<Partnership>>> {
    if let Some(row) = find_row::<Partnership>(view, name) {
        return Ok(vec![row]);
    }
    let short = short_name(name);
    if let Some(row) = find_row::<Partnership>(view, &short) {
        return Ok(vec![row]);
    }
    match known.of.get(&short).map(Vec::as_slice) {
        Some([one]) => Ok(vec![one.clone()]),
        Some(several) => {
            let slugs: Vec<&str> = several.iter().map(|row| &*row.slug).collect();
            Err(Error::bad_user_input(format!(
                "“{name}” is the name of several partnerships: say which of {}",
                slugs.join(", ")
            )))
        }
        None => match known.later.get(&short) {
            Some(replaced) => Ok(replaced.clone()),
            None => Err(known_slugs(view, NodeKind::Partnership, &[name.to_owned()])
                .err()
                .unwrap_or_else(|| {
                    Error::bad_user_input(format!("There is no partnership “{name}”"))
                })),
        },
    }
}

/// The slug under which a later board is spoken of.
pub(super) fn later_slug(board_name: &str) -> Slug {
    short_name(board_name).into()
}
