//! The data directory: made, proved writable, and held by one process at a time.

use std::{
    fs::{self, File, TryLockError},
    io::{Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use crate::error::{Code, Error, Result};

/// The file that is locked; it holds the number of the process that locked it last.
const LOCK_FILE: &str = "lock";

/// A data directory that this process alone may use until the value is dropped.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    /// The operating system releases the lock when the file is closed, also after a crash.
    lock: File,
}

impl DataDir {
    /// Makes the directory if it is missing, and takes it for this process.
    ///
    /// Fails with `UNAVAILABLE` if it cannot be made or written to, with `CONFLICT` if another
    /// process uses it; the message names the directory and what to do.
    pub fn open(path: &Path) -> Result<Self> {
        fs::create_dir_all(path).map_err(|error| unusable(path, "cannot be made", &error))?;
        let mut lock = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path.join(LOCK_FILE))
            .map_err(|error| unusable(path, "cannot be written to", &error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(in_use(path, &mut lock)),
            Err(TryLockError::Error(error)) => {
                return Err(unusable(path, "cannot be locked", &error));
            }
        }
        // Also proves that there is room to write: a full disk shows here, not in a transaction.
        write_holder(&mut lock).map_err(|error| unusable(path, "cannot be written to", &error))?;
        Ok(Self { path: path.to_owned(), lock })
    }

    /// Its path, as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        // Closing is not enough where another thread is just starting a program: until that runs,
        // it has the file open too. What cannot be released here is released with the process.
        let _ = self.lock.unlock();
    }
}

fn write_holder(lock: &mut File) -> std::io::Result<()> {
    lock.set_len(0)?;
    lock.rewind()?;
    writeln!(lock, "{}", std::process::id())?;
    lock.sync_all()
}

fn unusable(path: &Path, what: &str, error: &std::io::Error) -> Error {
    Error::unavailable(format!(
        "The data directory {} {what} ({error}). Give this user the right to write there, or choose another directory with --data-dir.",
        path.display()
    ))
}

fn in_use(path: &Path, lock: &mut File) -> Error {
    let mut holder = String::new();
    // Best effort: on some systems a locked file cannot be read.
    let _ = lock.read_to_string(&mut holder);
    let holder = match holder.trim() {
        "" => String::new(),
        number => format!(" (process {number})"),
    };
    Error::new(
        Code::Conflict,
        format!(
            "The data directory {} is in use by another strategraph process{holder}. Stop that process, or choose another directory with --data-dir.",
            path.display()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_directory_is_made_and_held_by_one_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("deep").join("data");
        let first = DataDir::open(&path).unwrap();
        assert_eq!(first.path(), path);
        let error = DataDir::open(&path).unwrap_err();
        assert_eq!(error.code(), Code::Conflict);
        let message = error.public();
        assert!(message.contains(&path.display().to_string()), "{message}");
        assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
        assert!(message.contains("--data-dir"), "{message}");
        drop(first);
        DataDir::open(&path).unwrap();
    }

    #[test]
    fn a_data_directory_that_cannot_be_made_is_named_with_the_reason() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        fs::write(&file, "in the way").unwrap();
        let error = DataDir::open(&file.join("data")).unwrap_err();
        assert_eq!(error.code(), Code::Unavailable);
        let message = error.public();
        assert!(message.contains(&file.display().to_string()), "{message}");
        assert!(message.contains("--data-dir"), "{message}");
    }
}
