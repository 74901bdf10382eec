//! `strategraph schema`: the GraphQL schema, as it is published in schema/api.graphql.

use std::io::Write;

use clap::Args;

use super::output::print_text;
use crate::{error::Result, graphql};

/// Arguments of `schema`: it has none of its own.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example:\n  strategraph schema > api.graphql")]
pub struct SchemaArguments {}

/// Prints the schema.
///
/// # Errors
/// `UNAVAILABLE` where the output cannot be written.
pub fn run(out: &mut dyn Write) -> Result<()> {
    print_text(out, &graphql::sdl())
}
