//! A large collection in JSON Lines, as rows of the record: one file a table, one object a line
//! (docs/corpus.md has the form). Pure but for reading the directory that is named.
//!
//! `files.rs` reads the directory, `lines.rs` cuts and parses (several threads), `tables.rs` has
//! the shape of a line of each file, `building.rs` makes rows. Not here: the record files of a
//! seed (`records`), recognising (a corpus brings its themes along), and storing (`write`).

mod building;
mod files;
mod lines;
mod passages;
mod people;
mod strategies;
mod tables;

use std::collections::HashMap;

use crate::{
    error::Result,
    ingest::records::{Problem, Problems},
    model::{Record, Slug},
};

pub use files::CorpusFiles;

/// What the `recogniser` of a loaded document says: its themes came with it.
pub const BROUGHT_ALONG: &str = "brought along by the corpus";

/// The rows of a corpus. `first_seen` is when it was read, RFC 3339.
///
/// # Errors
/// `BAD_USER_INPUT` that names every problem by file and line (the first 200 of a file); then
/// there are no rows.
pub fn build_corpus(files: &CorpusFiles, first_seen: &str) -> Result<Record> {
    let mut desk = Desk::default();
    let tables = tables::Tables::read(files, &mut desk);
    let record = building::build(tables, first_seen, &mut desk);
    if desk.problems.is_empty() { Ok(record) } else { Err(desk.into_error()) }
}

/// The most problems of one file that are named.
const MOST: usize = 200;

/// Where problems are gathered.
#[derive(Debug, Default)]
struct Desk {
    problems: Vec<Problem>,
    by_file: HashMap<&'static str, usize>,
}

impl Desk {
    /// Notes a problem of a line, counted from 1.
    fn add(&mut self, file: &'static str, line: usize, column: usize, what: impl Into<String>) {
        let count = self.by_file.entry(file).or_default();
        *count += 1;
        let what = match (*count).cmp(&(MOST + 1)) {
            std::cmp::Ordering::Less => what.into(),
            std::cmp::Ordering::Equal => {
                format!("the file has more than {MOST} problems; the rest are not listed")
            }
            std::cmp::Ordering::Greater => return,
        };
        self.problems.push(Problem {
            file: file.to_owned(),
            line,
            column,
            what,
            remedy: "mend the line, then load again; nothing was stored".to_owned(),
        });
    }

    /// Takes over what was noted at another desk.
    fn take(&mut self, other: Self) {
        for problem in other.problems {
            let Some((file, _)) = tables::FILES.iter().find(|(file, _)| *file == problem.file)
            else {
                continue;
            };
            self.add(file, problem.line, problem.column, problem.what);
        }
    }

    fn into_error(self) -> crate::error::Error {
        Problems::new(self.problems).into_error()
    }
}

/// Slugs that are taken; a further one of the same name is numbered.
#[derive(Debug, Default)]
struct Taken(std::collections::HashSet<Slug>);

impl Taken {
    /// The wanted slug, or with the first number from 2 that is free.
    fn free(&mut self, wanted: &str) -> Slug {
        let mut slug: Slug = wanted.into();
        let mut number = 2;
        while !self.0.insert(slug.clone()) {
            slug = format!("{wanted}-{number}").into();
            number += 1;
        }
        slug
    }
}
