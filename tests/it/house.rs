//! The rules of the house: who may know whom, read from the `use` lines.
