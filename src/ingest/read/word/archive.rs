//! Whether the archive of a Word file is safe to unpack: how many parts it has, and how much its
//! XML unpacks to, counted while unpacking and not taken from what the archive says of itself.

use std::{
    borrow::Cow,
    fmt::Display,
    io::{Cursor, Read},
};

use zip::{ZipArchive, result::ZipError};

use super::{
    super::{Limits, ReadError},
    FORMAT,
};

/// A long strategy with many pictures has a few hundred parts.
const MOST_PARTS: usize = 10_000;

/// Refuses archives that would cost more to read than any real document. The work is bounded:
/// unpacking stops at the limit.
pub(super) fn refuse_costly(bytes: &[u8], limits: Limits) -> Result<(), ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > MOST_PARTS {
        return Err(ReadError::TooMany { what: "parts".into(), limit: MOST_PARTS });
    }
    let mut left = limits.unpacked_bytes;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|error| refusal(&error))?;
        // A part whose name cannot be read is counted.
        if part.name().is_ok_and(|name| !is_xml(&name)) {
            continue;
        }
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|error| damaged(&error))?;
        left = left.checked_sub(read).ok_or(ReadError::TooLargeInside {
            format: FORMAT.into(),
            limit: limits.unpacked_bytes,
        })?;
    }
    Ok(())
}

/// The parts that a reader unpacks; pictures and fonts stay packed.
fn is_xml(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ["xml", "rels"].iter().any(|packed| ending.eq_ignore_ascii_case(packed))
}

fn refusal(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            ReadError::Encrypted { format: FORMAT.into() }
        }
        other => damaged(other),
    }
}

/// A damaged file, with the first words of what its reader says.
pub(super) fn damaged(error: &impl Display) -> ReadError {
    let reason: String = error.to_string().chars().take(120).collect();
    ReadError::Damaged { format: FORMAT.into(), reason: Cow::Owned(reason) }
}
