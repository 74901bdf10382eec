//! Naming a revision for good.
//!
//! A release keeps its rows itself, frozen, rather than pointing into the change log: a log that
//! tells of a bulk load only the sum, or tables of another form, must not change or lose what was
//! cited. It costs about a twelfth of the rows' size once. Rows are read in one transaction that
//! sees one revision, and frozen outside any, so that writers do not wait.

use crate::{
    clock::Clock,
    error::{Code, Error, Result},
    model::{RELEASE_NAMES, Record, Release, is_release_name},
    store::{Frozen, Store},
};

/// What is to be named, and how.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'a> {
    /// The name. See [`RELEASE_NAMES`].
    pub name: &'a str,
    /// Which revision; the present one where none is given.
    pub revision: Option<i64>,
    /// What is to be known about it.
    pub note: Option<&'a str>,
    /// Who names it.
    pub by: &'a str,
}

/// Names a revision. The record does not change and no revision is made.
///
/// Fails with `BAD_USER_INPUT` for a name that cannot be one or a record without rows, with
/// `CONFLICT` where the name is taken (a release never changes) or the revision cannot be brought
/// back, and with `NOT_FOUND` where there is no such revision.
pub async fn release(store: &Store, clock: &Clock, naming: Naming<'_>) -> Result<Release> {
    if !is_release_name(naming.name) {
        return Err(Error::bad_user_input(format!(
            "“{}” cannot be the name of a release: it has {RELEASE_NAMES}.",
            naming.name
        )));
    }
    if let Some(held) = store.find_release(naming.name).await? {
        return Err(taken(&held));
    }
    let record = match naming.revision {
        Some(revision) => store.load_record_at(revision).await?,
        None => store.load_record().await?,
    };
    if record.rows() == 0 {
        return Err(Error::bad_user_input(format!(
            "Revision {} has no rows: there is nothing to name.",
            record.revision
        )));
    }
    keep(store, clock, naming, record).await
}

async fn keep(store: &Store, clock: &Clock, naming: Naming<'_>, record: Record) -> Result<Release> {
    let revision = record.revision;
    let frozen = tokio::task::spawn_blocking(move || Frozen::of(&record))
        .await
        .map_err(Error::internal)??;
    let release = Release {
        name: naming.name.to_owned(),
        revision,
        at: clock.now(),
        by: naming.by.to_owned(),
        note: naming.note.map(str::to_owned),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        rows: frozen.rows(),
        sha256: frozen.sha256().to_owned(),
    };
    if store.keep_release(&release, &frozen).await? {
        return Ok(release);
    }
    // Somebody else has just taken the name.
    match store.find_release(naming.name).await? {
        Some(held) => Err(taken(&held)),
        None => Err(Error::internal("a release was neither kept nor found")),
    }
}

fn taken(held: &Release) -> Error {
    Error::new(
        Code::Conflict,
        format!(
            "There is a release “{}” already: it is revision {}, named on {}. A release never changes, so choose another name.",
            held.name, held.revision, held.at
        ),
    )
}
