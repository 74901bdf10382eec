//! The settings that have a flag. Which settings there are, and what they mean in full, stands in
//! `config`; a test checks that the flags here are exactly the flags there.

use std::path::PathBuf;

use clap::Args;

/// Settings as flags; they may stand before or after the subcommand.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Settings")]
pub struct SettingsArguments {
    /// Settings file [default: strategraph.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Directory of the embedded database and the index [default: data]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<String>,
    /// Address and port to serve on [default: 127.0.0.1:8080]
    #[arg(long, global = true, value_name = "ADDR:PORT")]
    pub listen: Option<String>,
    /// Address at which readers reach the service [default: the one listened on]
    #[arg(long, global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// PostgreSQL database [default: embedded SQLite in the data directory]
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// PostgreSQL standby from which the service reads [default: the database]
    #[arg(long, global = true, value_name = "URL")]
    pub read_url: Option<String>,
    /// Directory of record files to load in place of the built-in seed
    #[arg(long, global = true, value_name = "DIR")]
    pub seed: Option<String>,
    /// Form of the log: auto, text or json [default: auto]
    #[arg(long, global = true, value_name = "FORM")]
    pub log_format: Option<String>,
    /// What is logged: error, warn, info, debug, trace, or a list by module [default: info]
    #[arg(long, global = true, value_name = "LEVEL")]
    pub log_level: Option<String>,
}

impl SettingsArguments {
    /// Setting and value of each flag that was given.
    pub fn given(&self) -> Vec<(&'static str, String)> {
        let flags = [
            ("data_dir", &self.data_dir),
            ("listen", &self.listen),
            ("public_url", &self.public_url),
            ("database_url", &self.database_url),
            ("read_url", &self.read_url),
            ("seed", &self.seed),
            ("log_format", &self.log_format),
            ("log_level", &self.log_level),
        ];
        let given = |(key, value): (&'static str, &Option<String>)| Some((key, value.clone()?));
        flags.into_iter().filter_map(given).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{CommandFactory as _, Parser as _};

    use crate::{cli::Arguments, config::SETTINGS};

    #[test]
    fn every_setting_with_a_flag_has_it_and_the_flag_sets_that_setting() {
        for setting in SETTINGS.iter().filter(|setting| setting.flag.is_some()) {
            let flag = setting.flag.unwrap();
            let arguments = Arguments::try_parse_from(["strategraph", flag, "7"]).unwrap();
            assert_eq!(arguments.settings.given(), [(setting.key, "7".to_owned())], "{flag}");
        }
    }

    #[test]
    fn there_is_no_global_flag_that_is_no_setting() {
        let command = Arguments::command();
        let flags = command.get_arguments().filter_map(clap::Arg::get_long);
        let flags: BTreeSet<_> = flags.map(|flag| format!("--{flag}")).collect();
        let known = SETTINGS.iter().filter_map(|setting| setting.flag.map(str::to_owned));
        let known: BTreeSet<_> = known.chain(["--config".to_owned()]).collect();
        assert_eq!(flags, known);
    }
}
