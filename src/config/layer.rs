//! The layers that settings are read from, merged: defaults, a TOML file, the environment, flags.
//!
//! Every layer speaks in text, so that `8` means the same in a file, a variable and a flag. Not
//! here: what the text of a setting means (`config::value`).

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use figment::{
    Provider as _,
    providers::{Format as _, Toml},
    value::Value,
};

use super::{SETTINGS, Setting};
use crate::error::{Error, Result};

/// What every environment variable of the program begins with.
pub(super) const PREFIX: &str = "STRATEGRAPH_";
/// Names the TOML file; no setting itself.
const FILE_VARIABLE: &str = "STRATEGRAPH_CONFIG";
/// Variables of the test suite, which the program ignores.
const TEST_PREFIX: &str = "STRATEGRAPH_TEST_";
/// The customary variable for a database, read after the program's own.
const DATABASE_VARIABLE: &str = "DATABASE_URL";
/// The file that is read when none is named, if it exists in the working directory.
const DEFAULT_FILE: &str = "strategraph.toml";

/// What settings are read from, given rather than taken from the process.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// The TOML file that a flag names; it must exist.
    pub file: Option<PathBuf>,
    /// The directory in which `strategraph.toml` is looked for when no file is named.
    pub directory: PathBuf,
    /// Environment variables; those of other programs are ignored.
    pub environment: Vec<(String, String)>,
    /// Setting and value of each flag that was given.
    pub flags: Vec<(&'static str, String)>,
}

impl Inputs {
    /// The environment and working directory of this process, with these flags.
    pub fn of_process(file: Option<PathBuf>, flags: Vec<(&'static str, String)>) -> Self {
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        let environment = std::env::vars_os().map(|(name, value)| (text(name), text(value)));
        Self { file, directory: PathBuf::new(), environment: environment.collect(), flags }
    }

    fn variable(&self, name: &str) -> Option<&str> {
        let found = self.environment.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// Where the value of a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nothing sets it.
    Default,
    /// This TOML file.
    File(PathBuf),
    /// This environment variable.
    Environment(String),
    /// This flag.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::File(path) => write!(formatter, "file {}", path.display()),
            Self::Environment(name) => write!(formatter, "environment {name}"),
            Self::Flag(flag) => write!(formatter, "flag {flag}"),
        }
    }
}

/// The text and the origin of every setting, in the order of [`SETTINGS`].
pub(super) fn merge(inputs: &Inputs) -> Result<(Vec<String>, Vec<Origin>)> {
    let mut problems = unknown_variables(inputs);
    let mut set: BTreeMap<&str, (String, Origin)> = BTreeMap::new();
    if let Some(path) = file(inputs)? {
        for (key, value) in read_file(&path)? {
            match (find_setting(&key), text_of(&value)) {
                (None, _) => problems.push(unknown(&key, &format!("file {}", path.display()))),
                (Some(_), None) => problems.push(format!(
                    "{key} (file {}): must be a text, a number or true or false",
                    path.display()
                )),
                (Some(setting), Some(text)) => {
                    set.insert(setting.key, (text, Origin::File(path.clone())));
                }
            }
        }
    }
    for setting in SETTINGS {
        if let Some((name, value)) = from_environment(inputs, setting) {
            set.insert(setting.key, (value, Origin::Environment(name)));
        }
    }
    for (key, value) in &inputs.flags {
        if let Some(setting) = find_setting(key) {
            let flag = Origin::Flag(setting.flag.unwrap_or(setting.key));
            set.insert(setting.key, (value.clone(), flag));
        }
    }
    if !problems.is_empty() {
        return Err(refusal(&problems));
    }
    Ok(SETTINGS
        .iter()
        .map(|setting| {
            set.remove(setting.key).unwrap_or_else(|| (setting.default.to_owned(), Origin::Default))
        })
        .unzip())
}

