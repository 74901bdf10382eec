//! The data directory: there, writable, private, with room.

use std::{fs, path::Path};

use super::{Finding, Severity};
use crate::{
    app::{database_file, index_directory},
    config::Config,
};

/// Room that should be left beside what is needed for the index to be made anew.
const SPARE_BYTES: u64 = 256 << 20;

pub(super) fn examine(config: &Config) -> Vec<Finding> {
    let directory = &config.data_dir;
    if !directory.is_dir() {
        return vec![Finding::bad(
            "data directory",
            Severity::Error,
            format!("There is no directory {}.", directory.display()),
            "Name the right one with --data-dir, or start `strategraph serve`, which makes it.",
        )];
    }
    let mut findings = vec![check_writable(directory), check_room(config)];
    findings.extend(check_private(config));
    findings
}

fn check_writable(directory: &Path) -> Finding {
    match tempfile_in(directory) {
        Ok(()) => Finding::good(
            "data directory",
            format!("{} is there and writable.", directory.display()),
        ),
        Err(error) => Finding::bad(
            "data directory",
            Severity::Error,
            format!("{} cannot be written to ({error}).", directory.display()),
            "Give the user of the service the right to write there, free space on its disk, or mount it for writing. Reads go on meanwhile, writes fail.",
        ),
    }
}

/// Proves that a file can be made, filled and removed.
fn tempfile_in(directory: &Path) -> std::io::Result<()> {
    let path = directory.join(format!("doctor.{}", std::process::id()));
    let written = fs::write(&path, [b'x'; 4096]);
    let removed = fs::remove_file(&path);
    written.and(removed)
}

fn check_room(config: &Config) -> Finding {
    let free = match fs4::available_space(&config.data_dir) {
        Ok(free) => free,
        Err(error) => {
            return Finding::bad(
                "disk space",
                Severity::Warning,
                format!("The free space of the disk cannot be asked for ({error})."),
                "Look for yourself, for instance with df.",
            );
        }
    };
    // A new index is made while the old one is still there.
    let needed =
        size_of(&index_directory(config)) + size_of(&database_file(config)) / 4 + SPARE_BYTES;
    let megabytes = |bytes: u64| bytes >> 20;
    let says = format!("{} MB are free, {} MB should be.", megabytes(free), megabytes(needed));
    if free >= needed {
        return Finding::good("disk space", says);
    }
    let advice = "Free space on the disk of the data directory: without room writes fail and an index that has to be made anew cannot be.";
    Finding::bad("disk space", Severity::Warning, says, advice)
}

/// The bytes of a file, or of all files in a directory.
fn size_of(path: &Path) -> u64 {
    let Ok(found) = fs::symlink_metadata(path) else { return 0 };
    if !found.is_dir() {
        return found.len();
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| size_of(&entry.path())).sum()
}

/// The database holds the digests of tokens and, in proposals, what nobody has confirmed yet.
#[cfg(unix)]
fn check_private(config: &Config) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt as _;
    let file = database_file(config);
    let mode = |path: &Path| fs::metadata(path).map(|found| found.permissions().mode()).ok();
    let (of_file, of_directory) = (mode(&file)?, mode(&config.data_dir)?);
    // Others need both: to pass through the directory and to read or write the file.
    if of_file & 0o002 != 0 && of_directory & 0o001 != 0 {
        let says = format!("Everybody on this machine may write {}.", file.display());
        let advice = format!("chmod 600 {}", file.display());
        return Some(Finding::bad("permissions", Severity::Warning, says, advice));
    }
    Some(Finding::good("permissions", "Only its owner and group may write the database."))
}

#[cfg(not(unix))]
fn check_private(_: &Config) -> Option<Finding> {
    None
}
