//! A service is started: the seed goes in once, and later starts do no more than they must.

use std::{collections::BTreeMap, fs, path::Path, time::SystemTime};

use strategraph::{
    app::{Service, index_directory, open_store, open_view, seed},
    config::{Config, Inputs},
    error::{Code, Result},
    model::Change,
    store::Store,
    view::refresh::Views,
};

use super::{assert_same, clock};
use crate::{
    database::{Database, both_engines},
    records::cases::base,
};

/// A small seed and a data directory, both for one test.
struct Place {
    directory: tempfile::TempDir,
    config: Config,
}

impl Place {
    /// On PostgreSQL the record is in the database that is given, on SQLite in the data directory.
    fn new(database: &Database) -> Self {
        let directory = tempfile::tempdir().unwrap();
        for (path, text) in base().0 {
            let path = directory.path().join("seed").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let at = |name: &str| directory.path().join(name).display().to_string();
        let mut flags = vec![("data_dir", at("data")), ("seed", at("seed"))];
        if database.url.starts_with("postgres") {
            flags.push(("database_url", database.url.clone()));
        }
        let inputs = Inputs { flags, directory: directory.path().into(), ..Inputs::default() };
        let config = Config::load(&inputs).unwrap().config;
        Self { directory, config }
    }

    async fn start(&self) -> Result<Service> {
        Service::open(&self.config, &clock()).await
    }

    async fn store(&self) -> Store {
        open_store(&self.config).await.unwrap()
    }

    /// Changes a file of the seed.
    fn edit(&self, file: &str, old: &str, new: &str) {
        let path = self.directory.path().join("seed").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "“{old}” is not in {file}");
        fs::write(path, text.replacen(old, new, 1)).unwrap();
    }

    /// What a revision wrote: action, table and identity of each row.
    async fn changes(&self, revision: i64) -> Vec<String> {
        let changes = self.store().await.list_changes(revision).await.unwrap();
        let told =
            |change: &Change| format!("{:?} {} {}", change.action, change.row_table, change.row_id);
        changes.iter().map(told).collect()
    }

    /// That the service shows what a view made from nothing would.
    async fn assert_true(&self, service: &Service, when: &str) {
        let rebuilt = Views::open(self.store().await, None).await.unwrap();
        assert_same(&service.view(), &rebuilt.current(), when);
    }
}

const PARTNERSHIP: &str = "partnerships/exampleshire.yaml";

/// The files of the index with the time at which each was written.
fn list_files(directory: &Path) -> BTreeMap<String, SystemTime> {
    fs::read_dir(directory.join("search"))
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let written = entry.metadata().unwrap().modified().unwrap();
            (entry.file_name().into_string().unwrap(), written)
        })
        .filter(|(name, _)| !name.contains("lock"))
        .collect()
}

both_engines!(the_first_start_loads_and_the_second_does_nothing, |database: Database| async move {
    let place = Place::new(&database);
    let first = place.start().await.unwrap();
    assert_eq!(first.view().revision(), 1);
    assert_eq!(first.view().record.partnerships.len(), 1);
    place.assert_true(&first, "after the first start").await;
    let files = list_files(&index_directory(&place.config));
    drop(first);
    let second = place.start().await.unwrap();
    assert_eq!(second.view().revision(), 1);
    assert_eq!(list_files(&index_directory(&place.config)), files, "the index was written again");
    place.assert_true(&second, "after the second start").await;
    let revisions = place.store().await.list_revisions(0, 9).await.unwrap();
    assert_eq!(revisions.len(), 1, "{revisions:?}");
});

both_engines!(a_seed_whose_files_are_the_same_is_not_read, |database: Database| async move {
    let place = Place::new(&database);
    drop(place.start().await.unwrap());
    let store = place.store().await;
    assert_eq!(seed::load(&store, &place.config, &clock()).await.unwrap(), None);
    // A comment changes the file, but nothing that is said.
    place.edit(PARTNERSHIP, "slug:", "# A comment.\nslug:");
    let outcome = seed::load(&store, &place.config, &clock()).await.unwrap().unwrap();
    assert!(!outcome.changed, "{outcome:?}");
    assert_eq!(store.revision().await.unwrap(), 1);
    assert_eq!(seed::load(&store, &place.config, &clock()).await.unwrap(), None);
});

