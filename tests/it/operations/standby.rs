//! A primary with a standby: replicas read from the standby and write to the primary, and when the
//! standby takes over they follow it, also where it had not got everything.

use std::time::{Duration, Instant};

use strategraph::{model::Role, write::create_token};

use super::{
    killed::assert_sound,
    process::{FOUND, PATIENCE, Running, Site},
    servers::{Server, url},
};
use crate::releases::clock;

/// A question for a phrase, up to the phrase.
const PHRASE: &str = "/graphql?query=%7Bsearch(query:%22";

/// A data directory for a service over these servers.
fn site(url: String) -> Site {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("data")).unwrap();
    Site { home, url: Some(url) }
}

fn header<'answer>(answer: &'answer str, name: &str) -> &'answer str {
    let mut lines = answer.lines().take_while(|line| !line.is_empty());
    lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_default()
}

/// How many texts are found, and at which revision.
fn found(answer: &str) -> (&str, &str) {
    let count = answer.split("\"totalCount\":").nth(1).unwrap_or_default();
    (count.split('}').next().unwrap_or_default(), header(answer, "graph-revision"))
}

pub(super) const WRITE: &str =
    "{\"query\":\"mutation { rejectProposal(id: \\\"no-such-thing\\\") { revision } }\"}";

/// Tries to write over the API; what it answers. Where it can write, there is no such proposal.
pub(super) fn write(service: &Running, token: &str) -> String {
    let token = format!("authorization: Bearer {token}");
    service.send("POST", "/graphql", &["content-type: application/json", &token], WRITE)
}

pub(super) async fn token(site: &Site) -> String {
    let store = site.store().await;
    let created = create_token(&store, &clock(), "writer", Role::Curator, None).await.unwrap();
    store.close().await;
    created.word.write()
}

#[tokio::test]
async fn a_replica_reads_from_a_standby_and_writes_to_the_primary() {
    let primary = Server::new();
    let first = site(primary.url());
    first.fill().await;
    let standby = primary.standby();
    let second = site(primary.url());
    let service = second.serve_with(&["--read-url", &standby.url()], &[]);
    let token = token(&first).await;
    assert!(first.ingest(1).status.success());
    service.wait_for(FOUND, "\"totalCount\":40");
    // The standby stays behind; the primary goes on.
    standby.tell("select pg_wal_replay_pause()").await;
    assert!(first.ingest(2).status.success());
    let store = first.store().await;
    let revision = store.revision().await.unwrap();
    store.close().await;
    let written = format!("graph-revision: {revision}");
    let began = Instant::now();
    let answer = service.send("GET", FOUND, &[&written], "");
    assert!(answer.contains(" 503 ") && answer.contains("STALE_VIEW"), "{answer}");
    assert!(began.elapsed() > Duration::from_secs(1), "it did not wait");
    assert!(began.elapsed() < Duration::from_secs(8), "it waited for ever");
    let old = service.get(FOUND);
    assert_eq!(found(&old), ("40", &*(revision - 1).to_string()), "{old}");
    standby.tell("select pg_wal_replay_resume()").await;
    let answer = service.send("GET", FOUND, &[&written], "");
    assert_eq!(found(&answer), ("80", &*revision.to_string()), "{answer}");
    // The primary goes: reading does not notice, writing says so.
    let reachable = |answer: &str| answer.contains("NOT_FOUND");
    let began = Instant::now();
    while !reachable(&write(&service, &token)) {
        assert!(began.elapsed() < PATIENCE, "{}", write(&service, &token));
    }
    primary.stop();
    let answer = write(&service, &token);
    assert!(answer.contains("UNAVAILABLE") && answer.contains("cannot be reached"), "{answer}");
    assert_eq!(found(&service.get(FOUND)).0, "80");
    assert!(service.get("/ready").contains("\"trouble\":null"), "{}", service.get("/ready"));
    // A replica can begin without the primary.
    let third = site(primary.url());
    let other = third.serve_with(&["--read-url", &standby.url()], &[]);
    assert_eq!(found(&other.get(FOUND)), ("80", &*revision.to_string()));
    assert_eq!(other.logged("no server takes writes"), 1, "{}", other.log());
    primary.start();
    let began = Instant::now();
    while !reachable(&write(&other, &token)) {
        assert!(began.elapsed() < PATIENCE, "{}", other.log());
    }
    assert!(first.ingest(3).status.success());
    for service in [&service, &other] {
        service.wait_for(FOUND, "\"totalCount\":120");
        assert_eq!(service.logged("cannot be brought to the record"), 0, "{}", service.log());
    }
}

/// A primary, a standby, and replicas that know both: one reads from either, one from the primary.
struct Pair {
    primary: Server,
    standby: Server,
    sites: [Site; 2],
    services: [Running; 2],
}

