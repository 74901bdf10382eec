//! Backups as files: written whole or not at all, checked, and put back.
//!
//! Not here: what a backup holds and how it gets into a database (`store::backup`).

use std::{
    fs::{self, File},
    io::{BufReader, BufWriter},
    path::{Path, PathBuf},
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};

use super::{DataDir, index_directory, service::database_url};
use crate::{
    clock::Clock,
    config::Config,
    error::{Code, Error, Result},
    store::{self, Contents, Store},
};

/// Writes everything that the database of the settings holds into a file, beside a running
/// service. The file appears only when it is whole, and only its owner may read it: it holds the
/// digests of tokens.
///
/// # Errors
/// `CONFLICT` where the file is there already and `replace` is not given, `NOT_FOUND` where there
/// is no database yet, `UNAVAILABLE` where it cannot be read or the file not be written.
pub async fn back_up(
    config: &Config,
    clock: &Clock,
    path: &Path,
    replace: bool,
) -> Result<Contents> {
    if path.exists() && !replace {
        return Err(Error::new(
            Code::Conflict,
            format!("{} is there already: choose another name, or say --replace.", path.display()),
        ));
    }
    let store = Store::open_as_it_is(&database_url(config)).await?;
    let unfinished = beside(path);
    let unwritable = |error: std::io::Error| {
        Error::unavailable(format!(
            "The backup {} cannot be written ({error}): check its folder and the room on its disk.",
            path.display()
        ))
    };
    let file = private(&unfinished).map_err(unwritable)?;
    let mut out = GzEncoder::new(BufWriter::new(file), Compression::fast());
    let written = store.back_up(&clock.now(), &mut out).await;
    store.close().await;
    let finished = written.and_then(|contents| {
        let file = out.finish().and_then(|out| Ok(out.into_inner()?)).map_err(unwritable)?;
        file.sync_all().map_err(unwritable)?;
        fs::rename(&unfinished, path).map_err(unwritable)?;
        Ok(contents)
    });
    if finished.is_err() {
        // What is left of it helps nobody; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&unfinished);
    }
    finished
}

/// Holds every byte of a backup against its checksums.
///
/// # Errors
/// `UNAVAILABLE` where it is damaged, `BAD_USER_INPUT` where it is none or cannot be opened.
pub fn verify_backup(path: &Path) -> Result<Contents> {
    store::verify(open(path)?)
}

/// Puts a backup in the place of what the database of the settings holds, after checking all of
/// it, and removes the indexes that were made of what was there.
///
/// # Errors
/// As [`verify_backup`] and [`store::restore`]; `CONFLICT` where a service uses the data directory.
pub async fn restore_backup(config: &Config, path: &Path, replace: bool) -> Result<Contents> {
    let held = DataDir::open(&config.data_dir)?;
    verify_backup(path)?;
    let contents = store::restore(&database_url(config), open(path)?, replace).await?;
    // They may be of the same revision number and yet of other rows.
    for derived in [index_directory(config), held.path().join("releases")] {
        match fs::remove_dir_all(&derived) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::unavailable(format!(
                    "The record is restored, but {} cannot be removed ({error}): remove it before the next start.",
                    derived.display()
                )));
            }
            _ => {}
        }
    }
    Ok(contents)
}

fn open(path: &Path) -> Result<BufReader<GzDecoder<BufReader<File>>>> {
    let file = File::open(path).map_err(|error| {
        Error::bad_user_input(format!("{} cannot be opened ({error}).", path.display()))
    })?;
    Ok(BufReader::new(GzDecoder::new(BufReader::new(file))))
}

/// Where the backup is while it is written.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.unfinished", std::process::id()));
    name.into()
}

/// A new file that only this user may read.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
