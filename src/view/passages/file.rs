//! The file in which the details of packs are kept: read by position, so that they need no memory of
//! this process. Not here: which packs stand in it (`kept.rs`).

use std::{cell::RefCell, fs::File, io, os::unix::fs::FileExt as _, path::Path};

/// A file of packs, open for reading. It is only added to; views that read from it are not
/// disturbed, not even when it is removed.
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
    /// The file of this name.
    pub(super) fn open(folder: &Path, name: String) -> io::Result<Self> {
        Ok(Self { file: File::open(folder.join(&name))?, name })
    }

    /// How long it is, in bytes.
    pub(super) fn size(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
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

/// The end of a file of packs, where more are written. It is open no longer than that takes: a file
/// open for writing keeps a file system from being remounted.
pub(super) struct PackWriter {
    file: File,
    end: u64,
    began: u64,
}

impl PackWriter {
    /// The end of the file of this name, or the beginning of a new one in place of what has its name.
    pub(super) fn open(folder: &Path, name: &str, end: u64) -> io::Result<Self> {
        let mut options = File::options();
        let file = options.write(true).create(true).truncate(end == 0).open(folder.join(name))?;
        Ok(Self { file, end, began: end })
    }

    /// Writes at the end, and gives where that was.
    pub(super) fn add(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let at = self.end;
        self.file.write_all_at(bytes, at)?;
        self.end += bytes.len() as u64;
        Ok(at)
    }

    /// Waits until everything is on the disk.
    pub(super) fn finish(self) -> io::Result<()> {
        if self.end > self.began { self.file.sync_data() } else { Ok(()) }
    }
}
