//! Tokens: who may write. A token is a word that only its owner knows; the database holds a hash.
//!
//! Not here: hashing and storing (`write`), checking a request (`http`).

use std::fmt;

use super::Role;

/// What every token begins with, so that scanners for leaked secrets and people know it.
const MARK: &str = "strategraph_";

/// A token as the database holds it. The secret itself is nowhere kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// The public part, by which it is found and named in lists.
    pub prefix: String,
    /// Whose it is: what the change log says of each write.
    pub name: String,
    /// What its owner may do.
    pub role: Role,
    /// Argon2id hash of the secret, in the PHC string format.
    pub hash: String,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// From when on it is refused, RFC 3339 in UTC; `None`: never.
    pub expires: Option<String>,
    /// When it was revoked, RFC 3339 in UTC.
    pub revoked: Option<String>,
}

impl Token {
    /// Whether it may be used at this time (RFC 3339 in UTC with seconds, like its own dates, so
    /// that the order of the texts is that of the times).
    pub fn is_valid_at(&self, now: &str) -> bool {
        self.revoked.is_none() && self.expires.as_deref().is_none_or(|expires| now < expires)
    }
}

/// Never the hash: what is printed ends in logs.
impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Token")
            .field("prefix", &self.prefix)
            .field("name", &self.name)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// The word that the owner of a token sends: `strategraph_{prefix}_{secret}`.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenWord {
    /// The public part.
    pub prefix: String,
    /// The part that only the owner knows.
    pub secret: String,
}

impl TokenWord {
    /// Takes a word apart; `None` where it has not the form of a token.
    pub fn read(word: &str) -> Option<Self> {
        let (prefix, secret) = word.strip_prefix(MARK)?.split_once('_')?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let sane = |part: &str, longest: usize| {
            !part.is_empty() && part.len() <= longest && part.bytes().all(plain)
        };
        (sane(prefix, 16) && sane(secret, 128))
            .then(|| Self { prefix: prefix.to_owned(), secret: secret.to_owned() })
    }

    /// The word as it is sent.
    pub fn write(&self) -> String {
        format!("{MARK}{}_{}", self.prefix, self.secret)
    }
}

/// Never the secret: what is printed ends in logs.
impl fmt::Debug for TokenWord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TokenWord({MARK}{}_…)", self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_reads_back_and_never_prints_its_secret() {
        let word = TokenWord { prefix: "a1b2c3d4".into(), secret: "S-e_cret".into() };
        assert_eq!(TokenWord::read(&word.write()), Some(word.clone()));
        assert!(!format!("{word:?}").contains("cret"), "{word:?}");
        for wrong in ["", "strategraph_", "strategraph_a_", "a_b", "strategraph_a_b c", "x_a_b"] {
            assert_eq!(TokenWord::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_token_ends_at_its_time_or_when_it_is_revoked() {
        let mut token = Token {
            prefix: "a".into(),
            name: "n".into(),
            role: Role::Curator,
            hash: "$argon2id$…".into(),
            created: "2026-01-01T00:00:00Z".into(),
            expires: Some("2026-02-01T00:00:00Z".into()),
            revoked: None,
        };
        assert!(token.is_valid_at("2026-01-31T23:59:59Z"));
        assert!(!token.is_valid_at("2026-02-01T00:00:00Z"));
        token.revoked = Some("2026-01-02T00:00:00Z".into());
        assert!(!token.is_valid_at("2026-01-31T23:59:59Z"));
        assert!(!format!("{token:?}").contains("argon2id"), "{token:?}");
    }
}
