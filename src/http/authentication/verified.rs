//! Words whose hash was computed before, so that Argon2 is paid once and not at each request.
//!
//! Kept are SHA-256 digests of words, never the words; whether the token is still valid is asked
//! each time.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use sha2::{Digest as _, Sha256};

/// Words that are remembered; then all are forgotten, which costs each its hash once more.
const MOST: usize = 1000;

/// Digests of words, and the hash that each was found to have.
#[derive(Debug, Default)]
pub(super) struct Verified(Mutex<HashMap<[u8; 32], String>>);

impl Verified {
    /// Whether this word was ever found to be right.
    pub(super) fn has(&self, word: &str) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.contains_key(&digest(word))
    }

    /// Whether this word was found to have this hash.
    pub(super) fn knows(&self, word: &str, hash: &str) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&digest(word)).is_some_and(|known| known == hash)
    }

    /// This word has this hash.
    pub(super) fn remember(&self, word: &str, hash: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(digest(word), hash.to_owned());
    }
}

fn digest(word: &str) -> [u8; 32] {
    Sha256::digest(word.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_with_its_own_hash_only() {
        let verified = Verified::default();
        verified.remember("word", "hash");
        assert!(verified.knows("word", "hash"));
        assert!(verified.has("word") && !verified.has("another word"));
        assert!(!verified.knows("word", "a newer hash"));
        assert!(!verified.knows("another word", "hash"));
        for number in 0..2 * MOST {
            verified.remember(&number.to_string(), "hash");
        }
        assert!(verified.0.lock().unwrap().len() <= MOST);
    }
}
