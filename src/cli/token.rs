//! `strategraph token`: who may write through the API.

use std::io::Write;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::output::{OutputFormat, columns, print_json, print_text};
use crate::{
    app,
    clock::Clock,
    config::Config,
    error::{Error, Result},
    model::{Role, Token, Word as _},
    write::{create_token, revoke_token},
};

const EXAMPLES: &str = "\
Examples:
  strategraph token create --role curator --name 'Ada Lovelace' --expires 2027-03-31
  strategraph token list
  strategraph token revoke 'Ada Lovelace'

Reading needs no token. A token is sent as the header `Authorization: Bearer …`; the change log
names each write by the token's name. Commands on this machine need none: they write as themselves.";

/// Arguments of `token`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct TokenArguments {
    /// What to do
    #[command(subcommand)]
    pub action: TokenAction,
}

/// What to do with tokens.
#[derive(Debug, Clone, Subcommand)]
pub enum TokenAction {
    /// Make a token and print it; it is shown this once and kept nowhere
    Create(CreateArguments),
    /// Print all tokens, never their secrets
    List(ListArguments),
    /// Revoke a token: from then on it is refused
    Revoke(RevokeArguments),
}

/// Arguments of `token create`.
#[derive(Debug, Clone, Args)]
pub struct CreateArguments {
    /// What its owner may do
    #[arg(long, value_enum)]
    pub role: RoleArgument,
    /// Whose it is; the change log names writers by it
    #[arg(long, value_name = "TEXT")]
    pub name: String,
    /// Last day on which it is taken (2027-03-31), or for how many days from now (90d)
    /// [default: until it is revoked]
    #[arg(long, value_name = "DATE|DAYS")]
    pub expires: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Arguments of `token list`.
#[derive(Debug, Clone, Args)]
pub struct ListArguments {
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// Arguments of `token revoke`.
#[derive(Debug, Clone, Args)]
pub struct RevokeArguments {
    /// Its name, or its public part as `token list` shows it
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// The roles, as the command line takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleArgument {
    /// Nothing that is not open to all: a name in the log
    Reader,
    /// Ingest documents, accept and reject proposals
    Curator,
    /// Everything that a curator may, and what concerns the service itself
    Admin,
}

impl From<RoleArgument> for Role {
    fn from(role: RoleArgument) -> Self {
        match role {
            RoleArgument::Reader => Self::Reader,
            RoleArgument::Curator => Self::Curator,
            RoleArgument::Admin => Self::Admin,
        }
    }
}

/// A token as it is printed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'token> {
    name: &'token str,
    role: &'static str,
    prefix: &'token str,
    created: &'token str,
    expires: Option<&'token str>,
    revoked: Option<&'token str>,
    state: &'static str,
    /// The whole word, where it was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

/// Makes, lists or revokes tokens.
///
/// # Errors
/// As `write::create_token` and `write::revoke_token`; `UNAVAILABLE` where the database cannot be
/// used.
pub fn run(arguments: &TokenArguments, config: &Config, out: &mut dyn Write) -> Result<()> {
    let clock = Clock::system();
    match &arguments.action {
        TokenAction::Create(arguments) => create(arguments, config, &clock, out),
        TokenAction::List(arguments) => list(arguments, config, &clock, out),
        TokenAction::Revoke(arguments) => revoke(arguments, config, &clock, out),
    }
}

fn create(
    arguments: &CreateArguments,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> Result<()> {
    let expires =
        arguments.expires.as_deref().map(|text| expiry(text, &clock.now())).transpose()?;
    let issued = app::run(async {
        let store = app::open_record(config, clock).await?;
        create_token(&store, clock, &arguments.name, arguments.role.into(), expires).await
    })?;
    let word = issued.word.write();
    if arguments.format == OutputFormat::Json {
        return print_json(out, &line(&issued.token, &clock.now(), Some(word)));
    }
    print_text(
        out,
        &format!(
            "{word}\n\nThis is the token of “{}” (role {}). It is shown once and kept nowhere: store it now.",
            issued.token.name,
            issued.token.role.word()
        ),
    )
}

fn list(
    arguments: &ListArguments,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> Result<()> {
    let tokens = app::run(async { app::open_record(config, clock).await?.list_tokens().await })?;
    let now = clock.now();
    let lines: Vec<Line<'_>> = tokens.iter().map(|token| line(token, &now, None)).collect();
    if arguments.format == OutputFormat::Json {
        return print_json(out, &lines);
    }
    if lines.is_empty() {
        return print_text(out, "No tokens yet: strategraph token create --role curator --name …");
    }
    let head = ["NAME", "ROLE", "PUBLIC PART", "MADE", "EXPIRES", "STATE"].map(str::to_owned);
    let rows = lines.iter().map(|line| {
        let expires = line.expires.unwrap_or("never");
        [line.name, line.role, line.prefix, line.created, expires, line.state].map(str::to_owned)
    });
    let table: Vec<Vec<String>> =
        std::iter::once(head).chain(rows).map(|row| row.to_vec()).collect();
    print_text(out, &columns(&table))
}

fn revoke(
    arguments: &RevokeArguments,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> Result<()> {
    let token = app::run(async {
        let store = app::open_record(config, clock).await?;
        revoke_token(&store, clock, &arguments.name).await
    })?;
    let since = token.revoked.as_deref().unwrap_or_default();
    print_text(out, &format!("The token of “{}” is revoked since {since}.", token.name))
}

fn line<'token>(token: &'token Token, now: &str, word: Option<String>) -> Line<'token> {
    Line {
        name: &token.name,
        role: token.role.word(),
        prefix: &token.prefix,
        created: &token.created,
        expires: token.expires.as_deref(),
        revoked: token.revoked.as_deref(),
        state: match token.revoked {
            Some(_) => "revoked",
            None if token.is_valid_at(now) => "valid",
            None => "expired",
        },
        token: word,
    }
}

/// The first moment at which the token is refused: midnight (UTC) after the day that was named.
fn expiry(text: &str, now: &str) -> Result<String> {
    let problem = || {
        Error::bad_user_input(format!(
            "“{text}” is no expiry: write the last day, such as 2027-03-31, or a number of days, such as 90d"
        ))
    };
    if let Some(days) = text.strip_suffix('d') {
        let days: i64 = days.parse().ok().filter(|days| *days > 0).ok_or_else(problem)?;
        let now = chrono::DateTime::parse_from_rfc3339(now).map_err(Error::internal)?;
        let span = chrono::TimeDelta::try_days(days).ok_or_else(problem)?;
        let end = now.to_utc().checked_add_signed(span).ok_or_else(problem)?;
        return Ok(end.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    }
    let day: chrono::NaiveDate = text.parse().map_err(|_| problem())?;
    let next = day.succ_opt().ok_or_else(problem)?;
    Ok(format!("{next}T00:00:00Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-23T09:00:00Z";

    #[test]
    fn the_named_day_is_the_last_one() {
        assert_eq!(expiry("2026-12-31", NOW).unwrap(), "2027-01-01T00:00:00Z");
        assert_eq!(expiry("30d", NOW).unwrap(), "2026-12-23T09:00:00Z");
        for wrong in ["", "d", "-3d", "0d", "2026-13-01", "soon", "99999999999999d"] {
            assert!(expiry(wrong, NOW).unwrap_err().public().contains("90d"), "{wrong}");
        }
    }
}
