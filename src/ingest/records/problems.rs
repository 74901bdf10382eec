//! Problems of record files: many at once, each with its place, what is wrong and what to do.
//!
//! Not here: errors of a running service, of which there is one at a time (`crate::error`).

use std::{cell::RefCell, fmt};

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

/// Where the readers of one file put its problems.
#[derive(Debug)]
pub(super) struct Report<'a> {
    /// The file as it is shown.
    pub(super) file: String,
    desk: &'a RefCell<Vec<Problem>>,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: String, desk: &'a RefCell<Vec<Problem>>) -> Self {
        Self { file, desk }
    }

    /// Notes a problem.
    pub(super) fn add(&self, at: Place, what: impl Into<String>, remedy: impl Into<String>) {
        self.desk.borrow_mut().push(Problem {
            file: self.file.clone(),
            line: at.line,
            column: at.column,
            what: what.into(),
            remedy: remedy.into(),
        });
    }
}