both_engines!(a_changed_record_changes_only_what_it_touches, |database: Database| async move {
    let place = Place::new(&database);
    drop(place.start().await.unwrap());
    place.edit(PARTNERSHIP, "under 5%", "under 4%");
    let service = place.start().await.unwrap();
    assert_eq!(service.view().revision(), 2);
    let changes = place.changes(2).await;
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(changes[0].starts_with("Updated measure exampleshire-"), "{changes:?}");
    place.assert_true(&service, "after an edit").await;
});

both_engines!(a_removed_record_disappears_and_the_log_says_so, |database: Database| async move {
    let place = Place::new(&database);
    let before = place.start().await.unwrap().view();
    let programme = before.record.programmes.keys().next().unwrap().clone();
    let text = fs::read_to_string(place.directory.path().join("seed").join(PARTNERSHIP)).unwrap();
    let line = text.lines().find(|line| line.contains("Quit together")).unwrap();
    place.edit(PARTNERSHIP, &format!("programmes:\n{line}\n"), "");
    let service = place.start().await.unwrap();
    assert!(service.view().record.programmes.is_empty());
    let changes = place.changes(2).await;
    assert!(changes.contains(&format!("Removed programme {programme}")), "{changes:?}");
    let others = ["programme", "programme_partner", "programme_service"];
    let table = |change: &String| change.split(' ').nth(1).unwrap().to_owned();
    assert!(changes.iter().all(|change| others.contains(&&*table(change))), "{changes:?}");
    place.assert_true(&service, "after a removal").await;
});

both_engines!(
    a_broken_record_changes_nothing_and_every_problem_is_named,
    |database: Database| async move {
        let place = Place::new(&database);
        drop(place.start().await.unwrap());
        let store = place.store().await;
        let before = store.load_record().await.unwrap();
        let fingerprint = store.find_seed_fingerprint().await.unwrap();
        place.edit(PARTNERSHIP, "region: south-east", "region: south-beast");
        place.edit(PARTNERSHIP, "themes: [tobacco]", "themes: [tobaco]");
        place.edit("themes.yaml", "broader: prevention", "broader: preventions");
        let error = place.start().await.err().unwrap();
        assert_eq!(error.code(), Code::BadUserInput);
        for named in
            ["south-beast", "tobaco", "preventions", "exampleshire.yaml:4:", "themes.yaml:"]
        {
            assert!(error.chain().contains(named), "{named} is not in: {}", error.chain());
        }
        assert_eq!(store.load_record().await.unwrap(), before);
        assert_eq!(store.find_seed_fingerprint().await.unwrap(), fingerprint);
        place.edit(PARTNERSHIP, "south-beast", "south-east");
        place.edit(PARTNERSHIP, "tobaco]", "tobacco]");
        place.edit("themes.yaml", "preventions", "prevention");
        assert_eq!(place.start().await.unwrap().view().revision(), 1, "it is mended");
    }
);

both_engines!(
    a_command_beside_a_service_leaves_the_services_own_seed,
    |database: Database| async move {
        let place = Place::new(&database);
        drop(place.start().await.unwrap());
        let built_in = Config { seed: None, ..place.config.clone() };
        let view = open_view(&built_in, &clock()).await.unwrap();
        assert_eq!(view.revision(), 1);
        assert!(view.record.partnerships.contains_key("exampleshire"));
    }
);

both_engines!(an_index_that_is_lost_between_starts_is_made_anew, |database: Database| async move {
    let place = Place::new(&database);
    drop(place.start().await.unwrap());
    fs::remove_dir_all(index_directory(&place.config)).unwrap();
    let service = place.start().await.unwrap();
    place.assert_true(&service, "after the loss").await;
    assert!(list_files(&index_directory(&place.config)).contains_key("meta.json"));
});
