//! The schema and its bounds.

use async_graphql::{EmptyMutation, EmptySubscription, SDLExportOptions};

use super::{node::Node, root::Query};

/// The schema of the API. It holds no data: each request brings its own view.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// Levels of fields in a query. The introspection query of common tools needs 15.
const DEEPEST: usize = 20;
/// Values in an answer, as counted by `cost`: the whole seed with all its priorities costs about a
/// quarter of it.
const COSTLIEST: usize = 500_000;
/// Nesting of the query's text (fields, fragments, lists), which the parser checks.
const DEEPEST_TEXT: usize = 40;
/// Directives on one field.
const DIRECTIVES: usize = 5;

/// Makes the schema.
pub fn build_schema() -> Schema {
    Schema::build(Query::default(), EmptyMutation, EmptySubscription)
        .register_output_type::<Node>()
        .limit_depth(DEEPEST)
        .limit_complexity(COSTLIEST)
        .limit_recursive_depth(DEEPEST_TEXT)
        .limit_directives(DIRECTIVES)
        .finish()
}

/// The schema in GraphQL's own language, as it is published.
pub fn sdl(schema: &Schema) -> String {
    let options = SDLExportOptions::new().use_space_ident().indent_width(2);
    schema.sdl_with_options(options)
}
