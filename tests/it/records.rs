//! The record files: the seed that comes with the program, every kind of problem by cases
//! (`tests/cases/records/`), hostile files, and the agreement of schema and code.
//!
//! A case is a text file: a sentence, edits of the small seed in `base/` (`edit PATH`, then
//! `- old` and `+ new`; `new PATH` with its text; `remove PATH`), and after `problems` what must
//! be found. `BLESS=1` writes what was found into the cases; read the difference before you
//! commit it. `␇` stands for the bell character U+0007.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy allows them in test functions only, and these modules are nothing but tests"
)]

pub(crate) mod cases;
mod hostile;
mod schema;
mod seed;
