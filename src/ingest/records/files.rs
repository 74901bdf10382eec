//! Where record files come from: a directory, or the copy inside the program.
//!
//! Not here: what is in them (`super`).

use std::{
    borrow::Cow,
    fs, io,
    path::{Path, PathBuf},
};

use rust_embed::RustEmbed;

use super::tree::LARGEST_BYTES;

/// The files of a seed, by their paths inside it (`partnerships/sussex.yaml`).
pub trait SeedFiles {
    /// The paths of all files, with `/`, in order.
    ///
    /// # Errors
    /// Why they cannot be listed, for people.
    fn paths(&self) -> Result<Vec<String>, String>;
    /// The bytes of one file; of one that is too large at least so many that this shows.
    ///
    /// # Errors
    /// Why it cannot be read, for people.
    fn read(&self, path: &str) -> Result<Cow<'static, [u8]>, String>;
    /// A path as it is shown in problems.
    fn shown(&self, path: &str) -> String;
    /// Whether these are the files that came with the program.
    fn is_built_in(&self) -> bool {
        false
    }
}

/// The seed that came with the program. Debug builds read it from the source tree instead, so
/// that an edit needs no build.
#[derive(Debug, Clone, Copy, RustEmbed)]
#[folder = "seed"]
pub struct EmbeddedSeed;

impl SeedFiles for EmbeddedSeed {
    fn paths(&self) -> Result<Vec<String>, String> {
        let is_hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
        let paths = Self::iter().map(Cow::into_owned).filter(|path| !is_hidden(path));
        let mut paths: Vec<String> = paths.collect();
        paths.sort();
        Ok(paths)
    }

    fn read(&self, path: &str) -> Result<Cow<'static, [u8]>, String> {
        Self::get(path).map(|file| file.data).ok_or_else(|| "there is no such file".to_owned())
    }

    fn shown(&self, path: &str) -> String {
        format!("seed/{path}")
    }

    fn is_built_in(&self) -> bool {
        true
    }
}

/// A seed in a directory.
#[derive(Debug, Clone)]
pub struct SeedDirectory(PathBuf);

impl SeedDirectory {
    /// The seed in this directory; whether it exists shows when it is read.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }
}

impl SeedFiles for SeedDirectory {
    fn paths(&self) -> Result<Vec<String>, String> {
        let mut paths = Vec::new();
        for folder in ["", "partnerships/", "digests/"] {
            match list_files(&self.0.join(folder), folder) {
                Ok(found) => paths.extend(found),
                Err(error) if error.kind() == io::ErrorKind::NotFound && !folder.is_empty() => {}
                Err(error) => return Err(error.to_string()),
            }
        }
        paths.sort();
        Ok(paths)
    }

    fn read(&self, path: &str) -> Result<Cow<'static, [u8]>, String> {
        load_bounded(&self.0.join(path)).map(Cow::Owned).map_err(|error| error.to_string())
    }

    fn shown(&self, path: &str) -> String {
        self.0.join(path).display().to_string()
    }
}

/// The files of one folder that are not hidden, with the folder before their names.
fn list_files(directory: &Path, folder: &str) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && entry.path().is_file() {
            names.push(format!("{folder}{name}"));
        }
    }
    Ok(names)
}

/// The bytes of a file, and of a huge one only the first that show that it is.
fn load_bounded(path: &Path) -> io::Result<Vec<u8>> {
    use io::Read as _;
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
