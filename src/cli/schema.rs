//! `strategraph schema`: the GraphQL schema, as it is published in schema/api.graphql.

use clap::Args;

/// Arguments of `schema`: it has none of its own.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example:\n  strategraph schema > api.graphql")]
pub struct SchemaArguments {}
