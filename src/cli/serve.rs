//! `strategraph serve`: the explorer and the GraphQL API, until it is told to stop.

use clap::Args;

const EXAMPLES: &str = "\
Examples:
  strategraph serve
  strategraph serve --listen 0.0.0.0:80 --public-url https://strategies.example.org
  strategraph serve --database-url postgres://strategraph@localhost/strategraph

The first signal (Ctrl-C, SIGTERM) lets running requests finish, the second ends at once.";

/// Arguments of `serve`: it has none of its own beside the settings.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct ServeArguments {}
