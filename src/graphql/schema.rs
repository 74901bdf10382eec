//! The schema and its bounds.

use async_graphql::{ID, SDLExportOptions};

use super::{live::Subscription, mutation::Mutation, node::Node, root::Query};

/// The schema of the API. It holds no data: each request brings its own view.
pub type Schema = async_graphql::Schema<Query, Mutation, Subscription>;

/// Levels of fields in a query. The introspection query of common tools needs 15.
const DEEPEST: usize = 20;
/// Values in an answer, as counted by `cost`: all priorities with strategy, partnership, themes and
/// sources, 1000 to a page, cost about a tenth of it.
const COSTLIEST: usize = 500_000;
/// Nesting of the query's text (fields, fragments, lists), which the parser checks.
const DEEPEST_TEXT: usize = 40;
/// Directives on one field.
const DIRECTIVES: usize = 5;

const ID_DESCRIPTION: &str = "The identity of a thing, unique over all kinds. Opaque: do not take it apart or build one yourself.";

/// Makes the schema.
pub fn build_schema() -> Schema {
    Schema::build(Query::default(), Mutation, Subscription::default())
        .register_output_type::<Node>()
        .override_output_type_description::<ID>(ID_DESCRIPTION)
        .limit_depth(DEEPEST)
        .limit_complexity(COSTLIEST)
        .limit_recursive_depth(DEEPEST_TEXT)
        .limit_directives(DIRECTIVES)
        .finish()
}

/// The schema in GraphQL's own language, as it is published.
pub fn sdl() -> String {
    let options =
        SDLExportOptions::new().prefer_single_line_descriptions().use_space_ident().indent_width(2);
    build_schema().sdl_with_options(options)
}
