//! The command line and the settings: arguments, layers, exit codes, and what is printed. What
//! commands do is tried in `commands`, `ingesting` and `serving`.

mod commands;
mod deciding;
mod ingesting;
mod recipes;
mod serving;
mod tracing;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use clap::{CommandFactory as _, Parser as _};
use strategraph::{
    cli::{Arguments, Command as Subcommand},
    config::{Config, Inputs, Loaded, SETTINGS},
    error::{Code, Result},
    model::NodeKind,
};

/// An empty directory in which the program runs; it goes when the value is dropped.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// The program with these arguments, without the environment of the tests.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_strategraph"));
        command.args(arguments).env_clear().current_dir(self.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
}

/// Runs the program in an empty directory with only these environment variables.
fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Home::new().command(arguments).envs(environment.iter().copied()).output().unwrap()
}

fn printed(output: &[u8]) -> String {
    String::from_utf8(output.to_vec()).unwrap()
}

fn load(
    file: &str,
    environment: &[(&str, &str)],
    flags: &[(&'static str, &str)],
) -> Result<Loaded> {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("strategraph.toml"), file).unwrap();
    let text = |text: &str| text.to_owned();
    Config::load(&Inputs {
        file: None,
        directory: place.path().to_owned(),
        environment: environment.iter().map(|(name, value)| (text(name), text(value))).collect(),
        flags: flags.iter().map(|(key, value)| (*key, text(value))).collect(),
    })
}

/// The value and the origin of a setting, as `strategraph config` would print them.
fn shown(loaded: &Loaded, key: &str) -> (String, String) {
    let entries = loaded.entries();
    let entry = entries.iter().find(|entry| entry.setting.key == key).unwrap();
    (entry.value.clone(), entry.origin.to_string())
}

#[test]
fn the_arguments_are_consistent() {
    Arguments::command().debug_assert();
}

#[test]
fn each_layer_wins_over_the_one_before_and_says_so() {
    let file = "listen = '1.1.1.1:1'\nmax_body_bytes = 4096";
    let variable = [("STRATEGRAPH_LISTEN", "2.2.2.2:2"), ("HOME", "/")];
    let flag = [("listen", "3.3.3.3:3")];
    let defaults = load("", &[], &[]).unwrap();
    assert_eq!(shown(&defaults, "listen"), ("127.0.0.1:8080".into(), "default".into()));
    let loaded = load(file, &[], &[]).unwrap();
    assert_eq!(loaded.config.listen, "1.1.1.1:1");
    assert_eq!(loaded.config.max_body_bytes.get(), 4096);
    assert!(shown(&loaded, "listen").1.ends_with("strategraph.toml"));
    let loaded = load(file, &variable, &[]).unwrap();
    let from = "environment STRATEGRAPH_LISTEN".to_owned();
    assert_eq!(shown(&loaded, "listen"), ("2.2.2.2:2".into(), from));
    let loaded = load(file, &variable, &flag).unwrap();
    assert_eq!(shown(&loaded, "listen"), ("3.3.3.3:3".into(), "flag --listen".into()));
}

#[test]
fn the_customary_database_variable_is_read_after_our_own() {
    let customary = ("DATABASE_URL", "postgres://a:hush@one/x");
    let own = ("STRATEGRAPH_DATABASE_URL", "postgres://a:hush@two/x");
    let loaded = load("", &[customary], &[]).unwrap();
    let url = shown(&loaded, "database_url");
    assert_eq!(url, ("postgres://a:***@one/x".into(), "environment DATABASE_URL".into()));
    let loaded = load("", &[customary, own], &[]).unwrap();
    assert_eq!(loaded.config.database_url.unwrap().expose(), own.1);
}

#[test]
fn an_unknown_setting_is_an_error_that_names_the_nearest() {
    for (file, environment, nearest) in [
        ("lisen = '1.1.1.1:1'", ("HOME", "/"), "did you mean listen?"),
        ("data-dir = 'x'", ("HOME", "/"), "did you mean data_dir?"),
        ("", ("STRATEGRAPH_DATBASE_URL", "x"), "did you mean STRATEGRAPH_DATABASE_URL?"),
        ("zzz = 1", ("HOME", "/"), "there are data_dir, listen"),
    ] {
        let error = load(file, &[environment], &[]).unwrap_err();
        assert_eq!(error.code(), Code::BadUserInput);
        assert!(error.public().contains(nearest), "{error}");
    }
}

#[test]
fn all_bad_values_are_named_at_once_with_their_place() {
    let file = "max_body_bytes = 0\npublic_url = 'nowhere'";
    let error = load(file, &[("STRATEGRAPH_LOG_FORMAT", "xml")], &[]).unwrap_err();
    for part in ["max_body_bytes (file ", "public_url (file ", "STRATEGRAPH_LOG_FORMAT", "xml"] {
        assert!(error.public().contains(part), "{part}: {error}");
    }
}

#[test]
fn a_settings_file_that_is_no_toml_is_named_with_the_line() {
    let error = load("listen = 'a'\ndata_dir = = 'b'", &[], &[]).unwrap_err();
    assert!(error.public().contains("strategraph.toml"), "{error}");
    assert!(error.public().contains("line 2"), "{error}");
}

#[test]
fn a_settings_file_that_is_named_must_exist() {
    let inputs = Inputs { file: Some("gone.toml".into()), ..Inputs::default() };
    let error = Config::load(&inputs).unwrap_err();
    assert!(error.public().contains("gone.toml"), "{error}");
    let environment = vec![("STRATEGRAPH_CONFIG".to_owned(), "lost.toml".to_owned())];
    let error = Config::load(&Inputs { environment, ..Inputs::default() }).unwrap_err();
    assert!(error.public().contains("lost.toml"), "{error}");
}

#[test]
fn the_documented_table_of_settings_is_the_one_of_the_program() {
    let code = |text: &str| if text.is_empty() { String::new() } else { format!("`{text}`") };
    let rows = SETTINGS.iter().map(|setting| {
        let flag = code(setting.flag.unwrap_or_default());
        let (variable, default) = (setting.variable(), code(setting.default));
        format!("| `{}` | `{variable}` | {flag} | {default} | {} |", setting.key, setting.meaning)
    });
    let rows = rows.collect::<Vec<_>>().join("\n");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let document = fs::read_to_string(path).unwrap();
    let table: Vec<_> = document
        .lines()
        .filter(|line| line.starts_with("| `") && !line.starts_with("| `strategraph "))
        .collect();
    assert!(table.join("\n") == rows, "put this into docs/configuration.md:\n{rows}");
}

#[test]
fn the_documented_options_of_commands_are_those_of_the_help() {
    let mut rows = Vec::new();
    let mut program = Arguments::command();
    program.build();
    let shown = |it: &&clap::Command| !it.is_hide_set() && it.get_name() != "help";
    for command in program.get_subcommands().filter(shown) {
        list_options(&format!("strategraph {}", command.get_name()), command, &mut rows);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let document = fs::read_to_string(path).unwrap();
    let table: Vec<_> =
        document.lines().filter(|line| line.starts_with("| `strategraph ")).collect();
    let rows = rows.join("\n");
    assert!(table.join("\n") == rows, "put this into docs/configuration.md:\n{rows}");
    // What is read beside the settings.
    for variable in ["STRATEGRAPH_CONFIG", "DATABASE_URL", "LISTEN_FDS", "PGPASSWORD"] {
        assert!(document.contains(&format!("`{variable}`")), "{variable} is not told");
    }
}

/// A line for each option and argument of a command and of those below it.
fn list_options(name: &str, command: &clap::Command, rows: &mut Vec<String>) {
    let own = |argument: &&clap::Arg| {
        !argument.is_global_set() && !argument.is_hide_set() && argument.get_id() != "help"
    };
    for argument in command.get_arguments().filter(own) {
        let written = argument.to_string().replace('|', "\\|");
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        rows.push(format!("| `{name}` | `{written}` | {} |", help.replace('|', "\\|")));
    }
    for below in command.get_subcommands().filter(|it| !it.is_hide_set() && it.get_name() != "help")
    {
        list_options(&format!("{name} {}", below.get_name()), below, rows);
    }
}

#[test]
fn without_a_subcommand_it_serves_and_settings_stand_on_either_side() {
    let arguments = Arguments::try_parse_from(["strategraph", "--listen", "[::1]:0"]).unwrap();
    assert!(matches!(arguments.command.unwrap_or_default(), Subcommand::Serve(_)));
    for line in [["--data-dir", "x", "status"], ["status", "--data-dir", "x"]] {
        let arguments = Arguments::try_parse_from(["strategraph"].iter().chain(&line)).unwrap();
        assert_eq!(arguments.settings.data_dir.as_deref(), Some("x"));
        assert!(matches!(arguments.command, Some(Subcommand::Status(_))));
    }
}

#[test]
fn a_search_takes_words_one_by_one_or_quoted_and_options_in_any_order() {
    let line = ["strategraph", "search", "end of life -cancer", "--kind", "priority", "carers"];
    let arguments = Arguments::try_parse_from(line).unwrap();
    let Some(Subcommand::Search(search)) = arguments.command else { panic!("no search") };
    assert_eq!(search.query(), "end of life -cancer carers");
    assert_eq!(search.kind, [NodeKind::Priority]);
    let error = Arguments::try_parse_from(["strategraph", "search", "a", "--kind", "priorty"]);
    assert!(error.unwrap_err().to_string().contains("priority"), "the known kinds are not named");
}

#[test]
fn an_ingest_reads_its_dates_and_needs_files_and_a_partnership() {
    let line = "strategraph ingest a.md b.html --partnership kent --published 2022-12 --dry-run";
    let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
    let Some(Subcommand::Ingest(ingest)) = arguments.command else { panic!("no ingest") };
    assert_eq!(ingest.paths.len(), 2);
    assert_eq!(ingest.published.unwrap().to_string(), "2022-12");
    assert!(ingest.dry_run);
    for line in [
        "strategraph ingest --partnership kent",
        "strategraph ingest a.md",
        "strategraph ingest a.md --partnership kent --published yesterday",
    ] {
        assert!(Arguments::try_parse_from(line.split(' ')).is_err(), "{line}");
    }
}

#[test]
fn config_prints_every_setting_and_no_password() {
    let secret = [("DATABASE_URL", "postgres://a:hush@db/x")];
    for format in ["text", "json"] {
        let output = run(&["config", "--format", format], &secret);
        assert!(output.status.success(), "{output:?}");
        let text = printed(&output.stdout);
        assert!(text.contains("postgres://a:***@db/x") && !text.contains("hush"), "{text}");
        for setting in SETTINGS {
            assert!(text.contains(setting.key), "{}", setting.key);
        }
        assert!(!text.contains('\u{1b}'), "colours without a terminal");
    }
}

#[test]
fn wrong_arguments_and_wrong_settings_exit_with_2_and_say_what_to_do() {
    for (arguments, environment, hint) in [
        (["config", "--colour"], ("HOME", "/"), "--colour"),
        (["config", "--log-level=a=b=c"], ("HOME", "/"), "log_level"),
        (["config", "--format=json"], ("STRATEGRAPH_LISTE", "x"), "STRATEGRAPH_LISTEN"),
    ] {
        let output = run(&arguments, &[environment]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let message = printed(&output.stderr);
        assert!(message.contains(hint), "{message}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn help_shows_examples_and_exit_codes() {
    let output = run(&["--help"], &[]);
    let text = printed(&output.stdout);
    for part in ["Examples:", "Exit codes:", "ingest", "--data-dir", "STRATEGRAPH_"] {
        assert!(text.contains(part), "{part} is not in:\n{text}");
    }
    for command in Arguments::command().get_subcommands() {
        let help = printed(&run(&[command.get_name(), "--help"], &[]).stdout);
        assert!(help.contains("Usage:"), "{}", command.get_name());
    }
}
