//! Settings: one struct, filled from four layers (defaults, a TOML file, the environment, flags;
//! the last one wins), and where each value came from.
//!
//! The list under `settings!` below is the one place where a setting is named, explained and given
//! its default; the struct, `strategraph config` and docs/configuration.md follow from it. Not
//! here: the kinds of value (`config::value`), the flags as the command line reads them
//! (`cli::settings`), and what a setting does.

mod layer;
mod networks;
mod secret;
mod value;

use std::num::NonZeroU64;
use std::path::PathBuf;

pub use layer::{Inputs, Origin};
pub use networks::Networks;
pub use secret::Secret;
pub use value::{DatabaseUrl, LogFormat, PublicUrl, SettingValue};

use crate::error::Result;

/// One setting, as it is documented.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its name in the TOML file.
    pub key: &'static str,
    /// Its flag on the command line, where it has one.
    pub flag: Option<&'static str>,
    /// Its default as text; empty where it is not set by default.
    pub default: &'static str,
    /// What it means, in sentences.
    pub meaning: &'static str,
}

impl Setting {
    /// The environment variable of this setting.
    pub fn variable(&self) -> String {
        format!("{}{}", layer::PREFIX, self.key.to_ascii_uppercase())
    }
}

macro_rules! settings {
    ($($(#[doc = $meaning:literal])+ $key:ident: $kind:ty = $default:literal $(, flag $flag:literal)?;)+) => {
        /// Every setting of the program.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Config { $($(#[doc = $meaning])+ pub $key: $kind,)+ }

        /// Every setting, in the order in which they are documented.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            key: stringify!($key),
            flag: settings!(@flag $($flag)?),
            default: $default,
            meaning: concat!($($meaning),+).trim_ascii_start(),
        },)+];

        impl Config {
            /// The value of each setting as text, in the order of [`SETTINGS`]; secrets redacted.
            fn shown(&self) -> Vec<String> {
                vec![$(self.$key.show(),)+]
            }

            /// Reads each setting's text, in the order of [`SETTINGS`]; all problems at once.
            fn parse(texts: &[String]) -> Result<Self, Vec<(&'static Setting, String)>> {
                let mut problems = Vec::new();
                let mut rows = SETTINGS.iter().zip(texts);
                $(let $key = rows.next().and_then(|(setting, text)| {
                    <$kind>::parse(text).map_err(|problem| problems.push((setting, problem))).ok()
                });)+
                match ($($key,)+) {
                    ($(Some($key),)+) if problems.is_empty() => Ok(Self { $($key,)+ }),
                    _ => Err(problems),
                }
            }
        }
    };
    (@flag) => { None };
    (@flag $flag:literal) => { Some($flag) };
}

