//! The file in which the details of packs are kept: read by position, so that they need no memory of
//! this process. Not here: which packs stand in it (`kept.rs`).

use std::{cell::RefCell, fs::File, io, os::unix::fs::FileExt as _, path::PathBuf};

/// A file of packs. It is only added to; views that read from it are not disturbed, not even when
/// it is removed.
#[derive(Debug)]
pub(super) struct PackFile {
    file: File,
    /// Its name in the folder.
    pub(super) name: String,
}

thread_local! {
    /// Into which is read, so that a passage needs no memory of its own before it is unpacked.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Longer buffers are given back after use.
const LARGEST_BUFFER: usize = 1 << 20;

impl PackFile {
    /// A new, empty file, in place of what has its name.
    pub(super) fn create(folder: &std::path::Path, name: String) -> io::Result<Self> {
        let path = folder.join(&name);
        let mut options = File::options();
        let file = options.read(true).write(true).create(true).truncate(true).open(path)?;
        Ok(Self { file, name })
    }

    /// The file of this name.
    pub(super) fn open(folder: &std::path::Path, name: String) -> io::Result<Self> {
        let path: PathBuf = folder.join(&name);
        let file = File::options().read(true).write(true).open(path)?;
        Ok(Self { file, name })
    }

    /// How long it is, in bytes.
    pub(super) fn size(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Writes at a place.
    pub(super) fn write(&self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all_at(bytes, at)
    }

    /// Waits until everything is on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// Calls with so many bytes from a place on; `None` where they cannot be read, of which the log tells.
    pub(super) fn read<T>(
        &self,
        at: u64,
        length: usize,
        read: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        BUFFER.with_borrow_mut(|buffer| {
            if buffer.len() < length {
                buffer.resize(length, 0);
            }
            let bytes = &mut buffer[..length];
            let found = match self.file.read_exact_at(bytes, at) {
                Ok(()) => read(bytes),
                Err(error) => {
                    let (file, cause) = (&*self.name, &error as &dyn std::error::Error);
                    tracing::error!(file, cause, "kept passages cannot be read");
                    None
                }
            };
            if buffer.len() > LARGEST_BUFFER {
                *buffer = Vec::new();
            }
            found
        })
    }
}