/// The error for values that cannot be read, each with the place where it stands.
pub(super) fn refuse(problems: &[(&'static Setting, String)], origins: &[Origin]) -> Error {
    let origin = |setting: &Setting| {
        let place = SETTINGS.iter().position(|other| other.key == setting.key)?;
        origins.get(place)
    };
    let lines = problems.iter().map(|(setting, problem)| match origin(setting) {
        Some(origin) => format!("{} ({origin}): {problem}", setting.key),
        None => format!("{}: {problem}", setting.key),
    });
    refusal(&lines.collect::<Vec<_>>())
}

fn refusal(problems: &[String]) -> Error {
    Error::bad_user_input(format!(
        "The settings cannot be used:\n- {}\nSee `strategraph config --help` for every setting.",
        problems.join("\n- ")
    ))
}

fn find_setting(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

fn file(inputs: &Inputs) -> Result<Option<PathBuf>> {
    let named = inputs.file.clone().or_else(|| inputs.variable(FILE_VARIABLE).map(PathBuf::from));
    match named {
        Some(path) if path.is_file() => Ok(Some(path)),
        Some(path) => Err(Error::bad_user_input(format!(
            "There is no settings file {}: correct --config or {FILE_VARIABLE}, or leave it out.",
            path.display()
        ))),
        None => Ok(Some(inputs.directory.join(DEFAULT_FILE)).filter(|path| path.is_file())),
    }
}

fn read_file(path: &Path) -> Result<BTreeMap<String, Value>> {
    let profiles = Toml::file_exact(path).data().map_err(|error| {
        Error::bad_user_input(format!(
            "The settings file {} is not valid TOML: {}",
            path.display(),
            error.to_string().trim_end()
        ))
    })?;
    Ok(profiles.into_values().flatten().collect())
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(_, text) => Some(text.clone()),
        Value::Bool(_, truth) => Some(truth.to_string()),
        Value::Num(_, number) => match (number.to_i128(), number.to_u128()) {
            (Some(whole), _) => Some(whole.to_string()),
            (None, Some(whole)) => Some(whole.to_string()),
            (None, None) => number.to_f64().map(|real| real.to_string()),
        },
        _ => None,
    }
}

fn from_environment(inputs: &Inputs, setting: &Setting) -> Option<(String, String)> {
    let customary = (setting.key == "database_url").then(|| DATABASE_VARIABLE.to_owned());
    let mut names = std::iter::once(setting.variable()).chain(customary);
    names.find_map(|name| inputs.variable(&name).map(str::to_owned).map(|value| (name, value)))
}

fn unknown_variables(inputs: &Inputs) -> Vec<String> {
    let names = inputs
        .environment
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| *name != FILE_VARIABLE && !name.starts_with(TEST_PREFIX));
    names
        .filter_map(|name| Some((name, name.strip_prefix(PREFIX)?.to_ascii_lowercase())))
        .filter(|(name, key)| find_setting(key).is_none_or(|setting| setting.variable() != *name))
        .map(|(name, key)| {
            let nearest = nearest(&key).map(Setting::variable);
            unknown_named(name, "environment", nearest.as_deref())
        })
        .collect()
}

fn unknown(key: &str, place: &str) -> String {
    unknown_named(key, place, nearest(key).map(|setting| setting.key))
}

fn unknown_named(name: &str, place: &str, nearest: Option<&str>) -> String {
    let hint = nearest.map_or_else(
        || {
            let known = SETTINGS.iter().map(|setting| setting.key).collect::<Vec<_>>().join(", ");
            format!("there are {known}")
        },
        |nearest| format!("did you mean {nearest}?"),
    );
    format!("{name} ({place}): there is no such setting; {hint}")
}

/// The setting whose name is most like this one, if one is like it at all (Jaro-Winkler from 0.75:
/// `lisen` and `databaseurl` find theirs, `colour` finds none).
fn nearest(key: &str) -> Option<&'static Setting> {
    let likeness = |setting: &Setting| strsim::jaro_winkler(setting.key, key);
    SETTINGS
        .iter()
        .max_by(|one, other| likeness(one).total_cmp(&likeness(other)))
        .filter(|setting| likeness(setting) >= 0.75)
}
