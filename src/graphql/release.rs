//! The types `Release` and `Revision`.

use async_graphql::Object;

use super::int::int;
use crate::model;

/// A named revision, shown.
#[derive(Debug, Clone)]
pub(super) struct Release(pub(super) model::Release);

/// A named revision of the data, kept for good. Pin a request to it with the header
/// `Graph-Release: NAME` or the parameter `release=NAME` in the address: answers, cursors and links
/// then are of this release, and the same version of the program gives the same bytes at any later
/// time.
#[Object]
impl Release {
    /// Its name, such as `2026.11`.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The revision that it names.
    async fn revision(&self) -> i32 {
        int(self.0.revision)
    }

    /// When it was named: RFC 3339, in UTC.
    async fn at(&self) -> &str {
        &self.0.at
    }

    /// What is to be known about it; null where nothing was noted.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// How many rows of the record it holds.
    async fn rows(&self) -> i32 {
        int(self.0.rows)
    }

    /// SHA-256 of its rows, in hexadecimal digits. Two releases with the same checksum say the same.
    async fn sha256(&self) -> &str {
        &self.0.sha256
    }

    /// The version of the program that kept it.
    async fn program(&self) -> &str {
        &self.0.program
    }
}

/// A committed change, shown.
#[derive(Debug, Clone)]
pub(super) struct Revision(pub(super) model::Revision);

/// A committed change of the data.
#[Object]
impl Revision {
    /// Its number: 1, 2, 3 … without gaps, in the order of commit.
    async fn number(&self) -> i32 {
        int(self.0.number)
    }

    /// When it was committed: RFC 3339, in UTC.
    async fn at(&self) -> &str {
        &self.0.at
    }

    /// Who made it: the name of a token, or of the command.
    async fn by(&self) -> Option<&str> {
        Some(&self.0.by)
    }

    /// What it did, in one line.
    async fn summary(&self) -> &str {
        &self.0.summary
    }
}
