//! Making and revoking tokens. They are no part of the record, so they make no revision.
//!
//! Not here: checking a request's token (`http`), the form of the word (`model`).

use std::fmt::Write as _;

use argon2::{Argon2, PasswordHasher as _};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    clock::Clock,
    error::{Error, Result},
    model::{Role, Token, TokenWord},
    store::Store,
};

/// Bytes of chance in a secret: 256 bits cannot be guessed, however fast somebody tries.
const SECRET_BYTES: usize = 32;
/// Bytes of chance in a public part: enough that two tokens do not meet.
const PREFIX_BYTES: usize = 5;
/// The longest name, in characters.
const LONGEST_NAME: usize = 80;

/// A token that was just made, with the word that is shown once and kept nowhere.
#[derive(Debug, Clone)]
pub struct IssuedToken {
    /// The token as it is held.
    pub token: Token,
    /// The word for its owner.
    pub word: TokenWord,
}

/// Makes a token and stores its hash. `expires` is RFC 3339 in UTC with seconds.
///
/// Fails with `BAD_USER_INPUT` for a name that is empty, too long or has control characters, or an
/// expiry that is past, and with `CONFLICT` where a token has the name.
pub async fn create_token(
    store: &Store,
    clock: &Clock,
    name: &str,
    role: Role,
    expires: Option<String>,
) -> Result<IssuedToken> {
    let (name, created) = (checked_name(name)?, clock.now());
    if expires.as_deref().is_some_and(|expires| expires <= created.as_str()) {
        return Err(Error::bad_user_input(
            "The token would have expired already: give a later date.",
        ));
    }
    let word = TokenWord { prefix: chance_hex(PREFIX_BYTES)?, secret: chance_text(SECRET_BYTES)? };
    let secret = word.secret.clone();
    let hash =
        tokio::task::spawn_blocking(move || hash(&secret)).await.map_err(Error::internal)??;
    let prefix = word.prefix.clone();
    let token = Token { prefix, name, role, hash, created, expires, revoked: None };
    store.begin_write().await?.keep_token(&token).await?;
    Ok(IssuedToken { token, word })
}

/// Revokes the token with this name or public part; from then on it is refused. Once revoked it
/// keeps its first date. The row stays: the change log names writers by it.
///
/// Fails with `NOT_FOUND` that names the tokens there are.
pub async fn revoke_token(store: &Store, clock: &Clock, name_or_prefix: &str) -> Result<Token> {
    let tokens = store.list_tokens().await?;
    let found = tokens
        .iter()
        .find(|token| token.name == name_or_prefix || token.prefix == name_or_prefix)
        .cloned();
    let Some(mut token) = found else {
        let names: Vec<&str> = tokens.iter().map(|token| token.name.as_str()).collect();
        let hint = match names.len() {
            0 => "There are no tokens yet".to_owned(),
            _ => format!("There are: {}", names.join(", ")),
        };
        return Err(Error::not_found(format!("There is no token “{name_or_prefix}”. {hint}.")));
    };
    if token.revoked.is_none() {
        token.revoked = Some(clock.now());
        store.begin_write().await?.keep_token(&token).await?;
    }
    Ok(token)
}

fn checked_name(name: &str) -> Result<String> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    if fits && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    Err(Error::bad_user_input(format!(
        "A token needs a name of 1 to {LONGEST_NAME} characters, such as the name of its owner: the change log names writers by it."
    )))
}

/// Argon2id with the package's parameters (19 MiB, 2 passes, 1 lane: the first recommendation of
/// OWASP's Password Storage Cheat Sheet) and a random salt.
fn hash(secret: &str) -> Result<String> {
    let hashed = Argon2::default().hash_password(secret.as_bytes());
    hashed.map(|hash| hash.to_string()).map_err(|error| Error::internal(error.to_string()))
}

fn chance_text(bytes: usize) -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(chance(bytes)?))
}

fn chance_hex(bytes: usize) -> Result<String> {
    let mut text = String::new();
    for byte in chance(bytes)? {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

fn chance(bytes: usize) -> Result<Vec<u8>> {
    let mut chance = vec![0; bytes];
    getrandom::fill(&mut chance).map_err(|error| {
        Error::unavailable("The system gives no random numbers.").because(error.to_string())
    })?;
    Ok(chance)
}
