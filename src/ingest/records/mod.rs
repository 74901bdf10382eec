//! The record files (`seed/`): YAML, Markdown and CSV to a checked [`crate::model::Record`], with every problem at its place.
