//! `strategraph serve`: the explorer and the GraphQL API, until it is told to stop.

use std::{io::Write, net::SocketAddr};

use clap::Args;

use super::output::print_text;
use crate::{
    app::{self, Patience, Service},
    clock::Clock,
    config::Config,
    error::Result,
    http::{addresses::BaseUrl, start_measuring},
    query::dataset,
    telemetry,
};

const EXAMPLES: &str = "\
Examples:
  strategraph serve
  strategraph serve --listen 0.0.0.0:80 --public-url https://strategies.example.org
  strategraph serve --database-url postgres://strategraph@localhost/strategraph

The first signal (Ctrl-C, SIGTERM) lets running requests finish, the second ends at once.";

/// Arguments of `serve`, beside the settings.
#[derive(Debug, Clone, Default, Args)]
#[command(after_help = EXAMPLES)]
pub struct ServeArguments {
    /// Snapshot of the search index to begin with: a file, or an https address
    #[arg(long, value_name = "FILE|URL")]
    pub snapshot: Option<String>,
}

/// Serves until the first signal to stop.
///
/// # Errors
/// `UNAVAILABLE` or `CONFLICT` where the address, the data directory or the database cannot be
/// used, `BAD_USER_INPUT` where the seed has problems.
pub fn run(arguments: &ServeArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    app::use_small_pages();
    app::run(async {
        // First the address: a taken port should not cost the time of a first load.
        let (listener, address) = app::bind(&config.listen).await?;
        let stops = app::stop_signals()?;
        start_measuring()?;
        let snapshot = arguments.snapshot.as_deref();
        let service = Service::open_from(config, &Clock::system(), snapshot).await?;
        let base = base_url(config, address);
        print_text(out, &greeting(&service, config, &base))?;
        let stops = service.heed(stops);
        let following = service.follow();
        app::serve(listener, service.routes(&base), Patience::of(config), stops).await;
        following.abort();
        service.streams_ended().await;
        telemetry::finish();
        Ok(())
    })
}

fn base_url(config: &Config, address: SocketAddr) -> BaseUrl {
    match &config.public_url {
        Some(url) => BaseUrl::new(url.as_str()),
        None => BaseUrl::new(&format!("http://{address}")),
    }
}

fn greeting(service: &Service, config: &Config, base: &BaseUrl) -> String {
    let held = dataset(&service.view());
    format!(
        "Strategraph {}, revision {}: {} partnerships, {} strategies, {} priorities, {} themes\n\
         \x20 explorer   {}\n  GraphQL    {}\n  GraphiQL   {}\n  data       {}\nCtrl-C stops.",
        env!("CARGO_PKG_VERSION"),
        held.revision,
        held.partnerships,
        held.strategies,
        held.priorities,
        held.themes,
        base.join("/"),
        base.join("/graphql"),
        base.join("/graphiql"),
        config.data_dir.display(),
    )
}
