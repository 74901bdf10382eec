//! The schema, and the bounds that no setting changes; the others stand in `bounds`.

use async_graphql::{ID, SDLExportOptions, SchemaBuilder, ValidationMode};

use super::{
    live::Subscription, mutation::Mutation, node::Node, root::Query, supervision::Supervision,
};

/// The schema of the API. It holds no data: each request brings its own view.
pub type Schema = async_graphql::Schema<Query, Mutation, Subscription>;

/// Nesting of the query's text (fields, fragments, lists), which the parser checks.
const DEEPEST_TEXT: usize = 40;
/// Directives on one field.
const DIRECTIVES: usize = 5;

const ID_DESCRIPTION: &str = "The identity of a thing, unique over all kinds. Opaque: do not take it apart or build one yourself.";

/// Makes the schema.
pub fn build_schema() -> Schema {
    begin_schema().extension(Supervision).finish()
}

/// The schema twice, for the endpoint.
#[derive(Clone)]
pub(super) struct Schemas {
    /// Checks and measures each question, and runs those that may take long: every field is
    /// supervised.
    pub(super) supervised: Schema,
    /// Runs what was checked and is light. Nothing stands between its fields: the supervision of
    /// each took as long as all resolvers together.
    pub(super) light: Schema,
}

impl Schemas {
    /// Makes both.
    pub(super) fn new() -> Self {
        let light = begin_schema().validation_mode(ValidationMode::Fast).finish();
        Self { supervised: build_schema(), light }
    }
}

fn begin_schema() -> SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::default(), Mutation, Subscription::default())
        .register_output_type::<Node>()
        .override_output_type_description::<ID>(ID_DESCRIPTION)
        .limit_recursive_depth(DEEPEST_TEXT)
        .limit_directives(DIRECTIVES)
}

/// The schema in GraphQL's own language, as it is published.
pub fn sdl() -> String {
    let options =
        SDLExportOptions::new().prefer_single_line_descriptions().use_space_ident().indent_width(2);
    build_schema().sdl_with_options(options)
}