impl Pair {
    async fn new() -> Self {
        let primary = Server::new();
        let first = site(primary.url());
        first.fill().await;
        let standby = primary.standby();
        let both = url(&[&primary.host(), &standby.host()]);
        let sites = [site(both.clone()), site(both)];
        let readers = url(&[&standby.host(), &primary.host()]);
        let services = [sites[0].serve(&[]), sites[1].serve_with(&["--read-url", &readers], &[])];
        Self { primary, standby, sites, services }
    }

    /// Until both replicas have so many texts; then they must be the same.
    fn wait_for(&self, texts: usize) {
        let words = format!("\"totalCount\":{texts}}}");
        let [first, second] =
            self.services.each_ref().map(|service| service.wait_for(FOUND, &words));
        for name in ["graph-revision", "graph-lineage", "etag"] {
            assert_eq!(header(&first, name), header(&second, name), "{name}");
        }
        assert_ne!(header(&first, "graph-lineage"), "");
    }

    async fn assert_sound(self) {
        for (site, service) in self.sites.iter().zip(self.services) {
            service.kill();
            assert_sound(site, true, "after the failover").await;
        }
    }
}

#[tokio::test]
async fn a_standby_takes_over_and_nothing_acknowledged_is_lost() {
    let pair = Pair::new().await;
    pair.primary.wait_for_standby().await;
    let token = token(&pair.sites[0]).await;
    assert!(pair.sites[0].ingest(1).status.success());
    pair.wait_for(40);
    for service in &pair.services {
        assert!(write(service, &token).contains("NOT_FOUND"), "{}", write(service, &token));
    }
    pair.primary.stop();
    let [first, second] = &pair.services;
    first.wait_for("/ready", "cannot be reached");
    for service in [first, second] {
        let answer = service.get(FOUND);
        assert_eq!(found(&answer).0, "40", "{answer}");
        assert_ne!(found(&answer).1, "", "the revision is not told: {answer}");
        let answer = write(service, &token);
        assert!(answer.contains("UNAVAILABLE") && answer.contains("cannot be reached"), "{answer}");
    }
    let refused = pair.sites[0].ingest(2);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    pair.standby.promote();
    assert!(pair.sites[0].ingest(2).status.success());
    pair.wait_for(80);
    for service in [first, second] {
        let answer = write(service, &token);
        assert!(answer.contains("NOT_FOUND"), "{answer}\n{}", service.log());
        service.wait_for("/ready", "\"trouble\":null");
    }
    assert_eq!(first.logged("cannot be brought to the record"), 1, "{}", first.log());
    assert_eq!(first.logged("follows the record again"), 1, "{}", first.log());
    // What reads from either had the standby first, and noticed nothing.
    assert_eq!(second.logged("cannot be brought to the record"), 0, "{}", second.log());
    pair.assert_sound().await;
}

#[tokio::test]
async fn a_standby_that_had_not_got_everything_takes_over_and_no_replica_goes_astray() {
    let pair = Pair::new().await;
    assert!(pair.sites[0].ingest(1).status.success());
    pair.wait_for(40);
    // Cut off from the primary, which acknowledges all the same.
    pair.standby.tell("alter system set primary_conninfo = ''").await;
    pair.standby.tell("select pg_reload_conf()").await;
    pair.primary.tell("do $$ begin while exists (select 1 from pg_stat_replication) loop perform pg_sleep(0.01), pg_stat_clear_snapshot(); end loop; end $$").await;
    assert!(pair.sites[0].ingest(2).status.success());
    let ahead = pair.services[0].wait_for(FOUND, "\"totalCount\":80");
    let lineage = format!("graph-lineage: {}", header(&ahead, "graph-lineage"));
    let revision = format!("graph-revision: {}", header(&ahead, "graph-revision"));
    pair.primary.stop();
    pair.standby.promote();
    assert!(pair.sites[0].ingest(3).status.success());
    let store = pair.sites[0].store().await;
    let now = store.revision().await.unwrap().to_string();
    store.close().await;
    assert_eq!(now, header(&ahead, "graph-revision"), "of the same number, and other rows");
    let [first, second] = &pair.services;
    for service in [first, second] {
        let began = Instant::now();
        loop {
            let answer = service.get(FOUND);
            if found(&answer) == ("80", &*now)
                && header(&answer, "graph-lineage") != header(&ahead, "graph-lineage")
            {
                break;
            }
            assert!(began.elapsed() < PATIENCE, "{answer}\n{}", service.log());
        }
        for (number, texts) in [(2, "0"), (3, "40")] {
            let phrase =
                format!("{PHRASE}%5C%22heronry%20{number}%20opens%5C%22%22)%7BtotalCount%7D%7D");
            assert_eq!(found(&service.get(&phrase)).0, texts, "heronry {number}");
        }
        // Whoever knows the lost change is told.
        let answer = service.send("GET", FOUND, &[&revision, &lineage], "");
        assert!(answer.contains(" 409 ") && answer.contains("put back"), "{answer}");
    }
    assert_eq!(first.logged("the record was put back"), 1, "{}", first.log());
    pair.wait_for(80);
    pair.assert_sound().await;
}
