//! Bytes to facts: documents and record files are read, cut, recognised. Nothing here writes to
//! the store, and nothing here fetches.
//!
//! A document's way: [`mod@read`] (bytes to text and blocks, one file per format) → [`mod@segment`]
//! (blocks to passages) → [`mod@recognise`] (passages to themes and partners, documents to lists,
//! programmes, measures …: [`mod@extracted`]) → [`mod@document`] (all of it as rows of the record).
//! How well all of this is done is measured in [`mod@evaluate`]. The record files of `seed/` have their own way, in [`records`].

pub mod belonging;
pub mod corpus;
pub mod document;
pub mod evaluate;
pub mod extracted;
pub mod propose;
pub mod read;
pub mod recognise;
pub mod reconcile;
pub mod records;
mod retag;
pub mod seed;
pub mod segment;
mod wording;

pub use document::{DocumentAbout, build_digest, build_document};
pub use extracted::{Extracted, build_extracted};
pub use read::{ReadDocument, ReadError, read};
pub use recognise::Recogniser;
pub use retag::retag;
