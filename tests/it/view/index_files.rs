//! The files of the index, missing, of another revision, or damaged: the view comes out right
//! nevertheless, and the last good one stays as long as it cannot.

use std::{fs, path::Path};

use strategraph::{
    error::Code,
    view::search::{SearchIndex, build_documents},
};

use super::{add_theme, answers, assert_same, clock, open, rebuild, refresh};
use crate::database::{Database, both_engines, sample};
use strategraph::{store::Store, write::load_seed};

/// The sample in the database, and an index of it under the directory.
async fn prepare(store: &Store, directory: &Path) {
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    drop(open(store, directory).await);
}

/// Opens views on what lies there; they must be right, and the index be put right.
async fn assert_heals(store: &Store, directory: &Path, what: &str) {
    let views = open(store, directory).await;
    assert_same(&views.current(), &*rebuild(store).await, what);
    let revision = store.revision().await.unwrap();
    assert_eq!(SearchIndex::find_point(directory).map(|it| it.revision), Some(revision), "{what}");
}

/// The names of the files of the index.
fn list_files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

both_engines!(
    an_index_that_is_missing_or_of_another_revision_is_made_anew,
    |database: Database| async move {
        let (store, directory) = (database.store, tempfile::tempdir().unwrap());
        prepare(&store, directory.path()).await;
        let record = store.load_record().await.unwrap();
        for (what, revision) in [("behind", record.revision - 1), ("ahead", record.revision + 5)] {
            let mut other = record.clone();
            other.themes.remove("housing");
            other.priority_themes.retain(|_, row| &*row.theme != "housing");
            let documents = || build_documents(&other);
            drop(SearchIndex::open(Some(directory.path()), revision, documents).unwrap());
            assert_eq!(
                SearchIndex::find_point(directory.path()).map(|it| it.revision),
                Some(revision)
            );
            assert_heals(&store, directory.path(), what).await;
        }
        fs::remove_dir_all(directory.path()).unwrap();
        assert_heals(&store, directory.path(), "missing").await;
    }
);

both_engines!(
    whichever_file_of_the_index_is_damaged_the_view_is_right,
    |database: Database| async move {
        let (store, directory) = (database.store, tempfile::tempdir().unwrap());
        prepare(&store, directory.path()).await;
        let folder = directory.path().join("search");
        let whole: Vec<(String, Vec<u8>)> = list_files(&folder)
            .into_iter()
            .map(|name| (name.clone(), fs::read(folder.join(name)).unwrap()))
            .filter(|(_, bytes)| !bytes.is_empty())
            .collect();
        assert!(whole.len() > 5, "{whole:?}");
        for (name, bytes) in &whole {
            let mut flipped = bytes.clone();
            flipped[bytes.len() / 2] ^= 0x55;
            let half = bytes[..bytes.len() / 2].to_vec();
            for (how, damaged) in [("flipped", flipped), ("cut", half), ("emptied", Vec::new())] {
                fs::remove_dir_all(&folder).unwrap();
                fs::create_dir(&folder).unwrap();
                for (name, bytes) in &whole {
                    fs::write(folder.join(name), bytes).unwrap();
                }
                fs::write(folder.join(name), damaged).unwrap();
                assert_heals(&store, directory.path(), &format!("{name} {how}")).await;
            }
        }
    }
);

both_engines!(an_index_that_fits_is_used_as_it_is, |database: Database| async move {
    let (store, directory) = (database.store, tempfile::tempdir().unwrap());
    prepare(&store, directory.path()).await;
    let files = list_files(&directory.path().join("search"));
    assert_heals(&store, directory.path(), "whole").await;
    // Segments are named at random, so an index made anew would have others.
    assert_eq!(list_files(&directory.path().join("search")), files);
});

both_engines!(
    while_the_index_cannot_be_written_the_last_view_stays,
    |database: Database| async move {
        let (store, directory) = (database.store, tempfile::tempdir().unwrap());
        prepare(&store, directory.path()).await;
        let folder = directory.path().join("search");
        let views = open(&store, directory.path()).await;
        let (before, told) = (views.current(), answers(&views.current()));
        add_theme(&store, "later").await;
        fs::remove_dir_all(&folder).unwrap();
        fs::write(&folder, "in the way").unwrap();
        for _ in 0..2 {
            let error = views.refresh().await.unwrap_err();
            assert_eq!(error.code(), Code::Unavailable);
            assert_eq!(views.current().revision(), before.revision());
            assert!(answers(&views.current()) == told);
        }
        fs::remove_file(&folder).unwrap();
        let revision = add_theme(&store, "later-still").await;
        assert!(refresh(&views).await);
        assert_eq!(views.current().revision(), revision);
        assert_same(&views.current(), &*rebuild(&store).await, "after the trouble");
        assert!(answers(&before) == told);
    }
);

both_engines!(
    an_index_that_vanishes_under_a_running_service_comes_back,
    |database: Database| async move {
        let (store, directory) = (database.store, tempfile::tempdir().unwrap());
        prepare(&store, directory.path()).await;
        let views = open(&store, directory.path()).await;
        fs::remove_dir_all(directory.path()).unwrap();
        let revision = add_theme(&store, "later").await;
        assert!(refresh(&views).await);
        assert_same(&views.current(), &*rebuild(&store).await, "after the loss");
        assert_eq!(SearchIndex::find_point(directory.path()).map(|it| it.revision), Some(revision));
    }
);
