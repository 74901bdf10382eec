//! The kinds of value that a setting can have: how each is read from text and shown again.
//!
//! Not here: which settings there are (`config`), and from where they are read (`config::layer`).

use std::{fmt, num::NonZeroU64, path::PathBuf};

/// A kind of value: read from text, shown as text.
pub trait SettingValue: Sized {
    /// Reads the text; the error says what is expected instead.
    fn parse(text: &str) -> Result<Self, String>;
    /// The value as text, as [`SettingValue::parse`] reads it; a secret is redacted.
    fn show(&self) -> String;
}

impl SettingValue for String {
    fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() { Err("must not be empty".to_owned()) } else { Ok(text.to_owned()) }
    }

    fn show(&self) -> String {
        self.clone()
    }
}

impl SettingValue for PathBuf {
    fn parse(text: &str) -> Result<Self, String> {
        String::parse(text).map(PathBuf::from)
    }

    fn show(&self) -> String {
        self.display().to_string()
    }
}

impl SettingValue for NonZeroU64 {
    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| format!("“{text}” is not a whole number from 1"))
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

/// A setting that may be left out: the empty text means “not set”.
impl<T: SettingValue> SettingValue for Option<T> {
    fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() { Ok(None) } else { T::parse(text).map(Some) }
    }

    fn show(&self) -> String {
        self.as_ref().map(T::show).unwrap_or_default()
    }
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

impl SettingValue for LogFormat {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Self::Auto),
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(format!("“{text}” is none of auto, text, json")),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Auto => "auto",
            Self::Text => "text",
            Self::Json => "json",
        }
        .to_owned()
    }
}

/// The address of a PostgreSQL database. It may hold a password, so it shows itself redacted;
/// only [`DatabaseUrl::expose`] gives the whole.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The whole address, password included: for the one who connects, never for a log.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl SettingValue for DatabaseUrl {
    fn parse(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self(text.to_owned()));
        }
        Err("must begin with postgres:// (leave it out to use the embedded database)".to_owned())
    }

    fn show(&self) -> String {
        redact(&self.0)
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.show())
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.show())
    }
}

/// Replaces the password of an address, and every value of its query, by `***`. Values of the
/// query are all hidden because `password=` is only one of the names that can carry a secret
/// (`sslpassword`, `options`).
fn redact(url: &str) -> String {
    let (rest, query) =
        url.split_once('?').map_or((url, None), |(rest, query)| (rest, Some(query)));
    let (scheme, rest) = rest.split_once("://").unwrap_or(("", rest));
    // The last `@` ends the user part: a password that holds an unescaped `@` stays hidden too.
    let place = match rest.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or_default();
            let secret = if user.contains(':') { ":***" } else { "" };
            format!("{name}{secret}@{host}")
        }
        None => rest.to_owned(),
    };
    let query = query.map(|query| {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) => format!("{name}=***"),
            None => "***".to_owned(),
        });
        format!("?{}", pairs.collect::<Vec<_>>().join("&"))
    });
    format!("{scheme}://{place}{}", query.unwrap_or_default())
}

/// The address at which readers reach the service, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address, such as `https://example.org/strategies`; never ends in a slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SettingValue for PublicUrl {
    fn parse(text: &str) -> Result<Self, String> {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        match host {
            Some(host)
                if !host.is_empty()
                    && !host.starts_with('/')
                    && !host.contains(|c: char| {
                        c.is_whitespace() || c.is_control() || "?#<>\"'\\".contains(c)
                    }) =>
            {
                Ok(Self(text.trim_end_matches('/').to_owned()))
            }
            _ => Err(format!("“{text}” is not an address such as https://example.org")),
        }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_address_never_shows_its_password() {
        for (url, shown) in [
            ("postgres://anna:s3cret@db/graph", "postgres://anna:***@db/graph"),
            ("postgres://anna:s3@cret@db/graph", "postgres://anna:***@db/graph"),
            ("postgres://anna@db/graph", "postgres://anna@db/graph"),
            ("postgresql://db/g?user=a&password=s3cret", "postgresql://db/g?user=***&password=***"),
        ] {
            let parsed = DatabaseUrl::parse(url).unwrap();
            assert_eq!(parsed.show(), shown);
            assert!(!format!("{parsed} {parsed:?}").contains("cret"), "{parsed:?}");
            assert_eq!(parsed.expose(), url);
        }
    }

    #[test]
    fn only_postgresql_is_taken_as_a_database_address() {
        let problem = DatabaseUrl::parse("mysql://root:hush@db").unwrap_err();
        assert!(problem.contains("postgres://") && !problem.contains("hush"), "{problem}");
    }

    #[test]
    fn a_public_address_loses_its_last_slash_and_must_have_a_host() {
        assert_eq!(PublicUrl::parse("https://x.org/a/").unwrap().as_str(), "https://x.org/a");
        for text in ["x.org", "https://", "https:///a", "https://x.org/?a=b", "https://x y"] {
            assert!(PublicUrl::parse(text).is_err(), "{text}");
        }
    }
}
