//! The passages that are kept beside the index: a start takes them from there, whatever is wrong
//! with them is noticed, and they follow every change.

use std::{fs, path::Path};

use strategraph::{
    model::{Point, Record},
    store::Store,
    view::passages::{Passages, Unusable},
    write::load_seed,
};

use super::{add_theme, assert_same, clock, open, rebuild, refresh};
use crate::database::{Database, both_engines, sample};

/// The sample in the database, and what is derived from it under the directory.
async fn prepare(store: &Store, directory: &Path) -> Point {
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    drop(open(store, directory).await);
    store.load_point().await.unwrap()
}

fn files(directory: &Path) -> Vec<(String, Vec<u8>)> {
    let folder = Passages::folder(directory);
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect()
}

/// A record of the passages alone.
fn rows(passages: &Passages) -> Record {
    let mut record = Record::default();
    passages.put_into(&mut record);
    record
}

both_engines!(a_start_takes_the_passages_that_are_kept, |database: Database| async move {
    let (store, directory) = (database.store, tempfile::tempdir().unwrap());
    let point = prepare(&store, directory.path()).await;
    // Kept passages that say something else show that they, and no rows, are read.
    let mut other = store.load_record().await.unwrap();
    let (slug, row) = other.passages.pop_first().unwrap();
    let mut row = (*row).clone();
    row.text = "Not what the database says.".to_owned();
    other.passages.insert(slug.clone(), row.into());
    fs::remove_dir_all(Passages::folder(directory.path())).unwrap();
    Passages::of(&other).keep(directory.path(), &point).unwrap();
    let view = open(&store, directory.path()).await.current();
    assert_eq!(view.passages.find(&slug).unwrap().row().text, "Not what the database says.");
    assert_eq!(rows(&view.passages).passage_themes, other.passage_themes);
});

both_engines!(whatever_is_damaged_is_noticed_and_made_anew, |database: Database| async move {
    let (store, directory) = (database.store, tempfile::tempdir().unwrap());
    let point = prepare(&store, directory.path()).await;
    for which in ["list", "packs"] {
        let whole = files(directory.path());
        assert_eq!(whole.len(), 2, "a list and the packs");
        let (name, bytes) = whole.iter().find(|(name, _)| name.starts_with(which)).unwrap();
        let path = Passages::folder(directory.path()).join(name);
        for place in [0, bytes.len() / 3, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x55;
            for damaged in [damaged, bytes[..place].to_vec()] {
                fs::write(&path, damaged).unwrap();
                assert!(Passages::find_damage(directory.path()).is_some(), "{name} at {place}");
                assert!(Passages::open(directory.path(), &point).is_err(), "{name} at {place}");
            }
        }
        let views = open(&store, directory.path()).await;
        assert_same(&views.current(), &*rebuild(&store).await, name);
        assert_eq!(Passages::find_damage(directory.path()), None, "{name} is made anew");
        assert!(Passages::open(directory.path(), &point).is_ok());
        assert_eq!(files(directory.path()).len(), 2, "nothing is left over");
    }
    let gone = Passages::folder(directory.path());
    fs::remove_dir_all(gone).unwrap();
    assert_eq!(Passages::open(directory.path(), &point).unwrap_err(), Unusable::Missing);
    assert_same(&open(&store, directory.path()).await.current(), &*rebuild(&store).await, "gone");
});

both_engines!(kept_passages_follow_the_record, |database: Database| async move {
    let (store, directory) = (database.store, tempfile::tempdir().unwrap());
    let before = prepare(&store, directory.path()).await;
    let views = open(&store, directory.path()).await;
    let old = views.current();
    add_theme(&store, "later").await;
    assert!(refresh(&views).await);
    let now = store.load_point().await.unwrap();
    assert_eq!(Passages::open(directory.path(), &before).unwrap_err(), Unusable::OtherPoint);
    let kept = Passages::open(directory.path(), &now).unwrap();
    assert_eq!(rows(&kept), rows(&views.current().passages));
    assert_same(&open(&store, directory.path()).await.current(), &*rebuild(&store).await, "later");
    fs::remove_dir_all(Passages::folder(directory.path())).unwrap();
    assert_eq!(rows(&old.passages), rows(&kept), "a view goes on reading a file that is gone");
    for _ in 0..2 {
        let anew = Passages::of(&store.load_record().await.unwrap());
        let again = anew.keep(directory.path(), &now).unwrap();
        assert_eq!(rows(&again), rows(&anew));
        assert_eq!(rows(&kept), rows(&anew), "what is kept anew is kept elsewhere");
        let later = Passages::open(directory.path(), &now).unwrap();
        Passages::default().keep(directory.path(), &now).unwrap();
        assert_eq!(rows(&later), rows(&anew), "also when nothing is left");
    }
});
