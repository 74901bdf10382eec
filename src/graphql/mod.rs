//! The GraphQL face: types of the published schema and resolvers of a few lines.