settings! {
    /// Directory of everything the program keeps: the embedded database, the search index and the
    /// packed passages. Made when it is missing; only one process may use it at a time.
    data_dir: PathBuf = "data", flag "--data-dir";
    /// Address and port to serve on. Port 0 takes any free port.
    listen: String = "127.0.0.1:8080", flag "--listen";
    /// Address at which readers reach the service, used in links and citations. When not set,
    /// the address that is listened on.
    public_url: Option<PublicUrl> = "", flag "--public-url";
    /// PostgreSQL database that holds the record, as `postgres://user:password@host/name`, with a
    /// comma between the hosts of several servers, of which the one that takes writes is used. When
    /// not set, an embedded SQLite database in the data directory. `DATABASE_URL` is read too.
    database_url: Option<DatabaseUrl> = "", flag "--database-url";
    /// PostgreSQL standby from which `serve` reads, in the same form; what is written goes to
    /// `database_url`. When not set, all is read there too.
    read_url: Option<DatabaseUrl> = "", flag "--read-url";
    /// Directory of record files to load in place of the seed that is built into the program.
    seed: Option<PathBuf> = "", flag "--seed";
    /// Form of the log on standard error: `text` for people, `json` for machines, `auto` for text
    /// on a terminal and JSON elsewhere.
    log_format: LogFormat = "auto", flag "--log-format";
    /// What is logged: `error`, `warn`, `info`, `debug` or `trace`, or a list by module such as
    /// `info,strategraph::http=debug`.
    log_level: String = "info", flag "--log-level";
    /// Seconds after which a request that has no answer is ended with status 503.
    request_timeout_seconds: NonZeroU64 = "10";
    /// Bytes that the body of a request may have; larger ones are refused with status 413.
    max_body_bytes: NonZeroU64 = "1048576";
    /// Requests that are worked on at once; further ones are refused at once with status 503.
    max_concurrent_requests: NonZeroU64 = "256";
    /// Requests of one client that are worked on at once; further ones are refused with status
    /// 429. A client is an IPv4 address or an IPv6 network of 64 bits.
    max_concurrent_per_client: NonZeroU64 = "64";
    /// Requests a second that one client may send over time; more are refused with status 429 and
    /// the header Retry-After.
    requests_per_second: NonZeroU64 = "100";
    /// Requests that one client may send at once after a pause, before `requests_per_second` counts.
    request_burst: NonZeroU64 = "2000";
    /// Proxies that may say in X-Forwarded-For who asks, as a list of addresses and networks such
    /// as `127.0.0.1, 10.0.0.0/8`. When not set, the header is ignored and the other end of the
    /// connection is the client.
    trusted_proxies: Option<Networks> = "";
    /// GraphQL: questions that are worked on at once; the next ones wait for at most a second and
    /// are then refused with status 503.
    max_running_questions: NonZeroU64 = "16";
    /// GraphQL: what a question may cost, in values of its answer; see docs/api.md.
    max_question_cost: NonZeroU64 = "500000";
    /// GraphQL: levels of fields of a question. Below 15, tools cannot read the schema.
    max_question_depth: NonZeroU64 = "20";
    /// GraphQL: fields of a question, with fragments written out.
    max_question_fields: NonZeroU64 = "5000";
    /// GraphQL: fields of a question that are given another name.
    max_question_aliases: NonZeroU64 = "100";
    /// GraphQL: words, numbers, texts and signs of a question.
    max_question_tokens: NonZeroU64 = "10000";
    /// GraphQL: directives of a question.
    max_question_directives: NonZeroU64 = "50";
    /// GraphQL: items of a page; never more than 1000.
    max_page_size: NonZeroU64 = "1000";
    /// GraphQL: questions in one request.
    max_batch: NonZeroU64 = "8";
    /// GraphQL: milliseconds from which a question is logged as slow, without its texts and
    /// variables.
    slow_question_ms: NonZeroU64 = "1000";
    /// Token with which anybody may fetch /metrics (“Authorization: Bearer …”), at least 16
    /// characters. When not set, only clients on this machine may.
    metrics_token: Option<Secret> = "";
    /// Address of an OpenTelemetry collector (OTLP over HTTP), such as
    /// `http://127.0.0.1:4318/v1/traces`, to which traces of requests are sent.
    otlp_endpoint: Option<PublicUrl> = "";
    /// Connections that are open at once; further ones wait to be accepted. Keep it below the
    /// number of files that the process may open.
    max_connections: NonZeroU64 = "800";
    /// Seconds after which a connection that sends no request is closed.
    idle_seconds: NonZeroU64 = "15";
    /// Releases whose views are kept ready to answer; the one asked for longest ago makes room. Each
    /// takes about as much memory as the view of the present record.
    max_release_views: NonZeroU64 = "2";
    /// Seconds that running requests are given to finish when the service is told to stop.
    shutdown_seconds: NonZeroU64 = "10";
}

/// Settings with the origin of each.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    origins: Vec<Origin>,
}

/// One line of `strategraph config`: a setting, its value (secrets redacted), and its origin.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The setting.
    pub setting: &'static Setting,
    /// Its value as text, empty where it is not set; never a secret.
    pub value: String,
    /// Where the value came from.
    pub origin: Origin,
}

impl Config {
    /// Reads all layers and checks all values; the error names every problem and what to do.
    pub fn load(inputs: &Inputs) -> Result<Loaded> {
        let (texts, origins) = layer::merge(inputs)?;
        let config = Self::parse(&texts).map_err(|problems| layer::refuse(&problems, &origins))?;
        Ok(Loaded { config, origins })
    }
}

impl Loaded {
    /// Whether nothing sets this setting, so that a command may choose its own default.
    pub fn is_default(&self, key: &str) -> bool {
        let place = SETTINGS.iter().position(|setting| setting.key == key);
        place.is_some_and(|place| self.origins.get(place) == Some(&Origin::Default))
    }

    /// Every setting with its value and origin.
    pub fn entries(&self) -> Vec<Entry> {
        let shown = self.config.shown();
        let rows = SETTINGS.iter().zip(shown).zip(self.origins.iter().cloned());
        rows.map(|((setting, value), origin)| Entry { setting, value, origin }).collect()
    }
}
