//! What is wrong is found, explained, and mended where it can be.

use std::{fs, os::unix::fs::PermissionsExt as _, path::PathBuf};

use strategraph::{
    app::{Finding, Severity, examine},
    error::Code,
    write::release,
};

use crate::{
    database::{Database, both_engines},
    releases::{Place, clock, naming},
};

async fn findings(place: &Place, mend: bool) -> Vec<Finding> {
    examine(place.config(), &clock(), mend).await.unwrap()
}

fn of<'a>(findings: &'a [Finding], check: &str) -> &'a Finding {
    findings.iter().find(|finding| finding.check == check).unwrap()
}

/// The checks that found something wrong.
fn wrong(findings: &[Finding]) -> Vec<&'static str> {
    let wrong = findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    wrong
        .map(|finding| {
            assert!(finding.advice.is_some(), "nobody is told what to do: {finding:?}");
            finding.check
        })
        .collect()
}

/// A record whose references, texts and revisions are sound, and its index.
async fn prepare(database: &Database) -> Place {
    let place = Place::new(database);
    drop(place.start().await);
    let store = place.store().await;
    release(&store, &clock(), naming("golden")).await.unwrap();
    store.close().await;
    place
}

/// Runs a statement past the program.
async fn run_sql(database: &Database, place: &Place, sql: &str) {
    let url = match &place.config().database_url {
        Some(url) => url.expose().to_owned(),
        None => format!("sqlite://{}", database_file(place).display()),
    };
    Database { store: database.store.clone(), url }.run_sql(sql).await;
}

fn database_file(place: &Place) -> PathBuf {
    place.config().data_dir.join("strategraph.sqlite")
}

both_engines!(what_is_as_it_should_be_is_called_good, |database: Database| async move {
    let place = prepare(&database).await;
    let found = findings(&place, false).await;
    assert_eq!(wrong(&found), [""; 0], "{found:#?}");
    assert!(found.len() >= 9, "{found:#?}");
});

both_engines!(each_kind_of_damage_is_found_and_named, |database: Database| async move {
    let place = prepare(&database).await;
    for (sql, check, names) in [
        (
            "update passage set text = 'x' || text where slug = (select min(slug) from passage)",
            "text offsets",
            "passage ",
        ),
        (
            "update theme set not_themes = '[\"nowhere\"]' where slug = 'best-start-in-life'",
            "references",
            "nowhere",
        ),
        ("update graph_state set revision = revision + 1", "revisions", "the last revision is 1"),
        (
            "update partner set revision = 77 where slug = (select min(slug) from partner)",
            "revisions",
            "partner",
        ),
        ("update release_part set content = 'AAAA' where position = 0", "releases", "golden"),
    ] {
        run_sql(&database, &place, sql).await;
        let found = findings(&place, false).await;
        let finding = of(&found, check);
        assert_eq!(finding.severity, Severity::Error, "{sql}: {finding:?}");
        let details = finding.details.join("\n");
        assert!(details.contains(names), "{sql}: {details}");
    }
});

both_engines!(an_index_of_other_rows_is_found_and_mended, |database: Database| async move {
    let place = prepare(&database).await;
    // The revision stays, so only what the index answers can tell.
    let sql = "update theme set label = 'Warm and dry houses' where slug = 'best-start-in-life'";
    run_sql(&database, &place, sql).await;
    let found = findings(&place, false).await;
    assert_eq!(wrong(&found), ["search index"], "{found:#?}");
    assert!(of(&found, "search index").says.contains("wrongly"), "{found:#?}");
    let mended = findings(&place, true).await;
    assert_eq!(of(&mended, "search index").severity, Severity::Mended);
    assert_eq!(wrong(&findings(&place, false).await), [""; 0]);
    fs::remove_dir_all(place.config().data_dir.join("index")).unwrap();
    assert_eq!(wrong(&findings(&place, false).await), ["search index"]);
    assert_eq!(wrong(&findings(&place, true).await), [""; 0]);
});

both_engines!(nothing_is_mended_under_a_running_service, |database: Database| async move {
    let place = prepare(&database).await;
    let service = place.start().await;
    assert_eq!(wrong(&findings(&place, false).await), [""; 0]);
    let error = examine(place.config(), &clock(), true).await.unwrap_err();
    assert_eq!(error.code(), Code::Conflict);
    drop(service);
});

#[tokio::test]
async fn a_damaged_database_file_is_named_with_what_to_do() {
    crate::database::on_sqlite(|database| async move {
        let place = prepare(&database).await;
        let mut bytes = fs::read(database_file(&place)).unwrap();
        let middle = bytes.len() / 2 / 4096 * 4096;
        bytes[middle..middle + 8192].fill(0x5a);
        fs::write(database_file(&place), &bytes).unwrap();
        let found = findings(&place, false).await;
        assert_eq!(of(&found, "database file").severity, Severity::Error, "{found:#?}");
        assert!(of(&found, "database file").advice.as_ref().unwrap().contains("restore"));
        fs::write(database_file(&place), "this is no database at all, only words").unwrap();
        let found = findings(&place, false).await;
        assert_eq!(of(&found, "database").severity, Severity::Error, "{found:#?}");
    })
    .await;
}

#[tokio::test]
async fn a_directory_that_is_not_there_and_a_file_that_all_may_write_are_found() {
    crate::database::on_sqlite(|database| async move {
        let place = Place::new(&database);
        let found = findings(&place, false).await;
        assert_eq!(wrong(&found), ["data directory", "database"], "{found:#?}");
        assert!(!place.config().data_dir.exists(), "looking made it");
        let place = prepare(&database).await;
        fs::set_permissions(database_file(&place), fs::Permissions::from_mode(0o666)).unwrap();
        assert_eq!(wrong(&findings(&place, false).await), ["permissions"]);
    })
    .await;
}
