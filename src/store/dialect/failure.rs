//! What the engines' errors mean to people: the public message where somebody can do something
//! about it, else a mistake of ours.

use sqlx::error::DatabaseError;

use crate::error::Error;

/// The error for people, with the driver's own as its cause.
pub(super) fn failure(error: sqlx::Error) -> Error {
    match public_message(&error) {
        Some(message) => Error::unavailable(message).because(error),
        None => Error::internal(error),
    }
}

/// Whether another connection or server may do better: this one does not answer, or refuses work
/// because it is ending, beginning, or a standby.
pub(super) fn is_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(cause) => cause.code().is_some_and(|code| {
            code.starts_with("08") || code.starts_with("57P") || code == "25006"
        }),
        _ => false,
    }
}

/// The error of a server that does not answer in time, or not as it must.
pub(super) fn no_answer(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, why))
}

/// The error of a commit whose answer did not come.
pub(super) fn unknown_outcome(error: sqlx::Error) -> Error {
    if is_lost(&error) {
        return Error::unavailable("The database went away while the change was committed, so whether it is stored is not known: look before you try again.").because(error);
    }
    failure(error)
}

const UNREACHABLE: &str = "The database cannot be reached: check that it runs and that its address is right, then try again.";
const BUSY: &str = "The database is busy with other work: try again in a moment.";
const READ_ONLY: &str =
    "The database cannot be written: check the permissions of its file and folder or of its user.";
const CANNOT_OPEN: &str =
    "The database file cannot be opened: check that its folder exists and may be written.";
const FULL: &str = "The database has no room left: free space on its disk, then try again.";
const DAMAGED: &str = "The database file is damaged or is no database: restore it from a backup, or name another file.";
const REFUSED: &str = "The database refused the user or has no database of that name: check its address, user and password.";

/// What to tell people where they, or who runs the service, can do something about it.
fn public_message(error: &sqlx::Error) -> Option<&'static str> {
    match error {
        sqlx::Error::PoolTimedOut => Some(BUSY),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Some(UNREACHABLE),
        sqlx::Error::Database(cause) => database_message(&**cause),
        _ => None,
    }
}

fn database_message(error: &dyn DatabaseError) -> Option<&'static str> {
    let code = error.code()?;
    match code.parse::<u32>() {
        // SQLite's codes are small numbers whose low byte is the kind; PostgreSQL's have five
        // characters, and those that are digits only are larger.
        Ok(number) if code.len() < 5 => match number & 0xff {
            5 | 6 => Some(BUSY),
            8 => Some(READ_ONLY),
            13 => Some(FULL),
            3 | 10 | 14 | 23 => Some(CANNOT_OPEN),
            11 | 26 => Some(DAMAGED),
            _ => None,
        },
        _ => match code.get(..2)? {
            "08" | "57" => Some(UNREACHABLE),
            "28" | "3D" => Some(REFUSED),
            _ if &*code == "53100" => Some(FULL),
            _ if matches!(&*code, "42501" | "25006") => Some(READ_ONLY),
            "40" | "53" | "55" => Some(BUSY),
            _ => None,
        },
    }
}
