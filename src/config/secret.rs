//! A secret as a setting: compared in constant time, never shown.

use std::fmt;

use super::value::SettingValue;

/// The fewest bytes of a secret: shorter ones can be guessed.
const SHORTEST: usize = 16;

/// A secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Whether this is the secret. The time that it takes depends on the length alone, so that
    /// nobody can find the secret letter by letter.
    pub fn is(&self, given: &str) -> bool {
        let (own, given) = (self.0.as_bytes(), given.as_bytes());
        own.len() == given.len()
            && own.iter().zip(given).fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
    }
}

impl SettingValue for Secret {
    fn parse(text: &str) -> Result<Self, String> {
        if text.len() < SHORTEST {
            return Err(format!("must have at least {SHORTEST} characters"));
        }
        Ok(Self(text.to_owned()))
    }

    fn show(&self) -> String {
        "***".to_owned()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_known_by_itself_and_not_shown() {
        let secret = Secret::parse("a secret of the house").unwrap();
        assert!(secret.is("a secret of the house"));
        assert!(!secret.is("a secret of the mouse") && !secret.is("a secret"));
        assert!(!format!("{secret:?}{}", secret.show()).contains("house"));
        assert!(Secret::parse("short").is_err());
    }
}
