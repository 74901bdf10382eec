//! The introspection query, for tools that ask the bare endpoint for its schema, and for our own
//! console.

/// Everything that tools want to know of the schema.
pub const INTROSPECTION: &str = include_str!("introspection.graphql");
