//! The form of a snapshot: one line of JSON that names revision, record and files with their
//! checksums, then the bytes of the files one after the other, all compressed.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Read as _, Write as _},
    path::{Path, PathBuf},
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    error::{Error, Result},
    model::Point,
};

/// What the first line says that it is.
const FORMAT: &str = "strategraph-snapshot-2";
/// The most bytes that the first line may have: an index has some dozens of files.
const HEADING_BYTES: u64 = 1 << 20;

/// What a snapshot is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotHeading {
    format: String,
    /// The revision of the record from which the index was made.
    pub revision: i64,
    /// The lineage of that revision, which tells the record from others.
    pub lineage: String,
    /// When it was taken, RFC 3339.
    pub made: String,
    /// Its files, in their order.
    pub files: Vec<SnapshotFile>,
}

impl SnapshotHeading {
    /// The point of the record from which the index was made.
    pub(super) fn point(&self) -> Point {
        Point { revision: self.revision, lineage: self.lineage.clone() }
    }
}

/// One file of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotFile {
    /// Path below the directory of the index, parts between slashes.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// Writes the index below a directory into a file, whole or not at all.
pub(super) fn write(
    index: &Path,
    path: &Path,
    point: &Point,
    made: &str,
) -> Result<SnapshotHeading> {
    let cannot = |error: std::io::Error| unwritable(path, error);
    let mut files = Vec::new();
    for found in list_files(index, "").map_err(cannot)? {
        let bytes = fs::read(index.join(&found)).map_err(cannot)?;
        let sha256 = hexadecimal(&Sha256::digest(&bytes));
        files.push(SnapshotFile { name: found, bytes: bytes.len() as u64, sha256 });
    }
    let heading = SnapshotHeading {
        format: FORMAT.to_owned(),
        revision: point.revision,
        lineage: point.lineage.clone(),
        made: made.to_owned(),
        files,
    };
    let unfinished = path.with_extension(format!("unfinished-{}", std::process::id()));
    let written = write_to(&unfinished, index, &heading);
    let finished = written.and_then(|()| fs::rename(&unfinished, path).map_err(cannot));
    if finished.is_err() {
        // What is left of it helps nobody; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&unfinished);
    }
    finished.map(|()| heading)
}

fn write_to(path: &Path, index: &Path, heading: &SnapshotHeading) -> Result<()> {
    let cannot = |error: std::io::Error| unwritable(path, error);
    let file = File::create(path).map_err(cannot)?;
    let mut out = GzEncoder::new(BufWriter::new(file), Compression::fast());
    serde_json::to_writer(&mut out, heading).map_err(Error::internal)?;
    out.write_all(b"\n").map_err(cannot)?;
    for listed in &heading.files {
        let bytes = fs::read(index.join(&listed.name)).map_err(cannot)?;
        if hexadecimal(&Sha256::digest(&bytes)) != listed.sha256 {
            return Err(Error::unavailable("The index changed while its snapshot was taken."));
        }
        out.write_all(&bytes).map_err(cannot)?;
    }
    let file = out.finish().and_then(|out| Ok(out.into_inner()?)).map_err(cannot)?;
    file.sync_all().map_err(cannot)
}

/// Reads the heading and gives the rest to be unpacked.
pub(super) fn open(input: impl std::io::Read) -> Result<(SnapshotHeading, impl BufRead)> {
    let mut input = BufReader::new(GzDecoder::new(input));
    let mut line = Vec::new();
    input.by_ref().take(HEADING_BYTES).read_until(b'\n', &mut line).map_err(damaged)?;
    let heading: SnapshotHeading = serde_json::from_slice(&line).map_err(damaged)?;
    if heading.format != FORMAT {
        return Err(damaged("it is of another form"));
    }
    Ok((heading, input))
}

/// Puts the files below a directory, each held against its checksum.
pub(super) fn unpack(
    heading: &SnapshotHeading,
    mut input: impl BufRead,
    directory: &Path,
) -> Result<()> {
    for listed in &heading.files {
        let sound =
            |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains('\\');
        if !listed.name.split('/').all(sound) {
            return Err(damaged(format!("it names a file {}", listed.name)));
        }
        let mut bytes = Vec::new();
        input.by_ref().take(listed.bytes).read_to_end(&mut bytes).map_err(damaged)?;
        if hexadecimal(&Sha256::digest(&bytes)) != listed.sha256 {
            return Err(damaged(format!("the checksum of {} is another", listed.name)));
        }
        let path = directory.join(&listed.name);
        let folder = path.parent().unwrap_or(directory);
        let cannot = |error: std::io::Error| unwritable(&path, error);
        fs::create_dir_all(folder).and_then(|()| fs::write(&path, &bytes)).map_err(cannot)?;
    }
    Ok(())
}

/// An empty directory beside a file, removed when the value is dropped.
pub(super) struct Temporary(PathBuf);

impl Temporary {
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Nobody can do anything about a directory that cannot be removed.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// See [`Temporary`].
pub(super) fn temporary(beside: &Path) -> Result<Temporary> {
    let path = beside.with_extension(format!("index-{}", std::process::id()));
    fs::create_dir_all(&path).map_err(|error| unwritable(&path, error))?;
    Ok(Temporary(path))
}

/// Files below a directory, without locks, in their order.
fn list_files(directory: &Path, below: &str) -> std::io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory.join(below))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let name = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type()?.is_dir() {
            files.extend(list_files(directory, &name)?);
        } else if Path::new(&name).extension().is_none_or(|extension| extension != "lock") {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}

pub(super) fn hexadecimal(digest: &[u8]) -> String {
    let mut text = String::new();
    for byte in digest {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn unwritable(path: &Path, error: std::io::Error) -> Error {
    Error::unavailable(format!(
        "{} cannot be written: check its folder and the room on its disk.",
        path.display()
    ))
    .because(error)
}

fn damaged(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::unavailable("This snapshot is damaged or none.").because(cause)
}
