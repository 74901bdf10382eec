//! Bytes to facts: documents and record files are read, cut, recognised. Nothing here writes to
//! the store, and nothing here fetches.
//!
//! A document's way: [`read`] (bytes to text and blocks, one file per format) → [`segment`]
//! (blocks to passages) → [`recognise`] (passages to themes and partners) → [`document`] (all of
//! it as rows of the record). The record files of `seed/` have their own way, in [`records`].

pub mod document;
pub mod read;
pub mod recognise;
pub mod records;
mod retag;
pub mod seed;
pub mod segment;

pub use document::{DocumentAbout, build_digest, build_document};
pub use read::{ReadDocument, ReadError, read};
pub use recognise::Recogniser;
pub use retag::retag;
