//! Problems of record files: many at once, each with its place, what is wrong and what to do.
//!
//! Not here: errors of a running service, of which there is one at a time (`crate::error`).

use std::{
    cell::{Cell, RefCell},
    fmt,
};

use serde::Serialize;

use super::tree::Place;
use crate::error::{Code, Error};

/// One thing that is wrong in one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, as its reader named it: `seed/partnerships/sussex.yaml`.
    pub file: String,
    /// The line, from 1. A problem of the whole file stands at 1:1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, what, remedy } = self;
        write!(formatter, "{file}:{line}:{column}: {what} — {remedy}")
    }
}

/// All problems that were found, by file, line and column. Displays one a line; serialises as a
/// list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// The problems in order of place, each once.
    pub fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort();
        problems.dedup();
        Self(problems)
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Each problem, by file, line and column.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    /// Only the problems of one file, shown under another name.
    pub(super) fn of_file(mut self, file: &str, shown: &str) -> Self {
        self.0.retain(|problem| problem.file == file);
        for problem in &mut self.0 {
            shown.clone_into(&mut problem.file);
        }
        self
    }

    /// The problems as one error: the public message counts them and shows the first, the cause
    /// lists all.
    pub fn into_error(self) -> Error {
        let first = self.0.first().map(ToString::to_string).unwrap_or_default();
        let message = match self.0.len() {
            1 => format!("The records have a problem: {first}"),
            count => format!("The records have {count} problems. The first: {first}"),
        };
        Error::new(Code::BadUserInput, message).because(self.to_string())
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|problem| writeln!(formatter, "{problem}"))
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The most problems of one file that are told; nobody mends more in one go, and a hostile file
/// must not make a million.
const MOST: usize = 200;
/// The longest message in characters; a value in it may be a whole novel.
const LONGEST: usize = 600;

/// Where the readers of one file put its problems.
#[derive(Debug)]
pub(super) struct Report<'a> {
    /// The file as it is shown.
    pub(super) file: String,
    desk: &'a RefCell<Vec<Problem>>,
    count: Cell<usize>,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: String, desk: &'a RefCell<Vec<Problem>>) -> Self {
        Self { file, desk, count: Cell::new(0) }
    }

    /// Whether no more problems of this file are told, so that advice need not be sought.
    pub(super) fn is_full(&self) -> bool {
        self.count.get() > MOST
    }

    /// Notes a problem.
    pub(super) fn add(&self, at: Place, what: impl Into<String>, remedy: impl Into<String>) {
        if self.is_full() {
            return;
        }
        self.count.set(self.count.get() + 1);
        let (what, remedy) = if self.is_full() {
            let what = format!("the file has more than {MOST} problems; the rest are not listed");
            (what, "mend those that are, then check again".to_owned())
        } else {
            (cut(what.into()), cut(remedy.into()))
        };
        let (file, Place { line, column }) = (self.file.clone(), at);
        self.desk.borrow_mut().push(Problem { file, line, column, what, remedy });
    }
}

fn cut(message: String) -> String {
    match message.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}
