//! A replica begins from a snapshot of the index where it fits or can be brought along, and makes
//! the index anew where not; the log says which and why, and answers are right each time.

use std::{fs, path::Path};

use strategraph::write::load_seed;

use super::{
    killed::assert_sound,
    process::{FOUND, Running, Site},
};
use crate::{
    database::{Database, both_engines, on_sqlite, sample},
    releases::clock,
};

fn take(site: &Site, file: &str) {
    let output = site.command(&["snapshot", file]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// A replica that has no index yet.
fn begin(site: &Site, source: &str) -> Running {
    let _ = fs::remove_dir_all(site.data().join("index"));
    site.serve_with(&["--snapshot", source], &[])
}

const TAKEN: &str = "was taken from a snapshot";
const BROUGHT: &str = "brought along";
const BUILT: &str = "search index built";

/// What the log says of how it began, and that it answers rightly.
async fn assert_began(site: &Site, service: Running, said: &str, passages: usize) {
    service.wait_for(FOUND, &format!("\"totalCount\":{passages}}}"));
    let log = service.log();
    assert_eq!(service.logged(said), 1, "{log}");
    assert_eq!(service.logged(BUILT), usize::from(!said.starts_with(['w', 'b'])), "{log}");
    service.kill();
    assert_sound(site, true, said).await;
}

both_engines!(
    a_replica_begins_from_a_snapshot_and_the_log_says_how,
    |database: Database| async move {
        let site = Site::new(&database).await;
        for number in 1..=5 {
            assert!(site.ingest(number).status.success());
        }
        take(&site, "x.snapshot");
        assert_began(&site, begin(&site, "x.snapshot"), TAKEN, 200).await;
        assert!(site.ingest(6).status.success());
        assert_began(&site, begin(&site, "x.snapshot"), BROUGHT, 240).await;
        for number in 7..=9 {
            assert!(site.ingest(number).status.success());
        }
        assert_began(&site, begin(&site, "x.snapshot"), "making it anew is quicker", 360).await;
        // One that is there already is used as it is.
        let service = site.serve_with(&["--snapshot", "x.snapshot"], &[]);
        assert_eq!(service.logged("no snapshot is needed"), 1, "{}", service.log());
    }
);

fn damage(file: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(file).unwrap();
    change(&mut bytes);
    fs::write(file, bytes).unwrap();
}

#[tokio::test]
async fn a_snapshot_that_does_not_fit_is_left_and_named() {
    on_sqlite(|database| async move {
        let site = Site::new(&database).await;
        let file = site.home.path().join("x.snapshot");
        let none = begin(&site, "nowhere.snapshot");
        assert_began(&site, none, "cannot be opened", 0).await;
        for (says, change) in [
            ("damaged or none", (|bytes| bytes.truncate(bytes.len() / 2)) as fn(&mut Vec<u8>)),
            ("damaged or none", |bytes| {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0x20;
            }),
            ("damaged or none", |bytes| *bytes = b"no snapshot".to_vec()),
        ] {
            take(&site, "x.snapshot");
            damage(&file, change);
            assert_began(&site, begin(&site, "x.snapshot"), says, 0).await;
        }
        let private = begin(&site, "https://127.0.0.1:1/x.snapshot");
        assert_began(&site, private, "cannot be fetched", 0).await;
        // Of the same number, but of another record.
        take(&site, "x.snapshot");
        for name in ["strategraph.sqlite", "strategraph.sqlite-wal", "strategraph.sqlite-shm"] {
            let _ = fs::remove_file(site.data().join(name));
        }
        let store = site.store().await;
        load_seed(&store, &clock(), sample::record(), "somebody else").await.unwrap();
        strategraph::write::keep_seed_fingerprint(&store, "corpus:test").await.unwrap();
        store.close().await;
        assert_began(&site, begin(&site, "x.snapshot"), "another record", 0).await;
    })
    .await;
}
