//! Which build of the program is running: cached pages of another build are not reused.

use std::time::UNIX_EPOCH;

/// The version, and size and time of the program's file: two builds of one version differ, and
/// replicas that run the same image agree. Only the version where the file cannot be looked at.
pub fn build_id() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let stamp = file.and_then(|file| Ok((file.len(), file.modified()?)));
    match stamp {
        Ok((bytes, modified)) => {
            let seconds = modified.duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs());
            format!("{version}-{bytes:x}-{seconds:x}")
        }
        Err(_) => version.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_named_by_more_than_its_version_and_always_the_same() {
        assert!(build_id().starts_with(concat!(env!("CARGO_PKG_VERSION"), "-")), "{}", build_id());
        assert_eq!(build_id(), build_id());
    }
}
