//! Killed at moments that chance gives, while documents are ingested and the view is brought along:
//! every acknowledged write is there, nothing is half-written, and the view equals a rebuild.

use std::{
    fmt::Write as _,
    fs,
    process::Stdio,
    time::{Duration, Instant},
};

use strategraph::{
    app::{Severity, examine},
    clock::Clock,
    config::{Config, Inputs},
    model::Record,
};

use super::{
    engines::Chance,
    process::{FOUND, Site},
};
use crate::database::{Database, both_engines};

/// How often it is killed on each engine; `STRATEGRAPH_TEST_KILLS` kills more.
const KILLS: usize = 8;

fn config_of(site: &Site) -> Config {
    let mut flags = vec![("data_dir", site.data().display().to_string())];
    flags.extend(site.url.iter().map(|url| ("database_url", url.clone())));
    let inputs = Inputs { flags, directory: site.home.path().into(), ..Inputs::default() };
    Config::load(&inputs).unwrap().config
}

/// Nothing is wrong with the record. The index may be behind: it is brought along at a start.
pub(super) async fn assert_sound(site: &Site, with_index: bool, when: &str) {
    let clock = Clock::fixed("2026-11-23T09:00:00Z");
    for finding in examine(&config_of(site), &clock, false).await.unwrap() {
        let excused = finding.check == "search index" && !with_index;
        assert!(finding.severity < Severity::Warning || excused, "{when}: {finding:#?}");
    }
}

/// The document is there whole or not at all; whether it is.
fn holds(record: &Record, number: usize) -> bool {
    let title = format!("Heronry {number}");
    let document = record.documents.values().find(|document| document.title == title);
    let Some(document) = document else { return false };
    let passages = record.passages.values().filter(|row| row.document == document.slug);
    assert_eq!(passages.count(), 40, "{title} is half-written");
    true
}

both_engines!(
    every_acknowledged_write_outlives_a_kill_at_any_moment,
    |database: Database| async move {
        let site = Site::new(&database).await;
        let more = std::env::var("STRATEGRAPH_TEST_KILLS").ok();
        let kills: usize = more.map_or(KILLS, |text| text.parse().unwrap());
        let began = Instant::now();
        assert!(site.ingest(0).status.success());
        let longest = began.elapsed().mul_f64(1.5);
        let (mut chance, mut acknowledged, mut both) = (Chance::new(11), vec![0], 0);
        for number in 1..=kills {
            let name = site.document(number);
            let mut service = site.serve(&[]);
            let mut ingest = site.command(&["ingest", &name, "--partnership", "north-shore"]);
            let mut ingest = ingest.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            let moment = longest.mul_f64(chance.below(1000) as f64 / 1000.0);
            until(Instant::now() + moment);
            service.process.kill().unwrap();
            // Half of the time the writer is killed too.
            if chance.below(2) == 0 {
                ingest.kill().unwrap();
                both += 1;
            }
            if ingest.wait().unwrap().success() {
                acknowledged.push(number);
            }
            service.kill();
            let when = format!("kill {number} after {moment:?}");
            assert_sound(&site, false, &when).await;
            let store = site.store().await;
            let record = store.load_record().await.unwrap();
            store.close().await;
            for number in &acknowledged {
                assert!(holds(&record, *number), "{when}: document {number} was acknowledged");
            }
            for number in 0..=number {
                holds(&record, number);
            }
        }
        let service = site.serve(&[]);
        let store = site.store().await;
        let record = store.load_record().await.unwrap();
        let held = (0..=kills).filter(|number| holds(&record, *number)).count();
        let words = format!("\"totalCount\":{}}}", held * 40);
        service.wait_for(FOUND, &words);
        service.kill();
        assert_sound(&site, true, "at the end").await;
        assert!(acknowledged.len() > kills / 4 && both > 0, "{acknowledged:?}, {both}");
        eprintln!(
            "{kills} kills, {} of the writer too; {} acknowledged, {held} held",
            both,
            acknowledged.len()
        );
        store.close().await;
    }
);

both_engines!(a_load_that_is_killed_leaves_all_or_nothing, |database: Database| async move {
    let site = Site::new(&database).await;
    let corpus = site.home.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    write_corpus(&corpus);
    let (mut chance, mut whole) = (Chance::new(23), 0);
    let mut longest = Duration::from_secs(2);
    for round in 0..4 {
        let store = empty(&site).await;
        let began = Instant::now();
        let mut load = site.command(&["load", "corpus"]);
        let mut load = load.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // The first one tells how long a load takes.
        let acknowledged = if round == 0 {
            let done = load.wait().unwrap().success();
            longest = began.elapsed();
            done
        } else {
            until(Instant::now() + longest.mul_f64(chance.below(1000) as f64 / 1000.0));
            load.kill().unwrap();
            load.wait().unwrap().success()
        };
        let record = store.load_record().await.unwrap();
        let passages = record.passages.len();
        assert!(passages == 0 || passages == 3000, "{passages} passages of 3,000");
        assert!(!acknowledged || passages == 3000, "an acknowledged load is gone");
        whole += usize::from(passages == 3000);
        store.close().await;
    }
    assert!(whole > 0, "no load came through");
});

/// An empty record in place of what was there.
async fn empty(site: &Site) -> strategraph::store::Store {
    for derived in
        ["index", "strategraph.sqlite", "strategraph.sqlite-wal", "strategraph.sqlite-shm"]
    {
        let path = site.data().join(derived);
        let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
    }
    if let Some(url) = &site.url {
        let store = strategraph::store::Store::open(url).await.unwrap();
        let database = Database { store: store.clone(), url: url.clone() };
        database.run_sql("drop schema public cascade").await;
        database.run_sql("create schema public").await;
        store.close().await;
    }
    site.store().await
}

fn write_corpus(place: &std::path::Path) {
    let mut passages = String::new();
    for id in 1..=3000 {
        let _ = writeln!(
            passages,
            "{{\"id\":{id},\"strategy_id\":1,\"priority_id\":null,\"seq\":{id},\"page\":1,\"text\":\"Hubs open in town {id}.\"}}"
        );
    }
    for (name, text) in [
        (
            "themes.jsonl",
            "{\"id\":1,\"slug\":\"best-start\",\"name\":\"Best start\",\"parent_id\":null}\n",
        ),
        (
            "partnerships.jsonl",
            "{\"id\":1,\"code\":\"north-shore\",\"name\":\"North Shore ICP\",\"region\":\"North East and Yorkshire\",\"population\":1200}\n",
        ),
        (
            "strategies.jsonl",
            "{\"id\":1,\"partnership_id\":1,\"edition\":1,\"year\":2022,\"title\":\"Shore plan 2022\"}\n",
        ),
        ("passages.jsonl", &passages),
    ] {
        fs::write(place.join(name), text).unwrap();
    }
}

/// Waits for a moment; the moment is what is tried here.
fn until(moment: Instant) {
    while let Some(left) =
        moment.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
    {
        std::thread::park_timeout(left);
    }
}
