//! The files of a corpus: read from a directory, with a fingerprint.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use sha2::{Digest as _, Sha256};

use super::tables::FILES;
use crate::error::{Error, Result};

/// The bytes of a corpus by the name of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorpusFiles(BTreeMap<&'static str, Vec<u8>>);

impl CorpusFiles {
    /// Reads the known files of a directory; others in it are left alone.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` where the directory cannot be read or a file that every corpus needs is
    /// not in it.
    pub fn read(directory: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        for (name, required) in FILES {
            match fs::read(directory.join(name)) {
                Ok(bytes) => drop(files.insert(*name, bytes)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && !required => {}
                Err(error) => return Err(unreadable(directory, name, &error)),
            }
        }
        Ok(Self(files))
    }

    /// A corpus of texts, by the names of files.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a name that no file of a corpus has.
    pub fn of_texts(texts: &[(&str, &str)]) -> Result<Self> {
        let file = |(name, text): &(&str, &str)| {
            let known = FILES.iter().find(|(known, _)| known == name);
            let (known, _) = known
                .ok_or_else(|| Error::bad_user_input(format!("A corpus has no file “{name}”.")))?;
            Ok((*known, text.as_bytes().to_vec()))
        };
        Ok(Self(texts.iter().map(file).collect::<Result<_>>()?))
    }

    /// The bytes of a file; none where it is not there.
    pub(super) fn bytes(&self, name: &str) -> &[u8] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Bytes in all.
    pub fn size_bytes(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// The SHA-256 of names and bytes, in hexadecimal.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (name, bytes) in &self.0 {
            hash.update(name.as_bytes());
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
        hexadecimal(&hash.finalize())
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unreadable(directory: &Path, name: &str, error: &std::io::Error) -> Error {
    Error::bad_user_input(format!(
        "The corpus cannot be read: {} ({error}). A corpus is a directory of JSON Lines files; docs/corpus.md describes them.",
        directory.join(name).display()
    ))
}
