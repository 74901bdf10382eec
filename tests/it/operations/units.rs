//! The files with which the service is run, held against the program: settings that there are, bounds
//! that fit one another, the version of Rust that it is built with.

use std::{fs, path::Path};

use strategraph::{
    app::Patience,
    config::{Config, Inputs, SETTINGS},
};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The values of a key of a unit, in their order.
fn values<'unit>(unit: &'unit str, key: &str) -> Vec<&'unit str> {
    unit.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('=')).collect()
}

fn value<'unit>(unit: &'unit str, key: &str) -> &'unit str {
    let found = values(unit, key);
    assert_eq!(found.len(), 1, "{key}: {found:?}");
    found[0]
}

fn defaults() -> Config {
    Config::load(&Inputs::default()).unwrap().config
}

/// Every `NAME=value` that a text sets is a setting of the program, and there are some.
fn assert_settings(text: &str) {
    let names = text.split_whitespace().filter_map(|word| Some(word.split_once('=')?.0));
    let names: Vec<&str> = names.filter(|name| name.starts_with("STRATEGRAPH_")).collect();
    assert!(names.len() > 1, "{text}");
    for name in names {
        assert!(SETTINGS.iter().any(|setting| setting.variable() == name), "there is no {name}");
    }
}

#[test]
fn the_unit_fits_the_program_and_its_bounds_fit_one_another() {
    let unit = read("docs/operations/strategraph.service");
    let socket = read("docs/operations/strategraph.socket");
    let (config, patience) = (defaults(), Patience::of(&defaults()));
    assert_settings(&values(&unit, "Environment").join(" "));
    assert_eq!(value(&unit, "ExecStart"), "/usr/local/bin/strategraph serve");
    assert_eq!(
        value(&socket, "ListenStream"),
        config.listen,
        "another port than the program's own"
    );
    assert!(value(&unit, "Requires").contains("strategraph.socket"));
    // The manager must not kill what is about to end by itself.
    let stop: u64 = value(&unit, "TimeoutStopSec").parse().unwrap();
    assert!(stop > patience.shutdown.as_secs() + 2, "{stop}");
    // A file for each connection, and some for the index, the database and documents being read.
    let files: usize = value(&unit, "LimitNOFILE").parse().unwrap();
    assert!(files > patience.connections + 256, "{files}");
    // While it restarts, as many wait in the socket as it would serve.
    let backlog: usize = value(&socket, "Backlog").parse().unwrap();
    assert!(backlog >= patience.connections, "{backlog}");
    for (key, due) in [
        ("DynamicUser", "yes"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateDevices", "yes"),
        ("PrivateTmp", "yes"),
        ("CapabilityBoundingSet", ""),
        ("MemoryDenyWriteExecute", "yes"),
        ("RestrictNamespaces", "yes"),
        ("UMask", "0077"),
        ("StateDirectory", "strategraph"),
    ] {
        assert_eq!(value(&unit, key), due, "{key}");
    }
}

#[test]
fn the_image_is_built_with_the_programs_rust_and_runs_as_nobody() {
    let image = read("docs/operations/Containerfile");
    let manifest = read("Cargo.toml");
    let rust = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let rust = rust.unwrap().trim_matches('"');
    let stages: Vec<&str> = image.lines().filter(|line| line.starts_with("FROM ")).collect();
    assert_eq!(stages.len(), 2, "{stages:?}");
    assert!(stages[0].contains(&format!("rust:{rust}-")), "{} and rust {rust}", stages[0]);
    let line = |word: &str| {
        let found = image.lines().rfind(|line| line.starts_with(word));
        found.unwrap_or_else(|| panic!("no {word}")).to_owned()
    };
    let user: u32 = line("USER ")[5..].split(':').next().unwrap().parse().unwrap();
    assert!(user > 999, "it runs as a user of the system");
    assert_settings(&line("ENV "));
    let port = defaults().listen.rsplit(':').next().unwrap().to_owned();
    assert_eq!(line("EXPOSE "), format!("EXPOSE {port}"));
    assert!(line("ENV ").contains(&format!("STRATEGRAPH_LISTEN=0.0.0.0:{port}")));
    assert!(image.contains("--read-only"), "how to run it without a writable root is not said");
}
