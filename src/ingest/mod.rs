//! Bytes to facts: documents and record files are read, cut, recognised. Nothing here writes to the store.

pub mod records;
